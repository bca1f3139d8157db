"""The letters of the screen: the system's own where it has Chinese, else the bundled Noto Sans SC."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from resources import path

BUNDLED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
SAMPLE = "网格巡查"

SYSTEM_FAMILIES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
)
"""Families that inspectors' machines bring along, the best first."""


def screen_family(app: QApplication, *, bundled: bool = False) -> str:
    """Give the family to write with; ``bundled`` demands our own, for pictures that look alike everywhere."""
    if not bundled:
        own = app.font().family()
        if _writes_chinese(own):
            return own
        for family in SYSTEM_FAMILIES:
            if QFontInfo(QFont(family)).family() == family:
                return family
    families = [_load(name) for name in BUNDLED]
    return families[0]


def _writes_chinese(family: str) -> bool:
    letters = QRawFont.fromFont(QFont(family))
    return all(letters.supportsCharacter(letter) for letter in SAMPLE)


def _load(name: str) -> str:
    number = QFontDatabase.addApplicationFont(str(path(f"fonts/{name}")))
    return QFontDatabase.applicationFontFamilies(number)[0]
