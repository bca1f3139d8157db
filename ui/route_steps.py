"""Asks for what is done with a supervision route (督导路线图), and records it."""

import os
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from db.changes import Changes
from db.connection import Reader
from db.queries.routes import MadeThere, RouteSheet, made_there, task_stops
from db.queries.search_sites import SitesWanted, offered_sites
from db.queries.site_choices import SiteChoices, site_choices
from db.route_recording import MadeRoute, RouteAct, Seen, make_route, record_route, record_visit
from db.workspace import Actor
from inspector.errors import Refused, Spoken
from inspector.model import route_acts as acts
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob, Event
from inspector.model.finding_steps import Who
from inspector.model.ids import GridId
from inspector.model.route import Route, StopNow
from inspector.model.route_acts import RouteStep
from inspector.model.route_life import RouteMade, RouteStop
from inspector.words import N_, _
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.order_forms import OrderForm
from ui.dialogs.route_forms import RouteCorrectForm, RouteNewForm, RouteStopsForm, RouteVisitForm
from ui.dialogs.route_plan import RoutePlanForm
from ui.form_draft import FormDraft
from ui.page import Page
from ui.search_steps import NOBODY
from ui.step_writing import keep_papers
from ui.widgets.route_words import visit_words

Asking = OrderForm | CloseOffWords
Choices = tuple[SiteChoices, tuple[RouteStop, ...]]


