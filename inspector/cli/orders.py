"""`report order`: the letter of an order (督办单, 交办函, …) with its slip of feedback as PDF."""

from pathlib import Path
from typing import Any

import click

from inspector.cli.reporting import report_options, write_issued
from inspector.words import _


@click.command(
    name="order",
    help=_(
        "The letter of an order with its slip of feedback, by our number of the order or its id; a draft "
        "without --sign or --ink."
    ),
)
@click.argument("order")
@click.option("--contact", default="", help=_("Whom to ask, with the phone number."))
@report_options
def order_letter(order: str, workspace: Path, contact: str, **how: Any) -> None:
    """Write the letter and say what it is."""
    from inspector.model.issued_report import ReportKind

    write_issued(workspace, ReportKind.ORDER_LETTER, (order,), how, text=contact)
