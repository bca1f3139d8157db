"""Deciding the terms of complaints by channel, as counties differ (product.md, complaints)."""

import msgspec

from inspector.errors import Refused
from inspector.model.complaint_words import TERMS, Channel, ChannelTerm
from inspector.model.finding_steps import Who
from inspector.model.office import Rules, RulesDecided
from inspector.model.office_rules import ruled
from inspector.model.person import Role
from inspector.words import N_

LONGEST = 365


class ComplaintTerms(msgspec.Struct, frozen=True):
    """The term of every channel."""

    terms: tuple[ChannelTerm, ...]

    @classmethod
    def of(cls, rules: Rules) -> "ComplaintTerms":
        """Take them from ``rules``, the field's own where nothing was ruled."""
        return cls(tuple(ChannelTerm(channel, rules.term_of(channel)) for channel in Channel))


def decide_complaint_terms(
    rules: Rules, subject: str, office_name: str, who: Who, told: ComplaintTerms
) -> RulesDecided:
    """Decide the terms from now on; a complaint that was taken in keeps its own.

    Raises Refused unless the rectification office decides, and for numbers nobody means.
    """
    if Role.RECTIFICATION_OFFICE not in who.roles:
        raise Refused(N_("That is for the rectification office."))
    for one in told.terms:
        term = one.term
        if not (0 <= term.begin_days <= LONGEST and 1 <= term.days <= LONGEST):
            raise Refused(
                N_("A term of complaints lasts from {least} to {most} days."), least=1, most=LONGEST
            )
        if not 0 <= term.further_days <= LONGEST:
            raise Refused(N_("A term of complaints is extended by at most {most} days."), most=LONGEST)
    other = tuple(one for one in told.terms if one.term != TERMS[one.channel])
    return ruled(rules, subject, office_name, {"complaint_terms": other})
