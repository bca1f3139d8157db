"""A verdict as the screen says it: one line, then why, the worst first."""

from inspector.periods import Instant, long_day
from inspector.reports.verdict import Outcome, SignatureVerdict, Trust, Verdict
from inspector.words import N_, _, in_language, spoken
from ui.widgets.verdict_list import Reason

HEADLINES = {
    Outcome.GOOD: N_("Valid and complete."),
    Outcome.INCOMPLETE: N_("Valid, but not complete."),
    Outcome.BAD: N_("Not valid."),
}
TONES = {Outcome.GOOD: "accent", Outcome.INCOMPLETE: "amber", Outcome.BAD: "red"}
CHIPS = {Outcome.GOOD: N_("valid"), Outcome.INCOMPLETE: N_("incomplete"), Outcome.BAD: N_("not valid")}

VOUCHERS = {
    Trust.OFFICE: N_("the office vouches for the certificate"),
    Trust.SELF: N_("self-signed certificate, nobody else vouches for it"),
    Trust.UNKNOWN: N_("certificate of an authority not known here"),
    Trust.REVOKED: N_("the certificate was withdrawn"),
}


def headline(verdict: Verdict) -> str:
    """Say the verdict in one line."""
    return _("This file can't be checked.") if verdict.unreadable else _(HEADLINES[verdict.outcome])


def chip_words(verdict: Verdict) -> tuple[str, str]:
    """Say the verdict in a word, with its tone."""
    if verdict.unreadable:
        return _("unreadable"), "red"
    return _(CHIPS[verdict.outcome]), TONES[verdict.outcome]


def reasons(verdict: Verdict) -> list[Reason]:
    """Say what was found: what is wrong or lacking, who signed, and what is as it should be."""
    say = in_language(spoken())
    problems = [problem.said(say) for problem in verdict.problems]
    found = [Reason(text, tone=_tone(verdict, at)) for at, text in enumerate(dict.fromkeys(problems))]
    found += [_signer(signature) for signature in verdict.signatures]
    if verdict.checks and not verdict.unreadable:
        told = dict.fromkeys(check.detail.said(say) for check in verdict.checks if check.ok)
        found += [Reason(text) for text in told]
    return found


def moment_words(moment: Instant) -> str:
    """Say a day with its time: ``2026年11月22日 09:05``."""
    return f"{long_day(moment.day, in_language(spoken()))} {moment.clock}"


def _tone(verdict: Verdict, at: int) -> str:
    """Colour a problem: the first one decided the verdict, a note beside a good verdict does no harm."""
    if verdict.outcome is Outcome.GOOD:
        return "blue"
    return "amber" if at else TONES[verdict.outcome]


def _signer(signature: SignatureVerdict) -> Reason:
    name = signature.name or signature.field
    when = moment_words(signature.signed_at) if signature.signed_at else _("at an unknown time")
    voucher = _(VOUCHERS[signature.trust])
    number = signature.certificate_sha256[:16]
    return Reason(
        _("Signed by {name}, {time}", name=name, time=when),
        f"{voucher} · {_('certificate {number}', number=number)} · {signature.level.value}",
        ("accent" if signature.trust is Trust.OFFICE else "blue") if signature.valid else "red",
    )
