"""What a person says of hand-over (上报): up to which entry everything of this device was passed on."""

from contextlib import closing

from db.changes import Changes, Kind
from db.queries.window import HANDED_OVER, rounds_to_hand_over
from db.workspace import Workspace


def say_handed_over(workspace: Workspace) -> tuple[int, int]:
    """Remember that everything recorded so far was passed on; nobody's receipt is claimed.

    Gives how many rounds waited, and the entry it was said of before, which ``say_handed_over_until`` takes.
    """
    with closing(workspace.reader()) as reader:
        waited = rounds_to_hand_over(reader)
        before = reader.value("SELECT value FROM setting WHERE name = ?", (HANDED_OVER,))
        newest = reader.value("SELECT max(rid) FROM entry")
    say_handed_over_until(workspace, newest)
    return waited, int(before or 0)


def say_handed_over_until(workspace: Workspace, newest: int) -> Changes:
    """Remember that what was recorded up to the entry ``newest`` (its ``rid``) was passed on."""
    workspace.keep_choice(HANDED_OVER, f"{newest}")
    return Changes(frozenset({Kind.PATROL}))
