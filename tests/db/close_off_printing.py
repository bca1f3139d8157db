"""A close-off led through and printed, for the tests of its papers."""

from pathlib import Path

import msgspec
import pikepdf
import pypdfium2

from db.close_off_recording import Act, record_close_off
from db.issued_reports import ReportWish, draft_of, gather_issued, issue_report
from db.material_intake import take_materials
from db.queries.close_off_paper import close_off_paper
from db.queries.issues import issue_of
from inspector.journal.person_key import PersonKey
from inspector.model.close_off import DEFAULT_STEPS, CloseOffStep
from inspector.model.close_off_acts import Filing, StepToDo, do_step, file, take_objection
from inspector.model.issued_report import ReportKind
from inspector.reports.close_off_paper import CloseOffPaper
from inspector.reports.forms import build_report
from tests.db.close_off_stage import (
    CASE,
    COUNTY,
    day,
    last_of,
    moment,
    told,
)
from tests.db.village import Village

S = CloseOffStep


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
