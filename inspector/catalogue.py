"""The words of a language as gettext compiles them, looked up where they lie.

A start needs some hundreds of thousands of sentences; ``gettext.GNUTranslations`` takes in all of them first.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from gettext import NullTranslations, c2py
from struct import Struct

_LITTLE = 0x950412DE.to_bytes(4, "little")
"""How a file begins that was written low byte first; otherwise high byte first."""
_PLURAL = re.compile(r"^Plural-Forms:.*\bplural=([^;\n]+)", re.MULTILINE)


class Catalogue(NullTranslations):
    """The sentences of a compiled catalogue (.mo): sorted by message id, as gettext's format has them."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the file; nothing of it is read yet."""
        super().__init__()
        order = "<" if data.startswith(_LITTLE) else ">"
        self._data = data
        self._place = Struct(f"{order}2I")
        self._count, self._ids, self._said = Struct(f"{order}3I").unpack_from(data, 8)
        self._known: dict[str, tuple[str, ...]] = {}

    def gettext(self, message: str) -> str:
        """Translate; what has no translation is said as it is."""
        forms = self._forms(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate for the number ``n``."""
        forms = self._forms(msgid1)
        return forms[self._form_of(n)] if forms else super().ngettext(msgid1, msgid2, n)

    def _forms(self, message: str) -> tuple[str, ...]:
        if message not in self._known:
            self._known[message] = self._found(message)
        return self._known[message]

    def _found(self, message: str) -> tuple[str, ...]:
        sought = message.encode()
        place = bisect_left(range(self._count), sought, key=lambda at: self._text(self._ids, at))
        # behind a message id may stand that of several
        if place == self._count or self._text(self._ids, place).partition(b"\0")[0] != sought:
            return ()
        return tuple(self._text(self._said, place).decode().split("\0"))

    def _text(self, table: int, at: int) -> bytes:
        size, start = self._place.unpack_from(self._data, table + at * self._place.size)
        return self._data[start : start + size]

    @cached_property
    def _form_of(self) -> Callable[[int], int]:
        (head,) = self._forms("")
        [told] = _PLURAL.findall(head)
        return c2py(told)
