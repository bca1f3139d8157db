"""The terms of complaints by channel, as the office rules them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.model.complaint_terms import ComplaintTerms
from inspector.model.complaint_words import CHANNEL_NAMES, Channel, ChannelTerm, Term
from inspector.model.working_days import COUNTING_NAMES, Counting
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.number_field import NumberField
from ui.widgets.panel import L, M, Scroll, column, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT = 760, 480


class ComplaintTermsDialog(QDialog):
    """``decided`` carries the ``ComplaintTerms``; it stays open until they are recorded or given up."""

    decided = Signal(object)

    def __init__(self, terms: ComplaintTerms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Terms of complaints"))
        self.setMinimumSize(px(400), px(300))
        self.rows: dict[Channel, tuple[NumberField, ChoiceField, NumberField, ChoiceField, NumberField]] = {}
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.deciding = Button(_("Put in force"), self.decide, kind=PRIMARY)
        table = QGridLayout()
        table.setHorizontalSpacing(px(M))
        table.setVerticalSpacing(px(6))
        heads = (_("Channel"), _("Taken up within"), "", _("Settled within"), "", _("Longer by at most"))
        for at, head in enumerate(heads):
            table.addWidget(Text(head, bold=True), 0, at)
        for at, one in enumerate(terms.terms, 1):
            self._add(table, at, one)
        table.setColumnStretch(len(heads), 1)
        told = _("In days, for complaints taken in from now on; the others keep the term they came with.")
        body = column(
            Text(_("Terms of complaints"), "heading"), Text(told, tone="soft", wrap=True), table, None, gap=M
        )
        layout = QVBoxLayout(self)
        foot = row(None, Button(_("Cancel"), self.reject), self.deciding)
        fill(layout, (Scroll(body), self.trouble, foot), M, L)
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))

    @property
    def terms(self) -> ComplaintTerms:
        """What stands there; a number that is none is refused."""
        return ComplaintTerms(
            tuple(
                ChannelTerm(
                    channel,
                    Term(
                        _typed(begin),
                        Counting(begin_in.value()),
                        _typed(days),
                        Counting(days_in.value()),
                        _typed(further),
                    ),
                )
                for channel, (begin, begin_in, days, days_in, further) in self.rows.items()
            )
        )

    def decide(self) -> None:
        """Give away what stands there."""
        self.setEnabled(False)
        self.decided.emit(self.terms)

    def say(self, error: BaseException) -> None:
        """Say why it can't be ruled so; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _add(self, table: QGridLayout, at: int, one: ChannelTerm) -> None:
        name, term = _(CHANNEL_NAMES[one.channel]), one.term
        fields = (
            _number(_("{channel}: taken up within", channel=name), term.begin_days),
            _counting(_("{channel}: taken up within", channel=name), term.begin_counting),
            _number(_("{channel}: settled within", channel=name), term.days),
            _counting(_("{channel}: settled within", channel=name), term.counting),
            _number(_("{channel}: longer by at most", channel=name), term.further_days),
        )
        self.rows[one.channel] = fields
        table.addWidget(Text(name), at, 0)
        for place, field in enumerate(fields, 1):
            table.addWidget(field, at, place)


def _number(name: str, amount: int) -> NumberField:
    field = NumberField(name)
    field.setMaximumWidth(px(76))
    field.show_amount(amount)
    return field


def _counting(name: str, counting: Counting) -> ChoiceField:
    field = ChoiceField()
    field.setAccessibleName(name)
    field.setMaximumWidth(px(104))
    field.offer([(one, _(words)) for one, words in COUNTING_NAMES.items()], counting)
    return field


def _typed(field: NumberField) -> int:
    return -1 if field.amount is None else field.amount
