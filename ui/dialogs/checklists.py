"""The lists of the office: which there are, where they are asked, and what can be done with them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from db.queries.checklists import ListRow, ListSheet
from inspector.errors import Spoken
from inspector.model.checklist import ListFor
from inspector.model.site import KIND_NAMES
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.flow_layout import FlowLayout, flow_policy
from ui.widgets.panel import M, S, Scroll, SectionHeader, fill, row
from ui.widgets.text import Text


class Checklists(QDialog):
    """Shows lists; the page acts on what is asked.

    ``editing_asked`` and ``chosen`` carry a list, ``copying_asked`` the name of a shipped one, ``kind_given``
    a list and the kind of sites that are to be asked from it.
    """

    editing_asked = Signal(str)
    making_asked = Signal()
    copying_asked = Signal(str)
    importing_asked = Signal()
    chosen = Signal(str)
    kind_given = Signal(str, str)

    def __init__(
        self, shipped: Sequence[tuple[str, str]], why_not: str, parent: QWidget | None = None
    ) -> None:
        """Offer copies of ``shipped`` lists by name and title; ``why_not`` says why all is only looked at."""
        super().__init__(parent)
        self.setWindowTitle(_("Checklists"))
        self._why_not = why_not
        self.rows: Sequence[ListRow] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Checklists"))
        self.list.setWordWrap(True)
        self.list.setSpacing(px(3))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _item: self._edit())
        self.making = Button(_("New list"), self.making_asked.emit, icon="plus")
        self.copying = Button(_("Copy of …"), icon="copy")
        menu = QMenu(self.copying)
        for name, title in shipped:
            menu.addAction(title, partial(self.copying_asked.emit, name))
        self.copying.setMenu(menu)
        self.importing = Button(_("From XLSForm"), self.importing_asked.emit, icon="upload")
        self.importing.setToolTip(_("Takes over a form of ODK, KoBo or another XLSForm program (.xlsx)"))
        self.editing = Button(_("Edit"), self._edit, kind=PRIMARY, icon="pen-line")
        self.head = SectionHeader("")
        self.facts = Text(tone="soft", wrap=True)
        self.sites = Text(wrap=True)
        self._kinds = QVBoxLayout()
        fill(self._kinds, (), 4)
        self.questions = Text(wrap=True)
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.assigning: dict[str, Button] = {}
        self._lay_out()

    @property
    def shown(self) -> str:
        """The list that is chosen; empty while there is none."""
        at = self.list.currentRow()
        return str(self.rows[at].checklist) if 0 <= at < len(self.rows) else ""

    def show_lists(self, rows: Sequence[ListRow]) -> None:
        """Show the lists in force; the one that was chosen stays chosen."""
        before = self.shown
        self.rows = rows
        self.list.blockSignals(True)
        self.list.clear()
        for one in rows:
            self.list.addItem(QListWidgetItem(_line(one)))
        self.list.blockSignals(False)
        names = [str(one.checklist) for one in rows]
        self.list.setCurrentRow(names.index(before) if before in names else 0)
        self.editing.setEnabled(bool(rows))

    def show_sheet(self, sheet: ListSheet) -> None:
        """Show one list: its questions, and where it is asked."""
        version = sheet.version
        self.head.say(version.title, f"v{version.version}")
        whose = (
            _("Answered by grid staff, from outside.")
            if version.made_for is ListFor.GRID_STAFF
            else _("Answered by law-enforcement officers.")
        )
        self.facts.setText(f"{whose}\n{_('Answers keep the version they were given to.')}")
        self.questions.setText(
            "\n".join(
                f"{number}. {question.text}" + (f"  ★ {_('must-look')}" if question.must_look else "")
                for number, question in enumerate(version.questions, 1)
            )
        )
        more = sheet.sites - len(sheet.site_names)
        names = _(", ").join(sheet.site_names)
        said = plural("Asked at {n} site", "Asked at {n} sites", sheet.sites)
        rest = plural(" and {n} more", " and {n} more", more) if more > 0 else ""
        self.sites.setText(_("{where}: {names}", where=said, names=f"{names}{rest}") if names else said)
        self._show_kinds(sheet)

    def say(self, error: Spoken) -> None:
        """Say in place what went wrong."""
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        buttons = FlowLayout(gap=S)
        for button in (self.making, self.copying, self.importing):
            buttons.addWidget(button)
        fill(left, (self.list, buttons), S)
        left.setStretch(0, 1)
        ground = QWidget()
        parts = (
            self.head,
            self.facts,
            self.sites,
            SectionHeader(_("Sites of these kinds")),
            self._kinds,
            SectionHeader(_("Questions")),
            self.questions,
            None,
        )
        fill(QVBoxLayout(ground), parts, S)
        ground.setContentsMargins(px(M), 0, px(S), 0)
        middle = QHBoxLayout()
        fill(middle, (left, Scroll(ground)), S)
        middle.setStretch(0, 1)
        middle.setStretch(1, 1)
        foot = row(None, Button(_("Close"), self.reject), self.editing)
        fill(layout := QVBoxLayout(self), (middle, self.trouble, foot), S, M)
        layout.setStretch(0, 1)
        parent = self.parentWidget()
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(900), room.width() - px(M)), min(px(600), room.height() - px(M)))
        for button in (self.making, self.copying, self.importing):
            button.allow(not self._why_not, self._why_not)

    def _choose(self, _at: int) -> None:
        self.trouble.hide()
        if self.shown:
            for words in (self.head.title, self.head.remark, self.facts, self.sites, self.questions):
                words.setText("")
            self._clear_kinds()
            self.chosen.emit(self.shown)

    def _edit(self) -> None:
        if self.shown:
            self.editing_asked.emit(self.shown)

    def _clear_kinds(self) -> None:
        while (item := self._kinds.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self.assigning = {}

    def _show_kinds(self, sheet: ListSheet) -> None:
        self._clear_kinds()
        for use in sheet.kinds:
            words = _(
                "{kind}: {using} of {sites}", kind=_(KIND_NAMES[use.kind]), using=use.using, sites=use.sites
            )
            give = Button(
                _("ask all from this list"),
                partial(self.kind_given.emit, sheet.version.subject, str(use.kind)),
                kind=LINK,
            )
            give.setAccessibleName(f"{_(KIND_NAMES[use.kind])}: {_('ask all from this list')}")
            give.allow(not self._why_not and use.using < use.sites, self._why_not or _("All are already."))
            self.assigning[str(use.kind)] = give
            line = QWidget()
            flow = FlowLayout(line, gap=S)
            flow.addWidget(Text(words))
            flow.addWidget(give)
            flow_policy(line)
            self._kinds.addWidget(line)


def _line(one: ListRow) -> str:
    whose = _("grid staff") if one.made_for is ListFor.GRID_STAFF else _("law-enforcement officers")
    parts = [
        f"v{one.version}" if one.version else _("draft"),
        whose,
        plural("{n} question", "{n} questions", one.questions),
        plural("{n} site", "{n} sites", one.sites),
    ]
    return f"{one.title or _('New list')}\n{' · '.join(parts)}"
