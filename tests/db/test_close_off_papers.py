"""The papers of a close-off: form, public notice and the whole file, as they are printed."""

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import msgspec
import pikepdf
import pypdfium2
import pytest

from db.close_off_recording import Act, record_close_off
from db.issued_reports import ReportWish, draft_of, gather_issued, issue_report
from db.keys import certifying
from db.material_intake import add_materials, take_materials
from db.queries.close_off_paper import close_off_paper
from db.queries.close_off_scans import MOST_PAGES
from db.queries.close_offs import PaperOfStep, close_off_sheet, papers_of
from db.queries.issues import issue_of
from db.queries.issuing import issue_question
from db.workspace import Actor
from inspector.errors import Refused, Unreadable
from inspector.journal.person_key import PersonKey
from inspector.model.close_off import CRITERIA, DEFAULT_STEPS, CloseOffStep
from inspector.model.close_off_acts import Filing, StepToDo, do_step, file, refuse, settle, take_objection
from inspector.model.finding_life import FindingRelapsed
from inspector.model.issued_report import ReportKind
from inspector.model.office import RulesDecided
from inspector.model.photo import Moment, PhotoAdded, TimeSource
from inspector.model.task_life import Measure, TaskCompleted, TaskRecheckPassed, TaskSet
from inspector.reports.close_off_file import ScanPage
from inspector.reports.close_off_paper import CloseOffFilePaper, CloseOffPaper
from inspector.reports.fonts import Fonts
from inspector.reports.forms import build_report
from inspector.reports.pdf_pages import drawn_pages
from inspector.reports.styles import SMALL
from inspector.reports.tagging import Element
from inspector.reports.text import Words
from tests.db.close_off_stage import (
    CASE,
    COUNTY,
    NOTICED,
    PUT_RIGHT,
    RECHECKED,
    day,
    give_office,
    last_of,
    moment,
    put_in_close_off,
    told,
)
from tests.db.reporting import key_of
from tests.db.village import COKING, FOUNDING, OFFICE, STAFF, VILLAGE, Village, named
from tests.pictures.made import encoded, scene

S = CloseOffStep
TASK = named(170)
KINDS = (ReportKind.CLOSE_OFF_FORM, ReportKind.PUBLIC_NOTICE, ReportKind.CLOSE_OFF_FILE)


def pages_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    document.close()
    return ["".join(page.split()) for page in pages]


def blank_pdf(to: Path, pages: int) -> Path:
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(to)
    return to


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def key(village: Village) -> PersonKey:
    return give_office(village)


@pytest.fixture
def case(village: Village, key: PersonKey) -> str:
    return put_in_close_off(village, key)


def doing(done: StepToDo) -> Act:
    return lambda case, who, rules: do_step(case, who, done, rules, done.on)


def objecting(words: str) -> Act:
    return lambda case, who, _rules: take_objection(case, who, day(16), words, day(16))


def do(village: Village, key: PersonKey, *files: Path, subject: str = CASE, steps: int = 6) -> None:
    """Do the steps before the filing, one a day from the 10th on; the files go with the acceptance."""
    for number, step in enumerate(DEFAULT_STEPS[:steps], 10):
        done = told(step, number)
        if step is S.ACCEPTANCE and files:
            taken = take_materials(village.workspace.blobs, files, moment(number), village.chance).materials
            done = msgspec.structs.replace(
                done,
                blobs=tuple(blob for one in taken for blob in (one.original, one.preview) if blob),
                papers=tuple(
                    name for one in taken for name in ((one.name, "") if one.preview else (one.name,))
                ),
            )
        record_close_off(
            village.workspace,
            subject,
            last_of(village, subject),
            doing(done),
            COUNTY,
            moment(number),
            key,
        )


