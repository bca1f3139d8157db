"""What a foreign file is, by its first bytes and its ending together; nothing is ever opened or run."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from inspector.errors import Unreadable
from inspector.model.material import MaterialKind
from inspector.pictures.opening import MIMES, kind_of
from inspector.words import N_

LOOKED_AT = 4096
"""Bytes at the beginning of a file that decide."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_DOCUMENTS = {
    "doc": "application/msword",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "wps": "application/wps-office.wps",
    "et": "application/wps-office.et",
    "dps": "application/wps-office.dps",
}
_ZIPPED = _DOCUMENTS | {
    "ofd": "application/ofd",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_FILMS = {
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "3gp": "video/3gpp",
}
_BEGINNINGS: tuple[tuple[bytes, int, Mapping[str, str]], ...] = (
    (b"%PDF-", 0, {"pdf": "application/pdf"}),
    # the older Office and WPS, and newer ones under a password
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, _DOCUMENTS),
    (b"PK\x03\x04", 0, _ZIPPED),
    (b"{\\rtf", 0, {"rtf": "application/rtf", "doc": "application/rtf"}),
    (b"II*\0", 0, {"tif": "image/tiff", "tiff": "image/tiff"}),
    (b"MM\0*", 0, {"tif": "image/tiff", "tiff": "image/tiff"}),
    (b"ftyp", 4, _FILMS),
    (b"moov", 4, {"mov": "video/quicktime"}),
    (b"mdat", 4, {"mov": "video/quicktime"}),
    (b"wide", 4, {"mov": "video/quicktime"}),
    (b"AVI ", 8, {"avi": "video/x-msvideo"}),
    (b"\x1aE\xdf\xa3", 0, {"mkv": "video/x-matroska", "webm": "video/webm"}),
)
"""What stands at which place of a file, and the endings it may have with their MIME types."""
_TEXTS = {"txt": "text/plain", "csv": "text/csv"}
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\0\0\0\x01\x14\x02\0",
)
"""Windows, Linux, scripts, macOS, Java, and a link of Windows."""
_PROGRAM_ENDINGS = frozenset(
    {
        "exe",
        "com",
        "scr",
        "pif",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "hta",
        "msi",
        "msp",
        "dll",
        "jar",
        "apk",
        "app",
        "sh",
        "py",
        "reg",
        "lnk",
        "url",
        "desktop",
        "inf",
    }
)
_WHITE = b"\t\n\r\f\x1a"
"""The control characters that texts have; the last ends those of DOS."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """The MIME type of a material, and what it is to the case."""

    mime: str
    kind: MaterialKind

    @property
    def is_picture(self) -> bool:
        """Say whether a preview can be made of it."""
        return self.mime in MIMES.values()


def kind_of_file(beginning: bytes, name: str) -> FileKind:
    """Say what a file is whose first ``LOOKED_AT`` bytes are ``beginning``.

    Raises Unreadable, each time with a sentence, for nothing at all, for programs, scripts and links, for
    what is not what its ending says, and for kinds that are no material.
    """
    ending = PurePath(name).suffix[1:].lower()
    if not beginning:
        raise Unreadable(N_("{name} is empty."), name=name)
    if beginning.startswith(_PROGRAMS) or ending in _PROGRAM_ENDINGS:
        raise Unreadable(N_("{name} is a program, a script or a link; such are not taken in."), name=name)
    if picture := kind_of(beginning):
        return FileKind(MIMES[picture], MaterialKind.DOCUMENT)
    for mark, place, endings in _BEGINNINGS:
        if beginning.startswith(mark, place):
            return _by_ending(endings, ending, name)
    if ending in _TEXTS and _is_text(beginning):
        return FileKind(_TEXTS[ending], MaterialKind.DOCUMENT)
    raise Unreadable(
        N_("{name} can't be kept: materials are PDF, Word, Excel, WPS, OFD, text, pictures and films."),
        name=name,
    )


def _by_ending(endings: Mapping[str, str], ending: str, name: str) -> FileKind:
    mime = endings.get(ending)
    if mime is None:
        raise Unreadable(N_("{name} is not what its ending says; please save it anew."), name=name)
    return FileKind(mime, MaterialKind.FILM if mime.startswith("video/") else MaterialKind.DOCUMENT)


def _is_text(beginning: bytes) -> bool:
    """Say whether these can be words in UTF-8, UTF-16 or GB 18030: nothing else has no control characters."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < ord(" ") and byte not in _WHITE for byte in beginning)