class RouteSteps(QObject):
    """Serves one page; ``made`` carries the id of a new route, ``outdated`` says that one changed."""

    made = Signal(str)
    outdated = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.asking: QDialog | None = None
        self._over: QWidget = page.window()

    def make(self, over: QWidget) -> None:
        """Ask which group goes where, in a dialog ``over`` another."""
        self._over = over
        if self.actor():
            self._with_choices(self._ask_new)

    def take(self, sheet: RouteSheet, stop: StopNow | None, step: RouteStep, over: QWidget) -> None:
        """Ask for what ``step`` says about a route, or a stop of it, in a dialog ``over`` another."""
        self._over = over
        if step is RouteStep.ADD_STOPS:
            self._with_choices(partial(self._ask_stops, sheet))
        elif step is RouteStep.PLAN:
            self._ask_plan(sheet)
        elif step is RouteStep.CORRECT:
            self._ask_correction(sheet)
        elif step in _OF_STOP and stop:
            self._take_of(sheet, stop, step)
        elif step in _WORDS:
            self._ask_words(sheet, step)

    def actor(self) -> Actor | None:
        """Give who acts; without one say that somebody has to be chosen."""
        if self._session.actor is None:
            self._session.tell(Refused(NOBODY))
        return self._session.actor

    # what is asked

    def _take_of(self, sheet: RouteSheet, stop: StopNow, step: RouteStep) -> None:
        if step is RouteStep.VISIT:
            today = self._session.now().day
            ask = partial(self._ask_visit, sheet, stop)
            self._page.read(lambda reader: made_there(reader, stop.told, today), ask, key="made there")
        elif step is RouteStep.TAKE_BACK and stop.visits:
            self._ask_back(sheet, stop)
        elif step is RouteStep.DROP_STOP:
            self._ask_out(sheet, stop)

    def _ask_new(self, choices: Choices) -> None:
        sites, tasks = choices
        dialog = RouteNewForm(sites, tasks, self._session.now().day, self._over)
        draft = self._begin(dialog, "route/new")
        self._offer(dialog)
        dialog.asked.connect(partial(self._make, dialog, draft))

    def _make(self, dialog: RouteNewForm, draft: FormDraft) -> None:
        actor, session, made = self.actor(), self._session, list[MadeRoute]()
        try:
            stops = dialog.stops()
        except Spoken as missing:
            dialog.say(missing)
            return
        if actor is None:
            return
        told = RouteMade(number="", grid="", group=dialog.group.text(), text=dialog.text.text(), stops=stops)

        def act() -> Changes:
            made.append(
                make_route(session.workspace, told, actor, session.now(), os.urandom, finishes=draft.key)
            )
            return made[0].changes

        def tell(changes: Changes) -> None:
            self._tell(dialog, draft, changes)
            self._page.notice(_("Made: supervision route {number}.", number=made[0].number))
            self.made.emit(made[0].route)

        session.write(act, tell, dialog.say)

    def _ask_stops(self, sheet: RouteSheet, choices: Choices) -> None:
        sites, tasks = choices
        known = [one.told.id for one in sheet.found.stops]
        today = self._session.now().day
        dialog = RouteStopsForm(sheet.found.group, sites, tasks, today, known, self._over)
        draft = self._begin(dialog, f"route/{sheet.found.id}/stops")
        self._offer(dialog)
        dialog.asked.connect(
            lambda: self._write(
                dialog, sheet, lambda found, who: acts.add_stops(found, who, dialog.stops()), draft
            )
        )

    def _ask_plan(self, sheet: RouteSheet) -> None:
        apart = [
            _("by {name}, {at}", name=sheet.names.get(one.by, ""), at=f"{one.at.local:%m-%d %H:%M}")
            for one in sheet.found.plans
            if sheet.found.is_disputed
        ]
        dialog = RoutePlanForm(
            sheet.found.stops, sheet.suggested, self._session.now().day, apart=apart, parent=self._over
        )
        draft = self._begin(dialog, f"route/{sheet.found.id}/plan")
        dialog.asked.connect(
            lambda: self._write(
                dialog, sheet, lambda found, who: acts.plan(found, who, dialog.lines()), draft
            )
        )

    def _ask_correction(self, sheet: RouteSheet) -> None:
        dialog = RouteCorrectForm(sheet.found.group, sheet.found.text, self._over)
        draft = self._begin(dialog, f"route/{sheet.found.id}/correct")

        def act(found: Route, who: Who) -> Event:
            return acts.correct(found, who, dialog.reason.text(), dialog.group.text(), dialog.text.text())

        dialog.asked.connect(lambda: self._write(dialog, sheet, act, draft))

    def _ask_visit(self, sheet: RouteSheet, stop: StopNow, offered: Sequence[MadeThere]) -> None:
        dialog = RouteVisitForm(stop, offered, self._session.now().day, self._over)
        draft = self._begin(dialog, f"route/{sheet.found.id}/{stop.told.id}")
        dialog.asked.connect(partial(self._keep_files, dialog, sheet, stop, draft))

    def _ask_back(self, sheet: RouteSheet, stop: StopNow) -> None:
        today = self._session.now().day
        offered = [(one.entry, visit_words(one, sheet.names, today)) for one in stop.visits]
        dialog = CloseOffWords(
            _("Take a visit back"),
            _("It stays on the record as taken back; findings made on it stay findings."),
            _("Reason"),
            _("Take back"),
            today=today,
            choice=_("Which visit"),
            choices=offered,
            parent=self._over,
        )
        draft = self._begin(dialog, f"route/{sheet.found.id}/{stop.told.id}/back")
        dialog.told.connect(
            lambda words, _day, entry: self._write(
                dialog, sheet, lambda found, who: acts.take_back(found, who, entry, words), draft
            )
        )

    def _ask_out(self, sheet: RouteSheet, stop: StopNow) -> None:
        dialog = CloseOffWords(
            _("Leave this stop out"),
            stop.told.name,
            _("Reason"),
            _("Leave the stop out"),
            today=self._session.now().day,
            parent=self._over,
        )
        draft = self._begin(dialog, f"route/{sheet.found.id}/{stop.told.id}/out")
        dialog.told.connect(
            lambda words, _day, _choice: self._write(
                dialog, sheet, lambda found, who: acts.drop_stop(found, who, stop.told.id, words), draft
            )
        )

    def _ask_words(self, sheet: RouteSheet, step: RouteStep) -> None:
        """Ask for what needs words only."""
        title, sentence, words, action = _WORDS[step]
        today, found = self._session.now().day, sheet.found
        dialog = CloseOffWords(_(title), _(sentence), _(words), _(action), today=today, parent=self._over)
        draft = self._begin(dialog, f"route/{found.id}/{step}")
        deciding: dict[RouteStep, Callable[[str], RouteAct]] = {
            RouteStep.FINISH: lambda said: lambda one, who: acts.finish(one, who, today, said),
            RouteStep.REOPEN: lambda said: lambda one, who: acts.reopen(one, who, said),
            RouteStep.WITHDRAW: lambda said: lambda one, who: acts.withdraw(one, who, said),
        }
        dialog.told.connect(
            lambda said, _day, _choice: self._write(dialog, sheet, deciding[step](said), draft)
        )

    # what is written

    def _keep_files(self, dialog: RouteVisitForm, sheet: RouteSheet, stop: StopNow, draft: FormDraft) -> None:
        session, files = self._session, (*dialog.behalf.files, *dialog.papers.files)
        if dialog.behalf.is_unsaid:
            dialog.say(Refused(N_("Say for whom it is entered.")))
        elif files:
            keep = partial(keep_papers, session.workspace, files, session.now())
            then = partial(self._record, dialog, sheet, stop, draft)
            self._page.work(keep, then, dialog.say, title=_("Adding files"))
        else:
            self._record(dialog, sheet, stop, draft, ())

    def _record(
        self,
        dialog: RouteVisitForm,
        sheet: RouteSheet,
        stop: StopNow,
        draft: FormDraft,
        kept: tuple[Blob, ...],
    ) -> None:
        actor, session, scans = self.actor(), self._session, len(dialog.behalf.files)
        try:
            places, meetings = dialog.counts
            what = Seen(
                on=dialog.day,
                places=places,
                text=dialog.text.toPlainText(),
                meetings=meetings,
                findings=dialog.known,
                new=dialog.told_new,
                behalf=OnBehalf(dialog.behalf.name, kept[:scans]) if dialog.behalf.name else OWN,
                papers=kept[scans:],
            )
        except Spoken as missing:
            dialog.say(missing)
            return
        if actor is None:
            return
        act = partial(
            record_visit,
            session.workspace,
            sheet.found.id,
            sheet.found.last,
            stop.told.id,
            what,
            actor,
            session.now(),
            os.urandom,
            finishes=draft.key,
        )
        session.write(act, partial(self._tell, dialog, draft), partial(self._fail, dialog))

    def _write(self, dialog: Asking, sheet: RouteSheet, act: RouteAct, draft: FormDraft) -> None:
        actor, session = self.actor(), self._session
        if actor is None:
            return
        record = partial(
            record_route,
            session.workspace,
            sheet.found.id,
            sheet.found.last,
            act,
            actor,
            session.now(),
            finishes=draft.key,
        )
        session.write(record, partial(self._tell, dialog, draft), partial(self._fail, dialog))

    def _tell(self, dialog: QDialog, draft: FormDraft, _changes: Changes) -> None:
        draft.recorded()
        dialog.accept()
        self._page.notice(_("Recorded."))

    def _fail(self, dialog: Asking, error: BaseException) -> None:
        """Say what went wrong, and look at the route as it stands now."""
        dialog.say(error)
        self.outdated.emit()

    # what they share

    def _with_choices(self, then: Callable[[Choices], object]) -> None:
        org = GridId(self._session.actor.org if self._session.actor else "")

        def ask(reader: Reader) -> Choices:
            return site_choices(reader, org), task_stops(reader, org)

        self._page.read(ask, then, key="choices")

    def _offer(self, dialog: RouteStopsForm) -> None:
        chooser = dialog.chooser

        def ask(wanted: SitesWanted) -> None:
            self._page.read(lambda reader: offered_sites(reader, wanted), chooser.show_sites, key="sites")

        chooser.wanted.connect(ask)
        chooser.ask()

    def _begin(self, dialog: QDialog, name: str) -> FormDraft:
        """Ask, with what was typed under ``name`` and not recorded."""
        self.asking = dialog
        actor = self._session.actor
        draft = FormDraft(self._session, f"{name}/{actor.person if actor else ''}", dialog)
        dialog.finished.connect(self._forget_asking)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return draft

    def _forget_asking(self) -> None:
        self.asking = None


_OF_STOP = frozenset({RouteStep.VISIT, RouteStep.TAKE_BACK, RouteStep.DROP_STOP})
_WORDS = {
    RouteStep.FINISH: (
        N_("Finish the route"),
        N_("What came of it; say also why stops that were not visited need no visit."),
        N_("Outcome of the route"),
        N_("Finish"),
    ),
    RouteStep.REOPEN: (
        N_("Let the route go on"),
        N_("The route is open again, with the visits it has."),
        N_("Reason"),
        N_("Let the route go on"),
    ),
    RouteStep.WITHDRAW: (
        N_("Take the route back"),
        N_("The route was made by mistake; its number is not given again."),
        N_("Reason"),
        N_("Take back"),
    ),
}