def end(village: Village, key: PersonKey, subject: str = CASE, opinion: str = "同意备案") -> None:
    filing = Filing(on=day(22), number="示环备〔2026〕31号", opinion=opinion)
    record_close_off(
        village.workspace,
        subject,
        last_of(village, subject),
        lambda now, who, rules: file(now, who, filing, rules, day(22)),
        COUNTY,
        moment(22),
        key,
    )


def paper(village: Village, kind: ReportKind, subject: str = CASE) -> CloseOffPaper:
    wish = ReportWish(kind=kind, about=(subject,))
    reader = village.workspace.reader()
    found = close_off_paper(reader, village.workspace.blobs, draft_of(wish, COUNTY, moment(22)))
    reader.close()
    return found


def printed(village: Village, kind: ReportKind, to: Path, subject: str = CASE) -> list[str]:
    """Issue a paper, build it, and give the text of its pages."""
    wish = ReportWish(kind=kind, about=(subject,), signers=("issuer",))
    issued = issue_report(village.workspace, wish, COUNTY, moment(22), village.chance)
    reader = village.workspace.reader()
    issue = issue_of(reader, issued.report)
    assert issue
    order = gather_issued(reader, village.workspace, issue).order(village.workspace, to / f"{kind}.pdf")
    reader.close()
    build_report(order.paper, order.carried, order.to)
    with pikepdf.open(order.to) as pdf:
        assert [field.T for field in pdf.Root.AcroForm.Fields] == ["issuer"]
    return pages_of(order.to)


def test_the_form_says_who_did_each_step_when_and_every_criterion(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key)
    end(village, key)
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    for words in (
        "SLX0101-2026-AB-0009",
        "示整交〔2026〕9号",
        "料堆未覆盖，大风扬尘",
        "堆场全覆盖，装喷淋",
        "已全覆盖，喷淋投用",
        "2026年11月12日",
        "示例丙",
        "示例丁、示例戊",
        "现场查看、查阅台账",
        "http://www.example.gov.cn/gs/202611.html",
        "示例辛0473-0000000",
        "示环备〔2026〕31号",
        "同意备案",
        "2027年2月20日",
    ):
        assert words in text, words
    assert text.count("见附件") == len(CRITERIA)


def test_a_form_before_the_filing_shows_what_was_done_by_then(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key, steps=2)
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    assert "示例丁、示例戊" in text
    assert "http://" not in text
    assert "示环备" not in text


def test_a_criterion_that_is_ruled_now_but_was_not_asked_then_has_no_answer(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    village.record(
        RulesDecided(subject=OFFICE, office_name="示例办", criteria=CRITERIA, paper_language="en"),
        by=COUNTY,
        when=FOUNDING,
    )
    do(village, key)
    found = paper(village, ReportKind.CLOSE_OFF_FORM)
    assert found.language == "en"
    village.record(
        RulesDecided(subject=OFFICE, office_name="示例办", criteria=CRITERIA[:1], paper_language="en"),
        by=COUNTY,
        when=moment(21),
    )
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    # all five that were answered are printed, though one is ruled now
    assert text.count("见附件") == len(CRITERIA)


def test_the_notice_names_period_contact_and_what_to_do_with_an_objection(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key, steps=5)
    before = "".join(printed(village, ReportKind.PUBLIC_NOTICE, tmp_path))
    assert "2026年11月15日" not in before
    do_last = told(S.PUBLICITY, 15)
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, rules: do_step(now, who, do_last, rules, day(15)),
        COUNTY,
        moment(15),
        key,
    )
    (page,) = printed(village, ReportKind.PUBLIC_NOTICE, tmp_path)
    for words in ("2026年11月15日", "2026年11月21日", "示例辛0473-0000000", "料堆未覆盖，大风扬尘"):
        assert words in page, words
    assert not paper(village, ReportKind.PUBLIC_NOTICE).photos


