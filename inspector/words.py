"""Words for people: the language of the screen, and the language of a paper."""

from functools import cache
from gettext import NullTranslations

from inspector.catalogue import Catalogue
from inspector.errors import Spoken
from resources import path

LANGUAGES = ("zh_CN", "en")
"""The languages the program speaks, the default first."""

DOMAIN = "inspector"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a marker
    """Mark a message id where it is written down before it is said."""
    return text


class Say:
    """One language: call it with a message id; ``plural`` chooses the form for a number."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        """Speak ``language`` with the words of ``catalogue``."""
        self.language = language
        self._catalogue = catalogue

    def __call__(self, text: str, /, **values: object) -> str:
        """Translate ``text`` and fill its {placeholders}."""
        said = self._catalogue.gettext(text) if text else ""
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate for the number ``n``, which fills {n}."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)


@cache
def in_language(language: str) -> Say:
    """Give the words of ``language``; English message ids serve a language without catalogue."""
    file = path(f"languages/{language}/LC_MESSAGES/{DOMAIN}.mo")
    if not file.is_file():
        return Say(language, NullTranslations())
    return Say(language, Catalogue(file.read_bytes()))


class _Screen:
    """The one language the screen speaks now."""

    say = in_language(LANGUAGES[0])


def use(language: str) -> None:
    """Speak ``language`` on screen and command line from now on."""
    _Screen.say = in_language(language)


def spoken() -> str:
    """Give the language of the screen."""
    return _Screen.say.language


def _(text: str, /, **values: object) -> str:
    return _Screen.say(text, **values)


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """Say in the language of the screen the form that fits ``n``, which fills {n}."""
    return _Screen.say.plural(one, many, n, **values)


def translate(error: Spoken, say: Say | None = None) -> str:
    """Turn an error into a sentence, in the language of the screen unless ``say`` names another."""
    speaker = say or _Screen.say
    values = {
        name: translate(value, speaker) if isinstance(value, Spoken) else value
        for name, value in error.values.items()
    }
    return speaker(error.sentence).format(**values)
