"""Orders (督办单, …) as a table: a row for each, with how it was met."""

from db.queries.orders import MET, MET_NAMES
from db.table_asks import grid_ask
from db.table_source import SourceColumn, TableSource
from inspector.model.order import ORDER_STATE_NAMES
from inspector.model.order_life import ORDER_KIND_NAMES
from inspector.words import N_

ORDERS = TableSource(
    N_("Orders sent down"),
    f"""SELECT dispatch_order.id, dispatch_order.number, dispatch_order.document, dispatch_order.kind,
        dispatch_order.title, dispatch_order.text, coalesce(grid.name, ''),
        CASE dispatch_order.unit WHEN '' THEN coalesce(addressed.name, '') ELSE dispatch_order.unit END,
        coalesce(addressed.code, ''), dispatch_order.issued_ts, dispatch_order.issued_tz,
        dispatch_order.due_on, dispatch_order.state, {MET}, dispatch_order.accepted_on,
        dispatch_order.answered_on, dispatch_order.answer, dispatch_order.answered_on IS NOT NULL
        AND dispatch_order.is_done,
        coalesce((SELECT group_concat(coalesce(finding.number, task.number), '、') FROM order_about
            LEFT JOIN finding ON finding.id = subject LEFT JOIN task ON task.id = subject
            WHERE order_about.dispatch_order = dispatch_order.id), ''),
        dispatch_order.period, dispatch_order.ended_on, dispatch_order.reason
    FROM dispatch_order LEFT JOIN grid ON grid.id = dispatch_order.grid
        LEFT JOIN grid AS addressed ON addressed.id = dispatch_order.to_grid
    WHERE {{condition}} ORDER BY dispatch_order.issued_ts, dispatch_order.id""",  # noqa: S608 - our own words
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("number", N_("Our number"), 24, kind="code"),
        SourceColumn("document", N_("Document number"), 22, kind="code"),
        SourceColumn("kind", N_("Kind"), 12, words=ORDER_KIND_NAMES),
        SourceColumn("title", N_("Subject line"), 36),
        SourceColumn("text", N_("What is asked for"), 40),
        SourceColumn("issued_by", N_("Issued by"), 18),
        SourceColumn("addressee", N_("Sent to"), 20),
        SourceColumn("grid_code", N_("Grid code"), kind="code"),
        SourceColumn("issued", N_("Issued on"), 17, kind="instant"),
        SourceColumn("due_on", N_("Answer due by"), 12, kind="day"),
        SourceColumn("state", N_("State"), 14, words=ORDER_STATE_NAMES),
        SourceColumn("met", N_("How it was met"), 14, words=MET_NAMES),
        SourceColumn("accepted_on", N_("Taken note of on"), 12, kind="day"),
        SourceColumn("answered_on", N_("Answered on"), 12, kind="day"),
        SourceColumn("answer", N_("What was done about it"), 40),
        SourceColumn("is_done", N_("Done"), 8, kind="truth"),
        SourceColumn("about", N_("Findings and tasks"), 30),
        SourceColumn("period", N_("Period"), 12),
        SourceColumn("ended_on", N_("Ended on"), 12, kind="day"),
        SourceColumn("reason", N_("Reason"), 30),
    ),
    asks={"grid": grid_ask("dispatch_order.to_grid")},
)
