"""What the record of a dispatch meeting (调度会议纪要) prints, asked of the tables."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from db.blob_files import BlobFiles
from db.connection import Reader
from db.entries import entries_of
from db.queries.issues import Issue
from db.queries.orders import MET_NAMES, MET_THEN, Met
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.queries.summaries import closing_weekday
from inspector.errors import Refused
from inspector.journal.chain import fold_order
from inspector.journal.entry import fact_of
from inspector.model.meeting import MeetingRecorded, MeetingWithdrawn
from inspector.model.order import ORDER_STATE_NAMES, OrderState
from inspector.model.order_life import OrderKind
from inspector.model.period import period_named
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.meeting_paper import (
    DecidedOrder,
    MeetingPaper,
    PaperDecision,
    RecordedStep,
    RecordStep,
)
from inspector.words import N_, in_language

UNKNOWN_MEETING = N_("There is no such dispatch meeting in this workspace.")
RECORD_TAKEN_BACK = N_("This record was taken back; there is no paper of it.")


def meeting_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> MeetingPaper:
    """Give a meeting as it is printed.

    Raises Refused for one nobody knows. A record that was taken back is not issued; one that was issued
    before says that it was taken back.
    """
    (meeting,) = issue.about
    row = reader.row(
        """SELECT day, title, place, chair, attendance, decisions, period, recorded_by, recorded_ts,
            recorded_tz, withdrawn, coalesce(grid.name, '')
        FROM dispatch_meeting LEFT JOIN grid ON grid.id = dispatch_meeting.grid
        WHERE dispatch_meeting.id = ?""",
        (meeting,),
    )
    if row is None:
        raise Refused(UNKNOWN_MEETING)
    day, title, place, chair, attendance, decisions, period, by, ts, tz, withdrawn, grid = row
    if withdrawn and not issue.number:
        raise Refused(RECORD_TAKEN_BACK)
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    texts: list[str] = json.loads(decisions)
    orders = _orders(reader, meeting, issue.day)
    return MeetingPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(grid),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        topic=title,
        held_on=date.fromisoformat(day),
        venue=place,
        chair=chair,
        period=_period(reader, period, rules.language),
        attendance=tuple(json.loads(attendance)),
        decisions=tuple(
            PaperDecision(text=text, orders=orders.pop(at, ())) for at, text in enumerate(texts, 1)
        ),
        orders=tuple(one for _decision, rest in sorted(orders.items()) for one in rest),
        recorded_by=names.get(by, ""),
        recorded=Instant(ts, tz),
        steps=_steps(reader, meeting, names),
        withdrawn=withdrawn,
    )


def _period(reader: Reader, name: str, language: str) -> str:
    """Write the period as headings do; what names none stays as it was typed."""
    try:
        return period_named(name, closing_weekday(reader)).title(in_language(language))
    except Refused:
        return name


def _orders(reader: Reader, meeting: str, today: date) -> dict[int, tuple[DecidedOrder, ...]]:
    """Give the orders that came of a meeting, by the decision (from 1) they name.

    They stand as at the end of ``today``; those that came later, or were taken back by then, are left out.
    """
    rows = reader.rows(
        f"""SELECT decision, kind, number, document, CASE unit WHEN '' THEN coalesce(grid.name, '') ELSE unit
            END, stood.due_on, stood.ended_on IS NOT NULL, {MET_THEN}
        FROM dispatch_order JOIN order_standing AS stood ON stood.dispatch_order = dispatch_order.id
            AND stood.since_on <= :today AND stood.until_on > :today
        LEFT JOIN grid ON grid.id = dispatch_order.to_grid
        WHERE meeting = :meeting AND dispatch_order.issued_on <= :today AND NOT stood.is_withdrawn
        ORDER BY decision, issued_ts, dispatch_order.id""",  # noqa: S608 - our own words
        {"meeting": meeting, "today": today.isoformat()},
    )
    found: dict[int, tuple[DecidedOrder, ...]] = defaultdict(tuple)
    for decision, kind, number, document, addressee, due, is_ended, met in rows:
        order = DecidedOrder(
            kind=OrderKind(kind),
            ordered=number,
            document=document,
            addressee=addressee,
            due=date.fromisoformat(due),
            stands=_stands(Met(met), is_ended=bool(is_ended)),
        )
        found[decision] += (order,)
    return found


def _stands(met: Met, *, is_ended: bool) -> tuple[str, ...]:
    """Say how it was met, and that it is settled where that does not say so already."""
    if is_ended and met is not Met.UNANSWERED:
        return ORDER_STATE_NAMES[OrderState.CLOSED], MET_NAMES[met]
    return (MET_NAMES[met],)


def _steps(reader: Reader, meeting: str, names: Mapping[str, str]) -> tuple[RecordedStep, ...]:
    """Give what was done with the record, in the order in which ``Meeting.of`` folds it."""
    unconfirmed = {
        one for (one,) in reader.rows("SELECT entry FROM unconfirmed WHERE subject = ?", (meeting,))
    }
    facts = fold_order(
        [
            fact_of(entry, confirmed=True)
            for entry in entries_of(reader.connection, meeting)
            if entry.hash not in unconfirmed
        ]
    )
    steps: list[RecordedStep] = []
    for fact in facts:
        event = fact.event
        if isinstance(event, MeetingRecorded):
            step = RecordStep.PUT_RIGHT
            if not steps:
                step = RecordStep.MADE
            elif steps[-1].step is RecordStep.TAKEN_BACK:
                step = RecordStep.MADE_AGAIN
        elif isinstance(event, MeetingWithdrawn) and steps:
            step = RecordStep.TAKEN_BACK
        else:
            continue
        steps.append(RecordedStep(step=step, at=fact.at, by=names.get(fact.actor, ""), reason=event.reason))
    return tuple(steps)
