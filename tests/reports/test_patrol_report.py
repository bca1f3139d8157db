"""What a patrol record says, to people and to telephones."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from inspector.periods import Instant, at
from inspector.reports.attachment import Stage
from inspector.reports.cells import numbers
from inspector.reports.official_paper import PaperSigner
from inspector.reports.patrol_paper import (
    Handling,
    PatrolPaper,
)
from inspector.reports.patrol_report import build_patrol_report
from inspector.words import in_language
from tests.reports.papers import CARRIED, clock, deviation, finding, flat, full_paper, paper, text

ENGLISH = in_language("en")
CHINESE = in_language("zh_CN")


def said(made: PatrolPaper, folder: Path) -> str:
    """The words of the English version on one line, in the order they are drawn."""
    file = build_patrol_report(replace(made, language="en"), CARRIED, folder / "said.pdf").path
    return " ".join(text(file, "-raw").split())


def test_the_head_says_who_went_where_and_when(tmp_path: Path) -> None:
    file = build_patrol_report(paper(), CARRIED, tmp_path / "head.pdf").path

    whole = flat(file)
    for fact in (
        "示例镇网格办",
        "QLS03-20261122-A2F4-01",
        "示例镇03网格",
        "三级",
        "2026年11月22日",
        "08:30—11:42",
    ):
        assert fact in whole
    for fact in ("示例甲", "示例乙", "晴，西北风3级，2℃"):
        assert fact in whole


def test_a_grid_without_a_level_is_named_alone(tmp_path: Path) -> None:
    assert "示例镇03网格 Date" in said(replace(paper(), level=""), tmp_path)


def test_an_office_has_its_own_title(tmp_path: Path) -> None:
    words = said(replace(paper(), title="示例县网格化监管日报"), tmp_path)

    assert "示例县网格化监管日报" in words
    assert "Grid patrol record" not in words


def test_an_empty_day_is_a_valid_form(tmp_path: Path) -> None:
    words = said(paper(stops=2, findings=0, photos=0), tmp_path)

    assert "2 sites due, 2 visited; no findings." in words
    assert "nothing unusual" not in words
    assert "3 normal" in words


def test_a_day_without_stops_says_so(tmp_path: Path) -> None:
    assert "No stop yet." in said(paper(stops=0, findings=0, photos=0), tmp_path)


def test_the_summary_counts_findings_by_handling(tmp_path: Path) -> None:
    made = full_paper()
    reported = replace(
        made, findings=tuple(replace(one, handling=Handling.REPORTED) for one in made.findings)
    )

    assert "findings: 3, of them 1 put right on the spot, 1 reported, 1 still open." in said(made, tmp_path)
    assert "findings: 3, of them 0 put right on the spot, 3 reported." in said(reported, tmp_path)


def test_deviations_are_told_in_full_and_the_rest_is_counted(tmp_path: Path) -> None:
    made = paper(stops=1, findings=0, photos=0)
    (stop,) = made.stops
    stop = replace(stop, normal=5, not_applicable=1, deviations=(deviation("带泥上路。"),), note="已停产")

    words = said(replace(made, stops=(stop,)), tmp_path)

    assert "5 normal, 1 not applicable, 1 not normal" in words
    assert "Deviation: 出口冲洗设施是否运行" in words
    assert "带泥上路。" in words.replace(" ", "")
    assert "Note: 已停产" in words


def test_a_stop_without_answers_shows_nothing_unusual(tmp_path: Path) -> None:
    made = paper(stops=1, findings=0, photos=0)
    (stop,) = made.stops

    assert "nothing unusual" in said(replace(made, stops=(replace(stop, normal=0),)), tmp_path)


def test_a_stop_names_its_findings_and_photos(tmp_path: Path) -> None:
    made = paper(stops=1, findings=0, photos=0)
    (stop,) = made.stops
    findings = tuple(replace(finding(number), stop=1) for number in (1, 2, 3))

    words = said(replace(made, stops=(replace(stop, photos=(1, 2, 3, 7)),), findings=findings), tmp_path)

    assert "see finding 1—3" in words
    assert "1—3, 7" in words


def test_late_and_unplanned_stops_are_marked(tmp_path: Path) -> None:
    words = said(full_paper(), tmp_path)

    assert "not planned" in words
    assert "written down" in words
    assert "Late entry:" in words
    assert "2 at once, 2 late" in words


def test_a_finding_says_severity_place_handling_and_proposed_term(tmp_path: Path) -> None:
    words = said(full_paper(), tmp_path)

    for fact in ("[serious]", "[major]", "stop 1", "put right", "at once", "still open"):
        assert fact in words
    assert "冲洗后复看合格" in words.replace(" ", "")
    assert "7 days" in said(paper(), tmp_path)
    one_day = replace(paper(), findings=(replace(finding(1), term_days=1),))
    assert "1 day" in said(one_day, tmp_path)


def test_a_draft_is_marked_on_every_page_and_asks_for_no_signature(tmp_path: Path) -> None:
    made = replace(paper(stops=40), language="en", stage=Stage.DRAFT, ended=None)
    built = build_patrol_report(made, CARRIED, tmp_path / "draft.pdf")

    for number in range(1, built.pages + 1):
        page = text(built.path, "-f", str(number), "-l", str(number))
        assert "Draft, not signed, no evidence" in page
        assert "DRAFT" in "".join(text(built.path, "-raw", "-f", str(number), "-l", str(number)).split())
    whole = " ".join(text(built.path, "-raw").split())
    assert "not finished" in whole
    assert "none on a draft" in whole
    final = build_patrol_report(replace(made, stage=Stage.FINAL), CARRIED, tmp_path / "final.pdf")
    assert "raft" not in text(final.path)


def test_sample_data_are_marked_in_head_and_foot_of_every_page(tmp_path: Path) -> None:
    made = replace(paper(stops=40), language="en", is_sample=True)
    built = build_patrol_report(made, CARRIED, tmp_path / "sample.pdf")

    for number in range(1, built.pages + 1):
        page = text(built.path, "-f", str(number), "-l", str(number))
        assert "Sample data, no real record" in page
        assert "sample data" in page
    assert "ample data" not in said(paper(), tmp_path)


def test_a_late_sheet_says_so_in_its_title_and_gives_the_reason(tmp_path: Path) -> None:
    late = replace(paper(), late_reason="设备没电")
    words = said(replace(late, entered=at(date(2026, 11, 24), "09:10", 480)), tmp_path)

    assert "Grid patrol record (late entry)" in words
    assert "This sheet tells of the patrol of 22 Nov 2026 (Sunday)" in words
    assert "Written down: 24 Nov 2026 09:10." in words
    assert "Reason: 设备没电" in words
    assert "all late" in words
    assert "Written down: " not in said(late, tmp_path)
    assert late.headline(ENGLISH) == "Grid patrol record (late entry)"


def test_a_sheet_entered_for_somebody_else_says_by_whom_and_when(tmp_path: Path) -> None:
    entered = replace(paper(), entered_by="示例丙", entered=at(date(2026, 11, 24), "09:10", 480))
    words = said(entered, tmp_path)

    assert "Entered for somebody else." in words
    assert "示例丙 entered it from the paper record" in words
    assert "Written down: 24 Nov 2026 09:10." in words
    assert "Late entry." not in words
    assert entered.headline(ENGLISH) == "Grid patrol record"
    both = said(replace(entered, late_reason="设备没电"), tmp_path)
    assert "Late entry." in both
    assert "设备没电" in both.replace(" ", "")


def test_a_patrol_over_midnight_names_the_other_day(tmp_path: Path) -> None:
    made = paper(stops=2)
    after = Instant(clock("23:50").ts + 3_600_000, 480)
    stops = (made.stops[0], replace(made.stops[1], arrived=after, left=after))

    words = said(replace(made, stops=stops, ended=after), tmp_path)

    assert "08:30—11-23 00:50" in words
    assert "11-23 00:50 —00:50" in words


def test_the_number_of_expected_signatures_is_printed(tmp_path: Path) -> None:
    assert "2 digital signatures expected" in said(paper(), tmp_path)
    assert "1 digital signature expected" in said(replace(paper(), signers=paper().signers[:1]), tmp_path)
    ink = replace(paper(), signers=(PaperSigner(role="Inspector", name="示例甲"),))
    words = said(ink, tmp_path)
    assert "in ink, with seal" in words
    assert "no digital signature is expected" in words
    assert "(year) (month) (day)" in words


def test_people_present_and_their_refusal_are_printed(tmp_path: Path) -> None:
    assert "示例丙（拒签）" in said(full_paper(), tmp_path)


def test_pages_are_numbered_and_carry_number_and_short_hash(tmp_path: Path) -> None:
    built = build_patrol_report(replace(paper(stops=40), language="en"), CARRIED, tmp_path / "foot.pdf")

    short = " ".join(re.findall("....", CARRIED.pack_sha256[:16]))
    for number in range(1, built.pages + 1):
        page = text(built.path, "-layout", "-f", str(number), "-l", str(number))
        assert f"Page {number} of {built.pages}" in page
        assert f"data {short}" in page
        assert "QLS03-20261122-A2F4-01" in page


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_code_on_the_first_page_is_readable_by_anybody(tmp_path: Path, dpi: int, language: str) -> None:
    made = replace(paper(), language=language)
    file = build_patrol_report(made, CARRIED, tmp_path / "code.pdf").path
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-l", "1", "-png", "-singlefile", str(file), str(tmp_path / "page")],
        check=True,
    )

    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))

    lines = code.text.splitlines()
    say = in_language(language)
    assert lines[0] == say("Grid patrol record")
    assert "QLS03-20261122-A2F4-01" in lines[1]
    assert ("2026年11月22日" if language == "zh_CN" else "22 Nov 2026") in lines[2]
    assert lines[4] == f"entries.gpk SHA-256 {CARRIED.pack_sha256}"
    assert lines[5] == f"report.json SHA-256 {CARRIED.data_sha256}"


def test_the_code_of_a_draft_says_that_it_is_one(tmp_path: Path) -> None:
    made = replace(paper(), language="en", stage=Stage.DRAFT)
    file = build_patrol_report(made, CARRIED, tmp_path / "draft.pdf").path
    command = ["pdftoppm", "-r", "200", "-l", "1", "-png", "-singlefile", str(file), str(tmp_path / "page")]
    subprocess.run(command, check=True)

    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))

    assert code.text.startswith("Grid patrol record (draft)\n")


def test_the_whole_hashes_are_printed_beside_the_code(tmp_path: Path) -> None:
    first = text(build_patrol_report(paper(), CARRIED, tmp_path / "hash.pdf").path, "-l", "1")

    assert CARRIED.pack_sha256 in first
    assert CARRIED.data_sha256 in first


def test_the_file_is_described_in_its_own_language(tmp_path: Path) -> None:
    with pikepdf.open(build_patrol_report(paper(), CARRIED, tmp_path / "title.pdf").path) as pdf:
        assert str(pdf.docinfo.Title) == f"{CHINESE('Grid patrol record')} QLS03-20261122-A2F4-01"
        assert str(pdf.docinfo.Author) == "示例镇网格办"


@pytest.mark.parametrize(
    ("given", "written"), [((), ""), ((3,), "3"), ((2, 1), "1—2"), ((1, 2, 3, 5, 7, 8), "1—3, 5, 7—8")]
)
def test_numbers_are_written_shortly(given: tuple[int, ...], written: str) -> None:
    assert numbers(given, ENGLISH) == written
