"""What the page of a period shows: its numbers beside those before, who reported, and what was frozen."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec

from db.connection import Reader
from db.drafts import draft
from db.queries.counted import PREPARED
from db.queries.numbers import Breakdown, Numbers, asked, numbers_by, numbers_of
from inspector.model.events import Blob
from inspector.model.ids import GridId, PersonId, SummaryId
from inspector.model.number import Number
from inspector.model.office import CLOSES_ON
from inspector.model.patrol import PatrolKind
from inspector.model.period import Period, Span
from inspector.model.summary import SummaryState, Texts
from inspector.periods import Instant, short_day
from inspector.words import Say


class MissingRound(msgspec.Struct, frozen=True):
    """A round that was due of a grid and not made as often as ruled, and the reason the grid gave.

    ``branch`` is the grid right below the one asked about that it lies in.
    """

    branch: GridId
    grid: GridId
    grid_name: str
    first: date
    last: date
    due: int
    made: int
    reason: str


class GridReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one of the grids right below: rounds made of those due, and what is missing."""

    grid: GridId
    name: str
    due: int
    made: int
    late: int
    missing: tuple[MissingRound, ...]


class FrozenRow(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen summary; ``corrected_by`` is the one that took its place."""

    id: SummaryId
    by: PersonId
    by_name: str
    at: Instant
    texts: Texts
    state: SummaryState
    snapshot: Blob
    reason: str
    returned_for: str
    reviewed_by: str
    approved_by: str
    corrected_by: str


class SummarySheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a period that is computed; ``frozen`` has the newest first, and may be empty."""

    grid: GridId
    grid_name: str
    period: Period
    now: Numbers
    before: Numbers
    by_category: Mapping[str, Mapping[Number, int]]
    reports: tuple[GridReport, ...]
    frozen: tuple[FrozenRow, ...]

    @property
    def in_force(self) -> FrozenRow | None:
        """The summary that stands: frozen last, and not sent back."""
        return next((one for one in self.frozen if one.state is not SummaryState.RETURNED), None)


def summary_sheet(reader: Reader, grid: GridId, period: Period, today: date) -> SummarySheet:
    """Ask for all that the page of ``period`` shows of ``grid`` and what lies below it."""
    now = numbers_of(reader, grid, period, today)
    rows = reader.rows(
        "SELECT id, name FROM grid WHERE id = :grid OR parent = :grid ORDER BY code, id", {"grid": grid}
    )
    names = {GridId(one): str(name) for one, name in rows}
    return SummarySheet(
        grid=grid,
        grid_name=names.get(grid, ""),
        period=period,
        now=now,
        before=numbers_of(reader, grid, period.before, today),
        by_category=numbers_by(reader, Breakdown.CATEGORY, grid, period, today),
        reports=_reports(now, names, missing_rounds(reader, grid, period, today)),
        frozen=tuple(frozen_summaries(reader, grid, period)),
    )


def summing_grids(reader: Reader, grid: GridId) -> list[tuple[GridId, str]]:
    """Give ``grid`` and those right below that sum up too: the ones with grids below themselves."""
    rows = reader.rows(
        """SELECT id, name FROM grid WHERE id = :grid
        OR (parent = :grid AND EXISTS (SELECT 1 FROM grid AS below WHERE below.parent = grid.id))
        ORDER BY level, code, id""",
        {"grid": grid},
    )
    return [(GridId(one), name) for one, name in rows]


def closing_weekday(reader: Reader) -> int:
    """Give the weekday on which the office's week closes (Monday is 0)."""
    ruled = reader.value("SELECT closes_on FROM rules ORDER BY id LIMIT 1")
    return CLOSES_ON if ruled is None else int(ruled)


def missing_rounds(reader: Reader, grid: GridId, period: Period, today: date) -> list[MissingRound]:
    """List the rounds that were due of ``grid`` and below and not made, by grid and day.

    A day that is not over yet is not missing.
    """
    rows = reader.rows(
        f"""{PREPARED}
        SELECT within.branch, due_round.grid, grid.name, due_round.first, due_round.last, times, (
                SELECT count(*) FROM patrol WHERE patrol.grid = due_round.grid
                AND patrol.day BETWEEN due_round.first AND due_round.last
                AND (NOT night OR patrol.kind = '{PatrolKind.NIGHT}')) AS made,
            coalesce((SELECT reason FROM grid_excuse WHERE grid_excuse.grid = due_round.grid
                AND grid_excuse.first <= due_round.last AND grid_excuse.last >= due_round.first
                ORDER BY position DESC LIMIT 1), '')
        FROM due_round JOIN grid ON grid.id = due_round.grid JOIN within ON within.id = due_round.grid
        WHERE made < times AND due_round.last < :today
        ORDER BY grid.code, due_round.grid, due_round.first""",  # noqa: S608 - our own words
        asked(reader, grid, period, today) | {"today": today.isoformat()},
    )
    return [
        MissingRound(
            GridId(branch),
            GridId(one),
            name,
            date.fromisoformat(first),
            date.fromisoformat(last),
            times,
            made,
            reason,
        )
        for branch, one, name, first, last, times, made, reason in rows
    ]


def chasing_text(period: Period, missing: Sequence[MissingRound], say: Say) -> str:
    """Write a text to paste that names the grids and the days that are missing without a reason (催报)."""
    asked_for = [one for one in missing if not one.reason]
    if not asked_for:
        return say("Nothing is missing for {period}.", period=period.title(say))
    lines = []
    for name, rounds in groupby(asked_for, lambda one: one.grid_name):
        days = say(", ").join(short_day(one.first, say) for one in rounds)
        lines.append(say("{grid}: {days}", grid=name, days=days))
    head = say("Patrol records still missing for {period}:", period=period.title(say))
    foot = say("Please hand them in, or say why there was no patrol.")
    return "\n".join((head, *lines, foot))


def texts_key(grid: GridId, period: Period) -> str:
    """Name the draft that keeps the texts of a period until it is frozen."""
    return f"summary/{grid}/{period.name}"


def typed_texts(reader: Reader, grid: GridId, period: Period) -> Texts | None:
    """Give the texts of a period that were typed and not frozen; nothing without any."""
    left = draft(reader, texts_key(grid, period))
    return msgspec.json.decode(left.value, type=Texts) if left else None


def frozen_in_force(reader: Reader, grid: GridId, period: Period, summary: str = "") -> FrozenRow | None:
    """Give the frozen ``summary``; without one the summary of ``period`` that stands, if there is any."""
    rows = frozen_summaries(reader, grid, period)
    if summary:
        return next((one for one in rows if one.id == summary), None)
    return next((one for one in rows if one.state is not SummaryState.RETURNED), None)


def frozen_summaries(reader: Reader, grid: GridId, period: Period) -> list[FrozenRow]:
    """List what was frozen of ``grid`` for ``period``, the newest first."""
    rows = reader.rows(
        """SELECT summary.id, frozen_by, coalesce(person.name, ''), frozen_ts, frozen_tz, problems, help,
            next, snapshot, state, reason, returned_for, reviewed_by, approved_by, coalesce((
                SELECT id FROM summary AS later
                WHERE later.corrects = summary.id ORDER BY frozen_ts DESC, id LIMIT 1), '') AS corrected
        FROM summary LEFT JOIN person ON person.id = frozen_by
        WHERE grid = ? AND span = ? AND first = ? AND last = ?
        ORDER BY corrected <> '', frozen_ts DESC, summary.id DESC""",
        (grid, str(period.span), period.first.isoformat(), period.last.isoformat()),
    )
    return [
        FrozenRow(
            id=SummaryId(one),
            by=PersonId(by),
            by_name=name,
            at=Instant(ts, tz),
            texts=Texts(problems=problems, help=needed, next=coming),
            state=SummaryState(state),
            snapshot=Blob(sha256, 0, "application/json"),
            reason=reason,
            returned_for=returned,
            reviewed_by=reviewed,
            approved_by=approved,
            corrected_by=corrected,
        )
        for one, by, name, ts, tz, problems, needed, coming, sha256, state, reason, returned, reviewed, approved, corrected in rows  # noqa: E501 - one row
    ]


def last_frozen(reader: Reader, span: Span) -> str | None:
    """Name the newest period of a span that was frozen, such as ``2026-W47``; nothing where none was."""
    row = reader.row("SELECT name FROM summary WHERE span = ? ORDER BY last DESC LIMIT 1", (str(span),))
    return row[0] if row else None


def _reports(
    now: Numbers, names: Mapping[GridId, str], missing: Sequence[MissingRound]
) -> tuple[GridReport, ...]:
    return tuple(
        GridReport(
            grid=grid,
            name=name,
            due=numbers[Number.DUE_ROUNDS],
            made=numbers[Number.DONE_ROUNDS],
            late=numbers[Number.LATE_ENTRIES],
            missing=tuple(one for one in missing if one.branch == grid),
        )
        for grid, name in names.items()
        if (numbers := now.by_grid.get(grid)) and numbers[Number.GRIDS]
    )


def chased(reports: Sequence[GridReport]) -> list[MissingRound]:
    """Give the rounds to ask after: missing without a reason."""
    return [one for report in reports for one in report.missing if not one.reason]
