"""Reports of a visit, hints and dossiers: thought of, issued, built, signed, verified, taken in elsewhere."""

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from db.file_arrival import receive_file
from db.incarnation import Machine
from db.issued_reports import ReportWish, addressee_of, order_draft
from db.queries.dossier_paper import dossier_paper
from db.queries.hint_paper import hint_paper
from db.queries.issues import issue_of
from db.queries.trust import known_here
from db.queries.visit_paper import visit_paper
from db.report_files import final_report, order_report, report_file
from db.report_signing import sign_final_report
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.category import Category
from inspector.model.finding import FindingNoticed
from inspector.model.finding_state import FindingState
from inspector.model.issued_report import ReportKind
from inspector.model.question import Answer, Value
from inspector.model.site import SiteChanged
from inspector.model.site_paper import PaperState, SitePaperAdded
from inspector.model.stop import StopCorrected
from inspector.periods import HOUR, MINUTE
from inspector.reports.attachment import Stage, read_data, take_out
from inspector.reports.patrol_paper import Handling
from inspector.reports.verification import verify
from tests.db.issuing import (
    DOSSIER,
    FINDING,
    HINT,
    NOON,
    PATROL,
    SAY,
    STOP,
    VISIT,
    build,
    finished_round,
    issued,
    recorded,
)
from tests.db.reporting import ACTOR, certify, go_round, key_of
from tests.db.village import COKING, HEAP, LOCAL, MORNING, OFFICER, VILLAGE, Village, named


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


@pytest.mark.parametrize(("wish", "letter"), [(VISIT, "V"), (HINT, "H"), (DOSSIER, "D")])
def test_a_report_is_issued_built_signed_verified_and_taken_in_elsewhere(
    village, reader, tmp_path, wish, letter
):
    finished_round(village)
    key = key_of("示例甲")
    certify(village, key)
    report = issued(village, wish)
    final = final_report(reader, village.workspace, report, build)
    assert final.number == f"SLX0101-{letter}2026-{village.workspace.feed[:4].upper()}-0001"
    assert final.file.parent == village.folder / "reports" / "2026" / "11"
    sign_final_report(reader, village.workspace, report, key, ACTOR, NOON, field=wish.signers[0])
    known = known_here(reader, village.workspace.root, NOON.later(HOUR))
    verdict = verify(final.file, known)
    assert (verdict.valid, verdict.complete, verdict.problems) == (True, True, ())
    data = read_data(take_out(final.file).data)
    assert (data.kind, data.subject, data.number) == (wish.kind, report, final.number)
    other = Workspace.create(
        tmp_path / "other", village.workspace.root, Machine(tmp_path / "m", "m"), drives=LOCAL
    )
    receive_file(other, final.file, NOON)
    there = other.reader()
    assert issue_of(there, report) == issue_of(reader, report)
    there.close()
    other.close()


def test_the_report_of_a_visit_tells_every_answer_and_shows_corrections_both_ways(village, reader):
    finished_round(village)
    village.record(
        StopCorrected(
            subject=STOP,
            reason="时间记错",
            arrived=MORNING.later(3 * MINUTE),
            answers=(Answer(question="piles", value=Value.YES), Answer(question="gone", value="以前的")),
            nothing_unusual=True,
            note="已覆盖",
        ),
        when=MORNING.later(8 * HOUR),
    )
    paper = visit_paper(reader, village.workspace.blobs, recorded(reader, issued(village, VISIT)))
    assert [(one.question, one.answer, one.is_deviation) for one in paper.answers] == [
        ("料堆是否覆盖", "是", False),
        (SAY("a question of another list"), "以前的", False),
    ]
    (correction,) = paper.corrections
    assert (correction.by, correction.reason) == ("示例甲", "时间记错")
    assert [(one.recorded, one.right) for one in correction.changes] == [
        ("11-22 09:05", "11-22 09:03"),
        ("否", "是"),
        ("—", "已覆盖"),
        ("否", SAY("not answered")),
        (SAY("{answer} ({note})", answer="否", note="东侧"), "是"),
        ("不适用", SAY("not answered")),
    ]
    assert (paper.arrived, paper.nothing_unusual, paper.note) == (MORNING.later(3 * MINUTE), True, "已覆盖")


def test_a_visit_is_told_with_its_site_findings_photos_and_materials(village, reader):
    finished_round(village)
    present = ReportWish(kind=ReportKind.VISIT, about=(STOP,), text="示例丁（见证人）")
    paper = visit_paper(reader, village.workspace.blobs, recorded(reader, issued(village, present)))
    assert [(one.answer, one.is_deviation, one.same_as_last) for one in paper.answers] == [
        ("否", False, True),
        ("否", True, False),
        ("不适用", False, False),
        ("以前的", False, False),
    ]
    assert [one.text for one in paper.findings] == ["料堆未覆盖"]
    assert [(one.name, one.by) for one in paper.materials] == [("许可证.pdf", "示例甲")]
    assert [len(paper.photos), paper.findings[0].photos] == [1, (1,)]
    assert (paper.site.name, paper.site.leader, paper.present) == ("示例焦化厂", "示例丙", "示例丁（见证人）")
    assert [signer.field for signer in paper.signers] == ["", ""]
    assert paper.findings[0].handling is Handling.OPEN
    assert paper.findings[0].category is Category.AIR, "by the kind of its site, where nobody said"


def test_a_visit_is_a_draft_while_its_patrol_goes_on(village, reader, tmp_path):
    go_round(village)
    with pytest.raises(Refused, match="Finish the patrol first"):
        issued(village, VISIT)
    order = order_draft(reader, village.workspace, VISIT, ACTOR, NOON, tmp_path / "d.pdf", photos_per_page=6)
    assert (order.paper.is_draft, order.paper.number, order.paper.photos_per_page) == (True, "", 6)
    build(order)
    verdict = verify(tmp_path / "d.pdf")
    assert (verdict.valid, verdict.expected_signatures) == (True, 0)


