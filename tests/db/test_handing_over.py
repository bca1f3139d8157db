"""What was passed on waits no more, what is made afterwards does, and saying so is taken back."""

from contextlib import closing
from pathlib import Path

from db.changes import Kind
from db.handing_over import say_handed_over, say_handed_over_until
from db.queries.window import rounds_to_hand_over
from tests.db.reporting import finish, go_round
from tests.db.village import Village


def waiting(village: Village) -> int:
    with closing(village.workspace.reader()) as reader:
        return rounds_to_hand_over(reader)


def test_rounds_wait_until_somebody_says_that_they_were_passed_on(tmp_path: Path) -> None:
    with closing(Village(tmp_path)) as village:
        finish(village, go_round(village))
        assert waiting(village) == 1
        assert say_handed_over(village.workspace) == (1, 0)
        assert waiting(village) == 0
        waited, before = say_handed_over(village.workspace)
        assert (waited, before > 0) == (0, True)
        assert say_handed_over_until(village.workspace, 0).touch(Kind.PATROL)
        assert waiting(village) == 1
