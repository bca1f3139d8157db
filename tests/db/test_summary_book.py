"""The week as a workbook: every part with its numbers, days as days, titles kept in sight."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.summary_book import paper_of_period, write_summary
from inspector.model.period import Period, week_of
from inspector.periods import DAY
from inspector.reports.summary_paper import SummaryPaper
from inspector.tables.writing import Form
from inspector.words import use
from tests.db.case_desk import BY_CLERK, appoint, give, report, say_put_right
from tests.db.village import MORNING, TOWN, Village, named

WEEK = week_of(MORNING.later(-5 * DAY).day)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    use("en")
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def paper(village: Village, period: Period = WEEK) -> SummaryPaper:
    with closing(village.workspace.reader()) as reader:
        return paper_of_period(reader, village.workspace, TOWN, period, BY_CLERK, MORNING)


def test_each_part_has_a_sheet_with_real_days_kept_titles_and_filters(
    village: Village, tmp_path: Path
) -> None:
    give(village, report(village, 70, noticed=MORNING.later(-5 * DAY)))
    say_put_right(village, named(70))
    to = tmp_path / "w.xlsx"
    rows = write_summary(paper(village), to, Form.XLSX)
    book = load_workbook(to)
    assert book.sheetnames == [
        "Numbers",
        "By grid",
        "By category",
        "By severity",
        "By source",
        "Missing rounds",
        "Findings in detail",
        "In words",
    ]
    assert rows == sum(sheet.max_row - 1 for sheet in book)
    assert all(sheet.freeze_panes == "B2" and sheet.auto_filter.ref for sheet in book)
    found = book["Findings in detail"]
    assert found["A2"].value.date() == date(2026, 11, 17)
    assert found["A2"].is_date
    assert (
        dict(zip((cell.value for cell in book["By grid"][1]), book["By grid"][2], strict=True))[
            "findings"
        ].value
        == 1
    )
    assert {row[0]: row[1] for row in book["Numbers"].values}["findings"] == 1


def test_a_week_with_nothing_has_its_sheets_all_the_same(village: Village, tmp_path: Path) -> None:
    to = tmp_path / "w.xlsx"
    write_summary(paper(village, WEEK.before.before), to, Form.XLSX)
    book = load_workbook(to)
    assert book["By category"].max_row == 1
    assert book["Findings in detail"].max_row == 1


def test_numbers_as_csv_are_in_the_words_of_the_screen(village: Village, tmp_path: Path) -> None:
    report(village, 70, noticed=MORNING.later(-5 * DAY))
    to = tmp_path / "w.csv"
    use("zh_CN")
    write_summary(paper(village), to, Form.CSV)
    use("en")
    assert "示例村网格" in to.read_text("utf-8-sig")
    assert ",1\n" in to.read_text("utf-8-sig")
