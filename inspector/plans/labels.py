"""Labels of a plan: 牵头单位, 整改时限, 整改目标及措施 …, in whatever spelling."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from inspector.plans.letters import compact
from inspector.plans.numbering import numbering
from inspector.plans.units import is_unit


class Kind(StrEnum):
    """What a labelled text is about."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    SUPERVISING = "supervising"
    ACCOUNTABILITY = "accountability"
    ACCEPTING = "accepting"
    PEOPLE = "people"
    DEADLINE = "deadline"
    GOAL = "goal"
    MEASURES = "measures"
    PROBLEM = "problem"
    TITLE = "title"
    NUMBER = "number"
    OTHER = "other"


UNITS = (
    Kind.LEAD,
    Kind.RESPONSIBLE,
    Kind.SUPPORTING,
    Kind.SUPERVISING,
    Kind.ACCOUNTABILITY,
    Kind.ACCEPTING,
)
OPENING = (Kind.PROBLEM, Kind.TITLE, Kind.NUMBER)
"""What a task begins with."""

_LEVEL = (
    r"(?:自治区|自治州|省|市|县|区|旗|盟|州|镇|乡|街道|园区|级|直|本级|"
    r"属地|行业|主体|主要|直接|具体|第一|总){0,4}"
)
_OF = "(?:整改|问题|任务|工作|相关|有关)?"
_UNIT = r"(?:责任)?(?:单位|部门|主体|机构|地区|[科股处]室)(?:名称|\((?:部门|单位|人)\))?"
_AND = r"(?:及其?|和|与|以及|、|/|,|\()"
_PERSON = r"(?:(?:主要|直接|具体|第一)?(?:责任人员?|负责人|联系人|责任领导)(?:姓名)?)"
_LEADER = "(?:(?:责任|包案|包抓|包保|包联|包挂|联系|挂点|挂牌|挂联|督办|分管|牵头|督导|市|县|区)级?领导|组长)"
_TIME = "(?:时限|期限|时间节点|时间|节点|日期|限期|时点|时序)(?:要求|安排|节点|目标)?"
_WHEN = (
    "(?:整改|化解|处置|处理|实施|起止|进度|完成|办结|办理|目标|计划|预计|拟|达标|治理|任务|工作|要求|应|规定|"
    "限期|最终|总体|落实)"
)
_STEPS = "(?:措施|对策|举措|办法|步骤|做法)"
_AIMS = "(?:目标任务|任务目标|目标要求|目标|要求|标准)"
_ABOUT = (
    "(?:整改|整治|化解|处置|解决|修复|管控|主要|具体|工作|治理|实施|落实|推进|防治|重点|针对性|长效|总体|任务|预期|年度|阶段性?|拟采取的?|采取的?|"
    "下一步|下步)"
)

