"""Materials of a stop: kept in its draft, recorded with it, and of its findings."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from db.material_intake import TakenMaterial
from db.round_entry import complete_stop
from db.stop_draft import StopDraft, draft_from
from inspector.model.events import Blob
from inspector.model.ids import FindingId, MaterialId
from inspector.model.material import MaterialKind
from inspector.model.question import Value
from inspector.periods import MINUTE
from tests.db.test_round_entry import NORMAL
from tests.db.test_stop_draft import BLANK, NEW, PILES
from tests.db.village import COKING, MORNING, Village, named


def a_material(number: int) -> TakenMaterial:
    return TakenMaterial(
        id=MaterialId(named(number)),
        original=Blob(f"{number:064x}", 9, "application/pdf"),
        kind=MaterialKind.DOCUMENT,
        name=f"{number}.pdf",
    )


ONE, OTHER = a_material(200), a_material(201)


def of(draft: StopDraft) -> list[tuple[MaterialId, FindingId | None]]:
    return [(one.material.id, one.finding) for one in draft.materials]


def test_a_draft_with_a_material_alone_is_not_blank_and_comes_back_whole() -> None:
    draft = BLANK.add_materials([ONE])
    assert not draft.is_blank
    assert draft_from(draft.to_json()) == draft
    assert draft.take_out_material(ONE.id) == BLANK


def test_materials_of_a_finding_left_out_stay_with_the_stop() -> None:
    draft = BLANK.add_finding(NEW).add_materials([ONE], NEW).add_materials([OTHER])
    assert of(draft) == [(ONE.id, NEW), (OTHER.id, None)]
    assert of(draft.take_out_finding(NEW)) == [(ONE.id, None), (OTHER.id, None)]


def test_a_finding_with_a_material_outlives_a_normal_answer() -> None:
    found = BLANK.answer(PILES, Value.NO, NEW)
    assert found.answer(PILES, Value.YES, NEW).findings == ()
    assert len(found.add_materials([ONE], NEW).answer(PILES, Value.YES, NEW).findings) == 1


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def test_materials_are_recorded_with_their_stop_and_finding(village: Village) -> None:
    finding = FindingId(named(210))
    draft = NORMAL.add_finding(finding, msgspec.structs.replace(PILES, id="")).add_materials([ONE], finding)
    draft = draft.add_materials([OTHER])
    complete_stop(village.workspace, draft, MORNING.later(MINUTE), os.urandom)
    reader = village.workspace.reader()
    assert reader.rows("SELECT id, stop, site, finding, name FROM material ORDER BY id") == [
        (ONE.id, NORMAL.id, COKING, finding, "200.pdf"),
        (OTHER.id, NORMAL.id, COKING, "", "201.pdf"),
    ]
    reader.close()
