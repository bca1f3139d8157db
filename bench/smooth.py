"""smooth: the longest gap of a 10 ms heartbeat while photos come in and a report is built; the pages."""

import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bench.fixtures import sample_county, small_office
from bench.measure import Figure
from bench.moment import NOW
from bench.photographs import card
from bench.smooth_pages import measure_pages
from db.photo_import import begin_import, run_import
from db.report_files import order_report
from db.workspace import Workspace
from inspector.model.ids import PersonId
from inspector.reports.attachment import Stage
from inspector.reports.worker import ReportWorker
from ui.background import Background, Job, Lane

LONGEST_MS = 100.0
BEAT_MS = 10


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Run both beside an event loop that counts its own pauses."""
    app = QApplication.instance() or QApplication([])
    photos = card()
    loop = QEventLoop()
    beats: list[float] = []
    heart = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Workspace.open(sample_county())) as workspace,
        closing(small_office(Path(folder) / "office").workspace) as office,
    ):
        lanes, worker = Background(_fail), ReportWorker()
        waiting = {"photos", "report"}

        def done(name: str) -> None:
            waiting.discard(name)
            if not waiting:
                loop.quit()

        def import_photos(job: Job) -> object:
            commit = lanes.write_and_wait
            kept = begin_import(office, PersonId("somebody"), [photos], NOW, os.urandom, commit=commit)
            return run_import(office, kept, NOW, os.urandom, commit=commit, report=job.report)

        def build(_job: Job) -> object:
            with closing(workspace.reader()) as reader:
                patrol = reader.value("SELECT subject FROM report_signature")
                order = order_report(reader, workspace, patrol, Stage.FINAL, Path(folder) / "report.pdf")
            return worker.build(order.paper, order.carried, order.to).result()

        def begin() -> None:
            lanes.start(Lane.WORK, import_photos, lambda _result: done("photos"))
            lanes.start(Lane.WORK, build, lambda _result: done("report"))

        heart.start()
        QTimer.singleShot(20 * BEAT_MS, begin)
        loop.exec()
        heart.stop()
        lanes.close()
        worker.close()
    gaps = [(later - earlier) * 1000 for earlier, later in pairwise(beats)]
    figures = [Figure("smooth", max(gaps), LONGEST_MS, 1, "ms"), *measure_pages()]
    del app
    return figures


def _fail(error: object) -> None:
    raise SystemExit(str(error))
