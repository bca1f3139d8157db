"""Preferences of this device: kept whole, forgiving when damaged."""

from pathlib import Path

import pytest

from ui.preferences import Preferences


def test_what_is_kept_comes_back_and_is_said_once(tmp_path: Path) -> None:
    file = tmp_path / "device" / "window.json"
    first = Preferences(file)
    said: list[str] = []
    first.changed.connect(said.append)
    first.keep("language", "en")
    first.keep("language", "en")
    first.keep("zoom", 125)
    first.keep("columns", ["a", "b"])
    first.keep("widths", {"a": 40})
    again = Preferences(file)
    assert said == ["language", "zoom", "columns", "widths"]
    assert (again.text("language"), again.number("zoom")) == ("en", 125)
    assert (again.texts("columns"), again.widths("widths")) == (("a", "b"), {"a": 40})
    assert again.folder == file.parent


@pytest.mark.parametrize(
    "written", [b"", b"\xff", b"[1]", b'{"language": 3, "zoom": "x", "columns": 1, "widths": []}']
)
def test_a_damaged_file_is_the_same_as_none(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "window.json"
    file.write_bytes(written)
    kept = Preferences(file)
    assert (kept.text("language", "zh_CN"), kept.number("zoom", 100)) == ("zh_CN", 100)
    assert (kept.texts("columns"), kept.widths("widths")) == ((), {})
