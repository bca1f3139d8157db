"""`report order --to letter.docx`: a letter as a Word file, never signed."""

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import FOUNDER, Call
from tests.cli.test_order_steps import TITLE, folder, issued

__all__ = ["folder"]


def test_the_ending_of_the_file_asks_for_word(call: Call, folder: Path, tmp_path: Path) -> None:
    number = issued(call, folder)
    to = tmp_path / "letter.docx"
    said = call("report", "order", number, "--to", to, "--json", "--workspace", folder)
    assert (said.status, said.json["stage"], said.json["signatures"]) == (0, "draft", 0)
    assert TITLE in [one.text for one in docx.Document(str(to)).paragraphs]


@pytest.mark.parametrize("how", [("--sign", FOUNDER), ("--ink",)])
def test_a_word_file_is_never_final(call: Call, folder: Path, tmp_path: Path, how: tuple[str, ...]) -> None:
    number = issued(call, folder)
    to = tmp_path / "letter.docx"
    said = call("report", "order", number, "--to", to, *how, "--workspace", folder)
    assert said.status != 0
    assert "never signed" in said.err or "签" in said.err
    assert not to.exists()


def test_what_is_no_letter_is_written_as_pdf_only(call: Call, folder: Path, tmp_path: Path) -> None:
    said = call("report", "progress", "--to", tmp_path / "x.docx", "--workspace", folder)
    assert said.status != 0
    assert not (tmp_path / "x.docx").exists()
