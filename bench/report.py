"""report: a signed PDF/A-3a of 12 photos, against plain ReportLab with the same photos."""

import os
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.measure import Figure, in_turn, median
from bench.moment import NOW
from bench.photographs import photographs
from inspector.journal.person_key import PersonKey
from inspector.model.finding_state import Severity
from inspector.model.patrol import PatrolKind
from inspector.model.photo import TimeSource
from inspector.periods import MINUTE
from inspector.reports.attachment import (
    Carried,
    ExpectedSignature,
    NamedPhoto,
    ReportData,
    Stage,
    name_pack,
    pack_entries,
    write_data,
)
from inspector.reports.official_paper import PaperPhoto, PaperSigner
from inspector.reports.patrol_paper import (
    Handling,
    PaperFinding,
    PaperStop,
    PatrolPaper,
)
from inspector.reports.patrol_report import build_patrol_report
from inspector.reports.signature import sign_report

PHOTOS, STOPS, FINDINGS, ROUNDS = 12, 14, 3, 15
TEXT = "堆场东侧约 30 米煤堆未覆盖，有扬尘，已要求当日覆盖并洒水。"


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Build both in turn, warm, each brought to the disk."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = on_disk(Path(folder))
        ours, floor = Path(folder) / "ours.pdf", Path(folder) / "floor.pdf"
        key = signer()

        def build() -> None:
            signed_report(pictures, ours, key)

        times, floors = in_turn(build, lambda: plain_report(pictures, floor), ROUNDS)
    return [Figure("report", median(times), median(floors), 1.5, "ms")]


def on_disk(folder: Path) -> list[Path]:
    """Put the photos on the disk, for ReportLab is fast with files only."""
    files = [folder / f"{at}.jpg" for at in range(PHOTOS)]
    for file, picture in zip(files, photographs(PHOTOS), strict=True):
        file.write_bytes(picture)
    return files


def signer() -> PersonKey:
    """Make the key that signs."""
    return PersonKey.make("示例甲", "演示县整改办", NOW, bytes(range(56)))


def signed_report(pictures: Sequence[Path], to: Path, key: PersonKey) -> None:
    """Build, attach, sign and bring to the disk."""
    paper = paper_of(pictures)
    build_patrol_report(paper, carried(paper), to)
    sign_report(to, to, key, "inspector", NOW)


def paper_of(pictures: Sequence[Path]) -> PatrolPaper:
    """Describe a day of 14 stops, 3 findings and 12 photos."""
    stops = tuple(
        PaperStop(
            arrived=NOW.later(at * 12 * MINUTE), site=f"演示企业 {at:02d}", checklist="企业外围观察", normal=3
        )
        for at in range(STOPS)
    )
    findings = tuple(
        PaperFinding(
            number=f"YS01-2026-BNCH-{at:03d}",
            severity=Severity.MINOR,
            text=TEXT,
            handling=Handling.REPORTED,
            stop=at + 1,
            site=f"演示企业 {at:02d}",
            term_days=7,
        )
        for at in range(FINDINGS)
    )
    photos = tuple(
        PaperPhoto(
            number=at,
            what=f"演示企业 {at:02d}",
            taken=NOW,
            time_source=TimeSource.EXIF,
            by="示例甲",
            sha256=f"{at:064x}",
            picture=picture,
        )
        for at, picture in enumerate(pictures, 1)
    )
    return PatrolPaper(
        language="zh_CN",
        stage=Stage.FINAL,
        office="演示县整改办",
        number="YS01-20261122-BNCH-01",
        grid="演示村网格",
        level="三级",
        day=date(2026, 11, 22),
        weather="晴",
        inspectors=("示例甲",),
        began=NOW,
        ended=NOW.later(180 * MINUTE),
        kind=PatrolKind.DAILY,
        due=STOPS,
        visited=STOPS,
        stops=stops,
        findings=findings,
        photos=photos,
        signers=(PaperSigner(role="Inspector", name="示例甲", field="inspector"),),
        is_sample=True,
    )


def carried(paper: PatrolPaper) -> Carried:
    """Make the attachments of a report without entries: packing them is the verify measure's business."""
    pack = pack_entries((), (), root="0" * 64, writer="a" * 52)
    data = ReportData(
        kind="patrol",
        stage=paper.stage,
        subject="0192f0c0-0000-7000-8000-000000000001",
        number=paper.number,
        title="网格环境巡查记录表",
        day=paper.day.isoformat(),
        language="zh-CN",
        office=paper.office,
        grid=paper.grid,
        org="0192f0c0-0000-7000-8000-000000000002",
        expected_signatures=(ExpectedSignature(field="inspector", role="Inspector", name="示例甲"),),
        entries=(),
        photos=tuple(NamedPhoto(original=one.sha256, preview=one.sha256) for one in paper.photos),
        pack=name_pack(pack),
        program="grid-inspector bench",
    )
    return Carried(pack, write_data(data))


def plain_report(pictures: Sequence[Path], to: Path) -> None:
    """Put the same texts, tables and photos on pages with ReportLab as its manual shows.

    No code, no tags, no archive, no attachments, no signature.
    """
    from reportlab import rl_config
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Image, PageBreak, Paragraph, SimpleDocTemplate, Table

    rl_config.useA85 = 0
    _register()
    body = ParagraphStyle("body", fontName="Body", fontSize=10.5, leading=15, wordWrap="CJK")
    small = ParagraphStyle("small", body, fontSize=7, leading=9)
    title = ParagraphStyle("title", body, fontName="Title", fontSize=22, leading=30)

    def table(rows: Sequence[Sequence[str]], *widths: float) -> Table:
        cells = [[Paragraph(text, body) for text in row] for row in rows]
        return Table(cells, widths, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)], repeatRows=1)

    def below(number: int) -> list[Paragraph]:
        facts = "2026-11-22 09:00:00（相机时间），示例甲拍摄，39.77938°N 106.85279°E（照片定位），距点位48米"
        return [
            Paragraph(f"图{number} 演示企业", body),
            Paragraph(facts, small),
            Paragraph(f"{number:064x}", small),
        ]

    head = ("单位", "演示县整改办", "编号", "YS01-20261122-BNCH-01")
    stops = [(str(at), "09:00", f"演示企业 {at:02d}", "企业外围观察：3项正常", "—") for at in range(STOPS)]
    findings = [(str(at), "演示企业", TEXT, "上报", "7天") for at in range(FINDINGS)]
    photos = [[Image(str(one), 210, 158), *below(at)] for at, one in enumerate(pictures, 1)]
    story = [
        Paragraph("网格环境巡查记录表", title),
        table([head] * 5, 60, 180, 60, 140),
        Paragraph("本次应巡14处，实巡14处；发现问题3个，其中当场整改0个，上报3个。", body),
        table([("序", "时间", "监管对象", "检查情况", "照片"), *stops], 30, 50, 120, 190, 50),
        table([("序", "编号和位置", "问题情况", "处置", "建议期限"), *findings], 30, 110, 190, 60, 50),
        table([("巡查人（签名）", "网格长（签名）"), ("示例甲", ""), ("在场人", "单位（盖章）")], 220, 220),
        PageBreak(),
        *(Table([[one, other]]) for one, other in zip(photos[::2], photos[1::2], strict=True)),
    ]
    SimpleDocTemplate(str(to), pagesize=A4).build(story)
    with to.open("rb") as file:
        os.fsync(file.fileno())


def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    from resources import path

    for name, file in (("Body", "FandolFang-Regular.ttf"), ("Title", "NotoSerifSC-Black.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path("fonts") / file)))
