"""Complaints (信访举报, 督察交办件): folded from their entries into what they are now."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Self

import msgspec

from inspector.model.complaint_files import (
    FILE_STEPS,
    ComplaintFilesResealed,
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    Files,
    files_after,
    standing,
)
from inspector.model.complaint_life import (
    STEPS,
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintConflictResolved,
    ComplaintCorrected,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintFindingLinked,
    ComplaintIdentitySealed,
    ComplaintInvestigated,
    ComplaintLeftOpen,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintReplied,
    ComplaintRevisited,
    ComplaintWithdrawn,
    Conclusion,
    Count,
    RevisitPlanned,
)
from inspector.model.complaint_words import (
    NOT_OPEN,
    SETTLED,
    TERMS,
    Channel,
    ComplaintState,
    Pollution,
    Term,
    Truth,
)
from inspector.model.events import Event, Fact, Facts
from inspector.model.ids import ComplaintId
from inspector.model.patrol import device_suffix
from inspector.model.working_days import due_day
from inspector.periods import Instant

State = ComplaintState
HANDLED = frozenset({State.ACCEPTED, State.ASSIGNED, State.INVESTIGATED, State.LEFT_OPEN})
"""The states in which somebody has it in hand."""
TO_INVESTIGATE = HANDLED | {State.CLOSED_FOR_NOW}
CONCLUDED = SETTLED | {State.LEFT_OPEN}
ANSWERABLE = CONCLUDED | {State.INVESTIGATED, State.DECLINED}
_ALL = frozenset(State) - {State.WITHDRAWN}

FROM: Mapping[str, frozenset[ComplaintState]] = MappingProxyType(
    {
        ComplaintCorrected.TYPE: _ALL,
        ComplaintWithdrawn.TYPE: frozenset({State.RECEIVED, State.ACCEPTED, State.ASSIGNED}),
        ComplaintAccepted.TYPE: frozenset({State.RECEIVED}),
        ComplaintDeclined.TYPE: frozenset({State.RECEIVED}),
        ComplaintAssigned.TYPE: HANDLED,
        ComplaintExtended.TYPE: HANDLED,
        ComplaintInvestigated.TYPE: TO_INVESTIGATE,
        ComplaintFindingLinked.TYPE: _ALL,
        ComplaintClosed.TYPE: frozenset({State.INVESTIGATED, State.LEFT_OPEN, State.CLOSED_FOR_NOW}),
        ComplaintClosedForNow.TYPE: frozenset({State.INVESTIGATED, State.LEFT_OPEN}),
        ComplaintLeftOpen.TYPE: frozenset({State.INVESTIGATED}),
        ComplaintReplied.TYPE: ANSWERABLE,
        ComplaintFilesSealed.TYPE: _ALL,
        ComplaintFileWithdrawn.TYPE: _ALL,
        ComplaintLinked.TYPE: _ALL,
        RevisitPlanned.TYPE: SETTLED,
        ComplaintRevisited.TYPE: SETTLED,
        ComplaintReopened.TYPE: SETTLED,
    }
)
"""The states in which an entry of a type has an effect."""
TO: Mapping[str, ComplaintState] = MappingProxyType(
    {
        ComplaintWithdrawn.TYPE: State.WITHDRAWN,
        ComplaintAccepted.TYPE: State.ACCEPTED,
        ComplaintDeclined.TYPE: State.DECLINED,
        ComplaintAssigned.TYPE: State.ASSIGNED,
        ComplaintInvestigated.TYPE: State.INVESTIGATED,
        ComplaintClosed.TYPE: State.CLOSED,
        ComplaintClosedForNow.TYPE: State.CLOSED_FOR_NOW,
        ComplaintLeftOpen.TYPE: State.LEFT_OPEN,
        ComplaintReopened.TYPE: State.ACCEPTED,
    }
)
"""The state an effective entry of a type brings about; it follows from the header alone."""


class Revisit(msgspec.Struct, frozen=True, kw_only=True):
    """One look again at a settled complaint: its round, and what came of it once somebody went."""

    round: str
    name: str
    due: date
    on: date | None = None
    holds: bool | None = None
    text: str = ""


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint, as it stands; ``by`` registered it, ``handlers`` are who may know who complained.

    ``identity`` is the newest sealed one, which the devices of ``identity_for`` can open; ``shown`` is its
    masked form. ``files`` are sealed alike, those taken back among them. ``idle`` names entries without
    effect.
    """

    id: ComplaintId
    by: str
    number: str
    grid: str
    channel: Channel
    received: Instant
    content: str
    kinds: tuple[Pollution, ...]
    site: str
    accused: str
    address: str
    wanted: str
    batch: str
    given_number: str
    is_anonymous: bool
    term: Term | None = None
    on_behalf: str = ""
    state: ComplaintState = State.RECEIVED
    due: date | None = None
    extensions: int = 0
    assigned: tuple[str, ...] = ()
    unit: str = ""
    verdict: Truth | None = None
    investigated_on: date | None = None
    investigation: str = ""
    stop: str = ""
    findings: tuple[str, ...] = ()
    concluded_on: date | None = None
    result: str = ""
    accountability: tuple[Count, ...] = ()
    is_replied: bool = False
    replied_on: date | None = None
    letter: str = ""
    reply: str = ""
    opinion: str = ""
    earlier: str = ""
    reason: str = ""
    revisits: tuple[Revisit, ...] = ()
    identity: str = ""
    identity_for: tuple[str, ...] = ()
    shown: str = ""
    is_sealed: bool = False
    files: Files = ()
    idle: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a complaint; nothing if its beginning is unknown or unreadable."""
        fallen = {
            name
            for fact in facts
            if fact.confirmed and isinstance(fact.event, ComplaintConflictResolved)
            for name in fact.event.falls
        }
        complaint: Self | None = None
        for fact in facts:
            if not fact.confirmed or fact.hash in fallen:
                continue
            if complaint is not None:
                complaint = complaint.after(fact)
            elif isinstance(fact.event, ComplaintReceived):
                complaint = cls(id=ComplaintId(fact.subject), by=fact.actor, **fact.event.told())
        return complaint

    @property
    def handlers(self) -> frozenset[str]:
        """Who handles the case: who was assigned; before that, who registered it."""
        return frozenset(self.assigned or (self.by,))

    @property
    def lacking(self) -> frozenset[str]:
        """Who handles the case and can't open all that is sealed: it was given on while that was added."""
        return frozenset(
            person for persons in self._sealed_to if persons for person in self.handlers.difference(persons)
        )

    def gives_on(self, person: str) -> bool:
        """Say whether something that a handler lacks was sealed to ``person``, who can give it to them."""
        return any(person in persons and not self.handlers <= set(persons) for persons in self._sealed_to)

    @property
    def _sealed_to(self) -> tuple[tuple[str, ...], ...]:
        """To whom each sealed thing is; to nobody known where its entry came without its body."""
        return (*(one.persons for one in standing(self.files)), self.identity_for)

    @property
    def ruled_term(self) -> Term:
        """The term the office ruled for its channel when it was taken in, else that of the field."""
        return self.term or TERMS[self.channel]

    @property
    def due_on(self) -> date:
        """The last day: the one that was set, or the one its channel proposes."""
        term = self.ruled_term
        return self.due or due_day(self.received.day, term.days, term.counting)

    @property
    def begin_by(self) -> date:
        """The day by which it is to be taken up or declined."""
        term = self.ruled_term
        return due_day(self.received.day, term.begin_days, term.begin_counting)

    @property
    def is_open(self) -> bool:
        """Say whether something is still due."""
        return self.state not in NOT_OPEN

    def after(self, fact: Fact) -> Self:
        """Give the complaint as it stands after ``fact``; a step out of turn is only noted."""
        if fact.type == ComplaintIdentitySealed.TYPE:
            return self._sealed(fact)
        if fact.type == ComplaintFilesResealed.TYPE:
            return msgspec.structs.replace(self, files=files_after(self.files, fact))
        if fact.type not in FROM:
            return self
        if self.state not in FROM[fact.type]:
            return msgspec.structs.replace(self, idle=(*self.idle, fact.hash))
        changed: dict[str, Any] = {}
        if fact.type in TO:
            changed["state"] = TO[fact.type]
        if fact.type == ComplaintReplied.TYPE:
            changed["is_replied"] = True
        if fact.type == ComplaintReopened.TYPE:
            changed["is_replied"] = False
        if fact.type in FILE_STEPS:
            changed["files"] = files_after(self.files, fact)
        elif fact.event is not None:
            changed |= _TOLD[fact.type](self, fact, fact.event)
        return msgspec.structs.replace(self, **changed)

    def _sealed(self, fact: Fact) -> Self:
        if not isinstance(fact.event, ComplaintIdentitySealed):
            # erased, or not ours to have: somebody complained, and nobody here can tell who
            return msgspec.structs.replace(self, is_sealed=True, identity="", identity_for=(), shown="")
        told = fact.event
        return msgspec.structs.replace(
            self, is_sealed=True, identity=told.sealed, identity_for=told.persons, shown=told.shown
        )


