"""Every sentence for people exists in every language of the program."""

import gettext
import importlib.util
import re
from types import ModuleType

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message

from inspector import words
from resources import path


def _build_languages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_languages", path("languages/build_languages.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = _build_languages()
TRANSLATED = [language for language in words.LANGUAGES if language != "en"]  # message ids are English


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def _ids(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {tuple(_forms(message.id)) for message in catalogue if message.id}


def _placeholders(form: str) -> set[str]:
    return set(re.findall(r"\{(\w*)", form.replace("{{", "")))


def _catalogue(language: str) -> Catalog:
    catalogue: Catalog = BUILD.read(path(f"languages/{language}/LC_MESSAGES/inspector.po"))
    return catalogue


def _messages(language: str) -> list[Message]:
    return [message for message in _catalogue(language) if message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_has_exactly_the_texts_of_the_source(language: str) -> None:
    assert _ids(_catalogue(language)) == _ids(BUILD.extracted()), "run: make languages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_none_is_a_guess(language: str) -> None:
    messages = _messages(language)
    assert not [message.id for message in messages if not all(_forms(message.string))]
    assert not [message.id for message in messages if message.fuzzy]
    assert not _catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_both_sides_have_the_same_placeholders(language: str) -> None:
    for message in _messages(language):
        asked = _placeholders(_forms(message.id)[-1])
        for form in _forms(message.string):
            assert not form or _placeholders(form) == asked, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    compiled = gettext.translation(words.DOMAIN, path("languages"), languages=[language])
    for message in _messages(language):
        one, *many = _forms(message.id)
        said = compiled.ngettext(one, many[0], 1) if many else compiled.gettext(one)
        assert said == _forms(message.string)[0]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('_("a")', ["a"]),
        ('raise Refused(N_("no {x}"), x=_("deep"))', ["no {x}", "deep"]),
        ('paper.say("a", a=say("b"))', ["a", "b"]),
        ('say.plural("one {n}", "many {n}", n)', [("one {n}", "many {n}")]),
        ('_("long "\n  "text")', ["long text"]),
        ('_("a" if x else "b" if y else "c")', ["a", "b", "c"]),
        ("f\"{_('a')} · {b}\"", ["a"]),
        ('_(names[key]); _(""); say(); say(f"{x}"); unsay("a")', []),
    ],
)
def test_every_way_to_say_something_is_found(source: str, texts: list[str | tuple[str, str]]) -> None:
    assert sorted(BUILD.texts(source), key=str) == sorted(texts, key=str)


def test_a_catalogue_takes_new_texts_and_drops_old_ones() -> None:
    known = Catalog(locale="zh_CN")
    known.add("stays", "留")
    known.add("goes", "去")
    found = Catalog()
    found.add("stays")
    found.add("comes")
    updated = BUILD.updated(known, found)
    assert {message.id: message.string for message in updated if message.id} == {"stays": "留", "comes": None}
