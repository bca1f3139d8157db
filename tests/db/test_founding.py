"""Founding: an office stands at once, with everything its founder needs to begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.entries import entries_of_types
from db.founding import Founded, found_office
from db.incarnation import Machine
from inspector.errors import Refused
from inspector.journal.authority import FeedOpened, OfficeFounded
from inspector.journal.entry import reading_of
from inspector.model.office import Rules, RulesDecided
from tests.db.office import COST, NOW, PASSPHRASE, ROUNDS


@pytest.fixture
def sample(tmp_path: Path, machine: Machine) -> Iterator[Founded]:
    founded = found_office(
        tmp_path / "sample",
        office_name=" 演示县整改办 ",
        founder_name="示例甲",
        passphrase=PASSPHRASE,
        at=NOW,
        code="YS01",
        rules=RulesDecided(office_name="", sample=True, photos_per_page=6),
        machine=machine,
        cost=COST,
        rounds=ROUNDS,
    )
    yield founded
    founded.workspace.close()


def test_the_founder_may_act_at_once(office: Founded, reader: Reader) -> None:
    assert reader.value("SELECT count(*) FROM unconfirmed") == 0
    assert reader.value("SELECT count(*) FROM trouble") == 0
    assert reader.rows("SELECT person, role, grid FROM duty ORDER BY position") == [
        (office.founder, "rectification_office", office.office),
        (office.founder, "grid_staff", office.office),
    ]
    assert reader.rows("SELECT person, name FROM certificate") == [(office.founder, "示例甲")]
    assert reader.rows("SELECT id, name, code, level FROM grid") == [
        (office.office, "演示县整改办", "YSXZGB", 1)
    ]
    assert (office.actor.person, office.actor.org) == (office.founder, office.office)


def test_the_root_is_the_first_entry_of_the_office_key(office: Founded, reader: Reader) -> None:
    (founded,) = entries_of_types(reader.connection, [OfficeFounded.TYPE])
    assert founded.hash == office.workspace.root
    event = reading_of(founded)[0]
    assert isinstance(event, OfficeFounded)
    assert event.recovery_key.startswith("age1")
    (opened,) = entries_of_types(reader.connection, [FeedOpened.TYPE])
    assert (opened.feed, opened.seq) == (office.workspace.feed, 1)


def test_rules_and_code_may_be_given(sample: Founded) -> None:
    reader = sample.workspace.reader()
    rules = Rules.of(sample.workspace.facts_of(reader, sample.office))
    assert (rules.office_name, rules.sample, rules.photos_per_page) == ("演示县整改办", True, 6)
    assert reader.value("SELECT code FROM grid") == "YS01"
    reader.close()


def test_a_name_without_initials_has_a_number_for_a_code(tmp_path: Path, machine: Machine) -> None:
    founded = found_office(
        tmp_path / "strange",
        office_name="……",
        founder_name="示例甲",
        passphrase=PASSPHRASE,
        at=NOW,
        machine=machine,
        cost=COST,
        rounds=ROUNDS,
    )
    reader = founded.workspace.reader()
    assert reader.value("SELECT code FROM grid") == "01"
    reader.close()
    founded.workspace.close()


def test_a_founder_needs_a_name(tmp_path: Path, machine: Machine) -> None:
    with pytest.raises(Refused, match="needs a name"):
        found_office(
            tmp_path / "new",
            office_name="演示县",
            founder_name=" ",
            passphrase=PASSPHRASE,
            at=NOW,
            machine=machine,
            cost=COST,
            rounds=ROUNDS,
        )
    assert list(tmp_path.iterdir()) == []
