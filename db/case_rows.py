"""The rows of a case: a finding as it stands, its steps, and those of its close-off."""

from collections.abc import Collection
from datetime import date, timedelta

from db.restricted import text_of
from db.row_shape import Row, Rows, as_json, instant_columns, place_columns
from db.search_words import spaced
from inspector.model.case_steps import CaseEvent
from inspector.model.close_off import CloseOff
from inspector.model.events import Facts
from inspector.model.finding import Finding, FindingNoticed
from inspector.model.finding_state import ENDED


def finding_rows(facts: Facts) -> Rows | None:
    finding = Finding.of(facts)
    if finding is None:
        return Rows(parts={"withdrawn_number": _numbers(facts)})
    noticed_on = finding.noticed.day
    due = finding.due or noticed_on + timedelta(days=finding.term_days)
    return Rows(
        {
            "id": finding.id,
            "number": finding.number,
            "grid": finding.grid,
            "site": finding.site,
            "patrol": finding.patrol,
            "stop": finding.stop,
            "question": finding.question,
            "text": text_of(finding),
            "whole_text": finding.text if finding.is_restricted else "",
            "severity": str(finding.severity),
            "term_days": finding.term_days,
            "spot": finding.spot,
            **place_columns(finding.place),
            "noticed_by": finding.by,
            **instant_columns("noticed", finding.noticed),
            "noticed_on": noticed_on.isoformat(),
            "due_on": due.isoformat(),
            "state": str(finding.state),
            "is_open": int(finding.state not in ENDED),
            "on_the_spot": int(finding.on_the_spot),
            "source": str(finding.source),
            "source_ref": finding.source_ref,
            "category": str(finding.category or ""),
            "unit": finding.unit,
            "unit_grid": finding.unit_grid,
            "person": finding.person,
            "person_name": finding.person_name,
            "assignment": finding.assignment,
            "requirement": "" if finding.is_restricted else finding.requirement,
            "is_due_given": int(finding.due is not None),
            "asked_until": _day(finding.asked),
            "extensions": finding.extensions,
            "rectifiers": as_json(finding.rectifiers),
            "rechecks": finding.rechecks,
            "passed_by": as_json(finding.passed_by),
            "put_right_on": _day(finding.put_right_on),
            "close_off_step": str(finding.close_off.next_step or ""),
            "close_off_number": finding.close_off.number,
            "ended_on": _day(finding.ended_on),
            "relapses": finding.relapses,
            "look_back_on": _day(finding.look_back),
            "looked_back_on": _day(finding.looked_back),
            "authority": finding.authority,
            "is_restricted": int(finding.is_restricted),
            "joined_into": finding.joined_into,
            "task": finding.task,
            "supervision": as_json(finding.supervision),
        },
        {
            "case_step": step_rows(facts, finding.idle),
            "close_off_step": close_off_rows(finding.id, finding.close_off),
        },
        words={
            "number": finding.number,
            "text": "" if finding.is_restricted else spaced(finding.text),
            "spot": spaced(finding.spot),
        },
    )


def _numbers(facts: Facts) -> list[Row]:
    """Give the numbers that a finding which is none any more was noticed under."""
    noticed = [fact.event for fact in facts if fact.confirmed and isinstance(fact.event, FindingNoticed)]
    return [
        {"finding": event.subject, "position": position, "number": event.number}
        for position, event in enumerate(noticed)
    ]


def step_rows(facts: Facts, idle: Collection[str]) -> list[Row]:
    """Give a row for each confirmed step of a case; those ``idle`` had no effect."""
    rows: list[Row] = []
    for fact in facts:
        event = fact.event
        if fact.confirmed and isinstance(event, CaseEvent):
            rows.append(
                {
                    "subject": fact.subject,
                    "position": len(rows),
                    "entry": fact.hash,
                    "type": fact.type,
                    "by": fact.actor,
                    "on_behalf": event.on_behalf,
                    "at_ts": fact.at.ts,
                    "at_tz": fact.at.tz,
                    "has_effect": int(fact.hash not in idle),
                    "told": as_json(event.told()),
                    "papers": as_json(fact.blobs),
                }
            )
    return rows


def close_off_rows(subject: str, close_off: CloseOff) -> list[Row]:
    """Give a row for each step of the procedure that was done and still counts."""
    return [
        {
            "subject": subject,
            "position": position,
            "step": done.step,
            "done_on": done.on.isoformat(),
            "by": done.by,
            **instant_columns("recorded", done.recorded),
            "people": as_json(done.people),
            "opinion": done.opinion,
            "criteria": as_json(done.criteria),
            "until_on": _day(done.until),
            "address": done.address,
            "contact": done.contact,
            "way": done.way,
            "names": as_json(done.papers),
            "papers": as_json(done.blobs),
        }
        for position, done in enumerate(close_off.done)
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
