"""What a file would bring, in a few lines, and the one button that takes it in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from db.file_arrival import FileArrival
from db.queries.exchange import Incoming, IncomingRound
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken, translate
from ui.report_words import names_words
from ui.theme import px
from ui.widgets.buttons import PLAIN, PRIMARY, Button
from ui.widgets.panel import Inset, SectionHeader, fill, row
from ui.widgets.text import Text

SHOWN_ROUNDS, SHOWN_FAULTS = 6, 4


class IncomingView(QWidget):
    """Shows what is in a file against what is here; ``asked`` comes when it is to be taken in."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        fill(self._layout, (), 0)
        self._sheet = QWidget()
        self._layout.addWidget(self._sheet)
        self.taking: Button | None = None

    def show_nothing(self) -> None:
        """Say nothing: there is nothing that could be taken in."""
        self.taking = None
        self._put(QWidget())
        self.hide()

    def show_incoming(self, coming: Incoming, *, is_sound: bool, is_busy: bool) -> None:
        """Say what taking in would bring; of a file that is not ``is_sound`` only with a word of warning."""
        self.taking = None
        if not coming.is_ours:
            self._show(Inset("amber", Text(_stranger_words(coming), wrap=True)))
            return
        sheet = QWidget()
        fill(layout := QVBoxLayout(sheet), (SectionHeader(_("What it brings")), _lines(coming)), 8)
        for sentence in _doubts(coming, is_sound=is_sound):
            layout.addWidget(Inset("amber", Text(sentence, wrap=True)))
        if coming.brings_something:
            self.taking = Button(
                _("Being taken in…") if is_busy else _("Take in"),
                self.asked.emit,
                kind=PRIMARY if is_sound else PLAIN,
                icon="download",
            )
            self.taking.setEnabled(not is_busy)
            told = Text(
                _("Taking in only adds records; nothing here is overwritten."), tone="soft", wrap=True
            )
            line = row(self.taking, told, gap=12)
            line.setStretch(1, 1)
            layout.addLayout(line)
        else:
            layout.addWidget(Inset("accent", Text(_("All of it is here already."), wrap=True)))
        self._show(sheet)

    def show_taken(self, arrival: FileArrival, coming: Incoming) -> None:
        """Say what came."""
        self.taking = None
        sheet = QWidget()
        done = Inset("accent", Text(taken_words(arrival), bold=True, wrap=True))
        fill(layout := QVBoxLayout(sheet), (done, _lines(coming)), 8)
        for sentence in _fault_words([translate(fault.sentence) for fault in arrival.faults]):
            layout.addWidget(Inset("amber", Text(sentence, wrap=True)))
        self._show(sheet)

    def _show(self, sheet: QWidget) -> None:
        self._put(sheet)
        self.show()

    def _put(self, sheet: QWidget) -> None:
        self._layout.replaceWidget(self._sheet, sheet)
        self._sheet.deleteLater()
        self._sheet = sheet


def taken_words(arrival: FileArrival) -> str:
    """Say in one sentence what was taken in."""
    came = arrival.arrival
    new = plural("{n} new record", "{n} new records", came.new + came.waiting)
    photos = plural("{n} photo", "{n} photos", came.files)
    return _("Taken in: {new}, {photos}.", new=new, photos=photos)


def _stranger_words(coming: Incoming) -> str:
    if coming.office:
        return _(
            "The records belong to {office}, not to this office; they can't be taken in.",
            office=coming.office,
        )
    return _("The records belong to another office; they can't be taken in.")


def _lines(coming: Incoming) -> QWidget:
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(1, 1)
    has_photos = coming.new_photos or coming.known_photos
    lines = [
        (_("From"), _sender_words(coming.rounds)),
        (_("Patrols"), "\n".join(_round_words(coming.rounds))),
        (_("Records"), _count_words(coming.new, coming.known)),
        (_("Photos"), _count_words(coming.new_photos, coming.known_photos) if has_photos else ""),
    ]
    for at, (name, text) in enumerate((name, text) for name, text in lines if text):
        grid.addWidget(Text(name, tone="soft"), at, 0)
        grid.addWidget(Text(text, wrap=True), at, 1)
    return held


def _count_words(new: int, known: int) -> str:
    return _("{new} new, {known} here already", new=new, known=known)


def _sender_words(rounds: Sequence[IncomingRound]) -> str:
    grids = dict.fromkeys(one.grid for one in rounds if one.grid)
    people = dict.fromkeys(name for one in rounds for name in one.people)
    return " · ".join(part for part in (_joined(list(grids)), _joined(list(people))) if part)


def _round_words(rounds: Sequence[IncomingRound]) -> list[str]:
    say = in_language(spoken())
    lines = [
        f"{short_day(one.day, say)} · {one.grid} · {_('new') if one.is_new else _('here already')}"
        for one in rounds[:SHOWN_ROUNDS]
    ]
    more = len(rounds) - SHOWN_ROUNDS
    return [*lines, plural("and {n} more", "and {n} more", more)] if more > 0 else lines


def _doubts(coming: Incoming, *, is_sound: bool) -> list[str]:
    said = []
    if not is_sound and coming.brings_something:
        said.append(
            _(
                "The file itself is not in order. Each record is signed by its device; "
                "only sound ones are taken in."
            )
        )
    if coming.lacking:
        said.append(
            plural(
                "{n} record it announces is not inside.",
                "{n} records it announces are not inside.",
                coming.lacking,
            )
        )
    if coming.waiting:
        said.append(
            plural(
                "{n} record was written by a newer program; it is kept and read after an update.",
                "{n} records were written by a newer program; they are kept and read after an update.",
                coming.waiting,
            )
        )
    if coming.unwanted:
        said.append(
            plural(
                "{n} file inside is named by no record and is left out.",
                "{n} files inside are named by no record and are left out.",
                coming.unwanted,
            )
        )
    return [*said, *_fault_words([translate(fault) for fault in coming.faults])]


def _fault_words(faults: Sequence[str]) -> list[str]:
    told = list(dict.fromkeys(faults))
    more = len(told) - SHOWN_FAULTS
    return [*told[:SHOWN_FAULTS], plural("and {n} more", "and {n} more", more)] if more > 0 else told


def _joined(names: Sequence[str]) -> str:
    shown = names_words(names[:SHOWN_ROUNDS])
    return f"{shown}…" if len(names) > SHOWN_ROUNDS else shown
