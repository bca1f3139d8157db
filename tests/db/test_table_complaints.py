"""Complaints leave as a table with everything but who complained."""

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.complaint_recording import record_complaint_step, register_complaint
from db.table_export import export_list
from db.workspace import Actor
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintClosed,
    ComplaintInvestigated,
    ComplaintReceived,
    Count,
)
from inspector.model.complaint_words import Channel, Measure, Pollution, Truth
from inspector.tables.writing import Form
from inspector.words import LANGUAGES, use
from tests.db.village import COKING, MORNING, STAFF, TODAY, VILLAGE, Village

BY = Actor(STAFF, VILLAGE)
WHO = Complainant(name="赵钱孙", phone="13800131234")


@pytest.fixture
def english() -> Iterator[None]:
    use("en")
    yield
    use(LANGUAGES[0])


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path / "village")
    complaint = ComplaintReceived(
        number="",
        grid="",
        channel=Channel.SENT_DOWN,
        received=MORNING,
        content="=夜间有异味",
        kinds=(Pollution.AIR, Pollution.ODOUR),
        site=COKING,
        batch="第一批",
        given_number="0012",
    )
    first = register_complaint(made.workspace, complaint, WHO, BY, MORNING, made.chance).complaint
    counts = (Count(measure=Measure.TALK, persons=2), Count(measure=Measure.CIRCULAR, persons=1))
    for step in (
        ComplaintAccepted(due=TODAY),
        ComplaintInvestigated(on=TODAY, verdict=Truth.TRUE, text="属实"),
        ComplaintClosed(on=TODAY, result="已整改", accountability=counts),
    ):
        record_complaint_step(made.workspace, first, step, BY, MORNING)
    later = ComplaintReceived(
        number="", grid="", channel=Channel.VISIT, received=MORNING.later(1), content="噪声", accused="某店"
    )
    second = register_complaint(made.workspace, later, WHO, BY, MORNING.later(1), made.chance).complaint
    due = ComplaintAccepted(due=TODAY + timedelta(days=1))
    record_complaint_step(made.workspace, second, due, BY, MORNING.later(1))
    yield made
    made.close()


def exported(village: Village, to: Path, form: Form, only: tuple[tuple[str, str], ...] = ()) -> int:
    with closing(village.workspace.reader()) as reader:
        return export_list(reader, "complaints", to, form, only, today=TODAY)


@pytest.mark.usefixtures("english")
def test_a_complaint_leaves_with_words_and_numbers_only(village: Village, tmp_path: Path) -> None:
    to = tmp_path / "a.csv"
    assert exported(village, to, Form.CSV) == 2
    (first, second) = csv.DictReader(to.read_text("utf-8-sig").splitlines())
    assert first["About whom"] == "示例焦化厂"
    assert first["Given number"] == "0012"
    assert first["Pollution"] == "air、odour"
    assert (first["State"], first["Is it true?"]) == ("settled", "true")
    assert first["Persons held accountable"] == "3"
    assert (second["About whom"], second["Is it true?"], second["Not closed yet"]) == ("某店", "", "yes")


@pytest.mark.parametrize("form", [Form.CSV, Form.XLSX, Form.JSON])
def test_no_file_of_an_export_holds_the_name(village: Village, tmp_path: Path, form: Form) -> None:
    to = tmp_path / f"a.{form}"
    exported(village, to, form)
    content = to.read_bytes()
    for secret in ("赵钱孙", "13800131234", "赵**", "138****1234"):
        assert secret.encode() not in content


@pytest.mark.parametrize(
    ("only", "count"),
    [
        ((("due", "soon"),), 1),
        ((("due", "overdue"),), 0),
        ((("channel", "sent_down"),), 1),
        ((("batch", "第一批"), ("state", "closed")), 1),
        ((("grid", "示例镇"),), 2),
    ],
)
def test_filters_of_the_page_narrow_the_table(
    village: Village, tmp_path: Path, only: tuple[tuple[str, str], ...], count: int
) -> None:
    to = tmp_path / "a.json"
    assert exported(village, to, Form.JSON, only) == count
    assert len(json.loads(to.read_text("utf-8"))) == count