_FORMS: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = tuple(
    (re.compile(pattern), kinds)
    for pattern, kinds in (
        (
            (
                rf"{_LEVEL}{_OF}(?:牵头|主办|主责|主抓|负责牵头)(?:负责|责任|整改|督办|主管)?(?:\(责任\))?{_UNIT}"
                rf"(?:{_AND}{_PERSON}\)?)?"
            ),
            (Kind.LEAD,),
        ),
        (rf"{_LEVEL}(?:牵头|主办)", (Kind.LEAD,)),
        (
            (
                rf"(?!行业主管){_LEVEL}{_OF}(?:责任|承办|实施|落实|整改|执行|承担|主管|负责)(?:整改|落实)?(?:\(\w{{1,4}}\))?{_UNIT}"
                rf"(?:{_AND}(?:{_PERSON}|{_LEVEL}(?:配合|协办|牵头){_UNIT})\)?|{_PERSON})?"
            ),
            (Kind.RESPONSIBLE,),
        ),
        (rf"{_LEVEL}(?:牵头|责任){_AND}(?:责任|配合|协办|参与|牵头)\)?{_UNIT}", (Kind.RESPONSIBLE,)),
        (rf"牵头{_UNIT}{_AND}(?:责任|配合|协办|参与){_UNIT}\)?", (Kind.RESPONSIBLE,)),
        (
            r"(?:整改)?责任|责任分工|职责分工|分工|责任(?:乡镇|镇街|县区|区县|村|社区|村\(社区\)|企业)|属地(?:政府|单位|责任)|(?:建设|涉及|涉事|运营)单位",
            (Kind.RESPONSIBLE,),
        ),
        (
            rf"{_LEVEL}{_OF}(?:配合|其他|其它|协办|协助|协同|参与|参加|协作|支持|联办)(?:责任|整改|落实)?{_UNIT}",
            (Kind.SUPPORTING,),
        ),
        (r"配合|协办|协助|参与", (Kind.SUPPORTING,)),
        (
            rf"{_LEVEL}{_OF}(?:牵头)?(?:督导|督办|督查|督察|督促|监督|监管|包抓|包保|包联|业务指导|指导|督改|调度|行业主管)(?:责任|验收|整改|落实)?{_UNIT}",
            (Kind.SUPERVISING,),
        ),
        (r"督导|督办", (Kind.SUPERVISING,)),
        (
            rf"{_LEVEL}{_OF}(?:验收|销号|审核|核查|复核|认定|备案)(?:销号|验收|责任|认定|{_AND})*{_UNIT}",
            (Kind.ACCEPTING,),
        ),
        (
            rf"{_LEVEL}(?:追责|问责|责任追究|追究责任|追责问责|问责追责)(?:责任)?{_UNIT}",
            (Kind.ACCOUNTABILITY,),
        ),
        (
            (
                rf"[^(),、;。|]{{0,6}}?(?:{_PERSON}|{_LEADER})"
                r"(?:及?(?:职务|电话|联系方式))?"
            ),
            (Kind.PEOPLE,),
        ),
        (rf"{_WHEN}{{1,3}}的?{_TIME}|时限(?:要求)?|期限|限时|完成年限|时间(?:节点|要求)", (Kind.DEADLINE,)),
        (
            rf"{_ABOUT}{{0,2}}{_AIMS}{_AND}{_ABOUT}{{0,2}}(?:任务及)?{_STEPS}\)?|目标措施",
            (Kind.GOAL, Kind.MEASURES),
        ),
        (rf"{_ABOUT}{{0,2}}{_STEPS}{_AND}{_ABOUT}{{0,2}}{_AIMS}\)?", (Kind.GOAL, Kind.MEASURES)),
        (rf"{_ABOUT}{{0,2}}{_STEPS}{_AND}(?:{_WHEN}{{0,2}}{_TIME}|进度安排)", (Kind.MEASURES,)),
        (rf"{_ABOUT}{{0,2}}{_AIMS}{_AND}{_WHEN}{{0,2}}{_TIME}", (Kind.GOAL,)),
        (rf"{_WHEN}{{0,2}}{_TIME}{_AND}{_ABOUT}{{0,2}}(?:{_AIMS}|要求)", (Kind.DEADLINE,)),
        (r"验收标准|销号标准", (Kind.OTHER,)),
        (
            (
                rf"{_ABOUT}{{0,2}}(?:目标|目标任务|任务目标|目标要求|成效目标|预期成效)(?:{_AND}(?:要求|标准))?|"
                r"(?:整改|工作|治理)(?:要求|标准)(?:及标准)?"
            ),
            (Kind.GOAL,),
        ),
        (
            rf"{_ABOUT}{{0,2}}{_STEPS}(?:清单|内容)?|(?:整改|工作|具体|实施)内容|{_ABOUT}?任务{_AND}{_ABOUT}?{_STEPS}",
            (Kind.MEASURES,),
        ),
        (
            (
                r"(?:存在|具体|反馈|督察|警示片|突出|主要|整改|涉及|移交|交办|披露|通报|举报|投诉|反映|违法|违规|隐患|检查|发现|指出|中央|省|环保|生态环境|案件|信访|的|原)*"
                r"问题(?:描述|内容|概述|表述|情况|表现|原文|概况|简述|摘要|及表现|现状|情形|点位|清单)?|(?:举报|投诉|案件|隐患|反映|信访)(?:内容|情况)|"
                r"(?:督察)?反馈(?:意见|问题)(?:内容|原文|问题)?|督察意见|基本情况"
            ),
            (Kind.PROBLEM,),
        ),
        (
            r"(?:整改|重点|工作|具体|主要|任务)*(?:任务|事项|项目|点位)(?:名称|内容|描述)?|问题(?:名称|标题)|标题|名称",
            (Kind.TITLE,),
        ),
        (r"(?:问题|任务|整改|整改任务)?(?:序号|编号)|序|号", (Kind.NUMBER,)),
        (
            (
                r"(?:目前|当前|最新|整改|工作|任务)*(?:进展|进度|完成|落实|推进|整改)(?:情况|进展|成效|状态|进度)+|(?:目前|当前)进展|"
                r"(?:启动|开始|起始|开工|发现|交办|反馈|移交|转办|受理)(?:时间|日期)|备注|销号(?:情况|时间|时限|状态)|验收(?:情况|时间)|整改(?:状态|结果|成效|进度|进展)|状态|"
                r"(?:问题|整改)?(?:来源|类[型别]|性质|属性|分类)|行政区域?|(?:所在|所属)(?:区域|地区|县区|乡镇)|点位位置|是否(?:完成|销号)|存在困难|序时进度(?:情况)?|所在地\w{0,2}|地点|佐证材料|"
                r"下一?步(?:工作)?(?:计划|打算|安排)?"
            ),
            (Kind.OTHER,),
        ),
    )
)
_NAMES_ITS_MAKER = re.compile(r"(?:主办|承办)(?:单位|部门)?")
LONGEST = 20
"""Letters a label has at most, blanks left out."""
_LAST = frozenset(
    "措要算域项权位门体构区室人员导长名话式限间期点求标准任务施举法骤做内容题述情况现文意见号序称目来源型别质性类地料成效头办合助与责工查督排注态果度展动划算安单策时镇街府业村域置难成销形"
) | {")"}
_FIRST_MARKS = " \t-*•·●■◆▲★>([【〔"
_BEFORE = frozenset(' \t;。,|、)(】[【]:•·●■◆▲★—-"“')
WINDOW = 44
"""How far before a colon a label may begin."""


