"""Adding a site, or changing what is known of one; what does not fit is said in place."""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.site_choices import SiteChoices
from inspector.errors import Refused, Spoken
from inspector.model.checklist import ListFor
from inspector.model.events import Place
from inspector.model.office import Rank
from inspector.model.shipped_lists import titles_for
from inspector.model.site import (
    DEGREE,
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
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, S, Scroll, fill, row
from ui.widgets.text import Text

COLUMNS = 2


class EditSite(QDialog):
    """``written`` carries a ``SiteAdded``, or a ``SiteChanged`` of no more than what changed."""

    written = Signal(object)

    def __init__(
        self,
        choices: SiteChoices,
        site: Site | None,
        today: date,
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Ask for a new site, or about ``site``; a new one is due ``today``."""
        super().__init__(parent)
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
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Save") if site else _("Add the site"), self.save, kind=PRIMARY)
        self._lay_out()
        self._show(site)
        self.kind.currentIndexChanged.connect(self._propose_list)
        self.checklist.activated.connect(self._keep_list)

    def save(self) -> None:
        """Give away what was written if it holds, or say what does not."""
        try:
            added = self._written()
            new_site(added)
        except Refused as refusal:
            self.say(refusal)
            return
        changed = _differences(self._site, added) if self._site else added
        self.accept()
        if changed:
            self.written.emit(changed)

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
            credit_code=self.credit_code.text().strip(),
        )

    def _place(self) -> Place | None:
        before = self._site.place if self._site else None
        text = self.place.text().strip()
        if before and text == place_text(before):
            return before
        if not text:
            if before:
                raise Refused(N_("A place can be corrected, but not taken away."))
            return None
        return place_from(text)

    def _lay_out(self) -> None:
        fields = (
            (_("Name"), self.name, ""),
            (_("Grid"), self.grid, ""),
            (_("Kind"), self.kind, ""),
            (_("Rank"), self.rank, _("Decides how often it is due.")),
            (_("Status"), self.status, ""),
            (_("List"), self.checklist, ""),
            (_("Address"), self.address, ""),
            (_("Coordinates"), self.place, _("Latitude, longitude (WGS-84)")),
            (_("Responsible leader"), self.leader, ""),
            (_("Responsible person"), self.responsible, ""),
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
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        closing = Button(_("Cancel"), self.reject)
        fill(layout, (Scroll(ground), self.trouble, row(None, closing, self.saving)), M, L)
        layout.setStretch(0, 1)
        parent = self.parentWidget()
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(600), room.width() - px(L)), min(px(560), room.height() - px(L)))

    def _show(self, site: Site | None) -> None:
        if site is None:
            _choose(self.rank, Rank.ORDINARY)
            self._propose_list()
            return
        for field, text in (
            (self.name, site.name),
            (self.address, site.address),
            (self.place, place_text(site.place)),
            (self.leader, site.leader),
            (self.responsible, site.responsible),
            (self.credit_code, site.credit_code),
        ):
            field.setText(text)
            field.setCursorPosition(0)
        for choice, value in (
            (self.kind, site.kind),
            (self.rank, site.rank),
            (self.status, site.status),
            (self.grid, site.grid),
            (self.checklist, site.checklist),
        ):
            _choose(choice, value)

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


def place_text(place: Place | None) -> str:
    """Write coordinates as they are typed; empty without a place."""
    return f"{place.lat / DEGREE:.5f}, {place.lon / DEGREE:.5f}" if place else ""


def place_from(text: str) -> Place:
    """Read latitude and longitude in degrees. Raises Refused for anything else."""
    parts = [part for part in re.split(r"[,，;；\s]+", text.strip()) if part]
    try:
        lat, lon = (round(float(part) * DEGREE) for part in parts)
    except (ValueError, OverflowError):
        raise Refused(N_("Write the coordinates as two numbers, such as 39.774, 106.842.")) from None
    return Place(lat=lat, lon=lon)


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
