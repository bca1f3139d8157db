"""The moment that every measure takes for now: what is due does not depend on the day of measuring."""

from inspector.periods import Instant

NOW = Instant(1_795_309_200_000, 480)  # 2026-11-22 09:00 +08:00
