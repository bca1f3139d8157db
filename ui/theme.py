"""Colours, spacing and type of the window: what is chosen, what the system wants, and the zoom."""

from collections.abc import Mapping
from functools import cache
from string import Template
from types import MappingProxyType

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from resources import path

SYSTEM, LIGHT, DARK, CONTRAST = "system", "light", "dark", "contrast"
SETTINGS = (SYSTEM, LIGHT, DARK, CONTRAST)
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)

POINTS = MappingProxyType({"body": 10.5, "heading": 12.0, "title": 14.0, "number": 18.0})
"""The type scale at a zoom of 100 %."""

_NAMES = (
    *("window", "panel", "line", "text", "soft", "accent", "accentsoft", "onaccent", "red", "redsoft"),
    *("amber", "ambersoft", "blue", "bluesoft", "grey", "greysoft", "sel", "field", "edge", "hover"),
    "handle",
)


def _tokens(values: str) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(_NAMES, values.split(), strict=True)))


COLOURS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        LIGHT: _tokens(
            "#F6F7F5 #FFFFFF #DFE3DE #1C2320 #5C6862 #1F6B4A #E3F0E9 #FFFFFF #B3261E #FBE9E7 #8A5A00 #FFF3DC "
            "#1B5FA8 #E6F0FA #5F6963 #EDF0EE #EAF3EE #FFFFFF #7E8A83 #F1F4F1 #C3CAC5"
        ),
        DARK: _tokens(
            "#151917 #1D2220 #323A36 #E6EBE8 #9AA7A0 #6CC79B #20392D #0E1A14 #F2938B #3B2120 #E9B458 #37290F "
            "#8EBDF0 #1B2C40 #A2ADA7 #2A312D #233029 #1A1F1D #6F7B75 #262D2A #48524D"
        ),
        CONTRAST: _tokens(
            "#FFFFFF #FFFFFF #000000 #000000 #1A1A1A #003D24 #FFFFFF #FFFFFF #8B0000 #FFFFFF #5C3A00 #FFFFFF "
            "#002E6B #FFFFFF #1A1A1A #E6E6E6 #D9EFE4 #FFFFFF #000000 #E8E8E8 #000000"
        ),
    }
)
"""Every colour of the window by its token; nothing else in ``ui`` writes a colour down."""

TONES = ("accent", "red", "amber", "blue", "grey")
"""States have a colour and always a word beside it."""


class System(msgspec.Struct, frozen=True):
    """What the desktop asks for."""

    dark: bool = False
    contrast: bool = False


class Theme(msgspec.Struct, frozen=True):
    """One look of the window."""

    name: str
    zoom: int = 100

    @property
    def colours(self) -> Mapping[str, str]:
        """Hex colours by token."""
        return COLOURS[self.name]

    def colour(self, token: str) -> QColor:
        """Give a colour to paint with."""
        return QColor(self.colours[token])

    def px(self, length: int) -> int:
        """Scale a length in logical pixels by the zoom."""
        return max(1, round(length * self.zoom / 100))

    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        """Give the application's font in a size of the type scale."""
        font = QFont(QApplication.font())
        font.setPointSizeF(POINTS[size] * self.zoom / 100)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font


def theme(setting: str, system: System, zoom: int = 100) -> Theme:
    """Choose the look: the person's setting, or what the system wants; zoom is held between 80 and 200 %."""
    held = min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
    if setting in COLOURS:
        return Theme(setting, held)
    if system.contrast:
        return Theme(CONTRAST, held)
    return Theme(DARK if system.dark else LIGHT, held)


def palette(look: Theme) -> QPalette:
    """Give Qt's own palette for ``look``, for what the style sheet does not paint."""
    tokens = QPalette()
    role = QPalette.ColorRole
    for token, roles in {
        "window": (role.Window,),
        "panel": (role.Button, role.AlternateBase, role.ToolTipBase),
        "field": (role.Base,),
        "text": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.HighlightedText),
        "soft": (role.PlaceholderText,),
        "sel": (role.Highlight,),
        "accent": (role.Link, role.Accent, role.BrightText),
        "line": (role.Mid, role.Midlight, role.Dark),
    }.items():
        for one in roles:
            tokens.setColor(one, look.colour(token))
    for one in (role.WindowText, role.Text, role.ButtonText):
        tokens.setColor(QPalette.ColorGroup.Disabled, one, look.colour("soft"))
    return tokens


@cache
def _sheet() -> Template:
    return Template(path("style.qss").read_text("utf-8"))


def style_sheet(look: Theme) -> str:
    """Fill the sheet with the colours of ``look`` and lengths in its zoom (``$p8`` is 8 px at 100 %)."""
    lengths = {f"p{length}": f"{look.px(length)}px" for length in range(1, 65)}
    check = "check-dark" if look.name == DARK else "check-white"
    files = {"down": "down", "up": "up", "check": check}
    indicators = {name: path(f"indicators/{file}.svg").as_posix() for name, file in files.items()}
    outline = look.colours["text"] if look.name == CONTRAST else "transparent"
    return _sheet().substitute(look.colours, **lengths, **indicators, outline=outline)


class _Look(QObject):
    """The look of this application; ``changed`` follows palette and sheet."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.now = Theme(LIGHT)
        self.prepared: Theme | None = None
        self.worn: Theme | None = None


@cache
def look() -> _Look:
    """Give the look that the window has now, and its signal."""
    return _Look()


def current() -> Theme:
    """Give the theme that the window has now; painters ask at each paint and keep nothing."""
    return look().now


def px(length: int) -> int:
    """Scale a length by the zoom of now."""
    return current().px(length)


def prepare(app: QApplication, wanted: Theme) -> None:
    """Let widgets be built for the look ``wanted``, in its palette and font.

    Qt fits the sheet to a widget anew each time that widget gets another parent, so the first window is
    built without one and is given it, by ``wear``, when it is whole.
    """
    if look().prepared != wanted:
        look().now = look().prepared = wanted
        app.setPalette(palette(wanted))
        app.setFont(wanted.font())


def wear(app: QApplication, wanted: Theme) -> None:
    """Give the application the look ``wanted``: palette and font, then the sheet, then word to the icons."""
    built_for, before = look().now, look().worn
    prepare(app, wanted)
    if before != wanted or not app.styleSheet():
        look().worn = wanted
        app.setStyleSheet(style_sheet(wanted))
        if before or built_for != wanted:
            look().changed.emit()


def system_wants(app: QApplication) -> System:
    """Ask the desktop whether it is dark, and whether it asks for more contrast (Qt 6.10 on)."""
    hints = app.styleHints()
    asked = (
        getattr(hints.accessibility(), "contrastPreference", None)
        if hasattr(hints, "accessibility")
        else None
    )
    return System(
        dark=hints.colorScheme() == Qt.ColorScheme.Dark,
        contrast=asked is not None and asked().name == "HighContrast",
    )
