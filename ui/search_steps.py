"""Asks for what is done with a search list (举一反三), and records it: made, answered, ended."""

import os
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from db.changes import Changes
from db.queries.search_lists import FoundChoice, SearchSheet, found_choices
from db.queries.search_sites import SitesWanted, offered_sites
from db.queries.site_choices import SiteChoices, site_choices
from db.search_recording import Act, MadeSearch, make_search, record_found, record_search
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model import search_list_acts as acts
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob
from inspector.model.finding import Finding
from inspector.model.ids import GridId
from inspector.model.search_list import PlaceNow
from inspector.model.search_list_acts import SearchStep
from inspector.model.search_list_life import SearchListMade
from inspector.words import N_, _
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.search_answer import AnswerWish, SearchAnswerDialog
from ui.dialogs.search_new import PlacesDialog, SearchNewDialog
from ui.form_draft import FormDraft
from ui.page import Page
from ui.step_writing import keep_papers
from ui.widgets.search_places import PlaceChooser
from ui.widgets.search_words import answer_words

NOBODY = N_("Choose who you are first, at the top right.")


class SearchSteps(QObject):
    """Serves one page; ``made`` carries the id of a new list, ``outdated`` says that one stands otherwise."""

    made = Signal(str)
    outdated = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.asking: QDialog | None = None
        self._over: QWidget = page.window()

    def make(self, finding: Finding) -> None:
        """Ask what to look for elsewhere because of ``finding``, by when and where."""
        if self.actor():
            self._with_choices(partial(self._ask_new, finding))

    def take(self, sheet: SearchSheet, place: PlaceNow | None, step: SearchStep, over: QWidget) -> None:
        """Ask for what ``step`` says about a list, or a place of it, in a dialog ``over`` another."""
        self._over = over
        if step in _OF_PLACE:
            if place:
                self._take_of(sheet, place, step)
        elif step is SearchStep.ADD_PLACES:
            self._with_choices(partial(self._ask_places, sheet))
        else:
            self._ask_words(sheet, step)

    def _take_of(self, sheet: SearchSheet, place: PlaceNow, step: SearchStep) -> None:
        if step is SearchStep.ANSWER:
            choices = partial(found_choices, search=sheet.found.id, place=place.told.id)
            ask = partial(self._ask_answer, sheet, place)
            self._page.read(choices, ask, key="found")
        elif step is SearchStep.TAKE_BACK:
            self._ask_back(sheet, place)
        else:
            self._ask_out(sheet, place)

    # what is asked

    def _ask_new(self, finding: Finding, choices: SiteChoices) -> None:
        about = f"{finding.number}\n{finding.text}"
        proposed = "" if finding.is_restricted else finding.text  # everybody reads the list
        today = self._session.now().day
        dialog = SearchNewDialog(about, proposed, today, choices, finding.site, self._page.window())
        draft = self._begin(dialog, f"search/new/{finding.id}")
        self._offer(dialog.chooser)
        dialog.asked.connect(partial(self._make, dialog, finding, draft))

    def _make(self, dialog: SearchNewDialog, finding: Finding, draft: FormDraft) -> None:
        actor, day = self.actor(), dialog.due.day
        if actor is None:
            return
        if day is None:
            dialog.say(Refused(N_("Give a day, such as 2026-11-22.")))
            return
        told = SearchListMade(
            number="",
            grid="",
            finding=finding.id,
            text=dialog.text.toPlainText(),
            due=day,
            places=dialog.places(),
        )
        session, made = self._session, list[MadeSearch]()

        def act() -> Changes:
            made.append(
                make_search(session.workspace, told, actor, session.now(), os.urandom, finishes=draft.key)
            )
            return made[0].changes

        session.write(act, lambda _changes: self._tell_made(dialog, draft, made[0]), dialog.say)

    def _tell_made(self, dialog: SearchNewDialog, draft: FormDraft, made: MadeSearch) -> None:
        draft.recorded()
        dialog.accept()
        said = _("Made: search list {number}.", number=made.number)
        self._page.notice(said)
        self.made.emit(made.search)

    def _ask_places(self, sheet: SearchSheet, choices: SiteChoices) -> None:
        known = [one.told.id for one in sheet.found.places]
        dialog = PlacesDialog(sheet.found.text, PlaceChooser(choices, known=known), self._over)
        draft = self._begin(dialog, f"search/{sheet.found.id}/places")
        self._offer(dialog.chooser)
        dialog.asked.connect(
            lambda: self._write(
                dialog, sheet, lambda found, who: acts.add_places(found, who, dialog.places()), draft
            )
        )

    def _ask_answer(self, sheet: SearchSheet, place: PlaceNow, found: Sequence[FoundChoice]) -> None:
        today = self._session.now().day
        dialog = SearchAnswerDialog(place, sheet.found.text, today, found, self._over)
        draft = self._begin(dialog, f"search/{sheet.found.id}/{place.told.id}")
        dialog.asked.connect(partial(self._keep_files, dialog, sheet, draft))

    def _ask_back(self, sheet: SearchSheet, place: PlaceNow) -> None:
        today = self._session.now().day
        offered = [(one.entry, answer_words(one, sheet.names, today)) for one in place.answers]
        dialog = CloseOffWords(
            _("Take the answer back"),
            _("It stays on the record as taken back; the place can be answered again."),
            _("Reason"),
            _("Take back"),
            today=today,
            choice=_("Which answer"),
            choices=offered,
            parent=self._over,
        )
        draft = self._begin(dialog, f"search/{sheet.found.id}/{place.told.id}/back")
        dialog.told.connect(
            lambda words, _day, entry: self._write(
                dialog, sheet, lambda found, who: acts.take_back(found, who, entry, words), draft
            )
        )

    def _ask_out(self, sheet: SearchSheet, place: PlaceNow) -> None:
        dialog = CloseOffWords(
            _("Leave this place out"),
            place.told.name,
            _("Reason"),
            _("Leave it out"),
            today=self._session.now().day,
            parent=self._over,
        )
        draft = self._begin(dialog, f"search/{sheet.found.id}/{place.told.id}/out")
        dialog.told.connect(
            lambda words, _day, _choice: self._write(
                dialog,
                sheet,
                lambda found, who: acts.remove_place(found, who, place.told.id, words),
                draft,
            )
        )

    def _ask_words(self, sheet: SearchSheet, step: SearchStep) -> None:
        """Ask for what needs words, and at most a day."""
        title, sentence, words, action = _WORDS[step]
        today, found = self._session.now().day, sheet.found
        is_term = step is SearchStep.CORRECT
        dialog = CloseOffWords(
            _(title),
            _(sentence),
            _(words),
            _(action),
            today=today,
            day=_("To be answered by") if is_term else "",
            proposed=found.due if is_term else None,
            parent=self._over,
        )
        draft = self._begin(dialog, f"search/{found.id}/{step}")

        deciding: dict[SearchStep, Callable[[str], Act]] = {
            SearchStep.CORRECT: lambda said: (
                lambda one, who: acts.correct(one, who, said, one.text, dialog.day.day or one.due, today)
            ),
            SearchStep.FINISH: lambda said: lambda one, who: acts.finish(one, who, today, said),
            SearchStep.REOPEN: lambda said: lambda one, who: acts.reopen(one, who, said),
            SearchStep.WITHDRAW: lambda said: lambda one, who: acts.withdraw(one, who, said),
        }
        dialog.told.connect(
            lambda said, _day, _choice: self._write(dialog, sheet, deciding[step](said), draft)
        )

    # what is written

    def _keep_files(
        self, dialog: SearchAnswerDialog, sheet: SearchSheet, draft: FormDraft, wish: AnswerWish
    ) -> None:
        session, files = self._session, (*wish.scans, *wish.papers)
        if not files:
            self._answer(dialog, sheet, draft, wish, ())
            return
        keep = partial(keep_papers, session.workspace, files, session.now())
        self._page.work(
            keep, partial(self._answer, dialog, sheet, draft, wish), dialog.say, title=_("Adding files")
        )

    def _answer(
        self,
        dialog: SearchAnswerDialog,
        sheet: SearchSheet,
        draft: FormDraft,
        wish: AnswerWish,
        kept: tuple[Blob, ...],
    ) -> None:
        scans, papers = kept[: len(wish.scans)], kept[len(wish.scans) :]
        behalf = OnBehalf(wish.name, scans) if wish.name else OWN
        actor, session, place = self.actor(), self._session, dialog.place.told.id
        if actor is None:
            return
        if wish.new is None:
            today = session.now().day
            self._write(
                dialog,
                sheet,
                lambda found, who: acts.answer(
                    found,
                    who,
                    place,
                    wish.result,
                    wish.on,
                    today,
                    text=wish.text,
                    finding=wish.finding,
                    behalf=behalf,
                    papers=papers,
                ),
                draft,
            )
            return
        act = partial(
            record_found,
            session.workspace,
            sheet.found.id,
            sheet.found.last,
            place,
            wish.new,
            actor,
            session.now(),
            os.urandom,
            on=wish.on,
            behalf=behalf,
            papers=papers,
            finishes=draft.key,
        )
        session.write(act, partial(self._tell, dialog, draft), partial(self._fail, dialog))

    def _write(self, dialog: "Asking", sheet: SearchSheet, act: Act, draft: FormDraft) -> None:
        actor, session = self.actor(), self._session
        if actor is None:
            return
        record = partial(
            record_search,
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

    def _fail(self, dialog: "Asking", error: BaseException) -> None:
        """Say what went wrong, and look at the list as it stands now."""
        dialog.say(error)
        self.outdated.emit()

    # what they share

    def _with_choices(self, then: Callable[[SiteChoices], object]) -> None:
        org = GridId(self._session.actor.org if self._session.actor else "")
        self._page.read(lambda reader: site_choices(reader, org), then, key="choices")

    def _offer(self, chooser: PlaceChooser) -> None:
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

    def actor(self) -> Actor | None:
        """Give who acts; without one say that somebody has to be chosen."""
        if self._session.actor is None:
            self._session.tell(Refused(NOBODY))
        return self._session.actor

    def _forget_asking(self) -> None:
        self.asking = None


Asking = PlacesDialog | SearchAnswerDialog | CloseOffWords
_OF_PLACE = frozenset({SearchStep.ANSWER, SearchStep.TAKE_BACK, SearchStep.REMOVE_PLACE})
_WORDS = {
    SearchStep.CORRECT: (
        N_("Change the deadline"),
        N_("The day by which every place is to be answered."),
        N_("Reason"),
        N_("Change the deadline"),
    ),
    SearchStep.FINISH: (
        N_("Finish the search"),
        N_("What came of it; say also why places that nobody answered need no answer."),
        N_("What came of it"),
        N_("Finish"),
    ),
    SearchStep.REOPEN: (
        N_("Let it go on"),
        N_("The list is open again, with the answers it has."),
        N_("Reason"),
        N_("Let it go on"),
    ),
    SearchStep.WITHDRAW: (
        N_("Take the list back"),
        N_("It was made by mistake; its number is not given again."),
        N_("Reason"),
        N_("Take back"),
    ),
}
