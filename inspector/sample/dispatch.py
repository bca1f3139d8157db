"""What the sample's office says for the dispatch list (调度清单): difficulties, and the next points."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from db.dispatch_noting import keep_note
from db.workspace import Workspace
from inspector.model.case_steps import DispatchNoted
from inspector.periods import Instant
from inspector.sample.county import COUNTY, FOUNDER
from inspector.sample.settling import Settled

Told = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A note on the task with this number in its plan; ``days`` from today, past ones before it."""

    number: str
    difficulty: Told
    step: Told
    days: int


NOTES = (
    Said(
        "(二)",
        {
            "zh_CN": "2 处排土场权属有争议，治理资金未落实。",
            "en": "Two heaps have no clear owner; no money yet.",
        },
        {"zh_CN": "县自然资源局会同属地确权。", "en": "The land bureau settles who owns them."},
        -2,
    ),
    Said(
        "(四)",
        {"zh_CN": "无。", "en": "None."},
        {"zh_CN": "开展一次夜间联合检查。", "en": "One joint check by night."},
        4,
    ),
)


def note_for_dispatch(
    workspace: Workspace, settled: Settled, now: Instant, moment: Instant, language: str
) -> None:
    """Note what the office knows of the plan's tasks, at ``moment``, for the month of that day."""
    office = settled.acting(FOUNDER, COUNTY)
    for said in NOTES:
        with closing(workspace.reader()) as reader:
            task = reader.value("SELECT id FROM task WHERE number = ? ORDER BY id LIMIT 1", (said.number,))
        note = DispatchNoted(
            subject=str(task),
            period=f"{moment.day:%Y-%m}",
            difficulty=said.difficulty[language],
            next_step=said.step[language],
            next_on=now.day + timedelta(days=said.days),
        )
        keep_note(workspace, note, office, moment)
