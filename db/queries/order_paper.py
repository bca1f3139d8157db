"""What an order (督办单, 交办函, 提醒函, 约谈通知) prints, asked of the tables."""

from datetime import date

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.orders import about_of
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from inspector.errors import Refused
from inspector.model.order_life import OrderKind
from inspector.reports.attachment import Stage
from inspector.reports.order_paper import OrderedMatter, OrderPaper
from inspector.words import N_

UNKNOWN_ORDER = N_("There is no such order in this workspace.")
TAKEN_BACK = N_("This order was taken back; there is no letter of it.")


def order_letter_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> OrderPaper:
    """Give the letter of an order. Raises Refused for one nobody knows, or that was taken back."""
    (order,) = issue.about
    row = reader.row(
        """SELECT dispatch_order.kind, dispatch_order.number, document, CASE unit WHEN '' THEN
            coalesce(addressed.name, '') ELSE unit END, title, text, due_on, issued_on, state,
            coalesce(grid.name, '')
        FROM dispatch_order LEFT JOIN grid ON grid.id = dispatch_order.grid
        LEFT JOIN grid AS addressed ON addressed.id = dispatch_order.to_grid
        WHERE dispatch_order.id = ?""",
        (order,),
    )
    if row is None:
        raise Refused(UNKNOWN_ORDER)
    kind, ordered, document, addressee, title, text, due, issued_on, state, grid = row
    if state == "withdrawn" and not issue.number:
        raise Refused(TAKEN_BACK)
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    return OrderPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(grid),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        kind=OrderKind(kind),
        ordered=ordered,
        document=document,
        addressee=addressee,
        subject_line=title,
        text=text,
        due=date.fromisoformat(due),
        issued_on=date.fromisoformat(issued_on),
        matters=tuple(
            OrderedMatter(number=one.number, text=one.text, due=one.due_on) for one in about_of(reader, order)
        ),
        contact=issue.text,
    )
