"""What is made public of a period (公开), asked of the tables: nothing of persons, and no text of anybody."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.numbers import CATEGORY, Breakdown
from db.queries.paper_rules import paper_rules
from db.queries.summaries import frozen_in_force
from db.snapshot import Snapshot, snapshot_of
from inspector.errors import Refused
from inspector.model.category import CATEGORY_NAMES, Category
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period
from inspector.model.site import SiteKind
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.publication_paper import PublicationPaper, TypicalFinding
from inspector.reports.summary_paper import CountedRow
from inspector.words import N_, in_language

MOST_TYPICAL = 10
"""Findings that stand as examples, the gravest first."""
_PUT_RIGHT = ", ".join(
    f"'{state}'"
    for state in (
        FindingState.PUT_RIGHT,
        FindingState.IN_CLOSE_OFF,
        FindingState.CLOSED,
        FindingState.CLOSED_OFF,
    )
)
"""The states of what was put right and not returned since."""
TOWNSHIP = 2
"""The level of the grids that say where a finding was; nothing nearer is told."""


def publication_paper(
    reader: Reader, blobs: BlobFiles, grid: GridId, period: Period, now: Instant
) -> PublicationPaper:
    """Give what is made public of ``grid``: the frozen numbers, or as a draft those of this moment.

    Raises Refused for a grid nobody knows, Unreadable where what was frozen is not here.
    """
    places = {
        GridId(one): (str(name), int(level), GridId(parent))
        for one, name, level, parent in reader.rows("SELECT id, name, level, parent FROM grid ORDER BY code")
    }
    if grid not in places:
        raise Refused(N_("There is no such grid in this workspace."))
    rules = paper_rules(reader, "")
    say = in_language(rules.language)
    frozen = frozen_in_force(reader, grid, period)
    if frozen:
        snapshot = msgspec.json.decode(blobs.read(frozen.snapshot), type=Snapshot)
    else:
        snapshot = snapshot_of(reader, grid, period, now.day)
    apart = snapshot.apart.get(Breakdown.CATEGORY, {})
    return PublicationPaper(
        language=rules.language,
        stage=Stage.FINAL if frozen else Stage.DRAFT,
        office=rules.office,
        number="",
        grid=places[grid][0],
        day=now.day,
        issued=now,
        is_sample=rules.is_sample,
        period=period,
        total=_row("", snapshot.numbers),
        before=_row("", snapshot.counted_before),
        by_grid=tuple(
            _row(name, snapshot.by_grid[one])
            for one, (name, _level, _parent) in places.items()
            if one in snapshot.by_grid
        ),
        by_category=tuple(_row(say(CATEGORY_NAMES[one]), apart[one]) for one in Category if one in apart),
        typical=_typical(reader, snapshot.found, places),
    )


def _row(name: str, counts: Mapping[str, int] | Mapping[Number, int]) -> CountedRow:
    told = {str(one): count for one, count in counts.items()}
    return CountedRow(name=name, counts=tuple((one, told[one]) for one in Number if one in told))


def _typical(
    reader: Reader, found: Sequence[str], places: Mapping[GridId, tuple[str, int, GridId]]
) -> tuple[TypicalFinding, ...]:
    rows = reader.rows(
        f"""SELECT noticed_on, site.kind, finding.grid, {CATEGORY}, severity,
            coalesce(put_right_on, finding.ended_on) AS done_on, finding.state
        FROM finding LEFT JOIN site ON site.id = finding.site
        LEFT JOIN patrol ON patrol.id = finding.patrol
        WHERE finding.id IN (SELECT value FROM json_each(:found)) AND done_on IS NOT NULL
            AND NOT is_restricted
            AND finding.state IN ({_PUT_RIGHT})
        ORDER BY CASE severity WHEN '{Severity.MAJOR}' THEN 0 WHEN '{Severity.SERIOUS}' THEN 1 ELSE 2 END,
            noticed_on, finding.id LIMIT {MOST_TYPICAL}""",  # noqa: S608 - our own words
        {"found": json.dumps(found)},
    )
    return tuple(
        TypicalFinding(
            noticed=date.fromisoformat(noticed),
            kind=SiteKind(kind) if kind else None,
            township=_township(GridId(grid), places),
            category=Category(category),
            severity=Severity(severity),
            done_on=date.fromisoformat(done),
            state=FindingState(state),
        )
        for noticed, kind, grid, category, severity, done, state in rows
    )


def _township(grid: GridId, places: Mapping[GridId, tuple[str, int, GridId]]) -> str:
    """Name the township a grid lies in; the county where there is none, nothing for a grid unknown here."""
    name, level, above = places.get(grid, ("", 0, GridId("")))
    return _township(above, places) if level > TOWNSHIP else name
