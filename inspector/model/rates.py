"""Rates of a period: what part of one number another one is; each is worked out here and nowhere else."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from inspector.model.number import Number
from inspector.words import N_

WHOLE = 1000
"""Rates are whole tenths of a percent."""


class Rate(StrEnum):
    """What part of something was done."""

    PUT_RIGHT = "put_right"
    IN_TIME = "in_time"
    CLOSE_OFF = "close_off"
    RELAPSE = "relapse"


RATE_NAMES = {
    Rate.PUT_RIGHT: N_("rate put right"),
    Rate.IN_TIME: N_("rate in time"),
    Rate.CLOSE_OFF: N_("close-off rate"),
    Rate.RELAPSE: N_("relapse rate"),
}
RATE_WORDS = {
    Rate.PUT_RIGHT: N_("Of the findings of the period, those put right by its end."),
    Rate.IN_TIME: N_("Of the findings due in the period, those put right or ended by their deadline."),
    Rate.CLOSE_OFF: N_("Of the findings of the period, those closed or closed off by its end."),
    Rate.RELAPSE: N_("Findings that came back in the period, for every finding put right in it."),
}
PARTS: Mapping[Rate, tuple[Number, Number]] = MappingProxyType(
    {
        Rate.PUT_RIGHT: (Number.FOUND_PUT_RIGHT, Number.FINDINGS),
        Rate.IN_TIME: (Number.IN_TIME, Number.DUE),
        Rate.CLOSE_OFF: (Number.FOUND_ENDED, Number.FINDINGS),
        Rate.RELAPSE: (Number.RELAPSES, Number.PUT_RIGHT),
    }
)
"""Each rate as a part and the whole it is a part of."""
COMPARED = (
    Number.FINDINGS,
    Number.FOUND_PUT_RIGHT,
    Number.FOUND_ENDED,
    Number.PUT_RIGHT,
    Number.DUE,
    Number.IN_TIME,
    Number.OVERDUE,
    Number.RELAPSES,
)
"""The numbers that a comparison rests on."""


class Standing(msgspec.Struct, frozen=True):
    """How a grid stands in a period: the ``COMPARED`` numbers, and the rates they make."""

    numbers: Mapping[Number, int]

    @property
    def rates(self) -> dict[Rate, int | None]:
        """Give every rate; nothing where there was nothing to do."""
        return {rate: rate_of(self.numbers, rate) for rate in Rate}


def rate_of(numbers: Mapping[Number, int], rate: Rate) -> int | None:
    """Give a rate in tenths of a percent, rounded down: what lacks one is not whole."""
    part, whole = (numbers.get(number, 0) for number in PARTS[rate])
    return WHOLE * part // whole if whole else None


def percent(share: int | None) -> str:
    """Write a rate such as ``87.5%``; a dash where there is none."""
    return "–" if share is None else f"{share // 10}.{share % 10}%"
