"""The dispatch list (调度清单) as a table to be written: a row for each problem."""

from collections.abc import Sequence

from db.queries.dispatch_list import DispatchRow
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.dispatch_list import DISPATCH_STATE_NAMES
from inspector.model.task_state import PACE_NAMES
from inspector.tables.writing import OutColumn, OutRow
from inspector.words import Say


def dispatch_table(rows: Sequence[DispatchRow], say: Say) -> tuple[list[OutColumn], list[OutRow]]:
    """Give the columns and rows of a list, in the language of ``say``."""
    columns = [
        OutColumn("position", say("No."), 6),
        OutColumn("number", say("Number"), 20, code=True),
        OutColumn("problem", say("Problem"), 44),
        OutColumn("units", say("Responsible unit"), 24, said=say(", ").join),
        OutColumn("goal", say("Goal of rectification"), 30),
        OutColumn("due", say("Due by"), 12),
        OutColumn("deadline", say("Deadline"), 16),
        OutColumn("measure", say("Measures of rectification"), 40),
        OutColumn("state", say("State"), 14, said=lambda one: say(DISPATCH_STATE_NAMES[one])),
        OutColumn("pace", say("Pace"), 14, said=lambda one: say(PACE_NAMES[one])),
        OutColumn("difficulty", say("Difficulties"), 30),
        OutColumn(
            "supervision",
            say("Supervision"),
            16,
            said=lambda kinds: say(", ").join(say(SUPERVISION_NAMES[one]) for one in kinds),
        ),
        OutColumn("next_on", say("Next point"), 12),
        OutColumn("next_step", say("Next step"), 30),
        OutColumn("said_by", say("Said by"), 18),
        OutColumn("said_on", say("Said on"), 12),
    ]
    out = [
        OutRow(
            (
                at,
                row.number,
                row.problem,
                row.units,
                row.goal,
                row.due,
                row.deadline,
                row.measure,
                row.state,
                row.pace,
                row.difficulty,
                row.supervision,
                row.next_on,
                row.next_step,
                row.said_by,
                row.said_on,
            ),
            subject=row.subject,
        )
        for at, row in enumerate(rows, 1)
    ]
    return columns, out
