"""Lines as a plan is read: cleaned, numbered, with headings known and furniture set apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.plans.document import Line
from inspector.plans.letters import folded, visible, without_hashes
from inspector.plans.numbering import Numbering, numbering

_FURNITURE = re.compile(
    r"[-—–·\s]*第?\s?\d{1,4}\s?页?[-—–·\s]*(?:[/共]\s?\d{1,4}\s?页?)?[-—–·\s]*$|"
    r"(?:上一篇|下一篇|上一页|下一页|相关(?:链接|附件|文章|新闻|阅读)|扫一扫|打印(?:本?页|$|[\s|【\[(])|关闭(?:窗口|本页|$)|分享(?:到|$)|字[体号]|返回(?:顶部|首页)|回到顶部|"
    r"版权所有|Copyright|©|网站(?:地图|标识码|声明|首页)|联系我们|关于我们|技术支持|.{0,4}ICP备|.{0,3}公网安备|"
    r"(?:您(?:现在|当前)?的?|你)?当前(?:的)?位置|首页\s?[>|]|责任编辑|编辑:|(?:浏览|点击|阅读)(?:次数|量|数)?:|发布(?:时间|日期|机构)|"
    r"信息来源|文章来源|来源:|作者:|时间:|日期:|索引号|文号:|成文日期|抄送:?|主题词|此件(?:公开|依申请|删减|主动)|"
    r"党群机构网站|政府机构网站|回复$|使用道具|举报$|楼主|\[复制链接\]|您需要登录|收藏(?:$|[\s|收本])|(?:【?[大中小]】?[\s|]?){3}(?:$|[\s|\])打关])|"
    r"(?:无障碍|长辈版|适老)|扫码|微信公众号|政务微|友情链接|访问量|邮编:|地址:|电话:|传真:|举报电话|注:|联系人及?电话)"
)
_END_MATTER = re.compile(
    r"附件|附录|附表|附:|抄送|(?:中共)?.{2,24}(?:办公室|委员会|人民政府)\s*\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$|"
    r"20\d{2}年\d{1,2}月\d{1,2}日(?:印发)?$|[(]?此件"
)
_MOST = 80
"""Letters of a line of furniture, at most."""
_ENDS_A_SENTENCE = "。;；!！?？:：,，、"
_HEADING = 60
"""Letters of a heading, at most."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line that is not blank: as written without marks nobody sees (``text``), folded (``flat``)."""

    number: int
    text: str
    flat: str
    cells: tuple[str, ...] = ()
    heading: int = 0
    numbering: Numbering | None = None
    furniture: bool = False

    @property
    def words(self) -> str:
        """The text behind its number."""
        return self.text[self.numbering.end :].strip() if self.numbering else self.text

    @property
    def like_a_heading(self) -> bool:
        """Say whether it is short and ends no sentence."""
        return bool(self.heading) or (
            len(self.text) <= _HEADING and self.text[-1:] not in _ENDS_A_SENTENCE and "。" not in self.text
        )

    @property
    def ends_the_list(self) -> bool:
        """Say whether it is an annex, a signature or a day that stands by itself."""
        return len(self.flat) <= _MOST and bool(_END_MATTER.match(self.flat))


def blocks_of(lines: Iterable[Line]) -> list[Block]:
    """Give the lines that are not blank as they are read."""
    blocks = []
    for line in lines:
        text = visible(line.text)
        if not text:
            continue
        text, level = without_hashes(text)
        flat = folded(text)
        furniture = len(flat) <= _MOST and bool(_FURNITURE.match(flat)) and not line.cells
        cells = tuple(visible(cell) for cell in line.cells)
        blocks.append(
            Block(line.number, text, flat, cells, line.heading or level, numbering(flat, text), furniture)
        )
    return blocks


class HeadingPath:
    """The headings above a line: each lower one replaces its equals and what stands below them."""

    def __init__(self) -> None:
        """Begin above every heading."""
        self._path: list[tuple[float, Block]] = []

    def take(self, block: Block) -> bool:
        """Go past the heading ``block``, and say whether it is one.

        A paragraph of sentences heads nothing, but ends what was.
        """
        rank = _rank(block)
        self.leave(rank)
        heads = bool(block.heading) or "。" not in block.text[:-1]
        if heads:
            self._path.append((rank, block))
        return heads

    def leave(self, rank: float = float("-inf")) -> None:
        """Leave the headings of ``rank`` and below; all of them at an annex."""
        while self._path and self._path[-1][0] >= rank:
            self._path.pop()

    def above(self, rank: float) -> tuple[Block, ...]:
        """Give the headings above a line of ``rank``, the highest first."""
        return tuple(block for level, block in self._path if level < rank)


def _rank(block: Block) -> float:
    """Give how far from the top a heading stands; its number says it, else the file."""
    if block.numbering:
        return block.numbering.rank
    return -10 + block.heading if block.heading else LOOSE


LOOSE = 3.4
"""The rank of a heading without number or style: below (一), above a task's number."""
