"""The form of a complaint and the public table of a batch are printed without anybody's name in them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from db.complaint_recording import record_complaint_step, register_complaint
from db.issued_reports import ReportWish, draft_of, gather_issued, issue_report
from db.queries.complaint_paper import batch_with
from db.queries.issues import issue_of
from db.queries.issuing import issue_question
from db.report_files import final_report
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintIdentitySealed,
    ComplaintInvestigated,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReplied,
    Count,
)
from inspector.model.complaint_words import Channel, Measure, Pollution, Truth
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed
from inspector.model.finding_state import Source
from inspector.model.issued_report import ReportKind
from inspector.reports.attachment import Carried, shown_entries
from inspector.reports.complaint_paper import ComplaintPaper, ComplaintTablePaper
from inspector.reports.complaint_report import build_complaint
from inspector.reports.forms import build_report
from tests.db.village import COKING, HEAP, MORNING, STAFF, TODAY, VILLAGE, Village, named

BY = Actor(STAFF, VILLAGE)
WHO = Complainant(name="赵钱孙", phone="13800131234", address="示例巷 9 号")
DAYS = 86_400_000
DONE = (
    ComplaintAccepted(due=TODAY, reason="电话告知", told_on=TODAY),
    ComplaintAssigned(handlers=(STAFF,), unit="示例镇人民政府"),
    ComplaintInvestigated(on=TODAY, verdict=Truth.PARTLY, text="夜间出焦时有异味，料堆已覆盖。"),
    ComplaintClosed(
        on=TODAY,
        result="责令企业完善收集设施，已于当日整改。",
        accountability=(Count(measure=Measure.TALK, persons=2), Count(measure=Measure.CIRCULAR, persons=1)),
    ),
    ComplaintReplied(on=TODAY, result="已整改并加强监管", letter="示环函〔2026〕8 号", opinion="满意"),
)


def register(village: Village, *steps: Event, who: Complainant = WHO, **given: object) -> str:
    told = {"channel": Channel.VISIT, "received": MORNING, "content": "夜间有刺鼻气味", "site": COKING}
    complaint = ComplaintReceived(number="", grid="", **{**told, **given})  # type: ignore[arg-type]
    recorded = register_complaint(village.workspace, complaint, who, BY, MORNING, village.chance)
    for step in steps:
        record_complaint_step(village.workspace, recorded.complaint, step, BY, MORNING)
    return recorded.complaint


def sent(village: Village, number: str, *steps: Event, **given: Any) -> str:
    told: dict[str, Any] = {"channel": Channel.SENT_DOWN, "batch": "第一批", "given_number": number, **given}
    return register(village, *steps, **told)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def paper_of(village: Village, kind: ReportKind, *about: str) -> object:
    with closing(village.workspace.reader()) as reader:
        wish = ReportWish(kind=kind, about=about)
        return gather_issued(reader, village.workspace, draft_of(wish, BY, MORNING)).paper


def test_the_form_says_everything_but_who(village: Village) -> None:
    earlier = register(village)
    complaint = register(
        village,
        ComplaintLinked(earlier=earlier),
        *DONE,
        kinds=(Pollution.AIR, Pollution.ODOUR),
        wanted="停产",
    )
    village.record(
        FindingNoticed(
            subject=named(900),
            number="F-1",
            grid=VILLAGE,
            site=COKING,
            patrol="",
            stop="",
            text="异味",
            noticed=MORNING,
            source=Source.COMPLAINT,
            source_ref=complaint,
        )
    )
    paper = paper_of(village, ReportKind.COMPLAINT, complaint)
    assert isinstance(paper, ComplaintPaper)
    assert paper.complainant == "赵** 138****1234"
    assert paper.complaint.accused == "示例焦化厂"
    assert paper.complaint.accountability == ((Measure.TALK, 2), (Measure.CIRCULAR, 1))
    assert paper.earlier.endswith("-0001")
    assert paper.findings == ("F-1",)
    assert (paper.letter, paper.opinion, paper.replied) == ("示环函〔2026〕8 号", "满意", TODAY)
    assert [step.by for step in paper.steps] == ["示例甲"] * 7
    assert "电话告知" in paper.steps[2].remark
    assert not any("赵钱孙" in text for text in paper.texts())


def test_a_declined_one_says_why(village: Village, tmp_path: Path) -> None:
    complaint = register(village, ComplaintDeclined(reason="不属本部门"), who=Complainant())
    paper = paper_of(village, ReportKind.COMPLAINT, complaint)
    assert isinstance(paper, ComplaintPaper)
    built = build_complaint(paper, Carried(b"", b"{}"), tmp_path / "draft.pdf")
    assert built.pages == 2
    assert (paper.decline_reason, paper.is_anonymous, paper.replied) == ("不属本部门", True, None)


def test_the_table_has_the_cases_of_the_batch_in_their_order(village: Village) -> None:
    second = sent(village, "D1-002", *DONE)
    first = sent(village, "D1-001", *DONE[:1], site=HEAP)
    sent(village, "D2-001", batch="第二批")
    with closing(village.workspace.reader()) as reader:
        about = batch_with(reader, second)
        question = issue_question(reader, ReportKind.COMPLAINT_TABLE, second)
    assert about == (second, first)
    assert question
    assert (question.site, question.also) == ("第一批", (first,))
    paper = paper_of(village, ReportKind.COMPLAINT_TABLE, *about)
    assert isinstance(paper, ComplaintTablePaper)
    assert [one.given_number for one in paper.complaints] == ["D1-001", "D1-002"]
    assert paper.batch == paper.place == "第一批"


def test_what_is_unknown_or_came_in_no_batch_is_refused(village: Village) -> None:
    alone = register(village)
    with pytest.raises(Refused, match="no batch"):
        paper_of(village, ReportKind.COMPLAINT_TABLE, alone)
    for kind in (ReportKind.COMPLAINT, ReportKind.COMPLAINT_TABLE):
        with pytest.raises(Refused, match="no complaint"):
            paper_of(village, kind, named(999))
    with closing(village.workspace.reader()) as reader:
        assert issue_question(reader, ReportKind.COMPLAINT, named(999)) is None
        question = issue_question(reader, ReportKind.COMPLAINT, alone)
    assert question
    assert question.site.endswith("夜间有刺鼻气味")


@pytest.mark.parametrize("kind", [ReportKind.COMPLAINT, ReportKind.COMPLAINT_TABLE])
def test_no_byte_of_an_issued_pdf_holds_the_name(village: Village, kind: ReportKind) -> None:
    extended = ComplaintExtended(until=TODAY.replace(month=12), reason="取样", told_on=TODAY)
    complaints = [
        sent(village, "D1-001", DONE[0], extended, *DONE[1:]),
        sent(village, "D1-002", *DONE[:3], ComplaintClosedForNow(on=TODAY, result="已停产")),
        sent(village, "D1-003", who=Complainant()),
    ]
    about = tuple(complaints) if kind is ReportKind.COMPLAINT_TABLE else tuple(complaints[:1])
    issued = issue_report(village.workspace, ReportWish(kind=kind, about=about), BY, MORNING, village.chance)
    with closing(village.workspace.reader()) as reader:
        final = final_report(
            reader,
            village.workspace,
            issued.report,
            lambda order: build_report(order.paper, order.carried, order.to),
        )
        thought = issue_of(reader, issued.report)
        assert thought
        assert thought.about == about
        shown = shown_entries(gather_issued(reader, village.workspace, thought).entries())
        assert not {one.header.type for one in shown} & {ComplaintIdentitySealed.TYPE}
    with pikepdf.open(final.file) as pdf:
        told = b"".join(
            one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream) and _is_readable(one)
        )
    for secret in ("赵钱孙", "13800131234", "示例巷"):
        for encoding in ("utf-8", "utf-16-be"):
            assert secret.encode(encoding) not in told
            assert secret.encode(encoding) not in final.file.read_bytes()
    assert b"identity_sealed" not in told


def _is_readable(stream: pikepdf.Stream) -> bool:
    return stream.get("/Filter") in (None, pikepdf.Name.FlateDecode)
