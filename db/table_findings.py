"""Findings as a table: every column of the ledger (台账), and the filters of the pages.

What was transferred with restricted access is left out, and of a complaint nothing but that there was one.
"""

from db.queries.numbers import CATEGORY
from db.table_asks import (
    day_ask,
    due_ask,
    grid_ask,
    plan_ask,
    supervision_ask,
    text_ask,
    truth_ask,
    unit_ask,
    words_ask,
)
from db.table_source import SourceColumn, TableSource
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.category import CATEGORY_NAMES
from inspector.model.finding_life import RecheckFailed, RecheckPassed
from inspector.model.finding_state import SEVERITY_NAMES, SOURCE_NAMES, STATE_NAMES
from inspector.model.site import KIND_NAMES
from inspector.words import N_

RESULTS = {RecheckPassed.TYPE: N_("passed"), RecheckFailed.TYPE: N_("returned")}

_RECHECKS = f"""FROM case_step WHERE case_step.subject = finding.id AND case_step.has_effect
    AND case_step.type IN ('{RecheckPassed.TYPE}', '{RecheckFailed.TYPE}')"""


FINDINGS = TableSource(
    N_("Findings"),
    f"""SELECT finding.id, finding.number, finding.source, finding.noticed_ts, finding.noticed_tz,
        coalesce(site.name, ''), coalesce(site.credit_code, ''), coalesce(grid.name, ''),
        coalesce(grid.code, ''), finding.spot, coalesce(finding.lon, site.lon),
        coalesce(finding.lat, site.lat), finding.text, finding.severity, {CATEGORY},
        finding.unit,
        coalesce(worker.name, finding.person_name), finding.assignment, finding.requirement,
        finding.term_days, finding.due_on, finding.extensions, finding.state, finding.is_open,
        CASE WHEN finding.is_open
            THEN CAST(julianday(finding.due_on) - julianday(:today) AS INTEGER) END,
        finding.put_right_on, finding.on_the_spot,
        (SELECT json_group_array(DISTINCT coalesce(person.name, '')) FROM
            (SELECT case_step.by {_RECHECKS} ORDER BY case_step.position) AS done
            LEFT JOIN person ON person.id = done.by),
        (SELECT json_group_array(day) FROM (SELECT date((case_step.at_ts + case_step.at_tz * 60000) / 1000,
            'unixepoch') AS day {_RECHECKS} ORDER BY case_step.position)),
        (SELECT json_group_array(type) FROM
            (SELECT case_step.type {_RECHECKS} ORDER BY case_step.position)),
        finding.close_off_number, finding.ended_on, finding.relapses, finding.supervision,
        coalesce((SELECT trim(task.number || ' ' || task.name) FROM task WHERE task.id = finding.task), ''),
        coalesce(noticer.name, ''), coalesce(patrol.number, ''),
        (SELECT count(*) FROM photo WHERE photo.finding = finding.id)
    FROM finding LEFT JOIN site ON site.id = finding.site LEFT JOIN grid ON grid.id = finding.grid
        LEFT JOIN person AS noticer ON noticer.id = finding.noticed_by
        LEFT JOIN person AS worker ON worker.id = finding.person
        LEFT JOIN patrol ON patrol.id = finding.patrol
    WHERE NOT finding.is_restricted AND {{condition}}
    ORDER BY finding.noticed_ts, finding.id""",  # noqa: S608 - our own words
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("number", N_("Number"), 24, kind="code"),
        SourceColumn("source", N_("Source"), 10, words=SOURCE_NAMES),
        SourceColumn("noticed", N_("Noticed"), 17, kind="instant"),
        SourceColumn("site", N_("Site"), 28),
        SourceColumn("credit_code", N_("Credit code"), 22, kind="code"),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("grid_code", N_("Grid code"), kind="code"),
        SourceColumn("spot", N_("Spot"), 20),
        SourceColumn("longitude", N_("Longitude"), 13, kind="degrees"),
        SourceColumn("latitude", N_("Latitude"), 13, kind="degrees"),
        SourceColumn("text", N_("What was found"), 50),
        SourceColumn("severity", N_("Severity"), 8, words=SEVERITY_NAMES),
        SourceColumn("category", N_("Category of finding"), 12, words=CATEGORY_NAMES),
        SourceColumn("unit", N_("Unit"), 24),
        SourceColumn("person", N_("Person in charge"), 12),
        SourceColumn("assignment", N_("Assignment number"), 18, kind="code"),
        SourceColumn("requirement", N_("Requirement"), 30),
        SourceColumn("term_days", N_("Term in days"), 8),
        SourceColumn("due_on", N_("Due by"), 12, kind="day"),
        SourceColumn("extensions", N_("Extensions"), 8),
        SourceColumn("state", N_("State"), 12, words=STATE_NAMES),
        SourceColumn("is_open", N_("Not closed yet"), 8, kind="truth"),
        SourceColumn("days_left", N_("Days left"), 8),
        SourceColumn("put_right_on", N_("Put right on"), 12, kind="day"),
        SourceColumn("on_the_spot", N_("Put right on the spot"), 8, kind="truth"),
        SourceColumn("recheckers", N_("Re-checked by"), 16, kind="list"),
        SourceColumn("rechecked", N_("Re-check dates"), 14, kind="list"),
        SourceColumn("rechecks", N_("Re-check results"), 14, kind="list", words=RESULTS),
        SourceColumn("close_off_number", N_("Close-off number"), 18, kind="code"),
        SourceColumn("ended_on", N_("Ended on"), 12, kind="day"),
        SourceColumn("relapses", N_("Relapses"), 8),
        SourceColumn("supervision", N_("Supervision"), 14, kind="list", words=SUPERVISION_NAMES),
        SourceColumn("task", N_("Task"), 30),
        SourceColumn("noticed_by", N_("Noticed by"), 12),
        SourceColumn("patrol", N_("Patrol"), 26, kind="code"),
        SourceColumn("photos", N_("Photos"), 8),
    ),
    place=True,
    asks={
        "due": due_ask("iif(finding.is_open, finding.due_on, NULL)"),
        "grid": grid_ask("finding.grid"),
        "plan": plan_ask("(SELECT task.plan FROM task WHERE task.id = finding.task)"),
        "supervision": supervision_ask("finding.supervision"),
        "text": text_ask("finding.number", "finding.text", "finding.spot", "coalesce(site.name, '')"),
        "unit": unit_ask("finding.unit IN {meant}"),
        "kind": words_ask("site.kind = :of_value", KIND_NAMES),
        "since": day_ask("finding.noticed_on >= :of_day"),
        "until": day_ask("finding.noticed_on <= :of_day"),
        "relapsed": truth_ask("finding.relapses > 0"),
        "due_given": truth_ask("finding.is_due_given"),
    },
)
