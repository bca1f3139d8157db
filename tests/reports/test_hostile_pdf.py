"""Files nobody meant to be read: one clear sentence, soon, and never a fault of ours."""

import os
import re
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.errors import Unreadable
from inspector.periods import Instant
from inspector.reports import pdf_reading
from inspector.reports.attachment import take_out
from inspector.reports.pdf_reading import open_pdf
from inspector.reports.side_process import Bounds
from inspector.reports.signature import sign_report
from inspector.reports.verdict import Kind
from inspector.reports.verification import Verifier, verify

NOON = Instant(1_795_320_000_000, 480)
DAMAGED = "The PDF is damaged or cut short."
FOREIGN = "The PDF is not a report of this program: it doesn't carry entries.gpk."
TOO_LARGE = "The PDF unpacks to far more than a report can hold."

CATALOG = b"<< /Type /Catalog /Pages 2 0 R %b >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


def pdf(objects: Iterable[bytes], trailer: bytes = b"", size: int | None = None) -> bytes:
    """Write a PDF by hand, whatever its objects are."""
    out, places = BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (size or len(places) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def carrying(files: bytes, *more: bytes) -> bytes:
    return pdf([CATALOG % (b"/Names << /EmbeddedFiles %b >>" % files), PAGES, PAGE, *more])


def stream(content: bytes, *filters: bytes) -> bytes:
    return b"<< /Length %d /Filter [%b] >>\nstream\n%b\nendstream" % (
        len(content),
        b" ".join(filters),
        content,
    )


def pack_of(content: bytes, *filters: bytes) -> bytes:
    files = b"<< /Names [(entries.gpk) << /EF << /F 4 0 R >> >>] >>"
    return carrying(files, stream(content, *filters))


def deep(opening: bytes, closing: bytes) -> bytes:
    return opening * 200_000 + closing * 200_000


FLATE = b"/FlateDecode"
BOMB = zlib.compress(bytes(300 << 20), 9)
PLAIN = pdf([CATALOG % b"", PAGES, PAGE])
START = PLAIN.rindex(b"startxref") - PLAIN[::-1].index(b"ferx")

HOSTILE = {
    "nothing": (b"", "The file is not a PDF."),
    "a text": ("巡查".encode() * 1000, "The file is not a PDF."),
    "a header only": (b"%PDF-1.7\n", DAMAGED),
    "a header and zeros": (b"%PDF-1.7\n" + bytes(1 << 20), DAMAGED),
    "another program's": (PLAIN, FOREIGN),
    "arrays 200,000 deep": (pdf([CATALOG % (b"/X " + deep(b"[", b"]")), PAGES, PAGE]), DAMAGED),
    "dictionaries 200,000 deep": (pdf([CATALOG % (b"/X " + deep(b"<</A ", b">>")), PAGES, PAGE]), DAMAGED),
    "a trailer 200,000 deep": (pdf([CATALOG % b"", PAGES, PAGE], b"/X " + deep(b"[", b"]")), DAMAGED),
    "a table of 10^12 objects": (pdf([CATALOG % b"", PAGES, PAGE], size=10**12), FOREIGN),
    "a table that points to itself": (
        PLAIN.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % PLAIN.index(b"xref\n0")),
        DAMAGED,
    ),
    "a bomb": (pack_of(BOMB, FLATE), TOO_LARGE),
    "a bomb in a bomb": (pack_of(zlib.compress(BOMB, 9), FLATE, FLATE), TOO_LARGE),
    "a bomb of object streams": (
        pdf([b"<< /Type /Catalog /Pages 2 0 R /Names 9 0 R >>", PAGES, PAGE, stream(BOMB, FLATE)]),
        DAMAGED,
    ),
    "an unknown filter": (pack_of(b"abc", b"/Strange"), DAMAGED),
    "a ring of names": (carrying(b"4 0 R", b"<< /Kids [4 0 R 4 0 R 4 0 R] >>"), DAMAGED),
    "names that are numbers": (carrying(b"<< /Names [1 2 3] >>"), DAMAGED),
    "a catalog that is a number": (pdf([b"17", PAGES, PAGE]), DAMAGED),
    "a catalog that is lacking": (pdf([b"null", PAGES, PAGE]), DAMAGED),
    "an attachment twice": (
        carrying(b"<< /Names [(entries.gpk) 4 0 R (entries.gpk) 4 0 R] >>", b"<<>>"),
        "The PDF carries entries.gpk twice; which one counts can't be told.",
    ),
    "encrypted": (
        pdf(
            [CATALOG % b"", PAGES, PAGE, b"<< /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4 >>"],
            b"/Encrypt 4 0 R /ID [(a) (b)]",
        ),
        "The PDF is encrypted; a report never is.",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_one_sentence(tmp_path, name):
    content, sentence = HOSTILE[name]
    path = tmp_path / "hostile.pdf"
    path.write_bytes(content)

    verdict = verify(path)

    assert verdict.to_json()["problems"] == [sentence]
    assert (verdict.valid, verdict.complete, verdict.unreadable, verdict.kind) == (
        False,
        False,
        True,
        Kind.REPORT,
    )


def test_a_million_objects_are_read_or_refused_within_bounds(tmp_path):
    path = tmp_path / "many.pdf"
    path.write_bytes(pdf([CATALOG % b"", PAGES, PAGE, *[b"1"] * 1_000_000]))
    with Verifier() as verifier:
        verdict = verifier.verify(path)
    assert verdict.to_json()["problems"] == [FOREIGN]


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    for path in (tmp_path / "missing.pdf", tmp_path, tmp_path / "missing.gpk", tmp_path / "pipe.pdf"):
        assert verify(path).to_json()["problems"] == ["There is no such file."]


def test_a_file_that_cannot_be_opened(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    for name in ("locked.pdf", "locked.gpk"):
        (tmp_path / name).touch()
        with monkeypatch.context() as patched:
            patched.setattr(Path, "open", refuse)
            verdict = verify(tmp_path / name)
        assert verdict.to_json()["problems"] == [
            "The file can't be opened: access is not allowed, or another program has it open."
        ]


def test_a_file_larger_than_any_report(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_reading, "LARGEST_FILE", 100)
    path = tmp_path / "large.pdf"
    path.write_bytes(PLAIN)
    assert verify(path).to_json()["problems"] == ["The file is larger than any report."]


def test_an_attachment_larger_than_it_may_be(report, monkeypatch):
    monkeypatch.setattr(pdf_reading, "LARGEST_DATA", 100)
    with pytest.raises(Unreadable, match=r"The report.json in the PDF is larger than it may be."):
        take_out(report())


def test_an_attachment_in_a_tree_of_names(report):
    path = report()
    before = take_out(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf_file:
        leaf = pdf_file.make_indirect(pdf_file.Root.Names.EmbeddedFiles)
        pdf_file.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Kids=pikepdf.Array([leaf]))
        pdf_file.save(path)
    assert take_out(path) == before


def test_page_trees_without_an_end_or_without_a_page(report):
    for kids in ("ring", "none"):
        path = report()
        with pikepdf.open(path, allow_overwriting_input=True) as pdf_file:
            pages = pdf_file.Root.Pages
            ring = pdf_file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages))
            ring.Kids = pikepdf.Array([ring, ring] if kids == "ring" else [])
            pages.Kids = pikepdf.Array([ring])
            pdf_file.save(path)
        problems = str(verify(path).to_json()["problems"])
        assert (DAMAGED if kids == "ring" else "The page does not show") in problems


def test_pictures_that_are_no_code_are_passed_over(report):
    path = report()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf_file:
        page = pdf_file.pages[0]
        for name, width in (("/Wide", 9), ("/Huge", 4000), ("/Blank", 16)):
            looks = {"/Subtype": pikepdf.Name.Image, "/Width": width, "/Height": 16 if width < 99 else width}
            page.Resources.XObject[name] = pikepdf.Stream(
                pdf_file, bytes(32), {**looks, "/BitsPerComponent": 1}
            )
        painted = b"\n/Wide Do /Huge Do /Blank Do"
        content = [page.Contents, pdf_file.make_stream(painted)]
        page.Contents = pikepdf.Array([pdf_file.make_indirect(one) for one in content])
        pdf_file.save(path)
    assert len(open_pdf(path).printed_hashes()) == 2


def test_bombs_on_the_first_page(report):
    path = report()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf_file:
        bombs = [pdf_file.make_stream(bytes([number]) * (15 << 20)) for number in range(20)]
        pdf_file.pages[0].Contents = pikepdf.Array(bombs)
        pdf_file.save(path, compress_streams=True)
    assert verify(path).to_json()["problems"] == [TOO_LARGE]


def test_a_page_in_more_pieces_than_any_report_has(report):
    path = report()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf_file:
        piece = pdf_file.make_stream(b"q Q")
        pdf_file.pages[0].Contents = pikepdf.Array([piece] * 100_000)
        pdf_file.save(path)
    assert "The page does not show the code" in str(verify(path).to_json()["problems"])


def test_a_field_with_a_value_that_is_no_signature(report, signatories):
    path = report(signatories)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf_file:
        field = pdf_file.Root.AcroForm.Fields[0]
        field.V = pdf_file.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=pikepdf.String("x"))
        )
        pdf_file.save(path)
    verdict = verify(path)
    assert [signature.valid for signature in verdict.signatures] == [False]
    assert "The signature of inspector_1 does not fit the file" in str(verdict.to_json()["problems"])


