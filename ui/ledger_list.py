"""The list of the ledger: its columns, its filters, and what it can be narrowed by."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.connection import Reader
from db.queries.ledger import (
    FINDING,
    TASK,
    LedgerRow,
    LedgerView,
    ledger_counts,
    ledger_keys,
    ledger_rows,
)
from db.queries.tasks import LedgerFacts, ledger_facts
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.finding_state import STATE_NAMES
from inspector.model.ids import GridId
from inspector.model.task_state import TASK_STATE_NAMES
from inspector.words import N_, _, spoken
from ui.list_facts import Facet, FacetChoice
from ui.list_view import ListView, RowAction
from ui.page import Page
from ui.table import Column, Source, View
from ui.widgets.empty_state import EmptyState
from ui.widgets.site_words import letters_wide, term_words
from ui.widgets.task_words import PACE_TONES, deadline_words, pace_words, state_words

KIND_NAMES = {FINDING: N_("finding"), TASK: N_("task")}


class LedgerList(ListView[LedgerRow]):
    """Findings and tasks in one table."""

    def __init__(self, page: Page, empty: EmptyState, actions: Sequence[RowAction]) -> None:
        self._page = page
        source = Source[LedgerRow](self._keys, self._rows, self._counts_of, self._facets)
        super().__init__(
            "ledger",
            _("Ledger"),
            page.session,
            self._columns(),
            source,
            empty=empty,
            filters=(
                ("open", _("Open")),
                ("overdue", _("Overdue")),
                ("behind", _("Behind schedule")),
                ("soon", _("Due soon")),
                ("month", _("Due this month")),
                ("ended", _("Ended")),
                ("all", _("All")),
            ),
            actions=actions,
        )

    def _columns(self) -> tuple[Column[LedgerRow], ...]:
        column = Column[LedgerRow]
        return (
            column(
                "kind",
                _("Kind"),
                lambda row: _(KIND_NAMES[row.kind]),
                letters_wide(48, 62),
                tone=_soft,
                sortable=False,
            ),
            column(
                "number",
                _("Number"),
                lambda row: row.number,
                letters_wide(104, 108),
                tone=_soft,
                keeps_end=True,
            ),
            column(
                "name",
                _("What it is about"),
                lambda row: row.name,
                letters_wide(84, 76),
                sortable=False,
                stretches=True,
            ),
            column(
                "plan", _("Plan"), lambda row: row.plan_title, 140, tone=_soft, sortable=False, shown=False
            ),
            column("unit", _("Unit"), lambda row: row.unit, letters_wide(78, 84)),
            column(
                "due",
                _("Deadline"),
                lambda row: deadline_words(row.due_on, row.deadline, self._today),
                letters_wide(112, 90),
                tone=_soft,
                cell=lambda row: row.due_on or row.deadline,
            ),
            column(
                "left",
                _("Time left"),
                lambda row: self._left(row)[0],
                letters_wide(80, 104),
                tone=self._left_tone,
                sortable=False,
            ),
            column(
                "state",
                _("State"),
                lambda row: state_words(row)[0],
                letters_wide(92, 144),
                tone=lambda row: state_words(row)[1],
                chip=True,
            ),
            column(
                "pace",
                _("Pace"),
                lambda row: pace_words(row.pace),
                letters_wide(88, 92),
                tone=lambda row: PACE_TONES[row.pace] if row.pace else "soft",
                sortable=False,
                # the words of other languages leave no room for it beside whole numbers and units
                shown=spoken() == "zh_CN",
            ),
            column(
                "supervision",
                _("Supervision"),
                lambda row: "、".join(_(SUPERVISION_NAMES[kind]) for kind in row.supervision),
                90,
                tone=lambda _row: "red",
                sortable=False,
                shown=False,
            ),
            column(
                "relapses",
                _("Came back"),
                lambda row: str(row.relapses or ""),
                64,
                numeric=True,
                sortable=False,
                shown=False,
                cell=lambda row: row.relapses,
            ),
            column(
                "parts",
                _("Done of"),
                lambda row: f"{row.done}/{row.parts}" if row.parts else "",
                64,
                tone=_soft,
                sortable=False,
                shown=False,
            ),
        )

    @property
    def _today(self) -> Any:
        return self._page.session.now().day

    def _left(self, row: LedgerRow) -> tuple[str, str]:
        return term_words(row.due_on, self._today) if row.is_open and row.due_on else ("—", "soft")

    def _left_tone(self, row: LedgerRow) -> str:
        return self._left(row)[1]

    def _view(self, view: View) -> LedgerView:
        actor = self._page.session.actor
        return LedgerView(
            GridId(actor.org if actor else ""),
            self._today,
            view.filter or "open",
            view.text,
            view.sort,
            view.descending,
            view.facts,
        )

    def _keys(self, reader: Reader, view: View, limit: int | None) -> Sequence[str]:
        return ledger_keys(reader, self._view(view), limit)

    def _rows(self, reader: Reader, keys: Sequence[str]) -> Mapping[str, LedgerRow]:
        return ledger_rows(reader, keys, self._today)

    def _counts_of(self, reader: Reader, view: View) -> Mapping[str, int]:
        return ledger_counts(reader, self._view(view))

    def _facets(self, reader: Reader) -> Sequence[Facet]:
        return facets_of(ledger_facts(reader))


def facets_of(facts: LedgerFacts) -> tuple[Facet, ...]:
    """Say what lines of the ledger can be chosen by."""
    states = {**{state.value: name for state, name in TASK_STATE_NAMES.items()}}
    for state, name in STATE_NAMES.items():
        states.setdefault(state.value, name)
    units = dict.fromkeys((*(group.name for group in facts.groups), *facts.units))
    return (
        Facet("kind", _("Kind"), tuple(FacetChoice(kind, _(name)) for kind, name in KIND_NAMES.items())),
        Facet("plan", _("Plan"), tuple(FacetChoice(plan, title) for plan, title in facts.plans)),
        Facet("unit", _("Unit"), tuple(FacetChoice(unit, unit) for unit in units)),
        Facet("state", _("State"), tuple(FacetChoice(state, _(name)) for state, name in states.items())),
        Facet(
            "supervision",
            _("Supervision"),
            tuple(FacetChoice(kind, _(name)) for kind, name in SUPERVISION_NAMES.items()),
        ),
    )


def _soft(_row: LedgerRow) -> str:
    return "soft"
