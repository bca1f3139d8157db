"""Codes on prints that come back: tilted, turned, dim, blurred, large, in PDFs of scanners."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TypedDict

import pikepdf
import pytest
import zxingcpp
from PIL import ExifTags, Image

from inspector.errors import Unreadable
from inspector.reports.patrol_report import build_patrol_report
from inspector.reports.scan_reading import Scan, ScanReader, code_in, read_scan
from inspector.reports.side_process import OutOfBounds
from inspector.words import LANGUAGES, in_language
from tests.pictures.made import claiming, encoded
from tests.reports import papers
from tests.reports.paper_back import bare, photographed, printed, scanned, sheet, stamped

NUMBER = "QLS03-20261122-A2F4-01"


@pytest.fixture(scope="module")
def first_page(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """Print a report at 150 dpi and put seal and signature on its first page."""
    folder = tmp_path_factory.mktemp("print")
    build_patrol_report(papers.paper(), papers.CARRIED, folder / "report.pdf")
    return stamped(printed(folder / "report.pdf", folder)[0])


@pytest.fixture
def seen(tmp_path: Path) -> Callable[..., Scan]:
    def read(data: bytes, name: str = "scan.jpg") -> Scan:
        file = tmp_path / name
        file.write_bytes(data)
        return read_scan(file)

    return read


class Taking(TypedDict, total=False):
    """How a print is photographed."""

    turn: float
    lean: float
    dim: float
    blur: float
    quality: int


def numbers(scan: Scan) -> list[list[str]]:
    return [[code.number for code in page.codes] for page in scan.pages]


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"turn": 17},
        {"turn": 40},
        {"lean": 0.08},
        {"dim": 0.35},
        {"blur": 0.6},
        {"quality": 30},
    ],
    ids=str,
)
def test_a_photographed_print_says_which_report_it_is(
    first_page: Image.Image, seen: Callable[..., Scan], how: Taking
) -> None:
    scan = seen(encoded(photographed(first_page, **how), quality=60))
    assert numbers(scan) == [[NUMBER]]
    code = scan.pages[0].codes[0]
    assert (code.pack_sha256, code.data_sha256) == (papers.CARRIED.pack_sha256, papers.CARRIED.data_sha256)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_preview_stands_upright_however_the_page_was_held(seen: Callable[..., Scan], turn: int) -> None:
    page = sheet(NUMBER)
    page.paste((200, 0, 0), (0, 0, 120, 120))
    scan = seen(encoded(page.rotate(turn, expand=True), "PNG"), "page.png")
    preview = scan.pages[0].preview
    assert (preview.width, preview.height) == page.size
    shown = Image.open(BytesIO(preview.data))
    assert shown.size == page.size
    found = shown.getpixel((60, 60))
    assert isinstance(found, tuple)
    red, green, _blue = found
    assert red > green + 100


def test_the_turn_that_the_camera_noted_is_not_made_twice(seen: Callable[..., Scan]) -> None:
    page = sheet(NUMBER)
    noted = Image.Exif()
    noted[ExifTags.Base.Orientation] = 6
    scan = seen(encoded(page.rotate(90, expand=True), exif=noted))
    assert (scan.pages[0].preview.width, scan.pages[0].preview.height) == page.size


def test_a_photograph_of_24_megapixels_is_read(first_page: Image.Image, seen: Callable[..., Scan]) -> None:
    large = photographed(first_page.resize((4_000, 5_654), Image.Resampling.BICUBIC))
    assert large.width * large.height > 24_000_000
    assert numbers(seen(encoded(large, quality=60))) == [[NUMBER]]


def test_one_beyond_what_is_enlarged_is_read_as_it_is(seen: Callable[..., Scan]) -> None:
    page = Image.new("L", (4_000, 9_000), 255)
    page.paste(sheet(NUMBER).resize((1_500, 2_100)), (0, 0))
    assert numbers(seen(encoded(page, "PNG"), "tall.png")) == [[NUMBER]]


@pytest.mark.parametrize("how", ["jpeg", "flate"])
def test_the_pages_of_a_scanned_pdf_are_read(
    first_page: Image.Image, seen: Callable[..., Scan], how: str
) -> None:
    scan = seen(scanned([first_page, bare(9)], how), "scan.pdf")
    assert scan.mime == "application/pdf"
    assert numbers(scan) == [[NUMBER], []]


def test_a_fax_in_black_and_white_is_read(seen: Callable[..., Scan]) -> None:
    assert numbers(seen(scanned([sheet(NUMBER), bare(255)], "ccitt"), "fax.pdf")) == [[NUMBER], []]


def test_a_page_that_the_scanner_turned_is_shown_as_it_says(seen: Callable[..., Scan]) -> None:
    with pikepdf.open(BytesIO(scanned([bare(7)]))) as pdf:
        pdf.pages[0].Rotate = 90
        made = BytesIO()
        pdf.add_blank_page()
        pdf.save(made)
    (page,) = seen(made.getvalue(), "scan.pdf").pages
    assert (page.preview.width, page.preview.height) == (200, 150)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_is_read_in_every_language(language: str) -> None:
    from datetime import date

    from inspector.reports.qr import code_text

    text = code_text("Title: x", NUMBER, date(2026, 11, 22), papers.CARRIED, in_language(language))
    code = code_in(text)
    assert code
    assert code.number == NUMBER


def test_the_code_of_a_parcel_is_none_of_ours(seen: Callable[..., Scan]) -> None:
    made = BytesIO()
    parcel = zxingcpp.create_barcode("SF1234567890", zxingcpp.BarcodeFormat.QRCode)
    Image.fromarray(parcel.to_image(scale=6)).save(made, "PNG")
    assert numbers(seen(made.getvalue(), "parcel.png")) == [[]]


def _without_pages() -> bytes:
    made = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


def _locked() -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(_without_pages())) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def _many() -> bytes:
    made = BytesIO()
    pdf = pikepdf.new()
    for _page in range(201):
        pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


def _changed_picture(**said: object) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(scanned([bare(7)]))) as pdf:
        for key, value in said.items():
            pdf.pages[0].Resources.XObject.Im0[f"/{key}"] = value
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\3\4", "no photo this program can read"),
        (encoded(bare(3))[:200], "cut short or damaged"),
        (claiming("PNG", 65_535, 65_535), "megapixels"),
        (b"%PDF-1.7\nnothing", "can't be read"),
        (_without_pages(), "no scanned pages"),
        (_locked(), "password"),
        (_many(), "more than 200 pages"),
        (_changed_picture(Width=60_000, Height=60_000), "megapixels"),
        (_changed_picture(Filter=pikepdf.Name.JBIG2Decode), "can't be read"),
        (_changed_picture(Filter=pikepdf.Name.Strange), "can't be read"),
    ],
    ids=["document", "cut", "bomb", "broken", "empty", "locked", "many", "large", "jbig2", "strange"],
)
def test_what_is_no_scan_is_a_sentence(seen: Callable[..., Scan], data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        seen(data, "scan.pdf")


def test_the_report_itself_is_no_scan_of_it(tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    build_patrol_report(papers.paper(), papers.CARRIED, report)
    with pytest.raises(Unreadable, match="the report itself"):
        read_scan(report)


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="still plugged in"):
        read_scan(tmp_path / "gone.jpg")


class TestInAProcessOfItsOwn:
    def test_the_same_is_read_there(self, tmp_path: Path) -> None:
        file = tmp_path / "page.png"
        file.write_bytes(encoded(sheet(NUMBER), "PNG"))
        with ScanReader() as reader:
            assert reader.read(file) == read_scan(file)
            with pytest.raises(Unreadable, match="gone"):
                reader.read(tmp_path / "gone.jpg")

    def test_who_waits_may_give_it_up(self, tmp_path: Path) -> None:
        def give_up() -> None:
            raise KeyboardInterrupt

        with ScanReader() as reader, pytest.raises(KeyboardInterrupt):
            reader.read(tmp_path / "page.png", give_up)

    def test_what_takes_too_much_is_ended(self, tmp_path: Path) -> None:
        from inspector.reports.side_process import Bounds

        file = tmp_path / "page.png"
        file.write_bytes(encoded(Image.new("L", (9_000, 9_000)), "PNG"))
        with ScanReader(Bounds(seconds=0, memory=1 << 40)) as reader, pytest.raises(OutOfBounds):
            reader.read(file)
