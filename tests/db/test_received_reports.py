"""Signed reports of other devices: kept only where the office vouches for the signatures."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.file_arrival import receive_file
from db.incarnation import Machine
from db.issued_reports import ReportWish, issue_report
from db.queries.reports import ReportRow, ReportState, report_row
from db.queries.signing_places import signing_place
from db.queries.trust import known_here
from db.received_reports import keep_received_report, sign_as_inspected_party
from db.report_files import report_file
from db.report_signing import sign_final_report
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.authority import AuthorityGranted
from inspector.journal.entry import stored_entry
from inspector.journal.person_key import PersonKey
from inspector.model.issued_report import ReportKind
from inspector.model.person import Role, RoleGiven
from inspector.periods import HOUR, Instant
from inspector.reports.known import Known
from inspector.reports.signature import sign_report
from inspector.reports.verdict import Kind, Trust, Verdict
from inspector.reports.verification import verify
from tests.db.reporting import ACTOR, built, certify, finish, go_round, key_of, sign, signed_report
from tests.db.village import (
    FOUNDING,
    LOCAL,
    MORNING,
    OFFICE,
    OFFICER,
    STAFF,
    TODAY,
    VILLAGE,
    Village,
    named,
)

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
    sign_final_report(reader, village.workspace, patrol, key, ACTOR, LATER, field="grid_leader")
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


LEADER = Actor(OFFICER, VILLAGE)


def countersign(workspace: Workspace, patrol: str, key: PersonKey, by: Actor, at: Instant) -> None:
    reader = workspace.reader()
    sign_final_report(reader, workspace, patrol, key, by, at, field="grid_leader")
    reader.close()


def row_of(workspace: Workspace, subject: str) -> ReportRow:
    reader = workspace.reader()
    row = report_row(reader, workspace.folder, subject)
    reader.close()
    assert row
    return row


def hand_over(one: Workspace, other: Workspace) -> None:
    """Give the other device everything recorded so far, as a pack does."""
    reader = one.reader()
    rows = reader.rows("SELECT header, sig, sig2, body FROM entry ORDER BY rid")
    reader.close()
    other.receive([stored_entry(*row) for row in rows], root=one.root, at=LATER)


@pytest.fixture
def two(village, other) -> tuple[str, Path]:
    """A report signed by the inspector on one device, received on the other, where the leader acts."""
    village.record(
        RoleGiven(subject=OFFICER, role=Role.LEADER, grid=VILLAGE, since=FOUNDING.day),
        AuthorityGranted(
            feed=other.feed, persons=(STAFF, OFFICER), roles=(Role.LEADER,), org=VILLAGE, from_seq=1
        ),
        by=Actor(OFFICER, OFFICE),
    )
    hand_over(village.workspace, other)
    patrol = go_round(village)
    key = key_of("示例甲")
    certify(village, key)
    certify(village, key_of("示例乙", 5), LEADER)
    finish(village, patrol, ("inspector", "grid_leader"))
    final = built(village, patrol).file
    sign(village.workspace, patrol, key)
    receive_file(other, final, LATER)
    assert keep(other, final)
    return patrol, final


def test_a_second_person_signs_on_another_device_and_the_first_takes_the_file_back(village, other, two):
    patrol, final = two
    there = row_of(other, patrol)
    assert (there.state, there.signed, there.is_kept) == (ReportState.TO_SIGN, ("inspector",), True)
    reader = other.reader()
    assert signing_place(reader, there, OFFICER, TODAY).field == "grid_leader"
    assert signing_place(reader, there, STAFF, TODAY).field == ""
    kept = report_file(reader, other, patrol)
    reader.close()
    before = final.read_bytes()
    countersign(other, patrol, key_of("示例乙", 5), LEADER, LATER)
    assert kept.read_bytes().startswith(before)
    assert row_of(other, patrol).state is ReportState.SIGNED
    # the first device never hears of the second one's record, and sees both signatures all the same
    assert keep(village.workspace, kept) == final
    assert final.read_bytes() == kept.read_bytes()
    here = row_of(village.workspace, patrol)
    assert (here.state, here.signed) == (ReportState.SIGNED, ("inspector", "grid_leader"))
    verdict = verify(final, known_to(village.workspace))
    assert (verdict.valid, verdict.complete, verdict.problems) == (True, True, ())
    assert [one.name for one in verdict.signatures] == ["示例甲", "示例乙"]


def test_what_came_twice_changes_nothing_and_an_older_file_never_replaces_a_newer(
    village, other, two, tmp_path
):
    patrol, final = two
    once = tmp_path / "once.pdf"
    once.write_bytes(final.read_bytes())
    countersign(other, patrol, key_of("示例乙", 5), LEADER, LATER)
    reader = other.reader()
    kept = report_file(reader, other, patrol)
    reader.close()
    for _ in range(2):
        assert keep(village.workspace, kept) == final
        assert keep(village.workspace, once) is None
        assert keep(other, once) is None
    assert final.read_bytes() == kept.read_bytes() != once.read_bytes()
    assert row_of(village.workspace, patrol).signed == ("inspector", "grid_leader")


def test_a_changed_or_another_copy_replaces_nothing(village, other, two, tmp_path):
    patrol, final = two
    before = final.read_bytes()
    countersign(other, patrol, key_of("示例乙", 5), LEADER, LATER)
    reader = other.reader()
    twice = report_file(reader, other, patrol).read_bytes()
    reader.close()
    flipped = bytearray(twice)
    flipped[len(before) + 100] ^= 1
    inside = bytearray(twice)
    inside[len(before) // 2] ^= 1
    for number, content in enumerate((bytes(flipped), bytes(inside), twice + b"%more\n", twice[:-7])):
        changed = tmp_path / f"{number}.pdf"
        changed.write_bytes(content)
        assert keep(village.workspace, changed) is None
    assert final.read_bytes() == before


def test_two_who_signed_copies_of_their_own_do_not_go_on_from_one_another(village, other, two, tmp_path):
    patrol, final = two
    copy = tmp_path / "copy.pdf"
    sign_report(final, copy, key_of("示例丙", 7), "grid_leader", LATER)
    assert keep(village.workspace, copy) == final
    countersign(other, patrol, key_of("示例乙", 5), LEADER, LATER)
    reader = other.reader()
    kept = report_file(reader, other, patrol)
    reader.close()
    assert keep(village.workspace, kept) is None
    assert final.read_bytes() == copy.read_bytes()


def test_who_brings_a_certificate_of_their_own_is_kept_and_said_to_be_unknown(village, other, two):
    _patrol, final = two
    sign_report(final, final, key_of("示例丙", 7), "grid_leader", LATER)
    verdict = verify(final, known_to(other))
    assert [one.trust for one in verdict.signatures] == [Trust.OFFICE, Trust.SELF]
    assert keep(other, final, verdict)


def test_a_place_of_the_inspected_party_that_is_not_there_is_refused(village, other, two):
    patrol, _final = two
    key = key_of("示例丁", 9)
    with pytest.raises(Refused, match="no place for the inspected party"):
        sign_as_inspected_party(village.workspace, patrol, key, LATER)
    wish = ReportWish(kind=ReportKind.VISIT, about=(named(51),), signers=("inspector", "inspected_party"))
    report = issue_report(village.workspace, wish, ACTOR, LATER, lambda _size: bytes(10)).report
    with pytest.raises(Refused, match="build it first"):
        sign_as_inspected_party(village.workspace, report, key, LATER)
    hand_over(village.workspace, other)
    with pytest.raises(Refused, match="Receive the signed PDF first"):
        sign_as_inspected_party(other, report, key, LATER)
