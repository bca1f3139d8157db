"""A suggestion in which order to visit the stops of a route: always the nearest that is left."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby

import msgspec

from inspector.model.events import Place
from inspector.model.site import distance_m


class Spot(msgspec.Struct, frozen=True):
    """A stop, the day it is planned for, whether the group was there, and where it lies if that is known."""

    stop: str
    day: date | None = None
    is_visited: bool = False
    place: Place | None = None


def nearest_next(spots: Sequence[Spot]) -> list[str]:
    """Give the stops so that each is followed by the nearest that is left of the same day.

    Stops that were visited stay first; days follow each other, those without a day come last. A day begins
    near where the one before it ended, else with its first stop; stops without a place end their day. It is
    a straight line that is measured, no road: a suggestion.
    """
    order = [spot.stop for spot in spots if spot.is_visited]
    here = next((spot.place for spot in reversed(spots) if spot.is_visited and spot.place), None)
    waiting = [spot for spot in spots if not spot.is_visited]
    waiting.sort(key=lambda spot: (spot.day is None, spot.day or date.min))
    for _day, on_day in groupby(waiting, key=lambda spot: spot.day):
        every = list(on_day)
        left = {spot.stop: spot.place for spot in every if spot.place}
        while left:
            stop = min(left, key=partial(_apart, here, left)) if here else next(iter(left))
            here = left.pop(stop)
            order.append(stop)
        order += [spot.stop for spot in every if not spot.place]
    return order


def _apart(here: Place, places: Mapping[str, Place], stop: str) -> float:
    return distance_m(here, places[stop])
