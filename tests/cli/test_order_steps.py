"""`order`: from its issue to its end, for a township and for a unit without the program."""

from pathlib import Path

import pytest

from inspector.cli.opening import asked, now, opened, person_named
from inspector.model.grid import GridAdded
from tests.cli.conftest import FINDING, FOUNDER, Call, Said
from tests.db.village import named
from tests.pictures.made import encoded, scene

TITLE, TEXT, LONG_AFTER = "关于料堆未覆盖的督办单", "请立即整改并书面反馈。", "2199-11-30"
DOCUMENT = "示督〔2026〕1号"
ISSUE = ("--title", TITLE, "--text", TEXT, "--sign", FOUNDER)


@pytest.fixture
def folder(call: Call, office: Path) -> Path:
    """The office with a township below it."""
    with opened(office) as workspace, asked(workspace) as reader:
        by = person_named(reader, FOUNDER)
        town = GridAdded(subject=named(700), name="示例镇", code="SLX01", level=2, parent=by.org)
        workspace.record([town], by, now())
    return office


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "scan.jpg"
    file.write_bytes(encoded(scene()))
    return file


def issued(call: Call, folder: Path, *more: str) -> str:
    said = call(
        *("order", "issue", *ISSUE, "--due", LONG_AFTER, "--unit", "示例局", "--json", *more),
        *("--workspace", folder),
    )
    assert (said.status, said.err) == (0, "")
    return str(said.json["number"])


def do(call: Call, folder: Path, step: str, *more: object, by: str = FOUNDER) -> Said:
    return call("order", step, *more, "--as", by, "--workspace", folder)


def listed(call: Call, folder: Path, *more: str) -> list[dict[str, object]]:
    told: list[dict[str, object]] = call("order", "list", *more, "--workspace", folder, "--json").json
    return told


def test_an_order_goes_to_a_township_about_findings(call: Call, folder: Path) -> None:
    said = call(
        *("order", "issue", *ISSUE, "--due", LONG_AFTER, "--to", "SLX01", "--kind", "reminder"),
        *("--about", FINDING, "--period", "2026-11", "--workspace", folder),
    )
    assert said.status == 0
    (one,) = listed(call, folder)
    assert str(one["number"]) in said.out
    assert (one["kind"], one["addressee"], one["state"], one["met"]) == (
        "reminder",
        "示例镇",
        "issued",
        "open",
    )
    assert (one["title"], one["due"], one["period"], one["ended"]) == (TITLE, LONG_AFTER, "2026-11", None)
    assert listed(call, folder, "--grid", "SLX01") == [one]
    assert listed(call, folder, "--filter", "ended") == []
    told = call("report", "month", "2199-12", "--workspace", folder, "--json").json
    assert [line["number"] for line in told["earlier_orders"]] == [one["number"]]
    text = call("order", "list", "--workspace", folder).out
    assert f"reminder to 示例镇, due {LONG_AFTER}, issued, no answer yet: {TITLE}" in text


def test_an_order_is_answered_for_a_unit_returned_answered_anew_and_settled(
    call: Call, folder: Path, scan: Path
) -> None:
    number = issued(call, folder, "--about", "SLX-2026-ABCD-001")
    assert do(call, folder, "number", number, DOCUMENT).status == 0
    behalf = ("--for", "示例局", "--scan", scan)
    assert do(call, folder, "accept", number, *behalf).out == f"Recorded: order {number}.\n"
    paper = scan.with_name("paper.jpg")
    paper.write_bytes(scan.read_bytes() + b"\0")
    answer = ("--text", "正在覆盖", "--not-done", "--file", paper, *behalf)
    assert do(call, folder, "answer", DOCUMENT, *answer).status == 0
    (one,) = listed(call, folder)
    assert (one["document"], one["state"], one["answer"], one["is_done"]) == (
        DOCUMENT,
        "answered",
        "正在覆盖",
        False,
    )
    back = ("--requirement", "附照片", "--due", LONG_AFTER)
    assert do(call, folder, "return", number, *back).status == 0
    assert listed(call, folder)[0]["state"] == "returned"
    assert do(call, folder, "answer", number, "--text", "已覆盖", *behalf).status == 0
    assert do(call, folder, "settle", number).status == 0
    (one,) = listed(call, folder, "--filter", "ended")
    assert (one["state"], one["met"], one["is_done"]) == ("closed", "in_time", True)
    assert call("order", "list", "--workspace", folder).out == "There is no order here.\n"


def test_an_order_that_was_a_mistake_is_taken_back(call: Call, folder: Path) -> None:
    number = issued(call, folder)
    assert do(call, folder, "withdraw", number, "--reason", "误发").status == 0
    assert listed(call, folder, "--filter", "all")[0]["state"] == "withdrawn"
    again = do(call, folder, "withdraw", number, "--reason", "误发")
    assert (again.status, "has ended" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        (("--due", "soon", "--unit", "示例局"), 2, "--due is a day like"),
        (("--due", "2020-01-01", "--unit", "示例局"), 1, "lies before today"),
        (("--due", LONG_AFTER), 1, "Say to which township or unit"),
        (("--due", LONG_AFTER, "--to", "no"), 1, "exactly one grid called no"),
        (("--due", LONG_AFTER, "--unit", "示例局", "--about", "F9"), 1, "finding or task called F9"),
    ],
)
def test_what_can_t_be_issued_is_refused_in_one_sentence(
    call: Call, folder: Path, wrong: tuple[str, ...], status: int, sentence: str
) -> None:
    said = call("order", "issue", *ISSUE, *wrong, "--workspace", folder)
    assert (said.status, sentence in said.err) == (status, True)
    assert listed(call, folder, "--filter", "all") == []


def test_who_has_no_key_issues_nothing(call: Call, folder: Path) -> None:
    people = folder.parent / "people.csv"
    people.write_text("姓名,职责,网格\n示例乙,整改办,SLX\n", "utf-8")
    taken = call("import", "people", people, "--workspace", folder)
    assert taken.status == 0, taken.err
    said = call(
        *("order", "issue", "--title", TITLE, "--text", TEXT, "--sign", "示例乙", "--due", LONG_AFTER),
        *("--unit", "示例局", "--workspace", folder),
    )
    assert (said.status, "has no certificate" in said.err) == (1, True)


def test_steps_that_are_not_open_are_refused(call: Call, folder: Path, scan: Path, tmp_path: Path) -> None:
    number = issued(call, folder)
    for step, more, sentence in (
        ("return", ("--requirement", "x", "--due", LONG_AFTER), "no answer to be returned"),
        ("return", ("--requirement", "x", "--due", "then"), "--due is a day"),
        ("settle", (), "Nobody answered it"),
        ("accept", (), "Say for whom it is entered"),
        ("accept", ("--on", "2020-01-01", "--for", "示例局", "--scan", scan), "lie before"),
        ("answer", ("--text", "x", "--on", "nie"), "--on is a day"),
    ):
        said = do(call, folder, step, number, *more)
        assert (said.status, sentence in said.err) != (0, True)
        assert sentence in said.err, step
    assert "exactly one order called O9" in do(call, folder, "settle", "O9").err
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    refused = do(
        call, folder, "answer", number, "--text", "x", "--file", empty, "--for", "局", "--scan", scan
    )
    assert (refused.status, "empty" in refused.err) == (3, True)
    assert listed(call, folder)[0]["state"] == "issued"
