"""A finding of the sample transferred with restricted access, whose words stand nowhere else."""

import random
from dataclasses import dataclass

from db.case_recording import record_case
from db.connection import Reader
from db.workspace import Actor, Workspace
from inspector.model.finding import Finding, FindingNoticed, FindingReported
from inspector.model.finding_acts import transfer
from inspector.model.finding_life import FindingAssigned
from inspector.model.ids import FindingId, GridId, PatrolId, SiteId, StopId, uuid7
from inspector.model.material import MaterialAdded, MaterialKind
from inspector.model.photo import PhotoAdded, TimeSource
from inspector.periods import Instant
from tests.pictures.made import encoded, scene

TEXT, REQUIRED, REASON = "限漏所记偷排之事", "限漏整改要求", "限漏涉嫌犯罪"
PHOTO_WORDS, FILE_NAME, FILE_WORDS = "限漏照片之末", "限漏线索材料", "限漏线索正文"
NUMBER = "XL-2026-LOU-001"
RESTRICTED = (TEXT, REQUIRED, REASON, PHOTO_WORDS, FILE_NAME, FILE_WORDS)


@dataclass(frozen=True)
class RestrictedCase:
    """The finding, and the round, stop and site whose papers it would stand in."""

    finding: str
    patrol: str
    stop: str
    site: str


def restricted_case(workspace: Workspace, reader: Reader, by: Actor, at: Instant) -> RestrictedCase:
    """Notice it at a stop of a finished round nobody signed, with photo and file, and transfer it."""
    patrol, stop, site, grid = (
        reader.row(
            """SELECT patrol.id, stop.id, stop.site, patrol.grid FROM stop
            JOIN patrol ON patrol.id = stop.patrol
            JOIN grid ON grid.id = patrol.grid JOIN site ON site.id = stop.site AND site.grid = grid.id
            WHERE grid.code LIKE 'QLS%' AND patrol.state = 'finished'
                AND patrol.id NOT IN (SELECT subject FROM report_signature) ORDER BY patrol.id LIMIT 1"""
        )
        or ()
    )
    chance = random.Random(11).randbytes
    finding, photo, file = (uuid7(at.ts, chance(10)) for _ in range(3))
    picture = encoded(scene(940))
    kept = [
        workspace.blobs.keep(content, mime)
        for content, mime in (
            (picture, "image/jpeg"),
            (picture + PHOTO_WORDS.encode(), "image/jpeg"),
            (FILE_WORDS.encode() * 9, "text/plain"),
        )
    ]
    workspace.record(
        [
            FindingNoticed(
                subject=finding,
                number=NUMBER,
                grid=GridId(grid),
                site=SiteId(site),
                patrol=PatrolId(patrol),
                stop=StopId(stop),
                text=TEXT,
                noticed=at,
            ),
            FindingReported(subject=finding),
            FindingAssigned(subject=finding, unit="演示村委会", requirement=REQUIRED, due=at.day),
            PhotoAdded(
                subject=photo,
                blobs=(kept[0], kept[1]),
                patrol=patrol,
                stop=stop,
                site=site,
                taken=at,
                time_source=TimeSource.EXIF,
                place=None,
                finding=finding,
            ),
            MaterialAdded(
                subject=file,
                blobs=(kept[2],),
                kind=MaterialKind.DOCUMENT,
                name=f"{FILE_NAME}.txt",
                patrol=patrol,
                stop=stop,
                site=site,
                finding=finding,
            ),
        ],
        by,
        at,
    )
    stands = Finding.of(workspace.facts_of(reader, finding))
    assert stands
    record_case(
        workspace,
        FindingId(finding),
        stands.last,
        lambda one, who, _rules: transfer(one, who, "演示公安局", REASON, is_restricted=True),
        by,
        at,
    )
    assert reader.value("SELECT is_restricted FROM finding WHERE id = ?", (finding,)) == 1
    return RestrictedCase(finding, patrol, stop, site)
