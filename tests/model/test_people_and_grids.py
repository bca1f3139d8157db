"""People, roles, grids and the rules of the office."""

from datetime import date

import pytest

from inspector.errors import Refused
from inspector.model.events import Place
from inspector.model.grid import Grid, GridAdded, GridChanged, new_grid
from inspector.model.ids import GridId, PersonId
from inspector.model.office import Cycle, Rank, Rules, RulesDecided
from inspector.model.person import (
    Person,
    PersonAdded,
    Role,
    RoleEnded,
    RoleGiven,
    give_role,
    new_person,
)

DAY = date(2026, 11, 22)


def test_a_role_holds_from_its_first_to_its_last_day(fact):
    person = Person.of(
        [
            fact(PersonAdded(subject="p", name="示例甲")),
            fact(RoleGiven(subject="p", role=Role.GRID_STAFF, grid="g", since=date(2026, 1, 1))),
            fact(RoleGiven(subject="p", role=Role.CLERK, grid="g", since=date(2026, 1, 1))),
            fact(RoleEnded(subject="p", role=Role.GRID_STAFF, grid="g", until=date(2026, 6, 30))),
        ]
    )
    assert person
    assert person.has(Role.GRID_STAFF, date(2026, 6, 30))
    assert not person.has(Role.GRID_STAFF, date(2026, 7, 1))
    assert not person.has(Role.GRID_STAFF, date(2025, 12, 31))
    assert person.has(Role.CLERK, DAY)


def test_a_person_keeps_the_roles_when_the_name_is_corrected(fact):
    person = Person.of(
        [
            fact(PersonAdded(subject="p", name="示例")),
            fact(RoleGiven(subject="p", role=Role.CLERK, grid="g", since=DAY)),
            fact(PersonAdded(subject="p", name="示例甲")),
        ]
    )
    assert person
    assert (person.name, len(person.duties)) == ("示例甲", 1)


def test_nobody_is_made_of_unconfirmed_or_unreadable_facts(fact):
    assert Person.of([fact(PersonAdded(subject="p", name="甲"), confirmed=False)]) is None
    assert (
        Person.of([fact(None, type="person.added"), fact(RoleGiven(role=Role.CLERK, grid="g", since=DAY))])
        is None
    )


def test_an_officer_needs_a_card_and_grid_staff_do_not():
    person = Person(id=PersonId("p"), name="示例甲")
    with pytest.raises(Refused, match="card number"):
        give_role(person, Role.OFFICER, "g", DAY, " ")
    assert give_role(person, Role.OFFICER, "g", DAY, "演示-001").card == "演示-001"
    assert give_role(person, Role.GRID_STAFF, "g", DAY).card == ""


def test_a_person_needs_a_name():
    with pytest.raises(Refused):
        new_person("p", "  ")
    assert new_person("p", " 示例甲 ").name == "示例甲"


def test_a_grid_lies_right_below_its_parent():
    county = Grid(id=GridId("c"), name="演示区", code="YS", level=1)
    assert new_grid("t", "千里山镇", "QLS", 2, county).parent == "c"
    assert new_grid("c", "演示区", "YS", 1, None).parent == ""
    with pytest.raises(Refused, match="one level below"):
        new_grid("v", "村", "V", 3, county)
    with pytest.raises(Refused, match="name and a code"):
        new_grid("v", "村", " ", 2, county)


def test_a_change_of_a_grid_keeps_what_it_does_not_name(fact):
    place = Place(lat=1, lon=2)
    grid = Grid.of(
        [
            fact(GridChanged(subject="g", name="too early")),
            fact(GridAdded(subject="g", name="一", code="A", level=2, parent="c", place=place)),
            fact(GridAdded(subject="g", name="二", code="B", level=2)),
            fact(GridChanged(subject="g", name="三")),
            fact(GridChanged(subject="g", code="C"), confirmed=False),
        ]
    )
    assert grid == Grid(id=GridId("g"), name="三", code="A", level=2, parent="c", since=DAY, place=place)


def test_the_latest_decision_of_the_office_holds_whole(fact):
    strict = (Cycle(rank=Rank.KEY, days=2),)
    rules = Rules.of(
        [
            fact(RulesDecided(office_name="甲", photos_per_page=6)),
            fact(RulesDecided(office_name="乙", cycles=strict)),
            fact(RulesDecided(office_name="丙"), confirmed=False),
        ]
    )
    assert (rules.office_name, rules.photos_per_page) == ("乙", 4)
    assert rules.days_between_visits(Rank.KEY) == 2
    assert rules.days_between_visits(Rank.LOW) == 1


def test_without_decisions_the_defaults_of_the_field_hold():
    assert [Rules.of([]).days_between_visits(rank) for rank in Rank] == [1, 7, 30]
