"""Photos of today that wait in the inbox of the sample for somebody to put them to their stops."""

from pathlib import Path

from inspector.periods import MINUTE, Instant
from inspector.sample.county import SPOT
from inspector.sample.photographs import Shot, photograph
from inspector.sample.trouble import Trouble

_WAITING = (
    ("千里山示例焦化一厂", Trouble.NONE, 50, True),
    ("千里山示例焦化一厂", Trouble.WRONG, 47, True),
    ("千里山示例洗煤厂", Trouble.NONE, 31, True),
    ("千里山园区污水处理站", Trouble.NONE, 12, False),
)
"""Site, what is to be seen, minutes before now, and whether the photo kept its metadata."""


def fill_inbox(folder: Path, now: Instant) -> None:
    """Put photos taken in the last hour into ``folder``, one of them as WeChat hands it on."""
    folder.mkdir()
    for name, trouble, minutes, has_metadata in _WAITING:
        spot = SPOT[name]
        taken = now.later(-minutes * MINUTE - now.ts % 1000)
        place = spot.place if has_metadata else None
        shot = Shot(f"{name} {minutes}", spot.kind, "cover", trouble, name, taken, place)
        file = f"IMG_{taken.local:%Y%m%d_%H%M%S}.jpg" if has_metadata else f"mmexport{taken.ts}.jpg"
        (folder / file).write_bytes(photograph(shot))
