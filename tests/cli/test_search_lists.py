"""report search-list and export search-lists from the command line."""

import csv
import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.search_recording import make_search
from db.workspace import Actor, Workspace
from inspector.cli.opening import now
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.search_list_life import SearchListMade, SearchPlace
from tests.cli.conftest import FOUNDER, Call
from tests.db.office import named


@pytest.fixture
def searched(office: Path) -> tuple[Path, str]:
    """Give an office with a search list, and its number."""
    with closing(Workspace.open(office)) as workspace, closing(workspace.reader()) as reader:
        person, grid = reader.rows("SELECT person, grid FROM duty ORDER BY position LIMIT 1")[0]
        by, moment = Actor(person, grid), now()
        noticed = FindingNoticed(
            subject=named(70),
            number="YSX-70",
            grid=grid,
            site="",
            patrol="",
            stop="",
            text="料堆未覆盖",
            noticed=moment,
        )
        workspace.record([noticed, FindingReported(subject=named(70))], by, moment)
        told = SearchListMade(
            number="",
            grid="",
            finding=named(70),
            text="料堆未覆盖",
            due=moment.day + timedelta(days=3),
            places=(SearchPlace(id="1", name="村东堆场", grid=grid),),
        )
        return office, make_search(workspace, told, by, moment, os.urandom).number


def test_a_list_is_printed_as_a_draft_then_issued_and_signed(
    call: Call, searched: tuple[Path, str], tmp_path: Path
) -> None:
    office, number = searched
    here = (number, "--workspace", office)
    draft = call("report", "search-list", *here, "--to", tmp_path / "d.pdf", "--json")
    assert (draft.status, draft.json["stage"]) == (0, "draft"), draft.err
    signed = call("report", "search-list", *here, "--to", tmp_path / "s.pdf", "--sign", FOUNDER, "--json")
    assert (signed.status, signed.json["stage"], signed.json["signatures"]) == (0, "final", 1)
    verdict = call("verify", tmp_path / "s.pdf", "--workspace", office, "--json").json[0]
    assert (verdict["valid"], verdict["complete"]) == (True, True), verdict["problems"]


def test_a_list_nobody_knows_is_one_sentence(call: Call, office: Path, tmp_path: Path) -> None:
    said = call(
        *("report", "search-list", "nothing", "--workspace", office),
        *("--to", tmp_path / "x.pdf", "--sign", FOUNDER),
    )
    assert (said.status, "There is no such search list" in said.err) == (1, True), said.err


def test_the_places_of_every_list_leave_as_a_table(
    call: Call, searched: tuple[Path, str], tmp_path: Path
) -> None:
    office, number = searched
    file = tmp_path / "a.csv"
    said = call("export", "search-lists", "--as", "csv", "--to", file, "--workspace", office)
    assert (said.status, said.out.strip()) == (0, f"{file}: 1 rows.")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["Number"], row["Place to look at"]) == (number, "村东堆场")
    assert row["What came of it"] == "not looked at yet"
