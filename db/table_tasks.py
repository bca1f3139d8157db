"""Tasks of plans as a table: every column of the ledger (台账), and the filters of its page."""

from db.table_asks import due_ask, grid_ask, plan_ask, supervision_ask, text_ask, truth_ask, unit_ask
from db.table_source import SourceColumn, TableSource
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.task_state import NOT_TIMED, PACE_NAMES, TASK_STATE_NAMES, Pace
from inspector.words import N_

_UNITS = """(SELECT json_group_array(unit) FROM
            (SELECT unit FROM task_unit WHERE task_unit.task = task.id AND part = '{part}'
            ORDER BY position))"""
_NOT_TIMED = ", ".join(f"'{state}'" for state in sorted(NOT_TIMED))
_PACE = f"""CASE WHEN task.state NOT IN ({_NOT_TIMED}) AND coalesce(task.completed_on, :today) > task.due_on
            THEN '{Pace.OVERDUE}' WHEN task.step_due_on < :today THEN '{Pace.BEHIND}'
            ELSE '{Pace.ON_TIME}' END"""

TASKS = TableSource(
    N_("Tasks"),
    f"""SELECT task.id, task.number, coalesce(plan.title, ''), task.name, task.problem, task.goal,
        {_UNITS.format(part="lead")}, {_UNITS.format(part="responsible")},
        {_UNITS.format(part="supporting")}, {_UNITS.format(part="supervising")},
        task.deadline, task.due_on,
        CASE WHEN task.open_due_on IS NOT NULL
            THEN CAST(julianday(task.open_due_on) - julianday(:today) AS INTEGER) END,
        {_PACE}, task.state, task.is_open, task.measures, task.measures_done, task.items, task.items_done,
        (SELECT count(*) FROM finding WHERE finding.task = task.id AND NOT finding.is_restricted),
        task.requirement, task.extensions, task.completed_on, task.close_off_number, task.ended_on,
        task.relapses, task.supervision, coalesce(grid.name, ''), task.entered_ts, task.entered_tz
    FROM task LEFT JOIN plan ON plan.id = task.plan LEFT JOIN grid ON grid.id = task.grid
    WHERE {{condition}}
    ORDER BY plan.title, task.plan, task.first_line, task.id""",  # noqa: S608 - our own words
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("number", N_("Number"), 10, kind="code"),
        SourceColumn("plan", N_("Plan"), 30),
        SourceColumn("name", N_("Task"), 40),
        SourceColumn("problem", N_("Problem"), 40),
        SourceColumn("goal", N_("Goal"), 30),
        SourceColumn("lead", N_("Lead unit"), 20, kind="list"),
        SourceColumn("responsible", N_("Responsible units"), 24, kind="list"),
        SourceColumn("supporting", N_("Supporting units"), 24, kind="list"),
        SourceColumn("supervising", N_("Supervising units"), 20, kind="list"),
        SourceColumn("deadline", N_("Deadline as written"), 18),
        SourceColumn("due_on", N_("Due by"), 12, kind="day"),
        SourceColumn("days_left", N_("Days left"), 8),
        SourceColumn("pace", N_("Pace"), 10, words=PACE_NAMES),
        SourceColumn("state", N_("State"), 14, words=TASK_STATE_NAMES),
        SourceColumn("is_open", N_("Not closed yet"), 8, kind="truth"),
        SourceColumn("measures", N_("Measures"), 8),
        SourceColumn("measures_done", N_("Measures done"), 8),
        SourceColumn("items", N_("Named sites"), 8),
        SourceColumn("items_done", N_("Named sites done"), 8),
        SourceColumn("findings", N_("Findings"), 8),
        SourceColumn("requirement", N_("Requirement"), 30),
        SourceColumn("extensions", N_("Extensions"), 8),
        SourceColumn("completed_on", N_("Completed on"), 12, kind="day"),
        SourceColumn("close_off_number", N_("Close-off number"), 18, kind="code"),
        SourceColumn("ended_on", N_("Ended on"), 12, kind="day"),
        SourceColumn("relapses", N_("Relapses"), 8),
        SourceColumn("supervision", N_("Supervision"), 14, kind="list", words=SUPERVISION_NAMES),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("entered", N_("Entered"), 17, kind="instant"),
    ),
    asks={
        "due": due_ask("task.open_due_on", "task.step_due_on"),
        "grid": grid_ask("task.grid"),
        "plan": plan_ask("task.plan"),
        "supervision": supervision_ask("task.supervision"),
        "text": text_ask("task.number", "task.name", "task.problem", "task.goal"),
        "unit": unit_ask("task.id IN (SELECT task FROM task_unit WHERE unit IN {meant})"),
        "relapsed": truth_ask("task.relapses > 0"),
    },
)
