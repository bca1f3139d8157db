"""What the sample's people put right after a round: a correction shows what was said and what is right."""

from contextlib import closing
from datetime import timedelta

from db.queries.today import day_of
from db.workspace import Workspace
from inspector.model.ids import GridId, PersonId
from inspector.model.stop import StopCorrected
from inspector.periods import Instant, at
from inspector.sample.county import SIGNER, SIGNERS_GRID
from inspector.sample.settling import Settled
from inspector.sample.shots import REPORTED_DAY

CORRECTED_DAY = 4
"""Days ago when the stop was that is corrected in the evening after the report was signed."""
NIGHTFALL, EVENING = "18:00", "18:20"
REASON = {
    "zh_CN": "晚间核对照片，发现备注漏写临时堆放点",
    "en": "Checking the photos in the evening: the note lacked the temporary heap",
}
NOTE = {
    "zh_CN": "场界北侧新增一处临时堆放点，已覆盖",
    "en": "A new temporary heap north of the boundary, covered",
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
