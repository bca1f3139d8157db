"""The regions of a wall chart as tiles: each with its tasks by look: sign, colour and number."""

from collections.abc import Sequence

from inspector.charts.drawing import Bar, Drawing, Ink, Label, Side, shortened, text_width
from inspector.charts.wall_facts import LOOK_NAMES, SIGNS, WallLook, WallRegion
from inspector.words import Say

_TILE, _HEIGHT, _GAP, _EDGE = 15.0, 4.4, 0.6, 0.6
_SMALL = 0.85
_STRIP = 0.4


def lay_out_tiles(regions: Sequence[WallRegion], say: Say, width: float, size: float) -> Drawing:
    """Lay out a tile for each region, as many side by side as there is room for."""
    across = max(1, min(len(regions), int((width + size * _GAP) // (size * (_TILE + _GAP)))))
    wide = (width - (across - 1) * size * _GAP) / across
    high = size * _HEIGHT
    bars: list[Bar] = []
    labels: list[Label] = []
    places: list[Bar] = []
    for at, region in enumerate(regions):
        x, y = at % across * (wide + size * _GAP), at // across * (high + size * _GAP)
        is_late = bool(region.counts[WallLook.OVERDUE])
        bars.append(Bar(x, y, wide, high, Ink.BAD_GROUND if is_late else Ink.QUIET_GROUND))
        places.append(Bar(x, y, wide, high, Ink.TEXT, region.key, _told(region, say)))
        _write(region, say, (x, y, wide), size, labels)
        _strip(region, (x, y + high - size * _STRIP, wide), size, bars)
    down = -(-len(regions) // across)
    height = down * (high + size * _GAP) - size * _GAP if regions else 0.0
    told = " ".join(_told(region, say) for region in regions)
    return Drawing(width, height, tuple(bars), (), tuple(labels), tuple(places), told)


def _write(
    region: WallRegion, say: Say, place: tuple[float, float, float], size: float, labels: list[Label]
) -> None:
    x, y, wide = place
    edge, small = size * _EDGE, size * _SMALL
    total = say.plural("{n} task", "{n} tasks", sum(region.counts.values()))
    room = wide - 3 * edge - text_width(total, small)
    labels.append(Label(x + edge, y + size * 1.1, shortened(region.name, size, room), size))
    labels.append(Label(x + wide - edge, y + size * 1.1, total, small, Side.RIGHT, Ink.SOFT))
    at, middle = x + edge, y + size * 2.7
    for look in WallLook:
        if count := region.counts[look]:
            sign = SIGNS[look]
            text = f"{sign.sign} {count}"
            if at + text_width(text, small) <= x + wide - edge / 2:
                labels.append(Label(at, middle, text, small, ink=sign.ink))
            at += text_width(text, small) + size * 0.7


def _strip(region: WallRegion, place: tuple[float, float, float], size: float, bars: list[Bar]) -> None:
    """Show the shares of the looks; those still ahead of their work are pale."""
    x, y, wide = place
    total = sum(region.counts.values()) or 1
    for look, count in region.counts.items():
        if count:
            pale = look in {WallLook.NOT_STARTED, WallLook.ON_TIME, WallLook.LASTING}
            ink = Ink.LINE if pale else SIGNS[look].ink
            bars.append(Bar(x, y, wide * count / total, size * _STRIP, ink))
            x += wide * count / total


def _told(region: WallRegion, say: Say) -> str:
    named = [f"{say(LOOK_NAMES[look])} {count}" for look, count in region.counts.items() if count]
    return say("{name}: {listed}.", name=region.name, listed=say(", ").join(named))
