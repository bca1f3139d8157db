"""The compiled words: the same as gettext's own reader gives, whatever order their bytes have."""

import struct
from collections.abc import Iterable
from gettext import GNUTranslations
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.catalogue import Catalogue
from resources import path

CHINESE = path("languages/zh_CN/LC_MESSAGES/inspector.mo").read_bytes()
ENGLISH_FORMS = "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def compiled(sentences: Iterable[tuple[str, str]], order: str) -> bytes:
    """Write a catalogue as gettext's manual says (10.3, The Format of GNU MO Files)."""
    rows = sorted((one.encode(), said.encode()) for one, said in sentences)
    ids, said = 28, 28 + 8 * len(rows)
    start, texts, tables = said + 8 * len(rows), b"", ([], [])  # type: ignore[var-annotated]
    for column, table in enumerate(tables):
        for row in rows:
            table += [len(row[column]), start + len(texts)]
            texts += row[column] + b"\0"
    head = struct.pack(f"{order}7I", 0x950412DE, 0, len(rows), ids, said, 0, start)
    return head + b"".join(struct.pack(f"{order}{len(table)}I", *table) for table in tables) + texts


def test_every_sentence_of_ours_is_what_gettext_reads() -> None:
    theirs, ours = GNUTranslations(BytesIO(CHINESE)), Catalogue(CHINESE)
    sentences: dict[str | tuple[str, int], str] = theirs._catalog  # type: ignore[attr-defined]
    assert len(sentences) > 1000
    for one in sentences:
        if isinstance(one, tuple):
            for n in (0, 1, 2, 21):
                assert ours.ngettext(one[0], "many", n) == theirs.ngettext(one[0], "many", n)
        else:
            assert ours.gettext(one) == theirs.gettext(one)


@given(
    single=st.dictionaries(WORDS, WORDS),
    several=st.dictionaries(WORDS, st.tuples(WORDS, WORDS)),
    other=WORDS,
    n=st.integers(0, 200),
    order=st.sampled_from("<>"),
)
def test_any_catalogue_reads_as_gettext_reads_it(
    single: dict[str, str], several: dict[str, tuple[str, str]], other: str, n: int, order: str
) -> None:
    plurals = {one: forms for one, forms in several.items() if one not in single}
    data = compiled(
        [
            ("", ENGLISH_FORMS),
            *single.items(),
            *((f"{one}\0{one}s", "\0".join(forms)) for one, forms in plurals.items()),
        ],
        order,
    )
    theirs, ours = GNUTranslations(BytesIO(data)), Catalogue(data)

    for one in (*single, *plurals, other):
        assert ours.gettext(one) == theirs.gettext(one)
    for one in {*plurals, other} - single.keys():
        assert ours.ngettext(one, "many", n) == theirs.ngettext(one, "many", n)


@pytest.mark.parametrize(("n", "said"), [(1, "no such"), (2, "none such")])
def test_what_is_not_there_is_said_as_it_is(n: int, said: str) -> None:
    ours = Catalogue(CHINESE)
    assert ours.gettext("no such sentence is in our catalogue") == "no such sentence is in our catalogue"
    assert ours.ngettext("no such", "none such", n) == said
