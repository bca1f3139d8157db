"""The law of the projection: a row depends on the set of entries only, not on the way they came."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import Reader
from db.incarnation import Machine
from db.workspace import Workspace
from inspector.journal.entry import Entry, WaitingLine
from tests.db.devices import FINDING, SITE, history
from tests.db.finding_history import DISPUTED, SERIOUS
from tests.db.office import NOW, named, tables_of
from tests.db.task_history import CONTESTED

Part = Entry | WaitingLine


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    Workspace.create(folder, history().root, Machine(folder.parent / "machine", "示例机"), drives=()).close()
    return folder


@contextmanager
def copy_of(empty: Path) -> Iterator[Workspace]:
    place = Path(mkdtemp(dir=empty.parent))
    copytree(empty, place / "workspace")
    copytree(empty.parent / "machine", place / "machine")
    with closing(
        Workspace.open(place / "workspace", Machine(place / "machine", "示例机"), drives=())
    ) as workspace:
        yield workspace
    rmtree(place)


@pytest.fixture(scope="module")
def reference(empty: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the tables say when everything came at once."""
    with copy_of(empty) as workspace:
        workspace.receive(history().parts, root=history().root, at=NOW)
        return tables_of(workspace.folder)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_batching_and_doubling_gives_the_same_tables(
    empty: Path, reference: dict[str, list[tuple[object, ...]]], data: st.DataObject
) -> None:
    doubled = data.draw(st.lists(st.sampled_from(range(len(history().parts))), max_size=10))
    order = data.draw(st.permutations([*range(len(history().parts)), *doubled]))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(order)), max_size=8)) | {0, len(order)})
    with copy_of(empty) as workspace:
        for start, end in pairwise(cuts):
            parts = [history().parts[number] for number in order[start:end]]
            workspace.receive(parts, root=history().root, at=NOW)
        assert tables_of(workspace.folder) == reference
        workspace.rebuild()
        assert tables_of(workspace.folder) == reference


def test_the_history_holds_what_can_go_wrong(
    empty: Path, reference: dict[str, list[tuple[object, ...]]]
) -> None:
    assert all(reference.values()), "every table has rows"
    assert history().town.feed in {feed for feed, _stops_at in reference["fork"]}
    assert {(subject, kind) for _, subject, kind, _ in reference["trouble"]} == {
        (SITE, "site.sold"),
        (SITE, "site.changed"),
        (named(77), "finding.noticed"),
        ("", "of.tomorrow"),
    }
    assert {(row[0], bool(row[3])) for row in reference["conflict"]} == {
        (FINDING, False),
        (DISPUTED, True),
        (CONTESTED, True),
    }
    states = {row[0]: row for row in reference["finding"]}
    assert "closed_off" in states[SERIOUS]
    assert "joined" in states[DISPUTED]


def test_taking_in_the_same_again_is_all_known(empty: Path) -> None:
    parts = history().parts
    with copy_of(empty) as workspace, closing(workspace.reader()) as reader:
        seen: list[tuple[int, int]] = []
        first = workspace.receive(
            parts, lambda done, of: seen.append((done, of)), root=history().root, at=NOW
        )
        assert (first.waiting, first.completed) == (1, 0)
        assert seen == [(len(parts), len(parts))]
        again = workspace.receive(iter(parts), root=history().root, at=NOW)
        assert (again.new, again.waiting, again.completed, again.known) == (0, 0, 0, len(parts) - 1)
        assert not again.changes.entries
        assert _count(reader) == first.new


def _count(reader: Reader) -> int:
    return int(reader.value("SELECT count(*) FROM entry"))
