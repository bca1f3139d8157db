"""Shows the orders (督办单, 交办函, 提醒函, 约谈通知) over a page: issued, answered, returned, settled."""

import os
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.order_recording import Act, IssuedOrder, give_order, record_order
from db.queries.orders import (
    OrderChoices,
    OrderLine,
    OrderSheet,
    order_choices,
    order_lines,
    order_sheet,
    orders_of_period,
)
from db.workspace import Actor
from inspector.errors import Refused, Spoken
from inspector.journal.person_key import PersonKey
from inspector.model import order_acts as acts
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob
from inspector.model.issued_report import ReportKind
from inspector.model.order_acts import OF_ADDRESSEE, OrderStep
from inspector.model.order_life import OrderIssued
from inspector.model.period import Period
from inspector.words import N_, _, in_language, spoken
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.order_forms import NO_DAY, OrderAnswerForm, OrderForm, OrderNewForm
from ui.dialogs.supervision_orders import OrdersDialog
from ui.form_draft import FormDraft
from ui.meeting_desk import MeetingDesk
from ui.own_key import OwnKey
from ui.page import Page
from ui.search_steps import NOBODY
from ui.step_writing import keep_papers

Asking = OrderForm | CloseOffWords


def open_orders(page: Page, period: Period | None = None) -> "SupervisionOrders":
    """Show the orders over ``page``, those of ``period`` where one is named, until they are closed."""
    desk = SupervisionOrders(page)
    desk.open(period)
    return desk


