"""kill -9 while recording: nothing that was acknowledged is lost, and everything still agrees."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db.check import check_workspace
from db.founding import Founded
from db.incarnation import Machine
from db.workspace import Workspace
from inspector.reports.verdict import Outcome

ROUNDS = 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork and kill -9")
def test_no_acknowledged_entry_is_lost_in_100_rounds(office: Founded, machine: Machine) -> None:
    workspace = office.workspace
    workspace.close()
    script = Path(__file__).with_name("recording_until_killed.py")
    command = [sys.executable, str(script), str(workspace.folder), str(machine.folder), str(ROUNDS), "7"]
    home = Path(__file__).parents[2]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, cwd=home, env=os.environ | {"PYTHONPATH": str(home)}
    )
    acknowledged = json.loads(done.stdout)
    assert len(acknowledged) > 10 * ROUNDS
    with (
        closing(Workspace.open(workspace.folder, machine, drives=())) as again,
        closing(again.reader()) as reader,
    ):
        here = {name for (name,) in reader.rows("SELECT hash FROM entry")}
        assert not set(acknowledged) - here
        assert again.feed == workspace.feed, "a killed program is no restored backup"
        verdict = check_workspace(again)
    assert verdict.outcome is Outcome.GOOD, verdict.problems