def test_a_form_that_is_no_form(report, signatories):
    path = report(signatories)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf_file:
        for leaf in pdf_file.pages:
            leaf.Annots = pikepdf.Array()
        pdf_file.Root.AcroForm.Fields = pikepdf.Array([1, 2])
        pdf_file.save(path)
    assert not verify(path).valid


@pytest.fixture(scope="session")
def whole(built_once, signatories, tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "report.pdf"
    sign_report(built_once(signatories[:1]), path, signatories[0].key, "inspector_1", NOON)
    return path.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_cut_anywhere_is_never_valid(whole, tmp_path, data):
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    verdict = verify(path)
    assert not verdict.valid
    assert verdict.problems


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_with_a_piece_overwritten_is_never_valid(whole, tmp_path, data):
    content = bytearray(whole)
    piece = data.draw(st.binary(min_size=1, max_size=200))
    start = data.draw(st.integers(0, len(content) - len(piece)))
    content[start : start + len(piece)] = piece
    path = tmp_path / "overwritten.pdf"
    path.write_bytes(content)
    assert verify(path).valid is (bytes(content) == whole)


def test_a_file_that_takes_too_long_ends_its_process_and_not_ours(report, tmp_path):
    path = report()
    with Verifier(Bounds(seconds=0.0, memory=1 << 40)) as verifier:
        verdict = verifier.verify(path)
    assert verdict.unreadable
    assert verdict.to_json()["problems"] == ["It takes more time or memory than anything this program makes."]


def test_a_verifier_verifies_one_file_after_another(report, signatories):
    path = report(signatories[:1])
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    with Verifier() as verifier:
        assert verifier.verify(path) == verify(path)
        path.write_bytes(re.sub(rb"%%EOF\s*$", b"", path.read_bytes()))
        assert not verifier.verify(path).valid
        assert verifier.verify(Path("missing.pdf")).unreadable


def test_who_waits_may_give_a_file_up(report):
    class EnoughError(Exception):
        pass

    def give_up() -> None:
        raise EnoughError

    path = report()
    with Verifier() as verifier:
        with pytest.raises(EnoughError):
            verifier.verify(path, waiting=give_up)
        assert verifier.verify(path).valid


def test_bytes_larger_than_any_report_are_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_reading, "LARGEST_FILE", 8)
    with pytest.raises(Unreadable, match="larger than any report"):
        pdf_reading.read_pdf(b"%PDF-1.7 and more")
