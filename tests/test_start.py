"""What starts: the window, the command line, or a sentence."""

import gc
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import inspector
from inspector.__main__ import main, strangers


def test_our_packages_lie_beside_one_another() -> None:
    assert strangers() == []


@pytest.mark.parametrize("name", ["db", "ui", "resources"])
def test_a_strangers_folder_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("raise SystemExit('a stranger runs')")
    done = subprocess.run(
        [sys.executable, "-m", "inspector", "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert done.stdout == ""
    [sentence] = done.stderr.splitlines()
    assert f" {name} " in sentence


def test_a_missing_package_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "db", None)
    assert strangers() == ["db"]
    assert main(["--version"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_command_goes_to_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "inspector", "--version"], capture_output=True, text=True, check=True
    )
    assert inspector.__version__ in done.stdout


@pytest.mark.parametrize("files", [[], ["report.pdf"], ["a.gpk", "B.PDF"]])
def test_nothing_or_files_go_to_the_window(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Sequence[str]] = []

    def window(given: Sequence[str]) -> int:
        shown.append(given)
        return 0

    monkeypatch.setattr("ui.app.main", window)
    assert main(files) == 0
    gc.enable()
    assert shown == [files]


def test_a_bundle_lets_its_side_processes_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[bool] = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("multiprocessing.freeze_support", lambda: begun.append(True))
    monkeypatch.setattr("ui.app.main", lambda _files: 0)
    assert main([]) == 0
    gc.enable()
    assert begun == [True]


def test_without_qt_the_window_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6", None)
    monkeypatch.setattr(sys, "argv", ["grid-inspector"])
    assert main() == 2
    assert "PySide6" in capsys.readouterr().err


def test_what_the_window_loads_is_not_read_again_as_text() -> None:
    """Qt for Python would look into each source for its own name; linecache keeps what was read that way."""
    done = subprocess.run(
        [sys.executable, "-c", "import linecache, ui.app; print(*linecache.cache, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
    )
    home = Path(inspector.__file__).parents[1]
    read = [Path(line) for line in done.stdout.splitlines() if Path(line).is_relative_to(home)]
    assert [file for file in read if "site-packages" not in file.parts] == []
