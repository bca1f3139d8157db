"""What is found in the sample week, in the words an inspector would use."""

from functools import cache

import msgspec

from inspector.model.close_off import CloseOffStep
from inspector.model.finding_state import Severity
from inspector.model.patrol import PatrolKind
from resources import path

Said = dict[str, str]
"""A sentence by language."""


class Incident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding ``days_ago`` at a site; ``put_right`` says how it was settled on the spot."""

    days_ago: int
    site: str
    question: str
    severity: Severity
    term_days: int
    text: Said
    spot: Said
    put_right: Said | None = None
    kind: PatrolKind = PatrolKind.DAILY


class LifeStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A step ``days_ago`` about the finding of ``question`` at a site; ``step`` says what it needs."""

    days_ago: int
    clock: str
    who: str
    site: str
    question: str
    step: str
    text: Said = {}
    unit: str = ""
    person: str = ""
    days: int = 0
    term: int = 0
    authority: str = ""
    number: str = ""
    close_off: CloseOffStep | None = None
    people: tuple[str, ...] = ()
    publicity: int = 0
    address: Said = {}


class Week(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The week's findings and ``weather``, today's first, then day by day into the past."""

    weather: tuple[Said, ...]
    late_reason: Said
    incidents: tuple[Incident, ...]


@cache
def sample_week() -> Week:
    """Read the week of resources/sample."""
    return msgspec.json.decode(path("sample/week.json").read_bytes(), type=Week)
