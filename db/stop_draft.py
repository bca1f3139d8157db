"""A stop that is being written down and not yet recorded, as it is kept on the disk at every change."""

from collections.abc import Sequence
from typing import Self

import msgspec

from db.material_intake import TakenMaterial
from db.photo_intake import TakenPhoto
from inspector.model.category import Category
from inspector.model.finding_state import Severity
from inspector.model.ids import FindingId, GridId, MaterialId, PatrolId, PersonId, PhotoId, SiteId, StopId
from inspector.model.photo import Moment
from inspector.model.question import (
    Answer,
    Question,
    QuestionKind,
    asked_now,
    fits,
    is_deviation,
    normal_answer,
)
from inspector.periods import Instant

KEYS = "stop/"
"""What the keys of these drafts begin with."""
TERM_OF = {Severity.MINOR: 7, Severity.SERIOUS: 15, Severity.MAJOR: 30}
"""The term in days that is proposed with a severity."""


class DraftPhoto(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photo of the stop, of one of its findings, or one that answers a ``question``."""

    photo: TakenPhoto
    finding: FindingId | None = None
    moment: Moment = Moment.PLAIN
    question: str = ""


class DraftMaterial(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document or film of the stop, or of one of its findings."""

    material: TakenMaterial
    finding: FindingId | None = None


class DraftFinding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding as it is written; ``question`` is empty where no question led to it.

    One that was recorded before, and taken back, keeps its ``number``; ``proposed`` are words that were
    offered where the question has none of its own; without ``category`` the kind of the site tells it.
    """

    id: FindingId
    text: str = ""
    question: str = ""
    severity: Severity = Severity.MINOR
    category: Category | None = None
    term_days: int = TERM_OF[Severity.MINOR]
    spot: str = ""
    put_right: bool = False
    number: str = ""
    proposed: str = ""


class StopDraft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that was touched at one stop; every id is final, so that recording it twice changes nothing.

    ``arrived`` is the moment of the first touch; ``looked`` says that somebody found the rest normal at a
    glance (无异常). Without ``patrol`` it belongs to the round of that moment.
    """

    id: StopId
    person: PersonId
    grid: GridId
    site: SiteId
    site_name: str
    arrived: Instant
    patrol: PatrolId | None = None
    checklist: str = ""
    version: int = 0
    full: bool = False
    asked: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    looked: bool = False
    unplanned: bool = False
    note: str = ""
    late_reason: str = ""
    findings: tuple[DraftFinding, ...] = ()
    photos: tuple[DraftPhoto, ...] = ()
    materials: tuple[DraftMaterial, ...] = ()

    @property
    def key(self) -> str:
        """The key it is kept under."""
        return f"{KEYS}{self.id}"

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was written yet."""
        given = self.answers or self.findings or self.photos or self.materials
        return not (given or self.looked or self.note.strip())

    @property
    def nothing_unusual(self) -> bool:
        """Say whether somebody looked and found nothing (无异常)."""
        return (self.looked or bool(self.answers)) and not self.findings

    def answer_to(self, question: str) -> Answer | None:
        """Give the answer to a question, if there is one yet."""
        return next((answer for answer in self.answers if answer.question == question), None)

    def is_answered(self, question: Question) -> bool:
        """Say whether a question has an answer; one for photos is answered by photos."""
        return self.answer_to(question.id) is not None or any(
            one.question == question.id for one in self.photos
        )

    def unanswered(self, questions: Sequence[Question]) -> list[Question]:
        """Give the questions that need an answer and have none; optional and hidden ones need none."""
        return [
            question
            for question in asked_now(questions, self.answers)
            if not question.optional and not self.is_answered(question)
        ]

    def as_asked(self, questions: Sequence[Question]) -> Self:
        """Leave out what belongs to questions that earlier answers hide, as it is recorded.

        A finding in which something was written stays, and so does a photo: both are facts of the stop.
        """
        asked = {question.id for question in asked_now(questions, self.answers)}
        place = {question.id: at for at, question in enumerate(questions)}
        hidden = {question.id: question for question in questions if question.id not in asked}
        answers = [answer for answer in self.answers if answer.question not in hidden]
        kept = msgspec.structs.replace(
            self,
            answers=tuple(sorted(answers, key=lambda answer: place.get(answer.question, len(place)))),
            photos=tuple(
                msgspec.structs.replace(one, question="") if one.question in hidden else one
                for one in self.photos
            ),
        )
        for finding in self.findings:
            if finding.question in hidden and self._is_untouched(finding, hidden[finding.question]):
                kept = kept.take_out_finding(finding.id)
        return kept

    def finding_of(self, question: str) -> DraftFinding | None:
        """Give the finding a question led to."""
        return next((finding for finding in self.findings if finding.question == question), None)

    def photos_of(self, finding: FindingId | None) -> list[DraftPhoto]:
        """Give the photos of a finding, or those of the stop alone."""
        return [photo for photo in self.photos if photo.finding == finding and not photo.question]

    def photos_for(self, question: str) -> list[DraftPhoto]:
        """Give the photos that answer a question."""
        return [photo for photo in self.photos if photo.question == question]

    def answer(self, question: Question, given: Answer | str | None, new: FindingId, words: str = "") -> Self:
        """Answer a question, or take the answer back with None; a mere word is the answer's value.

        A deviating answer opens a finding ``new`` with the question's words, or with ``words`` where it has
        none; a normal one takes away a finding in which nothing was written.
        """
        if isinstance(given, str):
            given = Answer(question=question.id, value=given)
        others = tuple(answer for answer in self.answers if answer.question != question.id)
        changed = msgspec.structs.replace(self, answers=(*others, given) if given else others)
        finding = self.finding_of(question.id)
        is_odd = given is not None and is_deviation(question, given)
        if finding is None:
            return changed.add_finding(new, question, words) if is_odd else changed
        if not self._is_untouched(finding, question):
            return changed
        if is_odd:
            return changed.change_finding(_led_to(finding.id, question, words))
        return changed.take_out_finding(finding.id)

    def answer_rest_normally(self, questions: Sequence[Question]) -> Self:
        """Answer normally what has no answer yet (无异常), and what is asked only because of that.

        Questions without a normal answer, such as numbers, still wait for somebody.
        """
        answers = self.answers
        for at, question in enumerate(questions, 1):
            rest = normal_answer(question)
            is_asked = question in asked_now(questions[:at], answers)
            if rest and is_asked and not self.is_answered(question):
                answers = (*answers, rest)
        return msgspec.structs.replace(self, answers=answers, looked=True)

    def ask(self, checklist: str, version: int, questions: Sequence[Question], *, full: bool) -> Self:
        """Turn to another list; answers it does not ask for, or could not be given, are left out."""
        asked = {question.id: question for question in questions}
        by_photos = {name for name, question in asked.items() if question.kind is QuestionKind.PHOTO}
        return msgspec.structs.replace(
            self,
            checklist=checklist,
            version=version,
            full=full,
            asked=tuple(question.id for question in questions),
            answers=tuple(
                answer
                for answer in self.answers
                if answer.question in asked and fits(asked[answer.question], answer)
            ),
            photos=tuple(
                one if one.question in by_photos else msgspec.structs.replace(one, question="")
                for one in self.photos
            ),
        )

    def add_finding(self, new: FindingId, question: Question | None = None, words: str = "") -> Self:
        """Begin a finding, with the words of the ``question`` that led to it, or else these ``words``."""
        finding = _led_to(new, question, words) if question else DraftFinding(id=new)
        return msgspec.structs.replace(self, findings=(*self.findings, finding))

    def change_finding(self, changed: DraftFinding) -> Self:
        """Put ``changed`` in the place of the finding with its id."""
        findings = tuple(changed if finding.id == changed.id else finding for finding in self.findings)
        return msgspec.structs.replace(self, findings=findings)

    def put_right(self, finding: FindingId, *, put_right: bool) -> Self:
        """Say that a finding was put right on the spot: its photos so far show it before (整改前)."""
        moment = Moment.BEFORE if put_right else Moment.PLAIN
        return msgspec.structs.replace(
            self,
            findings=tuple(
                msgspec.structs.replace(one, put_right=put_right) if one.id == finding else one
                for one in self.findings
            ),
            photos=tuple(
                msgspec.structs.replace(one, moment=moment) if one.finding == finding else one
                for one in self.photos
            ),
        )

    def take_out_finding(self, finding: FindingId) -> Self:
        """Leave a finding out; its photos and materials stay with the stop."""
        return msgspec.structs.replace(
            self,
            findings=tuple(one for one in self.findings if one.id != finding),
            photos=tuple(
                msgspec.structs.replace(one, finding=None, moment=Moment.PLAIN)
                if one.finding == finding
                else one
                for one in self.photos
            ),
            materials=tuple(
                DraftMaterial(material=one.material) if one.finding == finding else one
                for one in self.materials
            ),
        )

    def add_photos(
        self,
        photos: Sequence[TakenPhoto],
        finding: FindingId | None = None,
        moment: Moment = Moment.PLAIN,
        question: str = "",
    ) -> Self:
        """Add photos to the stop, to one of its findings, or as the answer to a question."""
        new = tuple(
            DraftPhoto(photo=photo, finding=finding, moment=moment, question=question) for photo in photos
        )
        return msgspec.structs.replace(self, photos=(*self.photos, *new))

    def take_out_photo(self, photo: PhotoId) -> Self:
        """Leave a photo out."""
        return msgspec.structs.replace(
            self, photos=tuple(one for one in self.photos if one.photo.id != photo)
        )

    def add_materials(self, materials: Sequence[TakenMaterial], finding: FindingId | None = None) -> Self:
        """Add documents or films to the stop or to one of its findings."""
        new = tuple(DraftMaterial(material=one, finding=finding) for one in materials)
        return msgspec.structs.replace(self, materials=(*self.materials, *new))

    def take_out_material(self, material: MaterialId) -> Self:
        """Leave a document or film out."""
        kept = tuple(one for one in self.materials if one.material.id != material)
        return msgspec.structs.replace(self, materials=kept)

    def to_json(self) -> str:
        """Write the draft as the text that is kept."""
        return msgspec.json.encode(self).decode()

    def _is_untouched(self, finding: DraftFinding, question: Question) -> bool:
        proposed = _led_to(finding.id, question, finding.proposed)
        has_material = any(one.finding == finding.id for one in self.materials)
        return finding == proposed and not self.photos_of(finding.id) and not has_material


def _led_to(name: FindingId, question: Question, words: str) -> DraftFinding:
    """Give the finding a question leads to, with its own words or, where it has none, with ``words``."""
    proposed = "" if question.trouble else words
    return DraftFinding(id=name, question=question.id, text=question.trouble or proposed, proposed=proposed)


def draft_from(text: str) -> StopDraft | None:
    """Read what was kept; nothing if a newer program wrote it in words this one does not know."""
    try:
        return msgspec.json.decode(text, type=StopDraft)
    except msgspec.DecodeError:
        return None
