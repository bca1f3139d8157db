"""The materials of one thing: the newest first, those of a site with what its stops and findings have."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.materials import Belongs, materials_of
from inspector.model.events import Blob
from inspector.model.finding import FindingNoticed
from inspector.model.finding_state import Severity
from inspector.model.material import MaterialAdded, MaterialKind, MaterialWithdrawn
from inspector.periods import MINUTE
from tests.db.village import COKING, HEAP, MORNING, Village, named

FINDING, STOP, PATROL = named(60), named(61), named(62)
FILE, SMALL = Blob("a" * 64, 12, "application/pdf"), Blob("b" * 64, 5, "image/webp")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def added(number: int, name: str, *blobs: Blob, **of: str) -> MaterialAdded:
    return MaterialAdded(
        subject=named(number), blobs=blobs or (FILE,), kind=MaterialKind.DOCUMENT, name=name, **of
    )


def names(reader: Reader, of: Belongs) -> list[str]:
    return [row.name for row in materials_of(reader, of)]


def test_each_thing_has_its_own_and_a_site_all_that_concern_it(village: Village, reader: Reader) -> None:
    noticed = FindingNoticed(
        subject=FINDING,
        patrol=PATROL,
        stop=STOP,
        site=COKING,
        grid=named(3),
        number="1",
        text="煤堆未覆盖",
        severity=Severity.MINOR,
        noticed=MORNING,
        term_days=3,
    )
    village.record(
        noticed,
        added(70, "环评.pdf", site=COKING),
        added(71, "说明.pdf", FILE, SMALL, finding=FINDING),
        added(72, "另一家.pdf", site=HEAP),
        added(73, "纸质.pdf", patrol=PATROL),
    )
    village.record(added(74, "现场.pdf", stop=STOP, site=COKING), when=MORNING.later(MINUTE))
    assert names(reader, Belongs(site=COKING)) == ["现场.pdf", "说明.pdf", "环评.pdf"]
    assert names(reader, Belongs(stop=STOP)) == ["现场.pdf"]
    assert names(reader, Belongs(patrol=PATROL)) == ["纸质.pdf"]
    assert names(reader, Belongs()) == []
    (row,) = materials_of(reader, Belongs(finding=FINDING))
    assert (row.file, row.preview, row.added, row.added_by) == (FILE, SMALL, MORNING, "示例甲")
    assert row.of == Belongs(finding=FINDING)


def test_what_was_taken_out_is_not_there(village: Village, reader: Reader) -> None:
    village.record(added(70, "环评.pdf", site=COKING))
    village.record(MaterialWithdrawn(subject=named(70)))
    assert names(reader, Belongs(site=COKING)) == []
