"""The sample rounds written down as inspectors write it: stop by stop, each photo read like a foreign one."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import msgspec

from db.connection import Reader
from db.photo_intake import Given, TakenPhoto, take_in
from db.round_end import Ending, finish_events, signers_by_rule
from db.round_entry import start_round, stop_events
from db.stop_draft import DraftFinding, DraftPhoto, StopDraft
from db.workspace import Actor, Workspace
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.finding import FindingPutRightOnTheSpot
from inspector.model.ids import RANDOM_BYTES, ChecklistId, FindingId, PatrolId, StopId, uuid7
from inspector.model.patrol import PatrolKind
from inspector.model.question import Answer, Question, QuestionKind, Value, all_normal
from inspector.model.shipped_lists import FULL_CHECK
from inspector.periods import MINUTE, Instant, at
from inspector.sample.county import SIGNERS_GRID
from inspector.sample.earlier import days_patrolled, earlier_rounds
from inspector.sample.incidents import Incident, sample_week
from inspector.sample.photographs import photograph
from inspector.sample.settling import Chance, Settled
from inspector.sample.shots import REPORTED_DAY, Picture, pictures
from inspector.sample.week import DAYS, Round, Visit, rounds

ENTERED_LATE = "07:45"
"""When the round of the night before is entered from paper."""
FAR = 60
"""Minutes of a daily round from which on it takes a vehicle."""
WORKERS = 4
"""Threads that paint and read photos; Pillow and the disk let other threads run meanwhile."""

Recorded = Callable[[Reader], list[Event]]
"""Gives what is recorded, asked in the thread that writes."""
Report = Callable[[int, int], object]
Taken = tuple[tuple[Picture, TakenPhoto], ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A round with its moments; ``entered`` is given where it is written down later, from paper."""

    plan: Round
    patrol: PatrolId
    began: Instant
    entered: Instant | None

    @property
    def is_long_ago(self) -> bool:
        """Its stops are recorded in one transaction: the weeks before the sample week have many."""
        return self.plan.days_ago > DAYS

    @property
    def transactions(self) -> int:
        """How many there are: start, stops, end."""
        return 2 + (1 if self.is_long_ago else len(self.plan.visits))

    def arrived(self, visit: Visit) -> Instant:
        """Give when somebody stood before the site."""
        return self.began.later(visit.minutes * MINUTE)

    def written(self, minutes: int) -> Instant:
        """Give when that is written down which ended ``minutes`` after the beginning."""
        return self.entered or self.began.later(minutes * MINUTE)


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction: who records what, when, and signs it in person with ``key`` where that is needed."""

    at: Instant
    by: Actor
    events: Recorded
    key: PersonKey | None = None

    def record(self, workspace: Workspace, reader: Reader) -> None:
        """Do it."""
        workspace.record(self.events(reader), self.by, self.at, self.key)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done at a moment, and records by itself."""

    at: Instant
    do: Callable[[], object]

    def record(self, _workspace: Workspace, _reader: Reader) -> None:
        """Do it."""
        self.do()


