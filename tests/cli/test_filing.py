"""Sealed prints filed from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import FOUNDER, NUMBER, Call
from tests.pictures.made import encoded
from tests.reports.paper_back import bare, sheet


@pytest.fixture
def print_of(tmp_path: Path) -> Path:
    file = tmp_path / "IMG_1.png"
    file.write_bytes(encoded(sheet(NUMBER), "PNG"))
    return file


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    file = tmp_path / "IMG_2.png"
    file.write_bytes(encoded(bare(90), "PNG"))
    return file


def test_scans_find_their_report_by_its_code(call: Call, office: Path, print_of: Path, blank: Path) -> None:
    said = call("import", "scans", print_of, blank, "--workspace", office, "--by", FOUNDER, "--json")
    assert said.status == 0
    assert said.json == [{"report": NUMBER, "pages": 2, "found_by": "qr", "doubts": []}]
    again = call("import", "scans", print_of, "--workspace", office, "--by", FOUNDER)
    assert (again.status, again.err) == (1, "IMG_1.png: This scan is filed already.\n")


def test_one_without_a_code_needs_the_number(call: Call, office: Path, blank: Path) -> None:
    given = ("import", "scans", blank, "--workspace", office, "--by", FOUNDER)
    said = call(*given)
    assert (said.status, said.err) == (
        1,
        "IMG_2.png: No code of a report could be read; name it with --report.\n",
    )
    assert "There is no report X" in call(*given, "--report", "X").err
    said = call(*given, "--report", NUMBER)
    assert (said.status, said.out) == (0, f"{NUMBER}: sealed print filed, pages: 1 (IMG_2.png).\n")


def test_doubts_and_files_that_are_no_scans_are_said(
    call: Call, office: Path, print_of: Path, blank: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("x")
    call("import", "scans", blank, "--workspace", office, "--by", FOUNDER, "--report", NUMBER)
    said = call("import", "scans", print_of, letter, "--workspace", office, "--by", FOUNDER)
    assert said.status == 3
    assert "letter.txt is no photo" in said.err
    assert "is added to it" in said.out
    said = call("import", "scans", letter, "--workspace", office, "--by", FOUNDER, "--report", NUMBER)
    assert (said.status, said.out) == (3, "")
