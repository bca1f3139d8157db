"""smooth: the longest gap of a 10 ms heartbeat while 200 photos come in and a report is built."""

import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bench.fixtures import cache, sample_county
from bench.measure import Figure
from bench.moment import NOW
from bench.photographs import photographs
from db.blob_files import BlobFiles
from db.photo_intake import given_files, take_in
from db.report_files import order_report
from db.workspace import Workspace
from inspector.reports.attachment import Stage
from inspector.reports.worker import ReportWorker
from ui.background import Background, Job, Lane

PHOTOS, LONGEST_MS = 200, 100.0
BEAT_MS = 10
PHOTO_SIZE = (4000, 3000)


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Run both beside an event loop that counts its own pauses."""
    app = QCoreApplication.instance() or QApplication([])
    photos = _photos()
    loop = QEventLoop()
    beats: list[float] = []
    heart = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    with tempfile.TemporaryDirectory() as folder, closing(Workspace.open(sample_county())) as workspace:
        lanes, worker = Background(_fail), ReportWorker()
        waiting = {"photos", "report"}

        def done(name: str) -> None:
            waiting.discard(name)
            if not waiting:
                loop.quit()

        def import_photos(job: Job) -> object:
            return take_in(BlobFiles(Path(folder)), given_files([photos]), NOW, os.urandom, report=job.report)

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
    del app
    gaps = [(later - earlier) * 1000 for earlier, later in pairwise(beats)]
    return [Figure("smooth", max(gaps), LONGEST_MS, 1, "ms")]


def _photos() -> Path:
    """Give a folder of 200 different photos of 12 MP, made at the first call."""
    folder = cache() / "photos"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        unfinished.mkdir(exist_ok=True)
        pictures = photographs(4, PHOTO_SIZE)
        for number in range(PHOTOS):
            # a comment behind the picture makes its bytes, and so its name, another
            (unfinished / f"{number:03d}.jpg").write_bytes(pictures[number % 4] + number.to_bytes(4))
        unfinished.rename(folder)
    return folder


def _fail(error: object) -> None:
    raise SystemExit(str(error))
