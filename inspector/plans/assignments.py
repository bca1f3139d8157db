"""Sentences that give work to units: 由市科技局牵头，会同…; 县水利局负责…; a bracket behind a measure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.plans.labels import UNITS, Kind, labels_in
from inspector.plans.letters import folded, split_outermost
from inspector.plans.numbering import numbering
from inspector.plans.responsibility import responsibility
from inspector.plans.units import is_unit, units_of

_ROLES = (
    (Kind.LEAD, "牵头|主办|抓总"),
    (Kind.SUPERVISING, "督导|督办|指导|监督"),
    (Kind.SUPPORTING, "配合|协助|协同|协办|参与|参加"),
    (Kind.RESPONSIBLE, "负责|承办|具体落实|具体实施|组织实施|组织落实|承担|落实$|实施$"),
)
_MANNER = r"(?:要|应|均|都|具体|分别|共同|各自|统一|积极|密切|主动|(?:按照?)?(?:各自)?职责(?:分工)?)*"
_ROLE = re.compile(
    rf"{_MANNER}(?P<role>{'|'.join(words for _, words in _ROLES)})"
    "(?![的人制]|单位|部门|同志|领导|指导|监督)"
)
_DEED = re.compile(
    rf"{_MANNER}(?:牵头|负责|督促|督导|督办|组织|会同|联合|指导|监督|协调|统筹|配合|协助|参与|落实|实施|承办|承担|"
    "开展|推进|推动|完成|制定|编制|出台|修订|建立|建设|健全|完善|加强|强化|加快|严格|依法|依规|依据|对|将|把|按|于|在|每|向|"
    "进行|摸排|排查|检查|核查|巡查|调查|查处|立案|处罚|整治|整改|治理|清理|清运|清除|拆除|取缔|关停|改造|修复|复绿|"
    "验收|审核|审批|调度|通报|约谈|采取|做好|抓好|安排|筹措|保障|提供|确定|明确|实行|执行|聘请|委托|设立|设置|安装|新建|"
    "扩建|搬迁|疏浚|清淤|封堵|更换|补种|监测|监管|印发|下发|召开|研究|报|[补拆关清增购修改搬退停撤整查]|全面|逐一|逐个|集中|定期|立即|尽快|持续|"
    r"20\d\d年|\d{1,2}月)"
)
_BY = re.compile(r"(?<![理自缘事案])由(?![于此])")
_ORGAN = re.compile(
    r"(?:[局委办部厅院所站队处科室会]|政府|公司|集团|中心|办公厅|管委会|党组|党工委|办事处|街道|单位|企业|大队|支队)$"
)
_WITH = re.compile(r"会同|联合")
_BEFORE = re.compile(
    r"(?:[一二三四五六七八九十]是)?(?:(?:于|在|到)?20\d\d年[^,;]{0,12}?(?:底前|[前底末内]))?(?:请)?"
)
_WITHIN = re.compile(r"[的了对将把是须该此由“《》]")
_COUNTS = re.compile(r"\d|^.$")
_LONGEST = 120
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Assignment:
    """Units as written and the role that a sentence gives them."""

    role: Kind
    units: str

    @property
    def names(self) -> tuple[str, ...]:
        """The units one by one."""
        return tuple(share.unit.name for share in responsibility(self.units, self.role).shares)


def assignments_in(text: str, *, measure: bool = False) -> tuple[Assignment, ...]:
    """Find the units that sentences of ``text`` give work to, in order; nothing where none is named.

    A ``measure`` may begin with who does it: 甲镇政府组织开展复绿.
    """
    flat = folded(text)
    found: dict[Assignment, None] = {}
    for first, last in split_outermost(text, flat, "。;!\n"):
        waiting = ""
        led = False
        for start, end in split_outermost(text[first:last], flat[first:last], ",:"):
            clause = text[first + start : first + end]
            if one := _of_clause(clause, led=led):
                found[Assignment(one.role, waiting + one.units)] = None
                waiting, led = "", True
            else:
                waiting = f"{waiting}{clause.strip()}、" if _all_units(clause) else ""
    if measure and not found and (one := _with_deed(text, flat, _before(flat))):
        found[one] = None
    return tuple(found)


def in_bracket(text: str) -> tuple[Assignment, ...]:
    """Read the bracket that ends a measure: units with their labels or roles, or nothing but units."""
    span = bracket_at_end(text)
    if not span:
        return ()
    inside = text[span[0] : span[1]]
    if labels := labels_in(folded(inside)):
        ends = [*(label.start for label in labels[1:]), len(inside)]
        return tuple(
            Assignment(label.kinds[0], inside[label.end : end].strip(" ,，;；、"))
            for label, end in zip(labels, ends, strict=True)
            if label.kinds[0] in UNITS
        )
    shares = responsibility(inside, Kind.RESPONSIBLE).shares
    if not all(is_unit(share.unit.name) and not _WITHIN.search(share.unit.name) for share in shares):
        return ()
    return tuple(Assignment(share.role, share.unit.name) for share in shares)


def bracket_at_end(text: str, longest: int = 400) -> tuple[int, int] | None:
    """Give the span inside the bracket that ends ``text``, if it is short enough to name units."""
    flat = folded(text).rstrip("。.;； ")
    if not flat.endswith((")", "】", "]")):
        return None
    depth = 0
    for place in range(len(flat) - 1, max(-1, len(flat) - longest), -1):
        if flat[place] in ")】]":
            depth += 1
        elif flat[place] in "([【":
            depth -= 1
            if not depth:
                return place + 1, len(flat) - 1
    return None


def _of_clause(clause: str, *, led: bool) -> Assignment | None:
    """Read one clause; after one that names who leads, 会同… names who helps."""
    flat = folded(clause)
    begin = _before(flat)
    if led and (joint := _WITH.match(flat, begin)):
        return _with_others(clause, flat, joint.end())
    for by in _BY.finditer(flat):
        if one := _with_deed(clause, flat, by.end()):
            return one
    for role in _ROLE.finditer(flat, begin, begin + _LONGEST):
        if _all_units(clause[begin : role.start()]):
            return Assignment(_kind(role["role"]), clause[begin : role.start()].strip())
    return None


def _before(flat: str) -> int:
    """Give where a clause begins behind its number and its date."""
    number = numbering(flat)
    found = _BEFORE.match(flat, number.end if number else len(flat) - len(flat.lstrip()))
    return found.end() if found else 0


def _with_others(clause: str, flat: str, start: int) -> Assignment | None:
    deed = next(_ends(flat, start), len(flat))
    units = clause[start:deed]
    return Assignment(Kind.SUPPORTING, units.strip(" 。")) if _all_units(units) else None


def _with_deed(clause: str, flat: str, start: int) -> Assignment | None:
    """Read what stands between 由 and what is to be done."""
    for end in _ends(flat, start):
        units = clause[start:end]
        role = _ROLE.match(flat, end)
        if joint := _WITH.match(flat, end):
            return _joined(clause, flat, start, joint.end())
        if _ORGAN.search(flat[start:end]) or role:
            return Assignment(_kind(role["role"]) if role else Kind.RESPONSIBLE, units.strip())
    return None


def _joined(clause: str, flat: str, start: int, end: int) -> Assignment:
    """Read 由甲局会同乙局…: both of them do it; only the first where no second unit is read."""
    for last in _ends(flat, end):
        role = _ROLE.match(flat, last)
        return Assignment(_kind(role["role"]) if role else Kind.RESPONSIBLE, clause[start:last].strip())
    return Assignment(Kind.RESPONSIBLE, clause[start : end - 2].strip())


def _ends(flat: str, start: int) -> Iterator[int]:
    """Give where a list of units from ``start`` on may end: before a word for a deed."""
    for deed in _DEED.finditer(flat, start, start + _LONGEST):
        if _all_units(flat[start : deed.start()]):
            yield deed.start()


def _all_units(text: str) -> bool:
    """Say whether ``text`` is nothing but names of units."""
    flat = folded(text).strip(" 。")
    if len(flat) < _SHORTEST or len(flat) > _LONGEST or _WITHIN.search(flat):
        return False
    units = units_of(_WITH.sub("、", flat))
    return bool(units) and all(is_unit(unit.name) and not _COUNTS.search(unit.name) for unit in units)


def _kind(word: str) -> Kind:
    return next(kind for kind, words in _ROLES if re.fullmatch(words, word))