def test_the_file_has_every_page_numbered_and_its_contents_say_where(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    scan = tmp_path / "验收意见.jpg"
    scan.write_bytes(encoded(scene(600, 800)))
    table = tmp_path / "监测数据.csv"
    table.write_text("日期,PM10\n2026-11-10,80\n")
    do(village, key, scan, blank_pdf(tmp_path / "验收报告.pdf", 2), table)
    end(village, key)
    pages = printed(village, ReportKind.CLOSE_OFF_FILE, tmp_path)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
    contents = pages[1]
    for name, words in (("验收意见.jpg", "验收意见.jpg"), ("验收报告.pdf", "第1页")):
        (at,) = [
            at
            for at, page in enumerate(pages, 1)
            if at > 2 and words in page and "SHA-256" in page and name in page
        ][:1]
        assert f"{name}{at}" in contents, contents
    assert "监测数据.csv" in pages[-1]
    assert "示环备〔2026〕31号" in pages[0]
    assert contents.count("验收报告.pdf") == 1


def test_a_file_that_is_missing_hostile_or_too_long_is_listed_by_name_and_hash(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    long = blank_pdf(tmp_path / "长.pdf", MOST_PAGES + 1)
    gone = blank_pdf(tmp_path / "丢失.pdf", 1)
    do(village, key, broken, long, gone)
    files = {one.name: one for one in _papers(village)}
    village.workspace.blobs.path(files["丢失.pdf"].file).unlink()
    found = paper(village, ReportKind.CLOSE_OFF_FILE)
    assert isinstance(found, CloseOffFilePaper)
    assert [one.name for one in found.listed] == ["坏.pdf", "长.pdf", "丢失.pdf"]
    assert found.listed[0].sha256 == files["坏.pdf"].file.sha256
    assert not found.scans


def _papers(village: Village) -> list[PaperOfStep]:
    reader = village.workspace.reader()
    sheet = close_off_sheet(village.workspace, reader, CASE, COUNTY, day(22))
    reader.close()
    assert sheet
    return [paper for one in sheet.close_off.done for paper in papers_of(one)]


def test_materials_of_the_finding_are_bound_in_once(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    scan = tmp_path / "监测.jpg"
    scan.write_bytes(encoded(scene(60, 80)))
    taken = take_materials(village.workspace.blobs, [scan], moment(9), village.chance).materials
    add_materials(village.workspace, taken, Actor(STAFF, VILLAGE), moment(9), finding=CASE)
    do(village, key, scan)
    found = paper(village, ReportKind.CLOSE_OFF_FILE)
    assert isinstance(found, CloseOffFilePaper)
    (bound,) = found.scans
    assert "监测.jpg" in bound.title
    assert found.photos[-1].number == bound.picture


def test_objections_and_their_answers_stand_on_paper(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key)
    for words in ("仍有扬尘", "噪声大"):
        record_close_off(
            village.workspace,
            CASE,
            last_of(village),
            objecting(words),
            COUNTY,
            moment(16),
        )
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, _rules: settle(now, who, now.close_off.objections[0].entry, "复测达标"),
        COUNTY,
        moment(17),
    )
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    assert "仍有扬尘" in text
    assert "复测达标" in text
    first, second = paper(village, ReportKind.CLOSE_OFF_FORM).objections
    assert (first.result, second.result) == ("复测达标", "")


def test_after_a_refusal_the_papers_begin_anew(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key)
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, _rules: refuse(now, who, "补喷淋", None, day(22)),
        COUNTY,
        moment(22),
        key,
    )
    found = paper(village, ReportKind.CLOSE_OFF_FORM)
    assert (found.steps, found.case.rechecks, found.case.asked) == ((), (), "补喷淋")
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FILE, tmp_path))
    assert "补喷淋" in text
    assert "示例丁" not in text


def test_a_case_that_came_back_says_how_often(village: Village, key: PersonKey, case: str) -> None:
    do(village, key)
    end(village, key)
    assert paper(village, ReportKind.CLOSE_OFF_FORM).filed_by == "示例乙"
    village.record(FindingRelapsed(subject=CASE, seen=moment(25), text="又起尘"), by=COUNTY, when=moment(25))
    found = paper(village, ReportKind.CLOSE_OFF_FORM)
    assert (found.case.relapses, found.filed_on, found.case.done) == (1, None, "")


