"""A feedback sheet says what it asks, lets answers be written, and comes home whatever was done to it."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from inspector.errors import Unreadable
from inspector.tables import feedback_reading
from inspector.tables.feedback_reading import (
    BY_NUMBER,
    DISAGREE,
    NO_COLUMNS,
    NO_IDS,
    NOT_OURS,
    TOO_LARGE,
    TWICE,
    Filled,
    ReturnedSheet,
    is_feedback_sheet,
    read_feedback,
)
from inspector.tables.feedback_sheet import ANSWER_NAMES, COLUMNS, FIRST_ROW, MARKS_SHEET, Answer
from inspector.tables.table import FURTHER_COLUMNS
from inspector.words import in_language
from tests.tables.feedback_desk import AT, HEAD, edit, fill, issue, line, put_rows, rows_of

CHINESE = in_language("zh_CN")
WORDS = {answer: CHINESE(name) for answer, name in ANSWER_NAMES.items()}
LINES = [line(number) for number in (1, 2, 3)]


def filled_of(sheet: ReturnedSheet) -> dict[str, Filled]:
    return {row.mark.number: row.filled for row in sheet.rows}


def test_what_goes_out_asks_in_the_language_of_the_papers_and_lets_only_answers_be_written(
    tmp_path: Path,
) -> None:
    workbook = load_workbook(issue(tmp_path, [line(1, what="=1+1"), line(2, due=None)]))
    sheet, marks = workbook.worksheets
    assert sheet["B1"].value == HEAD.title
    assert all(word in sheet["B2"].value for word in ("示例局", "示例县整改办", "2026-11-22", "2026-11-27"))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.sort
    assert marks.sheet_state == "hidden"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[4].hidden
    assert sheet.freeze_panes == "E6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.auto_filter.ref == "A5:O7"
    assert sheet["D6"].value == "=1+1"
    assert sheet["D6"].data_type == "s"
    assert sheet["E6"].value.date() == date(2026, 11, 30)
    assert sheet["E7"].value is None
    unlocked = {cell.column for cell in sheet[6] if not cell.protection.locked}
    assert unlocked == {AT[column.key] for column in COLUMNS if column.is_filled}
    lists = {str(one.sqref): (one.type, one.formula1) for one in sheet.data_validations.dataValidation}
    assert lists["H6:H7"] == ("list", '"' + ",".join(WORDS.values()) + '"')
    assert lists["J6:J7 L6:L7 N6:N7"][0] == "date"


def test_a_sheet_without_deadline_or_period_does_not_speak_of_them(tmp_path: Path) -> None:
    from dataclasses import replace

    head = replace(HEAD, due=None, period="")
    file = issue(tmp_path, LINES, "en", head)
    said = load_workbook(file).worksheets[0]["B2"].value
    assert "Return it" not in said
    assert read_feedback(file).head == head


def test_an_untouched_sheet_comes_back_empty_and_whole(tmp_path: Path) -> None:
    back = read_feedback(issue(tmp_path, LINES))
    assert back.head == HEAD
    assert [row.mark.key for row in back.rows] == [one.key for one in LINES]
    assert [row.mark.seen for row in back.rows] == [one.seen for one in LINES]
    assert all(row.filled.is_empty for row in back.rows)
    assert (back.strange, back.missing, back.notes) == ((), (), ())


def test_answers_come_back_as_they_were_meant(tmp_path: Path) -> None:
    told: dict[str, object] = {
        "state": " 整改到位 ",
        "progress": "已覆盖\n \n两层\u200b网",
        "done_on": "11月20日",
        "difficulty": "无",
        "until": date(2026, 12, 1),
        "person": 13,
    }
    back = read_feedback(edit(issue(tmp_path, LINES), lambda sheet: fill(sheet, 2, told)))
    row = back.rows[1]
    assert row.filled == Filled(
        state=Answer.DONE,
        progress="已覆盖\n两层 网",
        done_on=date(2026, 11, 20),
        difficulty="无",
        until=date(2026, 12, 1),
        person="13",
    )
    (doubt,) = row.doubts
    assert "2026-11-20" in str(doubt.values["said"])
    assert [one.filled.is_empty for one in back.rows] == [True, False, True]


@pytest.mark.parametrize(
    ("answers", "column"),
    [
        ({"state": "差不多"}, "How far it is"),
        ({"done_on": "月底"}, "Done on"),
        ({"until": "13月1日"}, "More time"),
    ],
)
def test_what_can_not_be_read_is_said_with_its_column(
    tmp_path: Path, answers: dict[str, object], column: str
) -> None:
    back = read_feedback(edit(issue(tmp_path, LINES), lambda sheet: fill(sheet, 1, answers)))
    fault = back.rows[0].fault
    assert fault
    assert str(fault.values["column"]).startswith(column)
    assert not back.rows[1].fault


def test_a_formula_without_a_value_is_said_of_its_cell(tmp_path: Path) -> None:
    back = read_feedback(edit(issue(tmp_path, LINES), lambda sheet: fill(sheet, 1, {"progress": "=A1"})))
    assert back.rows[0].fault


def test_rows_may_be_sorted_cut_and_added(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 3, {"progress": "三"})
        rows = rows_of(sheet)
        added: list[object] = [None] * len(COLUMNS)
        added[AT["what"] - 1], added[AT["progress"] - 1] = "新问题", "已发现"
        put_rows(sheet, [rows[2], rows[0], added])

    back = read_feedback(edit(issue(tmp_path, LINES), change))
    assert [row.mark.key for row in back.rows] == [LINES[2].key, LINES[0].key]
    assert back.rows[0].filled.progress == "三"
    assert [mark.key for mark in back.missing] == [LINES[1].key]
    (strange,) = back.strange
    assert (strange.row, strange.said) == (FIRST_ROW + 2, "新问题 · 已发现")


def test_columns_may_be_moved_renamed_and_put_in(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 1, {"progress": "已覆盖", "state": WORDS[Answer.DONE]})
        sheet.cell(5, AT["progress"]).value = "随便写的"
        sheet.insert_cols(3)
        sheet.cell(5, 3).value = "备注"

    back = read_feedback(edit(issue(tmp_path, LINES), change))
    assert back.rows[0].filled == Filled(state=Answer.DONE, progress="已覆盖")


def test_without_the_hidden_row_the_titles_lead_even_a_little_renamed(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 1, {"progress": "已覆盖"})
        cell = sheet.cell(5, AT["progress"])
        cell.value = f"{cell.value}（请填写）*"
        cell = sheet.cell(5, AT["difficulty"])
        cell.value = f"目前的{cell.value}"
        fill(sheet, 1, {"difficulty": "资金"})
        sheet.delete_rows(4)

    back = read_feedback(edit(issue(tmp_path, LINES), change))
    assert back.rows[0].filled == Filled(progress="已覆盖", difficulty="资金")


def test_without_the_rows_above_the_hidden_names_are_found_all_the_same(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 1, {"progress": "已覆盖"})
        sheet.delete_rows(5)
        sheet.delete_rows(1, 3)

    assert read_feedback(edit(issue(tmp_path, LINES), change)).rows[0].filled.progress == "已覆盖"


def test_without_the_hidden_column_lines_are_known_by_number_which_is_said(tmp_path: Path) -> None:
    lines = [line(1), line(2, number="7"), line(3, number="7"), line(4, number="")]

    def change(sheet: Any) -> None:
        for position in (1, 2, 3, 4):
            fill(sheet, position, {"progress": str(position)})
        sheet.delete_cols(1)

    back = read_feedback(edit(issue(tmp_path, lines), change))
    assert [one.sentence for one in back.notes] == [NO_IDS]
    assert {row.mark.key: row.filled.progress for row in back.rows} == {
        one.key: str(at) for at, one in enumerate(lines, 1)
    }
    assert all([one.sentence for one in row.doubts] == [BY_NUMBER] for row in back.rows)


def test_where_a_part_was_sorted_without_the_hidden_ids_the_number_in_sight_counts(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 1, {"progress": "一"})
        rows = rows_of(sheet)
        ids = [row[0] for row in rows]
        put_rows(sheet, [[key, *row[1:]] for key, row in zip(ids, reversed(rows), strict=True)])

    back = read_feedback(edit(issue(tmp_path, LINES), change))
    assert filled_of(back)[LINES[0].number].progress == "一"
    assert [[one.sentence for one in row.doubts] for row in back.rows] == [[DISAGREE], [], [DISAGREE]]


def test_a_line_copied_below_itself_is_taken_once(tmp_path: Path) -> None:
    back = read_feedback(
        edit(issue(tmp_path, LINES), lambda sheet: put_rows(sheet, [*rows_of(sheet), rows_of(sheet)[0]]))
    )
    assert [row.fault.sentence if row.fault else "" for row in back.rows] == ["", "", "", TWICE]


def test_another_sheet_before_ours_and_far_columns_do_no_harm(tmp_path: Path) -> None:
    file = issue(tmp_path, LINES)
    workbook = load_workbook(file)
    note = workbook.create_sheet("说明", 0)
    note["A1"] = "请看下一张表"
    workbook.create_sheet("空表", 1)
    workbook.worksheets[2].cell(7, 300).value = "远"
    workbook.save(file)
    back = read_feedback(file)
    assert len(back.rows) == len(LINES)
    assert [one.sentence for one in back.notes] == [FURTHER_COLUMNS]


def _delete_marks(workbook: Workbook) -> None:
    del workbook[MARKS_SHEET]


def _other_format(workbook: Workbook) -> None:
    workbook[MARKS_SHEET]["A1"] = "grid-inspector-feedback-9"


def _no_day(workbook: Workbook) -> None:
    workbook[MARKS_SHEET]["B8"] = "bald"


def _emptied(workbook: Workbook) -> None:
    workbook[MARKS_SHEET].delete_rows(1, 99)


@pytest.mark.parametrize("change", [_delete_marks, _other_format, _no_day, _emptied])
def test_without_what_marks_it_a_sheet_is_refused_in_one_sentence(tmp_path: Path, change: Any) -> None:
    file = issue(tmp_path, LINES)
    workbook = load_workbook(file)
    change(workbook)
    workbook.save(file)
    with pytest.raises(Unreadable) as caught:
        read_feedback(file)
    assert caught.value.sentence == NOT_OURS


def test_lines_of_the_hidden_sheet_that_name_nothing_of_ours_are_left_out(tmp_path: Path) -> None:
    file = issue(tmp_path, LINES)
    workbook = load_workbook(file)
    workbook[MARKS_SHEET]["A12"] = "finding:../../etc"
    workbook[MARKS_SHEET]["A13"] = "person:" + LINES[2].key.partition(":")[2]
    workbook.save(file)
    back = read_feedback(file)
    assert [row.mark.key for row in back.rows] == [LINES[0].key]
    assert len(back.strange) == 2


@pytest.mark.parametrize("titles", [(), ("进展", "难点")])
def test_a_sheet_without_its_columns_is_refused_in_one_sentence(
    tmp_path: Path, titles: tuple[str, ...]
) -> None:
    def change(sheet: Any) -> None:
        sheet.delete_rows(4, 2)
        for at, title in enumerate(titles, 1):
            sheet.cell(4, at).value = title

    with pytest.raises(Unreadable) as caught:
        read_feedback(edit(issue(tmp_path, LINES), change))
    assert caught.value.sentence == NO_COLUMNS


def test_a_sheet_that_can_not_say_which_line_is_which_is_refused(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.delete_cols(AT["number"])
        sheet.delete_cols(AT["id"])

    with pytest.raises(Unreadable) as caught:
        read_feedback(edit(issue(tmp_path, LINES), change))
    assert caught.value.sentence == NO_COLUMNS


def test_other_files_are_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tmp_path / "a.csv"
    plain.write_text("编号,进展\n1,好\n", "utf-8")
    with pytest.raises(Unreadable) as caught:
        read_feedback(plain)
    assert caught.value.sentence == NOT_OURS
    bomb = tmp_path / "b.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (200 << 20))
    with pytest.raises(Unreadable, match="unpacks to more than"):
        read_feedback(bomb)
    monkeypatch.setattr(feedback_reading, "LARGEST_FILE", 10)
    with pytest.raises(Unreadable) as caught:
        read_feedback(plain)
    assert caught.value.sentence == TOO_LARGE


def test_a_broken_further_sheet_counts_as_empty(tmp_path: Path) -> None:
    file = issue(tmp_path, LINES)
    workbook = load_workbook(file)
    workbook.worksheets[0].delete_rows(4, 2)
    workbook.create_sheet("空表")
    workbook.save(file)
    with pytest.raises(Unreadable) as caught:
        read_feedback(file)
    assert caught.value.sentence == NO_COLUMNS


def test_a_feedback_sheet_is_told_from_other_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, plain, other = issue(tmp_path, LINES), tmp_path / "a.csv", tmp_path / "b.xlsx"
    plain.write_text("编号,进展\n1,好\n", "utf-8")
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "编号"
    workbook.save(other)
    assert [is_feedback_sheet(one) for one in (file, plain, other)] == [True, False, False]
    monkeypatch.setattr(feedback_reading, "LARGEST_FILE", 10)
    assert not is_feedback_sheet(file)
