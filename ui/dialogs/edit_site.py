"""Adding a site, or changing what is known of one; what does not fit is said in place."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.queries.site_choices import AlikeSite, SiteChoices
from inspector.errors import Refused, Spoken
from inspector.model.checklist import ListFor
from inspector.model.events import Place
from inspector.model.office import Rank
from inspector.model.shipped_lists import titles_for
from inspector.model.site import (
    KIND_NAMES,
    RANK_NAMES,
    STATUS_NAMES,
    Site,
    SiteAdded,
    SiteChanged,
    SiteKind,
    SiteStatus,
    new_site,
)
from inspector.tables.typed_place import place_from
from inspector.tables.values import credit_code_of
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.alike_sites import AlikeSites
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, S, Scroll, fill, row
from ui.widgets.site_words import place_words
from ui.widgets.text import Text

COLUMNS, NOTE_HEIGHT = 2, 64

LookFor = Callable[[SiteAdded, Callable[[Sequence[AlikeSite]], object]], object]
"""Looks for sites that may be the one to be added, and calls back with them."""


class EditSite(QDialog):
    """``written`` carries a ``SiteAdded``, or a ``SiteChanged`` of no more than what changed."""

    written = Signal(object)
    chosen = Signal(str)

    def __init__(
        self,
        choices: SiteChoices,
        site: Site | None,
        today: date,
        new_id: Callable[[], str],
        parent: QWidget | None = None,
        *,
        look_for: LookFor | None = None,
    ) -> None:
        """Ask for a new site, or about ``site``; a new one is due ``today``.

        ``look_for`` finds sites that may be the same before one is added; ``chosen`` carries the id of one
        of them that shall be opened instead.
        """
        super().__init__(parent)
        self._look_for = look_for
        self._looked_at: SiteAdded | None = None
        self.setWindowTitle(_("Edit {site}", site=site.name) if site else _("New site"))
        self._site, self._today, self._new_id = site, today, new_id
        self._lists = choices.lists
        self._chose_list = site is not None
        self.name, self.address, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.leader, self.responsible, self.credit_code = QLineEdit(), QLineEdit(), QLineEdit()
        self.place.setPlaceholderText("39.77400, 106.84200")
        self.kind = _choice([(kind.value, _(name)) for kind, name in KIND_NAMES.items()])
        self.rank = _choice([(rank.value, _(name)) for rank, name in RANK_NAMES.items()])
        self.status = _choice([(status.value, _(name)) for status, name in STATUS_NAMES.items()])
        self.grid = _choice([(str(grid), name) for grid, name in choices.grids])
        self.checklist = _choice(
            [("", _("none")), *((str(one.checklist), one.title) for one in choices.lists)]
        )
        self.leader_phone, self.responsible_phone = QLineEdit(), QLineEdit()
        self.note, self.reason = QPlainTextEdit(), QLineEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(px(NOTE_HEIGHT))
        self.doubt, self.alike = Text(tone="amber", wrap=True), AlikeSites()
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Save") if site else _("Add the site"), self.save, kind=PRIMARY)
        self._lay_out()
        self._show(site)
        self.kind.currentIndexChanged.connect(self._propose_list)
        self.checklist.activated.connect(self._keep_list)
        self.status.currentIndexChanged.connect(lambda: self._reason.setVisible(self._changes_status()))
        self.credit_code.editingFinished.connect(self._look_at_doubts)
        self.place.editingFinished.connect(self._look_at_doubts)
        self.alike.chosen.connect(self._open)

    def save(self) -> None:
        """Give away what was written if it holds, or say what does not; look for the same site first."""
        try:
            added = self._written()
            new_site(added)
        except Spoken as refusal:
            self.say(refusal)
            return
        if self._site or self._look_for is None or self._looked_at == _without_id(added):
            self._give(added)
        else:
            self._looked_at = _without_id(added)
            self._look_for(added, partial(self._show_alike, added))

    def _show_alike(self, added: SiteAdded, found: Sequence[AlikeSite]) -> None:
        """Give the site away if there is none like it; else say which, and wait for another word."""
        if not found:
            self._give(added)
            return
        self.alike.show_sites(found)
        self.saving.setText(_("Add it all the same"))

    def _give(self, added: SiteAdded) -> None:
        changed = _differences(self._site, added) if self._site else added
        self.accept()
        if changed:
            self.written.emit(changed)

    def _open(self, site: str) -> None:
        self.reject()
        self.chosen.emit(site)

    def say(self, error: Spoken) -> None:
        """Say in place what went wrong."""
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _written(self) -> SiteAdded:
        return SiteAdded(
            subject=self._site.id if self._site else self._new_id(),
            name=self.name.text().strip(),
            kind=SiteKind(self.kind.currentData()),
            rank=Rank(self.rank.currentData()),
            grid=self.grid.currentData() or "",
            day=self._site.day if self._site else self._today,
            status=SiteStatus(self.status.currentData()),
            place=self._place(),
            address=self.address.text().strip(),
            leader=self.leader.text().strip(),
            responsible=self.responsible.text().strip(),
            checklist=self.checklist.currentData(),
            credit_code=self._code(),
            leader_phone=self.leader_phone.text().strip(),
            responsible_phone=self.responsible_phone.text().strip(),
            note=self._note(),
        )

    def _code(self) -> str:
        text = self.credit_code.text().strip()
        if not text or (self._site and text == self._site.credit_code):
            return text
        return str(credit_code_of(text).value)

    def _note(self) -> str:
        """Give the note, with why the status changed as its last line."""
        note, reason = self.note.toPlainText().strip(), self.reason.text().strip()
        if not reason or not self._changes_status():
            return note
        status = STATUS_NAMES[SiteStatus(self.status.currentData())]
        line = _("{day} {status}: {reason}", day=self._today.isoformat(), status=_(status), reason=reason)
        return f"{note}\n{line}".strip()

    def _changes_status(self) -> bool:
        return self._site is not None and self.status.currentData() != self._site.status

    def _place(self) -> Place | None:
        before = self._site.place if self._site else None
        text = self.place.text().strip()
        if before and text == place_words(before):
            return before
        if not text:
            if before:
                raise Refused(N_("A place can be corrected, but not taken away."))
            return None
        return place_from(text)[0]

    def _lay_out(self) -> None:
        fields = (
            (_("Name"), self.name, ""),
            (_("Grid"), self.grid, ""),
            (_("Kind"), self.kind, ""),
            (_("Rank"), self.rank, _("Decides how often it is due.")),
            (_("Status"), self.status, ""),
            (_("List"), self.checklist, ""),
            (_("Address"), self.address, ""),
            (_("Coordinates"), self.place, _("Latitude, longitude (WGS-84), as a phone or map gives them")),
            (_("Responsible leader"), self.leader, ""),
            (_("Leader's phone"), self.leader_phone, ""),
            (_("Responsible person"), self.responsible, ""),
            (_("Phone"), self.responsible_phone, ""),
            (_("Credit code"), self.credit_code, ""),
        )
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, px(S), 0)
        grid.setHorizontalSpacing(px(L))
        grid.setVerticalSpacing(px(M))
        for at, (name, field, remark) in enumerate(fields):
            grid.addWidget(
                FormField(name, field, remark), at // COLUMNS, at % COLUMNS, Qt.AlignmentFlag.AlignTop
            )
        self._reason = FormField(_("Why the status changes"), self.reason, _("Stands in the note."))
        grid.addWidget(self._reason, len(fields), 0, 1, COLUMNS)
        grid.addWidget(FormField(_("Note"), self.note), len(fields) + 1, 0, 1, COLUMNS)
        self._reason.hide()
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        closing = Button(_("Cancel"), self.reject)
        self.doubt.hide()
        parts = (Scroll(ground), self.alike, self.doubt, self.trouble, row(None, closing, self.saving))
        fill(layout, parts, M, L)
        layout.setStretch(0, 1)
        parent = self.parentWidget()
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(600), room.width() - px(L)), min(px(620), room.height() - px(L)))

    def _show(self, site: Site | None) -> None:
        if site is None:
            _choose(self.rank, Rank.ORDINARY)
            self._propose_list()
            return
        for field, text in (
            (self.name, site.name),
            (self.address, site.address),
            (self.place, place_words(site.place)),
            (self.leader, site.leader),
            (self.responsible, site.responsible),
            (self.credit_code, site.credit_code),
            (self.leader_phone, site.leader_phone),
            (self.responsible_phone, site.responsible_phone),
        ):
            field.setText(text)
            field.setCursorPosition(0)
        self.note.setPlainText(site.note)
        for choice, value in (
            (self.kind, site.kind),
            (self.rank, site.rank),
            (self.status, site.status),
            (self.grid, site.grid),
            (self.checklist, site.checklist),
        ):
            _choose(choice, value)

    def _look_at_doubts(self) -> None:
        """Say what of code and coordinates a person should look at; it is no reason against saving."""
        doubts: list[Spoken] = []
        if code := self.credit_code.text().strip():
            doubts += _doubts(lambda: credit_code_of(code).doubt)
        if place := self.place.text().strip():
            doubts += _doubts(lambda: place_from(place)[1])
        self.doubt.setText("\n".join(translate(one) for one in doubts))
        self.doubt.setVisible(bool(doubts))

    def _keep_list(self) -> None:
        self._chose_list = True

    def _propose_list(self) -> None:
        """Propose the list for sites of this kind, until one was chosen."""
        if self._chose_list:
            return
        titles = titles_for(SiteKind(self.kind.currentData()))
        fitting = [one for one in self._lists if one.made_for is ListFor.GRID_STAFF]
        fitting.sort(key=lambda one: one.title not in titles)
        _choose(self.checklist, fitting[0].checklist if fitting else "")


def _doubts(look: Callable[[], Spoken | None]) -> list[Spoken]:
    try:
        doubt = look()
    except Spoken as wrong:
        doubt = wrong
    return [doubt] if doubt else []


def _without_id(added: SiteAdded) -> SiteAdded:
    return structs.replace(added, subject="")


def _differences(site: Site, wanted: SiteAdded) -> SiteChanged | None:
    """Give the change that makes ``site`` what is ``wanted``; None where it is so already."""
    changed = {
        name: getattr(wanted, name)
        for name in SiteChanged.__struct_fields__
        if name not in {"subject", "blobs"} and getattr(wanted, name) != getattr(site, name)
    }
    return SiteChanged(subject=site.id, **changed) if changed else None


def _choice(options: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for value, text in options:
        box.addItem(text, value)
    return box


def _choose(box: QComboBox, value: str) -> None:
    """Choose ``value``; one that is not offered (a list out of force) is offered as it stands."""
    at = box.findData(str(value))
    if at < 0:
        box.addItem(_("as it was"), str(value))
        at = box.count() - 1
    box.setCurrentIndex(at)
