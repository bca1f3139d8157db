"""Phrases for findings that come with the program (常用语), by kind of site, in the language asked for."""

from functools import cache

import msgspec

from inspector.model.site import SiteKind
from resources import path


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[SiteKind, ...]
    zh_CN: tuple[str, ...]  # noqa: N815 - the name of the language
    en: tuple[str, ...]


class _Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: tuple[_Group, ...]


def phrases_for(kind: SiteKind, language: str) -> tuple[str, ...]:
    """Give what is often found, as it is seen from outside, at sites of ``kind``."""
    group = next(group for group in _book().phrases if kind in group.kinds)
    return group.zh_CN if language == "zh_CN" else group.en


@cache
def _book() -> _Book:
    return msgspec.json.decode(path("phrases/outside.json").read_bytes(), type=_Book)