_SHORT = (*UNITS, Kind.PEOPLE, Kind.DEADLINE)
"""Labels whose values are so short that another label may follow on the same line without a blank."""
_LONG = (*UNITS, Kind.PEOPLE, Kind.DEADLINE, Kind.GOAL, Kind.MEASURES)
_OF_PEOPLE = re.compile(rf"(?:[省市县区旗州盟镇乡]级?|主要|具体)?(?:{_PERSON}|{_LEADER})")
_WHO_TO_ASK = re.compile("[。;]")
"""Behind a sentence people with a telephone are those whom readers may ask: …。联系人:李女士,联系电话:…"""
_WHOLE = 3
"""Letters of a label that is known without a blank before it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a line: ``start`` to ``end`` with its mark, so that its value begins at ``end``."""

    start: int
    end: int
    kinds: tuple[Kind, ...]
    bare: bool = False


@lru_cache(maxsize=4096)
def kinds_of(name: str) -> tuple[Kind, ...]:
    """Say what the label ``name`` (without blanks, folded) stands for; nothing where it is no label."""
    if not name or len(name) > LONGEST:
        return ()
    return next((kinds for form, kinds in _FORMS if form.fullmatch(name)), ())


def is_of_a_site(name: str) -> bool:
    """Say whether ``name`` also stands at the foot of web pages, where it names who runs the site."""
    return bool(_NAMES_ITS_MAKER.fullmatch(name))


