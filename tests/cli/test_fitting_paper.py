"""`report finding` without --form gives the paper that fits how far the finding is."""

from contextlib import closing
from pathlib import Path

import pytest

from db.incarnation import Machine
from db.workspace import Actor
from inspector.model.finding_life import RecheckPassed
from tests.cli.conftest import Call
from tests.db import village as stage
from tests.db.case_desk import BY_CLERK, CLERK_KEY, appoint, give, report, say_put_right
from tests.db.village import MORNING, Village, named
from tests.reports.papers import flat


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a village with three findings: only noticed, assigned, and closed after it was put right."""
    monkeypatch.setattr(stage, "machine_of", lambda folder: Machine.here(folder / "machine"))
    with closing(Village(tmp_path)) as made:
        monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(made.machine.folder))
        appoint(made)
        for number in (70, 71, 72):
            report(made, number)
        for number in (71, 72):
            give(made, named(number))
        say_put_right(made, named(72))
        passed = RecheckPassed(subject=named(72), checked=MORNING)
        made.workspace.record([passed], Actor(BY_CLERK.person, BY_CLERK.org), MORNING, CLERK_KEY)
    return made.folder


@pytest.mark.parametrize(("number", "title"), [(70, "提示"), (71, "问题交办单"), (72, "问题交办单")])
def test_the_paper_fits_how_far_the_finding_is(
    call: Call, folder: Path, tmp_path: Path, number: int, title: str
) -> None:
    said = call("report", "finding", named(number), "--workspace", folder, "--to", tmp_path / "a.pdf")
    assert (said.status, said.err) == (0, "")
    assert title in flat(tmp_path / "a.pdf")
