"""Orders (督办单, …) and dispatch meetings: which are open, how those of a period were met."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec

from db.connection import Reader, Row
from db.order_recording import parties
from db.queries.cases import StepLine, step_lines
from db.restricted import shown
from db.schema import WITHIN
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.ids import GridId, MeetingId, OrderId
from inspector.model.order import Order, OrderState
from inspector.model.order_acts import ANSWERERS, OrderStep, refusal
from inspector.model.order_life import OrderKind
from inspector.model.period import Period
from inspector.words import N_

MOST_ORDERS, MOST_MEETINGS = 500, 200
ORDER_FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "open": "dispatch_order.is_open",
        "overdue": "dispatch_order.is_waiting AND dispatch_order.due_on < :today",
        "ended": "NOT dispatch_order.is_open",
        "all": "1",
    }
)


class Met(StrEnum):
    """How an order was met: an answer that counts, in time or late, or none yet."""

    IN_TIME = "in_time"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    """Settled though nobody answered."""
    WITHDRAWN = "withdrawn"


MET_NAMES = {
    Met.IN_TIME: N_("answered in time"),
    Met.LATE: N_("answered late"),
    Met.OPEN: N_("no answer yet"),
    Met.OVERDUE: N_("overdue"),
    Met.UNANSWERED: N_("settled without an answer"),
    Met.WITHDRAWN: N_("taken back"),
}
MET = """CASE WHEN dispatch_order.state = 'withdrawn' THEN 'withdrawn'
    WHEN dispatch_order.answered_on <= dispatch_order.due_on THEN 'in_time'
    WHEN dispatch_order.answered_on IS NOT NULL THEN 'late'
    WHEN dispatch_order.state = 'closed' THEN 'unanswered'
    WHEN dispatch_order.due_on < :today THEN 'overdue' ELSE 'open' END"""
"""How an order was met: the day of the answer that counts is compared with the deadline that holds."""
MET_THEN = """CASE WHEN stood.answered_on <= stood.due_on THEN 'in_time'
    WHEN stood.answered_on IS NOT NULL THEN 'late' WHEN stood.ended_on IS NOT NULL THEN 'unanswered'
    WHEN stood.due_on < :today THEN 'overdue' ELSE 'open' END"""
"""The same as it ``stood`` at the end of the day ``:today``, of an order that was not taken back by then."""
_OF_PERIOD = """(dispatch_order.period = :name
    OR dispatch_order.period = '' AND dispatch_order.issued_on BETWEEN :first AND :last)"""
"""An order belongs to the period it names; one that names none, to the period it was issued in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """An order in one line; ``addressee`` is the unit, or the grid where no unit is named."""

    order: OrderId
    kind: OrderKind
    number: str
    document: str
    title: str
    addressee: str
    grid_name: str
    to_grid: GridId
    due_on: date
    issued_on: date
    state: OrderState
    met: Met
    accepted_on: date | None
    answered_on: date | None
    answer: str
    is_done: bool
    ended_on: date | None
    reason: str
    period: str

    @property
    def is_open(self) -> bool:
        """Say whether it is followed further."""
        return self.ended_on is None


class OrderMet(msgspec.Struct, frozen=True):
    """How an order that a period looks back on stood at its end, as it is frozen with the period."""

    order: OrderId
    due_on: date
    met: Met


@dataclass(frozen=True, slots=True)
class OrdersMet:
    """How many orders of a period were issued and not taken back, and how they were met."""

    issued: int
    counts: Mapping[Met, int]

    def count(self, met: Met) -> int:
        """Give how many were met so."""
        return self.counts.get(met, 0)


@dataclass(frozen=True, slots=True)
class OrderAbout:
    """A finding or task an order is about."""

    subject: str
    is_task: bool
    number: str
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """An order as it stands for who acts; ``names`` are those of the persons of its steps, by id."""

    order: Order
    line: OrderLine
    refusals: Mapping[OrderStep, Refused | None]
    lines: tuple[StepLine, ...]
    about: tuple[OrderAbout, ...]
    names: Mapping[str, str]
    is_addressee: bool
    """Whether who acts speaks for the township it went to, and not only for the office on its behalf."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A dispatch meeting; ``ordered`` are the decisions (from 1) that became orders, with their numbers."""

    meeting: MeetingId
    day: date
    title: str
    place: str
    chair: str
    attendance: tuple[str, ...]
    decisions: tuple[str, ...]
    period: str
    last: str
    ordered: Mapping[int, str]
    versions: int = 1
    reason: str = ""
    withdrawn: str = ""
    """Why it was recorded anew, and why the record was taken back; empty where it was not."""