def labels_in(flat: str) -> list[Label]:
    """Find the labels of the folded line ``flat``, in order.

    Known by a colon, by 【】, by blanks after them at the beginning of a line, or by standing alone.
    """
    found: list[Label] = []
    since = 0
    for mark in re.finditer(r"[:】\]]", flat):
        place = mark.start()
        if flat[:place].rstrip(' \t】])"”')[-1:] not in _LAST if place < WINDOW else _barred(flat, place):
            continue
        glued = bool(found) and found[-1].kinds[0] in _SHORT
        label = _before(flat, place, since) or (_glued(flat, place, since) if glued else None)
        if label:
            found.append(label)
            since = label.end
    if not found and (alone := _at_the_beginning(flat)):
        found.append(alone)
    return found


def _barred(flat: str, place: int) -> bool:
    return flat[place - WINDOW : place].rstrip(' \t】])"”')[-1:] not in _LAST


def _before(flat: str, place: int, since: int) -> Label | None:
    """Give the longest label that ends at the mark at ``place`` and begins after ``since``."""
    first = max(since, place - WINDOW)
    for start in range(first, place):
        if start and start != since and flat[start - 1] not in _BEFORE:
            continue
        if flat[start] in " \t":
            continue
        name = flat[start:place]
        if not start and (number := numbering(name)):
            name = name[number.end :]
        closing = flat[place] != ":"
        inside = name.strip(_FIRST_MARKS + "】])")
        if closing and not _opened(flat, start, place):
            continue
        kinds = kinds_of(compact(inside))
        if (
            kinds == (Kind.PEOPLE,)
            and _WHO_TO_ASK.search(flat[:start])
            and "电话" in flat[place : place + WINDOW]
        ):
            return None
        if kinds and not _stands_apart(inside) and (start != since or not since or _behind(inside, kinds)):
            end = place + 1
            if closing and flat[end : end + 1] == ":":
                end += 1
            return Label(start, end, kinds)
    return None


def _stands_apart(name: str) -> bool:
    """Say whether a unit, which is no part of the label, stands before it in ``name``: 市水利局 责任人."""
    unit, blank, _label = name.replace("\t", " ").rpartition(" ")
    return bool(blank) and is_unit(unit) and not kinds_of(compact(unit))


def _behind(name: str, kinds: tuple[Kind, ...]) -> bool:
    """Say whether ``name`` is a label right behind the one before, rather than its value with a label."""
    return kinds[:1] != (Kind.PEOPLE,) or bool(_OF_PEOPLE.fullmatch(name))


def _glued(flat: str, place: int, since: int) -> Label | None:
    """Give a label that lost the blank before it: 责任单位:市环保局整改时限:2018年底."""
    for start in range(max(since + 1, place - LONGEST), place - _WHOLE + 1):
        name = flat[start:place]
        kinds = kinds_of(name)
        if kinds and kinds[0] in _LONG and _behind(name, kinds):
            return Label(start, place + 1, kinds)
    return None


def _opened(flat: str, start: int, place: int) -> bool:
    """Say whether the bracket that closes at ``place`` opened with the label."""
    opening = "【" if flat[place] == "】" else "["
    return opening in flat[max(0, start - 1) : place]


def _at_the_beginning(flat: str) -> Label | None:
    """Give a label that stands alone in its line, or before blanks and its value."""
    if not flat.strip() or flat.lstrip(_FIRST_MARKS)[:1] == "":
        return None
    number = numbering(flat)
    start = number.end if number else 0
    head = flat[start : start + WINDOW]
    name = compact(head.strip(_FIRST_MARKS + "】])"))
    # 整改措施清单 stands above a list of tasks.
    if len(flat) - start <= WINDOW and not name.endswith("清单") and (kinds := kinds_of(name)):
        return Label(0, len(flat), kinds, bare=True)
    if number:
        return None
    for blank in reversed(list(re.finditer(r"[ \t]+", head))):
        name = compact(head[: blank.start()].strip(_FIRST_MARKS))
        kinds = kinds_of(name)
        if len(name) > 1 and kinds and kinds[0] not in (Kind.NUMBER, Kind.OTHER):
            return Label(0, start + blank.end(), kinds)
    return None
