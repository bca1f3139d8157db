"""Planning an import of a batch of cases sent down (督察交办件), one case a row."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from db.complaint_recording import roles_of
from db.connection import Reader
from db.numbers import complaint_numbers
from db.table_plan import IS_MISSING, CellReading, ImportPlan, PlannedRow, Planning, ReadRow
from db.workspace import Actor
from inspector.errors import Refused, Spoken, Unreadable
from inspector.model.complaint_life import ComplaintAccepted, ComplaintReceived
from inspector.model.complaint_steps import may_write, receive
from inspector.model.complaint_words import TERMS, Channel, ChannelTerm
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.working_days import due_day
from inspector.periods import Instant
from inspector.periods import at as moment
from inspector.tables.complaint_fields import COMPLAINT_FIELDS, kinds_of
from inspector.tables.mapping import ColumnMap, check_map
from inspector.tables.table import Table, cleaned
from inspector.tables.values import day_of
from inspector.words import N_

TYPES = (ComplaintReceived.TYPE,)
TWICE = N_("This case stands in row {row} already.")
_TITLES = {field.name: field.title for field in COMPLAINT_FIELDS}
_MIDDAY = "12:00"
"""Of a case only its day is told."""


def plan_cases(
    reader: Reader,
    table: Table,
    columns: ColumnMap,
    by: Actor,
    at: Instant,
    chance: Callable[[int], bytes],
    *,
    feed: str,
) -> ImportPlan:
    """Plan which cases the rows of ``table`` add; those there are known by batch and number.

    A batch without a column of its own is called as the file is. Each case is taken up at once, with the term
    of its channel from the day it came. Raises Refused to an auditor, and for columns that can't be used.
    """
    if not may_write(roles_of(reader, by.person, at)):
        raise Refused(N_("An auditor reads and changes nothing."))
    check_map(table, COMPLAINT_FIELDS, columns, instead={})
    reading = CellReading(table, columns, COMPLAINT_FIELDS, {"received": day_of, "kinds": kinds_of})
    planning = _Planning(reader, table, reading, by, at, chance, feed)
    for row in reading.rows():
        planning.plan(row)
    reading.check_columns()
    return planning.outcome("complaints", reader, reading, TYPES)


class _Planning(Planning):
    """Goes through the rows; a case that stands twice is taken once."""

    def __init__(
        self,
        reader: Reader,
        table: Table,
        reading: CellReading,
        by: Actor,
        at: Instant,
        chance: Callable[[int], bytes],
        feed: str,
    ) -> None:
        super().__init__()
        row = reader.row("SELECT complaint_terms FROM rules ORDER BY id = ? DESC, id LIMIT 1", (by.org,))
        ruled = msgspec.json.decode(row[0], type=tuple[ChannelTerm, ...]) if row else ()
        self._ruled = next((one.term for one in ruled if one.channel is Channel.SENT_DOWN), None)
        self._term = self._ruled or TERMS[Channel.SENT_DOWN]
        self._reading, self._by, self._at, self._chance = reading, by, at, chance
        self._batch = Path(table.file).stem
        self._numbers = complaint_numbers(reader, GridId(by.org), at.day.year, feed)
        rows = reader.rows("SELECT batch, given_number FROM complaint WHERE state <> 'withdrawn'")
        self._known = {(batch, number) for batch, number in rows}
        self._seen: dict[tuple[str, str], int] = {}
        sites = reader.rows("SELECT name, min(id) FROM site GROUP BY name HAVING count(*) = 1")
        self._sites = {cleaned(name): site for name, site in sites}

    def plan(self, row: ReadRow) -> None:
        """Say what a row would do, or why it can't."""
        name = "given_number"
        try:
            for name in ("given_number", "content"):
                if name not in row.texts:
                    raise Unreadable(IS_MISSING, field=Unreadable(_TITLES[name]))
            name = "about"
            self._take(row)
        except Spoken as reason:
            self._reading.blame(row.number, name, reason)

    def _take(self, row: ReadRow) -> None:
        texts = row.texts
        batch, number = texts.get("batch", self._batch), texts["given_number"]
        if (before := self._seen.get((batch, number))) is not None:
            raise Unreadable(TWICE, row=before)
        self._seen[batch, number] = row.number
        if (batch, number) in self._known:
            self.unchanged += 1
            return
        day = row.values.get("received")
        received = moment(day, _MIDDAY, self._at.tz) if day and day != self._at.day else self._at  # type: ignore[arg-type]
        subject, term = uuid7(self._at.ts, self._chance(RANDOM_BYTES)), self._term
        about = texts.get("about", "")
        case = ComplaintReceived(
            subject=subject,
            number=next(self._numbers),
            grid=self._by.org,
            channel=Channel.SENT_DOWN,
            received=received,
            content=texts["content"],
            kinds=row.values.get("kinds", ()),  # type: ignore[arg-type]
            site=self._sites.get(about, ""),
            accused=about,
            address=texts.get("address", ""),
            wanted=texts.get("wanted", ""),
            batch=batch,
            given_number=number,
            is_anonymous=True,
            term=self._ruled,
        )
        taken_up = ComplaintAccepted(
            subject=subject, due=due_day(received.day, term.days, term.counting), days=term.days
        )
        self.doubts += row.doubts
        self.added.append(PlannedRow(row.number, number, (receive(case, self._at), taken_up)))
