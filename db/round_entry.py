"""What is recorded on a round: its start, and its stops with their findings and photos."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import msgspec

from db.changes import Changes
from db.connection import Reader
from db.drafts import kept_drafts
from db.material_intake import material_added
from db.numbers import finding_numbers
from db.photo_doubts import DoubtsBeside, Visit
from db.photo_intake import Chance, photo_added
from db.queries.rounds import open_patrols, patrol_of, person_of
from db.queries.stop_sheet import asked_of, site_of
from db.stop_draft import KEYS, DraftFinding, StopDraft, draft_from
from db.stop_reopening import Difference, difference, recorded_stop
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.checklist import ChecklistPublished
from inspector.model.events import Event, Place
from inspector.model.finding import (
    Finding,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    notice,
)
from inspector.model.finding_state import Source
from inspector.model.ids import ChecklistId, GridId, PatrolId, PersonId, uuid7
from inspector.model.material import MaterialAdded
from inspector.model.patrol import SOURCES, Patrol, PatrolKind, PatrolStarted, start
from inspector.model.photo import Moment, PhotoAdded
from inspector.model.site import Site
from inspector.model.stop import StopRecorded, record_stop
from inspector.periods import Instant
from inspector.words import N_

NIGHT_FROM, NIGHT_TO = 18, 6
"""Hours of the clock between which a round is a night patrol (夜查)."""


def start_round(
    grid: GridId, person: PersonId, began: Instant, now: Instant, chance: Chance, *, late_reason: str = ""
) -> PatrolStarted:
    """Begin a round of ``person``; a ``late_reason`` is given where it is written down after its day (补录).

    Raises Refused as ``inspector.model.patrol.start`` does.
    """
    started = PatrolStarted(
        subject=uuid7(now.ts, chance(10)),
        grid=grid,
        day=began.day,
        began=began,
        inspectors=(person,),
        kind=kind_at(began),
        late_reason=late_reason.strip(),
    )
    return start(started, now)


def kind_at(began: Instant) -> PatrolKind:
    """Give what a round is that begins then, if nobody says otherwise: a daily or a night patrol."""
    at_night = not NIGHT_TO <= began.local.hour < NIGHT_FROM
    return PatrolKind.NIGHT if at_night else PatrolKind.DAILY


def complete_stop(workspace: Workspace, draft: StopDraft, now: Instant, chance: Chance) -> Changes:
    """Record a finished draft, which is forgotten with the same commit; raises Refused as ``stop_events``."""
    with closing(workspace.reader()) as reader:
        events = stop_events(reader, draft, now, workspace.feed, chance)
    return workspace.record(events, Actor(draft.person, draft.grid), now, finishes=draft.key)


def stop_events(reader: Reader, draft: StopDraft, now: Instant, feed: str, chance: Chance) -> list[Event]:
    """Turn a finished draft into what is recorded in one transaction, the start of the round included.

    Of a stop that was recorded before and opened again, what changed is recorded (``db.stop_reopening``).
    Ask it in the thread that writes, so that a number is given once; ``feed`` is this device's. Raises
    Refused where a rule of the trade says no, and for a question without an answer.
    """
    person, site = person_of(reader, draft.person), site_of(reader, draft.site)
    if person is None or site is None:
        raise Refused(N_("This site or this person is not known here any more; the draft is kept."))
    asked = asked_of(reader, ChecklistId(draft.checklist), draft.version) if draft.checklist else None
    draft = _answered(draft, asked)
    recorded = recorded_stop(reader, draft.id)
    if recorded:
        draft = msgspec.structs.replace(draft, patrol=recorded.draft.patrol)
    started, patrol = _round_of(reader, draft, now, chance)
    if patrol.is_entered_for:
        # what may be asked depends on who was there, not on who writes it down
        person = person_of(reader, patrol.inspectors[0]) or person
    stop = record_stop(
        StopRecorded(
            subject=draft.id,
            patrol=patrol.id,
            site=site.id,
            arrived=draft.arrived,
            left=recorded.left if recorded else _left(draft, patrol, now),
            checklist=draft.checklist,
            version=draft.version,
            answers=draft.answers,
            nothing_unusual=draft.nothing_unusual,
            unplanned=draft.unplanned,
            note=draft.note.strip(),
            late_reason=draft.late_reason.strip(),
        ),
        patrol,
        asked,
        person,
        now,
    )
    change = difference(recorded, draft) if recorded else Difference((), draft, {})
    noticed = list(_noticed(reader, draft, change, patrol, site, feed))
    beside = DoubtsBeside(reader, patrol.id, draft.id, Visit(stop.arrived, stop.left))
    photos = _photos(change.fresh, patrol, site, beside)
    materials = _materials(change.fresh, patrol, site)
    put_right = _put_right(draft, change.fresh.findings, noticed)
    return [*started, stop, *change.events, *noticed, *photos, *materials, *put_right]


def _left(draft: StopDraft, patrol: Patrol, now: Instant) -> Instant | None:
    """Give when somebody left a stop that is recorded for the first time; unknown where that is late."""
    return None if draft.late_reason or patrol.late_reason or patrol.is_entered_for else now


def _answered(draft: StopDraft, asked: ChecklistPublished | None) -> StopDraft:
    """Give the draft without what its answers hide, if all that is asked is answered."""
    questions = [question for question in asked.questions if question.id in draft.asked] if asked else []
    if waiting := draft.unanswered(questions):
        raise Refused(N_("“{question}” has no answer yet."), question=waiting[0].text)
    return draft.as_asked(questions)


def _round_of(
    reader: Reader, draft: StopDraft, now: Instant, chance: Chance
) -> tuple[Sequence[Event], Patrol]:
    if draft.patrol:
        named = patrol_of(reader, draft.patrol)
        if named is None:
            raise Refused(N_("This patrol is not known here any more; the draft is kept."))
        return (), named
    for one in open_patrols(reader, draft.grid, draft.person):
        if one.takes(draft.arrived, late=bool(draft.late_reason)):
            return (), one.patrol
    began = min((draft.arrived, *_begun_besides(reader, draft)), key=lambda moment: moment.ts)
    started = start_round(draft.grid, draft.person, began, now, chance, late_reason=draft.late_reason)
    patrol = Patrol(
        id=PatrolId(started.subject),
        by=draft.person,
        org=draft.grid,
        grid=started.grid,
        day=started.day,
        began=started.began,
        kind=started.kind,
        inspectors=(draft.person,),
        late_reason=started.late_reason,
    )
    return (started,), patrol


def _begun_besides(reader: Reader, draft: StopDraft) -> Iterator[Instant]:
    """Give when other stops of this round were begun, which are still being written down."""
    for kept in kept_drafts(reader, KEYS):
        other = draft_from(kept.value)
        if other and _round_key(other) == _round_key(draft):
            yield other.arrived


def _round_key(draft: StopDraft) -> tuple[object, ...]:
    return draft.person, draft.grid, draft.arrived.day, draft.patrol, bool(draft.late_reason)


def _noticed(
    reader: Reader, draft: StopDraft, change: Difference, patrol: Patrol, site: Site, feed: str
) -> Iterator[FindingNoticed]:
    numbers = finding_numbers(reader, GridId(site.grid), draft.arrived.day.year, feed)
    for finding in change.fresh.findings:
        yield notice(
            FindingNoticed(
                subject=finding.id,
                number=change.numbers.get(finding.id) or finding.number or next(numbers),
                grid=site.grid,
                site=site.id,
                patrol=patrol.id,
                stop=draft.id,
                text=finding.text.strip(),
                noticed=draft.arrived,
                question=finding.question,
                severity=finding.severity,
                term_days=finding.term_days,
                category=finding.category,
                spot=finding.spot.strip(),
                place=_place_of(draft, finding),
                source=SOURCES.get(patrol.kind, Source.PATROL),
            )
        )


def _place_of(draft: StopDraft, finding: DraftFinding) -> Place | None:
    """Give where the first photo of a finding was taken that says so."""
    return next((one.photo.place for one in draft.photos_of(finding.id) if one.photo.place), None)


def _photos(draft: StopDraft, patrol: Patrol, site: Site, beside: DoubtsBeside) -> Iterator[PhotoAdded]:
    for one in draft.photos:
        yield photo_added(
            one.photo,
            patrol=patrol.id,
            stop=draft.id,
            site=site.id,
            site_place=site.place,
            visited=draft.arrived,
            finding=one.finding,
            moment=one.moment,
            question=one.question,
            doubts=beside.of(one.photo),
        )


def _materials(draft: StopDraft, patrol: Patrol, site: Site) -> Iterator[MaterialAdded]:
    for one in draft.materials:
        yield material_added(
            one.material, patrol=patrol.id, stop=draft.id, site=site.id, finding=one.finding or ""
        )


def _put_right(
    draft: StopDraft, findings: Sequence[DraftFinding], noticed: Sequence[FindingNoticed]
) -> Iterator[FindingPutRightOnTheSpot]:
    for written, event in zip(findings, noticed, strict=True):
        if written.put_right:
            moments = [one.moment for one in draft.photos_of(written.id)]
            finding = Finding(id=written.id, by=draft.person, **event.told())
            yield finding.put_right_on_the_spot(moments.count(Moment.BEFORE), moments.count(Moment.AFTER))