_LINE = f"""dispatch_order.id, dispatch_order.kind, dispatch_order.number, dispatch_order.document,
    dispatch_order.title, CASE dispatch_order.unit WHEN '' THEN coalesce(addressed.name, '')
        ELSE dispatch_order.unit END,
    coalesce(grid.name, ''), dispatch_order.to_grid, dispatch_order.due_on, dispatch_order.issued_on,
    dispatch_order.state, {MET}, dispatch_order.accepted_on, dispatch_order.answered_on,
    dispatch_order.answer, dispatch_order.is_done, dispatch_order.ended_on, dispatch_order.reason,
    dispatch_order.period
    FROM dispatch_order LEFT JOIN grid ON grid.id = dispatch_order.grid
    LEFT JOIN grid AS addressed ON addressed.id = dispatch_order.to_grid"""
_SEEN = "(:grid = '' OR dispatch_order.grid IN within OR dispatch_order.to_grid IN within)"


def order_lines(reader: Reader, today: date, grid: str = "", chosen: str = "open") -> tuple[OrderLine, ...]:
    """List orders issued in ``grid`` or below or that went there, the open ones first, then by deadline.

    An empty grid sees all; ``chosen`` is one of ORDER_FILTERS.
    """
    rows = reader.rows(
        f"{WITHIN} SELECT {_LINE} WHERE {ORDER_FILTERS[chosen]} AND {_SEEN}"
        " ORDER BY dispatch_order.is_open DESC, dispatch_order.due_on, dispatch_order.id LIMIT :most",
        {"grid": grid, "today": today.isoformat(), "most": MOST_ORDERS},
    )
    return tuple(map(_line, rows))


def orders_of_period(reader: Reader, grid: str, period: Period, today: date) -> tuple[OrderLine, ...]:
    """List the orders of a period, issued in ``grid`` or below or that went there, in their order."""
    rows = reader.rows(
        f"{WITHIN} SELECT {_LINE} WHERE {_OF_PERIOD} AND {_SEEN}"
        " ORDER BY dispatch_order.issued_ts, dispatch_order.id",
        _asked(grid, period, today),
    )
    return tuple(map(_line, rows))


def earlier_orders(
    reader: Reader, grid: str, period: Period, today: date, kept: Sequence[OrderMet] | None = None
) -> tuple[OrderLine, ...]:
    """List the orders that a period looks back on: those of the period before, and older ones still open.

    Still open is what was issued before the period and had not ended when it began; those taken back are
    left out. They are issued in ``grid`` or below or went there, in the order they were issued in. How each
    was met is as of the end of the period, or of ``today`` before it; ``kept`` are those that were frozen.
    """
    began, then = period.first.isoformat(), min(today, period.last)
    rows = reader.rows(
        f"""{WITHIN} SELECT stood.due_on, {MET_THEN}, {_LINE}
            JOIN order_standing AS stood ON stood.dispatch_order = dispatch_order.id
                AND stood.since_on <= :today AND stood.until_on > :today
        WHERE CASE WHEN :kept IS NOT NULL THEN dispatch_order.id IN (SELECT value FROM json_each(:kept))
            ELSE {_SEEN} AND NOT stood.is_withdrawn AND dispatch_order.issued_on <= :today AND ({_OF_PERIOD}
                OR dispatch_order.issued_on < :began AND dispatch_order.period <> :now
                    AND (stood.ended_on IS NULL OR stood.ended_on >= :began)) END
        ORDER BY dispatch_order.issued_ts, dispatch_order.id""",  # noqa: S608 - our own words
        {
            **_asked(grid, period.before, then),
            "began": began,
            "now": period.name,
            "kept": None if kept is None else json.dumps([one.order for one in kept]),
        },
    )
    frozen = {one.order: (one.due_on, one.met) for one in kept or ()}
    lines = [(_line(tuple(line)), date.fromisoformat(due), Met(met)) for due, met, *line in rows]
    return tuple(
        replace(line, due_on=due, met=met)
        for line, at_end, then_met in lines
        for due, met in (frozen.get(line.order, (at_end, then_met)),)
    )


def orders_met(reader: Reader, grid: str, period: Period, today: date) -> OrdersMet:
    """Count how the orders of a period were met, of those issued in ``grid`` or below or that went there."""
    counts: dict[Met, int] = {}
    for line in orders_of_period(reader, grid, period, today):
        counts[line.met] = counts.get(line.met, 0) + 1
    issued = sum(count for met, count in counts.items() if met is not Met.WITHDRAWN)
    return OrdersMet(issued, counts)


def orders_about(reader: Reader, subject: str, today: date) -> tuple[OrderLine, ...]:
    """List the orders about a finding or task, the newest first."""
    rows = reader.rows(
        f"""SELECT {_LINE} WHERE dispatch_order.id IN (SELECT dispatch_order FROM order_about
            WHERE subject = :subject)
        ORDER BY dispatch_order.issued_ts DESC, dispatch_order.id DESC""",  # noqa: S608 - our own words
        {"subject": subject, "today": today.isoformat()},
    )
    return tuple(map(_line, rows))


