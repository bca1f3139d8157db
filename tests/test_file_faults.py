"""Why files can't be read or written, in words; and files that another program holds for a moment."""

from errno import EACCES, EIO, ENOENT, ENOSPC
from pathlib import Path

import pytest

from inspector import words
from inspector.errors import Refused, Unreadable
from inspector.file_faults import REASONS, put_in_place, why
from inspector.words import translate


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    file = tmp_path / "new"
    file.write_text("new")
    return file


class Held:
    """A target that another program has open for so many attempts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, attempts: int) -> None:
        self.attempts = attempts
        self.paused: list[float] = []
        replace = Path.replace

        def refuse(fresh: Path, target: Path) -> Path:
            self.attempts -= 1
            if self.attempts >= 0:
                raise PermissionError(EACCES, "Permission denied")
            return replace(fresh, target)

        monkeypatch.setattr(Path, "replace", refuse)


def test_a_reason_is_said_in_the_language_of_the_screen() -> None:
    told = Unreadable(
        "The file can't be opened: {reason}.", reason=why(FileNotFoundError(ENOENT, "No such file"))
    )
    assert str(told) == "The file can't be opened: it is not there."
    words.use("zh_CN")
    assert "No such" not in translate(told)
    words.use("en")


def test_every_usual_fault_has_words_and_others_keep_the_systems() -> None:
    assert {ENOENT, EACCES, ENOSPC, EIO} <= REASONS.keys()
    assert str(why(OSError(9999, "Quite strange"))) == "Quite strange"
    assert str(why(OSError("only words"))) == "only words"


def test_a_file_held_for_a_moment_is_replaced_after_it(
    fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, attempts=2)
    put_in_place(fresh, tmp_path / "old", on_windows=True, wait=held.paused.append)
    assert (tmp_path / "old").read_text() == "new"
    assert held.paused == [0.05, 0.1]


def test_one_held_for_longer_is_a_sentence_and_nothing_is_lost(
    fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old.pdf").write_text("old")
    held = Held(monkeypatch, attempts=99)
    with pytest.raises(Refused, match=r"old\.pdf is open in another program"):
        put_in_place(fresh, tmp_path / "old.pdf", on_windows=True, wait=held.paused.append)
    assert len(held.paused) == 5
    assert ((tmp_path / "old.pdf").read_text(), fresh.read_text()) == ("old", "new")


def test_elsewhere_nobody_waits(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, attempts=1)
    with pytest.raises(PermissionError):
        put_in_place(fresh, tmp_path / "old", on_windows=False, wait=held.paused.append)
    assert held.paused == []
    put_in_place(fresh, tmp_path / "old", on_windows=False)
    assert (tmp_path / "old").read_text() == "new"
