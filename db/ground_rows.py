"""The rows of what is known before a round: grids, people, rules, sites and their papers, lists."""

import base64
import hashlib

from db.row_shape import Row, Rows, as_json, instant_columns, place_columns
from db.search_words import initials, spaced
from inspector.errors import Unreadable
from inspector.journal.authority import PersonCertified
from inspector.journal.person_key import name_on
from inspector.model.checklist import Checklist
from inspector.model.events import Facts
from inspector.model.grid import Grid
from inspector.model.office import Rules, RulesDecided
from inspector.model.person import Person
from inspector.model.site import Site, grids_left
from inspector.model.site_paper import SitePaper


def grid_rows(facts: Facts) -> Rows | None:
    grid = Grid.of(facts)
    if grid is None:
        return None
    excuses: list[Row] = [
        {
            "grid": grid.id,
            "position": position,
            "first": excuse.first.isoformat(),
            "last": excuse.last.isoformat(),
            "reason": excuse.reason,
            "by": excuse.by,
            "on_behalf": excuse.on_behalf,
        }
        for position, excuse in enumerate(grid.excuses)
    ]
    return Rows(
        {
            "id": grid.id,
            "name": grid.name,
            "code": grid.code,
            "level": grid.level,
            "parent": grid.parent,
            "added_on": grid.since.isoformat(),
            "ended_on": grid.until.isoformat() if grid.until else None,
            **place_columns(grid.place),
        },
        {"grid_excuse": excuses},
    )


def person_rows(facts: Facts) -> Rows | None:
    person = Person.of(facts)
    if person is None:
        return None
    duties: list[Row] = [
        {
            "person": person.id,
            "position": position,
            "role": duty.role,
            "grid": duty.grid,
            "since": duty.since.isoformat(),
            "until": duty.until.isoformat() if duty.until else None,
            "card": duty.card,
        }
        for position, duty in enumerate(person.duties)
    ]
    return Rows({"id": person.id, "name": person.name}, {"duty": duties})


def certificates_rows(facts: Facts) -> Rows:
    rows: list[Row] = []
    for fact in facts:
        if fact.confirmed and isinstance(fact.event, PersonCertified):
            try:
                der = base64.b64decode(fact.event.certificate, validate=True)
                name = name_on(der)
            except (ValueError, Unreadable):
                continue
            rows.append(
                {
                    "subject": fact.subject,
                    "position": len(rows),
                    "sha256": hashlib.sha256(der).hexdigest(),
                    "person": fact.actor,
                    "name": name,
                    "der": der,
                    **instant_columns("certified", fact.at),
                }
            )
    return Rows(parts={"certificate": rows})


def rules_rows(facts: Facts) -> Rows | None:
    if not any(fact.confirmed and isinstance(fact.event, RulesDecided) for fact in facts):
        return None
    rules, subject = Rules.of(facts), facts[0].subject
    cycles: list[Row] = [
        {"rules": subject, "rank": rank, "days": rules.days_between_visits(rank)}
        for rank in dict.fromkeys(cycle.rank for cycle in rules.cycles)
    ]
    return Rows(
        {
            "id": subject,
            "office_name": rules.office_name,
            "level_names": as_json(rules.level_names),
            "cycles": as_json(rules.cycles),
            "paper_language": rules.paper_language,
            "daily_report_title": rules.daily_report_title,
            "signers": as_json(rules.signers),
            "photos_per_page": rules.photos_per_page,
            "sample": rules.sample,
            "rechecks": as_json(rules.rechecks),
            "close_off_steps": as_json(rules.close_off_steps),
            "publicity_days": rules.publicity_days,
            "counting": rules.counting,
            "look_back_days": rules.look_back_days,
            "criteria": as_json(rules.criteria),
            "closes_on": rules.closes_on,
            "hand_in": rules.hand_in,
            "duties": as_json(rules.duties),
            "complaint_terms": as_json(rules.complaint_terms),
        },
        {"cycle": cycles},
    )


def site_rows(facts: Facts) -> Rows | None:
    site = Site.of(facts)
    if site is None:
        return None
    left: list[Row] = [
        {"site": site.id, "position": position, "grid": grid, "until": until.isoformat()}
        for position, (grid, until) in enumerate(grids_left(facts))
    ]
    return Rows(
        {
            "id": site.id,
            "name": site.name,
            "kind": site.kind,
            "rank": site.rank,
            "grid": site.grid,
            "added_on": site.day.isoformat(),
            "status": site.status,
            **place_columns(site.place),
            "address": site.address,
            "leader": site.leader,
            "responsible": site.responsible,
            "checklist": site.checklist,
            "credit_code": site.credit_code,
            "leader_phone": site.leader_phone,
            "responsible_phone": site.responsible_phone,
            "note": site.note,
        },
        {"site_left": left},
        words={
            "name": spaced(site.name),
            "words": spaced(f"{site.address}\n{site.leader}\n{site.responsible}\n{site.credit_code}"),
            "initials": initials(site.name),
        },
    )


def checklist_rows(facts: Facts) -> Rows:
    checklist = Checklist.of(facts)
    versions = checklist.versions if checklist else ()
    rows: list[Row] = [
        {
            "id": facts[0].subject,
            "position": position,
            "version": version.version,
            "title": version.title,
            "made_for": version.made_for,
            "whole": version.whole,
            "questions": as_json(version.questions),
            "is_newest": position == len(versions) - 1,
        }
        for position, version in enumerate(versions)
    ]
    return Rows(parts={"checklist": rows})


def site_paper_rows(facts: Facts) -> Rows | None:
    paper = SitePaper.of(facts)
    if paper is None:
        return None
    return Rows(
        {
            "id": paper.id,
            "site": paper.site,
            "title": paper.title,
            "number": paper.number,
            "issued_on": paper.issued.isoformat() if paper.issued else None,
            "expires_on": paper.expires.isoformat() if paper.expires else None,
            "note": paper.note,
            "scans": as_json(paper.scans),
            "has_ended": paper.has_ended,
            "added_by": paper.by,
            **instant_columns("added", paper.added),
        }
    )