def order_sheet(
    workspace: Workspace, reader: Reader, order: str, by: Actor, today: date
) -> OrderSheet | None:
    """Gather what is known of an order and what may happen next; nothing for one not recorded here."""
    found = Order.of(workspace.facts_of(reader, order))
    if found is None:
        return None
    (row,) = reader.rows(
        f"SELECT {_LINE} WHERE dispatch_order.id = :order", {"order": order, "today": today.isoformat()}
    )
    who, lines = parties(reader, found.grid, found.to_grid, by, today), step_lines(reader, order)
    people = json.dumps(sorted({found.by, *(line.by for line in lines)}))
    names = reader.rows("SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))", (people,))
    return OrderSheet(
        order=found,
        line=_line(row),
        refusals={step: refusal(found, step, who) for step in OrderStep},
        lines=lines,
        about=about_of(reader, order),
        names=dict(names),
        is_addressee=bool(who.addressed & ANSWERERS),
    )


def about_of(reader: Reader, order: str) -> tuple[OrderAbout, ...]:
    """Give the findings and tasks an order is about, in its order; one not recorded here has no number."""
    rows = reader.rows(
        """SELECT subject, order_about.kind = 'task', coalesce(finding.number, task.number, ''),
            coalesce(finding.text, task.name, ''), coalesce(finding.due_on, task.due_on)
        FROM order_about LEFT JOIN finding ON finding.id = subject LEFT JOIN task ON task.id = subject
        WHERE dispatch_order = ? ORDER BY order_about.position""",
        (order,),
    )
    return tuple(
        OrderAbout(subject, bool(is_task), number, shown(text), date.fromisoformat(due) if due else None)
        for subject, is_task, number, text, due in rows
    )


def meeting_lines(reader: Reader, grid: str) -> tuple[MeetingLine, ...]:
    """List the dispatch meetings held by ``grid`` or below, the newest first."""
    rows = reader.rows(
        f"""{WITHIN} SELECT id, day, title, place, chair, attendance, decisions, period, last,
            (SELECT json_group_object(decision, number) FROM dispatch_order
                WHERE meeting = dispatch_meeting.id AND decision > 0 AND state <> 'withdrawn'),
            versions, reason, withdrawn
        FROM dispatch_meeting WHERE grid IN within ORDER BY day DESC, id DESC LIMIT :most""",  # noqa: S608 - our own words
        {"grid": grid, "most": MOST_MEETINGS},
    )
    return tuple(
        MeetingLine(
            meeting=MeetingId(row[0]),
            day=date.fromisoformat(row[1]),
            title=row[2],
            place=row[3],
            chair=row[4],
            attendance=tuple(json.loads(row[5])),
            decisions=tuple(json.loads(row[6])),
            period=row[7],
            last=row[8],
            ordered={int(decision): number for decision, number in json.loads(row[9]).items()},
            versions=row[10],
            reason=row[11],
            withdrawn=row[12],
        )
        for row in rows
    )


def _asked(grid: str, period: Period, today: date) -> dict[str, str]:
    return {
        "grid": grid,
        "name": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "today": today.isoformat(),
    }


def _line(row: Row) -> OrderLine:
    return OrderLine(
        order=OrderId(row[0]),
        kind=OrderKind(row[1]),
        number=row[2],
        document=row[3],
        title=row[4],
        addressee=row[5],
        grid_name=row[6],
        to_grid=GridId(row[7]),
        due_on=date.fromisoformat(row[8]),
        issued_on=date.fromisoformat(row[9]),
        state=OrderState(row[10]),
        met=Met(row[11]),
        accepted_on=_day(row[12]),
        answered_on=_day(row[13]),
        answer=row[14],
        is_done=bool(row[15]),
        ended_on=_day(row[16]),
        reason=row[17],
        period=row[18],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class OrderChoices:
    """What the form of a new order offers: the grids right below, and decisions that are no orders yet."""

    grids: tuple[tuple[GridId, str], ...]
    decisions: tuple[tuple[MeetingLine, int], ...]
    about: tuple[tuple[str, str], ...]
    """The findings and tasks it is to be about, by id, with their numbers."""
    findings: tuple[str, ...]


def order_choices(reader: Reader, grid: str, about: Sequence[str] = ()) -> OrderChoices:
    """Gather what a new order of ``grid`` about findings and tasks (their ids) may say."""
    grids = reader.rows(
        "SELECT id, name FROM grid WHERE parent = ? AND ended_on IS NULL ORDER BY code, id", (grid,)
    )
    rows = reader.rows(
        """SELECT value, coalesce(finding.number, task.number), finding.id IS NOT NULL
        FROM json_each(?) LEFT JOIN finding ON finding.id = value LEFT JOIN task ON task.id = value
        WHERE coalesce(finding.id, task.id) IS NOT NULL ORDER BY key""",
        (json.dumps([*about]),),
    )
    return OrderChoices(
        grids=tuple((GridId(one), name) for one, name in grids),
        decisions=tuple(
            (line, at)
            for line in meeting_lines(reader, grid)
            for at in range(1, len(line.decisions) + 1)
            if at not in line.ordered and not line.withdrawn
        ),
        about=tuple((subject, number) for subject, number, _is_finding in rows),
        findings=tuple(subject for subject, _number, is_finding in rows if is_finding),
    )
