"""Feedback sheets that went out: which came back, which are waited for, and words to chase them with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from inspector.model.feedback import SheetState
from inspector.periods import Instant
from inspector.words import N_, Say

MOST_SHEETS = 500
WAITED_FOR = frozenset({SheetState.OUT, SheetState.LATE})
REMINDER = N_("Feedback that has not come back by {day}:")
ASKED = N_("Please fill in the sheet and send it back as soon as you can.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSheet:
    """A sheet as it stands: what it asked, and what came of it; ``recorded`` counts lines with entries."""

    sheet: str
    unit: str
    title: str
    period: str
    issued: date
    due: date | None
    rows: int
    state: SheetState
    returned: date | None = None
    answered: int = 0
    recorded: int = 0

    @property
    def is_waited_for(self) -> bool:
        """Say whether it has yet to come back."""
        return self.state in WAITED_FOR

    def days_late(self, today: date) -> int:
        """Count the days since its deadline; 0 for one that is not late."""
        return (today - self.due).days if self.due and self.state is SheetState.LATE else 0


_SENT = """
    SELECT id, unit, title, period, issued_on, due_on, rows,
        CASE WHEN returns THEN 'returned' WHEN withdrawn <> '' THEN 'withdrawn'
            WHEN EXISTS (SELECT 1 FROM feedback_sheet AS later
                WHERE later.unit = sheet.unit AND later.grid = sheet.grid AND later.period = sheet.period
                    AND later.withdrawn = ''
                    AND (later.issued_ts, later.id) > (sheet.issued_ts, sheet.id)) THEN 'replaced'
            WHEN due_on < :today THEN 'late' ELSE 'out' END,
        (SELECT returned_ts FROM feedback_return WHERE sheet = id ORDER BY position DESC LIMIT 1),
        (SELECT returned_tz FROM feedback_return WHERE sheet = id ORDER BY position DESC LIMIT 1),
        coalesce((SELECT max(answered) FROM feedback_return WHERE sheet = id), 0),
        (SELECT json_group_array(recorded) FROM feedback_return WHERE sheet = id)
    FROM feedback_sheet AS sheet WHERE grid = :grid AND (:period IS NULL OR period = :period)
    ORDER BY issued_ts DESC, unit, id LIMIT :most"""


def sent_sheets(reader: Reader, grid: str, today: date, period: str | None = None) -> tuple[SentSheet, ...]:
    """List the sheets ``grid`` sent out, the newest first; of one ``period`` where it is named."""
    rows = reader.rows(
        _SENT, {"grid": grid, "today": today.isoformat(), "period": period, "most": MOST_SHEETS}
    )
    return tuple(_sheet(*row) for row in rows)


def missing_sheets(
    reader: Reader, grid: str, today: date, period: str | None = None
) -> tuple[SentSheet, ...]:
    """List the sheets that have yet to come back, the latest ones first."""
    waited = [one for one in sent_sheets(reader, grid, today, period) if one.is_waited_for]
    return tuple(sorted(waited, key=lambda one: (one.due or date.max, one.unit)))


def reminder(sheets: Sequence[SentSheet], today: date, say: Say) -> str:
    """Write what is pasted into a message to the units that have not answered (催报文字)."""
    lines = [say(REMINDER, day=today.isoformat())]
    for at, one in enumerate(sheets, 1):
        said = say.plural(
            "{at}. {unit}: “{title}” of {issued}, {n} line",
            "{at}. {unit}: “{title}” of {issued}, {n} lines",
            one.rows,
            at=at,
            unit=one.unit,
            title=one.title,
            issued=one.issued.isoformat(),
        )
        if one.due:
            said += say(", due by {day}", day=one.due.isoformat())
        if late := one.days_late(today):
            said += say.plural(", {n} day late", ", {n} days late", late)
        lines.append(said)
    return "\n".join([*lines, say(ASKED)])


def _sheet(
    sheet: str,
    unit: str,
    title: str,
    period: str,
    issued: str,
    due: str | None,
    rows: int,
    state: str,
    returned_ts: int | None,
    returned_tz: int | None,
    answered: int,
    recorded: str,
) -> SentSheet:
    subjects = {subject for one in json.loads(recorded) for subject in json.loads(one)}
    back = None if returned_ts is None or returned_tz is None else Instant(returned_ts, returned_tz)
    return SentSheet(
        sheet=sheet,
        unit=unit,
        title=title,
        period=period,
        issued=date.fromisoformat(issued),
        due=date.fromisoformat(due) if due else None,
        rows=rows,
        state=SheetState(state),
        returned=back.day if back else None,
        answered=answered,
        recorded=len(subjects),
    )
