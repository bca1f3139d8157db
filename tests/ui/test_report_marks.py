"""A report says how it was written down: late, or for somebody else and by whom; such ones can be sought."""

from db.entering_for import PaperRound, enter_for
from db.material_intake import TakenMaterial
from db.queries.reports import ENTERED, LATE, ReportRow, report_counts, report_keys, report_row
from db.workspace import Actor
from inspector.model.events import Blob
from inspector.model.ids import MaterialId, PatrolId
from inspector.model.material import MaterialKind
from inspector.model.patrol import PatrolKind
from inspector.periods import DAY, Instant
from tests.db.reporting import go_round
from tests.db.village import MORNING, OFFICE, OFFICER, STAFF, VILLAGE, Village, named
from ui.report_words import mark_words, remark_words


def entered(village: Village, began: Instant, reason: str = "", scan: int = 91) -> PatrolId:
    paper = PaperRound(STAFF, VILLAGE, began, PatrolKind.DAILY, reason)
    scanned = TakenMaterial(
        id=MaterialId(named(scan)),
        original=Blob(f"{scan:064x}", 7, "application/pdf"),
        kind=MaterialKind.PAPER_RECORD,
        name="纸质.pdf",
    )
    return enter_for(
        village.workspace, paper, [scanned], Actor(OFFICER, OFFICE), MORNING.later(60_000), village.chance
    )


def row_of(village: Village, subject: str) -> ReportRow:
    reader = village.workspace.reader()
    row = report_row(reader, village.folder, subject)
    reader.close()
    assert row
    return row


def test_what_was_entered_for_others_is_marked_and_found(village: Village) -> None:
    usual = go_round(village)
    today = entered(village, MORNING)
    late = entered(village, MORNING.later(-DAY), "村里没有电脑", 92)
    assert [mark_words(row_of(village, one)) for one in (usual, today, late)] == [
        "",
        "Entered for",
        "Late · Entered for",
    ]
    assert "entered by 示例乙" in remark_words(row_of(village, today))
    assert "entered by" not in remark_words(row_of(village, usual))
    reader = village.workspace.reader()
    counts = report_counts(reader)
    assert (counts[ENTERED], counts[LATE]) == (2, 1)
    assert set(report_keys(reader, chosen=ENTERED)) == {today, late}
    reader.close()
