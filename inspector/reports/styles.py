"""How our papers look: sizes, line pitches and colours."""

from dataclasses import replace

from inspector.reports.fonts import Face
from inspector.reports.sheet import colour
from inspector.reports.text import Align, Style

GREEN = colour("#1F6B4A")
AMBER = colour("#8A5A00")
RED = colour("#B3261E")
SOFT = colour("#3F4A44")
"""Darker than on screen: thin strokes of small grey type get lost in print."""
GROUND = colour("#E9EFEB")
"""Behind headings of tables and the summary."""
AMBER_GROUND = colour("#FFF3DC")
"""Behind what asks to be seen, such as a late entry."""
PALE = colour("#EDEFEE")
"""The draft's mark behind the text, and the place of a missing photo."""

TITLE = Style(Face.TITLE, 22, 32, align=Align.CENTRE)
"""2号, as GB/T 9704-2012 has it for titles."""
SECTION = Style(Face.STRONG, 12, 21, align=Align.LEFT)
TEXT = Style()
ROW = replace(TEXT, align=Align.LEFT)
CENTRED = replace(TEXT, align=Align.CENTRE)
LABEL = Style(Face.STRONG, 10.5, 15.5, align=Align.CENTRE)
LEAD = Style(size=12, leading=19)
NOTE = Style(size=9, leading=13, align=Align.LEFT)
SMALL = Style(size=8, leading=11, ink=SOFT, align=Align.LEFT)
TINY = Style(size=6.5, leading=9, ink=SOFT, align=Align.LEFT)
CAPTION = Style(Face.STRONG, 9, 13, align=Align.LEFT)
BY_HAND = replace(TEXT, align=Align.RIGHT)
"""A line to be completed by hand."""
NOTE_CENTRED = replace(NOTE, align=Align.CENTRE)
LETTER = Style(size=16, leading=29)
"""3号 in 22 lines of 28 characters, as GB/T 9704-2012 has it for letters."""
LETTER_END = replace(LETTER, align=Align.RIGHT)
FINE = Style(size=7.5, leading=10.5, align=Align.LEFT)
"""In the lines of a ledger."""
FINE_CENTRED = replace(FINE, align=Align.CENTRE)
FINE_LABEL = Style(Face.STRONG, 7.5, 10.5, align=Align.CENTRE)
