"""What the sample's people do after a round: put right what was said of a stop, hint at what was found."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from db.connection import Reader
from db.issued_reports import ReportWish, addressee_of, issue_report
from db.queries.findings import FindingView, finding_keys, finding_rows
from db.queries.today import day_of
from db.report_files import final_report
from db.report_orders import Order
from db.scan_filing import file_scan, read_scans
from db.workspace import Actor, Workspace
from inspector.model.ids import GridId, PersonId
from inspector.model.issued_report import ReportKind
from inspector.model.stop import StopCorrected
from inspector.periods import Instant, at
from inspector.reports.attachment import Carried, read_data
from inspector.reports.pdf_reading import open_pdf
from inspector.reports.qr import code_picture, code_text
from inspector.reports.scan_reading import read_scan
from inspector.reports.worker import build
from inspector.sample.county import SIGNER, SIGNERS_GRID
from inspector.sample.sealed_print import sealed_print
from inspector.sample.settling import Chance, Settled
from inspector.sample.shots import REPORTED_DAY
from inspector.words import in_language

CORRECTED_DAY = 4
"""Days ago when the stop was that is corrected in the evening after the report was signed."""
NIGHTFALL, EVENING, HANDED_OVER, SEALED = "18:00", "18:20", "18:40", "19:10"
REASON = {
    "zh_CN": "晚间核对照片，发现备注漏写临时堆放点",
    "en": "Checking the photos in the evening: the note lacked the temporary heap",
}
NOTE = {
    "zh_CN": "场界北侧新增一处临时堆放点，已覆盖",
    "en": "A new temporary heap north of the boundary, covered",
}

HINT = {
    "zh_CN": "请及时核实并处置上述情况，处置前注意防护，并加强日常巡护。",
    "en": "Please look into it and put it right, take care until then, and watch the place from now on.",
}


def correct_a_stop(workspace: Workspace, settled: Settled, now: Instant, language: str) -> None:
    """Correct the note of the first stop of the signer's round of some days ago."""
    signer = settled.acting(SIGNER, SIGNERS_GRID)
    day = at(now.day - timedelta(days=CORRECTED_DAY), NIGHTFALL, now.tz)
    with closing(workspace.reader()) as reader:
        rows = day_of(reader, GridId(signer.org), PersonId(signer.person), day).rows
    stop = next(row.stop for row in rows if row.stop)
    moment = at(now.day - timedelta(days=REPORTED_DAY), EVENING, now.tz)
    correction = StopCorrected(subject=stop, reason=REASON[language], note=NOTE[language])
    workspace.record([correction], signer, moment)


def hint_at_a_finding(
    workspace: Workspace, settled: Settled, now: Instant, language: str, chance: Chance
) -> Path:
    """Hand the site of yesterday's last finding a hint (环境问题提示单), sealed in ink; give its PDF."""
    signer = settled.acting(SIGNER, SIGNERS_GRID)
    moment = at(now.day - timedelta(days=REPORTED_DAY), HANDED_OVER, now.tz)
    with closing(workspace.reader()) as reader:
        newest = finding_keys(reader, FindingView(GridId(signer.org), moment.day), 1)
        (row,) = finding_rows(reader, newest).values()
        wish = ReportWish(
            kind=ReportKind.HINT,
            about=(row.finding,),
            addressee=addressee_of(reader, row.site),
            text=HINT[language],
        )
        issued = issue_report(workspace, wish, signer, moment, chance)
        final = final_report(reader, workspace, issued.report, _build)
        sealed = at(moment.day, SEALED, now.tz)
        _file_sealed_print(reader, workspace, issued.report, final.file, signer, sealed)
    return final.file


def _build(order: Order) -> object:
    return build(order.paper, order.carried, order.to)


def _file_sealed_print(
    reader: Reader, workspace: Workspace, report: str, file: Path, by: Actor, moment: Instant
) -> None:
    """File the print of ``report`` as it came back signed and sealed, found by its code (已盖章归档)."""
    carried = open_pdf(file).carried()
    data = read_data(carried.data)
    say = in_language(data.language.replace("-", "_"))
    text = code_text(data.title, data.number, moment.day, Carried(carried.pack, carried.data), say)
    with TemporaryDirectory() as folder:
        scan = Path(folder) / f"{data.number}.jpg"
        scan.write_bytes(sealed_print(data.title, data.number, code_picture(text)))
        batch = read_scans(workspace.blobs, [scan], read_scan)
    file_scan(reader, workspace, report, batch.pages, by, moment, found_by="qr")
