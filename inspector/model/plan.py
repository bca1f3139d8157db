"""Rectification plans (整改方案): the document, its newer versions, and group names of units."""

from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Facts, event
from inspector.model.ids import PlanId
from inspector.periods import Instant
from inspector.words import N_

LONGEST_TITLE = 300


@event
class PlanTaken(Event):
    """A plan entered the ledger; its document is the blob, ``file`` its name."""

    TYPE: ClassVar[str] = "plan.taken"

    title: str
    file: str
    grid: str


@event
class PlanSuperseded(Event):
    """A newer version of the same plan was read; the plan keeps its tasks, the document is the blob."""

    TYPE: ClassVar[str] = "plan.superseded"

    title: str
    file: str


@event
class UnitGroupNamed(Event):
    """What a group name in plans stands for (七办一镇 = …); the latest holds whole, without units it ends."""

    TYPE: ClassVar[str] = "unit_group.named"

    name: str
    units: tuple[str, ...] = ()


class PlanVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A document of a plan, and who read it when."""

    title: str
    file: str
    document: Blob | None
    by: str
    taken: Instant


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with every version of its document, the newest last."""

    id: PlanId
    grid: str
    versions: tuple[PlanVersion, ...]

    @property
    def newest(self) -> PlanVersion:
        """The version in force."""
        return self.versions[-1]

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a plan; nothing if its beginning is unknown."""
        plan: Self | None = None
        for fact in facts:
            told = fact.event
            if not fact.confirmed or not isinstance(told, PlanTaken | PlanSuperseded):
                continue
            version = PlanVersion(
                title=told.title,
                file=told.file,
                document=next(iter(fact.blobs), None),
                by=fact.actor,
                taken=fact.at,
            )
            if isinstance(told, PlanTaken):
                plan = plan or cls(id=PlanId(fact.subject), grid=told.grid, versions=(version,))
            elif plan:
                plan = msgspec.structs.replace(plan, versions=(*plan.versions, version))
        return plan


class UnitGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A name that stands for several units."""

    id: str
    name: str
    units: tuple[str, ...]

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Take the latest confirmed meaning; nothing where it has none any more."""
        named = [f.event for f in facts if f.confirmed and isinstance(f.event, UnitGroupNamed)]
        if not named or not named[-1].units:
            return None
        return cls(id=named[-1].subject, name=named[-1].name, units=named[-1].units)


def checked_title(title: str) -> str:
    """Give the title of a plan without the spaces around it. Raises Refused where it is empty or too long."""
    if not title.strip():
        raise Refused(N_("A plan needs a title."))
    if len(title) > LONGEST_TITLE:
        raise Refused(N_("A title takes at most {limit} characters."), limit=LONGEST_TITLE)
    return title.strip()


def name_group(subject: str, name: str, units: tuple[str, ...]) -> UnitGroupNamed:
    """Say what a group name stands for. Raises Refused without a name, and for a group in itself."""
    kept = tuple(dict.fromkeys(unit.strip() for unit in units if unit.strip()))
    if not name.strip():
        raise Refused(N_("Give the name as plans write it."))
    if name.strip() in kept:
        raise Refused(N_("A group does not contain itself."))
    return UnitGroupNamed(subject=subject, name=name.strip(), units=kept)
