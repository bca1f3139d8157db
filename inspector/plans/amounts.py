"""What a task counts: quantities, and targets by year."""

import re

from inspector.errors import Spoken
from inspector.plans.dates import dates_in
from inspector.plans.letters import folded
from inspector.plans.plan import PlanQuantity, PlanTarget
from inspector.words import N_

_UNIT = (
    "立方米/日|立方米/秒|立方米|平方公里|平方千米|平方米|万平方米|公里|千米|毫米|厘米|米|吨/日|吨/年|蒸吨/小时|蒸吨|千瓦时|万千瓦|千瓦|吨|公顷|亩|亿元|万元|元|"
    "兆瓦|微克|毫克|克|升|"
    "个百分点|百分点|[%％‰]|万?户|座|处|家|台套|台|套|辆|眼|条|项|件|个|口|名|人次|人|次|批|头|只|株|棵|公斤|千克|标煤|度|天|公里|支|组|栋|间|艘|起|宗|块|片|所|级|分贝|分"
)
_QUANTITY = re.compile(
    r"(?<![0-9.\-/A-Za-z〔\[(年第])(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?)\s?(?P<scale>[万亿千百]{0,2})"
    rf"(?P<unit>{_UNIT})(?P<more>以上|以下|以内|左右|余)?"
)
_WORD = re.compile(r"[\u4e00-\u9fff]{0,12}")
_STOP = re.compile(
    r"[的和及与用、,，。;；：:()（）]|形成|完成|实现|需要?|进行|整治|治理|以上|以下|未|已|正在|均|全部|达到|建设|为|由|在|于|按|纳入|开展|拆除|关闭|淘汰"
)
_LOST_YEAR = re.compile(r"(?:到|至|在|于|截至)(?P<year>20[1-4]\d)(?P<value>\d{1,3})$")
YEAR_BEFORE_AMOUNT = N_("“{text}”: year mark missing: read as {year} and {value}{unit}")
_MOST = 2000
"""Quantities or targets that are kept of one task."""
_AROUND = 60


def quantities_in(text: str) -> tuple[tuple[PlanQuantity, ...], tuple[Spoken, ...]]:
    """Find amounts with their unit, each once, and the doubts about them."""
    flat = folded(text)
    found: dict[PlanQuantity, None] = {}
    doubts: list[Spoken] = []
    for match in _QUANTITY.finditer(flat):
        if len(found) >= _MOST:
            break
        value, start = match["value"], match.start()
        unit = (match["scale"] or "") + match["unit"]
        lost = _LOST_YEAR.search(flat[max(0, start - 2) : match.end("value")])
        if lost:
            start = match.end("value") - len(lost["value"])
            value = lost["value"]
            doubts.append(
                Spoken(
                    YEAR_BEFORE_AMOUNT,
                    text=text[match.start() : match.end()],
                    year=lost["year"],
                    value=value,
                    unit=unit,
                )
            )
        found[PlanQuantity(value, unit, text[start : match.end()] + _noun(text, match.end()))] = None
    return tuple(found), tuple(doubts)


def _noun(text: str, end: int) -> str:
    """Give the word for what is counted, up to the next mark or verb; shares and money count nothing."""
    if text[end - 1] in "%％‰元点":
        return ""
    word = _WORD.match(text, end)
    words = word[0] if word else ""
    stop = _STOP.search(words)
    return words[: stop.start()] if stop else words


def targets_in(text: str) -> tuple[tuple[PlanTarget, ...], tuple[Spoken, ...]]:
    """Find the days a text sets within itself, each with its clause, and the doubts about them."""
    found: list[PlanTarget] = []
    doubts: list[Spoken] = []
    dates = [(one, one.day) for one in dates_in(text) if one.day][:_MOST]
    for place, (dated, day) in enumerate(dates):
        end = dated.end + 4 * _AROUND
        if place + 1 < len(dates):
            end = min(end, dates[place + 1][0].start)
        clause = re.split(r"[。;；\n]", text[dated.start : end], maxsplit=1)[0].strip(" ,，、")
        found.append(PlanTarget(day, clause))
        doubts.extend(dated.doubts)
    return tuple(found), tuple(doubts)
