"""A checklist that is being edited: every change is a new draft, and what stands in its way is said."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Self

import msgspec

from inspector.errors import Refused, Spoken
from inspector.model.checklist import ChecklistPublished, ListFor, publish
from inspector.model.ids import ChecklistId
from inspector.model.question import Choice, Question, QuestionKind, Value
from inspector.words import N_

LONGEST_TITLE = 60
_CHOOSES = {QuestionKind.CHOICE, QuestionKind.SEVERAL}


class ListDraft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A list as it is written; ``version`` is the one it began from, 0 for a new list."""

    id: ChecklistId
    title: str = ""
    version: int = 0
    made_for: ListFor = ListFor.GRID_STAFF
    whole: bool = False
    questions: tuple[Question, ...] = ()

    @classmethod
    def of(cls, published: ChecklistPublished) -> Self:
        """Begin from a version that was published."""
        return cls(
            id=ChecklistId(published.subject),
            title=published.title,
            version=published.version,
            made_for=published.made_for,
            whole=published.whole,
            questions=published.questions,
        )

    def add(self, question: Question, at: int) -> Self:
        """Put a question at a place."""
        questions = (*self.questions[:at], question, *self.questions[at:])
        return msgspec.structs.replace(self, questions=questions)

    def change(self, at: int, question: Question) -> Self:
        """Put another question in the place of one."""
        questions = (*self.questions[:at], question, *self.questions[at + 1 :])
        return msgspec.structs.replace(self, questions=questions)

    def take_out(self, at: int) -> Self:
        """Leave a question out."""
        questions = (*self.questions[:at], *self.questions[at + 1 :])
        return msgspec.structs.replace(self, questions=questions)

    def move(self, at: int, to: int) -> Self:
        """Ask a question at another place."""
        return self.take_out(at).add(self.questions[at], to)

    def as_published(self, version: int) -> ChecklistPublished:
        """Give the list as ``version``, without what its kinds of questions do not use.

        Raises Refused without a title, and as ``publish`` does.
        """
        title = " ".join(self.title.split())
        if not title:
            raise Refused(N_("A list needs a title."))
        if len(title) > LONGEST_TITLE:
            raise Refused(N_("A title takes at most {limit} characters."), limit=LONGEST_TITLE)
        return publish(
            ChecklistPublished(
                subject=self.id,
                title=title,
                version=version,
                made_for=self.made_for,
                whole=self.whole and self.made_for is ListFor.OFFICER,
                questions=tuple(tidy(question) for question in self.questions),
            )
        )

    def trouble(self) -> Spoken | None:
        """Say what stands in the way of publishing, if anything does."""
        try:
            self.as_published(self.version + 1)
        except Refused as refusal:
            return refusal
        return None

    def remarks(self) -> list[Spoken]:
        """Say what may be meant otherwise: must-look items that an ordinary stop never asks."""
        must_look = {question.id for question in self.questions if question.must_look}
        return [
            Refused(
                N_(
                    "“{question}” is a must-look item, but waits for a question that is none: an ordinary "
                    "stop never asks it."
                ),
                question=question.text,
            )
            for question in self.questions
            if question.must_look and question.shown_if and question.shown_if.question not in must_look
        ]

    def to_json(self) -> str:
        """Write the draft as the text that is kept."""
        return msgspec.json.encode(self).decode()


def list_draft_from(text: str) -> ListDraft | None:
    """Read what was kept; nothing if a newer program wrote it in words this one does not know."""
    try:
        return msgspec.json.decode(text, type=ListDraft)
    except msgspec.DecodeError:
        return None


def tidy(question: Question) -> Question:
    """Leave out what a question's kind does not use, and needless spaces."""
    kind = question.kind
    is_number = kind is QuestionKind.NUMBER
    return msgspec.structs.replace(
        question,
        text=" ".join(question.text.split()),
        trouble=" ".join(question.trouble.split()),
        hint=" ".join(question.hint.split()),
        normal=question.normal if kind is QuestionKind.YES_NO else Value.YES,
        choices=tuple(
            Choice(id=choice.id, text=" ".join(choice.text.split()), normal=choice.normal)
            for choice in question.choices
        )
        if kind in _CHOOSES
        else (),
        unit=question.unit.strip() if is_number else "",
        decimals=question.decimals if is_number else 0,
        least=question.least if is_number else None,
        most=question.most if is_number else None,
    )


def with_decimals(question: Question, decimals: int) -> Question:
    """Measure finer or coarser; the range stays what it is, as near as the new measure allows."""

    def measured(amount: int | None) -> int | None:
        if amount is None:
            return None
        return round(amount * Fraction(10) ** (decimals - question.decimals))

    return msgspec.structs.replace(
        question, decimals=decimals, least=measured(question.least), most=measured(question.most)
    )


def with_choices(question: Question, texts: Sequence[str], odd: frozenset[str]) -> Question:
    """Offer ``texts``; a choice that stays keeps its id, so earlier answers still mean it.

    ``odd`` are the texts that need a finding. A single text that was changed keeps the id of its place.
    """
    known = {choice.text: choice.id for choice in question.choices}
    ids = [known.get(text, "") for text in texts]
    if len(texts) == len(question.choices):
        unused = {choice.id for choice in question.choices} - set(ids)
        ids = [
            one or (choice.id if choice.id in unused else "")
            for one, choice in zip(ids, question.choices, strict=True)
        ]
    taken = {choice.id for choice in question.choices} | set(ids)
    named = []
    for one, text in zip(ids, texts, strict=True):
        free = one or next(name for n in range(1, len(taken) + 2) if (name := f"c{n}") not in taken)
        taken.add(free)
        named.append(Choice(id=free, text=text, normal=text not in odd))
    return msgspec.structs.replace(question, choices=tuple(named))
