"""On paper the photos of a case stand in the order they were taken: before, then after."""

from contextlib import closing
from pathlib import Path

from db.issued_reports import ReportWish, draft_of, gather_issued
from inspector.model.finding import FindingReported
from inspector.model.finding_life import FindingAssigned
from inspector.model.ids import FindingId
from inspector.model.issued_report import ReportKind
from inspector.model.photo import Moment, PhotoAdded, TimeSource
from inspector.periods import HOUR
from tests.db.case_desk import BY_CLERK, LATER, appoint
from tests.db.reporting import go_round
from tests.db.village import COKING, TODAY, Village, named
from tests.pictures.made import encoded, scene

FOUND = FindingId(named(60))


def test_a_photo_added_to_the_case_stands_behind_those_of_the_stop(tmp_path: Path) -> None:
    with closing(Village(tmp_path)) as village, closing(village.workspace.reader()) as reader:
        appoint(village)
        go_round(village, photos=1)
        picture = encoded(scene(300, 200))
        keep = village.workspace.blobs.keep
        village.record(
            FindingReported(subject=FOUND),
            FindingAssigned(subject=FOUND, unit="示例村委会", requirement="覆盖", due=TODAY),
            PhotoAdded(
                subject=named(880),
                blobs=(keep(picture, "image/jpeg"), keep(picture + b"\0", "image/jpeg")),
                patrol="",
                stop="",
                site=COKING,
                taken=LATER.later(5 * HOUR),
                time_source=TimeSource.EXIF,
                finding=FOUND,
                moment=Moment.AFTER,
            ),
            by=BY_CLERK,
        )
        wish = ReportWish(kind=ReportKind.ASSIGNMENT, about=(FOUND,))
        made = gather_issued(reader, village.workspace, draft_of(wish, BY_CLERK, LATER))
        assert [photo.moment for photo in made.paper.photos] == [Moment.BEFORE, Moment.AFTER]
