"""People and the roles they have in grids."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Event, Facts, event
from inspector.model.ids import GridId, PersonId
from inspector.words import N_


class Role(StrEnum):
    """What a person does in a grid."""

    GRID_STAFF = "grid_staff"
    CLERK = "clerk"
    RECTIFICATION_OFFICE = "rectification_office"
    OFFICER = "officer"
    LEADER = "leader"
    SUPERVISION = "supervision"
    AUDITOR = "auditor"


ROLE_NAMES = {
    Role.GRID_STAFF: N_("grid inspector"),
    Role.CLERK: N_("township clerk"),
    Role.RECTIFICATION_OFFICE: N_("rectification office"),
    Role.OFFICER: N_("law-enforcement officer"),
    Role.LEADER: N_("responsible leader"),
    Role.SUPERVISION: N_("supervision group"),
    Role.AUDITOR: N_("auditor"),
}


@event
class PersonAdded(Event):
    """Somebody belongs to the office."""

    TYPE: ClassVar[str] = "person.added"

    name: str


@event
class RoleGiven(Event):
    """A person has a role in a grid from a day on; officers carry a card number."""

    TYPE: ClassVar[str] = "person.role_given"

    role: Role
    grid: str
    since: date
    card: str = ""


@event
class RoleEnded(Event):
    """A person no longer has a role in a grid after ``until``."""

    TYPE: ClassVar[str] = "person.role_ended"

    role: Role
    grid: str
    until: date


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """A role in a grid with its days; ``until`` is open while it lasts."""

    role: Role
    grid: GridId
    since: date
    until: date | None = None
    card: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether the role is held on ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts."""

    id: PersonId
    name: str
    duties: tuple[Duty, ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a person; nothing if never added with a readable body."""
        person: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case PersonAdded(name=name):
                    duties = person.duties if person else ()
                    person = cls(id=PersonId(fact.subject), name=name, duties=duties)
                case RoleGiven() as given if person:
                    duty = Duty(role=given.role, grid=GridId(given.grid), since=given.since, card=given.card)
                    person = msgspec.structs.replace(person, duties=(*person.duties, duty))
                case RoleEnded() as ended if person:
                    person = msgspec.structs.replace(
                        person, duties=tuple(_ended(d, ended) for d in person.duties)
                    )
                case _:
                    pass
        return person

    def has(self, role: Role, day: date) -> bool:
        """Say whether the person has ``role`` anywhere on ``day``."""
        return any(duty.role is role and duty.holds_on(day) for duty in self.duties)


def new_person(subject: str, name: str) -> PersonAdded:
    """Add a person by name. Raises Refused without one."""
    if not name.strip():
        raise Refused(N_("A person needs a name."))
    return PersonAdded(subject=subject, name=name.strip())


def give_role(person: Person, role: Role, grid: str, since: date, card: str = "") -> RoleGiven:
    """Give ``person`` a role from ``since`` on.

    Raises Refused for an officer without card number: only card-holders may inspect enterprises
    (国办 2025, 严格规范涉企行政检查).
    """
    if role is Role.OFFICER and not card.strip():
        raise Refused(N_("A law-enforcement officer needs a card number."))
    return RoleGiven(subject=person.id, role=role, grid=grid, since=since, card=card.strip())


def _ended(duty: Duty, ended: RoleEnded) -> Duty:
    if duty.until is None and (duty.role, duty.grid) == (ended.role, ended.grid):
        return msgspec.structs.replace(duty, until=ended.until)
    return duty