def test_a_task_of_a_plan_has_the_same_papers(village: Village, key: PersonKey, tmp_path: Path) -> None:
    village.record(
        TaskSet(
            subject=TASK,
            grid=OFFICE,
            number="十二",
            title="排土场治理",
            lead=("市自然资源局",),
            goal="全部治理",
            due=date(2026, 12, 31),
            measures=(Measure(id="1", text="覆土"), Measure(id="2", text="绿化")),
        ),
        by=COUNTY,
        when=NOTICED,
    )
    village.record(
        TaskCompleted(subject=TASK, text="71 处全部完成", on=PUT_RIGHT.day, on_behalf="市自然资源局"),
        by=COUNTY,
        when=PUT_RIGHT,
    )
    other = key_of("示例甲")
    village.record(certifying(STAFF, other))
    for who, signing in ((Actor(STAFF, OFFICE), other), (COUNTY, key)):
        passed = TaskRecheckPassed(subject=TASK, checked=RECHECKED, note="属实")
        village.workspace.record([passed], who, RECHECKED, signing)
    do(village, key, subject=TASK)
    end(village, key, TASK, opinion="")
    for kind in KINDS:
        text = "".join(printed(village, kind, tmp_path, TASK))
        assert "排土场治理" in text
        assert "市自然资源局" in text
    assert paper(village, ReportKind.CLOSE_OFF_FORM, TASK).place == "十二"


def test_photos_before_and_after_and_a_page_that_cannot_be_read_stand_in_the_file(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    blobs = village.workspace.blobs
    for number, moment_of in ((1, Moment.BEFORE), (2, Moment.AFTER)):
        shot = blobs.keep(encoded(scene(80 + number, 60)), "image/jpeg")
        village.record(
            PhotoAdded(
                subject=named(180 + number),
                blobs=(shot, shot),
                taken=moment(number),
                time_source=TimeSource.ENTRY,
                patrol="",
                stop="",
                site=COKING,
                finding=CASE,
                moment=moment_of,
            )
        )
    broken = blobs.keep(b"no picture", "image/jpeg")
    done = msgspec.structs.replace(told(S.SIGNED_ON_SITE, 10), blobs=(broken,), opinion="")
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, rules: do_step(now, who, done, rules, day(10)),
        COUNTY,
        moment(10),
        key,
    )
    pages = printed(village, ReportKind.CLOSE_OFF_FILE, tmp_path)
    (shown,) = [page for page in pages if "图1" in page and "图2" in page]
    assert "整改前" in shown
    assert "整改后" in shown
    assert broken.sha256[:12] in pages[1]
    assert broken.sha256 in pages[-1]


def test_what_nobody_knows_has_no_paper_and_no_question(village: Village, key: PersonKey, case: str) -> None:
    reader = village.workspace.reader()
    assert issue_question(reader, ReportKind.CLOSE_OFF_FORM, named(999)) is None
    question = issue_question(reader, ReportKind.CLOSE_OFF_FORM, CASE)
    reader.close()
    assert question
    assert question.site == "SLX0101-2026-AB-0009 料堆未覆盖，大风扬尘"
    with pytest.raises(Refused, match="not recorded"):
        paper(village, ReportKind.CLOSE_OFF_FORM, named(999))


def test_a_pdf_with_a_password_is_not_drawn(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(Unreadable, match="password"):
        list(drawn_pages((tmp_path / "a.pdf").read_bytes(), "a.pdf", 3))


def test_a_scanned_page_is_never_cut() -> None:
    absent = Words.of(SMALL, "不在").lay_out(Fonts(), 100, Element("P"))
    assert ScanPage(1, Future(), Element("Figure"), (), absent).split(100) is None
