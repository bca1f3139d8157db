"""Numbers bound to facts in a text: cut and joined, filled in, refused where unknown, contradicted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.bound_text import Contradiction, bound, contradictions, joined, pieces, rendered, unknown

VALUES = {
    "新发现问题": "12",
    "新发现问题已整改": "9",
    "整改率": "75.0%",
    "甲镇/新发现问题": "5",
    "乙镇/整改率": "–",
}
NAMES = st.sampled_from(sorted(VALUES))
PLAIN = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=20)


@given(st.text(max_size=60))
def test_a_text_that_is_cut_joins_to_itself(text: str) -> None:
    assert joined(pieces(text)) == text


@given(st.lists(st.tuples(PLAIN, NAMES)))
def test_every_place_is_filled_and_nothing_else_changes(parts: list[tuple[str, str]]) -> None:
    text = "".join(plain + bound(name) for plain, name in parts)
    assert rendered(text, VALUES) == "".join(plain + VALUES[name] for plain, name in parts)
    assert rendered(rendered(text, VALUES), VALUES) == rendered(text, VALUES)


@given(PLAIN, NAMES)
def test_edited_around_its_places_a_text_keeps_them(typed: str, name: str) -> None:
    before = f"本期{bound(name)}个"
    edited = joined((*pieces(before), *pieces(typed)))
    assert rendered(edited, VALUES) == rendered(before, VALUES) + typed


def test_an_unknown_place_is_refused_by_its_name() -> None:
    with pytest.raises(Refused) as refused:
        rendered("共{发现}个", VALUES)
    assert refused.value.values == {"name": "发现"}
    assert unknown("共{发现}个{整改率}", VALUES) == ("发现",)


def test_a_brace_alone_is_only_a_brace() -> None:
    assert rendered("a{b", VALUES) == "a{b"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新发现问题13个", (Contradiction("13", "新发现问题", "12"),)),
        ("新发现问题12个，整改率75.0%", ()),
        ("新发现问题{新发现问题}个", ()),
        ("新发现问题已整改8个", (Contradiction("8", "新发现问题已整改", "9"),)),
        ("甲镇新发现问题12个", (Contradiction("12", "新发现问题", "5"),)),
        ("甲镇新发现问题5个。新发现问题12个", ()),
        ("乙镇新发现问题12个", ()),
        ("3天内新发现问题", ()),
    ],
)
def test_a_typed_number_that_contradicts_is_found(text: str, found: tuple[Contradiction, ...]) -> None:
    assert contradictions(text, VALUES) == found
