"""The summaries of the sample: closed weeks frozen by townships' clerks, the closed month by the county."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import msgspec

from db.changes import Changes
from db.summary_freezing import decide_summary, freeze_summary
from inspector.model.grid import excuse_rounds
from inspector.model.ids import SummaryId
from inspector.model.period import Period
from inspector.periods import Instant, at
from inspector.sample.county import COUNTY, FOUNDER, STAFF
from inspector.sample.earlier import closed_month, closed_weeks, earlier_weeks
from inspector.sample.lives import Office
from inspector.sample.recording import Deed, Step

CLERKS = {"QLS": "示例子", "GWS": "示例丑", "WHS": "示例寅"}
LEADER = "示例酉"
FROZEN = {"QLS": "16:30", "GWS": "16:35", "WHS": "16:40", COUNTY: "16:50"}
"""When each is frozen on the day its period closes; before the evening of the sample's yesterday."""
APPROVED, RETURNED, CORRECTED, APPROVED_AT_LAST = "09:00", "09:10", "10:30", "11:00"
"""The morning after."""
SIGNED_OFF = "16:58"
"""When the month is approved, the same day."""
SENT_BACK = ("GWS", 2)
"""Whose summary of which week is sent back, counted from the oldest."""
WAITING = "WHS"
"""The township that has not frozen the newest week yet: somebody has to be asked for it."""
EXCUSED = "10:00"


def summing_up(office: Office, now: Instant) -> Iterator[Deed | Step]:
    """Give what is done about the periods that closed before ``now``, each at its moment."""
    yield _excuse(office, now)
    weeks = closed_weeks(now.day)
    for number, week in enumerate(weeks):
        is_newest = week == weeks[-1]
        for township, clerk in CLERKS.items():
            if (township, is_newest) != (WAITING, True):
                summing = Summing(office, township, week, clerk, number)
                yield summing.frozen(now)
                if not is_newest:
                    yield from summing.decided(now)
    month = Summing(office, COUNTY, closed_month(now.day), FOUNDER, 0)
    yield month.frozen(now)
    yield month.approved(at(month.period.last, SIGNED_OFF, now.tz), LEADER, COUNTY)


class Summing:
    """One summary on its way; each deed finds in ``name`` what the one before it froze."""

    def __init__(self, office: Office, code: str, period: Period, clerk: str, number: int) -> None:
        """Remember whose it is; ``number`` chooses its texts."""
        self._office = office
        self._code = code
        self._clerk = clerk
        self._number = number
        self.period = period
        self.name = SummaryId("")

    def frozen(self, now: Instant) -> Deed:
        """Freeze it on the day it closes."""
        moment = at(self.period.last, FROZEN[self._code], now.tz)
        return Deed(moment, partial(self._freeze, moment))

    def decided(self, now: Instant) -> Iterator[Deed]:
        """Let the county approve it the next morning, one of them after it was sent back and corrected."""
        morning = self.period.last + timedelta(days=1)
        if (self._code, self._number) != SENT_BACK:
            yield self.approved(at(morning, APPROVED, now.tz), FOUNDER, COUNTY)
            return
        returned, corrected = at(morning, RETURNED, now.tz), at(morning, CORRECTED, now.tz)
        reason = earlier_weeks().returned[self._office.language]
        yield Deed(returned, partial(self._decide, "send_back", reason, FOUNDER, COUNTY, returned))
        yield Deed(corrected, partial(self._correct, corrected))
        yield self.approved(at(morning, APPROVED_AT_LAST, now.tz), FOUNDER, COUNTY)

    def approved(self, moment: Instant, who: str, grid: str) -> Deed:
        """Let ``who`` approve it, acting for ``grid``."""
        return Deed(moment, partial(self._decide, "approve", "", who, grid, moment))

    def _freeze(self, moment: Instant, corrects: SummaryId | None = None, reason: str = "") -> None:
        office = self._office
        weeks = earlier_weeks()
        written = weeks.summaries[self._code]
        texts = written[self._number % len(written)].texts(office.language)
        if corrects:
            problems = f"{texts.problems} {weeks.added[office.language]}".replace("。 ", "。")
            texts = msgspec.structs.replace(texts, problems=problems)
        by = office.settled.acting(self._clerk, self._code)
        self.name, _ = freeze_summary(
            office.workspace,
            office.settled.grids[self._code],
            self.period,
            texts,
            by,
            moment,
            office.keys[self._clerk],
            office.chance,
            corrects=corrects,
            reason=reason,
        )

    def _correct(self, moment: Instant) -> None:
        self._freeze(moment, self.name, earlier_weeks().corrected[self._office.language])

    def _decide(self, verdict: str, note: str, who: str, grid: str, moment: Instant) -> Changes:
        office = self._office
        by = office.settled.acting(who, grid)
        return decide_summary(office.workspace, self.name, verdict, note, by, moment, office.keys[who])


def _excuse(office: Office, now: Instant) -> Step:
    """Say why a grid did not go out."""
    told = earlier_weeks().excused
    first, last = (now.day - timedelta(days=days) for days in (told.first, told.last))
    grid = office.settled.grids[told.grid]
    event = excuse_rounds(grid, first, last, told.reason[office.language])
    by = office.settled.acting(STAFF[told.grid][0], told.grid)
    return Step(at(last, EXCUSED, now.tz), by, lambda _reader: [event])
