"""The sample's search for the same elsewhere (举一反三): one heap smoulders, so the others are looked at."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from db.connection import Reader
from db.search_recording import make_search, record_search, search_of
from db.workspace import Workspace
from inspector.model.events import Event
from inspector.model.finding_steps import Who
from inspector.model.search_list import SearchList
from inspector.model.search_list_acts import answer
from inspector.model.search_list_life import SearchListMade, SearchPlace, SearchResult
from inspector.periods import MINUTE, Instant, at
from inspector.sample.county import COUNTY, FOUNDER
from inspector.sample.settling import Chance, Settled

EVENING = "19:45"
"""Yesterday, after the complaints."""
TERM = 3
"""Days from today."""
QUESTION, SOURCE = "burning", "平沟 1 号排土场"
Told = Mapping[str, str]
WHAT: Told = {
    "zh_CN": "排土场、取土场有无矸石自燃、冒烟，坡面是否有未处置火点。",
    "en": "Does any spoil heap or borrow pit smoulder or smoke; is there a fire nobody dealt with?",
}
BY_NAME: Told = {"zh_CN": "运煤专线旁旧取土场", "en": "Old borrow pit beside the coal railway"}


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at a site; ``who`` went there, of the grid ``grid``."""

    site: str
    who: str
    grid: str
    result: SearchResult
    text: Told


LOOKED = (
    Looked(
        "平沟 2 号排土场",
        "示例丙",
        "QLS01",
        SearchResult.NOTHING,
        {"zh_CN": "四面查看，未见冒烟。", "en": "Looked at from all sides; no smoke."},
    ),
    Looked(
        "老石旦排土场",
        "示例戊",
        "GWS01",
        SearchResult.NOT_SEEN,
        {
            "zh_CN": "进场道路塌方封闭，待抢通后补查。",
            "en": "The road there has slid; to be seen once it is clear.",
        },
    ),
    Looked(
        "苏海图排土场",
        "示例辛",
        "WHS01",
        SearchResult.FOUND,
        {"zh_CN": "南侧坡面冒烟，已有问题记录。", "en": "The southern slope smokes; it is recorded."},
    ),
)
WAITING = ("二贵沟 3 号排土场", "公乌素 2 号排土场")


def record_search_list(
    workspace: Workspace, settled: Settled, now: Instant, language: str, chance: Chance
) -> None:
    """Make the list yesterday evening, and answer three of its six places."""
    moment = at(now.day - timedelta(days=1), EVENING, now.tz)
    names = [*(one.site for one in LOOKED), *WAITING]
    sites = [settled.sites[name] for name in names]
    places = [SearchPlace(id=site.id, name=site.name, grid=site.grid, site=site.id) for site in sites]
    places.append(SearchPlace(id="1", name=BY_NAME[language], grid=settled.grids["WHS01"]))
    with closing(workspace.reader()) as reader:
        source = _burning(reader, settled.sites[SOURCE].id)
        found = _burning(reader, settled.sites[LOOKED[-1].site].id)
    told = SearchListMade(
        number="",
        grid="",
        finding=source,
        text=WHAT[language],
        due=now.day + timedelta(days=TERM),
        places=tuple(places),
    )
    made = make_search(workspace, told, settled.acting(FOUNDER, COUNTY), moment, chance)
    for one in LOOKED:
        moment = moment.later(MINUTE)
        act = partial(_answer, one, settled.sites[one.site].id, moment, language, found)
        with closing(workspace.reader()) as reader:
            seen = search_of(workspace, reader, made.search).last
        record_search(workspace, made.search, seen, act, settled.acting(one.who, one.grid), moment)


def _answer(
    one: Looked, place: str, moment: Instant, language: str, finding: str, found: SearchList, who: Who
) -> Event:
    day = moment.day
    linked = finding if one.result is SearchResult.FOUND else ""
    return answer(found, who, place, one.result, day, day, text=one.text[language], finding=linked)


def _burning(reader: Reader, site: str) -> str:
    """Give the finding of the week about a fire at ``site``."""
    query = "SELECT id FROM finding WHERE site = ? AND question = ? ORDER BY noticed_ts LIMIT 1"
    return str(reader.value(query, (site, QUESTION)))
