"""Bytes of a text or a web page as characters: which encoding they are in."""

import codecs
import re

from inspector.errors import Spoken, Unreadable
from inspector.plans.documents.limits import NO_DOCUMENT
from inspector.words import N_

NULS = N_("Zero bytes between the characters were left out.")
LOST = N_("Some bytes are in another encoding or damaged; they are shown as � in {n} places.")
GUESSED = N_("The encoding is not certain; the text was read as {encoding}.")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4_096
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_FEW = 0.05
"""Share of lost characters among those beyond ASCII up to which an encoding is still the right one."""
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312", "gb18030"}


def decoded(file: str, data: bytes, declared: str = "") -> tuple[str, list[Spoken]]:
    """Give the text and what is to be said of it.

    In this order: the mark at the beginning, zero bytes of UTF-16, UTF-8, what the page says (``declared``),
    GB18030, what the bytes look like. Damaged bytes become U+FFFD. Raises Unreadable for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _whole(data, encoding)
    if wide := _without_mark(data):
        return _whole(data, wide)
    said: list[Spoken] = [Unreadable(NULS)] if b"\0" in data else []
    data = data.replace(b"\0", b"")
    if len(_CONTROL.findall(data[:_LOOKED_AT])) > len(data[:_LOOKED_AT]) // 20:
        raise Unreadable(NO_DOCUMENT, file=file)
    for encoding in dict.fromkeys(("utf-8", _known(declared), "gb18030")):
        text = data.decode(encoding, "replace")
        lost = text.count(_REPLACED)
        if lost <= _FEW * sum(1 for sign in text if sign > "\x7f"):
            return text, [*said, *([Unreadable(LOST, n=lost)] if lost else [])]
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65_536]).best()
    if best is None:
        raise Unreadable(NO_DOCUMENT, file=file)
    return data.decode(best.encoding, "replace"), [*said, Unreadable(GUESSED, encoding=best.encoding)]


def _known(declared: str) -> str:
    name = declared.strip().lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return "gb18030"
    return found.name if found._is_text_encoding else "gb18030"  # noqa: SLF001


def _whole(data: bytes, encoding: str) -> tuple[str, list[Spoken]]:
    text = data.decode(encoding, "replace")
    lost = text.count(_REPLACED)
    return text.replace("\0", ""), [Unreadable(LOST, n=lost)] if lost else []


def _without_mark(data: bytes) -> str:
    """Tell UTF-16 without its mark by the zero bytes of its ASCII letters."""
    sample = data[:_LOOKED_AT]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 25 and even < odd // 8:
        return "utf-16-le"
    if even > len(sample) // 25 and odd < even // 8:
        return "utf-16-be"
    return ""
