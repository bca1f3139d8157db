"""What the time line and the history of a dossier say."""

from datetime import date

from db.queries.time_line import FactChange, Line, LineKind, Value
from inspector.model.events import Place
from inspector.model.finding import FindingCorrected, FindingWithdrawn
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.model.issued_report import REPORT_KIND_NAMES
from inspector.model.office import Rank
from inspector.model.site import KIND_NAMES, RANK_NAMES, STATUS_NAMES, SiteAdded, SiteKind, SiteStatus
from inspector.model.site_paper import SitePaperAdded, SitePaperChanged, SitePaperEnded
from inspector.periods import long_day
from inspector.words import N_, _, in_language, plural, spoken
from ui.widgets.site_words import place_words

FIELD_NAMES = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "rank": N_("Rank"),
    "grid": N_("Grid"),
    "day": N_("Watched since"),
    "status": N_("Status"),
    "place": N_("Coordinates"),
    "address": N_("Address"),
    "leader": N_("Responsible leader"),
    "leader_phone": N_("Leader's phone"),
    "responsible": N_("Responsible person"),
    "responsible_phone": N_("Phone"),
    "checklist": N_("List"),
    "credit_code": N_("Credit code"),
    "note": N_("Note"),
}
LINE_NAMES = {
    LineKind.VISIT: N_("Visit"),
    LineKind.CORRECTION: N_("Correction"),
    LineKind.FINDING: N_("Finding"),
    LineKind.STEP: N_("Finding"),
    LineKind.PHOTO: N_("Photo"),
    LineKind.MATERIAL: N_("Material"),
    LineKind.FACTS: N_("Facts"),
    LineKind.PAPER: N_("Paper"),
    LineKind.REPORT: N_("Daily report"),
    LineKind.ISSUED: N_("Report"),
}
LINE_TONES = {
    LineKind.VISIT: "accent",
    LineKind.CORRECTION: "amber",
    LineKind.FINDING: "amber",
    LineKind.PAPER: "blue",
}
STEP_NAMES: dict[str, str] = {
    "finding.put_right_on_the_spot": N_("put right on the spot"),
    "finding.reported": N_("reported"),
    FindingCorrected.TYPE: N_("corrected"),
    FindingWithdrawn.TYPE: N_("taken back"),
    SitePaperAdded.TYPE: N_("put on file"),
    SitePaperChanged.TYPE: N_("renewed or changed"),
    SitePaperEnded.TYPE: N_("ended"),
    **{kind.value: name for kind, name in REPORT_KIND_NAMES.items()},
}


def line_words(line: Line) -> str:
    """Say what happened, without when and by whom."""
    if line.kind is LineKind.VISIT:
        told = [
            _("nothing unusual") if line.mark else "",
            plural("{n} photo", "{n} photos", line.photos) if line.photos else "",
            line.text,
        ]
    elif line.kind is LineKind.FACTS:
        told = [_("added to the list") if line.mark == SiteAdded.TYPE else field_words(line.fields)]
    elif line.kind is LineKind.FINDING:
        told = ["" if line.mark == Severity.MINOR else _(SEVERITY_NAMES[Severity(line.mark)]), line.text]
    else:
        told = [line.text, _(STEP_NAMES[line.mark]) if line.mark in STEP_NAMES else ""]
    return " · ".join(one for one in told if one)


def field_words(fields: tuple[str, ...]) -> str:
    """Name the facts that changed."""
    return _("{facts} changed", facts=_(", ").join(_(FIELD_NAMES.get(name, name)) for name in fields))


def change_words(change: FactChange) -> str:
    """Say from what to what a fact changed; only the new one where there was none before."""
    after = value_words(change.after)
    if change.before is None:
        return after
    return _("{before} → {after}", before=value_words(change.before), after=after)


def value_words(value: Value) -> str:
    """Say the value of a fact; a dash where there is none."""
    if isinstance(value, SiteKind):
        return _(KIND_NAMES[value])
    if isinstance(value, Rank):
        return _(RANK_NAMES[value])
    if isinstance(value, SiteStatus):
        return _(STATUS_NAMES[value])
    if isinstance(value, Place):
        return place_words(value)
    if isinstance(value, date):
        return long_day(value, in_language(spoken()))
    return value or "—"
