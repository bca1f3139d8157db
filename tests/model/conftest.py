"""Facts as the journal would hand them to the model."""

from collections.abc import Callable
from typing import Any

import pytest

from inspector.model.events import Event, Fact
from inspector.periods import Instant

NOON = Instant(1_795_320_000_000, 480)  # 2026-11-22 12:00 +08:00

MakeFact = Callable[..., Fact]


@pytest.fixture
def fact() -> MakeFact:
    """Make a fact of an event; any field may be given by name."""

    def make(event: Event | None, **given: Any) -> Fact:
        fields: dict[str, Any] = {
            "event": event,
            "type": event.TYPE if event else "",
            "hash": "0" * 64,
            "after": (),
            "feed": "a" * 52,
            "seq": 1,
            "lc": 1,
            "at": NOON,
            "org": "office",
            "actor": "somebody",
            "subject": event.subject if event else "",
            "blobs": event.blobs if event else (),
        }
        return Fact(**(fields | given))

    return make
