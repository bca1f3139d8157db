"""What may happen to a finding and to a task alike: more time, supervision, a look back, a decision."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from inspector.model.events import Event, event
from inspector.words import N_


class Supervision(StrEnum):
    """A tag beside the state: somebody above keeps an eye on it."""

    LISTED = "listed"
    CASE = "case"


SUPERVISION_NAMES = {
    Supervision.LISTED: N_("supervised by listing"),
    Supervision.CASE: N_("watched as a special case"),
}


class CaseEvent(Event, kw_only=True):
    """A step of a case; ``on_behalf`` names whom it was entered for (代录), with the scan in the blobs."""

    on_behalf: str = ""


@event
class ExtensionAsked(CaseEvent):
    """More time was asked for."""

    TYPE: ClassVar[str] = "extension.asked"

    until: date
    reason: str


@event
class ExtensionGranted(CaseEvent):
    """More time was given; the deadline is ``until`` from now on."""

    TYPE: ClassVar[str] = "extension.granted"
    CHANGES_STATE: ClassVar[bool] = True

    until: date
    reason: str = ""


@event
class ExtensionRefused(CaseEvent):
    """More time was not given."""

    TYPE: ClassVar[str] = "extension.refused"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str


@event
class SupervisionBegun(CaseEvent):
    """It was put under supervision (挂牌督办, 专案盯办)."""

    TYPE: ClassVar[str] = "supervision.begun"

    kind: Supervision
    reason: str = ""
    number: str = ""


@event
class SupervisionEnded(CaseEvent):
    """It is no longer under that supervision."""

    TYPE: ClassVar[str] = "supervision.ended"

    kind: Supervision
    reason: str = ""


@event
class LookBackPlanned(CaseEvent):
    """Somebody will look again on a day after it ended (回头看)."""

    TYPE: ClassVar[str] = "look_back.planned"

    on: date


@event
class LookedBack(CaseEvent):
    """Somebody looked again and it holds; what came back is recorded as a relapse."""

    TYPE: ClassVar[str] = "look_back.done"

    on: date
    note: str = ""


@event
class DispatchNoted(CaseEvent):
    """What the dispatch list (调度清单) says of it beside the facts; said again, the later note stands.

    ``period`` names the month it is said for; empty words say that there is nothing of that any more.
    """

    TYPE: ClassVar[str] = "dispatch.noted"

    period: str = ""
    difficulty: str = ""
    next_step: str = ""
    next_on: date | None = None


SHARED: tuple[type[Event], ...] = (
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,
    SupervisionBegun,
    SupervisionEnded,
    LookBackPlanned,
    LookedBack,
    DispatchNoted,
)
"""Entries of these types are about a finding or a task, as the other entries of their subject say."""