def complaint_number(code: str, year: int, feed: str, serial: int) -> str:
    """Number a complaint: grid, year, device suffix and count, so that two offline devices never agree."""
    return f"{code}-C{year}-{device_suffix(feed)}-{serial:04d}"


Changed = dict[str, Any]


def _corrected(_before: Complaint, _fact: Fact, told: ComplaintCorrected) -> Changed:
    changed = {
        name: value
        for name, value in told.told().items()
        if name not in {"reason", "on_behalf"} and value is not None
    }
    # another channel has another term, if only that of the field
    return changed | {"term": told.term} if told.channel else changed


def _concluded(_before: Complaint, _fact: Fact, told: Conclusion) -> Changed:
    return {"concluded_on": told.on, "result": told.result, "accountability": told.accountability}


def _replied(_before: Complaint, _fact: Fact, told: ComplaintReplied) -> Changed:
    return {
        "replied_on": told.on,
        "reply": told.result,
        "letter": told.letter,
        "opinion": told.opinion,
    }


def _planned(before: Complaint, _fact: Fact, told: RevisitPlanned) -> Changed:
    others = tuple(one for one in before.revisits if one.round != told.round)
    return {"revisits": (*others, Revisit(round=told.round, name=told.name, due=told.due))}


def _visited(before: Complaint, told: ComplaintRevisited | ComplaintReopened, *, holds: bool) -> Changed:
    text = told.text if isinstance(told, ComplaintRevisited) else told.reason
    return {
        "revisits": tuple(
            msgspec.structs.replace(one, on=told.on, holds=holds, text=text)
            if one.round == told.round
            else one
            for one in before.revisits
        )
    }


