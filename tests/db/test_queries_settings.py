"""What the settings show, and letting somebody else act on this device."""

from contextlib import closing

import pytest

from db.admitting import admit
from db.connection import Reader
from db.founding import Founded
from db.queries.settings import SettingsSheet, settings_sheet
from db.queries.window import acting_people
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.grid import new_grid
from inspector.model.ids import GridId, PersonId
from inspector.model.person import Person, Role, give_role, new_person
from inspector.model.site import SiteChanged
from tests.db.office import NOW, PASSPHRASE, a_site, named


def sheet(office: Founded, reader: Reader, person: str = "", org: str = "") -> SettingsSheet:
    feed = office.workspace.feed
    return settings_sheet(reader, person or office.founder, org or office.office, feed, NOW.day)


def test_the_founder_may_add_people_and_grids_and_is_known_by_certificate(
    office: Founded, reader: Reader
) -> None:
    shown = sheet(office, reader)
    assert (shown.name, shown.grid_name, shown.office_name) == ("示例甲", "演示县整改办", "演示县整改办")
    assert shown.roles == (Role.RECTIFICATION_OFFICE, Role.GRID_STAFF)
    assert shown.grants_for == GridId(office.office)
    (ground,) = shown.grounds
    assert ground.grid.id == GridId(office.office)
    assert (ground.next_code, ground.needs_office_key) == ("YSXZGB01", True)
    assert (len(shown.certified), shown.may_speak, shown.is_sample) == (1, True, False)
    assert [(one.name, one.role) for one in shown.colleagues] == [
        ("示例甲", Role.RECTIFICATION_OFFICE),
        ("示例甲", Role.GRID_STAFF),
    ]


def test_who_is_not_known_sees_an_empty_sheet(office: Founded, reader: Reader) -> None:
    shown = settings_sheet(reader, named(99), named(98), "another feed", NOW.day)
    assert (shown.name, shown.grid_name, shown.roles, shown.grants_for) == ("", "", (), None)
    assert (shown.grounds, shown.may_speak) == ((), False)
    assert shown.entries > 0


@pytest.mark.parametrize("below", [True, False])
def test_a_colleague_may_act_on_this_device_at_once(office: Founded, reader: Reader, *, below: bool) -> None:
    workspace = office.workspace
    ground = sheet(office, reader).grounds[0]
    village = new_grid(named(70), "示例村", ground.next_code, 2, ground.grid)
    workspace.record([village], office.actor, NOW)
    grid = village.subject if below else str(office.office)
    added = new_person(named(71), "示例乙")
    role = give_role(Person(id=PersonId(added.subject), name=added.name), Role.GRID_STAFF, grid, NOW.day)
    admit(workspace, added, role, office.actor, NOW, "" if below else PASSPHRASE)
    by = Actor(added.subject, grid)
    workspace.record([SiteChanged(subject=a_site(office).subject, leader="示例丙")], by, NOW)
    assert reader.value("SELECT count(*) FROM unconfirmed") == 0
    assert "示例乙" in {one.name for one in acting_people(reader, NOW.day)}
    colleague = sheet(office, reader, added.subject, grid)
    assert (colleague.name, colleague.roles, colleague.grants_for) == ("示例乙", (Role.GRID_STAFF,), None)


def test_codes_proposed_are_free(office: Founded, reader: Reader) -> None:
    ground = sheet(office, reader).grounds[0]
    office.workspace.record(
        [new_grid(named(70), "示例村", ground.next_code, 2, ground.grid)], office.actor, NOW
    )
    county, village = sheet(office, reader).grounds
    assert (county.next_code, village.next_code) == ("YSXZGB02", "YSXZGB0101")
    assert not village.needs_office_key


def test_a_wrong_passphrase_admits_nobody(office: Founded) -> None:
    added = new_person(named(71), "示例乙")
    role = give_role(Person(id=PersonId(added.subject), name="示例乙"), Role.CLERK, office.office, NOW.day)
    with pytest.raises(Refused):
        admit(office.workspace, added, role, office.actor, NOW, "wrong")
    with closing(office.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM person") == 1
