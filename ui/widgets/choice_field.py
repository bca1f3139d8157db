"""A drop-down of values with their words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget


class ChoiceField(QComboBox):
    """Offers values; as narrow as a few letters, so that long names do not widen a form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def offer(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer pairs of a value and its words, and choose one."""
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.setCurrentIndex(max(0, self.findData(chosen)) if choices else -1)

    def value(self) -> str:
        """Give the chosen value; empty without one."""
        return str(self.currentData() or "")
