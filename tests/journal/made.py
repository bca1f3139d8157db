"""Devices that write entries, for tests of what becomes of them."""

import hashlib
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import Entry, fact_of, seal
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event, Fact
from inspector.model.finding import FindingNoticed
from inspector.model.ids import uuid7
from inspector.periods import Instant

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data/journal/golden.json").read_bytes())

NOON = Instant(1_795_320_000_000, 480)
"""22 November 2026, 12:00 at +08:00."""


def named(number: int) -> str:
    """Give a UUID that says no more than a number."""
    return uuid7(NOON.ts, number.to_bytes(10))


OFFICE, SOMEBODY, FINDING = named(1), named(2), named(3)
PASSPHRASE = "示例口令"
FEW_ROUNDS = 1000
"""Enough for a test; a real key file takes KDF_ROUNDS."""


def person(name: str = "示例甲") -> PersonKey:
    """Give the key of a sample person, always the same for a name."""
    return PersonKey.make(name, "示例县整改办", NOON, hashlib.sha512(name.encode()).digest())


def noticed(text: str = "煤场未覆盖，有扬尘", subject: str = FINDING) -> FindingNoticed:
    """Give an event with many fields."""
    return FindingNoticed(
        subject=subject,
        number="150303-2026-0001",
        grid=named(4),
        site=named(5),
        patrol=named(6),
        stop=named(7),
        text=text,
        noticed=NOON,
    )


def vector(given: dict[str, Any]) -> tuple[bytes, bytes]:
    """Give line and body line of a golden vector."""
    return b64decode(given["line"]), b64decode(given["body"])


class Scribe:
    """A device that writes one entry after another."""

    def __init__(self, number: int = 1) -> None:
        """Take the key made of ``number``."""
        self.key = DeviceKey.from_seed(number.to_bytes(32))
        self.entries: list[Entry] = []

    @property
    def feed(self) -> str:
        return self.key.feed

    def write(self, event: Event, **given: Any) -> Entry:
        """Seal the next entry; any argument of ``seal`` may be given by name."""
        last = self.entries[-1] if self.entries else None
        fields: dict[str, Any] = {
            "key": self.key,
            "seq": len(self.entries) + 1,
            "prev": last.hash if last else None,
            "lc": len(self.entries) + 1,
            "at": NOON,
            "org": OFFICE,
            "actor": SOMEBODY,
            "salt": len(self.entries).to_bytes(16),
        }
        entry = seal(event, **(fields | given))
        self.entries.append(entry)
        return entry

    def tell(self, event: Event, **given: Any) -> Fact:
        """Write an entry and give it as the model reads it."""
        return fact_of(self.write(event, **given), confirmed=True)
