"""The sample's feedback sheets (反馈表): one department's came back filled in, another's is waited for."""

from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from db.feedback_return import compare_feedback, record_feedback
from db.feedback_sheets import SheetWish, send_out
from db.workspace import Workspace
from inspector.periods import HOUR, Instant, at
from inspector.sample.county import COUNTY, FOUNDER
from inspector.sample.dispatch import note_for_dispatch
from inspector.sample.settling import Chance, Settled
from inspector.tables.feedback_sheet import ANSWER_NAMES, COLUMNS, FIRST_ROW, Answer
from inspector.words import in_language

EVENING = "21:30"
"""Yesterday, after the plan was taken into the ledger and the group came back."""
RETURNED, WAITED_FOR = "县交通运输局", "县自然资源局"
TERM = 1
"""Days from today by which the sheets come back."""
NEXT = 5
Told = Mapping[str, str]
TITLE: Told = {"zh_CN": "整改进展反馈表（演示）", "en": "Feedback on rectification (demo)"}
DONE: Told = {
    "zh_CN": "110 国道机扫已排班，县道抑尘车 3 台到位。",
    "en": "Sweeping of road 110 is on the roster; three water trucks for county roads are here.",
}
TO_DO: Told = {"zh_CN": "县道分段签订保洁协议。", "en": "Sign agreements on cleaning the county roads."}
HARD: Told = {
    "zh_CN": "2 段县道尚未移交，保洁费用未落实。",
    "en": "Two county roads are not handed over; nobody pays for cleaning yet.",
}
WHO = "示例壬"


def send_and_take_back(
    workspace: Workspace, settled: Settled, now: Instant, language: str, chance: Chance
) -> None:
    """Send a sheet to two departments yesterday evening; take back what one of them filled in."""
    office = settled.acting(FOUNDER, COUNTY)
    moment = at(now.day - timedelta(days=1), EVENING, now.tz)
    note_for_dispatch(workspace, settled, now, moment, language)
    wish = SheetWish(title=TITLE[language], due=now.day + timedelta(days=TERM), period=f"{moment.day:%Y-%m}")
    with TemporaryDirectory() as folder:
        back, _other = send_out(workspace, (RETURNED, WAITED_FOR), Path(folder), wish, office, moment, chance)
        fill_in(back.file, now, language)
        later = moment.later(HOUR)
        with closing(workspace.reader()) as reader:
            compared = compare_feedback(workspace, reader, back.file, office, later)
        record_feedback(workspace, compared, compared.proposed, office, later)


def fill_in(file: Path, now: Instant, language: str) -> None:
    """Write what the unit says of its first line into the workbook, as somebody with a spreadsheet does."""
    from openpyxl import load_workbook  # a spreadsheet's reader is only needed here

    said: dict[str, object] = {
        "state": in_language(language)(ANSWER_NAMES[Answer.UNDER_WAY]),
        "progress": DONE[language],
        "difficulty": HARD[language],
        "next_step": TO_DO[language],
        "next_on": now.day + timedelta(days=NEXT),
        "person": WHO,
    }
    workbook = load_workbook(file)
    sheet = workbook.worksheets[0]
    for place, column in enumerate(COLUMNS, 1):
        if column.key in said:
            sheet.cell(FIRST_ROW, place).value = said[column.key]  # type: ignore[assignment]
    workbook.save(file)
