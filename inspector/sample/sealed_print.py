"""A print of the sample as it comes back: signed and sealed in ink, marked 演示, and photographed."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from inspector.reports.archive import Picture
from resources import path

WIDTH, HEIGHT = 1_240, 1_754
"""An A4 page at 150 dots per inch."""
MODULE = 3
"""Dots for one module of the code."""
PAPER, INK, PEN, SEAL = (251, 250, 246), (40, 40, 40), (30, 50, 120), (200, 40, 40)
MARK = "演示"


def sealed_print(title: str, number: str, code: Picture) -> bytes:
    """Draw the page as JPEG: title and number, lines for the text, the code, a signature and a red seal."""
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(page)
    draw.text((WIDTH // 2, 220), title, font=_letters(56), fill=INK, anchor="mm")
    draw.text((WIDTH // 2, 310), number, font=_letters(30), fill=INK, anchor="mm")
    for line in range(9):
        draw.line((180, 420 + 70 * line, WIDTH - 180, 420 + 70 * line), fill=(190, 190, 190), width=2)
    draw.line((220, 1_180, 280, 1_140, 320, 1_190, 380, 1_150, 450, 1_185), fill=PEN, width=6)
    centre, radius = (860, 1_150), 130
    ends = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
    draw.ellipse(ends, outline=SEAL, width=8)
    draw.text(centre, MARK, font=_letters(72), fill=SEAL, anchor="mm")
    side = code.width * MODULE
    printed = Image.frombytes("1", (code.width, code.height), code.data).convert("RGB")
    page.paste(printed.resize((side, side), Image.Resampling.NEAREST), (160, HEIGHT - 120 - side))
    made = BytesIO()
    page.rotate(1.2, Image.Resampling.BICUBIC, fillcolor=(120, 104, 88)).save(made, "JPEG", quality=80)
    return made.getvalue()


@cache
def _letters(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path("fonts/NotoSansSC-Bold.ttf")), size)
