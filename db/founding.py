"""Starting an office: its key and root, its first grid, and the person who founds it."""

import os
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec

from db.changes import Changes
from db.drives import Drive
from db.entries import entries_of_types
from db.incarnation import Chance, Machine
from db.keys import (
    certifying,
    keep_office_key,
    keep_person_key,
    keep_recovery_key,
    keys_folder,
    open_office_key,
)
from db.opening import make_database, new_folder
from db.sealed import COST
from db.search_words import initials
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.authority import AuthorityGranted, OfficeFounded
from inspector.journal.body import SALT_BYTES
from inspector.journal.device_key import SEED_BYTES, DeviceKey
from inspector.journal.entry import reading_of, seal
from inspector.journal.person_key import CHANCE_BYTES, KDF_ROUNDS, PersonKey
from inspector.model.events import Event
from inspector.model.grid import COUNTY, new_grid
from inspector.model.ids import RANDOM_BYTES, OrgId, PersonId, uuid7
from inspector.model.office import RulesDecided
from inspector.model.person import Person, Role, give_role, new_person
from inspector.periods import Instant
from inspector.words import N_

FOUNDER_ROLES = (Role.RECTIFICATION_OFFICE, Role.GRID_STAFF)
"""Who begins alone plans and patrols alike."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A new office on this device; the recovery key's file is to be saved elsewhere too."""

    workspace: Workspace
    office: OrgId
    founder: PersonId
    recovery_key: Path

    @property
    def actor(self) -> Actor:
        """The founder, acting for the office."""
        return Actor(self.founder, self.office)


def found_office(
    folder: Path,
    *,
    office_name: str,
    founder_name: str,
    passphrase: str,
    at: Instant,
    code: str = "",
    rules: RulesDecided | None = None,
    machine: Machine | None = None,
    drives: Iterable[Drive] | None = None,
    chance: Chance = os.urandom,
    cost: int = COST,
    rounds: int = KDF_ROUNDS,
) -> Founded:
    """Found an office in a new ``folder`` and open it: all of it is there, or nothing.

    The office is the county's grid at the same time; ``code`` stands in its numbers, by default the initials
    of its name. The office key, the recovery key and the founder's own key are kept under ``passphrase``.
    ``rules`` may decide more than the name; ``cost`` and ``rounds`` say how dear a guess at it is.
    Raises Refused without names or passphrase, and where a workspace may not lie.
    """
    if not office_name.strip() or not passphrase:
        raise Refused(N_("An office needs a name, and a passphrase for its key."))
    office = OrgId(uuid7(at.ts, chance(RANDOM_BYTES)))
    founder = PersonId(uuid7(at.ts, chance(RANDOM_BYTES)))
    by = Actor(founder, office)
    person = new_person(founder, founder_name)
    own_key = PersonKey.make(person.name, office_name.strip(), at, chance(CHANCE_BYTES))
    grid = new_grid(office, office_name, code or initials(office_name).upper() or "01", COUNTY, None)
    decided = rules or RulesDecided(office_name=office_name.strip())
    events: list[Event] = [
        msgspec.structs.replace(decided, subject=office, office_name=office_name.strip()),
        grid,
        person,
        *(give_role(Person(id=founder, name=person.name), role, office, at.day) for role in FOUNDER_ROLES),
        certifying(founder, own_key),
    ]
    from pyrage import x25519

    seed, recovery = chance(SEED_BYTES), x25519.Identity.generate()
    key = DeviceKey.from_seed(seed)
    founded = seal(
        OfficeFounded(name=office_name.strip(), recovery_key=str(recovery.to_public())),
        key=key,
        seq=1,
        prev=None,
        lc=1,
        at=at,
        org=office,
        actor=founder,
        salt=chance(SALT_BYTES),
    )
    with new_folder(folder, drives) as unfinished:
        make_database(unfinished, founded.hash, chance)
        keep_office_key(unfinished, seed, passphrase, chance, cost)
        recovery_key = keep_recovery_key(unfinished, str(recovery), passphrase, chance, cost)
        keep_person_key(unfinished, founder, own_key, passphrase, rounds)
        workspace = Workspace.open(unfinished, machine, drives=drives, chance=chance)
        try:
            workspace.receive([founded], root=founded.hash, at=at)
            granted = AuthorityGranted(
                feed=workspace.feed,
                persons=(founder,),
                roles=tuple(FOUNDER_ROLES),
                org=office,
                from_seq=1,
                age_key=workspace.age_recipient,
            )
            workspace.record_as_office(key, [granted], by, at)
            workspace.record(events, by, at)
        finally:
            workspace.close()
    workspace = Workspace.open(folder, machine, drives=drives, chance=chance)
    return Founded(workspace, office, founder, keys_folder(folder) / recovery_key.name)


def speak_as_office(
    workspace: Workspace, passphrase: str, events: Iterable[Event], by: Actor, at: Instant
) -> Changes:
    """Record ``events``, such as a grant of authority, with the office key.

    Raises Refused for a wrong passphrase, and on a device that does not keep the key.
    """
    return workspace.record_as_office(open_office_key(workspace.folder, passphrase), list(events), by, at)


def authorise_again(workspace: Workspace, passphrase: str, by: Actor, at: Instant) -> Changes:
    """Grant this device's new feed, with the office key, what its former feed was granted.

    After a restored backup or a lost device key what is recorded stays unconfirmed until this is done. Raises
    Refused as ``speak_as_office`` does.
    """
    before = workspace.opening.before
    with closing(workspace.reader()) as reader:
        entries = entries_of_types(reader.connection, [AuthorityGranted.TYPE])
    granted = [event for entry in entries if isinstance(event := reading_of(entry)[0], AuthorityGranted)]
    mine = [event for event in granted if before is None or event.feed == before.feed]
    renewed = [
        msgspec.structs.replace(event, feed=workspace.feed, from_seq=1, age_key=workspace.age_recipient)
        for event in mine
    ]
    return speak_as_office(workspace, passphrase, dict.fromkeys(renewed), by, at)
