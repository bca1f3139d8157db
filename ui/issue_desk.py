"""How a report comes to be issued: the question, a draft to look at, the number, the final file."""

import os
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QWidget

from db.changes import Changes
from db.disk import full_disk_in_words
from db.issued_reports import Issued, ReportWish, draft_of, gather_issued, issue_report, order_draft
from db.queries.issuing import IssueQuestion, issue_question
from db.report_files import final_report
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken
from inspector.model.issued_report import ReportKind
from inspector.periods import Instant
from inspector.reports.letter import Letter
from inspector.reports.letter_document import SUFFIX, letter_of, write_letter
from inspector.words import N_, _
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.issue_report import IssueDialog
from ui.dialogs.pick import save_file
from ui.session import Session
from ui.side_work import SideWork


class IssueDesk(QObject):
    """Leads one person through issuing one report at a time; ``issued`` carries its id.

    The draft is built beside the window; the report gets its number in the lane of writes, and its file
    right after, so that nothing that is recorded later gets into it.
    """

    issued = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: IssueDialog | None = None
        session.actor_changed.connect(self.give_up)

    def begin(self, kind: ReportKind, about: str, *further: str) -> None:
        """Ask whoever acts now what the report of ``about`` is to say; ``further``: a ledger's filter."""
        self.give_up()
        if self._session.actor is None:
            self._session.tell(Refused(N_("Choose who you are first, at the top right.")))
            return
        self._session.read(
            lambda reader: issue_question(reader, kind, about, further), self._ask, key=(id(self), "question")
        )

    def give_up(self) -> None:
        """Close the dialog without issuing."""
        if self.dialog:
            self.dialog.reject()

    def _ask(self, question: IssueQuestion | None) -> None:
        if question is None:
            self._session.tell(Refused(N_("What this report is about is not known here any more.")))
            return
        dialog = IssueDialog(question, self._window)
        dialog.preview_asked.connect(self._look)
        dialog.issue_asked.connect(self._issue)
        dialog.word_asked.connect(self._put_in_words)
        dialog.finished.connect(self._close)
        self.dialog = dialog
        dialog.open()

    def _look(self, wish: ReportWish, per_page: int) -> None:
        session = self._session
        if actor := session.actor:
            task = partial(
                draft_pdf, session.workspace, session.side_work, wish, actor, session.now(), per_page
            )
            job = session.work(task, self._show, self._say, title=_("Building a draft"))
            job.finished.connect(self._free)

    def _show(self, content: QByteArray) -> None:
        if self.dialog:
            self.dialog.show_pages(content)

    def _free(self) -> None:
        if self.dialog:
            self.dialog.be_busy(busy=False)

    def _put_in_words(self, wish: ReportWish) -> None:
        """Gather the letter first: its name is proposed for the Word file."""
        session = self._session
        if actor := session.actor:
            task = partial(named_letter, session.workspace, wish, actor, session.now())
            session.work(task, self._ask_place, self._say, title=_("Gathering the letter"))

    def _ask_place(self, named: tuple[str, Letter]) -> None:
        name, letter = named
        if self.dialog:
            start = Path(self._session.preferences.text(FOLDER) or Path.home()) / name
            kinds = _("Word files (*.docx)")
            save_file(
                self.dialog,
                _("Write the letter as a Word file"),
                start,
                kinds,
                partial(self.write_word, letter),
            )

    def write_word(self, letter: Letter, to: Path) -> None:
        """Write ``letter`` to the Word file ``to`` and say so."""
        self._session.preferences.keep(FOLDER, str(to.parent))

        def say(file: Path) -> None:
            if self.dialog:
                self.dialog.say_written(file.name)

        self._session.work(lambda _report: write_letter(letter, to), say, self._say)

    def _issue(self, wish: ReportWish, per_page: int) -> None:
        session = self._session
        if actor := session.actor:
            recorded: list[Issued] = []
            session.write(
                partial(_issue, session.workspace, wish, actor, session.now(), recorded),
                lambda _changes: self._build(recorded[0].report, per_page),
                self._say,
            )

    def _build(self, report: str, per_page: int) -> None:
        session = self._session
        if self.dialog:
            self.dialog.accept()
        session.work(
            partial(_final, session.workspace, session.side_work, report, per_page),
            lambda _file: self.issued.emit(report),
            title=_("Building the report"),
        )

    def _say(self, error: BaseException) -> None:
        if self.dialog and isinstance(error, Spoken):
            self.dialog.say_error(error)
        else:
            self.give_up()
            self._session.tell(error)

    def _close(self) -> None:
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None


def draft_pdf(
    workspace: Workspace,
    side_work: SideWork,
    wish: ReportWish,
    by: Actor,
    now: Instant,
    per_page: int,
    report: Report,
) -> QByteArray:
    """Build the draft of a report as PDF."""
    with full_disk_in_words(), closing(workspace.reader()) as reader, TemporaryDirectory() as folder:
        to = Path(folder) / "draft.pdf"
        side_work.build(order_draft(reader, workspace, wish, by, now, to, photos_per_page=per_page), report)
        return QByteArray(to.read_bytes())


def named_letter(
    workspace: Workspace, wish: ReportWish, by: Actor, now: Instant, _report: Report
) -> tuple[str, Letter]:
    """Gather a letter, and propose a name for its Word file."""
    with closing(workspace.reader()) as reader:
        gathered = gather_issued(reader, workspace, draft_of(wish, by, now))
        return f"{Path(gathered.file_name(workspace.feed)).stem}{SUFFIX}", letter_of(gathered.paper)


def _issue(
    workspace: Workspace, wish: ReportWish, by: Actor, now: Instant, recorded: list[Issued]
) -> Changes:
    issued = issue_report(workspace, wish, by, now, os.urandom)
    recorded.append(issued)
    return issued.changes


def _final(workspace: Workspace, side_work: SideWork, issued: str, per_page: int, report: Report) -> Path:
    with full_disk_in_words(), closing(workspace.reader()) as reader:
        build = partial(side_work.build, report=report)
        return final_report(reader, workspace, issued, build, photos_per_page=per_page).file
