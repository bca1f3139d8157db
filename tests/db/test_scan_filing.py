"""Prints that come back: printed, sealed in ink, photographed or scanned, and filed to their report."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from db.connection import Reader
from db.queries.report_scans import (
    PrintedReport,
    filed_scans,
    filed_to,
    printed_reports,
    prints_awaited,
    report_named,
    report_numbered,
)
from db.scan_filing import (
    BY_CODE,
    BY_PERSON,
    Proposal,
    ScanBatch,
    chosen_by_hand,
    file_scan,
    proposals,
    read_scans,
    withdraw_scans,
)
from inspector.errors import Refused
from inspector.model.issued_report import ReportIssued, ReportKind
from inspector.model.patrol import Patrol
from inspector.model.signing import ReportSealed
from inspector.reports.scan_reading import read_scan
from tests.db.reporting import ACTOR, built, finish, go_round
from tests.db.village import COKING, MORNING, VILLAGE, Village, named
from tests.reports.paper_back import bare, photographed, printed, scanned, sheet, stamped

LATER = MORNING.later(5 * 3_600_000)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def patrol(village: Village) -> str:
    """A round that was finished for ink and seal."""
    patrol = go_round(village)
    finish(village, patrol, signers=())
    return patrol


def known(reader: Reader, patrol: str) -> PrintedReport:
    report = report_named(reader, patrol)
    assert report
    return report


def pages_of(village: Village, patrol: str, pages: int = 2) -> list[Image.Image]:
    """Draw small pages of a print: the first has the code of the patrol's report."""
    with closing(village.workspace.reader()) as reader:
        number = known(reader, patrol).number
    return [sheet(number), *(bare(sum(number.encode()) % 200 + page) for page in range(1, pages))]


def photos(pictures: list[Image.Image], folder: Path) -> list[Path]:
    files = []
    for number, picture in enumerate(pictures, 1):
        file = folder / f"IMG_{number:04d}.jpg"
        picture.save(file, quality=80)
        files.append(file)
    return files


def read(village: Village, *files: Path) -> ScanBatch:
    return read_scans(village.workspace.blobs, files, read_scan)


def proposed(village: Village, *files: Path) -> tuple[Proposal, ...]:
    with closing(village.workspace.reader()) as reader:
        return proposals(reader, village.workspace, read(village, *files).pages)


def report_of(proposal: Proposal) -> PrintedReport:
    assert proposal.report
    return proposal.report


def file(village: Village, proposal: Proposal, subject: str = "") -> None:
    with closing(village.workspace.reader()) as reader:
        file_scan(
            reader,
            village.workspace,
            subject or report_of(proposal).subject,
            proposal.pages,
            ACTOR,
            LATER,
            found_by=proposal.found_by,
        )


def said(proposal: Proposal) -> str:
    return str(proposal.why_not)


