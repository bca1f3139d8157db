"""Numbers at the beginning of a line: 一、 (一) 1. (1) ① 第一条 问题一."""

import re
from dataclasses import dataclass

_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CN = "[一二三四五六七八九十百〇零]{1,6}"
_ANY = rf"(?:{_CN}|\d{{1,3}})"
_COUNTED = "年月日时个项家处座台万亿户眼吨米公件名人天次宗条亩倍批克平立度级类%"
"""Words of measure: digits before one of them count something and number nothing."""

_FORMS = (
    ("chapter", 0, re.compile(rf"第\s?({_ANY})\s?(?:章|编|部分)[\s:、.]*")),
    ("section", 1, re.compile(rf"第\s?({_ANY})\s?(?:节|方面|类|批)[\s:、.]*")),
    (
        "named",
        3.5,
        re.compile(
            r"[【(]?(?:整改|反馈|督察|重点|具体|突出)?(?:问题|任务|事项|整改|案件|点位|线索|序号)\s{0,2}(?:清单)?"
            rf"(?:[(]\s?({_ANY})\s?[)]|({_ANY})(?=$|[\s:、.,。;】)(（-]))"
            r"\s{0,2}[】)]?[\s:、.]*"
        ),
    ),
    ("article", 3.5, re.compile(rf"第\s?({_ANY})\s?(?:条|项|个问题|号问题|个|号|款)(?!措施)[\s:、.]*")),
    ("cn", 2, re.compile(rf"({_CN})\s?[、.．:]\s*")),
    ("cn", 2, re.compile(r"([一二三四五六七八九十])\s{1,4}(?=[\u4e00-\u9fff])")),
    ("cn", 2, re.compile(rf"({_CN})$")),
    ("cn paren", 3, re.compile(rf"\(?\s?({_CN})\s?\)[\s、.]*")),
    ("multi", 4.5, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、]?\s+|、)(?![\d%])")),
    (
        "digit",
        4,
        re.compile(
            rf"(\d{{1,3}})\s?(?:[.、](?:(?!\d)|(?=20\d\d年))|、(?=\d{{1,5}}余?[{_COUNTED}])|,(?=[\u4e00-\u9fff]))\s*"
        ),
    ),
    ("digit", 4, re.compile(rf"(\d{{1,3}})\s{{1,4}}(?=[\u4e00-\u9fff《“])(?![{_COUNTED}])")),
    ("digit paren", 5, re.compile(r"\(\s?(\d{1,3})\s?\)[\s、.]*")),
    ("digit half", 5.5, re.compile(r"(\d{1,3})\s?\)[\s、.]*")),
)
_SIGNS: tuple[tuple[str, float, str], ...] = (
    ("circle", 6, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    ("digit", 4, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    ("digit paren", 5, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    ("cn paren", 3, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
)
_BY_SIGN = {
    sign: (style, rank, value) for style, rank, row in _SIGNS for value, sign in enumerate(row, start=1)
}
LONGEST = 24
"""No number at the beginning of a line is longer."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number a line begins with.

    ``style`` tells its family, ``rank`` how far from the top it usually stands, ``written`` how it stands
    there without the mark that ends it, ``end`` where the words begin.
    """

    style: str
    rank: float
    value: int
    written: str
    end: int


def number_of(text: str) -> int:
    """Read 十二, 一百零三, 〇 or 12; 0 where it is no number."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for letter in text:
        if letter in "十百":
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(letter, 0)
    return total + digit


def numbering(flat: str, text: str = "") -> Numbering | None:
    """Read the number that the folded line ``flat`` begins with; ``text`` is the line as written."""
    text = text or flat
    start = len(flat) - len(flat.lstrip(" \t-*•·●■◆▲★"))
    head = flat[start : start + LONGEST]
    if sign := _BY_SIGN.get(head[:1]):
        style, rank, value = sign
        marks = len(head) - len(head[1:].lstrip(" \t、.:"))
        return Numbering(style, rank, value, text[start], start + marks)
    for style, rank, form in _FORMS:
        found = form.match(head)
        if found and (number := next(part for part in found.groups() if part)):
            value = int(number.rpartition(".")[2]) if style == "multi" else number_of(number)
            written = found[0].rstrip(" \t、.:．,")
            written = _paired(text[start : start + len(written)]).removeprefix("序号").strip()
            return Numbering(style, rank, value, written, start + found.end())
    return None


def _paired(written: str) -> str:
    """Leave brackets only where both are there."""
    if written[0] in "【「":
        return written.strip("【】「」")
    if written[0] in "(（" and written[-1] not in ")）":
        return written[1:]
    return written
