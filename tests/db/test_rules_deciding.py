"""The rectification office decides what is ruled; everything else that was ruled stays."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.queries.numbers import numbers_of
from db.queries.summaries import closing_weekday
from db.rules_deciding import RulesSheet, decide_rules, rules_sheet
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.close_off import CRITERIA, CloseOffStep
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.office import Rules, RulesDecided
from inspector.model.office_rules import CaseRules
from inspector.model.patrol_duty import PatrolDuty
from inspector.model.patrol_rules import PatrolRules
from inspector.model.period import week_of
from inspector.model.working_days import Counting
from tests.db.close_off_stage import COUNTY, NOW, give_office
from tests.db.village import FOUNDING, LOCAL, OFFICE, STAFF, VILLAGE, Village, machine_of

S = CloseOffStep


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    give_office(made)
    yield made
    made.close()


def sheet(village: Village, by: Actor = COUNTY) -> RulesSheet:
    reader = village.workspace.reader()
    found = rules_sheet(village.workspace, reader, by, NOW.day)
    reader.close()
    return found


def decide(village: Village, told: CaseRules | PatrolRules, by: Actor = COUNTY) -> None:
    decide_rules(village.workspace, told, by, NOW)


def test_before_any_decision_the_rules_of_the_field_hold_and_the_topmost_grid_decides(
    village: Village,
) -> None:
    assert sheet(village).may_decide
    decide(village, CaseRules(publicity_days=5))
    rules = sheet(village).rules
    assert (rules.publicity_days, rules.office_name) == (5, "示例县")


def test_what_is_ruled_about_papers_stays(village: Village) -> None:
    village.record(
        RulesDecided(subject=OFFICE, office_name="示例县整改办", photos_per_page=6), by=COUNTY, when=FOUNDING
    )
    told = CaseRules(
        rechecks=(1, 2, 3),
        close_off_steps=(S.APPLICATION, S.SITE_CHECK, S.FILING),
        criteria=CRITERIA[:3],
        publicity_days=10,
        counting=Counting.WORKING,
        look_back_days=180,
    )
    decide(village, told)
    rules = sheet(village).rules
    assert (rules.office_name, rules.photos_per_page) == ("示例县整改办", 6)
    assert CaseRules.of(rules) == told


def test_nobody_but_the_rectification_office_decides(village: Village) -> None:
    staff = Actor(STAFF, VILLAGE)
    assert not sheet(village, staff).may_decide
    with pytest.raises(Refused, match="rectification office"):
        decide(village, CaseRules(), staff)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (CaseRules(close_off_steps=(S.FILING,)), "before its filing"),
        (CaseRules(criteria=()), "criterion"),
        (CaseRules(rechecks=(1, 0, 2)), "re-check"),
        (CaseRules(rechecks=(1, 2, 6)), "re-check"),
        (CaseRules(publicity_days=0), "publicity lasts"),
        (CaseRules(publicity_days=91), "publicity lasts"),
        (CaseRules(look_back_days=0), "looks back"),
    ],
)
def test_what_nobody_means_is_refused(village: Village, told: CaseRules, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        decide(village, told)


def test_a_workspace_that_waits_for_its_office_has_the_rules_of_the_field(tmp_path: Path) -> None:
    waiting = Workspace.create(tmp_path / "waiting", "0" * 64, machine_of(tmp_path), drives=LOCAL)
    reader = waiting.reader()
    found = rules_sheet(waiting, reader, COUNTY, NOW.day)
    reader.close()
    waiting.close()
    assert found.rules == Rules()
    assert not found.may_decide


def test_what_is_ruled_about_patrols_changes_nothing_about_cases(village: Village) -> None:
    decide(village, CaseRules(publicity_days=5))
    told = PatrolRules(duties=(PatrolDuty(level=2, days=7, times=2, night=True),), closes_on=4)
    decide(village, told)
    rules = sheet(village).rules
    assert (PatrolRules.of(rules), rules.publicity_days) == (told, 5)
    period = week_of(NOW.day, 4)
    with closing(village.workspace.reader()) as reader:
        due = numbers_of(reader, GridId(OFFICE), period, wanted=(Number.DUE_ROUNDS,))
        assert closing_weekday(reader) == 4
    assert due.total == {Number.DUE_ROUNDS: 2}
