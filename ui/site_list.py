"""The list of sites: its columns, filters and facts, and the questions behind them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from db.connection import Reader
from db.queries.site_facts import DueFact, FindingFact, PaperFact, SiteFacts, site_facts
from db.queries.sites import SiteRow, SiteView, site_counts, site_keys, site_rows
from inspector.model.ids import GridId, SiteId
from inspector.model.site import KIND_NAMES, RANK_NAMES, STATUS_NAMES
from inspector.model.site_paper import PAPER_STATE_NAMES, PaperState
from inspector.words import N_, _
from ui.list_facts import Facet, FacetChoice
from ui.list_view import ListView, RowAction
from ui.session import Session
from ui.table import Column, Source, View
from ui.widgets.empty_state import EmptyState
from ui.widgets.site_words import (
    PAPER_TONES,
    RANK_TONES,
    STATUS_TONES,
    day_words,
    due_words,
    letters_wide,
    paper_words,
    place_words,
)

DUE_NAMES = {
    DueFact.OVERDUE: N_("overdue"),
    DueFact.TODAY: N_("due today"),
    DueFact.SOON: N_("due in a week"),
    DueFact.LATER: N_("due later"),
    DueFact.NEVER: N_("never visited"),
}
FINDING_NAMES = {
    FindingFact.OPEN: N_("some are open"),
    FindingFact.OVERDUE: N_("some are overdue"),
    FindingFact.NONE: N_("none is open"),
}
PAPER_NAMES = {
    PaperFact.EXPIRED: PAPER_STATE_NAMES[PaperState.EXPIRED],
    PaperFact.SOON: PAPER_STATE_NAMES[PaperState.EXPIRES_SOON],
    PaperFact.VALID: N_("all valid"),
    PaperFact.NONE: N_("no papers"),
}


Word = TypeVar("Word", bound=str)


class SiteList(ListView[SiteRow]):
    """The sites of the ground that whoever acts answers for."""

    def __init__(self, session: Session, empty: EmptyState, actions: Sequence[RowAction]) -> None:
        self._of = session
        filters = (
            ("all", _("All")),
            ("overdue", _("Overdue")),
            ("key", _("Key sites")),
            ("findings", _("With findings")),
            ("papers", _("Papers expire")),
            ("halted", _("Halted")),
            ("closed", _("Closed down")),
        )
        source = Source[SiteRow](self._keys, site_rows, self._counts, self._facets)
        super().__init__(
            "sites",
            _("Sites"),
            session,
            _columns(lambda: session.now().day),
            source,
            empty=empty,
            filters=filters,
            actions=actions,
        )

    def view_of(self, view: View) -> SiteView:
        """Give the question behind ``view`` for whoever acts today."""
        return SiteView(
            grid=self._grid(),
            today=self._of.now().day,
            filter=view.filter or "all",
            text=view.text,
            sort=view.sort,
            descending=view.descending,
            facts=view.facts,
        )

    def _grid(self) -> GridId:
        actor = self._of.actor
        return GridId(actor.org if actor else "")

    def _keys(self, reader: Reader, view: View, limit: int | None) -> Sequence[SiteId]:
        return site_keys(reader, self.view_of(view), limit)

    def _counts(self, reader: Reader, view: View) -> Mapping[str, int]:
        return site_counts(reader, self.view_of(view))

    def _facets(self, reader: Reader) -> Sequence[Facet]:
        return facets_of(site_facts(reader, self._grid()))


def facets_of(facts: SiteFacts) -> tuple[Facet, ...]:
    """Say what sites can be chosen by."""
    return (
        _by_name("kind", _("Kind"), KIND_NAMES, dict(facts.kinds)),
        _by_name("rank", _("Rank"), RANK_NAMES, dict(facts.ranks)),
        _by_name("status", _("Status"), STATUS_NAMES, dict(facts.statuses)),
        Facet(
            "grid",
            _("Grid"),
            tuple(FacetChoice(one.grid, one.name, one.sites, one.depth) for one in facts.grids),
        ),
        Facet("due", _("Due"), tuple(FacetChoice(due, _(name)) for due, name in DUE_NAMES.items())),
        Facet(
            "findings", _("Findings"), tuple(FacetChoice(one, _(name)) for one, name in FINDING_NAMES.items())
        ),
        Facet("papers", _("Papers"), tuple(FacetChoice(one, _(name)) for one, name in PAPER_NAMES.items())),
        Facet(
            "list",
            _("List"),
            tuple(FacetChoice(one, title or _("none"), count) for one, title, count in facts.lists),
        ),
    )


def _by_name(name: str, title: str, names: Mapping[Word, str], counts: Mapping[Word, int]) -> Facet:
    """Offer every word there is, those that most sites have first."""
    words = sorted(names, key=lambda word: -counts.get(word, 0))
    return Facet(name, title, tuple(FacetChoice(one, _(names[one]), counts.get(one, 0)) for one in words))


def _columns(today: Callable[[], Any]) -> tuple[Column[SiteRow], ...]:
    return (
        Column("name", _("Site"), lambda row: row.name, 150, stretches=True),
        Column(
            "rank",
            _("Rank"),
            lambda row: _(RANK_NAMES[row.rank]),
            letters_wide(76, 116),
            tone=lambda row: RANK_TONES[row.rank],
            chip=True,
        ),
        Column("kind", _("Kind"), lambda row: _(KIND_NAMES[row.kind]), letters_wide(96, 112), tone=_soft),
        Column("grid", _("Grid"), lambda row: row.grid_name, 120, tone=_soft, shown=False),
        Column(
            "due",
            _("Due"),
            lambda row: due_words(row.due_on, today())[0],
            letters_wide(96, 124),
            tone=lambda row: due_words(row.due_on, today())[1],
            cell=lambda row: row.due_on,
        ),
        Column(
            "last",
            _("Last visit"),
            lambda row: day_words(row.last_visit, today()),
            96,
            tone=_soft,
            cell=lambda row: row.last_visit,
        ),
        Column(
            "findings",
            _("Open"),
            lambda row: str(row.findings) if row.findings else "",
            56,
            numeric=True,
            tone=lambda _row: "amber",
            cell=lambda row: row.findings,
        ),
        Column(
            "status",
            _("Status"),
            lambda row: _(STATUS_NAMES[row.status]),
            104,
            tone=lambda row: STATUS_TONES[row.status],
            chip=True,
        ),
        Column(
            "papers",
            _("Papers"),
            lambda row: paper_words(row.first_end, today())[0],
            letters_wide(120, 140),
            tone=lambda row: PAPER_TONES[paper_words(row.first_end, today())[1]],
            shown=False,
            cell=lambda row: row.first_end,
        ),
        Column("list", _("List"), lambda row: row.checklist, 150, tone=_soft, shown=False),
        Column("responsible", _("Responsible"), lambda row: row.responsible, 104, shown=False),
        Column(
            "responsible_phone",
            _("Phone"),
            lambda row: row.responsible_phone,
            120,
            tone=_soft,
            shown=False,
            code=True,
        ),
        Column("leader", _("Leader"), lambda row: row.leader, 104, shown=False),
        Column(
            "leader_phone",
            _("Leader's phone"),
            lambda row: row.leader_phone,
            120,
            tone=_soft,
            shown=False,
            code=True,
        ),
        Column("address", _("Address"), lambda row: row.address, 200, shown=False),
        Column(
            "place",
            _("Coordinates"),
            lambda row: place_words(row.place),
            160,
            tone=_soft,
            sortable=False,
            shown=False,
        ),
        Column(
            "credit_code",
            _("Credit code"),
            lambda row: row.credit_code,
            170,
            tone=_soft,
            shown=False,
            code=True,
        ),
        Column(
            "added",
            _("Watched since"),
            lambda row: day_words(row.added, today()),
            96,
            tone=_soft,
            shown=False,
            cell=lambda row: row.added,
        ),
        Column("note", _("Note"), lambda row: " ".join(row.note.split()), 200, tone=_soft, shown=False),
    )


def _soft(_row: Any) -> str:
    return "soft"
