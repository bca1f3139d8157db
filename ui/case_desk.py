"""Leads from a step that was asked for to the entry that says so: question, key, record, notice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from db.case_recording import record_cases, record_relapse
from db.changes import Changes
from db.connection import Reader
from db.phrase_book import add_phrase, remove_phrase
from db.queries.cases import RelapseProposal
from db.queries.finding_case import Case, case_of
from db.queries.findings import FindingRow, FindingView, finding_keys, finding_rows
from db.queries.unit_choices import StepChoices, step_choices
from db.workspace import Actor
from inspector.errors import Refused, Spoken
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.finding import Finding
from inspector.model.finding_acts import take_back_assignment
from inspector.model.finding_steps import Step, Who
from inspector.model.ids import FindingId, GridId
from inspector.model.office import Rules
from inspector.model.working_days import Counting, due_day
from inspector.words import N_, _, plural
from ui.dialogs.case_assign import AssignDialog
from ui.dialogs.case_conflict import FALLS, ConflictDialog
from ui.dialogs.case_office import (
    EndSupervisionDialog,
    GiveMoreTimeDialog,
    JoinDialog,
    PutUnderTaskDialog,
    RefuseMoreTimeDialog,
    SuperviseDialog,
    TransferDecidedDialog,
    TransferDialog,
    TransferReceivedDialog,
)
from ui.dialogs.case_recheck import (
    BY_OWN_KEY,
    FailDialog,
    LookBackDialog,
    PassDialog,
    PlanLookBackDialog,
    RelapseDialog,
)
from ui.dialogs.case_step import Kept, StepDialog, StepQuestion, StepWish
from ui.dialogs.case_work import LANE, AcceptDialog, AskMoreTimeDialog, ProgressDialog, PutRightDialog
from ui.form_draft import FormDraft
from ui.own_key import OwnKey
from ui.page import Page
from ui.photo_lane import PhotoLane
from ui.step_writing import keep_papers, write_step

DIALOGS: Mapping[Step, type[StepDialog]] = MappingProxyType(
    {
        kind.STEP: kind
        for kind in (
            AssignDialog,
            AcceptDialog,
            ProgressDialog,
            AskMoreTimeDialog,
            GiveMoreTimeDialog,
            RefuseMoreTimeDialog,
            PutRightDialog,
            PassDialog,
            FailDialog,
            RelapseDialog,
            TransferDialog,
            TransferReceivedDialog,
            TransferDecidedDialog,
            JoinDialog,
            PutUnderTaskDialog,
            SuperviseDialog,
            EndSupervisionDialog,
            PlanLookBackDialog,
            LookBackDialog,
        )
        if kind.STEP
    }
)
IN_PERSON = frozenset({Step.PASS, Step.FAIL})
"""The steps here that are signed with the own key of whoever makes them."""
MOST_FOUND = 20


class CaseDesk(QObject):
    """Serves the cases of one page; ``outdated`` says that what is in sight may stand otherwise by now."""

    outdated = Signal()

    def __init__(self, page: Page, lane: PhotoLane) -> None:
        super().__init__(page)
        self._page, self._lane = page, lane
        self.dialog: StepDialog | None = None
        page.session.actor_changed.connect(self.give_up)

    def begin(self, case: Case, step: Step) -> None:
        """Ask for what ``step`` says about a case."""
        self._prepare((case,), DIALOGS[step], f"case/{case.row.finding}/{step}")

    def decide(self, case: Case, falls: str) -> None:
        """Ask why one of two contradicting steps is to have no effect."""
        self._prepare((case,), ConflictDialog, f"case/{case.row.finding}/conflict", {FALLS: falls})

    def assign_all(self, findings: Sequence[FindingId]) -> None:
        """Ask for one assignment of all ``findings`` that can be assigned; the others are said."""
        self._page.read(partial(self._cases, findings), self._ask_all, key="cases")

    def relapse(self, proposal: RelapseProposal) -> None:
        """Record that an old finding came back as a new one: the old number goes on."""
        session = self._page.session
        if actor := self._actor():
            act = partial(record_relapse, session.workspace, proposal.old, proposal.new, actor, session.now())
            said = _("{number} came back; its number goes on.", number=proposal.old_number)
            session.write(act, lambda _changes: self._page.notice(said))

    def give_up(self) -> None:
        """Close the dialog; what was typed is kept."""
        if self.dialog:
            self.dialog.reject()

    def _cases(self, findings: Sequence[FindingId], reader: Reader) -> list[Case]:
        session = self._page.session
        day = session.now().day
        found = (case_of(session.workspace, reader, one, session.actor, day) for one in findings)
        return [case for case in found if case]

    def _ask_all(self, cases: list[Case]) -> None:
        fit = tuple(case for case in cases if _refusal(case, Step.ASSIGN) is None)
        others = [why for case in cases if (why := _refusal(case, Step.ASSIGN))]
        if not fit:
            self._page.session.tell(others[0] if others else Refused(N_("Choose a finding.")))
            return
        if others:
            self._page.notice(
                plural(
                    "{n} of the chosen findings can't be assigned and is left out.",
                    "{n} of the chosen findings can't be assigned and are left out.",
                    len(others),
                ),
                tone="amber",
            )
        self._prepare(
            fit, AssignDialog, "case/many/assign" if len(fit) > 1 else f"case/{fit[0].row.finding}/assign"
        )

    def _prepare(
        self,
        cases: tuple[Case, ...],
        kind: type[StepDialog],
        draft: str,
        further: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        actor = self._actor()
        if actor is None:
            return
        self.give_up()
        today, draft = self._page.session.now().day, f"{draft}/{actor.person}"

        def gather(reader: Reader) -> StepChoices:
            due_day(today, 1, Counting.WORKING)  # the calendar takes a while to load, not in the window
            return step_choices(reader, actor.org, today)

        opening = partial(self._open, cases, kind, draft, {LANE: self._lane, **further})
        self._page.read(gather, opening, key="choices")

    def _open(
        self,
        cases: tuple[Case, ...],
        kind: type[StepDialog],
        draft: str,
        further: Mapping[str, object],
        choices: StepChoices,
    ) -> None:
        session = self._page.session
        dialog = kind(StepQuestion(cases, choices, session.now(), further), self._page.window())
        kept = FormDraft(session, draft, dialog)
        dialog.asked.connect(partial(self._go_on, dialog, kept))
        dialog.phrase_kept.connect(partial(self._change_phrases, add_phrase))
        dialog.phrase_removed.connect(partial(self._change_phrases, remove_phrase))
        dialog.finished.connect(self._forget)
        if isinstance(dialog, JoinDialog):
            dialog.sought.connect(partial(self._seek, dialog))
        self.dialog = dialog
        dialog.open()

    def _go_on(self, dialog: StepDialog, draft: FormDraft, wish: StepWish) -> None:
        session = self._page.session
        if not wish.files:
            self._sign(dialog, draft, wish, ())
            return
        keep = partial(keep_papers, session.workspace, wish.files, session.now())
        session.work(
            keep,
            partial(self._sign, dialog, draft, wish),
            partial(self._fail, dialog),
            title=_("Adding files"),
        )

    def _sign(self, dialog: StepDialog, draft: FormDraft, wish: StepWish, kept: Kept) -> None:
        if self.dialog is not dialog:
            return
        if dialog.STEP in IN_PERSON:
            dialog.be_busy(busy=False)  # whoever gives up the question of the key can go on here
            OwnKey(self._page.session, dialog).ask(
                _(BY_OWN_KEY), partial(self._write, dialog, draft, wish, kept)
            )
        else:
            self._write(dialog, draft, wish, kept, None)

    def _write(
        self, dialog: StepDialog, draft: FormDraft, wish: StepWish, kept: Kept, key: PersonKey | None
    ) -> None:
        actor, session = self._actor(), self._page.session
        if actor is None or self.dialog is not dialog:
            return
        dialog.be_busy(busy=True)
        draft.flush()
        cases, now = dialog.question.cases, session.now()
        act = partial(write_step, session.workspace, cases, wish, kept, actor, now, key, finishes=draft.key)
        session.write(act, partial(self._tell, dialog, draft), partial(self._fail, dialog))

    def _tell(self, dialog: StepDialog, draft: FormDraft, changes: Changes) -> None:
        cases = dialog.question.cases
        draft.recorded()
        dialog.accept()
        if isinstance(dialog, AssignDialog):
            said = plural(
                "{n} finding was assigned. Until it is put right it can be assigned anew.",
                "{n} findings were assigned. Until they are put right they can be assigned anew.",
                len(cases),
            )
            findings = [case.row.finding for case in cases]
            assigned = list(zip(findings, changes.entries, strict=True))
            self._page.notice(said, _("Undo"), lambda: self._take_back(assigned))
        else:
            title = dialog.windowTitle()
            self._page.notice(_("Recorded: {step}, {number}.", step=title, number=cases[0].row.number))

    def _take_back(self, assigned: Sequence[tuple[FindingId, str]]) -> None:
        """Undo assignments as the entries that made them left them: all, or none where one went on since."""
        session = self._page.session
        if actor := self._actor():
            now = session.now()

            def act(found: Finding, who: Who, _rules: Rules) -> Event:
                return take_back_assignment(found, who, now.day)

            said = plural("{n} assignment is undone.", "{n} assignments are undone.", len(assigned))
            session.write(
                partial(record_cases, session.workspace, assigned, act, actor, now),
                lambda _changes: self._page.notice(said),
            )

    def _fail(self, dialog: StepDialog, error: BaseException) -> None:
        """Say what went wrong, and look at the cases as they stand now: the next try is about these."""
        if self.dialog is not dialog or not isinstance(error, Spoken):
            self._page.session.tell(error)
            return
        dialog.say_error(error)
        findings = [case.row.finding for case in dialog.question.cases]
        self._page.read(partial(self._cases, findings), partial(self._follow, dialog), key="cases again")
        self.outdated.emit()

    def _follow(self, dialog: StepDialog, cases: list[Case]) -> None:
        if cases and self.dialog is dialog:
            dialog.question = replace(dialog.question, cases=tuple(cases))
            dialog.show_cases(cases)

    def _seek(self, dialog: JoinDialog, letters: str) -> None:
        session = self._page.session

        def find(reader: Reader) -> list[FindingRow]:
            view = FindingView(GridId(""), session.now().day, "all", letters)
            keys = finding_keys(reader, view, MOST_FOUND) if letters else []
            rows = finding_rows(reader, keys)
            return [rows[key] for key in keys if key in rows]

        def show(rows: list[FindingRow]) -> None:
            if self.dialog is dialog:
                dialog.show_found(rows)

        self._page.read(find, show, key="join")

    def _change_phrases(self, change: Callable[..., tuple[str, ...]], phrase: str) -> None:
        session = self._page.session

        def act() -> None:
            change(session.workspace, phrase)  # no change of the journal that pages would hear of

        session.write(act, failed=partial(self._fail, self.dialog) if self.dialog else None)

    def _actor(self) -> Actor | None:
        session = self._page.session
        if session.actor is None:
            session.tell(Refused(N_("Choose who you are first, at the top right.")))
        return session.actor

    def _forget(self) -> None:
        self.dialog = None


def _refusal(case: Case, step: Step) -> Refused | None:
    return next(one.refusal for one in case.sheet.steps if one.step is step)
