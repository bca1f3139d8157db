"""A close-off as it is shown: its steps in the office's order, their papers, and what is open."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from db.case_recording import office_rules, who_is
from db.close_off_recording import FoundCase, found_case
from db.connection import Reader
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.close_off import CloseOff, CloseOffStep, DoneStep
from inspector.model.close_off_acts import CloseOffCase, before_filing, why_not
from inspector.model.events import Blob
from inspector.model.finding_steps import Who
from inspector.model.office import Rules


@dataclass(frozen=True, slots=True)
class StepOfSheet:
    """A step: how it was done, or whether it is to be done now, and the sentence why not by who acts."""

    step: CloseOffStep
    done: DoneStep | None
    is_now: bool
    refusal: Refused | None


@dataclass(frozen=True, slots=True)
class PaperOfStep:
    """A file of a step: its name, its bytes, and an upright preview where it is a picture."""

    name: str
    file: Blob
    preview: Blob | None


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """Somebody who may have taken part: an id and a name."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class CloseOffSheet:
    """The close-off of a case as it stands ``today`` for who acts."""

    subject: str
    kind: str
    number: str
    text: str
    case: CloseOffCase
    close_off: CloseOff
    steps: tuple[StepOfSheet, ...]
    who: Who
    rules: Rules
    today: date
    names: Mapping[str, str]
    people: tuple[OfferedPerson, ...]
    """Those who did not put it right."""

    @property
    def is_open(self) -> bool:
        """Whether it is in close-off now."""
        return self.case.is_open

    @property
    def last(self) -> str:
        """The entry that was the latest when it was shown."""
        return self.case.last

    @property
    def now(self) -> StepOfSheet | None:
        """The step to be done next; none once it was filed."""
        return next((one for one in self.steps if one.is_now), None)

    @property
    def published_until(self) -> date | None:
        """The last day of the publicity, once it was begun."""
        publicity = self.close_off.step_done(CloseOffStep.PUBLICITY)
        return publicity.until if publicity else None

    def name_of(self, person: str) -> str:
        """Name somebody by id; a name that was typed is itself."""
        return self.names.get(person, person)


def close_off_sheet(
    workspace: Workspace, reader: Reader, subject: str, by: Actor, today: date
) -> CloseOffSheet | None:
    """Gather the close-off of a finding or a task; nothing for what is not recorded here."""
    try:
        found = found_case(workspace, reader, subject)
    except Refused:
        return None
    who, rules = who_is(reader, found, by, today), office_rules(workspace, reader, by.org)
    case = found.case
    close_off = case.close_off
    if not close_off.done and case.is_open:
        close_off = msgspec.structs.replace(close_off, procedure=rules.close_off_steps)
    names: dict[str, str] = dict(reader.rows("SELECT id, name FROM person"))
    return CloseOffSheet(
        subject=subject,
        kind=found.kind,
        number=found.number,
        text=found.text,
        case=case,
        close_off=close_off,
        steps=_steps(found, close_off, who, today),
        who=who,
        rules=rules,
        today=today,
        names=names,
        people=_people(reader, today, case.rectifiers),
    )


def papers_of(done: DoneStep) -> tuple[PaperOfStep, ...]:
    """Give the files of a step: a preview follows the file it shows and has no name of its own."""
    papers: list[PaperOfStep] = []
    for at, blob in enumerate(done.blobs):
        name = done.papers[at] if at < len(done.papers) else f"{blob.sha256[:12]}"
        if name or not papers:
            papers.append(PaperOfStep(name, blob, None))
        else:
            papers[-1] = PaperOfStep(papers[-1].name, papers[-1].file, blob)
    return tuple(papers)


def _steps(found: FoundCase, close_off: CloseOff, who: Who, today: date) -> tuple[StepOfSheet, ...]:
    case = msgspec.structs.replace(found.case, close_off=close_off)
    lines = []
    for step in close_off.procedure:
        done = close_off.step_done(step)
        is_now = case.is_open and step is close_off.next_step
        refusal = None if done else why_not(case, step, who)
        if is_now and step is CloseOffStep.FILING:
            refusal = refusal or before_filing(close_off, today)
        lines.append(StepOfSheet(step, done, is_now, refusal))
    return tuple(lines)


def _people(reader: Reader, today: date, rectifiers: tuple[str, ...]) -> tuple[OfferedPerson, ...]:
    rows = reader.rows(
        """SELECT DISTINCT person.id, person.name FROM person JOIN duty ON duty.person = person.id
        WHERE duty.since <= :today AND (duty.until IS NULL OR duty.until >= :today)
            AND person.id NOT IN (SELECT value FROM json_each(:not))
        ORDER BY person.name, person.id""",
        {"today": today.isoformat(), "not": json.dumps(rectifiers)},
    )
    return tuple(OfferedPerson(person, name) for person, name in rows)
