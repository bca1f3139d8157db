"""The archive: what makes drawn pages a PDF/A-3a and PDF/UA-1 file with attachments and places for
signatures.

ISO 19005-3 (PDF/A-3) and ISO 14289-1 (PDF/UA-1). One pass over what was drawn; the same input gives the
same bytes.
"""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zlib import compress

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from inspector.reports.full_disk import full_disk_refused
from inspector.reports.metadata import Particulars, describe, pdf_date
from inspector.reports.sheet import PlacedField
from inspector.reports.tagging import Element, write_structure

_PRINT_AND_LOCKED = 132
"""Annotation flags (ISO 32000-1, 12.5.3): printed, and not to be moved by hand."""
_SIGNATURES_EXIST_AND_APPEND_ONLY = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the pages: an RGB JPEG as it is, or rows of bits (white is 1) of a code."""

    data: bytes
    width: int
    height: int
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A file the paper carries; ``description`` says in words what it is.

    What ``is_packed`` is not compressed again.
    """

    name: str
    mime: str
    data: bytes
    description: str
    is_packed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Pages as drawn: their bytes, structure, fields, the names of pictures on each page and the pictures."""

    content: bytes
    document: Element
    fields: Sequence[PlacedField]
    used: Sequence[set[str]]
    pictures: Mapping[str, Picture]


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it lies on the disk: SHA-256 and size in bytes."""

    sha256: str
    size: int


def write_archive(drawn: Drawn, particulars: Particulars, attached: Sequence[Attached], to: Path) -> Written:
    """Write the finished file at ``to`` and make sure it is on the disk. Raises Refused when that is full."""
    with Pdf.open(BytesIO(drawn.content)) as pdf:
        _clear(pdf)
        _put_pictures(pdf, drawn)
        widgets = _put_fields(pdf, drawn.fields)
        write_structure(pdf, drawn.document, widgets)
        describe(pdf, particulars)
        _attach(pdf, attached, particulars.made)
        _end_streams_plainly(pdf)
        # Not straight into the file: qpdf ends the whole process when a disk fills up under it.
        content = BytesIO()
        del pdf.trailer["/ID"]
        pdf.save(
            content,
            force_version="1.7",
            static_id=True,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    with content.getbuffer() as whole:
        sha256 = _identify(whole)
        with full_disk_refused(), to.open("wb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        return Written(sha256, len(whole))


_IDENTIFIERS = re.compile(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]")
_END = 1024
"""Bytes at the end of a file that hold its trailer."""


def _identify(whole: memoryview) -> str:
    """Put the file's identifiers, made of all that stands before them, in their place; give its SHA-256.

    qpdf would make them of an MD5 of its own, which takes as long as all else it does here.
    """
    end = max(0, len(whole) - _END)
    [place] = _IDENTIFIERS.finditer(bytes(whole[end:]))
    first, second = end + place.start(1), end + place.start(2)
    digest = hashlib.sha256(whole[:first])
    identifier = digest.hexdigest()[:32].encode()
    for start in (first, second):
        whole[start : start + len(identifier)] = identifier
    digest.update(whole[first:])
    return digest.hexdigest()


_FLATE = (Name.FlateDecode, Array([Name.FlateDecode]))
"""How pikepdf and ReportLab name the one filter we use."""


def _end_streams_plainly(pdf: Pdf) -> None:
    """Keep a compressed stream from ending with a carriage return.

    With the line feed before ``endstream`` it would look like one end of line, and the stream a byte shorter
    than it says (ISO 19005-3, 6.1.7.1). A decoder stops where the compressed data end.
    """
    for stream in pdf.objects:
        if isinstance(stream, Stream) and stream.get("/Filter") in _FLATE:
            data = stream.read_raw_bytes()
            if data.endswith(b"\r"):
                stream.write(data + b"\n", filter=Name.FlateDecode)


def _clear(pdf: Pdf) -> None:
    """Take out what ReportLab writes for presentations on a screen."""
    for key in ("/PageMode", "/Outlines"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        del page.obj["/Trans"]


def _put_pictures(pdf: Pdf, drawn: Drawn) -> None:
    streams = {name: _picture(pdf, picture) for name, picture in drawn.pictures.items()}
    for page, used in zip(pdf.pages, drawn.used, strict=True):
        if used:
            page.obj.Resources.XObject = Dictionary({f"/{name}": streams[name] for name in sorted(used)})


def _picture(pdf: Pdf, picture: Picture) -> pikepdf.Object:
    looks: dict[str, pikepdf.Object | int]
    if picture.is_code:
        looks = {"/BitsPerComponent": 1, "/ColorSpace": Name.DeviceGray, "/Filter": Name.FlateDecode}
    else:
        looks = {"/BitsPerComponent": 8, "/ColorSpace": Name.DeviceRGB, "/Filter": Name.DCTDecode}
    return Stream(
        pdf,
        compress(picture.data) if picture.is_code else picture.data,
        {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": picture.width,
            "/Height": picture.height,
            **looks,
        },
    )


def _put_fields(pdf: Pdf, fields: Sequence[PlacedField]) -> dict[str, pikepdf.Object]:
    """Make an empty signature field for each place; give their annotations.

    Field and annotation are two objects. Merged into one, which the structure tree names, a second
    signature would look like a change of what the first one signed. The annotation does not name the field
    as its parent, as it may (ISO 32000-1, table 188): poppler would take it for a field of its own, and
    that one for unsigned.
    """
    widgets: dict[str, pikepdf.Object] = {}
    roots: list[pikepdf.Object] = []
    for placed in fields:
        x, y, width, height = placed.box
        page = pdf.pages[placed.page].obj
        look = Stream(
            pdf, b"q Q", {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": [0, 0, width, height]}
        )
        field = pdf.make_indirect(
            Dictionary(FT=Name.Sig, T=String(placed.name), TU=String(placed.purpose), Ff=0)
        )
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=Array([round(value, 2) for value in (x, y, x + width, y + height)]),
                F=_PRINT_AND_LOCKED,
                P=page,
                TU=String(placed.purpose),
                AP=Dictionary(N=look),
                Contents=String(placed.purpose),
            )
        )
        field.Kids = Array([widget])
        if "/Annots" not in page:
            page.Annots = Array()
            page.Tabs = Name.S
        page.Annots.append(widget)
        widgets[placed.name] = widget
        roots.append(field)
    if roots:
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=Array(roots), SigFlags=_SIGNATURES_EXIST_AND_APPEND_ONLY)
        )
    return widgets


def _attach(pdf: Pdf, attached: Sequence[Attached], made: datetime) -> None:
    names = Array()
    associated = Array()
    for one in sorted(attached, key=lambda file: file.name):
        embedded = Stream(
            pdf,
            compress(one.data, 0 if one.is_packed else -1),
            {
                "/Type": Name.EmbeddedFile,
                "/Filter": Name.FlateDecode,
                "/Subtype": Name(f"/{one.mime}"),
                "/Params": Dictionary(
                    Size=len(one.data),
                    ModDate=String(pdf_date(made)),
                    CheckSum=String(hashlib.md5(one.data, usedforsecurity=False).digest()),
                ),
            },
        )
        file = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(one.name),
                UF=String(one.name),
                Desc=String(one.description),
                AFRelationship=Name.Data,
                EF=Dictionary(F=embedded, UF=embedded),
            )
        )
        names.append(String(one.name))
        names.append(file)
        associated.append(file)
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary(Names=names)))
    pdf.Root.AF = associated
