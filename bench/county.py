"""A county of 200 grids, 10,000 sites and five years of patrols: the rows of a million entries."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from bench.fixtures import OF_THESE_TABLES, cache, named
from bench.moment import NOW
from db.connection import Connection, atomic, open_writer
from db.founding import found_office
from db.opening import DATABASE
from inspector.periods import DAY, HOUR

MADE = f"county-1-{OF_THESE_TABLES}"
"""Raised when what is made below changes."""
TOWNSHIPS, GRIDS, SITES, DAYS = 20, 200, 10_000, 1_826
PATROL_EVERY, STOPS, FINDING_EVERY = 3, 5, 20
"""A grid goes out every third day, to five sites; at every twentieth stop something is wrong."""
_PATROLS = DAYS // PATROL_EVERY * GRIDS
_UNTIL = "date(:today, '-' || (n / :grids * :every) || ' days')"


def county() -> Path:
    """Give the workspace, made at the first call.

    Its rows are written straight into the tables: a million signatures would take hours, and what is asked
    sees the tables only.
    """
    folder = cache() / MADE
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            made = Path(unfinished) / "made"
            founded = found_office(
                made,
                office_name="演示县整改办",
                founder_name="示例甲",
                passphrase="演示",  # noqa: S106 - no secret
                at=NOW.later(-6 * 365 * DAY),
                code="YS",
                cost=2,
                rounds=1,
            )
            founded.workspace.close()
            with closing(open_writer(made / DATABASE)) as writer, atomic(writer):
                _fill(writer, founded.office, founded.founder)
                writer.execute("ANALYZE")
            shutil.move(made, folder)
    return folder


def _fill(writer: Connection, office: str, founder: str) -> None:
    values = {
        "office": office,
        "founder": founder,
        "today": NOW.day.isoformat(),
        "now": NOW.ts,
        "townships": TOWNSHIPS,
        "grids": GRIDS,
        "sites": SITES,
        "every": PATROL_EVERY,
        "stops": STOPS,
        "finding_every": FINDING_EVERY,
        "begun": "2021-01-01",
        "day_ms": DAY,
        "hour_ms": HOUR,
    }

    def add(table: str, count: int, columns: Mapping[str, str]) -> None:
        described = writer.execute(f"PRAGMA table_info({table})").fetchall()
        needed: dict[str, str] = {
            name: "0" if kind == "INTEGER" else "''"
            for _at, name, kind, not_null, _default, _key in described
            if not_null and name != "rid"
        }
        told = needed | dict(columns)
        writer.execute(
            f"""WITH RECURSIVE number(n) AS (
                SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < {count})
            INSERT INTO {table} ({", ".join(told)}) SELECT {", ".join(told.values())} FROM number""",  # noqa: S608 - our own words
            values,
        )

    name = _name
    grid, township = name(21, "n % :grids"), name(20, "n % :townships")
    add(
        "grid",
        TOWNSHIPS,
        {
            "id": name(20, "n"),
            "name": "printf('演示镇 %02d', n)",
            "code": "printf('YS%02d', n)",
            "level": "2",
            "parent": ":office",
            "added_on": ":begun",
        },
    )
    add(
        "grid",
        GRIDS,
        {
            "id": name(21, "n"),
            "name": "printf('演示村网格 %03d', n)",
            "code": "printf('YS%02d%02d', n % :townships, n / :townships)",
            "level": "3",
            "parent": township,
            "added_on": ":begun",
        },
    )
    add(
        "site",
        SITES,
        {
            "id": name(22, "n"),
            "name": "printf('演示企业 %05d', n)",
            "kind": "CASE n % 3 WHEN 0 THEN 'coking' WHEN 1 THEN 'building_site' ELSE 'river_section' END",
            "rank": "CASE n % 10 WHEN 0 THEN 'key' WHEN 1 THEN 'low' ELSE 'ordinary' END",
            "status": "'operating'",
            "grid": grid,
            "added_on": ":begun",
        },
    )
    add(
        "patrol",
        _PATROLS,
        {
            "id": name(23, "n"),
            "recorded_by": ":founder",
            "grid": grid,
            "day": _UNTIL,
            "kind": "CASE n % 9 WHEN 0 THEN 'night' ELSE 'daily' END",
            "state": "'finished'",
            "began_ts": ":now - n / :grids * :every * :day_ms",
            "began_tz": "480",
            "inspectors": "json_array(:founder)",
            "late_reason": "CASE n % 50 WHEN 0 THEN '停电' ELSE '' END",
            "signers": "'[]'",
            "number": "printf('YS-%07d', n)",
        },
    )
    add(
        "stop",
        _PATROLS * STOPS,
        {
            "id": name(24, "n"),
            "patrol": name(23, "n / :stops"),
            "site": name(
                22, "(n / :stops) % :grids + :grids * ((n / :stops / :grids + n) % (:sites / :grids))"
            ),
            "day": "date(:today, '-' || (n / :stops / :grids * :every) || ' days')",
            "arrived_ts": ":now - n / :stops / :grids * :every * :day_ms",
            "arrived_tz": "480",
            "recorded_by": ":founder",
        },
    )
    day = _noticed_on("n")
    ended = "n % 4 > 0"
    add(
        "finding",
        _PATROLS * STOPS // FINDING_EVERY,
        {
            "id": name(25, "n"),
            "number": "printf('F-%07d', n)",
            "grid": name(21, "n * :finding_every / :stops % :grids"),
            "site": name(22, "n * :finding_every / :stops % :grids"),
            "patrol": name(23, "n * :finding_every / :stops"),
            "stop": name(24, "n * :finding_every"),
            "text": "'煤堆未覆盖'",
            "severity": "CASE n % 5 WHEN 0 THEN 'serious' ELSE 'minor' END",
            "source": "'patrol'",
            "term_days": "7",
            "noticed_by": ":founder",
            "noticed_ts": ":now - n * :finding_every / :stops / :grids * :every * :day_ms",
            "noticed_tz": "480",
            "noticed_on": day,
            "due_on": f"date({day}, '+7 days')",
            "is_due_given": "1",
            "state": f"CASE WHEN {ended} THEN 'closed' ELSE 'assigned' END",
            "is_open": f"NOT ({ended})",
            "put_right_on": f"CASE WHEN {ended} THEN date({day}, '+5 days') END",
            "ended_on": f"CASE WHEN {ended} THEN date({day}, '+8 days') END",
            "rectifiers": "'[]'",
            "passed_by": "'[]'",
            "supervision": "'[]'",
        },
    )
    _fill_standings(add)
    steps = ("finding.assigned", "finding.put_right", "recheck.passed", "finding.relapsed")
    whens = " ".join(f"WHEN {at} THEN '{one}'" for at, one in enumerate(steps))
    add(
        "case_step",
        _PATROLS * STOPS // FINDING_EVERY * len(steps),
        {
            "subject": name(25, f"n / {len(steps)}"),
            "position": f"n % {len(steps)}",
            "entry": "printf('%064x', n)",
            "type": f"CASE n % {len(steps)} {whens} END",
            "by": ":founder",
            "at_ts": f":now - n / {len(steps)} * :finding_every / :stops / :grids * :every * :day_ms",
            "at_tz": "480",
            "has_effect": "1",
            "had_effect": "1",
            "told": "'{}'",
            "papers": "'[]'",
        },
    )


def _name(kind: int, number: str) -> str:
    return f"'{named(kind, 0)[:-12]}' || printf('%012x', {number})"


def _noticed_on(number: str) -> str:
    return f"date(:today, '-' || ({number} * :finding_every / :stops / :grids * :every) || ' days')"


def _fill_standings(add: Callable[[str, int, Mapping[str, str]], None]) -> None:
    """Let each finding stand in three ways: to be done, put right, closed; one of four stays to be done."""
    finding, stage = "(n / 3)", "n % 3"
    right, closed = (f"date({_noticed_on(finding)}, '+{days} days')" for days in (5, 8))
    is_done = f"{finding} % 4 > 0"
    add(
        "finding_standing",
        _PATROLS * STOPS // FINDING_EVERY * 3,
        {
            "finding": _name(25, finding),
            "since_on": f"CASE {stage} WHEN 0 THEN '{date.min}' WHEN 1 THEN {right} ELSE {closed} END",
            "until_on": f"CASE {stage} WHEN 0 THEN {right} WHEN 1 THEN {closed} ELSE '{date.max}' END",
            "grid": _name(21, f"{finding} * :finding_every / :stops % :grids"),
            "severity": f"CASE {finding} % 5 WHEN 0 THEN 'serious' ELSE 'minor' END",
            "due_on": f"date({_noticed_on(finding)}, '+7 days')",
            "put_right_on": f"CASE WHEN {is_done} AND {stage} > 0 THEN {right} END",
            "ended_as": f"CASE WHEN {is_done} AND {stage} > 1 THEN 'closed' ELSE '' END",
            "ended_on": f"CASE WHEN {is_done} AND {stage} > 1 THEN {closed} END",
        },
    )
