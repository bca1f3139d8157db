"""Forms of other programs as tests need them: sheets written as rows."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

Sheet = Sequence[Sequence[object]]

SURVEY: Sheet = (
    (
        "type",
        "name",
        "label::中文 (zh)",
        "label::English (en)",
        "hint",
        "required",
        "relevant",
        "constraint",
        "normal",
        "trouble",
        "unit",
        "must_look",
        "appearance",
    ),
    ("start", "start"),
    ("note", "intro", "站在下风向", "Stand downwind"),
    (
        "select_one yes_no",
        "smell",
        "厂界外有无异味",
        "Smell beyond the boundary",
        "",
        "yes",
        "",
        "",
        "no",
        "有异味",
        "",
        "yes",
        "minimal",
    ),
    ("select_one colour", "colour", "水色", "Colour of the water", "看水面", "yes", "", "", "clear"),
    ("text", "source", "来源", "Source", "", "", "${colour}='turbid' or ${colour} = 'black'"),
    ("select_multiple colour", "traces", "岸边所见", "Seen on the bank"),
    ("decimal", "ph", "pH", "pH", "", "true()", "", ". >= 6 and . <= 9.5"),
    ("integer", "outlets", "排口数", "Outlets", "", "", "selected(${traces}, 'black')", ".>0", "", "", "个"),
    ("date", "since", "何时起", "Since", "", "", "${smell} != 'no'"),
    ("image", "board", "公示牌", "Notice board"),
)
CHOICES: Sheet = (
    ("list_name", "name", "label::中文 (zh)", "label::English (en)"),
    ("yes_no", "yes", "是", "Yes"),
    ("yes_no", "no", "否", "No"),
    ("colour", "clear", "清澈", "Clear"),
    ("colour", "turbid", "浑浊", "Turbid"),
    ("colour", "black", "黑臭", "Black"),
)
SETTINGS: Sheet = (("form_title", "form_id"), ("河段巡查表", "river"))


def form(path: Path, survey: Sheet = SURVEY, choices: Sheet = CHOICES, settings: Sheet = SETTINGS) -> Path:
    """Write a form; a sheet without rows is left out."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        if rows:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    book.save(path)
    return path


def survey(*rows: Sequence[object], columns: Sequence[str] = ("type", "name", "label")) -> Sheet:
    """Give a survey of ``rows``."""
    return (tuple(columns), *rows)
