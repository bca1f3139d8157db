"""`export`: the lists, and what has commands of its own behind the same word."""

from typing import Any

import click

from inspector.cli.dispatch_list import LIST, export_dispatch_list
from inspector.cli.feedback import ListsOrSheets
from inspector.cli.progress import export_progress
from inspector.cli.publication import export_publication
from inspector.cli.rivers import export_river_sections
from inspector.cli.routes import export_supervision

FURTHER = {
    LIST: export_dispatch_list,
    "progress": export_progress,
    "publication": export_publication,
    "river-sections": export_river_sections,
    "supervision": export_supervision,
}


class ListsOrMore(ListsOrSheets):
    """`export`: a list by its name, the sheets of the units, or one of ``FURTHER``."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Hand `export progress …` to the command with its own options."""
        if args and (further := FURTHER.get(args[0])):
            return further.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)
