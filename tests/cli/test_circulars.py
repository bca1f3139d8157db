"""`report circular`: its text to begin with, numbers that contradict, a draft, a Word file, a signed PDF."""

from pathlib import Path

import docx
import pytest

from inspector.periods import DAY
from tests.cli.conftest import Call
from tests.cli.test_summaries import COUNTY_NAME, TOWN_CODE, add_late_finding, folder
from tests.db.village import MORNING, named

__all__ = ["folder"]
MONTH, OCTOBER = "2026-11", "2026-10"


def test_its_text_is_written_edited_and_printed(call: Call, folder: Path, tmp_path: Path) -> None:
    said = call("report", "circular", MONTH, "--write", "--workspace", folder)
    assert "{" in said.out
    text = tmp_path / "text.txt"
    text.write_text(said.out, "utf-8")
    to = tmp_path / "c.pdf"
    made = call("report", "circular", MONTH, "--text", text, "--to", to, "--workspace", folder, "--json")
    assert (made.status, made.json["stage"], made.json["contradictions"]) == (0, "draft", [])
    assert to.exists()


def test_a_number_that_contradicts_is_pointed_out(call: Call, folder: Path, tmp_path: Path) -> None:
    numbers = call("report", "circular", MONTH, "--write", "--json", "--workspace", folder).json["numbers"]
    name, value = next((one, told) for one, told in numbers.items() if "/" not in one and told.isdigit())
    text = tmp_path / "text.txt"
    text.write_text(f"{name} {int(value) + 1}", "utf-8")
    said = call("report", "circular", MONTH, "--text", text, "--write", "--workspace", folder)
    assert said.status == 0
    assert f"{int(value) + 1}" in said.err
    assert value in said.err


def test_as_a_word_file_it_has_its_cases(call: Call, folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "c.docx"
    said = call(
        *("report", "circular", MONTH, "--grid", TOWN_CODE, "--case", named(70), "--title", "示例通报"),
        *("--to", to, "--workspace", folder),
    )
    assert said.status == 0
    told = [one.text for one in docx.Document(str(to)).paragraphs]
    assert "示例通报" in told
    assert any("案例1" in one or "Case 1" in one for one in told)


def test_it_is_issued_and_signed(call: Call, folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "c.pdf"
    said = call(
        *("report", "circular", MONTH, "--to", to, "--sign", COUNTY_NAME, "--workspace", folder, "--json")
    )
    assert (said.status, said.json["signatures"]) == (0, 1)


@pytest.mark.parametrize(
    "how", [(), ("--case", "nothing", "--write"), ("--text", "bad.txt", "--write"), ("--text", "long.txt")]
)
def test_what_cannot_be_done_is_said(call: Call, folder: Path, tmp_path: Path, how: tuple[str, ...]) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "long.txt").write_text("x" * 200_001, "utf-8")
    files = [str(tmp_path / one) if one.endswith(".txt") else one for one in how]
    said = call("report", "circular", MONTH, *files, "--workspace", folder)
    assert said.status != 0
    assert said.err


def test_what_came_in_since_the_month_was_frozen_is_said(call: Call, folder: Path, tmp_path: Path) -> None:
    asked = ("report", "circular", OCTOBER, "--write", "--json", "--workspace", folder)
    freezing = ("report", "month", OCTOBER, "--to", tmp_path / "m.pdf", "--sign", COUNTY_NAME)
    assert call(*freezing, "--workspace", folder).status == 0
    before = call(*asked)
    assert (before.err, before.json["since_frozen"]) == ("", "")
    add_late_finding(folder, 90, MORNING.later(-40 * DAY))
    after = call(*asked)
    assert after.json["numbers"] == before.json["numbers"]
    assert after.json["since_frozen"].startswith("The circular has the numbers as they were frozen.")
    assert after.err.strip() == after.json["since_frozen"]
