"""The first day of an office: lists, grid, who acts, and where it lies."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.connection import Reader
from db.incarnation import Machine
from db.office_start import OfficeAnswers, start_office
from db.places import data_folder, free_folder, sample_folder
from db.queries.window import acting_people
from db.settings import settings_of
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.person import Role
from tests.db.office import NOW, PASSPHRASE


def start(folder: Path, machine: Machine, first_grid: str) -> Path:
    answers = OfficeAnswers("示例县整改办", "示例甲", first_grid, PASSPHRASE)
    return start_office(folder, answers, NOW, "zh_CN", machine=machine, cost=2, rounds=1)


def titles(reader: Reader) -> set[str]:
    return {title for (title,) in reader.rows("SELECT title FROM checklist WHERE is_newest")}


def test_an_office_starts_with_its_lists_and_the_founder_in_the_first_grid(
    tmp_path: Path, machine: Machine
) -> None:
    folder = start(tmp_path / "office", machine, " 示例村 ")
    with closing(Workspace.open(folder, machine)) as workspace, closing(workspace.reader()) as reader:
        assert len(titles(reader)) == 4
        grid, code, level = reader.rows("SELECT id, code, level FROM grid WHERE name = '示例村'")[0]
        assert (code, level) == ("SLXZGB01", 2)
        assert settings_of(reader).org == grid
        nearest = acting_people(reader, NOW.day)[0]
        assert (nearest.grid, nearest.roles) == (grid, frozenset({Role.GRID_STAFF}))
        assert reader.value("SELECT count(*) FROM unconfirmed") == 0


def test_without_a_grid_the_founder_looks_after_the_whole_area(tmp_path: Path, machine: Machine) -> None:
    folder = start(tmp_path / "office", machine, "")
    with closing(Workspace.open(folder, machine)) as workspace, closing(workspace.reader()) as reader:
        kept = settings_of(reader)
        assert [(kept.person, kept.org)] == [(one.person, one.grid) for one in acting_people(reader, NOW.day)]
        assert reader.value("SELECT paper_language FROM rules") == "zh_CN"


def test_nothing_is_left_of_an_office_that_was_refused(tmp_path: Path, machine: Machine) -> None:
    answers = OfficeAnswers("示例县整改办", " ", "", PASSPHRASE)
    with pytest.raises(Refused):
        start_office(tmp_path / "office", answers, NOW, "zh_CN", machine=machine, cost=2, rounds=1)
    assert not (tmp_path / "office").exists()


def test_workspaces_and_samples_lie_below_the_data_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    data = data_folder()
    assert data == tmp_path / "grid-inspector"
    assert free_folder(data) == data / "workspace"
    (data / "workspace").mkdir(parents=True)
    (data / "workspace-2").mkdir()
    assert free_folder(data) == data / "workspace-3"
    assert sample_folder(data, date(2026, 11, 22)) == data / "samples" / "2026-11-22"
