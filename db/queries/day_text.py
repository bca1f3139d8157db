"""What the text of a day is written from, and the photos that may go with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from db.queries.paper_rules import paper_rules
from db.restricted import WITHHELD_PHOTO, shown
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.finding_state import FindingState, Severity
from inspector.model.patrol import PatrolKind
from inspector.periods import Instant
from inspector.reports.day_text import DayFacts, DayFinding
from inspector.reports.patrol_paper import Handling
from inspector.words import N_, Say, in_language


@dataclass(frozen=True, slots=True)
class DayPhoto:
    """A photo that may be shown: its preview, when and where it was taken, and whether it shows a finding."""

    preview: Blob
    taken: Instant
    site: str
    number: int
    of_finding: bool


def patrols_of_day(reader: Reader, grid: str, day: date) -> list[str]:
    """Give the rounds of ``grid`` on ``day``, the earliest first."""
    rows = reader.rows(
        "SELECT id FROM patrol WHERE grid = ? AND day = ? ORDER BY began_ts, id", (grid, day.isoformat())
    )
    return [patrol for (patrol,) in rows]


def day_facts(reader: Reader, patrols: Sequence[str]) -> DayFacts:
    """Gather what the text of these rounds, of one grid and day, says. Raises Refused without a round."""
    chosen = json.dumps(list(patrols))
    rounds = reader.rows(
        f"""SELECT patrol.org, coalesce(grid.name, ''), day, kind, began_ts, began_tz, ended_ts, ended_tz,
            inspectors, weather FROM patrol LEFT JOIN grid ON grid.id = patrol.grid
        WHERE patrol.id IN {_CHOSEN} ORDER BY began_ts, patrol.id""",  # noqa: S608 - our own words
        (chosen,),
    )
    if not rounds:
        raise Refused(N_("No patrol of this day is recorded yet."))
    org, grid, day = rounds[0][:3]
    rules = paper_rules(reader, org)
    names: dict[str, str] = dict(reader.rows("SELECT id, name FROM person"))
    people = dict.fromkeys(person for row in rounds for person in json.loads(row[8]))
    is_over = all(row[6] is not None for row in rounds)
    last = max(rounds, key=lambda row: row[6] or 0)
    stops, late = reader.row(
        f"SELECT count(*), coalesce(sum(late_reason <> ''), 0) FROM stop WHERE patrol IN {_CHOSEN}",  # noqa: S608 - our own words
        (chosen,),
    ) or (0, 0)
    return DayFacts(
        language=rules.language,
        grid=grid,
        day=date.fromisoformat(day),
        people=tuple(names.get(person, person) for person in people),
        kinds=tuple(dict.fromkeys(PatrolKind(row[3]) for row in rounds)),
        began=Instant(rounds[0][4], rounds[0][5]),
        ended=Instant(last[6], last[7]) if is_over else None,
        weather=next((row[9] for row in rounds if row[9]), ""),
        stops=stops,
        late=late,
        photos=int(reader.value(f"SELECT count(*) FROM photo WHERE patrol IN {_CHOSEN}", (chosen,))),  # noqa: S608 - our own words
        findings=_findings(reader, chosen, in_language(rules.language)),
        is_sample=rules.is_sample,
    )


def day_photos(reader: Reader, patrols: Sequence[str]) -> list[DayPhoto]:
    """Give the photos of these rounds: those of findings first, else as they were taken.

    Those of findings transferred with restricted access are not among them. ``number`` counts the stops of
    the day; 0 for a photo of none that is known.
    """
    chosen = json.dumps(list(patrols))
    stops = reader.rows(
        f"SELECT id FROM stop WHERE patrol IN {_CHOSEN} ORDER BY arrived_ts, id",  # noqa: S608 - our own words
        (chosen,),
    )
    numbers = {stop: at for at, (stop,) in enumerate(stops, 1)}
    rows = reader.rows(
        f"""SELECT preview_sha256, preview_size, preview_mime, taken_ts, taken_tz, coalesce(site.name, ''),
            stop, finding <> '' AS found FROM photo LEFT JOIN site ON site.id = photo.site
        WHERE patrol IN {_CHOSEN} AND NOT {WITHHELD_PHOTO} ORDER BY found DESC, taken_ts, photo.id""",  # noqa: S608 - our own words
        (chosen,),
    )
    return [
        DayPhoto(Blob(sha256, size, mime), Instant(ts, tz), site, numbers.get(stop, 0), bool(found))
        for sha256, size, mime, ts, tz, site, stop, found in rows
    ]


_CHOSEN = "(SELECT value FROM json_each(?))"


def _findings(reader: Reader, chosen: str, say: Say) -> tuple[DayFinding, ...]:
    rows = reader.rows(
        f"""SELECT coalesce(site.name, ''), spot, text, severity, state, on_the_spot, term_days
        FROM finding LEFT JOIN site ON site.id = finding.site
        WHERE patrol IN {_CHOSEN} ORDER BY noticed_ts, finding.id""",  # noqa: S608 - our own words
        (chosen,),
    )
    return tuple(
        DayFinding(
            site=site,
            spot=spot,
            text=shown(text, say),
            severity=Severity(severity),
            handling=_handling(state, on_the_spot=bool(on_the_spot)),
            term_days=term,
        )
        for site, spot, text, severity, state, on_the_spot, term in rows
    )


def _handling(state: str, *, on_the_spot: bool) -> Handling:
    if on_the_spot:
        return Handling.PUT_RIGHT
    return Handling.OPEN if state == FindingState.NOTICED else Handling.REPORTED
