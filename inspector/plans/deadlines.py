"""Deadlines: the last day a text gives, and the words 立行立改, 长期坚持 that give none."""

import re
from dataclasses import dataclass, field
from datetime import date

from inspector.errors import Spoken
from inspector.plans.dates import Dated, dates_in
from inspector.plans.letters import folded
from inspector.words import N_

BY_DATE = "by date"
BY_YEAR_END = "by year-end"
WITHIN_A_TERM = "within a term"
_WORDS = (
    "立行立改|立改立行|即知即改|立查立改|边督边改|边查边改|立即整改|即行即改|立整立改|即时整改|及时整改|限期整改|"
    "长期(?:坚持|整改|落实|推进|执行|实施|开展|保持)?|"
    "阶段性(?:整改|推进|完成)|(?:持续|常态化?|分阶段|分步|按时序进度|按序时进度|按计划|逐步|有序)"
    "(?:整改|推进|改善|坚持|落实|加强|实施|开展|巩固|提升|完成|治理|管控|监管)?|"
    "已?(?:全部)?(?:完成)?整改到位|已(?:全部)?完成(?:整改)?|已整改|全年|每年|立即"
)
_KIND = re.compile(_WORDS)
_TERM = re.compile(
    r"(?:\d{1,3}|[一二三四五六七八九十半两]{1,3})\s?个?(?:工作日|月|天|日|年|周)(?:之内|以内|内)"
)
_BEGINS = re.compile(r"起|开始|以来")
_YEAR_END = re.compile(r"年[底末终]")

TERM = N_("“{text}” counts from a day that is not given; no date was taken.")
NOT_UNDERSTOOD = N_("The deadline “{text}” was not understood.")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written, the day it means (None where it means none), its kinds and its stages."""

    text: str = ""
    day: date | None = None
    kinds: tuple[str, ...] = ()
    stages: tuple[Dated, ...] = field(default=(), compare=False)
    doubts: tuple[Spoken, ...] = field(default=(), compare=False)


def deadline_of(text: str, year: int = 0) -> Deadline:
    """Read the deadline ``text``; of several dates the last day counts.

    ``year`` is that of a plan for one year; 0 where it is for none.
    """
    text = text.strip().strip("。.;；,，")
    if not text or re.fullmatch(r"[/\\—\-–无\s]+", text):
        return Deadline()
    flat = folded(text)
    dated = dates_in(text, of_a_deadline=True, year=year)
    dated = tuple(one for one in dated if not _BEGINS.match(flat, one.end))
    days = [one.day for one in dated if one.day]
    doubts = [doubt for one in dated for doubt in one.doubts]
    kinds = list(dict.fromkeys(found[0] for found in _KIND.finditer(flat)))
    if days:
        kinds.append(BY_DATE)
    elif _YEAR_END.search(flat):
        kinds.append(BY_YEAR_END)
    if term := _TERM.search(flat):
        kinds.append(WITHIN_A_TERM)
        doubts.append(Spoken(TERM, text=text[term.start() : term.end()]))
    if not kinds and not doubts:
        doubts.append(Spoken(NOT_UNDERSTOOD, text=text))
    return Deadline(
        text, max(days, default=None), tuple(kinds), tuple(one for one in dated if one.day), tuple(doubts)
    )


def is_lasting(text: str) -> bool:
    """Say whether ``text`` is nothing but words such as 立行立改, which say when without a day."""
    return bool(re.fullmatch(rf"(?:(?:{_WORDS})[、,;并和]?){{1,3}}", folded(text).strip(" 。")))


_SET = re.compile(r"(?:[到至于在]|确保|力争|争取)$")
_BY_THEN = re.compile(r"[前底末内]$")
_LASTING = re.compile(
    r"长期坚持|立行立改|立即整改|即知即改|常态化坚持|(?<=,并)持续(?:推进|整改|坚持)(?=[。;]|$)"
)
_RETURNS = re.compile(r"(?:每[年月季]|每半年|次年|翌年|当[年月])[^,;。]{0,4}$")
_DONE_IN = re.compile(r"完成(?![了率的情度])")


def deadline_in(text: str, year: int = 0) -> Deadline:
    """Read the deadline that the sentences of ``text`` set: its words, the last day, lasting kinds.

    A day without a year is among its words, though it gives no date.
    """
    flat = folded(text)
    dated = [one for one in dates_in(text, of_a_deadline=True, year=year) if _is_set(one, flat)]
    lasting = [found[0] for found in _LASTING.finditer(flat)]
    words = list(dict.fromkeys([*(one.text for one in dated), *lasting]))
    return deadline_of("，".join(words), year)


def _is_set(one: Dated, flat: str) -> bool:
    """Say whether something is to be done by the date ``one`` in the sentences ``flat``."""
    before = flat[: one.start].rstrip()
    if _RETURNS.search(before[-10:]):
        return False
    by_then = bool(_BY_THEN.search(folded(one.text))) or flat[one.end : one.end + 1] == "前"
    if not one.day:
        return one.yearless and by_then
    set_then = "月" in one.text and _SET.search(before)
    return bool(by_then or set_then or (one.text.endswith("年") and _DONE_IN.match(flat, one.end)))


_OF_ONE_YEAR = re.compile(r"(?<![-—~至0-9])(20\d\d)年(?![-—~至])度?(?![0-9])")
_ABOUT_ANOTHER = re.compile(
    r"督[察查](?!整改)|反馈|审计|巡[视察]|披露|警示|通报|发现|以来|三年|五年|行动计划[(（]20"
)


def year_of(title: str) -> int:
    """Give the year that a plan is for: the only one its title names; 0 where it is for none.

    The year of an inspection whose findings are put right is not the year of the plan.
    """
    years = set(_OF_ONE_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 and not _ABOUT_ANOTHER.search(title) else 0


def says_a_deadline(text: str) -> bool:
    """Say whether a heading's ``text`` sets a deadline for what stands below it."""
    flat = folded(text)
    if _KIND.search(flat) and re.search(r"类|问题|事项|任务|项目", flat):
        return True
    return bool(dates_in(text)) and bool(re.search(r"[底末]?前|完成|整改到位|时限|期限|销号|底", flat))
