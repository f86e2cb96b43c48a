"""The settings that ODK Collect takes from a QR code: one scan, and a tablet is ready."""

from __future__ import annotations

import zlib
from base64 import b64encode

import orjson

from sync.enrolment import NewDevice


def collect_settings(server: str, enrolled: NewDevice) -> str:
    """The text of the QR code for a new device: the settings as JSON, deflated, in base64.

    The user name is the device's id; the server looks at the password only, which is the device's token.
    """
    settings = {
        "general": {
            "protocol": "odk_default",
            "server_url": f"{server.rstrip('/')}/odk",
            "username": enrolled["device_id"],
            "password": enrolled["token"],
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "delete_send": False,  # after a restore the tablet's copy is the only one
        },
        "admin": {},
        "project": {"name": f"{enrolled['operation']} {enrolled['device']}"},
    }
    return b64encode(zlib.compress(orjson.dumps(settings), 9)).decode()