class Recording:
    """Writes the week into a workspace; used once, by the thread that writes."""

    def __init__(
        self, workspace: Workspace, settled: Settled, now: Instant, language: str, chance: Chance
    ) -> None:
        """Remember for whom, and which day is today."""
        self._workspace = workspace
        self._settled = settled
        self._now = now
        self._language = language
        self._chance = chance

    def record(self, report: Report, further: Sequence[Step | Deed] = ()) -> PatrolId:
        """Record all rounds and ``further`` steps in the order of time; give the one whose report is signed.

        ``report(done, total)`` may raise to stop.
        """
        # the sample week first: its photos come out the same however many weeks lie before it
        walks = [self._walk(plan) for plan in (*rounds(), *earlier_rounds(days_patrolled(self._now.day)))]
        visits = [(walk, visit) for walk in walks for visit in walk.plan.visits]
        total = len(visits) + sum(walk.transactions for walk in walks) + len(further)
        taken: dict[tuple[PatrolId, str], Taken] = {}
        with ThreadPoolExecutor(WORKERS) as pool:
            jobs = [pool.submit(self._take_photos, number, *visited) for number, visited in enumerate(visits)]
            try:
                for (walk, visit), job in zip(visits, jobs, strict=True):
                    taken[walk.patrol, visit.spot.name] = job.result()
                    report(len(taken), total)
            finally:
                pool.shutdown(cancel_futures=True)
        steps = sorted(
            (*(step for walk in walks for step in self._steps(walk, taken)), *further),
            key=lambda step: step.at.ts,
        )
        reader = self._workspace.reader()
        try:
            for done, step in enumerate(steps, len(visits)):
                report(done, total)
                step.record(self._workspace, reader)
        finally:
            reader.close()
        report(total, total)
        return next(walk.patrol for walk in walks if _is_reported(walk.plan))

    def _walk(self, plan: Round) -> Walk:
        day = self._now.day - timedelta(days=plan.days_ago)
        began = at(day, plan.began, self._now.tz)
        entered = at(day + timedelta(days=1), ENTERED_LATE, self._now.tz) if plan.late else None
        return Walk(plan, PatrolId(self._new(began)), began, entered)

    def _new(self, moment: Instant) -> str:
        return uuid7(moment.ts, self._chance(RANDOM_BYTES))

    def _take_photos(self, number: int, walk: Walk, visit: Visit) -> Taken:
        planned = pictures(walk.plan, visit, walk.arrived(visit), number)
        given = [Given(photograph(picture.shot), picture.name) for picture in planned]
        chance = Random(f"{visit.spot.name} {number}").randbytes  # noqa: S311 - the same in every sample
        intake = take_in(self._workspace.blobs, given, walk.written(visit.minutes + visit.stay), chance)
        for refusal in intake.refused:  # a full disk
            raise refusal
        return tuple(zip(planned, intake.photos, strict=True))

    def _steps(self, walk: Walk, taken: dict[tuple[PatrolId, str], Taken]) -> Iterator[Step]:
        plan = walk.plan
        by = self._settled.acting(plan.inspectors[0], plan.grid)
        yield Step(walk.written(0), by, lambda _: [self._start(walk)])
        stops: list[Step] = []
        for visit in plan.visits:
            draft = self._draft(walk, visit, taken[walk.patrol, visit.spot.name])
            written = walk.written(visit.minutes + visit.stay)
            stops.append(Step(written, by, self._stop_recorder(draft, visit, written)))
        if walk.is_long_ago:
            yield Step(stops[-1].at, by, _one_after_the_other([stop.events for stop in stops]))
        else:
            yield from stops
        ended = walk.written(plan.minutes)
        yield Step(ended, by, self._finisher(walk, ended))

    def _start(self, walk: Walk) -> Event:
        plan = walk.plan
        people = tuple(self._settled.people[name] for name in plan.inspectors)
        reason = sample_week().late_reason[self._language] if plan.late else ""
        started = start_round(
            self._settled.grids[plan.grid],
            people[0],
            walk.began,
            walk.written(0),
            self._chance,
            late_reason=reason,
        )
        return msgspec.structs.replace(started, subject=walk.patrol, inspectors=people, kind=plan.kind)

    def _draft(self, walk: Walk, visit: Visit, taken: Taken) -> StopDraft:
        arrived = walk.arrived(visit)
        site = self._settled.sites[visit.spot.name]
        asked = self._settled.lists[visit.checklist]
        findings = {incident.question: FindingId(self._new(arrived)) for incident in visit.incidents}
        full = visit.checklist == FULL_CHECK
        questions = tuple(
            question for question in asked.questions if full or question.must_look or question.id in findings
        )
        return StopDraft(
            id=StopId(self._new(arrived)),
            person=self._settled.people[walk.plan.inspectors[0]],
            grid=self._settled.grids[walk.plan.grid],
            site=site.id,
            site_name=site.name,
            arrived=arrived,
            patrol=walk.patrol,
            checklist=ChecklistId(asked.subject),
            version=asked.version,
            full=full,
            asked=tuple(question.id for question in questions),
            answers=tuple(
                _deviating(answer) if answer.question in findings else answer
                for answer in (*all_normal(questions), *_measured(questions))
            ),
            looked=not findings,
            unplanned=not visit.planned,
            findings=tuple(self._finding(incident, findings) for incident in visit.incidents),
            photos=tuple(
                DraftPhoto(
                    photo=photo,
                    finding=findings[picture.incident.question] if picture.incident else None,
                    moment=picture.moment,
                )
                for picture, photo in taken
            ),
        )

    def _finding(self, incident: Incident, ids: dict[str, FindingId]) -> DraftFinding:
        return DraftFinding(
            id=ids[incident.question],
            text=incident.text[self._language],
            question=incident.question,
            severity=incident.severity,
            term_days=incident.term_days,
            spot=incident.spot[self._language],
            put_right=incident.put_right is not None,
        )

    def _stop_recorder(self, draft: StopDraft, visit: Visit, written: Instant) -> Recorded:
        notes = [one.put_right[self._language] for one in visit.incidents if one.put_right]

        def events(reader: Reader) -> list[Event]:
            found = stop_events(reader, draft, written, self._workspace.feed, self._chance)
            said = iter(notes)
            return [
                msgspec.structs.replace(event, note=next(said))
                if isinstance(event, FindingPutRightOnTheSpot)
                else event
                for event in found
            ]

        return events

    def _finisher(self, walk: Walk, ended: Instant) -> Recorded:
        weathers = sample_week().weather
        weather = weathers[walk.plan.days_ago % len(weathers)][self._language]

        def events(reader: Reader) -> list[Event]:
            # All other reports of the week were signed in ink.
            signers = signers_by_rule(reader) if _is_reported(walk.plan) else ()
            is_on_foot = walk.plan.kind is PatrolKind.DAILY and walk.plan.minutes < FAR
            vehicles = 0 if is_on_foot else 1
            ending = Ending(signers=signers, weather=weather, vehicles=vehicles)
            return finish_events(reader, walk.patrol, ended, self._workspace.feed, ending)

        return events


def _one_after_the_other(recorded: Sequence[Recorded]) -> Recorded:
    return lambda reader: [event for events in recorded for event in events(reader)]


def _is_reported(plan: Round) -> bool:
    return (plan.days_ago, plan.grid) == (REPORTED_DAY, SIGNERS_GRID)


def _measured(questions: Sequence[Question]) -> Iterator[Answer]:
    """Read numbers that have to be read: in the middle of what is allowed."""
    for question in questions:
        if question.kind is QuestionKind.NUMBER and not question.optional and question.shown_if is None:
            yield Answer(question=question.id, amount=((question.least or 0) + (question.most or 0)) // 2)


def _deviating(answer: Answer) -> Answer:
    wrong = Value.NO if answer.value == Value.YES else Value.YES
    return msgspec.structs.replace(answer, value=wrong)
