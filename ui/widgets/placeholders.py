"""Marks the numbers bound in a text, and otherwise those that are none."""

from collections.abc import Mapping

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from inspector.model.bound_text import pieces
from ui import theme


class PlaceMarks(QSyntaxHighlighter):
    """Colours each place in braces of ``document``: known to ``values``, or not."""

    def __init__(self, document: QTextDocument, values: Mapping[str, str]) -> None:
        super().__init__(document)
        self._values = values

    def highlightBlock(self, text: str) -> None:
        """Colour the places of a paragraph."""
        at = 0
        colours = theme.current()
        for piece in pieces(text):
            length = len(piece.text) + (2 if piece.is_bound else 0)
            if piece.is_bound:
                tone = "accent" if piece.text in self._values else "red"
                look = QTextCharFormat()
                look.setForeground(colours.colour(tone))
                look.setFontUnderline(True)
                self.setFormat(at, length, look)
            at += length
