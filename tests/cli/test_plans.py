"""`plan read`: the tasks of a plan on stdout, as text or JSON."""

from pathlib import Path

PLANS = Path(__file__).parents[1] / "data" / "plans"

KEYS = (
    *("number", "headings", "title", "problem", "lead", "responsible", "supporting", "supervising"),
    *("accountability", "deadline", "goal", "measures", "quantities", "source", "doubts"),
)


def test_json_has_the_promised_keys_in_their_order(call):
    said = call("plan", "read", PLANS / "wuhai-2017.txt", "--json")
    assert (said.status, said.err) == (0, "")
    assert list(said.json) == ["file", "title", "tasks", "unassigned", "doubts"]
    assert said.json["file"] == "wuhai-2017.txt"
    assert len(said.json["tasks"]) == 12
    seventh = said.json["tasks"][6]
    assert tuple(seventh)[: len(KEYS)] == KEYS
    assert seventh["deadline"] == {"text": "201812月底", "date": "2018-12-31", "kinds": ["by date"]}
    assert seventh["source"] == {"from": 97, "to": 109}
    assert any("year mark missing: read as 2018-12-31" in doubt for doubt in seventh["doubts"])
    assert set(said.json["unassigned"][0]) == {"from", "to", "text"}


def test_the_summary_tells_each_task_and_what_is_in_none(call):
    said = call("plan", "read", PLANS / "wuhai-2017.txt")
    assert said.status == 0
    assert "12 tasks" in said.out
    assert "Lead: 市国土局" in said.out
    assert "Deadline: 201812月底 → 31 Dec 2018" in said.out
    assert "Deadline: 持续整改" in said.out
    assert "lines 185 to 195: 四、保障措施" in said.out


def test_a_report_without_tasks_says_so_and_is_no_fault(call):
    said = call("plan", "read", PLANS / "xinjiang-2018.txt")
    assert said.status == 0
    assert "names no task" in said.out


def test_a_plan_whose_lines_are_all_in_tasks_lists_none(call, tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("一、示例河超标。\n责任单位：市水务局\n整改时限：2020年底\n", "utf-8")
    said = call("plan", "read", file)
    assert (said.status, "in no task" in said.out) == (0, False)
    assert "lines 1 to 3" in said.out


def test_a_task_of_one_line_says_that_line(call, tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("1.整治码头。（市交通局牵头）\n", "utf-8")
    assert "[line 1]" in call("plan", "read", file).out


def test_what_is_no_document_is_one_sentence_and_status_3(call, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    for file in (tmp_path / "empty.txt", tmp_path / "missing.txt"):
        said = call("plan", "read", file)
        assert (said.status, said.out, said.err.count("\n")) == (3, "", 1)
