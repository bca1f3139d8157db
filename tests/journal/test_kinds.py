"""No process takes a kind of event for an unknown one because it has not loaded it."""

import re
import subprocess
import sys
from pathlib import Path

import inspector
from inspector.journal.kinds import HOMES

HOUSE = Path(inspector.__file__).parents[1]


def test_every_module_that_writes_down_a_kind_of_event_is_a_home() -> None:
    written = {
        ".".join(file.relative_to(HOUSE).with_suffix("").parts)
        for layer in ("inspector", "db", "ui")
        for file in (HOUSE / layer).rglob("*.py")
        if re.search(r"^@event$", file.read_text("utf-8"), re.MULTILINE)
    }
    assert written == set(HOMES)


def test_a_process_that_loaded_nothing_else_knows_them_all() -> None:
    script = (
        "from inspector.journal.body import event_of; print(event_of('stop.recorded', 1, None, '', ())[1])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, cwd=HOUSE
    )
    assert said.stdout.strip() == "no_body"