class TestAPrintThatComesBack:
    def test_photographs_of_all_pages_find_their_report_and_are_filed(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        pages = [stamped(page) for page in printed(built(village, patrol).file, tmp_path)]
        files = photos([photographed(page) for page in pages], tmp_path)
        (proposal,) = proposed(village, *files)
        assert report_of(proposal).subject == patrol
        assert proposal.found_by == BY_CODE
        assert (proposal.why_not, proposal.doubts) == (None, ())
        assert [page.file for page in proposal.pages] == [file.name for file in files]
        with closing(village.workspace.reader()) as reader:
            assert prints_awaited(reader) == 1
        file(village, proposal)
        with closing(village.workspace.reader()) as reader:
            (filed,) = filed_scans(reader, patrol)
            assert (filed.pages, filed.found_by, filed.by) == (len(files), "qr", ACTOR.person)
            assert all(village.workspace.blobs.is_whole(blob) for blob in filed.scans)
            assert all(blob.mime == "image/webp" for blob in filed.previews)
            assert prints_awaited(reader) == 0
            assert known(reader, patrol).is_filed

    def test_a_report_that_waits_for_a_digital_signature_may_come_back_in_ink(
        self, village: Village, tmp_path: Path
    ) -> None:
        patrol = go_round(village)
        finish(village, patrol)
        (proposal,) = proposed(village, *photos(pages_of(village, patrol), tmp_path))
        file(village, proposal)
        with closing(village.workspace.reader()) as reader:
            assert known(reader, patrol).is_filed

    def test_the_pdf_of_a_scanner_is_kept_whole_with_a_preview_of_each_page(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        scan = tmp_path / "scan.pdf"
        scan.write_bytes(scanned(pages_of(village, patrol)))
        (proposal,) = proposed(village, scan)
        file(village, proposal)
        with closing(village.workspace.reader()) as reader:
            (filed,) = filed_scans(reader, patrol)
            assert {blob.mime for blob in filed.scans[::2]} == {"application/pdf"}
            assert len(set(filed.previews)) == filed.pages

    def test_more_pages_than_an_entry_holds_go_into_several(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        scan = tmp_path / "scan.pdf"
        scan.write_bytes(scanned(pages_of(village, patrol, 18)))
        (proposal,) = proposed(village, scan)
        file(village, proposal)
        with closing(village.workspace.reader()) as reader:
            assert [filed.pages for filed in filed_scans(reader, patrol)] == [8, 8, 2]

    def test_the_page_with_the_code_is_the_first_in_whatever_order_they_were_taken(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        pages = pages_of(village, patrol)
        files = photos([*pages[1:], pages[0]], tmp_path)
        (proposal,) = proposed(village, *files)
        assert proposal.pages[0].file == files[-1].name
        assert len(proposal.pages) == len(pages)


class TestSeveralReports:
    def test_a_stack_is_parted_where_a_code_begins_another_report(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        other = go_round(village, 80)
        finish(village, other, signers=(), serial=2)
        stack = [*pages_of(village, patrol), *pages_of(village, other)]
        scan = tmp_path / "stack.pdf"
        scan.write_bytes(scanned(stack))
        first, second = proposed(village, scan)
        assert (report_of(first).subject, report_of(second).subject) == (patrol, other)
        assert [page.number for page in (*first.pages, *second.pages)] == list(range(1, len(stack) + 1))
        file(village, first)
        first, second = proposed(village, scan)
        assert "filed already" in said(first)
        assert second.why_not is None
        assert (
            sum(doubt.sentence == "{file} is filed to report {number} too." for doubt in second.doubts) == 1
        )

    def test_pages_before_any_code_are_left_to_a_person(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        other = go_round(village, 80)
        finish(village, other, signers=(), serial=2)
        mine, others = pages_of(village, patrol), pages_of(village, other)
        *found, lone = proposed(village, *photos([mine[1], mine[0], others[0]], tmp_path))
        assert [report_of(one).subject for one in found] == [patrol, other]
        assert (lone.report, lone.found_by, len(lone.pages)) == (None, BY_PERSON, 1)

    def test_a_picture_of_two_prints_is_left_to_a_person(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        other = go_round(village, 80)
        finish(village, other, signers=(), serial=2)
        a, b = pages_of(village, patrol)[0], pages_of(village, other)[0]
        both = Image.new("RGB", (a.width * 2, a.height), "white")
        both.paste(a, (0, 0))
        both.paste(b, (a.width, 0))
        (lone,) = proposed(village, *photos([both], tmp_path))
        assert lone.report is None
        assert len(lone.pages[0].codes) == 2


class TestWhatCannotBeFiled:
    def test_the_print_of_a_draft(self, village: Village, tmp_path: Path) -> None:
        from db.report_files import order_report
        from inspector.reports.attachment import Stage
        from inspector.reports.forms import build_report

        patrol = go_round(village)
        with closing(village.workspace.reader()) as reader:
            order = order_report(reader, village.workspace, patrol, Stage.DRAFT, tmp_path / "draft.pdf")
        build_report(order.paper, order.carried, order.to)
        (proposal,) = proposed(village, *photos(printed(order.to, tmp_path), tmp_path))
        assert "draft" in said(proposal)

    def test_the_print_of_another_office(self, village: Village, patrol: str, tmp_path: Path) -> None:
        (page,) = read(village, *photos(pages_of(village, patrol)[:1], tmp_path)).pages
        strange = replace(page, codes=(replace(page.codes[0], number="QLS03-20261122-A2F4-01"),))
        with closing(village.workspace.reader()) as reader:
            (proposal,) = proposals(reader, village.workspace, [strange])
        assert "QLS03-20261122-A2F4-01, which is not in this workspace" in said(proposal)

    def test_a_report_whose_patrol_goes_on(self, village: Village, patrol: str, tmp_path: Path) -> None:
        pages = read(village, *photos(pages_of(village, patrol)[:1], tmp_path)).pages
        open_round = go_round(village, 80)
        with closing(village.workspace.reader()) as reader:
            assert "Finish the patrol" in said(chosen_by_hand(reader, pages, open_round))
            with pytest.raises(Refused, match="Finish the patrol"):
                file_scan(reader, village.workspace, open_round, pages, ACTOR, LATER, found_by=BY_PERSON)

    def test_the_same_scan_again(self, village: Village, patrol: str, tmp_path: Path) -> None:
        files = photos(pages_of(village, patrol), tmp_path)
        (first,) = proposed(village, *files)
        file(village, first)
        (again,) = proposed(village, *files)
        assert "filed already" in said(again)
        with pytest.raises(Refused, match="filed already"):
            file(village, again)
        with closing(village.workspace.reader()) as reader:
            assert len(filed_scans(reader, patrol)) == 1

    def test_no_pages_and_no_report(self, village: Village, patrol: str) -> None:
        with closing(village.workspace.reader()) as reader:
            for subject, sentence in ((patrol, "at least one page"), (named(99), "There is no report")):
                with pytest.raises(Refused, match=sentence):
                    file_scan(reader, village.workspace, subject, [], ACTOR, LATER, found_by=BY_PERSON)


class TestWhatIsDoubtful:
    def test_check_sums_of_another_version(self, village: Village, patrol: str, tmp_path: Path) -> None:
        built(village, patrol)
        (proposal,) = proposed(village, *photos(pages_of(village, patrol, 17), tmp_path))
        assert proposal.why_not is None
        assert [doubt.sentence for doubt in proposal.doubts] == [
            "The print carries other check sums than the report kept here; please compare the two.",
            "The report has {all} pages, the scan {n}.",
        ]
        assert proposal.doubts[1].values["n"] == 17

    def test_a_second_scan_of_a_report_is_added_to_the_first(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        pages = pages_of(village, patrol)
        (first,) = proposed(village, *photos(pages, tmp_path))
        file(village, first)
        scan = tmp_path / "better.pdf"
        scan.write_bytes(scanned(pages))
        (second,) = proposed(village, scan)
        assert second.why_not is None
        assert "is added to it" in str(second.doubts[0])

    def test_nothing_is_compared_where_the_file_is_gone(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        files = photos(pages_of(village, patrol)[:1], tmp_path)
        built(village, patrol).file.unlink()
        (proposal,) = proposed(village, *files)
        assert (proposal.why_not, proposal.doubts) == (None, ())


class TestAReportWithItsOwnNumber:
    @pytest.fixture
    def hint(self, village: Village) -> str:
        issued = ReportIssued(
            subject=named(90),
            kind=ReportKind.HINT,
            number="SLX0101-H2026-ABCD-0001",
            about=named(60),
            grid=VILLAGE,
            site=COKING,
            day=date(2026, 11, 22),
            addressee="示例焦化厂",
            text="请覆盖料堆",
        )
        village.record(issued)
        return issued.subject

    def test_it_is_filed_alike(self, village: Village, patrol: str, hint: str, tmp_path: Path) -> None:
        (page,) = read(village, *photos(pages_of(village, patrol)[:1], tmp_path)).pages
        mine = replace(page, codes=(replace(page.codes[0], number="SLX0101-H2026-ABCD-0001"),))
        with closing(village.workspace.reader()) as reader:
            assert prints_awaited(reader) == 2
            (proposal,) = proposals(reader, village.workspace, [mine])
            assert (report_of(proposal).subject, report_of(proposal).site) == (hint, "示例焦化厂")
            assert proposal.doubts == ()
        file(village, proposal)
        with closing(village.workspace.reader()) as reader:
            assert filed_to(reader, page.original.sha256) == {hint: "SLX0101-H2026-ABCD-0001"}
            assert prints_awaited(reader) == 1

    def test_it_is_found_by_a_part_of_its_number_or_site(
        self, village: Village, patrol: str, hint: str
    ) -> None:
        go_round(village, 80)
        with closing(village.workspace.reader()) as reader:
            assert {one.subject for one in printed_reports(reader)} == {patrol, hint}
            assert [one.subject for one in printed_reports(reader, " h2026 ")] == [hint]
            assert [one.subject for one in printed_reports(reader, "焦化")] == [hint]
            assert report_numbered(reader, "") is None


class TestAMistake:
    def test_a_scan_filed_to_the_wrong_report_is_taken_back_and_filed_to_the_right_one(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        other = go_round(village, 80)
        finish(village, other, signers=(), serial=2)
        pages = read(village, *photos(pages_of(village, patrol), tmp_path)).pages
        bare = [replace(page, codes=()) for page in pages]
        with closing(village.workspace.reader()) as reader:
            wrong = chosen_by_hand(reader, bare, other)
        assert (wrong.why_not, wrong.found_by) == (None, BY_PERSON)
        file(village, wrong)
        with closing(village.workspace.reader()) as reader:
            (filed,) = filed_scans(reader, other)
            take_back = (reader, village.workspace, other, [filed.entry])
            with pytest.raises(Refused, match="why"):
                withdraw_scans(*take_back, " ", ACTOR, LATER)
            withdraw_scans(*take_back, "归错报告", ACTOR, LATER)
            assert filed_scans(reader, other) == []
            assert filed_to(reader, pages[0].original.sha256) == {}
            with pytest.raises(Refused, match="not filed here"):
                withdraw_scans(*take_back, "归错报告", ACTOR, LATER)
            kept = Patrol.of(village.workspace.facts_of(reader, other))
            assert kept
            assert [(one.withdrawn, one.pages) for one in kept.sealed] == [("归错报告", len(pages))]
        file(village, wrong, patrol)
        file(village, wrong, other)
        with closing(village.workspace.reader()) as reader:
            assert set(filed_to(reader, pages[0].original.sha256)) == {patrol, other}

    def test_a_withdrawal_of_an_unknown_entry_withdraws_nothing(
        self, village: Village, patrol: str, tmp_path: Path
    ) -> None:
        from inspector.model.signing import ReportScanWithdrawn

        (first,) = proposed(village, *photos(pages_of(village, patrol), tmp_path))
        file(village, first)
        village.record(ReportScanWithdrawn(subject=patrol, entry="0" * 64, reason="误"))
        village.record(ReportSealed(subject=named(98), report="", pages=0))
        with closing(village.workspace.reader()) as reader:
            assert len(filed_scans(reader, patrol)) == 1
