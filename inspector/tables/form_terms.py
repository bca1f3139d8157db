"""The terms of XLSForm: kinds of questions, columns, constraints and conditions this program understands."""

import re
from collections.abc import Mapping

from inspector.model.question import QuestionKind
from inspector.words import LANGUAGES

KINDS: Mapping[str, QuestionKind] = {
    "select_one": QuestionKind.CHOICE,
    "select1": QuestionKind.CHOICE,
    "select_multiple": QuestionKind.SEVERAL,
    "select": QuestionKind.SEVERAL,
    "integer": QuestionKind.NUMBER,
    "int": QuestionKind.NUMBER,
    "decimal": QuestionKind.NUMBER,
    "range": QuestionKind.NUMBER,
    "text": QuestionKind.TEXT,
    "string": QuestionKind.TEXT,
    "date": QuestionKind.DATE,
    "image": QuestionKind.PHOTO,
    "photo": QuestionKind.PHOTO,
}
DECIMALS = {"decimal": 2}
RECORDED_ITSELF = frozenset(
    {"start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "geopoint", "gps"}
)
TAKEN_COLUMNS = frozenset(
    {
        "type",
        "name",
        "label",
        "hint",
        "required",
        "relevant",
        "constraint",
        "choice_filter",
        "parameters",
        "normal",
        "trouble",
        "unit",
        "must_look",
    }
)
IGNORED_COLUMNS = frozenset({"", "appearance", "required_message", "constraint_message", "guidance_hint"})
"""How a form looks, and what it says when an answer is refused: this program has words of its own."""
YES = frozenset({"yes", "true", "true()", "1"})
ALWAYS = frozenset({"true", "true()", "1", "yes"})
LANGUAGE_NAMES = dict(
    zip(
        LANGUAGES,
        (
            frozenset({"zh", "cn", "hans", "chinese", "中文", "简体中文", "汉语"}),
            frozenset({"en", "english", "英文", "英语"}),
        ),
        strict=True,
    )
)

_ALIASES = (
    ("select all that apply from", "select_multiple"),
    ("select all that apply", "select_multiple"),
    ("select one from", "select_one"),
    ("select one", "select_one"),
    ("select multiple from", "select_multiple"),
    ("select multiple", "select_multiple"),
    ("begin group", "begin_group"),
    ("end group", "end_group"),
    ("begin repeat", "begin_repeat"),
    ("end repeat", "end_repeat"),
)
_END = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_EQUALS = re.compile(r"\$\{\s*([\w.-]+)\s*\}\s*(=|!=)\s*(?:'([^']*)'|\"([^\"]*)\")")
_SELECTED = re.compile(r"selected\(\s*\$\{\s*([\w.-]+)\s*\}\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)")


def type_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Read what stands under “type”: the kind of row, and what follows it, such as the name of choices."""
    written = " ".join(text.lower().split())
    for alias, term in _ALIASES:
        if written == alias or written.startswith(f"{alias} "):
            written = term + written[len(alias) :]
            break
    kind, *_rest = written.split() or [""]
    after = text.split()[len(text.split()) - len(_rest) :] if _rest else []
    return kind, tuple(after)


def range_of(constraint: str) -> list[tuple[str, str]] | None:
    """Read a constraint such as ``. >= 0 and . <= 14`` as its ends; None for any other."""
    ends = []
    for part in re.split(r"\s+and\s+", _bare(constraint), flags=re.IGNORECASE):
        found = _END.fullmatch(_bare(part))
        if not found:
            return None
        ends.append((found[1], found[2]))
    return ends


def condition_of(relevant: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Read ``${q}='a' or ${q}='b'``, ``selected(${q}, 'a')`` or ``${q}!='a'``; None for any other.

    Gives the question, its answers, and whether any but those are meant.
    """
    names: set[tuple[str, bool]] = set()
    answers: list[str] = []
    for part in re.split(r"\s+or\s+", _bare(relevant), flags=re.IGNORECASE):
        equals, selected = _EQUALS.fullmatch(_bare(part)), _SELECTED.fullmatch(_bare(part))
        if equals:
            names.add((equals[1], equals[2] == "!="))
            answers.append(equals[3] if equals[3] is not None else equals[4])
        elif selected:
            names.add((selected[1], False))
            answers.append(selected[2] if selected[2] is not None else selected[3])
        else:
            return None
    if len(names) != 1 or (len(answers) > 1 and any(is_not for _name, is_not in names)):
        return None
    ((name, is_not),) = names
    return name, tuple(answers), is_not


def _bare(text: str) -> str:
    """Take away space and one pair of brackets around the whole."""
    text = text.strip()
    return text[1:-1].strip() if re.fullmatch(r"\([^()]*\)", text) else text
