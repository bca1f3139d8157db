"""What the offices of the sample do with the findings, from assigning to close-off."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

import msgspec

from db.case_recording import Act, finding_of, office_rules, who_is
from db.connection import Reader
from db.photo_intake import Given, photo_added, take_in
from db.workspace import Actor, Workspace
from inspector.journal.person_key import PersonKey
from inspector.model import finding_acts as acts
from inspector.model.case_steps import Supervision
from inspector.model.close_off import CloseOffStep, CriterionAnswer, Met
from inspector.model.close_off_acts import Filing, StepToDo, case_of_finding, do_step, file
from inspector.model.events import Event
from inspector.model.finding import Finding
from inspector.model.finding_steps import Who
from inspector.model.ids import PatrolId, SiteId, StopId
from inspector.model.office import Rules
from inspector.model.photo import Moment
from inspector.periods import MINUTE, Instant, at
from inspector.sample.county import GROUND, PEOPLE, SPOT
from inspector.sample.earlier import days_patrolled, earlier_weeks
from inspector.sample.incidents import LifeStep
from inspector.sample.photographs import Shot, photograph
from inspector.sample.recording import Step
from inspector.sample.settling import Chance, Settled
from inspector.sample.trouble import Trouble
from resources import path

SIGNING = ("示例子", "示例丑", "示例寅", "示例辰", "示例酉")
"""Who signs re-checks and steps of a close-off in person, besides the founder."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where the steps are recorded, by whom, in which language."""

    workspace: Workspace
    settled: Settled
    keys: Mapping[str, PersonKey]
    language: str
    chance: Chance


def life_steps(days: int) -> tuple[LifeStep, ...]:
    """Read the steps of resources/sample about what was found up to ``days`` ago, in the order of time."""
    return (*earlier_weeks().since(days).steps, *_steps_of_the_week())


@cache
def _steps_of_the_week() -> tuple[LifeStep, ...]:
    return msgspec.json.decode(path("sample/lives.json").read_bytes(), type=tuple[LifeStep, ...])


def steps_of_offices(office: Office, now: Instant) -> Iterator[Step]:
    """Give every step as it is to be recorded."""
    grids = {one.name: one.grid for one in PEOPLE}
    for step in life_steps(days_patrolled(now.day)):
        moment = at(now.day - timedelta(days=step.days_ago), step.clock, now.tz)
        by = office.settled.acting(step.who, grids[step.who])
        key = office.keys.get(step.who) if step.step in {"pass", "fail", "close_off", "file"} else None
        yield Step(moment, by, partial(_events, office, step, by, moment), key)


def _events(office: Office, step: LifeStep, by: Actor, moment: Instant, reader: Reader) -> list[Event]:
    subject = reader.value(
        """SELECT finding.id FROM finding JOIN site ON site.id = finding.site
        WHERE site.name = ? AND finding.question = ? ORDER BY finding.noticed_ts LIMIT 1""",
        (step.site, step.question),
    )
    finding = finding_of(office.workspace, reader, subject)
    who = who_is(reader, finding, by, moment.day)
    rules = office_rules(office.workspace, reader, by.org)
    photo = [_photo_after(office, step, finding, moment)] if step.step == "put_right" else []
    return [*photo, _act(office, step, moment)(finding, who, rules)]


def _act(office: Office, step: LifeStep, moment: Instant) -> Act:
    """Give what a step of the sample does."""
    text, today = step.text.get(office.language, ""), moment.day
    plain: dict[str, Callable[[Finding, Who], Event]] = {
        "accept": lambda one, who: acts.accept(one, who, text),
        "progress": lambda one, who: acts.progress(one, who, text),
        "put_right": lambda one, who: acts.put_right(one, who, text, today, photos_after=1),
        "pass": lambda one, who: acts.pass_recheck(one, who, moment, text),
        "fail": lambda one, who: acts.fail_recheck(one, who, moment, text, _after(today, step.term)),
        "relapse": lambda one, who: acts.relapse(one, who, moment, text),
        "ask_more_time": lambda one, who: acts.ask_more_time(one, who, _after(today, step.term), text),
        "transfer": lambda one, who: acts.transfer(one, who, step.authority, text, number=step.number),
        "transfer_received": lambda one, who: acts.receive_transfer(one, who, today, text),
        "supervise": lambda one, who: acts.supervise(one, who, Supervision.LISTED, text, step.number),
    }
    if step.step in plain:
        return lambda one, who, _rules: plain[step.step](one, who)
    ruled: dict[str, Act] = {
        "assign": lambda one, who, rules: acts.assign(
            one, who, _assignment(office, step, text), rules, today
        ),
        "close_off": lambda one, who, rules: do_step(
            case_of_finding(one), who, _step_to_do(office, step, text, today, rules), rules, today
        ),
        "file": lambda one, who, rules: file(
            case_of_finding(one), who, Filing(on=today, number=step.number, opinion=text), rules, today
        ),
    }
    return ruled[step.step]


def _assignment(office: Office, step: LifeStep, text: str) -> acts.Assignment:
    spot = SPOT[step.site]
    return acts.Assignment(
        unit=step.unit,
        days=step.days,
        unit_grid=office.settled.grids[spot.grid] if step.person else "",
        person=office.settled.people[step.person] if step.person else "",
        person_name=step.person or spot.responsible,
        requirement=text,
    )


def _step_to_do(office: Office, step: LifeStep, text: str, today: date, rules: Rules) -> StepToDo:
    judged = rules.criteria if step.close_off is CloseOffStep.ACCEPTANCE else ()
    return StepToDo(
        step=step.close_off or CloseOffStep.FILING,
        on=today,
        people=tuple(office.settled.people[name] for name in step.people),
        opinion=text,
        criteria=tuple(CriterionAnswer(criterion=one, met=Met.YES) for one in rules.criteria)
        if judged
        else (),
        until=_after(today, step.publicity - 1) if step.publicity else None,
        address=step.address.get(office.language, ""),
    )


def _photo_after(office: Office, step: LifeStep, finding: Finding, moment: Instant) -> Event:
    """Photograph the place as it looks now, from where it was photographed before."""
    spot = SPOT[step.site]
    taken = moment.later(-20 * MINUTE)
    taken = Instant(taken.ts - taken.ts % 1000, taken.tz)
    shot = Shot(
        scene=f"{spot.name} {step.question}",
        kind=spot.kind,
        question=step.question,
        trouble=Trouble.PUT_RIGHT,
        caption=f"{spot.name} {GROUND[spot.grid].name}",
        taken=taken,
        place=spot.place,
    )
    name = f"IMG_{taken.local:%Y%m%d_%H%M%S}.jpg"
    (photo,) = take_in(office.workspace.blobs, [Given(photograph(shot), name)], moment, office.chance).photos
    return photo_added(
        photo,
        patrol=PatrolId(""),
        stop=StopId(""),
        site=SiteId(finding.site),
        site_place=spot.place,
        visited=taken,
        finding=finding.id,
        moment=Moment.AFTER,
    )


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
