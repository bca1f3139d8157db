"""An office founded in ``tmp_path``, closed after the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.founding import Founded
from db.incarnation import Machine
from tests.db.office import found


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine", "示例机")


@pytest.fixture
def office(tmp_path: Path, machine: Machine) -> Iterator[Founded]:
    founded = found(tmp_path / "workspace", machine)
    yield founded
    founded.workspace.close()


@pytest.fixture
def reader(office: Founded) -> Iterator[Reader]:
    reader = office.workspace.reader()
    yield reader
    reader.close()
