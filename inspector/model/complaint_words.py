"""What a complaint is told by: its channel, the kinds of pollution, its state, verdict and outcome."""

from enum import StrEnum
from typing import NamedTuple

import msgspec

from inspector.model.working_days import Counting
from inspector.words import N_


class Channel(StrEnum):
    """The way a complaint came."""

    HOTLINE_12369 = "12369"
    HOTLINE_12345 = "12345"
    LETTER = "letter"
    VISIT = "visit"
    WEB = "web"
    MEDIA = "media"
    SENT_DOWN = "sent_down"
    """督察交办件: in batches, with a number of the inspection's own."""
    OTHER = "other"


CHANNEL_NAMES = {
    Channel.HOTLINE_12369: N_("12369 hotline"),
    Channel.HOTLINE_12345: N_("12345 hotline"),
    Channel.LETTER: N_("letter"),
    Channel.VISIT: N_("visit in person"),
    Channel.WEB: N_("web or WeChat"),
    Channel.MEDIA: N_("media report"),
    Channel.SENT_DOWN: N_("case sent down"),
    Channel.OTHER: N_("other way"),
}


class Pollution(StrEnum):
    """What a complaint is about, as the monthly statistics count it."""

    WATER = "water"
    AIR = "air"
    ODOUR = "odour"
    NOISE = "noise"
    WASTE = "waste"
    SOIL = "soil"
    ECOLOGY = "ecology"
    RADIATION = "radiation"
    OTHER = "other"


POLLUTION_NAMES = {
    Pollution.WATER: N_("water"),
    Pollution.AIR: N_("air"),
    Pollution.ODOUR: N_("odour"),
    Pollution.NOISE: N_("noise"),
    Pollution.WASTE: N_("solid waste"),
    Pollution.SOIL: N_("soil"),
    Pollution.ECOLOGY: N_("ecology"),
    Pollution.RADIATION: N_("radiation"),
    Pollution.OTHER: N_("other pollution"),
}


class ComplaintState(StrEnum):
    """Where a complaint stands; that it was answered is told beside it."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ASSIGNED = "assigned"
    INVESTIGATED = "investigated"
    CLOSED = "closed"
    CLOSED_FOR_NOW = "closed_for_now"
    LEFT_OPEN = "left_open"
    WITHDRAWN = "withdrawn"


COMPLAINT_STATE_NAMES = {
    ComplaintState.RECEIVED: N_("registered"),
    ComplaintState.ACCEPTED: N_("taken up"),
    ComplaintState.DECLINED: N_("not taken up"),
    ComplaintState.ASSIGNED: N_("being handled"),
    ComplaintState.INVESTIGATED: N_("investigated"),
    ComplaintState.CLOSED: N_("settled"),
    ComplaintState.CLOSED_FOR_NOW: N_("settled in stages"),
    ComplaintState.LEFT_OPEN: N_("not settled"),
    ComplaintState.WITHDRAWN: N_("taken back"),
}
SETTLED = frozenset({ComplaintState.CLOSED, ComplaintState.CLOSED_FOR_NOW})
"""The states in which a complaint may be looked at again (后督察)."""
NOT_OPEN = SETTLED | {ComplaintState.DECLINED, ComplaintState.WITHDRAWN}
"""The states in which nothing is due any more."""


class Truth(StrEnum):
    """What the investigation found of what was said: 属实, 部分属实, 不属实."""

    TRUE = "true"
    PARTLY = "partly"
    UNTRUE = "untrue"


TRUTH_NAMES = {Truth.TRUE: N_("true"), Truth.PARTLY: N_("partly true"), Truth.UNTRUE: N_("not true")}


class Measure(StrEnum):
    """A kind of accountability (问责); only how many persons each met is recorded, never who."""

    TALK = "talk"
    REPRIMAND = "reprimand"
    CIRCULAR = "circular"
    DISCIPLINE = "discipline"
    DETENTION = "detention"
    OTHER = "other"


MEASURE_NAMES = {
    Measure.TALK: N_("admonitory talk"),
    Measure.REPRIMAND: N_("reprimand"),
    Measure.CIRCULAR: N_("named in a circular"),
    Measure.DISCIPLINE: N_("party or administrative discipline"),
    Measure.DETENTION: N_("detention"),
    Measure.OTHER: N_("other accountability"),
}


class Term(NamedTuple):
    """The term of a channel: when handling begins, when it ends, and by how much it may be extended."""

    begin_days: int
    begin_counting: Counting
    days: int
    counting: Counting
    further_days: int


class ChannelTerm(msgspec.Struct, frozen=True):
    """The term that an office ruled for a channel."""

    channel: Channel
    term: Term


TERMS = {
    Channel.HOTLINE_12369: Term(2, Counting.WORKING, 30, Counting.NATURAL, 30),
    Channel.HOTLINE_12345: Term(1, Counting.WORKING, 5, Counting.WORKING, 15),
    Channel.LETTER: Term(15, Counting.NATURAL, 60, Counting.NATURAL, 30),
    Channel.VISIT: Term(15, Counting.NATURAL, 60, Counting.NATURAL, 30),
    Channel.WEB: Term(15, Counting.NATURAL, 60, Counting.NATURAL, 30),
    Channel.MEDIA: Term(1, Counting.NATURAL, 10, Counting.NATURAL, 30),
    Channel.SENT_DOWN: Term(0, Counting.NATURAL, 10, Counting.NATURAL, 30),
    Channel.OTHER: Term(15, Counting.NATURAL, 60, Counting.NATURAL, 30),
}
"""Terms of the field; an office may rule others (``ChannelTerm``), and a complaint may be given another.

信访 15/60 days and at most 30 more (信访工作条例), 12369 within 2 working days and 30 days
(环保举报热线工作管理办法), cases sent down 10 days; 12345 and the media are local custom.
"""
