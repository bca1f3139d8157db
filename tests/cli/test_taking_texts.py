"""`report month --take-over`: texts that are not given come from the weeks of the month."""

from contextlib import closing
from pathlib import Path

from db.incarnation import Machine
from db.queries.summaries import frozen_in_force
from db.workspace import Workspace
from inspector.model.ids import GridId
from inspector.model.period import period_named
from inspector.model.summary import Texts
from tests.cli.conftest import Call
from tests.cli.test_summaries import CLERK_NAME, TOWN_CODE, folder
from tests.db.village import TOWN

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
