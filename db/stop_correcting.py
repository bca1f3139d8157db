"""Correcting a stop of a finished round: what was recorded stays beside what is right."""

from contextlib import closing
from dataclasses import dataclass

import msgspec

from db.changes import Changes
from db.connection import Reader
from db.queries.rounds import patrol_of
from db.queries.stop_sheet import asked_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.ids import ChecklistId, PatrolId, SiteId, StopId
from inspector.model.patrol import Patrol
from inspector.model.question import Answer, Question, asked_now, check_answer
from inspector.model.stop import Correction, Stop, StopCorrected
from inspector.periods import Instant
from inspector.words import N_

UNKNOWN = N_("This stop is not recorded here any more.")


@dataclass(frozen=True, slots=True)
class CorrectionSheet:
    """What can be put right at a stop, as it stands now, and what was put right before.

    ``corrected_by`` names who corrected, by their id; ``questions`` are those that were answered.
    """

    stop: Stop
    patrol: Patrol
    site_name: str
    questions: tuple[Question, ...]
    corrected_by: dict[str, str]

    @property
    def corrections(self) -> list[tuple[Correction, Stop, Stop]]:
        """Each correction with the stop before and after it."""
        return self.stop.steps()


def correction_sheet(workspace: Workspace, reader: Reader, stop: StopId) -> CorrectionSheet | None:
    """Give what is needed to correct a stop; nothing for one that is not recorded here."""
    found = Stop.of(workspace.facts_of(reader, stop))
    patrol = patrol_of(reader, PatrolId(found.patrol)) if found else None
    if found is None or patrol is None:
        return None
    asked = asked_of(reader, ChecklistId(found.checklist), found.version) if found.checklist else None
    given = {answer.question for answer in (*found.answers, *found.right.answers)}
    people = {one.by for one in found.corrections}
    return CorrectionSheet(
        stop=found,
        patrol=patrol,
        site_name=str(reader.value("SELECT name FROM site WHERE id = ?", (SiteId(found.site),)) or ""),
        questions=tuple(one for one in asked.questions if one.id in given) if asked else (),
        corrected_by={
            person: str(reader.value("SELECT name FROM person WHERE id = ?", (person,)) or "")
            for person in people
        },
    )


def correct_stop(workspace: Workspace, correction: StopCorrected, by: Actor, now: Instant) -> Changes:
    """Record what was put right at a stop of a finished round.

    Raises Refused as ``Stop.correct`` does, and for an answer that its question can't be given.
    """
    with closing(workspace.reader()) as reader:
        sheet = correction_sheet(workspace, reader, StopId(correction.subject))
    if sheet is None:
        raise Refused(UNKNOWN)
    if correction.answers is not None:
        correction = msgspec.structs.replace(
            correction, answers=_checked(correction.answers, sheet.questions)
        )
    return workspace.record([sheet.stop.correct(correction, sheet.patrol)], by, now)


def _checked(answers: tuple[Answer, ...], questions: tuple[Question, ...]) -> tuple[Answer, ...]:
    """Leave out answers to what is not asked after the corrected ones before them, and check the rest."""
    asked = {question.id: question for question in asked_now(questions, answers)}
    return tuple(check_answer(asked[one.question], one) for one in answers if one.question in asked)
