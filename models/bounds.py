"""How large, deep and many the parts of a JSON body are: measured before anything of it is parsed.

The whole body is looked at in a few passes over arrays of bytes, so that the time is linear in its length, whatever
stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from models.late import numpy
from models.problem import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_BODY = 8 * 1024 * 1024
"""A request body, inflated, is no larger, bytes."""
LARGEST_MUTATION = 256 * 1024
"""A mutation as it is sent is no larger, bytes."""
DEEPEST = 32
"""Lists and objects of a mutation are nested no deeper; the mutation itself is one of them."""
DEEPEST_BODY = DEEPEST + 2
"""Those of a body: its mutations stand in a list of an object."""
MOST_HEADS = 32
"""Of the log, that a tablet shows in one exchange."""
LONGEST_HEAD = 300
"""Characters of a head or cursor; one of ours has fewer."""
MOST_MUTATIONS = 1000
"""A request has no more mutations."""
MOST_VALUES = 1_000_000
"""A body has no more values: each takes some sixty bytes of memory once it is read."""
MOST_MEMBERS = 1000
"""The outermost object of a body, and a mutation that is not read, have no more members."""

_QUOTE, _COMMA, _COLON = b'",:'
_STEPS = bytes(1 if mark in b"[{" else 255 if mark in b"]}" else 0 for mark in range(256))
"""How much deeper is what follows each byte: 255 is -1."""


class Span(NamedTuple):
    """A part of a body: the offset of its first byte, and the one after its last."""

    begin: int
    end: int


class Measured:
    """A body of JSON with the depth at each of its bytes. Raises Refused if its brackets or quotes do not pair."""

    def __init__(self, body: bytes) -> None:
        plain = body.replace(b"\\\\", b"  ").replace(b'\\"', b"  ") if b"\\" in body else body
        text = numpy.frombuffer(plain, numpy.uint8)
        inside = numpy.bitwise_xor.accumulate(text == _QUOTE)
        self.body = body
        self._marks: NDArray[numpy.uint8] = numpy.where(inside, numpy.uint8(0), text)
        """The bytes outside of texts; 0 in them."""
        steps = numpy.frombuffer(_STEPS, numpy.int8)[self._marks]
        self._depth: NDArray[numpy.int32] = numpy.cumsum(steps, dtype=numpy.int32)
        if len(body) and (inside[-1] or self._depth[-1] or self._depth.min() < 0):
            raise Refused("invalid_json", "The body is not JSON: its brackets or quotes do not pair. Send it again.")
        self.depth = self.depth_of(Span(0, len(body)))
        """The greatest number of lists and objects inside each other."""
        counted = ((steps == 1) | (self._marks == _COMMA)) & (self._depth <= DEEPEST_BODY)
        self.values = int(numpy.count_nonzero(counted))
        """About how many values there are, without those that stand too deep to be read; never less than half."""

    def depth_of(self, part: Span, outside: int = 0) -> int:
        """The greatest depth in a part that stands in so many lists and objects."""
        depths = self._depth[part.begin : part.end]
        return int(depths.max()) - outside if len(depths) else 0

    def stripped(self, part: Span) -> Span:
        """A part without the white space around it."""
        text = self.body[part.begin : part.end]
        begin = part.begin + len(text) - len(text.lstrip(b" \t\r\n"))
        return Span(begin, max(begin, part.begin + len(text.rstrip(b" \t\r\n"))))

    def ends(self, begin: int) -> int:
        """Where the list or object ends that begins there, after its last byte. They pair, so it ends."""
        outside = int(self._depth[begin]) - 1
        return begin + int(numpy.argmax(self._depth[begin:] == outside)) + 1

    def bytes_of(self, part: Span) -> bytes:
        return self.body[part.begin : part.end]

    def elements(self, part: Span, outside: int, most: int) -> list[Span] | None:
        """The elements of the list that a part is, without white space. None if there are more than `most`."""
        inner = Span(part.begin + 1, part.end - 1)
        commas = self._at(inner, outside + 1, _COMMA)
        if len(commas) >= most:
            return None
        begins, ends = [inner.begin, *(int(at) + 1 for at in commas)], [*map(int, commas), inner.end]
        found = [self.stripped(Span(*piece)) for piece in zip(begins, ends, strict=True)]
        return [] if len(found) == 1 and found[0].begin == found[0].end else found

    def members(self, part: Span, outside: int) -> Iterator[tuple[Span, Span]] | None:
        """The names and values of the object that a part is. None if there are more than MOST_MEMBERS."""
        found = self.elements(part, outside, MOST_MEMBERS)
        return None if found is None else self._pairs(found, outside + 1)

    def _pairs(self, members: list[Span], depth: int) -> Iterator[tuple[Span, Span]]:
        for member in members:
            colons = self._at(member, depth, _COLON)
            if not len(colons):
                raise Refused("invalid_json", "The body is not JSON: an object has a member without a value.")
            colon = int(colons[0])
            yield self.stripped(Span(member.begin, colon)), self.stripped(Span(colon + 1, member.end))

    def _at(self, part: Span, depth: int, mark: int) -> NDArray[numpy.intp]:
        marks, depths = self._marks[part.begin : part.end], self._depth[part.begin : part.end]
        return numpy.flatnonzero((marks == mark) & (depths == depth)) + part.begin


def measured(body: bytes) -> Measured:
    """A body that is not too large, and that has not too many values. Raises Refused."""
    if len(body) > LARGEST_BODY:
        raise Refused("too_large", f"The body has more than {LARGEST_BODY:,} bytes. Send less in a request.")
    found = Measured(body)
    if found.values > MOST_VALUES:
        raise Refused("too_large", f"The body has more than {MOST_VALUES:,} values. Send fewer in a request.")
    return found


def check_depth(body: Measured, part: Span | None = None) -> None:
    """Raises Refused if a body, or a part of it, is nested too deeply to be read."""
    if (body.depth if part is None else body.depth_of(part)) > DEEPEST_BODY:
        raise Refused(
            "invalid_request",
            f"The body is nested more than {DEEPEST_BODY} levels deep. Send the members that the API document names.",
        )
