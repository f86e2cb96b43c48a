"""ODK Collect as a server meets it: the requests that its source makes, header by header and part by part.

After getodk/collect of August 2026 (OkHttpConnection, OkHttpOpenRosaServerClientProvider, OpenRosaXmlFetcher and
OpenRosaServerInstanceUploader) with OkHttp 5.4. Older ones, with OkHttp 4, say Content-Length in every part.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import httpx

from tests.service import Device

INSTANCES = Path(__file__).parent / "files" / "odk" / "instances"
LETTER, CORRECTED, WGS84 = (
    (INSTANCES / f"{name}.xml").read_bytes() for name in ("letter", "letter-corrected", "wgs84")
)
PHOTOS = ("1661171042123.jpg", "1661171077456.jpg")
"""What the form in WGS84 names."""
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
"""The least that begins and ends as a JPEG."""

USER_AGENT = "org.odk.collect.android/v2026.2.1 Dalvik/2.1.0 (Linux; U; Android 14; SM-T575 Build/UP1A.231005.007)"
LISTS = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


class Collect:
    """The app on one tablet, set up with the token of a device."""

    def __init__(self, device: Device, part_lengths: bool = False) -> None:
        self.client, self.part_lengths = device.operation.service.client, part_lengths
        self.server = f"{str(self.client.base_url).rstrip('/')}/odk"
        self._credentials = b64encode(f"{device.id}:{device.token}".encode()).decode()
        self._challenged = False  # Basic is sent once a server has asked for it

    async def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        """One request, made again with the password when the server asks for it."""
        headers = {
            "User-Agent": USER_AGENT,
            "X-OpenRosa-Version": "1.0",
            "Date": "Mon, 22 Aug 2022 06:03:11 GMT",  # six in the evening: it has a clock of 12 hours
            "Accept-Encoding": "gzip",
            **more.pop("headers", {}),
        }
        for _ in range(2):
            if self._challenged:
                headers["Authorization"] = f"Basic {self._credentials}"
            query = {"deviceID": "collect:4WvrUZFJ3ZzVyEaG"}
            answer = await self.client.request(method, url, params=query, headers=headers, **more)
            assert answer.headers["x-openrosa-version"] == "1.0"
            if answer.status_code != 401 or self._challenged:
                break
            assert answer.headers["www-authenticate"].startswith("Basic realm=")
            self._challenged = True
        return answer

    async def document(self, url: str) -> ElementTree.Element:
        """XML that must have its media type."""
        answer = await self.ask("GET", url)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8"), answer.text
        return ElementTree.fromstring(answer.content)

    async def fetched(self, url: str, hash: str) -> bytes:
        """A file that must be the one that its hash says."""
        answer = await self.ask("GET", url)
        assert answer.status_code == 200, answer.text
        assert f"md5:{hashlib.md5(answer.content).hexdigest()}" == hash
        return answer.content

    async def forms(self) -> dict[str, str]:
        """What the list says of the one form."""
        listed = await self.document(f"{self.server}/formList")
        assert listed.tag == f"{LISTS}xforms"
        (form,) = listed
        return {child.tag.removeprefix(LISTS): child.text or "" for child in form}

    async def form(self) -> tuple[bytes, dict[str, bytes]]:
        """The form, and the files that go with it."""
        about = await self.forms()
        manifest = await self.document(about["manifestUrl"])
        assert manifest.tag == f"{MANIFEST}manifest"
        media = {}
        for file in manifest:
            said = {child.tag.removeprefix(MANIFEST): child.text or "" for child in file}
            media[said["filename"]] = await self.fetched(said["downloadUrl"], said["hash"])
        return await self.fetched(about["downloadUrl"], about["hash"]), media

    async def send(self, xml: bytes, files: dict[str, bytes] | None = None) -> list[httpx.Response]:
        """The answers to the posts of one form: first it asks by HEAD, then it sends until one is not taken."""
        greeting = await self.ask("HEAD", f"{self.server}/submission")
        if greeting.status_code != 204:
            return [greeting]
        most = int(greeting.headers["x-openrosa-accept-content-length"])
        answers = []
        for body, boundary in self.posts(xml, list((files or {}).items()), most):
            headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
            answers.append(await self.ask("POST", f"{self.server}/submission", content=body, headers=headers))
            if answers[-1].status_code not in (201, 202):
                break
        return answers

    def posts(self, xml: bytes, files: list[tuple[str, bytes]], most: int) -> list[tuple[bytes, str]]:
        """Body and boundary of each post: as many files as fit, and at most 102."""
        made = []
        n, first = 0, True
        while n < len(files) or first:
            first, start, size = False, n, len(xml)
            boundary = str(uuid4())
            parts = [self.part("xml_submission_file", xml, "letter_2022-08-22_18-03-11.xml", "text/xml")]
            while n < len(files):
                name, data = files[n]
                parts.append(self.part(name, data, name, "image/jpeg"))
                size += len(data)
                n += 1
                if n < len(files) and (n - start > 101 or size + len(files[n][1]) > most):
                    parts.append(self.part("*isIncomplete*", b"yes"))
                    break
            body = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
            made.append((body + b"--" + boundary.encode() + b"--\r\n", boundary))
        return made

    def part(self, name: str, data: bytes, filename: str = "", media_type: str = "") -> bytes:
        head = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
        head += f"\r\nContent-Type: {media_type}" if media_type else ""
        head += f"\r\nContent-Length: {len(data)}" if self.part_lengths else ""
        return head.encode() + b"\r\n\r\n" + data


def words(answer: httpx.Response) -> str:
    """What the tablet shows."""
    document = ElementTree.fromstring(answer.content)
    assert document.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
    return document.findtext("{http://openrosa.org/http/response}message") or ""


def as_new(xml: bytes, **values: str) -> bytes:
    """The same form filled in another time: with an instanceID of its own, and these values."""
    root = ElementTree.fromstring(xml)
    root.find("meta/instanceID").text = f"uuid:{uuid4()}"  # type: ignore[union-attr]
    for name, value in values.items():
        element = root.find(f".//{name}")
        if element is None:
            element = ElementTree.SubElement(root.find("meta") if name == "deprecatedID" else root, name)  # type: ignore[arg-type]
        element.text = value
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def instance_id(xml: bytes) -> str:
    return ElementTree.fromstring(xml).findtext("meta/instanceID") or ""


def find_id(xml: bytes) -> str:
    """The find that a form makes."""
    return instance_id(xml).removeprefix("uuid:")
