"""plans: a document of 300 pages, as Word and as PDF, read to its tasks within seconds and little memory."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.fixtures import cache
from bench.measure import Figure

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tests" / "data" / "plans"
PAGES = 300
CHARACTERS_A_PAGE = 750
"""Of a government document: 22 rows of 28 characters, and what the short rows leave."""
SECONDS, MEGABYTES = 10, 250


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Read each of the two in a process of its own, as the command line does; the limits are the floors."""
    figures = []
    for file in (_word(), _pdf()):
        told = subprocess.run(
            [sys.executable, "-m", "bench.plan_process", str(file)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        read = json.loads(told.stdout)
        assert read["tasks"] > PAGES / 10, read  # noqa: S101 - a measure of something else would be a lie
        kind = file.suffix[1:]
        figures += [
            Figure(f"plans {kind}", read["seconds"], SECONDS, 1, "s"),
            Figure(f"plans {kind} memory", read["mb"], MEGABYTES, 1, "MB"),
        ]
    return figures


def _paragraphs() -> Iterator[str]:
    """Give the paragraphs of the real plans, again and again, each time under a heading of its own."""
    texts = [
        [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        for file in sorted(TEXTS.glob("*.txt"))
    ]
    left = PAGES * CHARACTERS_A_PAGE
    part = 0
    while left > 0:
        part += 1
        for paragraph in (f"附件{part}", *texts[part % len(texts)]):
            left -= len(paragraph)
            yield paragraph


def _word() -> Path:
    file = cache() / "plans.docx"
    if not file.exists():
        from docx import Document

        document = Document()
        for paragraph in _paragraphs():
            document.add_paragraph(paragraph)
        document.save(str(file))
    return file


def _pdf() -> Path:
    """Set the paragraphs in 16 points, in the margins official documents have."""
    file = cache() / "plans.pdf"
    if not file.exists():
        from xml.sax.saxutils import escape

        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.platypus import Paragraph, SimpleDocTemplate

        from resources import path

        pdfmetrics.registerFont(TTFont("plan", str(path("fonts/NotoSansSC-Regular.ttf"))))
        style = ParagraphStyle(
            "body", fontName="plan", fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK"
        )
        document = SimpleDocTemplate(str(file), pagesize=A4, leftMargin=79, rightMargin=74)
        document.build([Paragraph(escape(paragraph), style) for paragraph in _paragraphs()])
    return file
