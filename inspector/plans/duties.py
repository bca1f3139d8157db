"""Duties that come back: in the words of a plan, and by the periods of the calendar that a ledger keeps."""

import re
from dataclasses import dataclass

from inspector.errors import Spoken
from inspector.model.task_state import Every
from inspector.plans.plan import PlanDuty, PlanTask
from inspector.plans.units import is_unit, units_of
from inspector.words import N_

NO_PERIOD = N_("“{text}” comes back by no period that the ledger keeps ({period}); no due lines come of it.")
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_PERIOD = (
    r"每(?:隔)?(?:半?年|个?季度?|半?个?月|星期|周|半旬|旬|日|天|双月|双周"
    rf"|{_COUNT}(?:个?(?:季度|月|星期)|年|周|日|天))"
)
_DUTY = re.compile(
    rf"(?P<period>{_PERIOD})(?:度|内)?(?:都|要|应)?(?P<least>至少|不少于|不低于)?"
    r"(?P<deed>[^,，。;；]{0,40}?)(?P<times>[一二两三四五六七八九十\d]{1,2})?(?P<count>[次场轮个项])(?P<object>[^,，。;；]{0,30})|"
    rf"(?P<period2>{_PERIOD})(?:度)?(?P<deed2>(?:向|研究|调度|通报|报告|开展|组织|召开|汇报|公布|检查|报送|听取|专题)[^,，。;；]{{1,40}})"
)
_NUMBERS = {
    "两": 2,
    **{letter: value for value, letter in enumerate("一二三四五六七八九", start=1)},
    "十": 10,
}
_MOST = 2000
"""Duties that are kept of one task."""
_AROUND = 60
_PERIODS = {
    "周": Every.WEEK,
    "星期": Every.WEEK,
    "旬": Every.TEN_DAYS,
    "半月": Every.HALF_MONTH,
    "月": Every.MONTH,
    "季": Every.QUARTER,
    "半年": Every.HALF_YEAR,
    "年": Every.YEAR,
}
_AROUND_A_PERIOD = re.compile("[每个度内]")


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty as the ledger keeps it: how often, how many times, its words, and the units that have it."""

    every: Every
    times: int
    text: str
    units: tuple[str, ...]


def duties_in(text: str) -> tuple[tuple[PlanDuty, ...], tuple[Spoken, ...]]:
    """Find duties that come back, as in 市委常委会、政府常务会每季度至少研究一次环境保护工作.

    A doubt names each that comes back by no period of the calendar.
    """
    found: list[PlanDuty] = []
    doubts: dict[str, Spoken] = {}
    for match in _DUTY.finditer(text):
        if len(found) >= _MOST:
            break
        start = max(0, match.start() - _AROUND)
        before = re.split(r"[。;；,，\n]", text[start : match.start()])[-1]
        start = match.start() - len(before)
        who = before.strip()
        period = match["period"] or match["period2"]
        times = match["times"] or "一"
        count = int(times) if times.isdecimal() else _NUMBERS.get(times, 1)
        units = [unit.name for unit in units_of(who) if is_unit(unit.name)] or [""]
        clause = text[start : match.end()].strip()
        if every_of(period) is None:
            doubts[clause] = Spoken(NO_PERIOD, text=clause, period=period)
        found.extend(PlanDuty(unit, period, count, clause) for unit in units)
    return tuple(dict.fromkeys(found)), tuple(doubts.values())


def every_of(period: str) -> Every | None:
    """Give the period of the calendar that a plan means by 每季度 or 每个月; none for 每两周 or 每日.

    “每两周” begins on no day that a plan names, and “每日” is no duty with minutes.
    """
    return _PERIODS.get(_AROUND_A_PERIOD.sub("", period))


def owed_of(task: PlanTask) -> tuple[Owed, ...]:
    """Give the duties of a task that the ledger keeps; one that names nobody is its responsible units'."""
    units: dict[tuple[Every, int, str], list[str]] = {}
    for one in task.duties:
        if every := every_of(one.period):
            named = [one.unit] if one.unit else [*task.lead, *task.responsible]
            units.setdefault((every, max(1, one.times), one.text), []).extend(named)
    return tuple(
        Owed(every, times, text, tuple(dict.fromkeys(named)))
        for (every, times, text), named in units.items()
        if named
    )
