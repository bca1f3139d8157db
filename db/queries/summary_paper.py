"""What the summary of a period prints: what was frozen, or, as a draft, the numbers of this moment."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.numbers import CATEGORY, Breakdown, facts_of
from db.queries.orders import MET_NAMES, OrderLine, OrderMet, earlier_orders
from db.queries.paper_rules import APPROVER, ISSUER, REVIEWER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.queries.summaries import MissingRound, closing_weekday, frozen_in_force, typed_texts
from db.snapshot import Snapshot, snapshot_of
from inspector.errors import Refused
from inspector.model.category import CATEGORY_NAMES
from inspector.model.finding_life import FindingPutRight, RecheckFailed, RecheckPassed
from inspector.model.finding_state import SEVERITY_NAMES, SOURCE_NAMES, STATE_NAMES, FindingState
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period, Span, period_named
from inspector.model.summary import Texts
from inspector.periods import Instant, short_day
from inspector.reports.attachment import Stage
from inspector.reports.summary_paper import (
    CountedRow,
    EarlierOrder,
    FoundLine,
    MissingLine,
    SummaryPaper,
)
from inspector.words import N_, Say, in_language

NO_GRID = N_("There is no such grid in this workspace.")
NOT_FROZEN = N_("This summary is not frozen yet; only its draft can be made.")
RESTS_ON = (
    Number.PATROLS,
    Number.STOPS,
    Number.SITES,
    Number.FINDINGS,
    Number.ASSIGNED,
    Number.PUT_RIGHT,
    Number.ENDED,
    Number.DUE,
    Number.OVERDUE,
    Number.ORDERS,
    Number.ORDERS_IN_TIME,
    Number.ORDERS_SETTLED,
    Number.ORDERS_OPEN,
)
"""The numbers whose facts a summary carries; complaints stay with those who handle them."""
NAMES: Mapping[Breakdown, Mapping[str, str]] = {
    Breakdown.CATEGORY: {str(one): text for one, text in CATEGORY_NAMES.items()},
    Breakdown.SEVERITY: {str(one): text for one, text in SEVERITY_NAMES.items()},
    Breakdown.SOURCE: {str(one): text for one, text in SOURCE_NAMES.items()},
}
_RESTRICTED = N_("transferred; access is restricted")


def summary_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> SummaryPaper:
    """Give a summary as it is printed; ``about`` is a grid, the name of a period, and what was frozen.

    What was frozen is the id of a summary; empty in a draft of this moment, with the texts typed so far.
    Raises Refused for a grid or a period nobody knows, for a final of what is not frozen, and Unreadable
    without its snapshot.
    """
    grid, named, frozen_id = (*issue.about, "")[:3]
    name = reader.value("SELECT name FROM grid WHERE id = ?", (grid,))
    if name is None:
        raise Refused(NO_GRID)
    period = period_named(named, closing_weekday(reader))
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    say = in_language(rules.language)
    frozen = frozen_in_force(reader, GridId(grid), period, frozen_id)
    if frozen is None and issue.is_final:
        raise Refused(NOT_FROZEN)
    kept: Sequence[OrderMet] | None = None
    if frozen:
        snapshot = msgspec.json.decode(blobs.read(frozen.snapshot), type=Snapshot)
        texts, kept = frozen.texts, snapshot.orders
    else:
        snapshot = snapshot_of(reader, GridId(grid), period, issue.day)
        texts = typed_texts(reader, GridId(grid), period) or Texts()
    grids = {GridId(one): str(text) for one, text in reader.rows("SELECT id, name FROM grid ORDER BY code")}
    people = {
        ISSUER: names.get(frozen.by if frozen else issue.by, ""),
        REVIEWER: names.get(frozen.reviewed_by, "") if frozen else "",
        APPROVER: names.get(frozen.approved_by, "") if frozen else "",
    }
    return SummaryPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(name),
        day=issue.day,
        issued=issue.issued,
        signers=tuple(signer(place, person, issue) for place, person in people.items()),
        is_sample=rules.is_sample,
        period=period,
        total=_row("", snapshot.numbers),
        before=_row("", snapshot.counted_before),
        by_grid=tuple(
            _row(text, snapshot.by_grid[one]) for one, text in grids.items() if one in snapshot.by_grid
        ),
        by_category=_apart(snapshot, Breakdown.CATEGORY, say),
        by_severity=_apart(snapshot, Breakdown.SEVERITY, say),
        by_source=_apart(snapshot, Breakdown.SOURCE, say),
        missing=_missing(snapshot.missing, say),
        problems=texts.problems,
        help=texts.help,
        next=texts.next,
        orders=tuple(_order(one, say) for one in _earlier(reader, grid, period, issue.day, kept)),
        charts=snapshot.charts,
        found=_found(reader, snapshot.found, names, say),
        frozen_by=frozen.by_name if frozen else "",
        frozen_on=frozen.at.day if frozen else None,
        corrects=frozen.reason if frozen else "",
        snapshot=frozen.snapshot.sha256 if frozen else "",
        lacking=snapshot.lacking,
    )


def _earlier(
    reader: Reader, grid: str, period: Period, today: date, kept: Sequence[OrderMet] | None = None
) -> tuple[OrderLine, ...]:
    """Give the orders that a month or quarter looks back on, ``kept`` as frozen; a week has none."""
    return () if period.span is Span.WEEK else earlier_orders(reader, grid, period, today, kept)


def _order(one: OrderLine, say: Say) -> EarlierOrder:
    return EarlierOrder(
        number=one.document or one.number,
        title=one.title,
        addressee=one.addressee,
        due=one.due_on,
        met=say(MET_NAMES[one.met]),
    )


def summary_subjects(reader: Reader, issue: Issue) -> list[str]:
    """List what a summary rests on: the facts that its numbers count, and what froze it."""
    grid, named, frozen_id = (*issue.about, "")[:3]
    period = period_named(named, closing_weekday(reader))
    frozen = frozen_in_force(reader, GridId(grid), period, frozen_id)
    own: list[str] = [frozen.id] if frozen else []
    own += [one.order for one in _earlier(reader, grid, period, issue.day)]
    return own + [fact.id for number in RESTS_ON for fact in facts_of(reader, number, GridId(grid), period)]


def _row(name: str, counts: Mapping[str, int] | Mapping[Number, int]) -> CountedRow:
    named = {str(one): count for one, count in counts.items()}
    return CountedRow(
        name=name, counts=tuple((number, named[number]) for number in Number if number in named)
    )


def _apart(snapshot: Snapshot, by: Breakdown, say: Say) -> tuple[CountedRow, ...]:
    groups = snapshot.apart.get(by, {})
    return tuple(_row(say(text), groups[one]) for one, text in NAMES[by].items() if one in groups)


def _missing(missing: Sequence[MissingRound], say: Say) -> tuple[MissingLine, ...]:
    lines = []
    for (grid, reason), rounds in groupby(missing, lambda one: (one.grid_name, one.reason)):
        days = say(", ").join(short_day(one.first, say) for one in rounds)
        lines.append(MissingLine(grid=grid, days=days, reason=reason))
    return tuple(lines)


def _found(
    reader: Reader, findings: Sequence[str], names: Mapping[str, str], say: Say
) -> tuple[FoundLine, ...]:
    rows = reader.rows(
        f"""SELECT finding.id, noticed_on, noticed_by, coalesce(patrol.inspectors, '[]'), {CATEGORY},
            CASE WHEN is_restricted THEN '' ELSE text END, coalesce(site.name, ''), spot,
            coalesce((SELECT json_extract(told, '$.text') FROM case_step
                WHERE subject = finding.id AND NOT is_restricted AND has_effect AND type = ?
                ORDER BY position DESC LIMIT 1), ''),
            coalesce(put_right_on, CASE WHEN on_the_spot THEN finding.ended_on END),
            unit, person_name, step.type, step.by, step.at_ts, step.at_tz, finding.state
        FROM finding LEFT JOIN site ON site.id = finding.site LEFT JOIN patrol ON patrol.id = finding.patrol
        LEFT JOIN case_step AS step ON step.subject = finding.id AND step.position = (
            SELECT max(position) FROM case_step WHERE subject = finding.id AND has_effect AND type IN (?, ?))
        WHERE finding.id IN (SELECT value FROM json_each(?))""",  # noqa: S608 - our own words
        (FindingPutRight.TYPE, RecheckPassed.TYPE, RecheckFailed.TYPE, json.dumps(findings)),
    )
    lines: dict[str, FoundLine] = {}
    for finding, noticed, by, inspectors, category, text, site, spot, measures, done, *rest in rows:
        unit, person, kind, checker, ts, tz, state = rest
        lines[finding] = FoundLine(
            noticed=date.fromisoformat(noticed),
            people=say(", ").join(names.get(one, "") for one in json.loads(inspectors) or [by]),
            category=say(CATEGORY_NAMES[category]),
            text=text or say(_RESTRICTED),
            place=" ".join(part for part in (site, spot) if part),
            measures=measures,
            done_on=date.fromisoformat(done) if done else None,
            responsible=" ".join(part for part in (unit, person) if part),
            rechecked_on=Instant(ts, tz).day if kind else None,
            rechecked_by=names.get(checker, ""),
            has_passed=kind == RecheckPassed.TYPE,
            state=STATE_NAMES[FindingState(state)],
        )
    return tuple(lines[finding] for finding in findings if finding in lines)
