"""Coordinates in the forms people type and paste."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused, Unreadable
from inspector.model.site import DEGREE
from inspector.tables.typed_place import place_from


@pytest.mark.parametrize(
    "text",
    [
        "39.774, 106.842",
        "39.774，106.842",
        "39.774 106.842",
        "(39.774; 106.842)",
        "N39.774 E106.842",
        "39.774N, 106.842E",
        "106.842°E 39.774°N",
        "北纬39.774°，东经106.842°",
        "东经106.842 北纬39.774",
        "纬度：39.774 经度：106.842",
        "lat: 39.774, lng: 106.842",
        "longitude=106.842 latitude=39.774",
        "39°46′26.4″N 106°50′31.2″E",
        "39°46'26.4\" 106°50'31.2\"",
        "39度46分26.4秒 106度50分31.2秒",
        "106.842, 39.774",
    ],
)
def test_usual_forms_are_read(text: str) -> None:
    place, _doubt = place_from(text)
    assert place is not None
    assert (round(place.lat / DEGREE, 5), round(place.lon / DEGREE, 5)) == (39.774, 106.842)


def test_the_wrong_way_round_is_said_to_be_looked_at() -> None:
    assert place_from("106.842, 39.774")[1] is not None
    assert place_from("39.774, 106.842")[1] is None


def test_west_and_south_are_negative() -> None:
    place, _doubt = place_from("33.5S 70.25W")
    assert place is not None
    assert (place.lat, place.lon) == (-335_000_000, -702_500_000)
    place, _doubt = place_from("南纬33.5 西经70.25")
    assert place is not None
    assert (place.lat, place.lon) == (-335_000_000, -702_500_000)


@pytest.mark.parametrize(
    "text", ["", "here", "39.7", "39.7, 106.8, 12", "1e999, 2", "39.774x106.842", "北纬39.7"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        place_from(text)


def test_off_the_earth_is_said() -> None:
    with pytest.raises(Unreadable):
        place_from("91, 200")


@given(st.text(max_size=60))
def test_no_text_does_worse_than_a_sentence(text: str) -> None:
    with suppress(Refused, Unreadable):
        place, _doubt = place_from(text)
        assert place is None or abs(place.lat) <= 90 * DEGREE
