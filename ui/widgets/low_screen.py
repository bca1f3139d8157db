"""Dialogs on low screens: as high as what they hold or the screen allows; the buttons stay in sight."""

from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout

from ui.theme import px
from ui.widgets.panel import Scroll, fill

TITLE_BAR = 36
"""Pixels a desktop takes of the screen for the title of a window."""
GAP, MARGIN, BAR = 12, 16, 6


def stand(dialog: QDialog, middle: QLayout, foot: QLayout, width: int) -> None:
    """Lay ``middle`` above ``foot`` in a dialog that is ``width`` wide; the middle scrolls where it must.

    Call it last: it gives the dialog the height that its content has now.
    """
    middle.setContentsMargins(0, 0, px(BAR), 0)
    fill(whole := QVBoxLayout(dialog), (Scroll(middle), foot), GAP, MARGIN)
    whole.setStretch(0, 1)
    inner = px(width) - 2 * px(MARGIN)
    needed = (
        middle.heightForWidth(inner - px(BAR)) if middle.hasHeightForWidth() else middle.sizeHint().height()
    )
    wanted = needed + foot.sizeHint().height() + px(GAP) + 2 * px(MARGIN)
    dialog.setMinimumWidth(px(width))
    dialog.resize(px(width), min(wanted, dialog.screen().availableSize().height() - TITLE_BAR))


def grow(dialog: QDialog) -> None:
    """Make a dialog as high as what it holds, once the letters of its fields are known, or as the screen."""
    hidden = max((one.verticalScrollBar().maximum() for one in dialog.findChildren(Scroll)), default=0)
    room = dialog.screen().availableSize().height() - TITLE_BAR
    dialog.resize(dialog.width(), max(dialog.height(), min(dialog.height() + hidden, room)))
