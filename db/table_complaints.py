"""Complaints as a table: everything but who complained, which is in no column and in no filter."""

from db.table_asks import due_ask, grid_ask
from db.table_source import SourceColumn, TableSource
from inspector.model.complaint_words import (
    CHANNEL_NAMES,
    COMPLAINT_STATE_NAMES,
    POLLUTION_NAMES,
    TRUTH_NAMES,
)
from inspector.words import N_

VERDICTS: dict[str, str] = {"": "", **{one.value: name for one, name in TRUTH_NAMES.items()}}
COMPLAINTS = TableSource(
    N_("Complaints"),
    """SELECT complaint.id, complaint.number, complaint.channel, complaint.batch, complaint.given_number,
        complaint.received_ts, complaint.received_tz, coalesce(site.name, complaint.accused),
        complaint.address, coalesce(grid.name, ''), coalesce(grid.code, ''), complaint.kinds,
        complaint.content, complaint.wanted, complaint.is_anonymous, complaint.state, complaint.is_open,
        complaint.begin_by, complaint.due_on, complaint.extensions, complaint.unit,
        complaint.investigated_on, complaint.investigation, complaint.verdict, complaint.concluded_on,
        complaint.result,
        coalesce((SELECT sum(one.value ->> 'persons') FROM json_each(complaint.accountability) AS one), 0),
        complaint.replied_on, complaint.letter, complaint.reply, complaint.opinion,
        coalesce(earlier.number, ''),
        (SELECT count(*) FROM finding WHERE (finding.source = 'complaint'
            AND finding.source_ref = complaint.id) OR finding.id IN (SELECT finding FROM complaint_finding
            WHERE complaint_finding.complaint = complaint.id)),
        complaint.files
    FROM complaint LEFT JOIN site ON site.id = complaint.site LEFT JOIN grid ON grid.id = complaint.grid
        LEFT JOIN complaint AS earlier ON earlier.id = complaint.earlier
    WHERE {condition} ORDER BY complaint.received_ts, complaint.id""",
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("number", N_("Number"), 24, kind="code"),
        SourceColumn("channel", N_("Channel"), 12, words=CHANNEL_NAMES),
        SourceColumn("batch", N_("Batch"), 12),
        SourceColumn("given_number", N_("Given number"), 16, kind="code"),
        SourceColumn("received", N_("Received on"), 17, kind="instant"),
        SourceColumn("about", N_("About whom"), 28),
        SourceColumn("address", N_("Address"), 30),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("grid_code", N_("Grid code"), kind="code"),
        SourceColumn("kinds", N_("Pollution"), 14, kind="list", words=POLLUTION_NAMES),
        SourceColumn("content", N_("Complaint"), 50),
        SourceColumn("wanted", N_("What is wanted"), 24),
        SourceColumn("anonymous", N_("Anonymous"), 8, kind="truth"),
        SourceColumn("state", N_("State"), 12, words=COMPLAINT_STATE_NAMES),
        SourceColumn("is_open", N_("Not closed yet"), 8, kind="truth"),
        SourceColumn("begin_by", N_("To be taken up by"), 12, kind="day"),
        SourceColumn("due_on", N_("Due by"), 12, kind="day"),
        SourceColumn("extensions", N_("Times extended"), 8),
        SourceColumn("unit", N_("Unit"), 20),
        SourceColumn("investigated_on", N_("Investigated on"), 12, kind="day"),
        SourceColumn("investigation", N_("What the investigation found"), 50),
        SourceColumn("verdict", N_("Is it true?"), 10, words=VERDICTS),
        SourceColumn("concluded_on", N_("Ended on"), 12, kind="day"),
        SourceColumn("result", N_("What was done and put right"), 50),
        SourceColumn("accountable", N_("Persons held accountable"), 8),
        SourceColumn("replied_on", N_("Answered on"), 12, kind="day"),
        SourceColumn("letter", N_("Number of the reply letter"), 20, kind="code"),
        SourceColumn("reply", N_("Result that was told"), 40),
        SourceColumn("opinion", N_("What the complainant said to it"), 24),
        SourceColumn("earlier", N_("Repeats"), 24, kind="code"),
        SourceColumn("findings", N_("Findings"), 8),
        SourceColumn("files", N_("Sealed files"), 8),
    ),
    asks={
        "due": due_ask("iif(complaint.is_open, complaint.due_on, NULL)"),
        "grid": grid_ask("complaint.grid"),
    },
)
