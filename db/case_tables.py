"""The tables of cases: findings, their steps, and close-off; the conventions are those of ``db.schema``."""

from db.place_columns import PLACE

STEP_DAY = "date((at_ts + at_tz * 60000) / 1000, 'unixepoch')"
"""The day of a step as it was there."""
STEPS_OF_PERIODS = (
    "type IN ('finding.assigned', 'finding.relapsed', 'finding.transferred', 'close_off.step_done',"
    " 'close_off.returned', 'close_off.filed', 'close_off.refused', 'complaint.closed',"
    " 'complaint.closed_for_now')"
)
"""The steps that a summary of a period counts, found by their day."""

CASE_TABLES: dict[str, str] = {
    # ``due_on`` is the deadline given, or follows from the proposed term; ``is_open`` is 0 in the states that
    # end a finding's life; ``close_off_step`` is the step to be done next in its close-off; ``rectifiers``,
    # ``passed_by`` and ``supervision`` are lists; ``text`` is what everybody reads, and where that only says
    # that access is restricted, ``whole_text`` is what was noticed
    "finding": f"""
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL, grid TEXT NOT NULL, site TEXT NOT NULL, patrol TEXT NOT NULL,
        stop TEXT NOT NULL, question TEXT NOT NULL, text TEXT NOT NULL,
        whole_text TEXT NOT NULL, severity TEXT NOT NULL,
        term_days INTEGER NOT NULL, spot TEXT NOT NULL, {PLACE}, noticed_by TEXT NOT NULL,
        noticed_ts INTEGER NOT NULL, noticed_tz INTEGER NOT NULL, noticed_on TEXT NOT NULL,
        due_on TEXT NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL, on_the_spot INTEGER NOT NULL,
        source TEXT NOT NULL, source_ref TEXT NOT NULL, category TEXT NOT NULL,
        unit TEXT NOT NULL, unit_grid TEXT NOT NULL, person TEXT NOT NULL, person_name TEXT NOT NULL,
        assignment TEXT NOT NULL, requirement TEXT NOT NULL, is_due_given INTEGER NOT NULL,
        asked_until TEXT, extensions INTEGER NOT NULL, rectifiers TEXT NOT NULL,
        rechecks INTEGER NOT NULL, passed_by TEXT NOT NULL, put_right_on TEXT,
        close_off_step TEXT NOT NULL, close_off_number TEXT NOT NULL, ended_on TEXT,
        relapses INTEGER NOT NULL, look_back_on TEXT, looked_back_on TEXT, authority TEXT NOT NULL,
        is_restricted INTEGER NOT NULL, joined_into TEXT NOT NULL, task TEXT NOT NULL,
        supervision TEXT NOT NULL""",
    # a finding as it stood from the end of ``since_on`` until the end of the day before ``until_on``; the
    # first row begins with the calendar, the last ends with it. ``put_right_on`` and ``ended_on`` are the
    # days from which it stood so, ``due_on`` is the deadline given, ``ended_as`` a state that ends its life
    "finding_standing": """
        finding TEXT NOT NULL, since_on TEXT NOT NULL, until_on TEXT NOT NULL, grid TEXT NOT NULL,
        severity TEXT NOT NULL, due_on TEXT, on_the_spot INTEGER NOT NULL, put_right_on TEXT,
        ended_as TEXT NOT NULL, ended_on TEXT, PRIMARY KEY (finding, since_on)""",
    # the numbers of findings that were withdrawn: they are not given again
    "withdrawn_number": """
        finding TEXT NOT NULL, position INTEGER NOT NULL, number TEXT NOT NULL,
        PRIMARY KEY (finding, position)""",
    # the steps of a finding or a task in fold order; ``told`` is the body's fields as JSON, ``papers`` the
    # files of the entry; one without effect came out of turn, or lacks its person's signature; ``had_effect``
    # tells it of the end of the day of its entry
    "case_step": """
        subject TEXT NOT NULL, position INTEGER NOT NULL, entry TEXT NOT NULL, type TEXT NOT NULL,
        by TEXT NOT NULL, on_behalf TEXT NOT NULL, at_ts INTEGER NOT NULL, at_tz INTEGER NOT NULL,
        has_effect INTEGER NOT NULL, had_effect INTEGER NOT NULL, told TEXT NOT NULL, papers TEXT NOT NULL,
        PRIMARY KEY (subject, position)""",
    # the steps of a close-off that were done and not sent back; ``names`` are those of the files ``papers``,
    # a preview has none
    "close_off_step": """
        subject TEXT NOT NULL, position INTEGER NOT NULL, step TEXT NOT NULL, done_on TEXT NOT NULL,
        by TEXT NOT NULL, recorded_ts INTEGER NOT NULL, recorded_tz INTEGER NOT NULL, people TEXT NOT NULL,
        opinion TEXT NOT NULL, criteria TEXT NOT NULL, until_on TEXT, address TEXT NOT NULL,
        contact TEXT NOT NULL, way TEXT NOT NULL, names TEXT NOT NULL, papers TEXT NOT NULL,
        PRIMARY KEY (subject, position)""",
}
CASE_INDEXES: tuple[str, ...] = (
    # each list of findings is walked along one of these from a row on: (noticed_ts, id) < (:ts, :id)
    "finding_by_time ON finding (noticed_ts, id)",
    "finding_by_openness ON finding (is_open, noticed_ts, id)",
    "finding_by_state ON finding (state, noticed_ts, id)",
    "finding_by_grid ON finding (grid, noticed_ts, id)",
    "finding_of_grid_by_openness ON finding (grid, is_open, noticed_ts, id)",
    "finding_by_site ON finding (site, noticed_ts, id)",
    "finding_by_patrol ON finding (patrol)",
    "finding_by_stop ON finding (stop)",
    "finding_by_number ON finding (number)",
    "finding_open_by_due ON finding (due_on, id) WHERE is_open",
    "finding_by_unit ON finding (unit, due_on, id) WHERE unit <> ''",
    "finding_of_unit_grid ON finding (unit_grid, state) WHERE unit_grid <> ''",
    "finding_of_person ON finding (person, state) WHERE person <> ''",
    "finding_by_day ON finding (noticed_on, grid)",
    # the days on which findings came to stand so, and those past their deadline and not put right then
    "finding_standing_put_right ON finding_standing (since_on, finding, grid) WHERE put_right_on = since_on",
    (
        "finding_standing_ended ON finding_standing (since_on, ended_as, finding, grid)"
        " WHERE ended_on = since_on"
    ),
    (
        "finding_standing_by_due ON finding_standing (due_on, since_on, until_on, finding, grid, ended_as,"
        " put_right_on, ended_on) WHERE due_on IS NOT NULL"
    ),
    (
        "finding_standing_to_do ON finding_standing (until_on, due_on, since_on, finding, grid)"
        " WHERE due_on IS NOT NULL AND put_right_on IS NULL AND ended_on IS NULL"
    ),
    "finding_asking ON finding (asked_until) WHERE asked_until IS NOT NULL",
    "finding_supervised ON finding (supervision) WHERE supervision <> '[]'",
    "finding_relapsed ON finding (relapses) WHERE relapses > 0",
    "finding_by_task ON finding (task) WHERE task <> ''",
    (
        "finding_by_look_back ON finding (look_back_on)"
        " WHERE look_back_on IS NOT NULL AND looked_back_on IS NULL"
    ),
    f"case_step_by_day ON case_step ({STEP_DAY}, type) WHERE {STEPS_OF_PERIODS}",
)
CASE_SEARCHES: dict[str, str] = {"finding_search": "number, text, spot"}
