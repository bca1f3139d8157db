"""A problem under dispatch in words: as a line of the list, and whole."""

from collections.abc import Iterator

from db.queries.dispatch_list import DispatchRow, note_text
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.dispatch_list import DISPATCH_STATE_NAMES
from inspector.model.task_state import PACE_NAMES
from inspector.words import _, in_language, spoken


def dispatch_titles() -> tuple[str, ...]:
    """Give the titles of the list."""
    return (
        _("Problem"),
        _("Responsible unit"),
        _("Deadline"),
        _("State"),
        _("Pace"),
        _("Difficulties"),
        _("Next point"),
        _("Supervision"),
    )


def dispatch_cells(row: DispatchRow) -> tuple[str, ...]:
    """Give a problem as a line of the list."""
    return (
        f"{row.number} {row.problem}".replace("\n", " ").strip(),
        _(", ").join(row.units),
        _due(row),
        _(DISPATCH_STATE_NAMES[row.state]),
        _(PACE_NAMES[row.pace]),
        row.difficulty.replace("\n", " "),
        _ahead(row),
        _supervised(row),
    )


def told_of(row: DispatchRow) -> str:
    """Tell a problem whole, a line for each thing that is known of it."""
    return "\n".join(_told(row))


def _told(row: DispatchRow) -> Iterator[str]:
    yield f"{row.number} {row.problem}".strip()
    facts = (
        (_("Responsible unit"), _(", ").join(row.units)),
        (_("Goal of rectification"), row.goal),
        (_("Deadline"), _due(row)),
        (_("Measures of rectification"), row.measure),
        (_("State"), f"{_(DISPATCH_STATE_NAMES[row.state])} · {_(PACE_NAMES[row.pace])}"),
        (_("Supervision"), _supervised(row)),
        (_("Difficulties"), row.difficulty),
        (_("Next point"), _ahead(row)),
        (_("Said on"), row.said_on.isoformat() if row.said_on else ""),
    )
    for name, value in facts:
        if value:
            yield _("{name}: {value}", name=name, value=value)


def _due(row: DispatchRow) -> str:
    return row.due.isoformat() if row.due else row.deadline


def _ahead(row: DispatchRow) -> str:
    return " ".join(note_text(row, in_language(spoken()))).replace("\n", " ")


def _supervised(row: DispatchRow) -> str:
    return _(", ").join(_(SUPERVISION_NAMES[one]) for one in row.supervision)
