"""The whole file of a close-off: cover, contents, photos, and every paper as pages."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import msgspec
import pikepdf
import pytest

from db.close_off_recording import record_close_off
from db.material_intake import add_materials, take_materials
from db.queries.close_off_scans import MOST_PAGES
from db.queries.close_offs import PaperOfStep, close_off_sheet, papers_of
from db.workspace import Actor
from inspector.errors import Unreadable
from inspector.journal.person_key import PersonKey
from inspector.model.close_off import CloseOffStep
from inspector.model.close_off_acts import do_step, refuse
from inspector.model.issued_report import ReportKind
from inspector.model.photo import Moment, PhotoAdded, TimeSource
from inspector.reports.close_off_file import ScanPage
from inspector.reports.close_off_paper import CloseOffFilePaper
from inspector.reports.fonts import Fonts
from inspector.reports.pdf_pages import drawn_pages
from inspector.reports.styles import SMALL
from inspector.reports.tagging import Element
from inspector.reports.text import Words
from tests.db.close_off_printing import blank_pdf, do, end, paper, printed
from tests.db.close_off_stage import (
    CASE,
    COUNTY,
    day,
    give_office,
    last_of,
    moment,
    put_in_close_off,
    told,
)
from tests.db.village import COKING, STAFF, VILLAGE, Village, named
from tests.pictures.made import encoded, scene

S = CloseOffStep


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def key(village: Village) -> PersonKey:
    return give_office(village)


@pytest.fixture
def case(village: Village, key: PersonKey) -> str:
    return put_in_close_off(village, key)


def _papers(village: Village) -> list[PaperOfStep]:
    reader = village.workspace.reader()
    sheet = close_off_sheet(village.workspace, reader, CASE, COUNTY, day(22))
    reader.close()
    assert sheet
    return [paper for one in sheet.close_off.done for paper in papers_of(one)]


def test_the_file_has_every_page_numbered_and_its_contents_say_where(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    scan = tmp_path / "验收意见.jpg"
    scan.write_bytes(encoded(scene(600, 800)))
    table = tmp_path / "监测数据.csv"
    table.write_text("日期,PM10\n2026-11-10,80\n")
    do(village, key, scan, blank_pdf(tmp_path / "验收报告.pdf", 2), table)
    end(village, key)
    pages = printed(village, ReportKind.CLOSE_OFF_FILE, tmp_path)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
    contents = pages[1]
    for name, words in (("验收意见.jpg", "验收意见.jpg"), ("验收报告.pdf", "第1页")):
        (at,) = [
            at
            for at, page in enumerate(pages, 1)
            if at > 2 and words in page and "SHA-256" in page and name in page
        ][:1]
        assert f"{name}{at}" in contents, contents
    assert "监测数据.csv" in pages[-1]
    assert "示环备〔2026〕31号" in pages[0]
    assert contents.count("验收报告.pdf") == 1


def test_a_file_that_is_missing_hostile_or_too_long_is_listed_by_name_and_hash(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    long = blank_pdf(tmp_path / "长.pdf", MOST_PAGES + 1)
    gone = blank_pdf(tmp_path / "丢失.pdf", 1)
    do(village, key, broken, long, gone)
    files = {one.name: one for one in _papers(village)}
    village.workspace.blobs.path(files["丢失.pdf"].file).unlink()
    found = paper(village, ReportKind.CLOSE_OFF_FILE)
    assert isinstance(found, CloseOffFilePaper)
    assert [one.name for one in found.listed] == ["坏.pdf", "长.pdf", "丢失.pdf"]
    assert found.listed[0].sha256 == files["坏.pdf"].file.sha256
    assert not found.scans


def test_materials_of_the_finding_are_bound_in_once(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    scan = tmp_path / "监测.jpg"
    scan.write_bytes(encoded(scene(60, 80)))
    taken = take_materials(village.workspace.blobs, [scan], moment(9), village.chance).materials
    add_materials(village.workspace, taken, Actor(STAFF, VILLAGE), moment(9), finding=CASE)
    do(village, key, scan)
    found = paper(village, ReportKind.CLOSE_OFF_FILE)
    assert isinstance(found, CloseOffFilePaper)
    (bound,) = found.scans
    assert "监测.jpg" in bound.title
    assert found.photos[-1].number == bound.picture


def test_after_a_refusal_the_papers_begin_anew(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key)
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, _rules: refuse(now, who, "补喷淋", None, day(22)),
        COUNTY,
        moment(22),
        key,
    )
    found = paper(village, ReportKind.CLOSE_OFF_FORM)
    assert (found.steps, found.case.rechecks, found.case.asked) == ((), (), "补喷淋")
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FILE, tmp_path))
    assert "补喷淋" in text
    assert "示例丁" not in text


def test_photos_before_and_after_and_a_page_that_cannot_be_read_stand_in_the_file(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    blobs = village.workspace.blobs
    for number, moment_of in ((1, Moment.BEFORE), (2, Moment.AFTER)):
        shot = blobs.keep(encoded(scene(80 + number, 60)), "image/jpeg")
        village.record(
            PhotoAdded(
                subject=named(180 + number),
                blobs=(shot, shot),
                taken=moment(number),
                time_source=TimeSource.ENTRY,
                patrol="",
                stop="",
                site=COKING,
                finding=CASE,
                moment=moment_of,
            )
        )
    broken = blobs.keep(b"no picture", "image/jpeg")
    done = msgspec.structs.replace(told(S.SIGNED_ON_SITE, 10), blobs=(broken,), opinion="")
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, rules: do_step(now, who, done, rules, day(10)),
        COUNTY,
        moment(10),
        key,
    )
    pages = printed(village, ReportKind.CLOSE_OFF_FILE, tmp_path)
    (shown,) = [page for page in pages if "图1" in page and "图2" in page]
    assert "整改前" in shown
    assert "整改后" in shown
    assert broken.sha256[:12] in pages[1]
    assert broken.sha256 in pages[-1]


def test_a_pdf_with_a_password_is_not_drawn(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(Unreadable, match="password"):
        list(drawn_pages((tmp_path / "a.pdf").read_bytes(), "a.pdf", 3))


def test_a_scanned_page_is_never_cut() -> None:
    absent = Words.of(SMALL, "不在").lay_out(Fonts(), 100, Element("P"))
    assert ScanPage(1, Future(), Element("Figure"), (), absent).split(100) is None
