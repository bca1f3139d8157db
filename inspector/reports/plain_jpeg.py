"""Recognising a JPEG that can be printed as it is: whole, baseline, three colours and nothing else in it."""

import re

MOST_SEGMENTS = 64
"""Segments looked at before the scan; cameras and Pillow write fewer than ten."""

_START = b"\xff\xd8"
_JFIF = b"\xff\xe0\x00\x10"
"""The JFIF segment without a thumbnail, by its marker and length."""
_FRAME = b"\xff\xc0\x00\x11\x08"
"""A baseline frame of three components with 8 bits each, by marker, length and precision."""
_TABLES = (b"\xff\xdb", b"\xff\xc4", b"\xff\xdd")
_SCAN = b"\xff\xda"
_END = b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
"""The next marker after a scan, in which FF is followed by 00 or a restart (ITU-T T.81, B.1.1)."""


def size_of_plain_jpeg(data: bytes) -> tuple[int, int] | None:
    """Give width and height in pixels; nothing for another kind of file, one with metadata, or one cut short.

    Follows the markers of ITU-T T.81, annex B; no pixel is decoded.
    """
    size: tuple[int, int] | None = None
    at = len(_START)
    if not data.startswith(_START):
        return None
    for _ in range(MOST_SEGMENTS):
        segment = data[at : at + 9]
        length = int.from_bytes(segment[2:4])
        if segment.startswith(_SCAN):
            marker = _MARKER.search(data, at + 2 + length)
            return size if marker and marker[0] == _END and marker.end() == len(data) else None
        if segment.startswith(_FRAME):
            size = int.from_bytes(segment[7:9]), int.from_bytes(segment[5:7])
        elif not segment.startswith((_JFIF, *_TABLES)):
            return None
        at += 2 + length
    return None
