"""The rows of a case: a finding as it stands, its steps, and those of its close-off."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from db.restricted import text_of
from db.row_shape import Row, Rows, as_json, instant_columns, place_columns
from db.search_words import spaced
from inspector.model.case_steps import CaseEvent
from inspector.model.close_off import CloseOff
from inspector.model.events import Facts
from inspector.model.finding import FindingNoticed
from inspector.model.finding_past import FindingPast, Standing
from inspector.model.finding_state import ENDED


def finding_rows(facts: Facts) -> Rows | None:
    past = FindingPast.of(facts)
    if past is None:
        return Rows(parts={"withdrawn_number": _numbers(facts)})
    finding = past.now
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
            "case_step": step_rows(facts, finding.idle, past.idle_then),
            "finding_standing": _standing_rows(finding.id, finding.grid, past.stood),
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


def _standing_rows(finding: str, grid: str, stood: Sequence[tuple[date, Standing]]) -> list[Row]:
    return [
        {
            "finding": finding,
            "since_on": since.isoformat(),
            "until_on": until.isoformat(),
            "grid": grid,
            "severity": str(one.severity),
            "due_on": _day(one.due),
            "on_the_spot": int(one.on_the_spot),
            "put_right_on": _day(one.put_right_on),
            "ended_as": str(one.ended_as or ""),
            "ended_on": _day(one.ended_on),
        }
        for (since, one), until in zip(stood, days_until(stood), strict=True)
    ]


def days_until(stood: Sequence[tuple[date, object]]) -> list[date]:
    """Give until which day each standing held: the day of the next, of the last the end of the calendar."""
    return [*(since for since, _one in stood[1:]), date.max]


def step_rows(facts: Facts, idle: Collection[str], idle_then: Collection[str] | None = None) -> list[Row]:
    """Give a row for each confirmed step of a case; those ``idle`` had no effect.

    ``idle_then`` had none by the end of the day of their entry; without them it is those ``idle``.
    """
    without_then = idle if idle_then is None else idle_then
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
                    "had_effect": int(fact.hash not in without_then),
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
