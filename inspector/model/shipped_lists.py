"""The checklists that come with the program, in the language asked for."""

from functools import cache

import msgspec

from inspector.model.checklist import ChecklistPublished, ListFor, publish
from inspector.model.question import Question, Value
from inspector.model.site import SiteKind
from resources import path

OUTSIDE = ("industry-outside", "building-outside", "water-fields-outside")
FULL_CHECK = "industry-full-check"


class _Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: dict[str, str]
    normal: Value
    trouble: dict[str, str]
    must_look: bool = False


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
            questions=tuple(
                Question(
                    id=question.id,
                    text=question.text[language],
                    normal=question.normal,
                    must_look=question.must_look,
                    trouble=question.trouble[language],
                )
                for question in given.questions
            ),
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
