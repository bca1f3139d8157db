"""Signed reports of other devices: kept only where the office vouches for the signatures."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.file_arrival import receive_file
from db.incarnation import Machine
from db.queries.trust import known_here
from db.received_reports import keep_received_report
from db.report_files import sign_patrol_report
from db.workspace import Workspace
from inspector.periods import HOUR
from inspector.reports.known import Known
from inspector.reports.verdict import Kind, Trust, Verdict
from inspector.reports.verification import verify
from tests.db.reporting import ACTOR, built, certify, finish, go_round, key_of, sign, signed_report
from tests.db.village import LOCAL, MORNING, Village

LATER = MORNING.later(9 * HOUR)


@pytest.fixture
def village(tmp_path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def other(village, tmp_path) -> Iterator[Workspace]:
    made = Workspace.create(
        tmp_path / "other",
        village.workspace.root,
        Machine(tmp_path / "other machine", "m"),
        drives=LOCAL,
        chance=village.chance,
    )
    yield made
    made.close()


def known_to(workspace: Workspace) -> Known:
    reader = workspace.reader()
    known = known_here(reader, workspace.root, LATER)
    reader.close()
    return known


def keep(workspace: Workspace, file: Path, verdict: Verdict | None = None) -> Path | None:
    return keep_received_report(workspace, file, verdict or verify(file, known_to(workspace)))


def test_a_signed_report_is_kept_byte_for_byte_once_its_records_are_here(village, other):
    file = signed_report(village)
    assert keep(other, file) is None
    receive_file(other, file, LATER)
    kept = keep(other, file)
    assert kept
    assert kept.is_relative_to(other.folder / "reports")
    assert kept.read_bytes() == file.read_bytes()
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]
    assert keep(other, file) == kept


def test_a_further_signature_goes_on_from_what_is_there_and_nothing_goes_back(village, other, tmp_path):
    patrol = go_round(village)
    key = key_of("示例甲")
    certify(village, key)
    finish(village, patrol, ("inspector", "grid_leader"))
    final = built(village, patrol).file
    sign(village.workspace, patrol, key)
    once = tmp_path / "once.pdf"
    once.write_bytes(final.read_bytes())
    reader = village.workspace.reader()
    sign_patrol_report(reader, village.workspace, patrol, key, ACTOR, LATER, field="grid_leader")
    reader.close()
    receive_file(other, once, LATER)
    kept = keep(other, once)
    assert kept
    assert keep(other, final) == kept
    assert kept.read_bytes() == final.read_bytes()
    assert keep(other, once) is None
    assert kept.read_bytes() == final.read_bytes()


def test_what_nobody_the_office_knows_has_signed_is_not_kept(village, other):
    file = signed_report(village)
    receive_file(other, file, LATER)
    verdict = verify(file, known_to(other))
    (signature,) = verdict.signatures
    for doubtful in (
        replace(verdict, signatures=()),
        replace(verdict, valid=False),
        replace(verdict, kind=Kind.PACK),
        replace(verdict, signatures=(replace(signature, trust=Trust.SELF),)),
        replace(verdict, signatures=(signature, replace(signature, valid=False))),
    ):
        assert keep(other, file, doubtful) is None
    assert not (other.folder / "reports").exists()


def test_our_own_report_is_never_replaced_by_one_from_outside(village, tmp_path):
    file = signed_report(village)
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(file.read_bytes())
    file.unlink()
    assert keep(village.workspace, outside) is None
    assert not file.exists()
