"""report finding and report task: the papers of a close-off from the command line."""

from contextlib import closing

import pytest

from db.incarnation import Machine
from db.keys import certifying
from db.workspace import Actor
from inspector.model.task_life import TaskCompleted, TaskRecheckPassed, TaskSet
from tests.db import village as stage
from tests.db.close_off_printing import pages_of
from tests.db.close_off_stage import (
    CASE,
    COUNTY,
    PASSPHRASE,
    RECHECKED,
    give_office,
    put_in_close_off,
)
from tests.db.reporting import key_of
from tests.db.village import MORNING, OFFICE, STAFF, TODAY, Village, named

SIGNER = "示例乙"
NUMBER = "SLX0101-2026-AB-0009"
TASK, OPEN_TASK, TWIN = (named(number) for number in (501, 502, 503))


def task_in_close_off(village, key):
    """Lead a task to its close-off; two others with one number wait."""
    for task, number in ((TASK, "三"), (OPEN_TASK, "四"), (TWIN, "四")):
        village.record(TaskSet(subject=task, grid=OFFICE, number=number, title="排土场治理"), by=COUNTY)
    village.record(TaskCompleted(subject=TASK, text="已治理", on=TODAY, on_behalf="示例局"), by=COUNTY)
    other = key_of("示例甲")
    village.record(certifying(STAFF, other))
    for who, signing in ((Actor(STAFF, OFFICE), other), (COUNTY, key)):
        village.workspace.record([TaskRecheckPassed(subject=TASK, checked=RECHECKED)], who, MORNING, signing)


@pytest.fixture
def village(call, tmp_path, monkeypatch):
    """Give a village with a finding and a task in close-off; its machine is that of the command line."""
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    monkeypatch.setenv("GRID_INSPECTOR_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr(stage, "machine_of", lambda folder: Machine.here(folder / "machine"))
    with closing(Village(tmp_path)) as made:
        monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(made.machine.folder))
        key = give_office(made)
        put_in_close_off(made, key)
        task_in_close_off(made, key)
    return made.folder


@pytest.mark.parametrize(
    ("about", "form", "letter"),
    [
        (("finding", NUMBER), (), "-C2026-"),
        (("finding", CASE), ("--form", "close-off-form"), "-C2026-"),
        (("finding", NUMBER), ("--form", "public-notice"), "-N2026-"),
        (("finding", CASE), ("--form", "close-off-file"), "-F2026-"),
        (("task", TASK), (), "-C2026-"),
        (("task", "三"), ("--form", "public-notice"), "-N2026-"),
        (("task", TASK), ("--form", "close-off-file"), "-F2026-"),
    ],
)
def test_a_paper_of_a_close_off_is_a_draft_or_issued_and_signed(call, village, tmp_path, about, form, letter):
    here = ("--workspace", village)
    draft = call("report", *about, *form, *here, "--to", tmp_path / "d.pdf", "--json")
    assert (draft.status, draft.err) == (0, "")
    assert (draft.json["stage"], draft.json["number"]) == ("draft", "")
    assert draft.err == ""
    signed = call("report", *about, *form, *here, "--to", tmp_path / "s.pdf", "--sign", SIGNER, "--json")
    assert signed.status == 0, signed.err
    assert (signed.json["stage"], signed.json["signatures"], letter in signed.json["number"]) == (
        "final",
        1,
        True,
    )
    verdict = call("verify", tmp_path / "s.pdf", *here, "--json").json[0]
    assert (verdict["valid"], verdict["complete"]) == (True, True)
    again = call(
        "report", about[0], signed.json["number"], *form, *here, "--to", tmp_path / "a.pdf", "--sign", SIGNER
    )
    assert (again.status, again.err) == (0, "")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "s.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("task", OPEN_TASK), 1, "The close-off of 四 has not begun"),
        (("task", "四"), 1, "More than one is called 四"),
        (("task", "nothing", "--sign", SIGNER), 1, "not recorded"),
        (("finding", NUMBER, NUMBER, "--form", "public-notice"), 1, "about one case"),
        (("task", TASK, "--form", "hint"), 2, "can't be used"),
    ],
)
def test_a_paper_of_a_close_off_that_there_is_not_is_one_sentence(
    call, village, tmp_path, arguments, status, words
):
    said = call("report", *arguments, "--workspace", village, "--to", tmp_path / "x.pdf")
    assert (said.status, words in said.err) == (status, True), said.err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("options", "has"),
    [
        ((), ("料堆未覆盖",)),
        (("--list", "tasks", "--filter", "all"), ("排土场治理",)),
        (("--list", "both", "--text", "排土"), ("排土场治理",)),
        (("--list", "both", "--filter", "number=三"), ("排土场治理",)),
        (("--list", "both", "--filter", "all"), ("料堆未覆盖", "排土场治理")),
        (("--filter", "closed"), ()),
    ],
)
def test_the_ledger_lists_findings_tasks_or_both(call, village, tmp_path, options, has):
    to = tmp_path / "l.pdf"
    said = call(
        "report", "ledger", "示例县", *options, "--workspace", village, "--to", to, "--sign", SIGNER, "--json"
    )
    assert (said.status, said.json["signatures"]) == (0, 1), said.err
    assert call("verify", to, "--workspace", village, "--json").json[0]["complete"]
    text = "".join(pages_of(to))
    assert tuple(one for one in ("料堆未覆盖", "排土场治理") if one in text) == has


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (("--filter", "open", "--filter", "all"), 2, "one filter by name"),
        (("--filter", "weather"), 2, "is called weather; there are: mine, open"),
        (("--list", "tasks", "--filter", "colour=red"), 1, "Nothing is called colour"),
    ],
)
def test_a_ledger_that_there_is_not_is_one_sentence(call, village, tmp_path, options, status, words):
    said = call(
        "report",
        "ledger",
        "示例县",
        *options,
        "--workspace",
        village,
        "--to",
        tmp_path / "x.pdf",
        "--sign",
        SIGNER,
    )
    assert (said.status, words in said.err) == (status, True), said.err
