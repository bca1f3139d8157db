"""The daily report: ordered, built once, signed, verified, tampered with, and taken in elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest

from db.file_arrival import receive_file
from db.incarnation import Machine
from db.keys import certifying
from db.queries.patrol_paper import patrol_paper
from db.queries.trust import known_here
from db.report_files import FILE_TITLE, FinalReport, final_report, order_report
from db.report_orders import Order, file_name
from db.report_signing import sign_final_report
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Unreadable
from inspector.journal.person_key import PersonKey
from inspector.model.finding import FindingNoticed, FindingPutRightOnTheSpot, FindingReported
from inspector.model.office import RulesDecided
from inspector.model.patrol import PatrolFinished, PatrolStarted
from inspector.model.photo import Moment, PhotoAdded, TimeSource
from inspector.model.question import Answer, Value
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, MINUTE
from inspector.reports.attachment import Stage, read_data
from inspector.reports.forms import build_report
from inspector.reports.patrol_paper import Handling
from inspector.reports.signature import sign_report
from inspector.reports.verification import verify
from tests.db.village import (
    COKING,
    HEAP,
    LOCAL,
    MIDDLE,
    MORNING,
    OFFICER,
    OUTSIDE,
    STAFF,
    TODAY,
    VILLAGE,
    Village,
    named,
)
from tests.pictures.made import encoded, scene

PATROL, STOP, SECOND, FINDING, OTHER = (named(number) for number in range(50, 55))
ACTOR = Actor(STAFF, VILLAGE)
FINISHED = PatrolFinished(
    subject=PATROL,
    ended=MORNING.later(3 * HOUR),
    number="SLX0101-20261122-ABCD-01",
    signers=("inspector",),
    due=4,
    present="示例丁",
)


@pytest.fixture
def village(tmp_path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village):
    opened = village.workspace.reader()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def person_key() -> PersonKey:
    return PersonKey.make("示例甲", "示例县整改办", MORNING, Random(3).randbytes(56))


def photo(village: Village, number: int, moment: Moment, *, finding: str = FINDING) -> PhotoAdded:
    blobs = village.workspace.blobs
    picture = encoded(scene(120 + number))
    return PhotoAdded(
        subject=named(60 + number),
        blobs=(blobs.keep(picture, "image/jpeg"), blobs.keep(picture + b"\0", "image/jpeg")),
        patrol=PATROL,
        stop=STOP,
        site=COKING,
        taken=MORNING.later((6 + number) * MINUTE),
        time_source=TimeSource.EXIF,
        place=MIDDLE,
        finding=finding,
        moment=moment,
    )


def go_round(village: Village) -> None:
    """Record a round with a stop, a finding put right on the spot, two photos, and a late second stop."""
    village.record(
        PatrolStarted(
            subject=PATROL, grid=VILLAGE, day=TODAY, began=MORNING, inspectors=(STAFF, OFFICER), weather="晴"
        ),
        StopRecorded(
            subject=STOP,
            patrol=PATROL,
            site=COKING,
            arrived=MORNING.later(5 * MINUTE),
            left=MORNING.later(20 * MINUTE),
            checklist=OUTSIDE,
            version=3,
            answers=(
                Answer(question="smoke", value=Value.NO),
                Answer(question="piles", value=Value.NO, note="东侧"),
                Answer(question="road", value=Value.NOT_APPLICABLE),
            ),
        ),
        FindingNoticed(
            subject=FINDING,
            number="SLX0101-2026-ABCD-001",
            grid=VILLAGE,
            site=COKING,
            patrol=PATROL,
            stop=STOP,
            text="料堆未覆盖",
            noticed=MORNING.later(6 * MINUTE),
        ),
        photo(village, 0, Moment.BEFORE),
        photo(village, 1, Moment.AFTER),
        msgspec.structs.replace(photo(village, 2, Moment.PLAIN, finding=""), place=None),
        FindingPutRightOnTheSpot(subject=FINDING),
        StopRecorded(
            subject=SECOND,
            patrol=PATROL,
            site=HEAP,
            arrived=MORNING.later(HOUR),
            nothing_unusual=True,
            unplanned=True,
            late_reason="设备没电",
        ),
    )


def build(order: Order) -> object:
    return build_report(order.paper, order.carried, order.to)


def finish(village: Village, reader, person_key: PersonKey) -> FinalReport:
    go_round(village)
    village.record(certifying(STAFF, person_key), FINISHED, when=MORNING.later(3 * HOUR))
    return final_report(reader, village.workspace, PATROL, build)


def sign(village: Village, reader, key: PersonKey, by: Actor = ACTOR) -> None:
    sign_final_report(reader, village.workspace, PATROL, key, by, MORNING.later(4 * HOUR))


def test_the_paper_tells_the_round_as_it_was_recorded(village, reader):
    go_round(village)
    village.record(
        RulesDecided(subject=VILLAGE, office_name="示例县整改办", level_names=("县", "镇", "村"), sample=True)
    )
    paper = patrol_paper(reader, village.workspace.blobs, PATROL, Stage.DRAFT)
    first, second = paper.stops
    assert (paper.office, paper.grid, paper.level, paper.weather) == (
        "示例县整改办",
        "示例村网格",
        "村",
        "晴",
    )
    assert (paper.inspectors, paper.is_sample, paper.visited) == (("示例甲", "示例乙"), True, 2)
    assert (first.normal, first.not_applicable, [d.question for d in first.deviations]) == (
        1,
        1,
        ["料堆是否覆盖"],
    )
    assert (first.recorded, second.recorded) == (None, MORNING)
    assert (second.unplanned, second.late_reason) == (True, "设备没电")
    assert [(one.handling, one.stop, one.photos) for one in paper.findings] == [
        (Handling.PUT_RIGHT, 1, (1, 2))
    ]
    assert [one.distance_m for one in paper.photos] == [pytest.approx(900, abs=5)] * 2 + [None]
    assert [one.what for one in paper.photos] == ["示例焦化厂：料堆未覆盖"] * 2 + ["示例焦化厂"]
    assert all(signer.field == "" for signer in paper.signers)
    assert [signer.name for signer in paper.signers] == ["示例甲", "示例乙", ""]


@pytest.mark.parametrize(("report", "handling"), [(False, Handling.OPEN), (True, Handling.REPORTED)])
def test_a_finding_is_open_until_it_is_reported(village, reader, report, handling):
    finding = FindingNoticed(
        subject=FINDING, number="N", grid=VILLAGE, site="", patrol=PATROL, stop="", text="x", noticed=MORNING
    )
    village.record(
        PatrolStarted(
            subject=PATROL, grid="", day=TODAY, began=MORNING, inspectors=(named(99),), late_reason="补"
        ),
        finding,
        *([FindingReported(subject=FINDING)] if report else []),
    )
    paper = patrol_paper(reader, village.workspace.blobs, PATROL, Stage.DRAFT)
    assert [one.handling for one in paper.findings] == [handling]
    assert (paper.entered, paper.level, paper.inspectors) == (MORNING, "", (named(99),))


def test_a_final_waits_for_the_end_of_its_patrol_and_an_unknown_one_has_none(village, reader, person_key):
    go_round(village)
    with pytest.raises(Refused, match="Finish the patrol first"):
        final_report(reader, village.workspace, PATROL, build)
    for unknown in (
        lambda: order_report(reader, village.workspace, named(1), Stage.DRAFT),
        lambda: sign_final_report(reader, village.workspace, named(1), person_key, ACTOR, MORNING),
    ):
        with pytest.raises(Refused, match="There is no patrol"):
            unknown()


def test_a_signed_report_is_valid_complete_and_vouched_for_by_the_office(village, reader, person_key):
    final = finish(village, reader, person_key)
    sign(village, reader, person_key)
    known = known_here(reader, village.workspace.root, MORNING.later(5 * HOUR))
    verdict = verify(final.file, known)
    assert (verdict.valid, verdict.complete, verdict.problems) == (True, True, ())
    assert [(one.name, one.trust.value, one.valid) for one in verdict.signatures] == [
        ("示例甲", "office", True)
    ]
    assert (verdict.photos.named, verdict.photos.present) == (3, 3)
    assert final_report(reader, village.workspace, PATROL, build).signed == ("inspector",)


def test_a_second_person_signs_in_another_place_and_both_signatures_hold(village, reader, person_key):
    go_round(village)
    leader = PersonKey.make("示例乙", "示例县整改办", MORNING, Random(5).randbytes(56))
    both = msgspec.structs.replace(FINISHED, signers=("inspector", "grid_leader"))
    village.record(certifying(STAFF, person_key), both, when=MORNING.later(3 * HOUR))
    village.record(certifying(OFFICER, leader), by=Actor(OFFICER, VILLAGE), when=MORNING.later(3 * HOUR))
    final = final_report(reader, village.workspace, PATROL, build)
    sign(village, reader, person_key)
    assert not verify(final.file).complete
    at = MORNING.later(5 * HOUR)
    by = Actor(OFFICER, VILLAGE)
    sign_final_report(reader, village.workspace, PATROL, leader, by, at, field="grid_leader")
    verdict = verify(final.file, known_here(reader, village.workspace.root, at))
    assert (verdict.valid, verdict.complete) == (True, True)
    assert [one.name for one in verdict.signatures] == ["示例甲", "示例乙"]


def test_the_final_is_built_once_and_a_signed_one_never_again(village, reader, person_key):
    final = finish(village, reader, person_key)
    before = final.file.read_bytes()
    again = final_report(reader, village.workspace, PATROL, build)
    assert (again, final.file.read_bytes()) == (final, before)
    sign(village, reader, person_key)
    assert final.file.read_bytes().startswith(before)
    final.file.unlink()
    with pytest.raises(Refused, match="backup"):
        final_report(reader, village.workspace, PATROL, build)
    final.file.write_bytes(before)
    with pytest.raises(Refused, match="signed already"):
        sign(village, reader, person_key)


def test_a_signature_that_a_crash_left_unrecorded_is_recorded_at_the_next_try(village, reader, person_key):
    final = finish(village, reader, person_key)
    signed = sign_report(final.file, final.file, person_key, "inspector", MORNING.later(4 * HOUR))
    before = final.file.read_bytes()
    sign(village, reader, person_key)
    assert final.file.read_bytes() == before
    assert reader.value("SELECT sha256 FROM report_signature") == signed.sha256
    known = known_here(reader, village.workspace.root, MORNING.later(5 * HOUR))
    assert verify(final.file, known).complete


def test_only_an_inspector_of_the_patrol_signs_and_only_with_their_own_known_key(village, reader, person_key):
    finish(village, reader, person_key)
    with pytest.raises(Refused, match="Only an inspector"):
        sign(village, reader, person_key, Actor(named(99), VILLAGE))
    with pytest.raises(Refused, match="Only an inspector"):
        sign(village, reader, person_key, Actor(OFFICER, VILLAGE))  # whose own place is another
    stranger = PersonKey.make("示例甲", "", MORNING, Random(4).randbytes(56))
    with pytest.raises(Refused, match="not known here as yours"):
        sign(village, reader, stranger)


def test_a_report_that_was_never_built_is_not_signed(village, reader, person_key):
    final = finish(village, reader, person_key)
    final.file.unlink()
    with pytest.raises(Refused, match="build it first"):
        sign(village, reader, person_key)


def test_a_report_in_ink_expects_no_digital_signature(village, reader, person_key, tmp_path):
    finish(village, reader, person_key)
    order = order_report(reader, village.workspace, PATROL, Stage.FINAL, tmp_path / "ink.pdf", in_ink=True)
    build(order)
    verdict = verify(order.to)
    assert (verdict.valid, verdict.expected_signatures, verdict.signatures) == (True, 0, ())
    assert read_data(order.carried.data).for_ink


def test_the_entries_come_back_byte_for_byte_into_another_workspace(village, reader, person_key, tmp_path):
    final = finish(village, reader, person_key)
    other = Workspace.create(
        tmp_path / "other",
        village.workspace.root,
        Machine(tmp_path / "m", "m"),
        drives=LOCAL,
        chance=village.chance,
    )
    came = receive_file(other, final.file, MORNING)
    again = receive_file(other, final.file, MORNING)
    elsewhere = other.reader()
    query = "SELECT hash, header, sig, body FROM entry WHERE obj = ? ORDER BY hash"
    for subject in (PATROL, STOP, FINDING, named(60)):
        assert elsewhere.rows(query, (subject,)) == reader.rows(query, (subject,))
    assert (came.arrival.files, came.faults, again.arrival.new) == (3, (), 0)
    elsewhere.close()
    other.close()


def test_a_preview_that_is_lost_makes_the_report_incomplete_not_impossible(village, reader, person_key):
    go_round(village)
    for file in (village.folder / "blobs").rglob("*.jpg"):
        file.unlink()
        break
    village.record(certifying(STAFF, person_key), FINISHED, when=MORNING.later(3 * HOUR))
    final = final_report(reader, village.workspace, PATROL, build)
    sign(village, reader, person_key)
    verdict = verify(final.file)
    assert (verdict.valid, verdict.complete) == (True, False)
    assert (verdict.photos.named, verdict.photos.present) == (3, 2)


def test_files_are_named_for_people_and_safe_on_every_disk(village, reader, person_key):
    final = finish(village, reader, person_key)
    assert final.file.relative_to(village.folder).as_posix() == (
        "reports/2026/11/2026-11-22_示例村网格_网格巡查日报_ABCD-001.pdf"
    )
    paper = order_report(reader, village.workspace, PATROL, Stage.FINAL).paper
    strange = replace(paper, grid='a/b:c*?"<>|' + "长" * 99 + ".")
    assert (
        file_name(strange, strange.grid, FILE_TITLE, "001")
        == f"2026-11-22_a-b-c-{'长' * 34}_网格巡查日报_001.pdf"
    )


def test_a_damaged_or_missing_pack_is_a_sentence(village, tmp_path):
    with pytest.raises(Unreadable, match="can't be opened"):
        receive_file(village.workspace, Path("nowhere.gpk"), MORNING)
    (tmp_path / "x.gpk").write_bytes(b"not a pack")
    with pytest.raises(Unreadable):
        receive_file(village.workspace, tmp_path / "x.gpk", MORNING)


def test_a_long_finding_is_cut_short_under_its_photo(village, reader):
    go_round(village)
    village.record(
        FindingNoticed(
            subject=OTHER,
            number="N",
            grid=VILLAGE,
            site=COKING,
            patrol=PATROL,
            stop=STOP,
            text="堆场\n" + "长" * 40,
            noticed=MORNING,
        ),
        photo(village, 3, Moment.PLAIN, finding=OTHER),
    )
    paper = patrol_paper(reader, village.workspace.blobs, PATROL, Stage.DRAFT)
    assert paper.photos[-1].what == f"示例焦化厂：堆场 {'长' * 21}…"
