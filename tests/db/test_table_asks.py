"""Filters of tables by what is no column: spans of days, deadlines, groups of units, several values."""

import json
from contextlib import closing
from datetime import date

import pytest

from db.case_recording import record_case
from db.table_export import export_list
from db.task_recording import name_unit_group
from inspector.errors import Refused
from inspector.model.finding_life import FindingAssigned
from inspector.model.finding_state import Severity
from inspector.model.task_life import Measure, TaskSet
from inspector.periods import DAY
from inspector.tables.writing import Form
from inspector.words import LANGUAGES, use
from tests.db.case_desk import BY_COUNTY, LATER, appoint, now_of, report
from tests.db.village import MORNING, TODAY, VILLAGE, Village, named


@pytest.fixture(autouse=True)
def _english():
    use("en")
    yield
    use(LANGUAGES[0])


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        appoint(made)
        yield made


@pytest.fixture
def listed(village, tmp_path):
    def numbers(*only, name="findings"):
        to = tmp_path / "list.json"
        with closing(village.workspace.reader()) as reader:
            export_list(reader, name, to, Form.JSON, only, today=TODAY)
        return [row["number"][-4:] for row in json.loads(to.read_text("utf-8"))]

    return numbers


@pytest.fixture
def findings(village):
    """Three findings: one of nine days ago, one assigned to a village, a major one."""
    report(village, 70, noticed=MORNING.later(-9 * DAY))
    assigned = report(village, 71)
    report(village, 72, severity=Severity.MAJOR)
    record_case(
        village.workspace,
        assigned,
        now_of(village, assigned).last,
        lambda one, _who, _rules: FindingAssigned(subject=one.id, unit="甲村", due=date(2026, 11, 30)),
        BY_COUNTY,
        LATER,
        None,
    )


@pytest.mark.parametrize(
    ("only", "left"),
    [
        ([("since", f"{TODAY}")], ["0071", "0072"]),
        ([("until", "2026-11-20")], ["0070"]),
        ([("since", "2026-11-01"), ("until", "2026-11-20")], ["0070"]),
        ([("due", "month")], ["0070", "0071", "0072"]),
        ([("due", "due this month")], ["0070", "0071", "0072"]),
        ([("kind", "coking")], ["0070", "0071", "0072"]),
        ([("kind", "mine")], []),
        ([("relapsed", "yes")], []),
        ([("relapsed", "否")], ["0070", "0071", "0072"]),
        ([("due_given", "yes")], ["0071"]),
        ([("unit", "甲村")], ["0071"]),
        ([("unit", "各村")], ["0071"]),
        ([("unit", "乙村")], []),
        ([("unit", "")], ["0070", "0072"]),
    ],
)
def test_every_fact_of_the_page_is_a_filter_of_the_export(village, findings, listed, only, left):
    name_unit_group(village.workspace, "各村", ("甲村", "乙村"), BY_COUNTY, LATER, village.chance)
    assert listed(*only) == left


def test_one_filter_given_twice_lets_both_values_through(findings, listed):
    assert listed(("state", "assigned"), ("severity", "major"), ("severity", "minor")) == ["0071"]
    assert listed(("severity", "major"), ("severity", "serious")) == ["0072"]
    assert listed(("unit", "甲村"), ("unit", "")) == ["0070", "0071", "0072"]
    assert listed(("grid", "别村"), ("grid", "SLX01")) == ["0070", "0071", "0072"]


@pytest.mark.parametrize(
    ("only", "sentence"),
    [
        (("since", "昨天"), "A day is written like 2026-11-22, not “昨天”."),
        (("severity", "bad"), "“bad” is not known here; there are: minor、serious、major."),
        (("supervision", "x"), "“x” is not known here; there are: listed、case."),
        (("relapsed", "perhaps"), "“perhaps” is not known here; there are: yes、no."),
        (("due", "later"), "A deadline is “overdue”, “soon” or “month”, not “later”."),
    ],
)
def test_a_value_there_is_not_is_said(listed, only, sentence):
    with pytest.raises(Refused) as refused:
        listed(only)
    assert str(refused.value) == sentence


def test_a_task_is_due_soon_by_its_next_measure(village, listed):
    measures = (Measure(id="1", text="清运", due=date(2026, 11, 24)),)
    for at, steps in enumerate(((), measures)):
        told = TaskSet(
            subject=named(91 + at),
            grid=VILLAGE,
            number=f"000{at}",
            title="整治堆场",
            due=date(2027, 6, 30),
            measures=steps,
        )
        village.record(told)
    assert listed(("due", "soon"), name="tasks") == ["0001"]
    assert listed(("due", "month"), name="tasks") == ["0001"]
    assert listed(("due", "overdue"), name="tasks") == []
    assert listed(("relapsed", "no"), name="tasks") == ["0000", "0001"]
