"""Every icon can be tinted and lies on one grid; the application's own icon has all Windows sizes."""

import re
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

ICONS = Path(__file__).parents[1] / "resources" / "icons"
OUTLINES = sorted(path for path in ICONS.glob("*.svg") if path.name != "app.svg")


@pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.stem)
def test_an_outline_takes_only_the_colour_of_the_palette(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    drawing = etree.fromstring(text.encode())
    assert drawing.get("viewBox") == "0 0 24 24"
    assert drawing.get("stroke") == "currentColor"
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', text)) <= {"none", "currentColor"}


def test_the_outlines_come_with_their_licence() -> None:
    assert len(OUTLINES) >= 45
    assert (ICONS / "LICENSE-Lucide.txt").read_text(encoding="utf-8").startswith("ISC License")


def test_the_application_icon_has_every_size_windows_asks_for() -> None:
    with Image.open(ICONS / "app.ico") as icon:
        assert {(size, size) for size in (16, 20, 24, 32, 40, 48, 64, 128, 256)} == icon.info["sizes"]
    with Image.open(ICONS / "app.png") as picture:
        assert picture.size == (512, 512)
        assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
