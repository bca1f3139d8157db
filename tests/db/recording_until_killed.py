"""Run by ``test_kill.py``: rounds of a child that records until it is killed without warning.

Arguments: workspace, machine folder, rounds, seed. Prints as JSON what the children had acknowledged.
"""

import json
import os
import signal
import sys
from pathlib import Path
from random import Random

from db.incarnation import Machine
from db.workspace import Actor, Workspace
from inspector.model.ids import uuid7
from inspector.model.office import Rank
from inspector.model.photo import PhotoAdded
from inspector.model.site import SiteAdded, SiteKind
from inspector.periods import Instant

NOW = Instant(1_795_309_200_000, 480)
LINE = 65
"""A hash and a line feed."""


def record_for_ever(folder: Path, machine: Machine, acknowledge: int, chance: Random) -> None:
    """Record sites and photos, and write the hash of each entry to ``acknowledge`` once it is recorded."""
    workspace = Workspace.open(folder, machine, drives=())
    reader = workspace.reader()
    office = reader.value("SELECT id FROM grid")
    actor = Actor(reader.value("SELECT id FROM person"), office)
    while True:
        site = SiteAdded(
            subject=uuid7(NOW.ts, chance.randbytes(10)),
            name="示例厂",
            kind=SiteKind.OTHER,
            rank=Rank.LOW,
            grid=office,
            day=NOW.day,
        )
        blob = workspace.blobs.keep(chance.randbytes(5_000), "image/jpeg")
        photo = PhotoAdded(
            subject=uuid7(NOW.ts, chance.randbytes(10)),
            patrol=office,
            stop=office,
            site=site.subject,
            taken=NOW,
            blobs=(blob, blob),
        )
        for entry in workspace.record([site, photo], actor, NOW).entries:
            os.write(acknowledge, f"{entry}\n".encode())


def one_round(folder: Path, machine: Machine, chance: Random) -> list[str]:
    """Let a child record, kill it at some moment, and give what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        record_for_ever(folder, machine, writing, Random(chance.random()))
    os.close(writing)
    # some rounds end while the workspace is still being opened, others in the middle of a later record
    acknowledged = b""
    wanted = LINE * chance.randrange(1, 40) if chance.random() < 0.9 else 0
    while len(acknowledged) < wanted:
        acknowledged += os.read(reading, wanted - len(acknowledged))
    for _ in range(chance.randrange(30_000)):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 65_536):
        acknowledged += more
    os.close(reading)
    return acknowledged.decode().splitlines()


def main() -> None:
    folder, private, rounds, seed = sys.argv[1:]
    chance = Random(int(seed))
    machine = Machine(Path(private), "示例机")
    told = [one_round(Path(folder), machine, chance) for _ in range(int(rounds))]
    print(json.dumps([name for names in told for name in names]))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
