"""Landscapes painted for the sample: hills in layers, and the kind of site before them."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

from inspector.model.site import SiteKind

WIDTH, HEIGHT = 1600, 1200
HORIZON = 640
"""Pixels from the top to where the ground begins."""

Colour = tuple[int, int, int]


class Light(NamedTuple):
    """Colours of an hour: the sky above and at the horizon, the furthest and the nearest ground."""

    above: Colour
    below: Colour
    far: Colour
    near: Colour


LIGHTS = (
    Light((118, 152, 190), (214, 222, 226), (150, 156, 150), (92, 86, 66)),
    Light((142, 160, 176), (226, 216, 196), (164, 154, 136), (104, 88, 64)),
    Light((96, 136, 184), (196, 214, 228), (132, 144, 148), (84, 84, 70)),
    Light((168, 170, 168), (216, 212, 204), (156, 150, 142), (98, 90, 78)),
)
NIGHT = Light((14, 20, 38), (44, 48, 62), (34, 38, 46), (22, 24, 26))

STEEL, STEAM, ROOF = (96, 100, 104), (218, 220, 222), (130, 72, 58)
HEAP, CRANE, WATER, STRAW = (112, 104, 88), (196, 150, 40), (172, 160, 124), (190, 164, 96)


def landscape(kind: SiteKind, light: Light, chance: Random) -> Image.Image:
    """Paint a site of ``kind``; the same ``chance`` paints the same place."""
    column = Image.linear_gradient("L").resize((1, HEIGHT))
    sky = ImageOps.colorize(column, light.above, light.below, blackpoint=0, whitepoint=140)
    scene = sky.resize((WIDTH, HEIGHT), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(scene)
    for layer in range(4):
        foot = HORIZON - 150 + 80 * layer
        _ridge(draw, foot, 110 - 20 * layer, _between(light.far, light.near, layer / 4), chance)
    draw.rectangle((0, HORIZON + 90, WIDTH, HEIGHT), fill=_between(light.far, light.near, 0.9))
    _FRONTS.get(kind, _houses)(draw, chance)
    return scene


def heap(draw: ImageDraw.ImageDraw, middle: int, foot: int, size: tuple[int, int], colour: Colour) -> None:
    """Draw a heap of ``size`` (width and height) standing on ``foot``."""
    width, height = size
    corners = [
        (middle - width // 2, foot),
        (middle - width // 6, foot - height),
        (middle + width // 6, foot - height),
        (middle + width // 2, foot),
    ]
    draw.polygon(corners, fill=colour)


def plume(draw: ImageDraw.ImageDraw, foot: tuple[int, int], puffs: int, colour: Colour) -> None:
    """Draw smoke that rises from ``foot`` and drifts to the right."""
    for n in range(puffs):
        x, y, radius = foot[0] + 22 * n, foot[1] - 24 * n, 26 + 9 * n
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _ridge(draw: ImageDraw.ImageDraw, foot: int, height: int, colour: Colour, chance: Random) -> None:
    step = WIDTH // 14
    points: list[tuple[float, float]] = [
        (x, foot - chance.uniform(0, height)) for x in range(-step, WIDTH + 2 * step, step)
    ]
    draw.polygon([(-step, HEIGHT), *points, (WIDTH + step, HEIGHT)], fill=colour)


def _works(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    for _ in range(3):
        left, roof = chance.randrange(120, 1200), chance.randrange(470, 600)
        draw.rectangle((left, roof, left + chance.randrange(140, 300), 800), fill=STEEL)
        top = roof - chance.randrange(160, 260)
        draw.rectangle((left + 40, top, left + 66, roof), fill=(120, 112, 104))
        plume(draw, (left + 53, top), 3, STEAM)


def _heaps(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    for _ in range(3):
        middle = chance.randrange(200, 1400)
        heap(draw, middle, 820, (chance.randrange(500, 800), chance.randrange(120, 220)), HEAP)


def _building_site(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    left = chance.randrange(300, 900)
    for storey in range(5):
        top = 740 - 62 * storey
        draw.rectangle((left, top, left + 420, top + 50), outline=STEEL, width=6)
    mast = left + 520
    draw.line((mast, 800, mast, 260), fill=CRANE, width=14)
    draw.line((mast - 360, 300, mast + 160, 300), fill=CRANE, width=10)
    draw.rectangle((0, 800, WIDTH, 850), fill=(70, 110, 150))


def _river(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    bend = chance.randrange(-200, 200)
    shore = [(0, 760), (WIDTH, 740 + bend // 8), (WIDTH, 1010), (800 + bend, 1060), (0, 1000)]
    draw.polygon(shore, fill=WATER)
    for row in range(9):
        y = 780 + 24 * row
        draw.line(
            (chance.randrange(0, 500), y, chance.randrange(900, WIDTH), y), fill=(190, 180, 148), width=4
        )


def _field(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    for row in range(16):
        y = 770 + row * 28
        draw.line((0, y, WIDTH, y + chance.randrange(-6, 6)), fill=STRAW, width=9)


def _houses(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    for _ in range(4):
        left, width = chance.randrange(80, 1300), chance.randrange(160, 260)
        draw.rectangle((left, 700, left + width, 830), fill=(176, 160, 142))
        draw.polygon([(left - 16, 700), (left + width // 2, 630), (left + width + 16, 700)], fill=ROOF)


_FRONTS: dict[SiteKind, Callable[[ImageDraw.ImageDraw, Random], None]] = {
    SiteKind.COKING: _works,
    SiteKind.COAL_WASHING: _works,
    SiteKind.ENTERPRISE: _works,
    SiteKind.SEWAGE_WORKS: _works,
    SiteKind.MINE: _heaps,
    SiteKind.SPOIL_HEAP: _heaps,
    SiteKind.DUST_SOURCE: _heaps,
    SiteKind.BUILDING_SITE: _building_site,
    SiteKind.RIVER_SECTION: _river,
    SiteKind.STRAW_FIELD: _field,
}