class SupervisionOrders(QObject):
    """Serves the orders of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self._own_key = OwnKey(page.session, page)
        self.meetings = MeetingDesk(page, self.make_from, self._leave_for)
        self._period: Period | None = None
        self._chosen = ""
        self.list: OrdersDialog | None = None
        self.asking: QDialog | None = None
        self._session.changed.connect(self._hear_of)
        self._session.actor_changed.connect(self.give_up)

    def open(self, period: Period | None = None, chosen: str = "") -> None:
        """Show the open orders, or those of a period in their order; or all, ``chosen`` in focus."""
        if self.list is not None or self._actor() is None:
            return
        self._period, self._chosen = period, chosen
        title = _("Orders sent down")
        if period:
            title = _("Orders of {period}", period=period.title(in_language(spoken())))
        dialog = OrdersDialog(title, self._page.window())
        dialog.filters.setVisible(period is None)
        if chosen:
            dialog.filters.mark("all")
        dialog.filter_chosen.connect(lambda _name: self._ask_lines())
        dialog.chosen.connect(self._ask_sheet)
        dialog.step_asked.connect(self.take)
        dialog.new_asked.connect(self.make)
        dialog.meeting_asked.connect(self.show_meetings)
        dialog.paper_asked.connect(self._print)
        dialog.finished.connect(self._forget_list)
        self.list = dialog
        self._ask_lines()
        dialog.open()
        dialog.table.setFocus()

    def choose(self) -> None:
        """Show the open orders."""
        self.open()

    def make(self, about: Sequence[str] = ()) -> None:
        """Ask for a new order, about findings and tasks (their ids) or about nothing named."""
        if actor := self._actor():
            choices = partial(order_choices, grid=actor.org, about=tuple(about))
            self._page.read(choices, self._ask_new, key="order choices")

    def make_from(self, decision: str) -> None:
        """Ask for a new order from a decision of a meeting, named as ``meeting/1``."""
        if actor := self._actor():
            choices = partial(order_choices, grid=actor.org)
            self._page.read(choices, partial(self._ask_new, decision=decision), key="order choices")

    def show_meetings(self) -> None:
        """Show the records of dispatch meetings."""
        if self._actor():
            self.meetings.open(self._over(), self._name_of_period())

    def take(self, step: OrderStep) -> None:
        """Ask for what ``step`` says about the order in sight."""
        sheet = self.list.sheet if self.list else None
        if sheet is None:
            return
        if step in OF_ADDRESSEE:
            form = OrderAnswerForm(sheet, step, self._session.now().day, self._over())
            draft = self._begin(form, f"order/{sheet.order.id}/{step}")
            form.asked.connect(partial(self._keep_files, form, sheet, draft))
        else:
            self._ask_words(sheet, step)

    def give_up(self) -> None:
        """Close what is open; what was typed is kept."""
        self._own_key.give_up()
        self.meetings.give_up()
        for dialog in (self.asking, self.list):
            if dialog:
                dialog.reject()

    # what is asked

    def _ask_new(self, choices: OrderChoices, decision: str = "") -> None:
        over = self.meetings.list or self._over()
        form = OrderNewForm(choices, self._session.now().day, self._name_of_period(), over, decision)
        about = "/".join(subject for subject, _number in choices.about) or decision
        draft = self._begin(form, f"order/new/{about}")
        form.asked.connect(partial(self._ask_key, form, draft))

    def _ask_key(self, form: OrderNewForm, draft: FormDraft) -> None:
        try:
            told = form.told()
        except Spoken as missing:
            form.say(missing)
            return
        form.doing.setEnabled(True)
        self._own_key.ask(_("The order is issued."), partial(self._issue, form, draft, told), form)

    def _issue(self, form: OrderNewForm, draft: FormDraft, told: OrderIssued, key: PersonKey) -> None:
        actor, session, made = self._actor(), self._session, list[IssuedOrder]()
        if actor is None:
            return

        def act() -> Changes:
            now = session.now()
            made.append(give_order(session.workspace, told, actor, now, key, os.urandom, finishes=draft.key))
            return made[0].changes

        def tell(_changes: Changes) -> None:
            draft.recorded()
            form.accept()
            self._page.notice(_("Issued: order {number}.", number=made[0].number))

        form.doing.setEnabled(False)
        session.write(act, tell, form.say)

    def _ask_words(self, sheet: OrderSheet, step: OrderStep) -> None:
        """Ask for what needs words, and at most a day."""
        title, sentence, words, action = _WORDS[step]
        today, has_day = self._session.now().day, step is OrderStep.RETURN
        dialog = CloseOffWords(
            _(title),
            _(sentence),
            _(words),
            _(action),
            today=today,
            day=_("Answer due by") if has_day else "",
            proposed=max(sheet.order.due, today) if has_day else None,
            parent=self._over(),
        )
        draft = self._begin(dialog, f"order/{sheet.order.id}/{step}")
        deciding: dict[OrderStep, Callable[[str], Act]] = {
            OrderStep.NUMBER: lambda said: lambda one, who: acts.number_document(one, who, said),
            OrderStep.RETURN: lambda said: (
                lambda one, who: acts.return_answer(one, who, said, dialog.day.day or one.due, today)
            ),
            OrderStep.CLOSE: lambda said: lambda one, who: acts.close(one, who, said),
            OrderStep.WITHDRAW: lambda said: lambda one, who: acts.withdraw(one, who, said),
        }
        dialog.told.connect(
            lambda said, _day, _choice: self._write(dialog, sheet, deciding[step](said), draft)
        )

    # what is written

    def _keep_files(self, form: OrderAnswerForm, sheet: OrderSheet, draft: FormDraft) -> None:
        session, files = self._session, (*form.behalf.files, *form.papers.files)
        if form.behalf.is_unsaid:
            form.say(Refused(N_("Say for whom it is entered.")))
        elif form.on.day is None:
            form.say(Refused(NO_DAY))
        elif files:
            self._page.work(
                partial(keep_papers, session.workspace, files, session.now()),
                partial(self._answer, form, sheet, draft),
                form.say,
                title=_("Adding files"),
            )
        else:
            self._answer(form, sheet, draft, ())

    def _answer(
        self, form: OrderAnswerForm, sheet: OrderSheet, draft: FormDraft, kept: tuple[Blob, ...]
    ) -> None:
        scans, papers = kept[: len(form.behalf.files)], kept[len(form.behalf.files) :]
        behalf = OnBehalf(form.behalf.name, scans) if form.behalf.name else OWN
        today = self._session.now().day
        on, text, is_done = form.on.day or today, form.text.toPlainText(), bool(form.outcome.value())
        act: Act = lambda one, who: acts.accept(one, who, on, today, behalf)  # noqa: E731 - one of two
        if form.step is OrderStep.ANSWER:
            act = lambda one, who: acts.answer(  # noqa: E731 - as above
                one, who, text, on, today, is_done=is_done, behalf=behalf, papers=papers
            )
        self._write(form, sheet, act, draft)

    def _write(self, dialog: Asking, sheet: OrderSheet, act: Act, draft: FormDraft) -> None:
        if actor := self._actor():
            order, session = sheet.order, self._session
            record = partial(
                record_order,
                session.workspace,
                order.id,
                order.last,
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
        """Say what went wrong, and look at the orders as they stand now."""
        dialog.say(error)
        self._ask_lines()

    # what is shown

    def _ask_lines(self) -> None:
        actor, today = self._session.actor, self._session.now().day
        if self.list and actor:
            grid, period, chosen = actor.org, self._period, self.list.filters.choice

            def ask(reader: Reader) -> tuple[OrderLine, ...]:
                if period:
                    return orders_of_period(reader, grid, period, today)
                return order_lines(reader, today, grid, chosen)

            self._page.read(ask, self._show_lines, key="orders")

    def _show_lines(self, lines: tuple[OrderLine, ...]) -> None:
        if self.list:
            chosen, self._chosen = self._chosen, ""
            self.list.show_lines(lines, self._session.now().day, chosen)

    def _ask_sheet(self, order: str) -> None:
        actor, session = self._session.actor, self._session
        if actor:
            ask = partial(order_sheet, session.workspace, order=order, by=actor, today=session.now().day)
            self._page.read(lambda reader: ask(reader=reader), self._show_sheet, key="order")

    def _show_sheet(self, sheet: OrderSheet | None) -> None:
        if self.list:
            self.list.show_sheet(sheet, self._session.now().day)

    def _print(self) -> None:
        if self.list and self.list.sheet:
            self._leave_for(ReportWish(kind=ReportKind.ORDER_LETTER, about=(self.list.sheet.order.id,)))

    def _leave_for(self, wish: ReportWish) -> None:
        """Leave for the reports: what is open here would stand over them."""
        self.give_up()
        self._page.wanted.emit("reports", wish)

    def _hear_of(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.touch(Kind.ORDER, Kind.FINDING, Kind.TASK, Kind.GRID):
            self._ask_lines()

    # what they share

    def _begin(self, dialog: QDialog, name: str) -> FormDraft:
        """Ask, with what was typed under ``name`` and not recorded."""
        self.asking = dialog
        actor = self._session.actor
        draft = FormDraft(self._session, f"{name}/{actor.person if actor else ''}", dialog)
        dialog.finished.connect(self._forget_asking)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return draft

    def _over(self) -> QWidget:
        return self.list or self._page.window()

    def _name_of_period(self) -> str:
        return self._period.name if self._period else ""

    def _actor(self) -> Actor | None:
        """Give who acts; without one say that somebody has to be chosen."""
        if self._session.actor is None:
            self._session.tell(Refused(NOBODY))
        return self._session.actor

    def _forget_asking(self) -> None:
        self.asking = None

    def _forget_list(self) -> None:
        dialog, self.list = self.list, None
        if dialog:
            dialog.deleteLater()


_WORDS = {
    OrderStep.NUMBER: (
        N_("Type the document number"),
        N_("The number the office's document system gave the letter; typed again, the later one counts."),
        N_("Document number"),
        N_("Record"),
    ),
    OrderStep.RETURN: (
        N_("Return the answer"),
        N_("Whom it is for sees what is still asked for, and answers anew by the day given here."),
        N_("What is still asked for"),
        N_("Return"),
    ),
    OrderStep.CLOSE: (
        N_("Settle the order"),
        N_("It is no longer followed up. Without an answer, or where it is not done, say why."),
        N_("Remark"),
        N_("Settle"),
    ),
    OrderStep.WITHDRAW: (
        N_("Take the order back"),
        N_("It was issued by mistake; its number is not given again."),
        N_("Reason"),
        N_("Take back"),
    ),
}
