"""Finishing a round: what it holds, the weather, who was present, and how its report is signed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from db.queries.rounds import RoundSummary
from db.round_end import Ending
from inspector.model.patrol import PATROL_KIND_NAMES, Patrol
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.low_screen import stand
from ui.widgets.number_field import NumberField
from ui.widgets.panel import Inset, fill, row
from ui.widgets.text import Text


class FinishRound(QDialog):
    """Asks what only a person knows; ``finished`` carries an ``Ending``."""

    finished_with = Signal(object)

    def __init__(
        self,
        patrol: Patrol,
        summary: RoundSummary,
        *,
        people: Sequence[str],
        due: int,
        drafts: Sequence[str],
        signers: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        """``people`` went; ``drafts`` names sites that are not completed, ``signers`` who signs by rule."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("finish-round")
        self.setWindowTitle(_("Finish patrol"))
        self._signers = signers
        self.weather = QLineEdit(patrol.weather)
        self.weather.setPlaceholderText(_("such as: fine, wind north-west 3"))
        self.present = QLineEdit()
        self.present.setPlaceholderText(_("who was there, or why nobody signs"))
        self.vehicles = NumberField(_("Vehicles"), start=1)
        self.digital = QRadioButton(_("Sign digitally, with a passphrase"))
        self.ink = QRadioButton(_("Print, sign by hand and seal"))
        self.digital.setChecked(True)
        if patrol.is_entered_for:
            # nobody signs for another: the paper is signed
            self.ink.setChecked(True)
            self.digital.setEnabled(False)
            self.digital.setToolTip(_("It is entered for somebody else, who signs on paper."))
        self.finishing = Button(_("Finish and show the report"), self._finish, kind=PRIMARY, icon="flag")
        day = short_day(patrol.day, in_language(spoken()))
        title = Text(_("Patrol of {day}, since {time}", day=day, time=patrol.began.clock), "heading")
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        for name, field in (
            (_("Weather"), self.weather),
            (_("Present"), self.present),
            (_("Vehicles"), self.vehicles),
        ):
            field.setAccessibleName(name)
            fields.addRow(name, field)
        layout = QVBoxLayout()
        who = Text(_who_words(patrol, people), tone="soft", wrap=True)
        fill(layout, (title, who, Text(_summary_words(summary, due), wrap=True)), 12)
        if drafts:
            sentence = _("Not completed, and not on this report: {sites}", sites=", ".join(drafts))
            layout.addWidget(Inset("amber", Text(sentence, wrap=True)))
        layout.addLayout(fields)
        layout.addWidget(self.digital)
        layout.addWidget(self.ink)
        told = Text(
            _(
                "Signing comes after the preview and can wait. "
                "Nothing can be added to this patrol afterwards."
            ),
            tone="soft",
            wrap=True,
        )
        layout.addWidget(told)
        foot = row(None, Button(_("Not yet"), self.reject), self.finishing)
        stand(self, layout, foot, 460)

    def _finish(self) -> None:
        ending = Ending(
            signers=self._signers if self.digital.isChecked() else (),
            weather=self.weather.text(),
            present=self.present.text(),
            vehicles=self.vehicles.amount or 0,
        )
        self.accept()
        self.finished_with.emit(ending)


def _who_words(patrol: Patrol, people: Sequence[str]) -> str:
    """Say what round it is and who went."""
    names = _(", ").join(people)
    parts = [
        _(PATROL_KIND_NAMES[patrol.kind]),
        patrol.about,
        _("entered for {names}", names=names) if patrol.is_entered_for else names,
        _("late entry") if patrol.late_reason else "",
    ]
    return " · ".join(part for part in parts if part)


def _summary_words(summary: RoundSummary, due: int) -> str:
    parts = [
        plural("{n} stop", "{n} stops", summary.stops),
        _("{n} were due", n=due),
        plural("{n} unplanned", "{n} unplanned", summary.unplanned) if summary.unplanned else "",
        plural("{n} late entry", "{n} late entries", summary.late) if summary.late else "",
        plural("{n} finding", "{n} findings", summary.findings) if summary.findings else _("nothing found"),
        plural("{n} put right on the spot", "{n} put right on the spot", summary.put_right)
        if summary.put_right
        else "",
        plural("{n} photo", "{n} photos", summary.photos),
    ]
    return " · ".join(part for part in parts if part)
