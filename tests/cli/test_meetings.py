"""`meeting` and `dispatch note`: what was decided, put right and taken back; difficulties of a case."""

from pathlib import Path

from tests.cli.conftest import FINDING, FOUNDER, Call

LONG_AFTER = "2199-11-30"


def meetings(call: Call, office: Path) -> list[dict[str, object]]:
    told: list[dict[str, object]] = call("meeting", "list", "--workspace", office, "--json").json
    return told


def test_a_meeting_is_recorded_listed_put_right_and_taken_back(call: Call, office: Path) -> None:
    here = ("--as", FOUNDER, "--workspace", office)
    assert call("meeting", "list", "--workspace", office).out == "No meeting is recorded yet.\n"
    said = call(
        *("meeting", "record", "--day", "2026-11-22", "--decision", "限期覆盖", "--decision", "夜查"),
        *("--attended", "示例酉", "--period", "2026-11", *here, "--json"),
    )
    (one,) = meetings(call, office)
    assert said.json == {"meeting": one["meeting"]}
    assert (one["title"], one["day"], one["attendance"]) == ("Dispatch meeting", "2026-11-22", ["示例酉"])
    issued = call(
        *("order", "issue", "--title", "督办单", "--text", "请办", "--due", LONG_AFTER, "--unit", "示例局"),
        *("--meeting", one["meeting"], "--decision", 1, "--sign", FOUNDER, "--workspace", office, "--json"),
    )
    number = issued.json["number"]
    corrected = call("meeting", "correct", one["meeting"], "--chair", "示例己", "--reason", "漏记", *here)
    assert corrected.out == f"Recorded: meeting {one['meeting']}.\n"
    (again,) = meetings(call, office)
    assert (again["chair"], again["versions"], again["reason"]) == ("示例己", 2, "漏记")
    assert again["decisions"] == [{"text": "限期覆盖", "order": number}, {"text": "夜查", "order": None}]
    text = call("meeting", "list", "--workspace", office).out
    assert text.splitlines()[1:] == [f"  1. 限期覆盖 → {number}", "  2. 夜查"]
    refused = call("meeting", "withdraw", one["meeting"], "--reason", "误记", *here)
    assert (refused.status, "take them back first" in refused.err) == (1, True)
    call("order", "withdraw", number, "--reason", "误发", *here)
    taken = call("meeting", "withdraw", one["meeting"], "--reason", "误记", *here, "--json")
    assert taken.json == {"meeting": one["meeting"]}
    assert "taken back: 误记" in call("meeting", "list", "--workspace", office).out


def test_the_record_of_a_meeting_is_written_signed_and_verified(
    call: Call, office: Path, tmp_path: Path
) -> None:
    here = ("--workspace", office)
    record = ("--day", "2026-11-22", "--decision", "限期覆盖", "--attended", "示例酉", "--as", FOUNDER)
    meeting = call("meeting", "record", *record, *here, "--json").json["meeting"]
    (listed,) = meetings(call, office)
    assert listed["meeting"] == meeting
    said = call("report", "meeting", meeting, "--to", tmp_path / "draft.pdf", *here, "--json")
    assert (said.json["stage"], said.json["number"], said.json["missing_characters"]) == ("draft", "", [])
    file = tmp_path / "final.pdf"
    made = call("report", "meeting", meeting, "--to", file, "--sign", FOUNDER, *here, "--json").json
    assert (made["stage"], made["signatures"], "-Y2" in made["number"]) == ("final", 1, True)
    (verdict,) = call("verify", file, *here, "--json").json
    assert (verdict["valid"], verdict["complete"]) == (True, True), verdict["problems"]
    assert "Valid and complete." in call("verify", file, *here).out
    ink = call("report", "meeting", meeting, "--to", tmp_path / "ink.pdf", "--ink", *here)
    assert ink.out == f"Written: {tmp_path / 'ink.pdf'}\n"
    call("meeting", "withdraw", meeting, "--reason", "误记", "--as", FOUNDER, *here)
    refused = call("report", "meeting", meeting, "--to", tmp_path / "x.pdf", *here)
    assert (refused.status, "there is no paper of it" in refused.err) == (1, True)
    unknown = call("report", "meeting", "nothing", "--to", tmp_path / "x.pdf", *here)
    assert (unknown.status, "called nothing" in unknown.err) == (1, True)


def test_a_meeting_nobody_recorded_and_a_day_that_is_none_are_refused(call: Call, office: Path) -> None:
    here = ("--as", FOUNDER, "--workspace", office)
    said = call("meeting", "correct", "nothing", "--reason", "x", *here)
    assert (said.status, "meeting is not recorded" in said.err) == (1, True)
    said = call("meeting", "record", "--day", "heute", *here)
    assert (said.status, "--day is a day" in said.err) == (2, True)


def test_difficulty_and_next_point_of_a_case_are_noted(call: Call, office: Path) -> None:
    here = ("--as", FOUNDER, "--workspace", office)
    task = office.parent / "plan.txt"
    task.write_text("一、示例河超标。\n责任单位：县水务局\n整改时限：2199年底\n", "utf-8")
    assert call("plan", "import", task, "--workspace", office, "--as", FOUNDER).status == 0

    (told,) = call("report", "dispatch-list", "2199-12", "--workspace", office, "--json").json
    noted = ("--difficulty", "资金", "--next-step", "招标", "--next-on", "2199-12-05")
    assert call("dispatch", "note", told["id"], *noted, *here).out == "Recorded.\n"
    assert call("dispatch", "note", told["id"], "--difficulty", "", *here).status == 0
    (told,) = call("report", "dispatch-list", "2199-12", "--workspace", office, "--json").json
    assert (told["difficulty"], told["next_step"], told["next_on"]) == ("", "招标", "2199-12-05")
    same = call("dispatch", "note", told["id"], "--next-step", "招标", *here)
    assert (same.status, "Nothing was changed" in same.err) == (1, True)
    wrong = call("dispatch", "note", FINDING, "--next-on", "bald", *here)
    assert (wrong.status, "--next-on is a day" in wrong.err) == (2, True)
