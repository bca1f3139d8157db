"""The three texts of a summary on the command line: those given, else those typed before, else its parts'."""

from typing import TYPE_CHECKING

import msgspec

from inspector.cli.opening import now
from inspector.errors import Refused
from inspector.words import N_

if TYPE_CHECKING:
    from db.connection import Reader
    from db.queries.summaries import FrozenRow
    from db.workspace import Workspace
    from inspector.model.ids import GridId
    from inspector.model.period import Period
    from inspector.model.summary import Texts

FROZEN_WITH_OTHERS = N_(
    "The summary {name} is frozen with its texts. Leave the texts out, or issue a correction from its page."
)


def told_texts(
    workspace: "Workspace",
    reader: "Reader",
    grid: "GridId",
    period: "Period",
    frozen: "FrozenRow | None",
    given: "Texts",
    *,
    takes: bool,
) -> "Texts":
    """Give the texts a summary says, and keep them as the page does until they are frozen.

    ``given`` goes before what was typed on the page; ``takes`` fills what is still empty with the texts of
    its parts. Raises Refused for texts other than those of a summary that is ``frozen``.
    """
    from db.queries.proposed_texts import filled, proposed_texts
    from db.queries.summaries import texts_key, typed_texts
    from inspector.model.summary import Texts

    if frozen:
        if filled(given, frozen.texts) != frozen.texts:
            raise Refused(FROZEN_WITH_OTHERS, name=period.name)
        return frozen.texts
    typed = typed_texts(reader, grid, period) or Texts()
    told = filled(given, typed)
    told = filled(told, proposed_texts(reader, grid, period)) if takes else told
    if told != typed:
        workspace.save_draft(texts_key(grid, period), msgspec.json.encode(told).decode(), now())
    return told
