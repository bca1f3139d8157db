"""One complaint with all that belongs to it, and what can be chosen for its next step."""

import json
from dataclasses import dataclass
from datetime import date

from db.complaint_recording import roles_of
from db.connection import Reader
from db.queries.complaint_file_list import CaseFile, case_files
from db.queries.complaints import JOINED, ROW, ComplaintRow, row_of
from db.restricted import shown
from db.search_words import phrase
from db.workspace import Actor, Workspace
from inspector.model.complaint import Complaint
from inspector.model.complaint_steps import PossibleStep, complaint_steps
from inspector.model.finding_state import FindingState
from inspector.model.ids import ComplaintId
from inspector.model.patrol import PatrolKind
from inspector.periods import Instant

MOST_ALIKE, MOST_STOPS, MOST_OFFERED, SHORTEST = 5, 20, 30, 4
"""Complaints proposed as earlier ones; stops, findings and sites offered; letters worth looking for."""


@dataclass(frozen=True, slots=True)
class ComplaintEntry:
    """A step of the time line; ``told`` is its body, ``received_ts`` when it came from elsewhere."""

    entry: str
    type: str
    at: Instant
    by: str
    has_effect: bool
    told: dict[str, object]
    received_ts: int | None


@dataclass(frozen=True, slots=True)
class LinkedFinding:
    """A finding that came from the complaint."""

    finding: str
    number: str
    text: str
    state: FindingState


@dataclass(frozen=True, slots=True)
class AlikeComplaint:
    """A complaint that may be about the same: of the same site, or with much the same words."""

    complaint: ComplaintId
    number: str
    received: Instant
    content: str
    same_site: bool


@dataclass(frozen=True, slots=True)
class OfferedStop:
    """A recorded visit that may be the investigation."""

    stop: str
    arrived: Instant
    site: str
    is_of_complaints: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintCase:
    """A complaint as it stands; ``handlers`` are names; if ``is_mine`` the actor may see who complained.

    ``lacking`` names the handlers who can't open all that is sealed; if ``gives_on`` the actor can give it.
    """

    row: ComplaintRow
    complaint: Complaint
    handlers: tuple[str, ...]
    registered_by: str
    entries: tuple[ComplaintEntry, ...]
    findings: tuple[LinkedFinding, ...]
    earlier: AlikeComplaint | None
    later: tuple[AlikeComplaint, ...]
    steps: tuple[PossibleStep, ...]
    files: tuple[CaseFile, ...]
    is_mine: bool
    unreadable: int
    conflicts: tuple[tuple[str, str], ...]
    lacking: tuple[str, ...]
    gives_on: bool


@dataclass(frozen=True, slots=True)
class StepChoices:
    """What a step may refer to: people, units named before, visits, findings, complaints, rounds."""

    people: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    stops: tuple[OfferedStop, ...]
    findings: tuple[LinkedFinding, ...]
    alike: tuple[AlikeComplaint, ...]
    files: tuple[CaseFile, ...] = ()


def complaint_case(
    reader: Reader, workspace: Workspace, complaint: ComplaintId, actor: Actor | None, now: Instant
) -> ComplaintCase | None:
    """Gather the case of a complaint, with the steps open to ``actor``; None without it."""
    row = reader.row(f"SELECT {ROW} {JOINED} WHERE complaint.id = ?", (complaint,))
    folded = Complaint.of(workspace.facts_of(reader, complaint)) if row else None
    if row is None or folded is None:
        return None
    roles = roles_of(reader, actor.person, now) if actor else frozenset()
    names = _names(reader)
    return ComplaintCase(
        row=row_of(row),
        complaint=folded,
        handlers=tuple(sorted(names.get(one, "") for one in folded.handlers)),
        registered_by=names.get(folded.by, ""),
        entries=_entries(reader, complaint),
        findings=_findings(reader, complaint),
        earlier=next(iter(_alike(reader, "complaint.id = :earlier", {"earlier": folded.earlier})), None),
        later=_alike(reader, "complaint.earlier = :id", {"id": complaint}),
        steps=complaint_steps(folded, roles),
        files=case_files(workspace, folded, actor, names),
        is_mine=actor is not None and actor.person in folded.handlers,
        unreadable=int(reader.value("SELECT count(*) FROM trouble WHERE subject = ?", (complaint,))),
        conflicts=tuple(
            (one, other)
            for one, other in reader.rows(
                "SELECT one, other FROM conflict WHERE subject = ? AND resolved_by = ''", (complaint,)
            )
        ),
        lacking=tuple(sorted(names.get(one, "") for one in folded.lacking)),
        gives_on=actor is not None and folded.gives_on(actor.person),
    )


def step_choices(reader: Reader, complaint: Complaint, files: tuple[CaseFile, ...] = ()) -> StepChoices:
    """Give what the next steps of a complaint may refer to; ``files`` as its case lists them."""
    units = reader.rows(
        "SELECT unit FROM (SELECT unit FROM complaint UNION ALL SELECT unit FROM finding) WHERE unit <> ''"
        " GROUP BY unit ORDER BY count(*) DESC, unit LIMIT ?",
        (MOST_OFFERED,),
    )
    return StepChoices(
        files=files,
        people=tuple(sorted(_names(reader).items(), key=lambda one: one[1])),
        units=tuple(unit for (unit,) in units),
        stops=_stops(reader, complaint),
        findings=_offered_findings(reader, complaint),
        alike=alike_complaints(reader, complaint.site, complaint.accused, complaint.content, complaint.id),
    )


