"""The circular (通报) over a page: written from the facts, edited, looked at, issued and signed."""

import os
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject

from db.changes import Changes
from db.issued_reports import PLACES, Issued, ReportWish, issue_report
from db.queries.circular_paper import circular_facts, circular_say
from db.queries.summaries import frozen_in_force
from db.queries.typical_cases import offered_cases
from inspector.errors import Refused, Spoken
from inspector.journal.person_key import PersonKey
from inspector.model.circular import CircularScope
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.period import Period
from inspector.reports.circular_paper import TypicalCase
from inspector.reports.circular_text import CircularFacts
from inspector.reports.letter import Letter
from inspector.reports.letter_document import write_letter
from inspector.words import Say, _
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.circular import CircularDialog
from ui.dialogs.pick import save_file
from ui.form_draft import FormDraft
from ui.issue_desk import draft_pdf, named_letter
from ui.own_key import OwnKey
from ui.page import Page
from ui.summary_papers import SummaryPapers

Seen = tuple[CircularScope, CircularFacts, tuple[TypicalCase, ...], Say]


class CircularDesk(QObject):
    """Opens the circular over ``page``; ``papers`` builds, signs and saves it, ``key`` is whose it is."""

    def __init__(self, page: Page, papers: SummaryPapers, key: OwnKey) -> None:
        super().__init__(page)
        self._page, self._session, self._papers, self._key = page, page.session, papers, key
        self._draft: FormDraft | None = None
        self.dialog: CircularDialog | None = None
        self._session.actor_changed.connect(self.give_up)

    def open(self, grid: GridId, period: Period) -> None:
        """Ask what the circular of ``grid`` in ``period`` is written from."""
        session, today = self._session, self._session.now().day
        if self.dialog or session.actor is None:
            return

        def look(_report: Report) -> Seen:
            with closing(session.workspace.reader()) as reader:
                frozen = frozen_in_force(reader, grid, period)
                scope = CircularScope(grid=grid, period=period.name, summary=frozen.id if frozen else "")
                facts = circular_facts(reader, session.workspace.blobs, scope, today)
                return scope, facts, offered_cases(reader, grid, period), circular_say(reader)

        self._page.work(look, self._show, title=_("Gathering the facts of the circular"))

    def give_up(self) -> None:
        """Close what is open; what was typed is kept."""
        if self.dialog:
            self.dialog.reject()

    def look(self) -> None:
        """Show how it is printed."""
        if made := self._wish():
            wish, session, actor = made, self._session, self._session.actor
            assert actor  # noqa: S101 - without one nothing is open
            task = partial(draft_pdf, session.workspace, session.side_work, wish, actor, session.now(), 0)
            self._page.work(task, self._show_pages, self._say, title=_("Building the draft"))

    def put_in_words(self) -> None:
        """Gather the circular as a letter, and ask where to write its Word file."""
        if made := self._wish():
            wish, session, actor = made, self._session, self._session.actor
            assert actor  # noqa: S101 - without one nothing is open
            task = partial(named_letter, session.workspace, wish, actor, session.now())
            self._page.work(task, self._ask_place, self._say, title=_("Gathering the letter"))

    def write_word(self, letter: Letter, to: Path) -> None:
        """Write ``letter`` to the Word file ``to`` and say so."""
        self._session.preferences.keep(FOLDER, str(to.parent))
        folder = partial(self._papers.outlets.open_folder, to)
        self._page.work(
            lambda _report: write_letter(letter, to),
            lambda file: self._page.notice(_("Written as {name}.", name=file.name), _("Open folder"), folder),
            self._say,
        )

    def issue(self) -> None:
        """Issue what stands there with its numbers, sign it, and ask where to save it."""
        if (made := self._wish()) and self.dialog and self.dialog.signing.isEnabled():
            sentence = (
                _("The circular is issued with the numbers as they were frozen, and its PDF is signed.")
                if self.dialog.scope.summary
                else _("The circular is issued with the numbers of this moment, and its PDF is signed.")
            )
            self._key.ask(sentence, partial(self._issue, made), self.dialog)

    def _show(self, seen: Seen) -> None:
        scope, facts, offered, say = seen
        dialog = CircularDialog(scope, facts, offered, say, self._page.window())
        dialog.preview_asked.connect(self.look)
        dialog.word_asked.connect(self.put_in_words)
        dialog.issue_asked.connect(self.issue)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        key = f"circular/{scope.grid}/{scope.period}"
        self._draft = FormDraft(self._session, key, dialog)
        dialog.open()
        dialog.text.setFocus()

    def _wish(self) -> ReportWish | None:
        """Give what is asked for; nothing where it can't be said, which is told in the dialog."""
        if self.dialog is None:
            return None
        try:
            about = self.dialog.scope.about()
        except Refused as error:
            self.dialog.say_error(error)
            return None
        return ReportWish(
            kind=ReportKind.CIRCULAR,
            about=about,
            signers=PLACES[ReportKind.CIRCULAR],
            addressee=self.dialog.addressee.text(),
            text=self.dialog.text.toPlainText(),
        )

    def _show_pages(self, content: QByteArray) -> None:
        if self.dialog:
            self.dialog.show_pages(content)

    def _ask_place(self, named: tuple[str, Letter]) -> None:
        name, letter = named
        if self.dialog:
            start = Path(self._session.preferences.text(FOLDER) or Path.home()) / name
            title, kinds = _("Write the letter as a Word file"), _("Word files (*.docx)")
            save_file(self.dialog, title, start, kinds, partial(self.write_word, letter))

    def _issue(self, wish: ReportWish, key: PersonKey) -> None:
        session, actor, issued = self._session, self._session.actor, list[Issued]()
        assert actor  # noqa: S101 - who has a key acts

        def act() -> Changes:
            issued.append(issue_report(session.workspace, wish, actor, session.now(), os.urandom))
            return issued[0].changes

        def go_on(_changes: object) -> None:
            if self.dialog:
                self.dialog.accept()
            self._papers.finish(issued[0].report, actor, key)

        session.write(act, go_on, self._say)

    def _say(self, error: BaseException) -> None:
        if self.dialog and isinstance(error, Spoken):
            self.dialog.say_error(error)
        else:
            self._session.tell(error)

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog:
            if self._draft:
                self._draft.flush()
            dialog.deleteLater()
