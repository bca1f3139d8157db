"""The checklists that come with the program, in the language asked for."""

from functools import cache

import msgspec

from inspector.model.checklist import ChecklistPublished, ListFor, publish
from inspector.model.question import Choice, Condition, Question, QuestionKind, Value
from inspector.model.site import SiteKind
from resources import path

OUTSIDE = ("industry-outside", "building-outside", "water-fields-outside")
FULL_CHECK = "industry-full-check"


class _Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: dict[str, str]
    normal: bool = True


class _Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: dict[str, str]
    normal: Value
    trouble: dict[str, str]
    must_look: bool = False
    kind: QuestionKind = QuestionKind.YES_NO
    choices: tuple[_Choice, ...] = ()
    unit: dict[str, str] = {}
    decimals: int = 0
    least: int | None = None
    most: int | None = None
    optional: bool = False
    shown_if: Condition | None = None
    hint: dict[str, str] = {}

    def spoken(self, language: str) -> Question:
        """Give the question in one language."""
        return Question(
            id=self.id,
            text=self.text[language],
            normal=self.normal,
            must_look=self.must_look,
            trouble=self.trouble[language],
            kind=self.kind,
            choices=tuple(
                Choice(id=choice.id, text=choice.text[language], normal=choice.normal)
                for choice in self.choices
            ),
            unit=self.unit.get(language, ""),
            decimals=self.decimals,
            least=self.least,
            most=self.most,
            optional=self.optional,
            shown_if=self.shown_if,
            hint=self.hint.get(language, ""),
        )


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    made_for: ListFor
    title: dict[str, str]
    kinds: tuple[SiteKind, ...]
    questions: tuple[_Question, ...]
    whole: bool = False


def published(name: str, subject: str, language: str) -> ChecklistPublished:
    """Give the list ``name`` of resources/checklists as the first version of the checklist ``subject``."""
    given = _given(name)
    return publish(
        ChecklistPublished(
            subject=subject,
            title=given.title[language],
            version=1,
            made_for=given.made_for,
            whole=given.whole,
            questions=tuple(question.spoken(language) for question in given.questions),
        )
    )


def list_for(kind: SiteKind) -> str:
    """Name the list grid staff answer at sites of ``kind``."""
    return next(name for name in OUTSIDE if kind in _given(name).kinds)


def titles_for(kind: SiteKind) -> frozenset[str]:
    """Give the titles, in every language, of the list grid staff answer at sites of ``kind``."""
    return frozenset(_given(list_for(kind)).title.values())


@cache
def _given(name: str) -> _List:
    return msgspec.json.decode(path(f"checklists/{name}.json").read_bytes(), type=_List)
