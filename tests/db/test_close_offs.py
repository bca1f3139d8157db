"""A close-off as it is shown and recorded: steps, whose they are, papers, and what happened meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.close_off_recording import record_close_off
from db.queries.close_offs import CloseOffSheet, close_off_sheet, papers_of
from db.workspace import Actor
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.close_off import CloseOffStep, DoneStep
from inspector.model.close_off_acts import do_step, send_back
from inspector.model.events import Blob
from inspector.model.office import RulesDecided
from tests.db.close_off_stage import (
    CASE,
    COUNTY,
    day,
    give_office,
    last_of,
    moment,
    put_in_close_off,
    told,
)
from tests.db.village import FOUNDING, OFFICE, OFFICER, STAFF, VILLAGE, Village, named

S = CloseOffStep


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def key(village: Village) -> PersonKey:
    made = give_office(village)
    put_in_close_off(village, made)
    return made


def sheet(village: Village, by: Actor = COUNTY, subject: str = CASE) -> CloseOffSheet | None:
    reader = village.workspace.reader()
    found = close_off_sheet(village.workspace, reader, subject, by, day(22))
    reader.close()
    return found


def shown(village: Village, by: Actor = COUNTY) -> CloseOffSheet:
    found = sheet(village, by)
    assert found
    return found


def sign(village: Village, key: PersonKey, step: CloseOffStep, number: int) -> None:
    done = told(step, number)
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda case, who, rules: do_step(case, who, done, rules, day(number)),
        COUNTY,
        moment(number),
        key,
    )


def test_the_first_step_is_to_be_done_by_whom_it_belongs_to(village: Village, key: PersonKey) -> None:
    found = shown(village)
    assert found.now
    assert (found.now.step, found.now.refusal) == (S.SIGNED_ON_SITE, None)
    assert [one.is_now for one in found.steps].count(True) == 1
    staff = shown(village, Actor(STAFF, VILLAGE)).now
    assert staff
    assert staff.refusal is not None


def test_the_steps_are_those_the_office_rules_until_one_is_done(village: Village, key: PersonKey) -> None:
    steps = (S.APPLICATION, S.ACCEPTANCE, S.FILING)
    village.record(
        RulesDecided(subject=OFFICE, office_name="示例办", close_off_steps=steps), by=COUNTY, when=FOUNDING
    )
    assert [one.step for one in shown(village).steps] == list(steps)
    sign(village, key, S.APPLICATION, 10)
    village.record(RulesDecided(subject=OFFICE, office_name="示例办"), by=COUNTY)
    assert [one.step for one in shown(village).steps] == list(steps)


def test_those_who_put_it_right_are_not_offered(village: Village, key: PersonKey) -> None:
    found = shown(village)
    assert [(one.person, one.name) for one in found.people] == [(OFFICER, "示例乙")]
    assert {STAFF, "示例甲", "示例丙"} <= set(found.case.rectifiers)
    assert found.name_of(OFFICER) == "示例乙"
    assert found.name_of("示例丁") == "示例丁"


def test_a_step_on_an_outdated_state_is_refused(village: Village, key: PersonKey) -> None:
    seen = last_of(village)
    sign(village, key, S.SIGNED_ON_SITE, 10)
    with pytest.raises(Refused, match="meanwhile"):
        record_close_off(
            village.workspace,
            CASE,
            seen,
            lambda case, who, _rules: send_back(case, who, S.SIGNED_ON_SITE, "重签"),
            COUNTY,
            moment(11),
            key,
        )


def test_a_step_without_the_persons_own_key_is_refused(village: Village, key: PersonKey) -> None:
    with pytest.raises(Refused):
        record_close_off(
            village.workspace,
            CASE,
            last_of(village),
            lambda case, who, rules: do_step(case, who, told(S.SIGNED_ON_SITE, 10), rules, day(10)),
            COUNTY,
            moment(10),
        )


def test_the_publicity_runs_until_its_last_day(village: Village, key: PersonKey) -> None:
    assert shown(village).published_until is None
    for number, step in enumerate(tuple(S)[:6], 16):
        sign(village, key, step, number)
    found = shown(village)
    assert found.published_until == day(27)
    assert found.now
    assert "published until" in str(found.now.refusal)
    assert found.is_open
    assert found.last == last_of(village)


def test_what_nobody_knows_has_no_sheet(village: Village, key: PersonKey) -> None:
    assert sheet(village, subject=named(999)) is None


def test_a_preview_belongs_to_the_file_before_it() -> None:
    scan, small, pdf, more = (Blob(f"{n}" * 64, n, "image/jpeg") for n in range(1, 5))
    done = DoneStep(
        step=S.ACCEPTANCE,
        on=day(10),
        by="p",
        recorded=moment(10),
        papers=("扫描.jpg", "", "报告.pdf"),
        blobs=(scan, small, pdf, more),
    )
    shown = [(one.name, one.file, one.preview) for one in papers_of(done)]
    assert shown == [
        ("扫描.jpg", scan, small),
        ("报告.pdf", pdf, None),
        (more.sha256[:12], more, None),
    ]
