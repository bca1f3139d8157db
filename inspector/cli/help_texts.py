"""The words that Click itself adds to a help page, in the language of the command line."""

from collections.abc import Iterable

import click

from inspector.words import N_, _

HEADINGS = (N_("Options"), N_("Commands"))
EXPLAINED = (N_("Show this message and exit."),)


class HelpPage(click.HelpFormatter):
    """Writes a help page whose headings and standard options are said in our words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how ``prog`` is called."""
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write a heading of Click's."""
        super().write_heading(_(heading) if heading in HEADINGS else heading)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and what they are."""
        said = [(name, _(text) if text in EXPLAINED else text) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)


class Page(click.Context):
    """The context of every command."""

    formatter_class = HelpPage