def test_a_hint_names_whom_it_is_for_and_what_is_asked_and_sets_no_term(village, reader):
    finished_round(village)
    assert addressee_of(reader, COKING) == "示例焦化厂"
    again = FindingNoticed(
        subject=named(90),
        number="SLX0101-2026-ABCD-090",
        grid=VILLAGE,
        site=COKING,
        patrol="",
        stop="",
        text="路面积尘",
        noticed=NOON,
    )
    village.record(again, when=NOON)
    both = ReportWish(
        kind=ReportKind.HINT, about=(FINDING, named(90)), addressee="示例焦化厂", text="请清扫。"
    )
    paper = hint_paper(reader, village.workspace.blobs, recorded(reader, issued(village, both)))
    assert [one.text for one in paper.findings] == ["料堆未覆盖", "路面积尘"]
    assert (paper.addressee, paper.asked, len(paper.photos)) == ("示例焦化厂", "请清扫。", 1)
    assert (paper.expected_signatures, paper.receiver.field) == (0, "")


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (ReportWish(kind=ReportKind.HINT, about=(FINDING,), text="x"), "whom it is for"),
        (ReportWish(kind=ReportKind.HINT, about=(FINDING,), addressee="x"), "whom it is for"),
        (ReportWish(kind=ReportKind.HINT, about=(named(99),), addressee="x", text="x"), "no finding"),
        (ReportWish(kind=ReportKind.HINT, about=(FINDING, named(91)), addressee="x", text="x"), "one site"),
        (ReportWish(kind=ReportKind.HINT, about=(named(92),), addressee="x", text="x"), "one site"),
        (ReportWish(kind=ReportKind.VISIT, about=(named(99),)), "no visit"),
        (ReportWish(kind=ReportKind.DOSSIER, about=(named(99),)), "no site"),
        (ReportWish(kind=ReportKind.DOSSIER, about=(COKING,), signers=("inspector",)), "expected to sign"),
        (ReportWish(kind=ReportKind.VISIT, about=(STOP,), text="x" * 3001), "at most 3000"),
    ],
)
def test_what_can_not_be_issued_is_refused_before_it_has_a_number(village, reader, wish, words):
    finished_round(village)
    elsewhere = FindingNoticed(
        subject=named(91), number="N1", grid=VILLAGE, site=HEAP, patrol="", stop="", text="x", noticed=NOON
    )
    nowhere = msgspec.structs.replace(elsewhere, subject=named(92), number="N2", site="")
    village.record(elsewhere, nowhere, when=NOON)
    with pytest.raises(Refused, match=words):
        issued(village, wish)
    assert reader.value("SELECT count(*) FROM issued_report") == 0


def test_a_dossier_gathers_papers_visits_findings_and_what_happened(village, reader):
    finished_round(village)
    village.record(
        SitePaperAdded(subject=named(80), site=COKING, title="排污许可证", expires=date(2026, 12, 1)),
        SitePaperAdded(subject=named(81), site=COKING, title="环评批复", issued=date(2020, 1, 2)),
        SiteChanged(subject=COKING, address="示例路1号"),
        when=NOON,
    )
    issued(village, HINT)
    paper = dossier_paper(
        reader, village.workspace.blobs, recorded(reader, issued(village, DOSSIER, bytes(10)))
    )
    assert [(one.title, one.state) for one in paper.documents] == [
        ("排污许可证", PaperState.EXPIRES_SOON),
        ("环评批复", PaperState.VALID),
    ]
    assert [(one.normal, one.deviations, one.findings) for one in paper.stops] == [(2, 1, 1)]
    assert [(one.finding.text, one.state, one.has_ended) for one in paper.life] == [
        ("料堆未覆盖", FindingState.NOTICED, False)
    ]
    assert [one.text for one in paper.time_line] == [
        SAY("The site was put on file"),
        SAY("Material added: {name}", name="许可证.pdf"),
        SAY("Finding {name} noticed", name="SLX0101-2026-ABCD-050"),
        SAY("Paper put on file: {name}", name="排污许可证"),
        SAY("Paper put on file: {name}", name="环评批复"),
        SAY("Facts of the site were changed"),
        SAY(
            "Report issued: {name}", name=reader.value("SELECT number FROM issued_report WHERE kind = 'hint'")
        ),
    ]
    assert (paper.all_photos, len(paper.materials), paper.site.address) == (1, 1, "示例路1号")


def test_who_did_not_make_it_does_not_sign_it(village, reader):
    finished_round(village)
    key = key_of("示例乙", 5)
    officer = Actor(OFFICER, VILLAGE)
    certify(village, key, officer)
    for wish, words in ((VISIT, "inspector of this patrol"), (HINT, "Only who issued")):
        report = issued(village, wish, wish.kind.encode().ljust(10))
        final_report(reader, village.workspace, report, build)
        with pytest.raises(Refused, match=words):
            sign_final_report(reader, village.workspace, report, key, officer, NOON, field=wish.signers[0])


def test_photos_are_laid_out_as_many_on_a_page_as_chosen(village, reader, tmp_path):
    finished_round(village)
    report = issued(village, VISIT)
    chosen = order_report(
        reader, village.workspace, report, Stage.FINAL, tmp_path / "x.pdf", photos_per_page=2
    )
    assert chosen.paper.photos_per_page == 2
    by_rule = order_report(reader, village.workspace, PATROL, Stage.FINAL, tmp_path / "x.pdf")
    assert by_rule.paper.photos_per_page == 4
    assert report_file(reader, village.workspace, report).name.endswith("-0001.pdf")
