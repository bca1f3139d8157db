"""report order and export orders from the command line."""

import csv
import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.keys import kept_keys, open_person_key
from db.order_recording import give_order, record_order
from db.workspace import Actor, Workspace
from inspector.cli.opening import now
from inspector.model import order_acts as acts
from inspector.model.order_life import OrderIssued, OrderKind
from tests.cli.conftest import FOUNDER, PASSPHRASE, Call


@pytest.fixture
def ordered(office: Path) -> tuple[Path, str]:
    """Give an office with an order to a unit, and its number."""
    with closing(Workspace.open(office)) as workspace, closing(workspace.reader()) as reader:
        person, grid = reader.rows("SELECT person, grid FROM duty ORDER BY position LIMIT 1")[0]
        by, moment = Actor(person, grid), now()
        key = open_person_key(kept_keys(workspace.folder, person)[0], PASSPHRASE)
        told = OrderIssued(
            kind=OrderKind.REMINDER,
            number="",
            grid="",
            title="关于秸秆禁烧的提醒函",
            text="请加密夜查。\n\n请按日报送。",
            due=moment.day + timedelta(days=3),
            unit="示例局",
        )
        return office, give_order(workspace, told, by, moment, key, os.urandom).number


def test_a_letter_is_printed_as_a_draft_then_issued_and_signed(
    call: Call, ordered: tuple[Path, str], tmp_path: Path
) -> None:
    office, number = ordered
    here = (number, "--workspace", office)
    draft = call("report", "order", *here, "--to", tmp_path / "d.pdf", "--json")
    assert (draft.status, draft.json["stage"], draft.json["pages"]) == (0, "draft", 2), draft.err
    told = call(
        *("report", "order", *here, "--contact", "示例甲 000"),
        *("--to", tmp_path / "s.pdf", "--sign", FOUNDER, "--json"),
    )
    assert (told.status, told.json["stage"], told.json["signatures"]) == (0, "final", 1), told.err
    verdict = call("verify", tmp_path / "s.pdf", "--workspace", office, "--json").json[0]
    assert (verdict["valid"], verdict["complete"]) == (True, True), verdict["problems"]


def test_there_is_no_letter_of_what_nobody_ordered_or_was_taken_back(
    call: Call, ordered: tuple[Path, str], tmp_path: Path
) -> None:
    office, number = ordered
    to = ("--workspace", office, "--to", tmp_path / "x.pdf", "--sign", FOUNDER)
    said = call("report", "order", "nothing", *to)
    assert (said.status, "There is no such order" in said.err) == (1, True), said.err
    with closing(Workspace.open(office)) as workspace, closing(workspace.reader()) as reader:
        order, last, person, grid = reader.rows("SELECT id, last, issued_by, grid FROM dispatch_order")[0]
        record_order(
            workspace,
            order,
            last,
            lambda found, who: acts.withdraw(found, who, "重复"),
            Actor(person, grid),
            now(),
        )
    said = call("report", "order", number, *to)
    assert (said.status, "was taken back" in said.err) == (1, True), said.err


def test_every_order_leaves_as_a_row(call: Call, ordered: tuple[Path, str], tmp_path: Path) -> None:
    office, number = ordered
    file = tmp_path / "a.csv"
    said = call("export", "orders", "--as", "csv", "--to", file, "--workspace", office)
    assert (said.status, said.out.strip()) == (0, f"{file}: 1 rows."), said.err
    with file.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["Our number"], row["Kind"], row["Sent to"]) == (number, "reminder", "示例局")
    assert (row["State"], row["How it was met"]) == ("issued", "no answer yet")
