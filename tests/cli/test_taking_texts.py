"""Texts of a summary on the command line: given, typed before, taken over from its weeks, frozen."""

from contextlib import closing
from pathlib import Path

from db.incarnation import Machine
from db.queries.summaries import frozen_in_force, typed_texts
from db.workspace import Workspace
from inspector.model.ids import GridId
from inspector.model.period import period_named
from inspector.model.summary import Texts
from tests.cli.conftest import Call
from tests.cli.test_summaries import CLERK_NAME, TOWN_CODE, folder
from tests.db.village import TOWN
from tests.reports.papers import flat

__all__ = ["folder"]


def test_texts_that_are_not_given_come_from_the_weeks(call: Call, folder: Path, tmp_path: Path) -> None:
    signed = ("--sign", CLERK_NAME, "--to", tmp_path / "s.pdf", "--grid", TOWN_CODE, "--workspace", folder)
    told = ("--problems", "北山片区覆盖不到位", "--help-needed", "权属待确认")
    assert call("report", "week", "2026-W42", *told, *signed).status == 0
    said = call("report", "month", "2026-10", "--help-needed", "已写", "--take-over", *signed)
    assert (said.status, said.err) == (0, "")
    with (
        closing(Workspace.open(folder, Machine.here(folder.parent / "machine"))) as workspace,
        closing(workspace.reader()) as reader,
    ):
        frozen = frozen_in_force(reader, GridId(TOWN), period_named("2026-10"))
    assert frozen
    assert frozen.texts == Texts(problems="10月第3周（10.9—10.15）\n北山片区覆盖不到位", help="已写")


def typed(folder: Path, period: str) -> Texts | None:
    with (
        closing(Workspace.open(folder, Machine.here(folder.parent / "machine"))) as workspace,
        closing(workspace.reader()) as reader,
    ):
        return typed_texts(reader, GridId(TOWN), period_named(period))


def test_texts_of_a_draft_are_printed_and_kept_until_they_are_frozen(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    to = ("--to", tmp_path / "s.pdf", "--grid", TOWN_CODE, "--workspace", folder)
    said = call("report", "week", "2026-W42", "--problems", "北山片区覆盖不到位", *to)
    assert (said.status, said.err) == (0, "")
    assert "北山片区覆盖不到位" in flat(tmp_path / "s.pdf")
    assert typed(folder, "2026-W42") == Texts(problems="北山片区覆盖不到位")
    assert call("report", "week", "2026-W42", "--next", "夜查", "--sign", CLERK_NAME, *to).status == 0
    assert typed(folder, "2026-W42") is None
    with (
        closing(Workspace.open(folder, Machine.here(folder.parent / "machine"))) as workspace,
        closing(workspace.reader()) as reader,
    ):
        frozen = frozen_in_force(reader, GridId(TOWN), period_named("2026-W42"))
    assert frozen
    assert frozen.texts == Texts(problems="北山片区覆盖不到位", next="夜查")


def test_other_texts_than_those_frozen_are_refused_and_nothing_is_written(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    where = ("--grid", TOWN_CODE, "--workspace", folder)
    signed = ("--problems", "北山", "--sign", CLERK_NAME, "--to", tmp_path / "s.pdf")
    assert call("report", "week", "2026-W42", *signed, *where).status == 0
    said = call("report", "week", "2026-W42", "--problems", "南山", "--to", tmp_path / "t.pdf", *where)
    assert (said.status, said.out) == (1, "")
    assert "2026-W42" in said.err
    assert not (tmp_path / "t.pdf").exists()
    assert (
        call("report", "week", "2026-W42", "--problems", "北山", "--to", tmp_path / "t.pdf", *where).status
        == 0
    )
