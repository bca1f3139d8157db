"""Landscapes painted for the sample: hills in layers, and the kind of site before them."""

from collections.abc import Callable
from enum import StrEnum
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

BARE, NETTED, STEEL = (92, 74, 56), (78, 122, 74), (96, 100, 104)
SMOKE, STEAM, MUD = (72, 68, 66), (218, 220, 222), (110, 84, 56)
ROOF = (130, 72, 58)
RUBBISH = ((220, 220, 214), (60, 110, 160), (190, 70, 60))


class Trouble(StrEnum):
    """What is to be seen on a photo of a finding."""

    NONE = "none"
    WRONG = "wrong"
    PUT_RIGHT = "put_right"


def landscape(kind: SiteKind, trouble: Trouble, light: Light, chance: Random) -> Image.Image:
    """Paint a site of ``kind``; the same ``chance`` paints the same place, whatever is wrong with it."""
    scene = ImageOps.colorize(
        Image.linear_gradient("L").resize((WIDTH, HEIGHT)),
        light.above,
        light.below,
        blackpoint=0,
        whitepoint=140,
    )
    draw = ImageDraw.Draw(scene)
    for layer in range(4):
        base = HORIZON - 150 + 80 * layer
        _ridge(draw, base, 110 - 20 * layer, _between(light.far, light.near, layer / 4), chance)
    draw.rectangle((0, HORIZON + 90, WIDTH, HEIGHT), fill=_between(light.far, light.near, 0.9))
    _FRONTS.get(kind, _houses)(draw, trouble, chance)
    return scene


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _ridge(draw: ImageDraw.ImageDraw, base: int, height: int, colour: Colour, chance: Random) -> None:
    step = WIDTH // 14
    points: list[tuple[float, float]] = [
        (x, base - chance.uniform(0, height)) for x in range(-step, WIDTH + 2 * step, step)
    ]
    draw.polygon([(-step, HEIGHT), *points, (WIDTH + step, HEIGHT)], fill=colour)


def _works(draw: ImageDraw.ImageDraw, trouble: Trouble, chance: Random) -> None:
    for _ in range(2):
        _hall(draw, chance)
    smoking, top = _hall(draw, chance)
    soiled = trouble is Trouble.WRONG
    for n in range(9 if soiled else 4):
        x, y, radius = smoking + 22 * n, top - 24 * n, 26 + 9 * n
        fill = SMOKE if soiled else STEAM
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
    _heap(draw, 900, 880, (520, 150), trouble)


def _hall(draw: ImageDraw.ImageDraw, chance: Random) -> tuple[int, int]:
    """Draw a hall with its chimney; give the chimney's top."""
    left, roof = chance.randrange(200, 1200), chance.randrange(470, 600)
    draw.rectangle((left, roof, left + chance.randrange(140, 300), 800), fill=STEEL)
    top = roof - chance.randrange(160, 260)
    draw.rectangle((left + 40, top, left + 66, roof), fill=(120, 112, 104))
    return left + 53, top


def _heaps(draw: ImageDraw.ImageDraw, trouble: Trouble, chance: Random) -> None:
    for _ in range(3):
        middle = chance.randrange(200, 1400)
        _heap(draw, middle, 820, (chance.randrange(500, 800), chance.randrange(120, 220)), Trouble.NONE)
    _heap(draw, chance.randrange(600, 1000), 980, (760, 230), trouble)


def _heap(draw: ImageDraw.ImageDraw, middle: int, foot: int, size: tuple[int, int], trouble: Trouble) -> None:
    width, height = size
    corners = [
        (middle - width // 2, foot),
        (middle - width // 6, foot - height),
        (middle + width // 6, foot - height),
        (middle + width // 2, foot),
    ]
    colour = {Trouble.WRONG: BARE, Trouble.PUT_RIGHT: NETTED, Trouble.NONE: (112, 104, 88)}[trouble]
    draw.polygon(corners, fill=colour)
    if trouble is Trouble.PUT_RIGHT:
        for x in range(middle - width // 2, middle + width // 2, 40):
            draw.line((x, foot, middle + (x - middle) // 3, foot - height), fill=(60, 98, 58), width=3)


def _building_site(draw: ImageDraw.ImageDraw, trouble: Trouble, chance: Random) -> None:
    left = chance.randrange(300, 900)
    for storey in range(5):
        top = 740 - 62 * storey
        draw.rectangle((left, top, left + 420, top + 50), outline=STEEL, width=6)
    mast = left + 520
    draw.line((mast, 800, mast, 260), fill=(196, 150, 40), width=14)
    draw.line((mast - 360, 300, mast + 160, 300), fill=(196, 150, 40), width=10)
    draw.rectangle((0, 800, WIDTH, 850), fill=(70, 110, 150))
    _road(draw, trouble)


def _road(draw: ImageDraw.ImageDraw, trouble: Trouble) -> None:
    draw.polygon([(500, HEIGHT), (740, 850), (880, 850), (1200, HEIGHT)], fill=(120, 120, 120))
    if trouble is Trouble.WRONG:
        for offset in (0, 130):
            far = 775 + offset // 3
            draw.polygon(
                [(660 + offset, HEIGHT), (far, 850), (far + 25, 850), (740 + offset, HEIGHT)], fill=MUD
            )


def _river(draw: ImageDraw.ImageDraw, trouble: Trouble, chance: Random) -> None:
    bend = chance.randrange(-200, 200)
    shore = [(0, 760), (WIDTH, 740 + bend // 8), (WIDTH, 1010), (800 + bend, 1060), (0, 1000)]
    draw.polygon(shore, fill=(172, 160, 124))
    for row in range(9):
        y = 780 + 24 * row
        draw.line(
            (chance.randrange(0, 500), y, chance.randrange(900, WIDTH), y), fill=(190, 180, 148), width=4
        )
    if trouble is Trouble.WRONG:
        for _ in range(26):
            x, y = chance.randrange(200, 1400), chance.randrange(1020, 1150)
            draw.rectangle((x, y, x + 34, y + 20), fill=chance.choice(RUBBISH))


def _field(draw: ImageDraw.ImageDraw, trouble: Trouble, chance: Random) -> None:
    for row in range(16):
        y = 770 + row * 28
        draw.line((0, y, WIDTH, y + chance.randrange(-6, 6)), fill=(190, 164, 96), width=9)
    if trouble is Trouble.WRONG:
        draw.polygon([(380, 1000), (700, 900), (1180, 940), (980, 1060)], fill=(44, 40, 38))
        for n in range(6):
            draw.ellipse((640 + 30 * n, 760 - 60 * n, 740 + 50 * n, 850 - 60 * n), fill=(168, 166, 164))


def _houses(draw: ImageDraw.ImageDraw, trouble: Trouble, chance: Random) -> None:
    for _ in range(4):
        left, width = chance.randrange(80, 1300), chance.randrange(160, 260)
        draw.rectangle((left, 700, left + width, 830), fill=(176, 160, 142))
        draw.polygon([(left - 16, 700), (left + width // 2, 630), (left + width + 16, 700)], fill=ROOF)
    if trouble is not Trouble.NONE:
        _heap(draw, chance.randrange(500, 1100), 1000, (380, 90), trouble)


_FRONTS: dict[SiteKind, Callable[[ImageDraw.ImageDraw, Trouble, Random], None]] = {
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
