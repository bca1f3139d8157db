"""The tables of plans and their tasks; the conventions are those of ``db.schema``."""

TASK_TABLES: dict[str, str] = {
    # the newest version of each plan; ``versions`` are all of them, the newest last
    "plan": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        grid TEXT NOT NULL, title TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
        size INTEGER NOT NULL, mime TEXT NOT NULL, taken_by TEXT NOT NULL, taken_ts INTEGER NOT NULL,
        taken_tz INTEGER NOT NULL, versions TEXT NOT NULL""",
    # ``name`` is the title, or what says best what it is; ``open_due_on`` is the deadline while it is worked
    # on, ``step_due_on`` the day of the next measure, named site or duty that is owed; ``due_key`` orders by
    # the deadline, the last of days where there is none; lists are JSON
    "task": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        plan TEXT NOT NULL, number TEXT NOT NULL, grid TEXT NOT NULL,
        name TEXT NOT NULL, title TEXT NOT NULL, problem TEXT NOT NULL, headings TEXT NOT NULL,
        units TEXT NOT NULL, deadline TEXT NOT NULL, kinds TEXT NOT NULL, due_on TEXT, due_key TEXT NOT NULL,
        goal TEXT NOT NULL, quantities TEXT NOT NULL, first_line INTEGER NOT NULL, last_line INTEGER NOT NULL,
        is_standing INTEGER NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL, open_due_on TEXT,
        step_due_on TEXT, completed_on TEXT, ended_on TEXT, requirement TEXT NOT NULL, asked_until TEXT,
        extensions INTEGER NOT NULL, rechecks INTEGER NOT NULL, passed_by TEXT NOT NULL,
        rectifiers TEXT NOT NULL, relapses INTEGER NOT NULL, close_off_step TEXT NOT NULL,
        close_off_number TEXT NOT NULL, look_back_on TEXT, looked_back_on TEXT, supervision TEXT NOT NULL,
        set_by TEXT NOT NULL,
        entered_ts INTEGER NOT NULL, entered_tz INTEGER NOT NULL,
        items INTEGER NOT NULL, items_done INTEGER NOT NULL, measures INTEGER NOT NULL,
        measures_done INTEGER NOT NULL""",
    # the units of a task as written, by what they have to do with it (``lead``, ``responsible`` …)
    "task_unit": """
        task TEXT NOT NULL, position INTEGER NOT NULL, part TEXT NOT NULL, unit TEXT NOT NULL,
        PRIMARY KEY (task, position)""",
    "measure": """
        task TEXT NOT NULL, position INTEGER NOT NULL, measure TEXT NOT NULL, number TEXT NOT NULL,
        text TEXT NOT NULL, units TEXT NOT NULL, due_on TEXT, due_text TEXT NOT NULL, done_on TEXT,
        done_by TEXT NOT NULL, PRIMARY KEY (task, position)""",
    # the named sites of a task (子清单); what is done is counted from these rows
    "task_item": """
        task TEXT NOT NULL, position INTEGER NOT NULL, item TEXT NOT NULL, name TEXT NOT NULL,
        site TEXT NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL, done_on TEXT, done_by TEXT NOT NULL,
        PRIMARY KEY (task, position)""",
    # duties that come back; what is owed follows from them, from how they were met, and from the day
    "periodic_duty": """
        task TEXT NOT NULL, position INTEGER NOT NULL, duty TEXT NOT NULL, text TEXT NOT NULL,
        every TEXT NOT NULL, units TEXT NOT NULL, since TEXT NOT NULL, until TEXT, times INTEGER NOT NULL,
        next_due_on TEXT, PRIMARY KEY (task, position)""",
    "duty_met": """
        task TEXT NOT NULL, position INTEGER NOT NULL, duty TEXT NOT NULL, unit TEXT NOT NULL,
        period TEXT NOT NULL, met_on TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (task, position)""",
    # what a group name in plans stands for (七办一镇 = …)
    "unit_group": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, units TEXT NOT NULL""",
}
TASK_INDEXES: tuple[str, ...] = (
    "task_by_plan ON task (plan, first_line, id)",
    "task_by_due ON task (is_open, due_key, id)",
    "task_by_time ON task (entered_ts, id)",
    "task_open_by_due ON task (open_due_on, id) WHERE open_due_on IS NOT NULL",
    "task_by_step_due ON task (step_due_on, id) WHERE step_due_on IS NOT NULL",
    "task_by_state ON task (state, due_key, id)",
    "task_by_unit ON task_unit (unit, task)",
    "task_item_by_site ON task_item (site) WHERE site <> ''",
)
TASK_SEARCHES: dict[str, str] = {"task_search": "number, name, text, units"}
