"""Who does what: unit lists with the words 牵头, 负责, 配合 in them, per measure and per part of the task."""

import re
from dataclasses import dataclass
from itertools import pairwise

from inspector.plans.labels import Kind
from inspector.plans.letters import folded, split_outermost
from inspector.plans.units import Unit, is_only_a_suffix, is_unit, units_of

_ROLES = (
    (Kind.LEAD, "牵头|主办|抓总|主抓"),
    (Kind.SUPERVISING, "督导|督办|督促|监督|指导|督查"),
    (Kind.SUPPORTING, "配合|参与|参加|协助|协同|支持|协办|协作"),
    (Kind.RESPONSIBLE, "负责|落实|实施|承办|推进|组织|承担|完成|整改|执行"),
)
_WORDS = "|".join(words for _, words in _ROLES)
_PHRASE = re.compile(
    rf"(?:(?:,|、|;)?(?:均|都|要)?(?:分别)?(?:按照?|根据|依据?)?(?:各自的?|工作|部门)*(?:职责|职能|权限)(?:分工|范围)?(?:内)?|分工|分别|共同|各自|具体|积极|密切|全面|总|抓好|做好|并|(?:{_WORDS})(?:单位|部门|工作)?)+$"
)
_ROLE_BRACKET = re.compile(
    r"\((?:为|主要|第一)?(牵头|主办|配合|协办|责任|督导|督办|参与)(?:单位|部门|负责)?\)"
)
_BY = re.compile(r"^(?P<part>.{2,120}?)(?:分别|具体|主要)?由(?P<units>.{2,200})$")
_MEASURE = re.compile(
    r"^\s*(?:(?:整改|具体)?(?:措施|任务|事项|第)\s*)"
    r"(?P<which>[(]?[①-⑳一二三四五六七八九十\d]+[)]?(?:\s*[、,和至及~—-]\s*[(]?[①-⑳一二三四五六七八九十\d]+[)]?)*)"
    r"\s*(?:项|条)?(?:措施|任务)?\s*(?:[:：]|由|,|、|\s|(?=[市县区省各]))"
)
_NUMBERED = re.compile(r"^\s*(?P<which>[①-⑳]|[(]\d{1,2}[)]|\d{1,2}[.、)](?!\d))\s*[:：]?\s*")
_NEXT_NUMBER = re.compile(r"(?<=.)(?:[\s,、;]\s*(\d{1,2}[.、)](?!\d)|[(]\d{1,2}[)])|\s*([①-⑳]))")
_LONGEST = 40
"""Letters of a name, at most."""
_SAME = re.compile(r"同上|同前|同第?.{1,6}项")
_DATE = re.compile(
    r"(?:于|在|到|确保)?(?:20\d\d|\d{1,2}月|[一二]○?[〇○零]|年底|月底|年内|长期|立行立改|持续)"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?$")


@dataclass(frozen=True, slots=True)
class Share:
    """One unit with its role, its own part of the task, and the measures it answers for (as written)."""

    role: Kind
    unit: Unit
    part: str = ""
    measures: str = ""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """All that a text says of units: their shares, people, dates, whether it repeats the task before."""

    shares: tuple[Share, ...]
    people: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    as_before: bool = False


_TOGETHER = re.compile(r"会同|联合")


def responsibility(text: str, role: Kind) -> Responsibility:
    """Read ``text``, the value of a label that gives the ``role`` where the text itself names none."""
    text = _lines_joined(text)
    flat = folded(text)
    if _SAME.fullmatch(flat.strip(" 。.")):
        return Responsibility((), as_before=True)
    shares: list[Share] = []
    people: list[str] = []
    dates: list[str] = []
    for start, end in split_outermost(text, flat, ";。\n"):
        for piece in _numbered_apart(text[start:end]):
            _sentence(piece, role, shares, people, dates)
    return Responsibility(tuple(shares), tuple(people), tuple(dates))


def _lines_joined(text: str) -> str:
    """Join lines that a narrow cell broke within a name: 示例工业园区管 / 委会."""
    joined = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        last = re.split(r"[、,;\s]", folded(joined[-_LONGEST:]))[-1]
        first = re.split(r"[、,;。\s]", folded(line[:_LONGEST]))[0]
        within = last and (is_only_a_suffix(first) or not is_unit(last)) and is_unit(last + first)
        joined += line if within or not joined else f"\n{line}"
    return joined


def _numbered_apart(text: str) -> list[str]:
    """Cut ``1.… 2.…`` and ``①…②…`` at their numbers, where the text begins with one."""
    flat = folded(text)
    if not _NUMBERED.match(flat):
        return [text]
    starts = [0, *(max(found.start(1), found.start(2)) for found in _NEXT_NUMBER.finditer(flat))]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _sentence(text: str, role: Kind, shares: list[Share], people: list[str], dates: list[str]) -> None:
    """Read one sentence: clauses until a word for a role, which names the role of all since the last."""
    which, begin = _measures_named(folded(text))
    text = text[begin:]
    flat = folded(text)
    waiting: list[tuple[int, int]] = []
    clauses = split_outermost(text, flat, ",")
    for start, end in clauses:
        clause = text[start:end].strip()
        bare = folded(clause).rstrip(" 。.")
        if _DATE.match(bare):
            dates.append(clause)
            continue
        phrase = _PHRASE.search(bare)
        named = _role_of(phrase[0]) if phrase else None
        begins = start + len(text[start:end]) - len(text[start:end].lstrip())
        if phrase and named:
            by = _BY.match(bare[: phrase.start()])
            if by and not is_unit(by["part"]):
                _take(text, waiting, role, which, shares, people)
                waiting = []
                units = clause[by.start("units") : by.end("units")]
                some, begin = _measures_named(bare)
                part = "" if begin > by.start("units") - 2 else by["part"]
                _give(units, named, part, which if part else some, shares, people)
                continue
            waiting.append((begins, begins + phrase.start()))
            _take(text, waiting, named, which, shares, people)
            waiting = []
            continue
        waiting.append((begins, begins + len(bare)))
    _take(text, waiting, role, which, shares, people)


def _measures_named(flat: str) -> tuple[str, int]:
    """Give the measures a sentence is about and where its units begin."""
    found = _MEASURE.match(flat) or _NUMBERED.match(flat)
    return (found["which"].strip("()、,."), found.end()) if found else ("", 0)


def _role_of(phrase: str) -> Kind | None:
    """Give the role that ``phrase`` names: leading comes before supporting, supporting before doing."""
    return next((role for role, words in _ROLES if re.search(words, phrase)), None) or (
        Kind.RESPONSIBLE if "职责" in phrase or "分工" in phrase else None
    )


def _take(
    text: str,
    spans: list[tuple[int, int]],
    role: Kind,
    which: str,
    shares: list[Share],
    people: list[str],
) -> None:
    if spans and text[spans[0][0] : spans[-1][1]].strip():
        _give(text[spans[0][0] : spans[-1][1]], role, "", which, shares, people)


def _give(text: str, role: Kind, part: str, which: str, shares: list[Share], people: list[str]) -> None:
    """Add the units of ``text`` to ``shares``, names of people to ``people``."""
    flat = folded(text)
    if flat.lstrip().startswith("由"):
        start = flat.index("由") + 1
        text, flat = text[start:], flat[start:]
    first = True
    joint = _TOGETHER.search(flat)
    if joint and is_unit(text[: joint.start()]):
        text = text[: joint.start()] + "、" + text[joint.end() :]
    for unit in units_of(text):
        own_role, name = role, unit.name
        if bracket := _ROLE_BRACKET.search(folded(name)):
            own_role = _role_of(bracket[1]) or Kind.RESPONSIBLE
            name = name[: bracket.start()] + name[bracket.end() :]
            unit = Unit(name.strip(), others=unit.others)  # noqa: PLW2901 - the same unit without its role
        elif phrase := _PHRASE.search(folded(name)):
            own_role = _role_of(phrase[0]) or role
            unit = Unit(name[: phrase.start()], unit.part, unit.others)  # noqa: PLW2901 - as above
        if not unit.name:
            continue
        if (
            not first
            and not is_unit(unit.name)
            and _PERSON.fullmatch(unit.name)
            and _stands_after_blank(text, unit.name)
        ):
            people.append(unit.name)
            continue
        shares.append(Share(own_role, unit, part or unit.part, which))
        first = False


def _stands_after_blank(text: str, name: str) -> bool:
    """Say whether ``name`` follows a blank: a person behind a unit, not one more unit of the list."""
    return bool(re.search(rf"[\s]{re.escape(name)}", folded(text)))
