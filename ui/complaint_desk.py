"""What is done with complaints: registering, each step, naming and seeing who complained, rounds."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QObject

from db.case_recording import office_rules
from db.complaint_draft import KeptIntake, intake_key, keep_intake, kept_intake
from db.complaint_files import KeptFiles
from db.complaint_recording import (
    Recorded,
    complaint_of,
    give_sealed_on,
    name_complainant,
    plan_revisits,
    record_complaint_finding,
    record_complaint_step,
    register_complaint,
    resolve_complaint,
)
from db.connection import Reader
from db.identity_sealing import open_identity
from db.queries.complaint_case import (
    ComplaintCase,
    StepChoices,
    alike_complaints,
    offered_sites,
    step_choices,
)
from db.queries.complaint_file_list import CaseFile
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken
from inspector.model.complainant import Complainant
from inspector.model.complaint import Complaint
from inspector.model.complaint_life import ComplaintLinked, ComplaintReceived, RevisitPlanned
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed
from inspector.model.ids import RANDOM_BYTES, uuid7
from inspector.periods import Instant
from inspector.words import N_, _, plural
from ui.complaint_file_desk import ComplaintFileDesk
from ui.dialogs.complaint_intake import ComplaintIntake
from ui.dialogs.complaint_step import ComplaintStepDialog
from ui.dialogs.name_complainant import NameComplainant
from ui.dialogs.plan_revisits import PlanRevisits
from ui.form_draft import FormDraft
from ui.page import Page

Asking: TypeAlias = ComplaintIntake | ComplaintStepDialog | NameComplainant | PlanRevisits


class ComplaintDesk(QObject):
    """Serves ``page``; one dialog is open at a time, and stays until what it asked for is on the disk."""

    def __init__(self, page: Page, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace
        self.files = ComplaintFileDesk(page, workspace)
        self.dialog: Asking | None = None

    def register(self) -> None:
        """Ask for a new complaint, going on with one that was begun."""
        if actor := self._actor():
            self._page.read(
                lambda reader: kept_intake(reader, self._workspace, actor.person),
                partial(self._ask_new, actor),
                key="kept",
            )

    def correct(self, complaint: Complaint) -> None:
        """Ask what was written down wrongly."""
        if actor := self._actor():
            dialog = ComplaintIntake(
                self._page.session.now(), complaint.grid, complaint, parent=self._page.window()
            )
            dialog.corrected.connect(partial(self._take, dialog, complaint.id))
            self._open_intake(dialog, actor.org)

    def take(self, case: ComplaintCase, step: ComplaintStep, file: CaseFile | None = None) -> None:
        """Ask for what a step needs, and record it; ``file`` is the one it is about."""
        if step is ComplaintStep.CORRECT:
            self.correct(case.complaint)
        elif self._actor():
            files = tuple(sorted(case.files, key=lambda one: one != file))
            self._page.read(
                lambda reader: step_choices(reader, case.complaint, files),
                partial(self._ask_step, case.complaint, step),
                key="step",
            )

    def see(self, case: ComplaintCase, then: Callable[[Complainant], object]) -> None:
        """Open who complained in memory, for the one who acts now."""
        if actor := self._actor():
            workspace = self._workspace

            def opened(reader: Reader) -> Complainant:
                return open_identity(
                    workspace, complaint_of(reader, workspace, case.complaint.id), actor.person
                )

            self._page.read(opened, then, key="identity")

    def name(self, case: ComplaintCase) -> None:
        """Ask who complained, and seal it."""
        if actor := self._actor():
            dialog = NameComplainant(self._page.window())
            now = self._page.session.now
            dialog.named.connect(
                lambda who: self._write(
                    dialog,
                    lambda: name_complainant(self._workspace, case.complaint.id, who, actor, now()),
                    self._tell_sealed,
                )
            )
            self._open(dialog)

    def give_sealed_on(self, case: ComplaintCase) -> None:
        """Seal name and files anew to the handlers who lack them."""
        if actor := self._actor():
            recorded: list[Recorded] = []
            workspace, now = self._workspace, self._page.session.now()

            def write() -> object:
                recorded.append(give_sealed_on(workspace, case.complaint.id, actor, now))
                return recorded[0].changes

            self._page.session.write(write, lambda _changes: self._tell_sealed(recorded[0]))

    def decide(self, case: ComplaintCase, falls: str) -> None:
        """Leave one of two steps made unknown to each other without effect."""
        if actor := self._actor():
            workspace, now = self._workspace, self._page.session.now()
            self._page.session.write(
                lambda: resolve_complaint(workspace, case.complaint.id, falls, actor, now).changes,
                lambda _changes: self._page.notice(_("The decision is recorded.")),
            )

    def plan(self, complaints: Sequence[str]) -> None:
        """Ask for the round on which complaints are looked at again."""
        if actor := self._actor():
            now = self._page.session.now()
            dialog = PlanRevisits(len(complaints), now.day, self._page.window())

            def record(name: str, due: Any) -> None:
                round_ = uuid7(now.ts, os.urandom(RANDOM_BYTES))
                planned = RevisitPlanned(round=round_, name=name, due=due)
                self._page.session.write(
                    lambda: plan_revisits(self._workspace, complaints, planned, actor, now),
                    lambda _changes: self._done(dialog, _("The round is begun.")),
                    partial(self._say, dialog),
                )

            dialog.planned.connect(record)
            self._open(dialog)

    def _ask_new(self, actor: Actor, kept: KeptIntake | None) -> None:
        dialog = ComplaintIntake(self._page.session.now(), actor.org, parent=self._page.window())
        if kept:
            dialog.show_kept(kept)
        dialog.registered.connect(partial(self._register, dialog, actor))
        dialog.typed.connect(partial(self._keep, actor))
        self._open_intake(dialog, actor.org)

    def _open_intake(self, dialog: ComplaintIntake, org: str) -> None:
        self._page.read(
            lambda reader: office_rules(self._workspace, reader, org),
            lambda rules: self._hand(dialog, dialog.know_rules, rules),
            key="rules",
        )
        dialog.sites_asked.connect(
            lambda letters: self._page.read(
                lambda reader: offered_sites(reader, letters),
                lambda sites: self._hand(dialog, dialog.offer_sites, sites),
                key="sites",
            )
        )
        dialog.alike_asked.connect(
            lambda site, accused, content: self._page.read(
                lambda reader: alike_complaints(reader, site, accused, content),
                lambda alike: self._hand(dialog, dialog.offer_alike, alike),
                key="alike",
            )
        )
        self._open(dialog)

    def _keep(self, actor: Actor, kept: KeptIntake) -> None:
        session, workspace = self._page.session, self._workspace
        now = session.now()
        session.write(lambda: keep_intake(workspace, actor.person, kept, now))

    def _register(
        self,
        dialog: ComplaintIntake,
        actor: Actor,
        complaint: ComplaintReceived,
        who: Complainant,
        earlier: str,
    ) -> None:
        link = ComplaintLinked(earlier=earlier) if earlier else None
        self._seal_and_write(
            dialog,
            lambda files, now: register_complaint(
                self._workspace,
                complaint,
                who,
                actor,
                now,
                os.urandom,
                earlier=link,
                files=files,
                finishes=intake_key(actor.person),
            ),
            self._tell_registered,
        )

    def _tell_registered(self, recorded: Recorded) -> None:
        self._page.notice(_("Complaint {number} is registered.", number=recorded.number))
        self._page.open_at(recorded.complaint)

    def _ask_step(self, complaint: Complaint, step: ComplaintStep, choices: StepChoices) -> None:
        dialog = ComplaintStepDialog(
            step, complaint, choices, self._page.session.now().day, self._page.window()
        )
        if actor := self._actor():
            # sealed as the registration is: what is typed of a complaint may name who complained
            key = f"complaint/{complaint.id}/{step.value}/{actor.person}"
            draft = FormDraft(self._page.session, key, dialog, sealed=True)
            dialog.accepted.connect(draft.recorded)
        dialog.given.connect(partial(self._take, dialog, complaint.id))
        self._open(dialog)

    def _take(self, dialog: ComplaintStepDialog | ComplaintIntake, complaint: str, event: Event) -> None:
        if actor := self._actor():
            self._seal_and_write(dialog, partial(self._record, complaint, event, actor), self._tell_sealed)

    def _record(self, complaint: str, event: Event, actor: Actor, files: KeptFiles, now: Instant) -> Recorded:
        if isinstance(event, FindingNoticed):
            return record_complaint_finding(self._workspace, complaint, event, actor, now, os.urandom)
        return record_complaint_step(self._workspace, complaint, event, actor, now, files=files)

    def _tell_sealed(self, recorded: Recorded) -> None:
        if recorded.unreached:
            told = plural(
                "Recorded. What is sealed could not be given to {n} handler: no device of theirs is known "
                "here, or this one can't open it.",
                "Recorded. What is sealed could not be given to {n} handlers: no devices of theirs are known "
                "here, or this one can't open it.",
                len(recorded.unreached),
            )
            self._page.notice(told, tone="amber")
        else:
            self._page.notice(_("{number}: recorded.", number=recorded.number))

    def _seal_and_write(
        self,
        dialog: ComplaintStepDialog | ComplaintIntake,
        act: Callable[[KeptFiles, Instant], Recorded],
        then: Callable[[Recorded], object],
    ) -> None:
        """Seal what was chosen beside the window, then record; a dialog left meanwhile records nothing."""

        def write(files: KeptFiles) -> None:
            if self.dialog is dialog:
                now = self._page.session.now()
                self._write(dialog, lambda: act(files, now), then)

        self.files.keep(
            dialog.files,
            write,
            partial(self._say, dialog),
            lambda: self._hand(dialog, dialog.saving.setEnabled, answer=True),
        )

    def _write(self, dialog: Asking, act: Callable[[], Recorded], then: Callable[[Recorded], object]) -> None:
        """Record in the lane of writes; close the dialog when it is on the disk, or say there why not."""
        recorded: list[Recorded] = []

        def write() -> object:
            recorded.append(act())
            return recorded[0].changes

        def tell(_changes: object) -> None:
            self._done(dialog)
            then(recorded[0])

        self._page.session.write(write, tell, partial(self._say, dialog))

    def _say(self, dialog: Asking, error: BaseException) -> None:
        if self.dialog is dialog and isinstance(error, Spoken):
            dialog.say(error)
        else:
            self._page.session.tell(error)

    def _done(self, dialog: Asking, said: str = "") -> None:
        if self.dialog is dialog:
            dialog.accept()
        if said:
            self._page.notice(said)

    def _hand(self, dialog: Asking, take: Callable[[Any], object], answer: object) -> None:
        if self.dialog is dialog:
            take(answer)

    def _open(self, dialog: Asking) -> None:
        if self.dialog:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(partial(self._forget, dialog))
        dialog.open()

    def _forget(self, dialog: Asking, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _actor(self) -> Actor | None:
        actor = self._page.session.actor
        if actor is None:
            self._page.session.tell(Refused(N_("Choose who you are first, at the top right.")))
        return actor
