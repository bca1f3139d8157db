"""The case of a finding: how it stands, what may happen next, what is to be decided, what came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from db.case_recording import office_rules, who_is
from db.connection import Reader
from db.restricted import READERS, shown, text_of
from db.schema import WITHIN
from db.workspace import Actor, Workspace
from inspector.model.events import Blob
from inspector.model.finding import Finding
from inspector.model.finding_steps import Possible, Who, steps_of
from inspector.model.ids import FindingId, GridId
from inspector.model.office import Rules
from inspector.periods import Instant

MOST_PROPOSED = 50


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the time line: ``told`` are the fields of its entry, ``received_ts`` when it came here."""

    entry: str
    type: str
    by: str
    on_behalf: str
    at: Instant
    has_effect: bool
    told: Mapping[str, object]
    papers: tuple[Blob, ...]
    received_ts: int | None


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """Two steps made unknown to each other, by their entries, in fold order."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A finding as it stands for who acts, with every step and the reason where it is not open."""

    finding: Finding
    who: Who
    rules: Rules
    steps: tuple[Possible, ...]
    lines: tuple[StepLine, ...]
    conflicts: tuple[OpenConflict, ...]
    names: Mapping[str, str]
    """Of the persons that the finding and its lines speak of, by id."""
    is_read: bool = True
    """Whether who acts may read it; who may not is given neither its text nor its steps."""


@dataclass(frozen=True, slots=True)
class RelapseProposal:
    """A finding of a later patrol at the same site and question as one that had ended."""

    new: FindingId
    new_number: str
    old: FindingId
    old_number: str
    site_name: str
    text: str
    ended_on: date | None


def case_sheet(
    workspace: Workspace, reader: Reader, finding: FindingId, by: Actor, today: date
) -> CaseSheet | None:
    """Gather what is known of a finding and what may happen next; nothing for one not recorded here."""
    found = Finding.of(workspace.facts_of(reader, finding))
    if found is None:
        return None
    who = who_is(reader, found, by, today)
    is_read = not found.is_restricted or bool(who.roles & READERS)
    lines = step_lines(reader, finding) if is_read else ()
    people = {found.by, found.person, *found.rectifiers, *found.passed_by, *(line.by for line in lines)}
    return CaseSheet(
        finding=found
        if is_read
        else msgspec.structs.replace(found, text=shown(text_of(found)), requirement="", assigned=None),
        who=who,
        is_read=is_read,
        rules=office_rules(workspace, reader, by.org),
        steps=steps_of(found, who),
        lines=lines,
        conflicts=open_conflicts(reader, finding) if is_read else (),
        names=dict(
            reader.rows(
                "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))",
                (msgspec.json.encode(sorted(people)).decode(),),
            )
        ),
    )


def step_lines(reader: Reader, subject: str) -> tuple[StepLine, ...]:
    """Give the steps of a finding or a task in their order."""
    rows = reader.rows(
        """SELECT case_step.entry, case_step.type, case_step.by, on_behalf, at_ts, at_tz, has_effect, told,
            papers, entry.received_ts
        FROM case_step LEFT JOIN entry ON entry.hash = case_step.entry
        WHERE case_step.subject = ? ORDER BY position""",
        (subject,),
    )
    return tuple(
        StepLine(
            entry=entry,
            type=kind,
            by=by,
            on_behalf=behalf,
            at=Instant(ts, tz),
            has_effect=bool(effect),
            told=msgspec.json.decode(told),
            papers=msgspec.json.decode(papers, type=tuple[Blob, ...]),
            received_ts=received,
        )
        for entry, kind, by, behalf, ts, tz, effect, told, papers, received in rows
    )


def open_conflicts(reader: Reader, subject: str) -> tuple[OpenConflict, ...]:
    """Give the steps made unknown to each other that nobody has decided between."""
    rows = reader.rows(
        "SELECT one, other FROM conflict WHERE subject = ? AND resolved_by = '' ORDER BY one, other",
        (subject,),
    )
    return tuple(OpenConflict(one, other) for one, other in rows)


def relapse_proposals(
    reader: Reader, grid: GridId, finding: FindingId | None = None
) -> tuple[RelapseProposal, ...]:
    """Propose what looks like a relapse below ``grid``, of one finding or of the newest at most fifty.

    A finding just noted at the same site under the same question as one that had ended before it may be the
    old one come back; a person decides.
    """
    rows = reader.rows(
        f"""{WITHIN} SELECT new.id, new.number, old.id, old.number, coalesce(site.name, ''), new.text,
            old.ended_on
        FROM finding AS new JOIN finding AS old ON old.id = (
            SELECT ended.id FROM finding AS ended
            WHERE ended.site = new.site AND ended.question = new.question AND ended.id <> new.id
                AND ended.state IN ('closed', 'closed_off')
                AND (ended.noticed_ts, ended.id) < (new.noticed_ts, new.id)
                AND coalesce(ended.ended_on, '') <= new.noticed_on
            ORDER BY ended.noticed_ts DESC, ended.id DESC LIMIT 1)
        LEFT JOIN site ON site.id = new.site
        WHERE {"new.id = :finding AND" if finding else ""} new.state = 'reported' AND new.relapses = 0
            AND new.question <> '' AND new.site <> '' AND +new.grid IN within
        ORDER BY new.noticed_ts DESC, new.id LIMIT {MOST_PROPOSED}""",  # noqa: S608 - our own words
        {"grid": grid, "finding": finding},
    )
    return tuple(
        RelapseProposal(
            new=FindingId(new),
            new_number=number,
            old=FindingId(old),
            old_number=old_number,
            site_name=site,
            text=shown(text),
            ended_on=date.fromisoformat(ended) if ended else None,
        )
        for new, number, old, old_number, site, text, ended in rows
    )
