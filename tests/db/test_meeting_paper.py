"""The record of a dispatch meeting, from its entries to the pages and what they carry."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from db.issued_reports import ReportWish, draft_of, gather_issued, issue_report, order_draft
from db.numbers import next_issued_number
from db.order_recording import keep_meeting, take_meeting_back
from db.queries.issues import issue_of
from db.queries.issuing import issue_question
from db.queries.meeting_paper import RECORD_TAKEN_BACK, UNKNOWN_MEETING
from db.queries.orders import MET_NAMES, Met, meeting_lines
from inspector.errors import Refused
from inspector.model import order_acts as acts
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.meeting import MOST_LINES, MeetingRecorded, MeetingWithdrawn
from inspector.model.office import RulesDecided
from inspector.model.order import ORDER_STATE_NAMES, OrderState
from inspector.periods import Instant
from inspector.reports.forms import build_report
from inspector.reports.meeting_paper import MeetingPaper, RecordStep
from inspector.reports.report_writing import Built
from inspector.words import LANGUAGES, use
from tests.db.case_desk import BY_CLERK, BY_COUNTY, LATER
from tests.db.order_desk import DUE, FINDING, act, answer, give, ordered
from tests.db.transferred import FOUND, SECRET, transferred
from tests.db.village import OFFICE, TOWN, Village, named

DAY = 24 * 3600 * 1000
TOLD = MeetingRecorded(
    grid="",
    day=LATER.day,
    title="冬季大气污染防治调度会",
    place="县政府二楼会议室",
    chair="示例己",
    attendance=("县住建局 示例庚", "县水务局 示例辛", "示例镇 示例壬"),
    decisions=("限期覆盖裸露渣土。", "加密夜查。", "下月再调度。"),
    period="2026-11",
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = ordered(tmp_path / "w")
    yield made
    use(LANGUAGES[0])
    made.close()


def hold(village: Village, **told: object) -> str:
    """Record a meeting and give its id."""
    wanted = msgspec.structs.replace(TOLD, **told)
    return keep_meeting(village.workspace, wanted, BY_COUNTY, LATER, village.chance)[0]


def correct(village: Village, meeting: str, reason: str, days: int = 1, **told: object) -> None:
    """Record a meeting anew."""
    with closing(village.workspace.reader()) as reader:
        seen = next(one.last for one in meeting_lines(reader, OFFICE) if one.meeting == meeting)
    again = msgspec.structs.replace(TOLD, subject=meeting, reason=reason, **told)
    keep_meeting(village.workspace, again, BY_COUNTY, LATER.later(days * DAY), village.chance, seen=seen)


def take_back(village: Village, meeting: str, reason: str = "误记", days: int = 2) -> None:
    with closing(village.workspace.reader()) as reader:
        seen = next(one.last for one in meeting_lines(reader, OFFICE) if one.meeting == meeting)
    take_meeting_back(village.workspace, meeting, seen, reason, BY_COUNTY, LATER.later(days * DAY))


def wish(meeting: str) -> ReportWish:
    return ReportWish(kind=ReportKind.MEETING_RECORD, about=(meeting,), signers=("issuer",))


def issued(village: Village, meeting: str, at: Instant = LATER) -> str:
    return issue_report(village.workspace, wish(meeting), BY_COUNTY, at, village.chance).report


def paper_of(village: Village, report: str) -> tuple[MeetingPaper, set[str]]:
    """Give the paper of an issued record, and the subjects it carries entries of."""
    with closing(village.workspace.reader()) as reader:
        issue = issue_of(reader, report)
        assert issue
        gathered = gather_issued(reader, village.workspace, issue)
        carried = {entry.header.obj or "" for entry in gathered.entries()}
    assert isinstance(gathered.paper, MeetingPaper)
    return gathered.paper, carried


def draft(village: Village, meeting: str, to: Path) -> tuple[Built, list[str]]:
    """Write the draft of a record; give what was built and the words of its pages."""
    with closing(village.workspace.reader()) as reader:
        order = order_draft(reader, village.workspace, wish(meeting), BY_COUNTY, LATER, to)
    built = build_report(order.paper, order.carried, order.to)
    with closing(pypdfium2.PdfDocument(built.path)) as pdf:
        return built, [page.get_textpage().get_text_range() for page in pdf]


def test_the_record_says_when_where_and_who_and_each_decision_with_its_order(
    village: Village, tmp_path: Path
) -> None:
    meeting = hold(village)
    order = give(village, meeting=meeting, decision=1)
    other = give(village, meeting=meeting, decision=2, to_grid="", unit="县水务局")
    answer(village, order.order)
    report = issued(village, meeting)
    paper, carried = paper_of(village, report)
    assert (paper.topic, paper.place, paper.held_on) == (TOLD.title, TOLD.title, LATER.day)
    assert (paper.venue, paper.chair, paper.period) == (TOLD.place, TOLD.chair, "2026年11月")
    assert (paper.attendance, paper.recorded_by, paper.recorded) == (TOLD.attendance, "示例戊", LATER)
    assert [one.text for one in paper.decisions] == list(TOLD.decisions)
    (first,), (second,), third = (one.orders for one in paper.decisions)
    assert (first.ordered, first.addressee, first.due) == (order.number, "示例镇", DUE)
    assert first.stands == (MET_NAMES[Met.IN_TIME],)
    assert (second.ordered, second.addressee) == (other.number, "县水务局")
    assert second.stands == (MET_NAMES[Met.OPEN],)
    assert (third, paper.orders) == ((), ())
    assert [one.step for one in paper.steps] == [RecordStep.MADE]
    people = {BY_COUNTY.person, BY_CLERK.person}
    assert carried >= {report, meeting, order.order, other.order, OFFICE, TOWN, *people}
    assert FINDING not in carried


def test_the_pages_tell_it_in_both_languages(village: Village, tmp_path: Path) -> None:
    meeting = hold(village)
    order = give(village, meeting=meeting, decision=1)
    act(village, order.order, lambda one, who: acts.number_document(one, who, "示督〔2026〕1号"))
    built, (page,) = draft(village, meeting, tmp_path / "zh.pdf")
    assert built.missing_characters == ()
    told = ("调度会议纪要", "参会人员", "议定事项", "示督〔2026〕1号", order.number, "尚未反馈", "11月22日")
    assert [words for words in told if words not in page] == []
    assert "更正" not in page
    rules = RulesDecided(subject=OFFICE, office_name="Sample office", paper_language="en")
    village.record(rules, when=LATER)
    built, (page,) = draft(village, meeting, tmp_path / "en.pdf")
    english = ("Record of the dispatch meeting", "Nov 2026", "Attendance", "Decisions", "no answer yet")
    assert [words for words in english if words not in page] == []


def test_how_an_order_stands_is_said_once(village: Village) -> None:
    meeting = hold(village)
    settled, idle, late = (give(village, meeting=meeting, decision=at).order for at in (1, 2, 3))
    answer(village, settled)
    for one in (settled, idle):
        act(village, one, lambda found, who: acts.close(found, who, "办结"))
    with closing(village.workspace.reader()) as reader:
        past = draft_of(wish(meeting), BY_COUNTY, LATER.later(30 * DAY))
        paper = gather_issued(reader, village.workspace, past).paper
    assert isinstance(paper, MeetingPaper)
    assert [one.orders[0].stands for one in paper.decisions] == [
        (ORDER_STATE_NAMES[OrderState.CLOSED], MET_NAMES[Met.IN_TIME]),
        (MET_NAMES[Met.UNANSWERED],),
        (MET_NAMES[Met.OVERDUE],),
    ]
    assert late


def test_a_record_printed_again_says_how_the_orders_stood_on_the_day_it_was_issued(village: Village) -> None:
    meeting = hold(village)
    answered, back = (give(village, meeting=meeting, decision=at).order for at in (1, 2))
    report = issued(village, meeting)
    answer(village, answered, at=LATER.later(DAY))
    act(village, back, lambda one, who: acts.withdraw(one, who, "误发"), at=LATER.later(DAY))
    give(village, at=LATER.later(DAY), meeting=meeting, decision=3)
    paper, _carried = paper_of(village, report)
    stood = [one.stands for decision in paper.decisions for one in decision.orders]
    assert stood == [(MET_NAMES[Met.OPEN],)] * 2
    again, _carried = paper_of(village, issued(village, meeting, LATER.later(DAY)))
    assert [[one.stands for one in decision.orders] for decision in again.decisions] == [
        [(MET_NAMES[Met.IN_TIME],)],
        [],
        [(MET_NAMES[Met.OPEN],)],
    ]


def test_several_orders_of_a_decision_and_those_of_none_are_all_there_but_none_taken_back(
    village: Village, tmp_path: Path
) -> None:
    meeting = hold(village)
    back, first, second, without, beyond = (
        give(village, meeting=meeting, decision=at) for at in (1, 1, 1, 0, 9)
    )
    act(village, back.order, lambda one, who: acts.withdraw(one, who, "误发"))
    paper, carried = paper_of(village, issued(village, meeting))
    assert [one.ordered for one in paper.decisions[0].orders] == [first.number, second.number]
    assert [one.ordered for one in paper.orders] == [without.number, beyond.number]
    assert carried >= {first.order, second.order, without.order, beyond.order}
    _built, pages = draft(village, meeting, tmp_path / "x.pdf")
    assert "其他依据本次会议出具的函件" in "".join(pages)
    assert back.number not in "".join(pages)


def test_each_correction_stands_with_its_reason(village: Village, tmp_path: Path) -> None:
    meeting = hold(village, decisions=())
    correct(village, meeting, "漏记议定事项", chair="示例癸")
    take_back(village, meeting, "疑为重复")
    correct(village, meeting, "并非重复", days=3)
    paper, _carried = paper_of(village, issued(village, meeting))
    assert [(one.step, one.reason, one.by) for one in paper.steps] == [
        (RecordStep.MADE, "", "示例戊"),
        (RecordStep.PUT_RIGHT, "漏记议定事项", "示例戊"),
        (RecordStep.TAKEN_BACK, "疑为重复", "示例戊"),
        (RecordStep.MADE_AGAIN, "并非重复", "示例戊"),
    ]
    assert (paper.withdrawn, paper.recorded) == ("", LATER.later(3 * DAY))
    _built, pages = draft(village, meeting, tmp_path / "x.pdf")
    assert all(words in "".join(pages) for words in ("记录更正情况", "漏记议定事项", "重新登记"))


def test_a_record_taken_back_before_it_was_made_is_told_from_when_it_was_made(village: Village) -> None:
    village.workspace.record([MeetingWithdrawn(subject=named(888), reason="误记")], BY_COUNTY, LATER)
    told = msgspec.structs.replace(TOLD, subject=named(888), grid=OFFICE, period="冬季")
    village.workspace.record([told], BY_COUNTY, LATER.later(DAY))
    paper, _carried = paper_of(village, issued(village, named(888)))
    assert [one.step for one in paper.steps] == [RecordStep.MADE]
    assert paper.period == "冬季"


def test_a_record_taken_back_is_not_issued_and_one_issued_before_says_so(
    village: Village, tmp_path: Path
) -> None:
    meeting = hold(village)
    report = issued(village, meeting)
    take_back(village, meeting)
    with closing(village.workspace.reader()) as reader:
        with pytest.raises(Refused, match=RECORD_TAKEN_BACK):
            order_draft(reader, village.workspace, wish(meeting), BY_COUNTY, LATER, tmp_path / "x.pdf")
        with pytest.raises(Refused, match=RECORD_TAKEN_BACK):
            issued(village, meeting)
        number = next_issued_number(
            reader, GridId(OFFICE), ReportKind.MEETING_RECORD, LATER.day.year, village.workspace.feed
        )
        issue = issue_of(reader, report)
        assert issue
        assert number.endswith("-0002")
        order = gather_issued(reader, village.workspace, issue).order(village.workspace, tmp_path / "x.pdf")
    assert isinstance(order.paper, MeetingPaper)
    assert (order.paper.withdrawn, order.paper.steps[-1].step) == ("误记", RecordStep.TAKEN_BACK)
    build_report(order.paper, order.carried, order.to)
    with closing(pypdfium2.PdfDocument(order.to)) as pdf:
        assert "本记录已撤回：误记" in pdf[0].get_textpage().get_text_range()


def test_without_attendance_and_decisions_the_record_says_so(village: Village, tmp_path: Path) -> None:
    meeting = hold(village, attendance=(), decisions=(), place="", chair="", period="")
    built, (page,) = draft(village, meeting, tmp_path / "x.pdf")
    assert built.missing_characters == ()
    assert all(words in page for words in ("未登记参会人员。", "未登记议定事项。"))
    assert not any(words in page for words in ("议定内容", "据以出具的函件", "记录更正情况"))


def test_a_hundred_lines_of_each_go_on_overleaf_under_their_heads(village: Village, tmp_path: Path) -> None:
    long = "各镇对辖区内裸露渣土、堆场逐一排查并于期限内覆盖，由县整改办督办。" * 3
    meeting = hold(
        village,
        attendance=tuple(f"示例单位{at} 示例{at}" for at in range(1, MOST_LINES)),
        decisions=tuple(f"第{at}号：{long}" for at in range(1, MOST_LINES + 1)),
    )
    for at in (1, 50, MOST_LINES):
        give(village, meeting=meeting, decision=at)
    correct(
        village,
        meeting,
        "漏" * 300,
        attendance=tuple(f"示例单位{at} 示例{at}" for at in range(1, MOST_LINES)),
        decisions=tuple(f"第{at}号：{long}" for at in range(1, MOST_LINES + 1)),
    )
    built, pages = draft(village, meeting, tmp_path / "x.pdf")
    assert built.missing_characters == ()
    assert built.pages == len(pages) > 10
    text = "".join(pages)
    assert all(text.count(f"第{at}号：") == 1 for at in (1, 37, MOST_LINES))
    of_decisions = [page for page in pages if "号：" in page]
    assert len(of_decisions) > 5
    assert all("据以出具的函件" in page for page in of_decisions)
    assert all("姓名和单位" in page for page in pages if "示例单位" in page)


def test_a_single_decision_of_several_pages_is_cut(village: Village, tmp_path: Path) -> None:
    meeting = hold(village, decisions=("甲" * 3000,))
    _built, pages = draft(village, meeting, tmp_path / "x.pdf")
    assert sum(page.count("甲") for page in pages) == 3000


def test_before_a_record_is_issued_its_meeting_is_named(village: Village, tmp_path: Path) -> None:
    meeting = hold(village)
    with closing(village.workspace.reader()) as reader:
        question = issue_question(reader, ReportKind.MEETING_RECORD, meeting)
        assert question
        assert question.site == f"{LATER.day} {TOLD.title}"
        assert issue_question(reader, ReportKind.MEETING_RECORD, named(999)) is None
        with pytest.raises(Refused, match=UNKNOWN_MEETING):
            order_draft(reader, village.workspace, wish(named(999)), BY_COUNTY, LATER, tmp_path / "x.pdf")


def test_an_order_about_what_was_transferred_with_restricted_access_tells_nothing_of_it(
    tmp_path: Path,
) -> None:
    made = transferred(tmp_path / "w")
    meeting = hold(made)
    give(made, findings=(FOUND,), meeting=meeting, decision=1, title="关于限期办理的督办单")
    with closing(made.workspace.reader()) as reader:
        gathered = gather_issued(reader, made.workspace, draft_of(wish(meeting), BY_COUNTY, LATER))
        assert SECRET not in repr(gathered.paper)
        entries = gathered.entries()
    assert FOUND not in {entry.header.obj for entry in entries}
    assert not any(SECRET.encode() in (entry.body or b"") for entry in entries)
    made.close()
