"""The look: every pair of colours can be read, every setting is obeyed, no size of type in the sheet."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from resources import path
from ui.fonts import screen_family
from ui.icons import icon, picture, wear_icon
from ui.theme import (
    COLOURS,
    CONTRAST,
    DARK,
    LIGHT,
    SETTINGS,
    SYSTEM,
    TONES,
    System,
    Theme,
    current,
    palette,
    px,
    style_sheet,
    system_wants,
    theme,
    wear,
)

READABLE = 4.5
"""Least contrast of text, WCAG 2.2, 1.4.3 (AA)."""

VISIBLE = 3.0
"""Least contrast of what bounds a field or shows the focus, WCAG 2.2, 1.4.11."""

PAIRS = [
    *product(("text", "soft"), ("window", "panel", "field", "sel", "hover")),
    *product(("text",), (f"{tone}soft" for tone in TONES)),
    *product(TONES, ("window", "panel", "sel")),
    *((tone, f"{tone}soft") for tone in TONES),
    ("onaccent", "accent"),
    ("soft", "greysoft"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_can_be_read_on_every_ground_it_stands_on(name: str, text: str, ground: str) -> None:
    least = 7.0 if name == CONTRAST else READABLE
    assert contrast(COLOURS[name][text], COLOURS[name][ground]) >= least


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize(("mark", "ground"), [*product(("edge", "accent"), ("panel", "window", "field"))])
def test_edges_of_fields_and_the_focus_can_be_seen(name: str, mark: str, ground: str) -> None:
    assert contrast(COLOURS[name][mark], COLOURS[name][ground]) >= VISIBLE


@given(st.sampled_from(SETTINGS), st.booleans(), st.booleans(), st.integers(-1_000, 1_000))
def test_a_setting_is_obeyed_and_the_system_only_asked_where_it_should(
    setting: str, dark: bool, contrasts: bool, zoom: int
) -> None:
    look = theme(setting, System(dark, contrasts), zoom)
    wanted = CONTRAST if contrasts else DARK if dark else LIGHT
    assert look.name == (wanted if setting == SYSTEM else setting)
    assert 80 <= look.zoom <= 200


def test_lengths_and_type_follow_the_zoom(qapp: QApplication) -> None:
    assert [Theme(LIGHT, zoom).px(8) for zoom in (80, 100, 200)] == [6, 8, 16]
    assert Theme(LIGHT, 200).font("title", bold=True).pointSizeF() == 28
    assert Theme(LIGHT).px(0) == 1


@pytest.mark.parametrize("name", COLOURS)
def test_the_sheet_is_filled_and_sets_no_size_of_type(name: str) -> None:
    sheet = style_sheet(Theme(name, 125))
    assert "$" not in sheet
    assert "font-size" not in sheet
    assert "#" not in path("style.qss").read_text("utf-8").replace("QWidget#", "").replace(
        "QFrame#", ""
    ).replace("QPushButton#", "")


def test_a_change_of_theme_reaches_palette_widgets_and_icons(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    wear_icon(button, "plus")
    before = button.icon().cacheKey()
    wear(qapp, Theme(DARK))
    assert current().name == DARK
    assert button.icon().cacheKey() != before
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == COLOURS[DARK]["window"]
    assert palette(Theme(DARK)) == qapp.palette()
    wear(qapp, Theme(LIGHT, 150))
    assert px(10) == 15
    assert round(picture("plus").deviceIndependentSize().width()) == 27
    assert not icon("plus").isNull()


def test_the_system_is_asked_for_dark_and_contrast(qapp: QApplication) -> None:
    assert system_wants(qapp) == System(dark=False, contrast=False)


def test_a_screen_without_chinese_letters_gets_ours(qapp: QApplication) -> None:
    assert screen_family(qapp, bundled=True) == "Noto Sans SC"
    assert screen_family(qapp)
