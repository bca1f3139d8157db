"""What is wrong on a photo of the sample, painted over the landscape; and how it looks put right."""

from collections.abc import Callable
from enum import StrEnum

from PIL import ImageDraw

from inspector.sample.landscape import HEIGHT, heap, plume

BARE, NETTED, NET = (92, 74, 56), (78, 122, 74), (60, 98, 58)
ROAD, MUD = (120, 120, 120), (104, 76, 48)
SOOT, SMOKE, DUST = (44, 40, 38), (72, 68, 66), (196, 184, 160)
SEWAGE, LAMP, DRUM = (38, 36, 34), (250, 214, 120), (36, 84, 150)
RUBBISH = ((220, 220, 214), (60, 110, 160), (190, 70, 60))


class Trouble(StrEnum):
    """What is to be seen on a photo."""

    NONE = "none"
    WRONG = "wrong"
    PUT_RIGHT = "put_right"


def paint_trouble(draw: ImageDraw.ImageDraw, question: str, trouble: Trouble) -> None:
    """Paint what the answer to ``question`` of a list is about."""
    if trouble is not Trouble.NONE:
        _PAINTERS.get(question, _uncovered)(draw, trouble is Trouble.WRONG)


def _uncovered(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001 - every painter is asked the same
    heap(draw, 900, 1010, (760, 210), BARE if wrong else NETTED)
    if not wrong:
        for x in range(520, 1281, 40):
            draw.line((x, 1010, 900 + (x - 900) // 3, 800), fill=NET, width=3)


def _mud(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    draw.polygon([(420, HEIGHT), (740, 850), (880, 850), (1240, HEIGHT)], fill=ROAD)
    if wrong:
        for near, far in ((620, 775), (860, 830)):
            draw.polygon([(near, HEIGHT), (far, 850), (far + 22, 850), (near + 110, HEIGHT)], fill=MUD)


def _fire(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    draw.polygon([(480, 1000), (720, 930), (1080, 950), (960, 1040)], fill=SOOT)
    if wrong:
        plume(draw, (780, 940), 14, (206, 206, 204))


def _smoke(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    plume(draw, (820, 420), 12 if wrong else 2, SMOKE)


def _dust(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    heap(draw, 900, 1010, (760, 170), BARE)
    if wrong:
        plume(draw, (760, 880), 9, DUST)


def _rubbish(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    for n in range(24 if wrong else 0):
        x, y = 300 + 377 * n % 1000, 1030 + 53 * n % 80
        draw.rectangle((x, y, x + 34, y + 20), fill=RUBBISH[n % len(RUBBISH)])


def _outfall(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    draw.ellipse((700, 880, 800, 970), fill=(150, 148, 144))
    draw.ellipse((715, 895, 785, 955), fill=SOOT)
    if wrong:
        draw.polygon([(725, 940), (775, 940), (900, HEIGHT), (600, HEIGHT)], fill=SEWAGE)


def _tracks(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    for near, far in ((500, 900), (640, 935)) if wrong else ():
        draw.line((near, HEIGHT, far, 800), fill=BARE, width=26)


def _lights(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    for n in range(16 if wrong else 1):
        x, y = 240 + 311 * n % 1100, 640 + 47 * n % 140
        draw.rectangle((x, y, x + 26, y + 18), fill=LAMP)


def _drums(draw: ImageDraw.ImageDraw, wrong: bool) -> None:  # noqa: FBT001
    for n in range(5):
        left = 480 + 150 * n
        draw.rectangle((left, 860, left + 110, 1030), fill=DRUM)
        if not wrong:
            draw.rectangle((left + 25, 910, left + 85, 960), fill=LAMP)


_PAINTERS: dict[str, Callable[[ImageDraw.ImageDraw, bool], None]] = {
    "mud": _mud,
    "burning": _fire,
    "open_fire": _fire,
    "smoke": _smoke,
    "smell": _smoke,
    "dust": _dust,
    "rubbish": _rubbish,
    "outfall": _outfall,
    "reserve": _tracks,
    "restart": _lights,
    "waste_store": _drums,
}
