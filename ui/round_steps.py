"""What is asked in dialogs on a round: an unplanned stop, a late round, its end, a photo in full."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.connection import Reader
from db.entering_for import PaperRound, enter_for
from db.material_intake import MaterialIntake, take_materials
from db.queries.cases import RelapseProposal, relapse_proposals
from db.queries.photo_facts import PhotoFacts
from db.queries.rounds import GridPerson, RoundSummary, names_of, people_of_grid, round_summary
from db.queries.stop_sheet import StopSheet
from db.queries.today import FoundSite, due_count, sites_found
from db.round_end import Ending, finish_round, signers_by_rule
from db.round_entry import kind_at, start_round
from db.round_facts import RoundFacts, begin_round, change_round
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.ids import GridId, PatrolId, PersonId
from inspector.model.material import MaterialKind
from inspector.model.patrol import Patrol
from inspector.periods import Instant
from inspector.words import _, plural
from ui.background import Report
from ui.page import Page
from ui.photo_viewing import view_photos, view_recorded


class RoundSteps(QObject):
    """Opens the dialogs over ``page``; dialogs are loaded when they are first needed.

    ``site_chosen`` carries a site for an unplanned stop, ``late_begun`` and ``finished`` a round's id.
    """

    site_chosen = Signal(str)
    late_begun = Signal(str)
    finished = Signal(str)

    def __init__(self, page: Page, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace

    def find_site(self, grid: GridId) -> None:
        """Find any site of ``grid`` and below by name or initials."""
        from ui.dialogs.find_site import FindSite

        def ask(letters: str, then: Callable[[Sequence[FoundSite]], object]) -> object:
            return self._page.read(lambda reader: sites_found(reader, grid, letters), then, key="find")

        dialog = FindSite(ask, self._page.window())
        dialog.chosen.connect(self.site_chosen)
        dialog.open()

    def begin_late(self, actor: Actor) -> None:
        """Ask for day and reason of a round that is written down only now (补录)."""
        from ui.dialogs.late_round import LateRound

        dialog = LateRound(self._page.session.now(), self._page.window())
        dialog.begun.connect(partial(self._start, actor))
        dialog.open()

    def enter_for(self, actor: Actor) -> None:
        """Ask for the round of somebody else that stands on paper (代录), and begin to enter it."""
        day = self._page.session.now().day

        def ask(reader: Reader) -> Sequence[GridPerson]:
            people = people_of_grid(reader, GridId(actor.org), day)
            return [one for one in people if one.id != actor.person]

        self._page.read(ask, partial(self._ask_paper, actor), key="enter-for")

    def say_facts(self, actor: Actor, patrol: Patrol | None) -> None:
        """Ask why the round goes out, who goes and what the weather is; without ``patrol`` begin one."""
        now = self._page.session.now()
        facts = RoundFacts.of(patrol) if patrol else RoundFacts(kind_at(now), (PersonId(actor.person),))
        grid = GridId(patrol.grid if patrol else actor.org)
        self._page.read(
            lambda reader: people_of_grid(reader, grid, now.day),
            partial(self._ask_facts, actor, patrol, facts),
            key="facts",
        )

    def finish(self, patrol: Patrol, actor: Actor, drafts: Sequence[str]) -> None:
        """Show what the round holds, ask what only a person knows, and end it."""

        def ask(reader: Reader) -> tuple[RoundSummary, list[str], int, tuple[str, ...]]:
            due, names = due_count(reader, GridId(patrol.grid), patrol.day), names_of(reader)
            people = [names.get(person, person) for person in patrol.inspectors]
            return round_summary(reader, patrol.id), people, due, signers_by_rule(reader)

        self._page.read(ask, partial(self._ask_ending, patrol, actor, drafts), key="finish")

    def view_photos(self, photos: Sequence[PhotoFacts], at: int) -> None:
        """Show photos in full, beginning with the one ``at`` this place."""
        view_photos(self._page.session, photos, at, self._page.window())

    def view_last_photos(self, sheet: StopSheet | None, key: str) -> None:
        """Show the last photos of a site, beginning with the one named ``key``."""
        if sheet:
            view_recorded(self._page, [one.id for one in sheet.photos], key)

    def _ask_ending(
        self,
        patrol: Patrol,
        actor: Actor,
        drafts: Sequence[str],
        asked: tuple[RoundSummary, Sequence[str], int, tuple[str, ...]],
    ) -> None:
        from ui.dialogs.finish_round import FinishRound

        summary, people, due, signers = asked
        dialog = FinishRound(
            patrol,
            summary,
            people=people,
            due=due,
            drafts=drafts,
            signers=signers,
            parent=self._page.window(),
        )
        dialog.finished_with.connect(partial(self._finish, patrol.id, actor))
        dialog.open()

    def _ask_paper(self, actor: Actor, people: Sequence[GridPerson]) -> None:
        from ui.dialogs.enter_for import EnterFor

        dialog = EnterFor(people, self._page.session.now(), self._page.window())
        dialog.begun.connect(partial(self._take_scans, actor))
        dialog.open()

    def _take_scans(self, actor: Actor, paper: PaperRound, files: Sequence[Path]) -> None:
        session = self._page.session
        now = session.now()

        def take(report: Report) -> MaterialIntake:
            kind = MaterialKind.PAPER_RECORD
            return take_materials(self._workspace.blobs, files, now, os.urandom, kind=kind, report=report)

        session.work(take, partial(self._enter, actor, paper), title=_("Adding files"))

    def _enter(self, actor: Actor, paper: PaperRound, scans: MaterialIntake) -> None:
        session = self._page.session
        for refused in scans.refused:
            session.tell(refused)
        if not scans.refused:
            session.write(
                partial(enter_for, self._workspace, paper, scans.materials, actor, session.now(), os.urandom),
                self.late_begun.emit,
            )

    def _ask_facts(
        self, actor: Actor, patrol: Patrol | None, facts: RoundFacts, people: Sequence[GridPerson]
    ) -> None:
        from ui.dialogs.round_facts import RoundFactsDialog

        dialog = RoundFactsDialog(facts, people, is_new=patrol is None, parent=self._page.window())
        dialog.decided.connect(partial(self._keep_facts, actor, patrol))
        dialog.open()

    def _keep_facts(self, actor: Actor, patrol: Patrol | None, facts: RoundFacts) -> None:
        now = self._page.session.now()
        if patrol:
            self._page.session.write(
                partial(change_round, self._workspace, patrol.id, facts, actor, now),
                lambda _changes: self._page.notice(_("What was said of this patrol is changed.")),
            )
        else:
            self._page.session.write(
                partial(begin_round, self._workspace, facts, actor, now, os.urandom),
                lambda _changes: self._page.notice(_("The patrol has begun.")),
            )

    def _finish(self, patrol: PatrolId, actor: Actor, ending: Ending) -> None:
        now = self._page.session.now()
        self._page.session.write(
            partial(finish_round, self._workspace, patrol, actor, now, ending),
            partial(self._tell_finished, patrol, actor),
        )

    def _tell_finished(self, patrol: PatrolId, actor: Actor, _changes: object) -> None:
        self.finished.emit(patrol)
        self._page.read(
            lambda reader: relapse_proposals(reader, GridId(actor.org)), self._propose, key="relapses"
        )

    def _propose(self, relapses: Sequence[RelapseProposal]) -> None:
        """Say which of the findings just handed in may be old ones come back."""
        if relapses:
            said = plural(
                "{n} finding may be an old one come back; please look.",
                "{n} findings may be old ones come back; please look.",
                len(relapses),
            )
            first = relapses[0].new
            self._page.notice(said, _("Show"), lambda: self._page.wanted.emit("findings", first), "amber")

    def _start(self, actor: Actor, began: Instant, reason: str) -> None:
        now = self._page.session.now()
        try:
            event = start_round(
                GridId(actor.org), PersonId(actor.person), began, now, os.urandom, late_reason=reason
            )
        except Refused as refused:
            self._page.session.tell(refused)
            return
        self._page.record((event,), partial(self._tell_begun, event.subject))

    def _tell_begun(self, patrol: str, _changes: object) -> None:
        self.late_begun.emit(patrol)
