"""What a write changed, so that every screen can decide whether it cares."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """A kind of thing that entries are about."""

    GRID = "grid"
    PERSON = "person"
    RULES = "rules"
    SITE = "site"
    CHECKLIST = "checklist"
    PATROL = "patrol"
    STOP = "stop"
    FINDING = "finding"
    COMPLAINT = "complaint"
    SEARCH_LIST = "search_list"
    ROUTE = "route"
    PLAN = "plan"
    TASK = "task"
    SUMMARY = "summary"
    ORDER = "order"
    MEETING = "meeting"
    UNIT_GROUP = "unit_group"
    FEEDBACK = "feedback"
    PHOTO = "photo"
    MATERIAL = "material"
    SITE_PAPER = "site_paper"
    REPORT = "report"
    AUTHORITY = "authority"
    """Feeds, and who may speak in them."""
    OTHER = "other"
    """What this program can't interpret."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds and subjects a write touched, and the hashes of the entries it added, in their order."""

    kinds: frozenset[Kind] = frozenset()
    subjects: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()

    def touch(self, *kinds: Kind) -> bool:
        """Say whether anything of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)

    def __or__(self, later: Self) -> Self:
        return type(self)(
            self.kinds | later.kinds, self.subjects | later.subjects, self.entries + later.entries
        )

    @classmethod
    def of(cls, kinds: Iterable[Kind], subjects: Iterable[str], entries: Iterable[str]) -> Self:
        """Gather what was touched."""
        return cls(frozenset(kinds), frozenset(subjects), tuple(entries))
