"""Run by ``test_kill_import.py``: rounds of a child that takes photos in until it is killed without warning.

Arguments: workspace, machine folder, folder of photos, rounds, seed. Prints as JSON the ids of the photos the
children had acknowledged, each with the SHA-256 of its original.
"""

import json
import os
import signal
import sys
from contextlib import closing
from pathlib import Path
from random import Random

from db.incarnation import Machine
from db.photo_import import begin_import, run_import, unfinished_imports
from db.workspace import Workspace
from inspector.model.ids import PersonId
from inspector.periods import Instant

NOW = Instant(1_795_309_200_000, 480)
PERSON = PersonId("019b8b74-1800-7000-8000-000000000011")
LINE = 36 + 1 + 64 + 1
"""A UUID, a space, a hash, and a line feed."""


def import_photos(folder: Path, machine: Machine, card: Path, acknowledge: int) -> None:
    """Go on with the import, or begin it; write a line for each photo once it is said to be safe."""
    with closing(Workspace.open(folder, machine, drives=())) as workspace:
        with closing(workspace.reader()) as reader:
            kept = next(iter(unfinished_imports(reader, PERSON)), None)
        kept = kept or begin_import(workspace, PERSON, [card], NOW, os.urandom)
        run_import(
            workspace,
            kept,
            NOW,
            os.urandom,
            arrived=lambda photos: os.write(
                acknowledge, "".join(f"{one.id} {one.original.sha256}\n" for one in photos).encode()
            ),
        )


def one_round(folder: Path, machine: Machine, card: Path, chance: Random) -> list[str]:
    """Let a child import, kill it at some moment, and give what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        import_photos(folder, machine, card, writing)
        os._exit(0)
    os.close(writing)
    # some rounds end while the workspace is being opened, others in the middle of the first or a later group
    acknowledged = b""
    wanted = LINE * chance.choice((0, 1, 1))
    while len(acknowledged) < wanted and (more := os.read(reading, wanted - len(acknowledged))):
        acknowledged += more
    for _ in range(chance.randrange(300_000 if wanted else 3_000_000)):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 65_536):
        acknowledged += more
    os.close(reading)
    return acknowledged.decode().splitlines()


def main() -> None:
    folder, private, card, rounds, seed = sys.argv[1:]
    chance = Random(int(seed))
    machine = Machine(Path(private), "示例机")
    told = [one_round(Path(folder), machine, Path(card), chance) for _ in range(int(rounds))]
    print(json.dumps(told))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
