"""Patrol records of any size, made of sample facts, and what poppler reads back from them."""

import hashlib
import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from xml.etree import ElementTree as ET

from PIL import Image

from inspector.model.events import Place
from inspector.model.finding_state import Severity
from inspector.model.patrol import PatrolKind
from inspector.model.photo import Doubt, Moment, TimeSource
from inspector.periods import Instant, at
from inspector.reports.attachment import Carried, Stage
from inspector.reports.official_paper import PaperPhoto, PaperSigner
from inspector.reports.patrol_paper import (
    Handling,
    PaperDeviation,
    PaperFinding,
    PaperStop,
    PatrolPaper,
)

DAY = date(2026, 11, 22)
CARRIED = Carried(pack=b"a pack " * 300, data=b'{"v":1}')
CHARACTERS = Path(__file__).parents[1] / "data" / "characters"
NAMES = ("示例洗煤厂", "示例焦化", "示例污水处理站", "黄河K12–K15段", "北山7号排土场", "滨河新区二期工地")
SIGNERS = (
    PaperSigner(role="Inspector", name="示例甲", field="inspector"),
    PaperSigner(role="Grid leader", name="示例乙", field="grid_leader"),
)


def clock(text: str) -> Instant:
    return at(DAY, text, 480)


@cache
def jpeg(seed: int, size: tuple[int, int] = (320, 240), quality: int = 80) -> bytes:
    made = BytesIO()
    shade = Random(seed)
    Image.new("RGB", size, (shade.randrange(256), shade.randrange(256), 120)).save(
        made, "JPEG", quality=quality
    )
    return made.getvalue()


def noise(size: tuple[int, int], seed: int = 0) -> bytes:
    made = BytesIO()
    pixels = Random(seed).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, pixels).save(made, "JPEG", quality=95)
    return made.getvalue()


def stop(number: int) -> PaperStop:
    minutes = 8 * 60 + 30 + number % 180
    return PaperStop(
        arrived=clock(f"{minutes // 60:02d}:{minutes % 60:02d}"),
        site=f"{NAMES[number % len(NAMES)]}{number}号",
        checklist="网格巡查清单",
        normal=3,
    )


def deviation(note: str = "已通知现场负责人。") -> PaperDeviation:
    return PaperDeviation(question="出口冲洗设施是否运行", answer="否", note=note)


def finding(number: int, text: str = "堆场东侧约200㎡煤堆未覆盖，有扬尘。") -> PaperFinding:
    return PaperFinding(
        number=f"QLS03-2026-A2F4-{number:03d}",
        severity=Severity.SERIOUS,
        text=text,
        handling=Handling.REPORTED,
        stop=number,
        site="示例洗煤厂",
        spot="堆场东侧",
        term_days=7,
    )


def photo(number: int, picture: Path | bytes | None = None) -> PaperPhoto:
    return PaperPhoto(
        number=number,
        what=f"{NAMES[number % len(NAMES)]}出口",
        taken=clock("08:43:10"),
        time_source=TimeSource.EXIF,
        by="示例甲",
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        picture=jpeg(number % 7) if picture is None else picture,
        place=Place(lat=397_812_345, lon=1_068_123_456, source="exif"),
        distance_m=18,
    )


def paper(*, stops: int = 3, findings: int = 1, photos: int = 2) -> PatrolPaper:
    return PatrolPaper(
        language="zh_CN",
        stage=Stage.FINAL,
        office="示例镇网格办",
        number="QLS03-20261122-A2F4-01",
        grid="示例镇03网格",
        level="三级",
        day=DAY,
        weather="晴，西北风3级，2℃",
        inspectors=("示例甲", "示例乙"),
        began=clock("08:30"),
        ended=clock("11:42"),
        kind=PatrolKind.DAILY,
        due=stops,
        visited=stops,
        stops=tuple(stop(number) for number in range(1, stops + 1)),
        findings=tuple(finding(number) for number in range(1, findings + 1)),
        photos=tuple(photo(number) for number in range(1, photos + 1)),
        signers=SIGNERS,
    )


def full_paper() -> PatrolPaper:
    """A paper on which everything occurs that can be said."""
    made = paper(stops=4, findings=3, photos=5)
    first, second, third, fourth = made.stops
    stops = (
        replace(first, deviations=(deviation(), deviation("")), photos=(1, 2, 3, 5), left=clock("08:50")),
        replace(second, unplanned=True, normal=0, not_applicable=2, note="现场已停产。", checklist=""),
        replace(
            third, late_reason="设备没电", recorded=clock("18:05"), arrived=Instant(1_795_370_400_000, 480)
        ),
        replace(fourth, late_reason="设备没电", normal=0),
    )
    one, two, three = made.findings
    findings = (
        replace(one, handling=Handling.PUT_RIGHT, handling_note="冲洗后复看合格", photos=(1, 2)),
        replace(two, term_days=0, stop=0, site="", spot=""),
        replace(three, handling=Handling.OPEN, term_days=None, severity=Severity.MAJOR),
    )
    a, b, c, d, e = made.photos
    photos = (
        replace(a, moment=Moment.BEFORE, stop=1),
        replace(b, moment=Moment.AFTER, doubts=(Doubt.NO_TIME, Doubt.FAR_AWAY)),
        replace(c, place=None, picture=b"no picture", time_source=TimeSource.FILE),
        replace(d, place=Place(lat=-397_812_345, lon=-1_068_123_456, source="map"), distance_m=None),
        replace(e, what="长" * 300, picture=Path("/nonexistent/photo.jpg")),
    )
    return replace(
        made, stops=stops, findings=findings, photos=photos, is_sample=True, present="示例丙（拒签）"
    )


class Word(NamedTuple):
    """Text on a page as poppler finds it, in points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def words(pdf: Path) -> list[Word]:
    html = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, text=True
    ).stdout
    pages = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>|xmlns=\"[^\"]*\"", "", html)).iter("page")  # noqa: S314 - ours
    return [
        Word(number, edges[0], edges[1], edges[2], edges[3], word.text or "")
        for number, page in enumerate(pages)
        for word in page.iter("word")
        for edges in [[float(word.attrib[edge]) for edge in ("xMin", "yMin", "xMax", "yMax")]]
    ]


def text(pdf: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def flat(pdf: Path) -> str:
    """The text of the whole file without blanks and line ends."""
    return "".join(text(pdf, "-raw").split())
