"""By how much a camera's clock was wrong: typed, or found from one photo whose true time is known."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QSpinBox, QVBoxLayout, QWidget

from db.photo_intake import TakenPhoto
from db.photo_placing import Candidate, shift_between
from inspector.periods import at
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.clock_field import ClockField
from ui.widgets.panel import M, Rule, Scroll, fill, row
from ui.widgets.photo_facts import shift_words
from ui.widgets.text import Elided, Text

MOST_HOURS = 24 * 365 * 5
HOUR, MINUTE = 3600, 60


class ClockShift(QDialog):
    """Shows at once what the first of ``photos`` would say; ``shifted`` carries seconds to be added."""

    shifted = Signal(int)

    def __init__(
        self, photos: Sequence[TakenPhoto], visits: Sequence[Candidate], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Correct the camera's clock"))
        self._photo = min(photos, key=lambda one: (one.taken.ts, one.id))
        self.direction = QComboBox()
        self.direction.addItem(_("the clock was slow: add"), 1)
        self.direction.addItem(_("the clock was fast: take off"), -1)
        self.direction.setAccessibleName(_("Which way the clock was wrong"))
        self.hours, self.minutes, self.seconds = (
            _number(_("Hours"), MOST_HOURS),
            _number(_("Minutes"), MINUTE - 1),
            _number(_("Seconds"), MINUTE - 1),
        )
        self.true = ClockField(_("True time of this photo"))
        self.stops = QComboBox()
        self.stops.setAccessibleName(_("Stop at which it was taken"))
        self.stops.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.stops.setMinimumContentsLength(10)
        self.stops.addItem(_("choose a stop"))
        known = [(one.visited, one.name) for one in visits if one.visited]
        self._times = [visited for visited, _name in known]
        for visited, name in known:
            self.stops.addItem(f"{visited.clock} {name}")
        self.preview = Text(wrap=True)
        self.taking = Button(
            plural("Correct {n} photo", "Correct {n} photos", len(photos)), self._take, kind=PRIMARY
        )
        self._lay_out()
        self._listen()
        self.show_shift(self._photo.clock_shift_s)

    @property
    def shift(self) -> int:
        """Seconds to be added to what the camera said."""
        amount = self.hours.value() * HOUR + self.minutes.value() * MINUTE + self.seconds.value()
        return int(self.direction.currentData()) * amount

    def show_shift(self, seconds: int) -> None:
        """Put ``seconds`` into the fields."""
        self.direction.setCurrentIndex(1 if seconds < 0 else 0)
        amount = abs(seconds)
        self.hours.setValue(amount // HOUR)
        self.minutes.setValue(amount // MINUTE % MINUTE)
        self.seconds.setValue(amount % MINUTE)
        self._say()

    def _lay_out(self) -> None:
        fields = row(self.hours, Text(":"), self.minutes, Text(":"), self.seconds, None)
        known = row(Text(_("This photo was taken at"), tone="soft"), self.true, None)
        at_stop = row(Text(_("or at the stop"), tone="soft"), self.stops)
        at_stop.setStretch(1, 1)
        self.true.setFixedWidth(px(90))
        content = QVBoxLayout()
        told = Text(
            _("What the camera said is kept and stands beside the corrected time."), tone="soft", wrap=True
        )
        name = Elided(self._photo.name, bold=True)
        fill(
            content,
            (row(self.direction, None), fields, Rule(), name, known, at_stop, Rule()),
            M,
        )
        content.addWidget(self.preview)
        content.addWidget(told)
        content.addStretch(1)
        layout = QVBoxLayout(self)
        fill(layout, (Scroll(content), row(None, Button(_("Cancel"), self.reject), self.taking)), M, 12)
        self.resize(px(460), px(410))

    def _listen(self) -> None:
        self.direction.currentIndexChanged.connect(self._say)
        for field in (self.hours, self.minutes, self.seconds):
            field.valueChanged.connect(self._say)
        self.true.clock_changed.connect(self._go_by_clock)
        self.stops.activated.connect(self._go_by_stop)

    def _go_by_clock(self, clock: str) -> None:
        claimed = self._photo.claimed
        self.show_shift(shift_between(self._photo, at(claimed.day, clock, claimed.tz)))

    def _go_by_stop(self, place: int) -> None:
        if place > 0:
            self.show_shift(shift_between(self._photo, self._times[place - 1]))

    def _say(self) -> None:
        claimed = self._photo.claimed
        right = claimed.later(self.shift * 1000)
        self.preview.setText(
            _(
                "{before} becomes {after} ({shift})",
                before=f"{claimed.local:%Y-%m-%d %H:%M:%S}",
                after=f"{right.local:%Y-%m-%d %H:%M:%S}",
                shift=shift_words(self.shift),
            )
        )

    def _take(self) -> None:
        shift = self.shift
        self.accept()
        self.shifted.emit(shift)


def _number(name: str, most: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, most)
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setFixedWidth(px(72))
    return field
