"""Lists of units: taken apart where a clerk would, groups kept as written."""

import re
from dataclasses import dataclass

from inspector.plans.letters import folded, outermost

_SUFFIXES = (
    "局|委员会|委|办公室|办公厅|办|部门|部|厅|厅局|政府|管委会|公司|集团|企业|单位|机构|院|所|站|队|支队|大队|中心|处|科|党组|"
    "党委|党工委|工委|政协|人大|妇联|工会|总工会|文联|科协|残联|联合会|协会|银行|校|学校|大学|学院|厂|矿|"
    "组|室|会|督查室|街道|办事处|镇|乡|县|区|旗|市|州|盟|省|村|社区|园区|开发区|高新区|新区|林场|农场|馆|台|网|社|"
    "指挥部|业主|电厂|集团公司|分公司|队伍|法院|检察院|监委|团|兵团|师"
)
_ENDS = re.compile(rf"(?:{_SUFFIXES})$")
_ONLY_SUFFIX = re.compile(rf"(?:{_SUFFIXES})")
_PLACE_ORGANS = re.compile(
    r"(?:[区县市旗州盟镇乡]委|党委|党\(?工\)?委|工委|政府|管委会|街道|办事处|[区县旗镇乡]|等?\w{0,2}县市区)"
)
_PARTY = re.compile(
    r"(?:(?P<place>[区县市旗州盟镇乡省])(?:\([^()]{1,6}\))?|党|工|党\(工\))委(?:\(\w{1,6}\))?$"
)
_NOT_A_PARTY = re.compile(r"(?:团[区县市旗州盟省]|机关工|农工)委$")
_DEPENDENT = re.compile(
    r"(?P<level>各?[区县市旗州盟镇乡省]{0,3})(?:\([^()]{1,6}\))?(?:级)?(?:人民)?(?:政府|管委会|管理委员会|办事处|政府\(办事处\))"
    r"(?:\([^()]{1,8}\))?"
)
_EACH = re.compile(r"各(?:乡|镇|街道|县|市|区|旗|园区|开发区|苏木|场|、|\([^()]{1,12}\))+")
_OF_EACH = re.compile(
    r"(?:乡|镇|街道|县|市|区|旗|园区|开发区|苏木|嘎查|场)+(?:\([^()]{1,12}\))?"
    r"(?:办事处|人民政府|政府|管委会|党工委|党委)?(?:\([^()]{1,12}\))?"
)
_TOWNS = re.compile(r"各(?:乡|镇|乡镇|、)+(?:人民政府|政府)")
_STREETS = re.compile(r"街道(?:办事处)?(?:\([^()]{1,12}\))?")
_SOME = re.compile(r"(?:各|有关|相关|全[市区县]|市直|县直|区直|[市县区省]级)")
_NAMED = re.compile(
    r"(?:[省市县区旗州盟镇乡]|自治区|各|有关|相关|其他|国网|中石|神华|驻|国家|市直|县直|[\u4e00-\u9fff]{2,6}[市县区旗镇乡])"
)
_ORGAN = re.compile(r"(?:局|委|委员会|办公室|中心|政府|管委会|公司|街道|办事处)$")
_WITH_A_NAME = re.compile(r"(?!有限|股份|责任)[\u4e00-\u9fff]{2,}(?:街道|[镇乡]|管委会|公司|政府|办事处)")
_JOINT = re.compile(r"\([^()]{0,200}\)|以及|和|及|与|[ \t]+")
"""What may stand between two units; brackets are passed over whole."""
_AND_OTHERS = re.compile(
    r"\s*等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:市级|市直|县级|县直|区级|区直)?(?:有关|相关|各有关|其他)?"
    r"(?:责任|职能|成员)?(?:部门和单位|部门\(单位\)|部门|单位|企业|乡镇|县区|地区)?$"
)
_BARE_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_MOST_LETTERS = 60
_EMPTY = re.compile(r"[/\\—\-–_*无\s]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as written; ``part`` is what of the task is its own, ``others`` that unnamed ones follow."""

    name: str
    part: str = ""
    others: str = ""


def is_unit(text: str) -> bool:
    """Say whether ``text`` ends as names of units do, brackets after it left out."""
    return bool(_ENDS.search(re.sub(r"\([^()]{0,40}\)?$", "", folded(text).strip())))


def is_only_a_suffix(text: str) -> bool:
    """Say whether ``text`` is the end of a name and no name: 委, 管委会."""
    return bool(_ONLY_SUFFIX.fullmatch(text))


def stand_apart(above: str, below: str) -> bool:
    """Say whether a line ``above`` ends with a whole unit and the one ``below`` begins another."""
    last, first = re.split(r"[、,;\s]", folded(above))[-1], re.split(r"[、,;。\s]", folded(below))[0]
    named = bool(_NAMED.match(first)) or bool(_ORGAN.search(last) and _WITH_A_NAME.match(first))
    return is_unit(last) and is_unit(first) and named and not is_only_a_suffix(first)


def units_of(text: str) -> tuple[Unit, ...]:
    """Take the list ``text`` apart into single units and groups, in order, each as it is written.

    ``各区委、区政府`` is one group; a list's parts in brackets stay with their unit.
    """
    flat = folded(text)
    spans = _together(flat, _spans(flat))
    found: dict[str, Unit] = {}
    for start, end in spans:
        unit = _unit(text[start:end].strip(" \t。.;；、,，:：·"))
        if unit and unit.name not in found:
            found[unit.name] = unit
    return tuple(found.values())


def _unit(name: str) -> Unit | None:
    if _EMPTY.fullmatch(name):
        return None
    flat = folded(name)
    others = _AND_OTHERS.search(flat)
    if others and others.start() and others[0].strip() and is_unit(name[: others.start()]):
        return Unit(name[: others.start()], others=others[0].strip())
    bracket = re.search(r"\(([^()]{1,200})\)$", flat)
    return Unit(name, part=name[bracket.start(1) : bracket.end(1)] if bracket and bracket.start() else "")


def _spans(flat: str) -> list[tuple[int, int]]:
    """Cut at every mark between units, and at 和 and blanks where both sides are units."""
    spans, start = [], 0
    for place in [*outermost(flat, "、,;。/\n|"), len(flat)]:
        spans.extend(_by_words(flat, start, place))
        start = place + 1
    return [(start, end) for start, end in spans if flat[start:end].strip()]


def _by_words(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = flat[start:end]
    cuts = []
    last = 0
    for joint in _JOINT.finditer(piece):
        if joint[0].startswith("("):
            continue
        left = piece[max(last, joint.start() - _MOST_LETTERS) : joint.start()].strip()
        right = piece[joint.end() : joint.end() + _MOST_LETTERS].strip()
        if left and right and _apart(left, right, blank=not joint[0].strip()):
            cuts.append((start + last, start + joint.start()))
            last = joint.end()
    return [*cuts, (start + last, end)]


def _apart(left: str, right: str, *, blank: bool) -> bool:
    """Say whether ``left`` and ``right`` of a joint are units of their own."""
    if not is_unit(left) or right.startswith(("其", "(")):
        return False
    if blank:
        return True
    if _SOME.match(left) and not left.endswith(("政府", "委", "局", "办", "会")):
        return bool(re.match(r"[省市县区旗州盟]|各|有关|相关", right))
    return is_unit(re.split(r"[、,;和及与 ]", right, maxsplit=1)[0]) or bool(_NAMED.match(right))


def _together(flat: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what is one group: a committee and the government beside it, places that share one organ."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        piece = flat[start:end].strip()
        if joined:
            before = flat[max(joined[-1][0], joined[-1][1] - _MOST_LETTERS) : joined[-1][1]].strip()
            if _belongs(before, piece) or _is_of_each(before, piece):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return _places_together(flat, joined)


def _belongs(before: str, piece: str) -> bool:
    """Say whether ``piece`` is the government of the committee ``before``, without a name of its own."""
    dependent = _DEPENDENT.fullmatch(piece)
    if not dependent:
        return False
    last = re.split(r"[、,;]", before)[-1]
    if _DEPENDENT.fullmatch(last):
        return True
    party = _PARTY.search(last)
    if not party or _NOT_A_PARTY.search(last):
        return False
    level = dependent["level"].removeprefix("各")
    return not level or party["place"] is None or level.endswith(party["place"])


def _is_of_each(before: str, piece: str) -> bool:
    """Say whether ``piece`` goes on what 各 began: 各街道、镇人民政府, 区直各委、办、局."""
    return "各" in before and bool(
        (_OF_EACH.fullmatch(piece) and _EACH.fullmatch(before))
        or (_STREETS.fullmatch(piece) and _TOWNS.fullmatch(before))
        or piece in ("委", "办", "局", "室", "厅", "院")
    )


def _places_together(flat: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join bare places with the organ they share: 海勃湾、海南区委、区政府."""
    joined: list[tuple[int, int]] = []
    start: int | None = None
    for begin, end in spans:
        place, piece = begin, flat[begin:end].strip()
        if _BARE_PLACE.fullmatch(piece) and not is_unit(piece) and not re.match(r"[市县区省各]", piece):
            start = place if start is None else start
            joined.append((place, end))
            continue
        organ = re.split(r"[、,;]", piece)[0]
        if start is not None and _PLACE_ORGANS.search(organ) and len(organ) <= _MOST_LETTERS:
            while joined and joined[-1][0] >= start:
                joined.pop()
            place = start
        start = None
        joined.append((place, end))
    return joined