_TOLD: Mapping[str, Callable[[Complaint, Fact, Any], Changed]] = MappingProxyType(
    {
        ComplaintCorrected.TYPE: _corrected,
        ComplaintWithdrawn.TYPE: lambda _before, _fact, told: {"reason": told.reason},
        ComplaintAccepted.TYPE: lambda _before, _fact, told: {"due": told.due, "reason": told.reason},
        ComplaintDeclined.TYPE: lambda _before, _fact, told: {"reason": told.reason},
        ComplaintAssigned.TYPE: lambda _before, _fact, told: {"assigned": told.handlers, "unit": told.unit},
        ComplaintExtended.TYPE: lambda before, _fact, told: {
            "due": told.until,
            "extensions": before.extensions + 1,
        },
        ComplaintInvestigated.TYPE: lambda _before, _fact, told: {
            "verdict": told.verdict,
            "investigated_on": told.on,
            "investigation": told.text,
            "stop": told.stop,
        },
        ComplaintFindingLinked.TYPE: lambda before, _fact, told: {
            "findings": tuple(dict.fromkeys((*before.findings, told.finding)))
        },
        ComplaintClosed.TYPE: _concluded,
        ComplaintClosedForNow.TYPE: _concluded,
        ComplaintLeftOpen.TYPE: _concluded,
        ComplaintReplied.TYPE: _replied,
        ComplaintLinked.TYPE: lambda _before, _fact, told: {"earlier": told.earlier},
        RevisitPlanned.TYPE: _planned,
        ComplaintRevisited.TYPE: lambda before, _fact, told: _visited(before, told, holds=True),
        ComplaintReopened.TYPE: lambda before, _fact, told: {
            "due": told.due,
            **_visited(before, told, holds=False),
        },
    }
)
"""What only the body tells."""

EVENTS_OF_A_COMPLAINT: tuple[type[Event], ...] = (
    *STEPS,
    ComplaintIdentitySealed,
    ComplaintFilesResealed,
)
