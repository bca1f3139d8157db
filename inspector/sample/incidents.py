"""What is found in the sample week, in the words an inspector would use."""

from functools import cache

import msgspec

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


class Week(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The week's findings and ``weather``, today's first, then day by day into the past."""

    weather: tuple[Said, ...]
    late_reason: Said
    incidents: tuple[Incident, ...]


@cache
def sample_week() -> Week:
    """Read the week of resources/sample."""
    return msgspec.json.decode(path("sample/week.json").read_bytes(), type=Week)