def alike_complaints(
    reader: Reader, site: str, accused: str, content: str, but: str = ""
) -> tuple[AlikeComplaint, ...]:
    """Propose earlier complaints: of the same site or accused, or that hold the first words of this one."""
    words = "".join(content.split())
    values = {
        "site": site,
        "accused": accused.strip(),
        "phrase": phrase(words[: SHORTEST * 2]) if len(words) >= SHORTEST else "",
        "but": but,
    }
    told = [
        "(complaint.site = :site AND :site <> '')",
        "(complaint.accused = :accused AND :accused <> '')",
    ]
    if values["phrase"]:
        told.append(
            "complaint.rid IN (SELECT rowid FROM complaint_search WHERE complaint_search MATCH :phrase)"
        )
    condition = f"complaint.id <> :but AND complaint.state <> 'withdrawn' AND ({' OR '.join(told)})"
    return _alike(reader, condition, values)


def offered_sites(reader: Reader, letters: str) -> list[tuple[str, str, str]]:
    """Find sites by a part of the name or pinyin initials: id, name, address."""
    rows = reader.rows(
        """SELECT id, name, address FROM site
        WHERE rid IN (SELECT rowid FROM site_search WHERE site_search MATCH ?) ORDER BY name, id LIMIT ?""",
        (phrase(letters), MOST_OFFERED),
    )
    return [(site, name, address) for site, name, address in rows]


def _alike(reader: Reader, condition: str, values: dict[str, str]) -> tuple[AlikeComplaint, ...]:
    rows = reader.rows(
        f"""SELECT id, number, received_ts, received_tz, content, site = :site AND site <> '' FROM complaint
        WHERE {condition}
        ORDER BY site = :site AND site <> '' DESC, received_ts DESC, id LIMIT {MOST_ALIKE}""",  # noqa: S608 - our own words
        {"site": "", **values},
    )
    return tuple(
        AlikeComplaint(ComplaintId(one), number, Instant(ts, tz), content, bool(same))
        for one, number, ts, tz, content, same in rows
    )


def _names(reader: Reader) -> dict[str, str]:
    return dict(reader.rows("SELECT id, name FROM person"))


def _entries(reader: Reader, complaint: str) -> tuple[ComplaintEntry, ...]:
    rows = reader.rows(
        """SELECT case_step.entry, case_step.type, at_ts, at_tz, coalesce(person.name, ''), has_effect, told,
            entry.received_ts
        FROM case_step JOIN entry ON entry.hash = case_step.entry
            LEFT JOIN person ON person.id = case_step.by
        WHERE case_step.subject = ? ORDER BY position""",
        (complaint,),
    )
    return tuple(
        ComplaintEntry(entry, kind, Instant(ts, tz), by, bool(effect), json.loads(told), received)
        for entry, kind, ts, tz, by, effect, told, received in rows
    )


def _findings(reader: Reader, complaint: str) -> tuple[LinkedFinding, ...]:
    return _linked(
        reader,
        """(source = 'complaint' AND source_ref = :complaint)
        OR id IN (SELECT finding FROM complaint_finding WHERE complaint = :complaint)""",
        {"complaint": complaint},
    )


def _offered_findings(reader: Reader, complaint: Complaint) -> tuple[LinkedFinding, ...]:
    if not complaint.site:
        return ()
    return _linked(
        reader,
        """site = :site AND source_ref <> :complaint
        AND id NOT IN (SELECT finding FROM complaint_finding WHERE complaint = :complaint)""",
        {"complaint": complaint.id, "site": complaint.site},
    )


def _linked(reader: Reader, condition: str, values: dict[str, str]) -> tuple[LinkedFinding, ...]:
    rows = reader.rows(
        f"SELECT id, number, text, state FROM finding WHERE {condition}"  # noqa: S608 - our own words
        f" ORDER BY noticed_ts DESC, id LIMIT {MOST_OFFERED}",
        values,
    )
    return tuple(
        LinkedFinding(one, number, shown(text), FindingState(state)) for one, number, text, state in rows
    )


def _stops(reader: Reader, complaint: Complaint) -> tuple[OfferedStop, ...]:
    """Offer visits since it came: those to its site first, then those of rounds about complaints."""
    rows = reader.rows(
        f"""SELECT stop.id, stop.arrived_ts, stop.arrived_tz, coalesce(site.name, ''),
            patrol.kind = '{PatrolKind.COMPLAINT}'
        FROM stop JOIN patrol ON patrol.id = stop.patrol LEFT JOIN site ON site.id = stop.site
        WHERE stop.arrived_ts >= :since
            AND ((stop.site = :site AND :site <> '') OR patrol.kind = '{PatrolKind.COMPLAINT}')
        ORDER BY stop.site = :site DESC, stop.arrived_ts DESC, stop.id LIMIT {MOST_STOPS}""",  # noqa: S608 - as above
        {"since": complaint.received.ts, "site": complaint.site},
    )
    return tuple(OfferedStop(stop, Instant(ts, tz), site, bool(of)) for stop, ts, tz, site, of in rows)


def batches_of(reader: Reader) -> list[tuple[str, int, date]]:
    """List the batches of cases sent down: name, how many, the earliest last day still open."""
    rows = reader.rows(
        """SELECT batch, count(*), coalesce(min(due_on) FILTER (WHERE is_open), max(due_on)) FROM complaint
        WHERE batch <> '' AND state <> 'withdrawn' GROUP BY batch ORDER BY max(rid) DESC"""
    )
    return [(batch, count, date.fromisoformat(due)) for batch, count, due in rows]
