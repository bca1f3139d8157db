"""Every paper finds its form: what is built in the process of its own, and on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

from inspector.reports.attachment import Carried
from inspector.reports.official_paper import Paper
from inspector.reports.patrol_paper import PatrolPaper

if TYPE_CHECKING:
    from inspector.reports.report_writing import Built


def build_report(paper: Paper, carried: Carried, to: Path) -> "Built":
    """Write ``paper`` in its form, as ``write_report`` does; only that form is loaded."""
    if isinstance(paper, PatrolPaper):
        from inspector.reports.patrol_report import build_patrol_report

        return build_patrol_report(paper, carried, to)
    from inspector.reports.site_papers import DossierPaper, HintPaper, VisitPaper

    match paper:
        case VisitPaper():
            from inspector.reports.visit_report import build_visit_report

            return build_visit_report(paper, carried, to)
        case HintPaper():
            from inspector.reports.hint_report import build_hint

            return build_hint(paper, carried, to)
        case DossierPaper():
            from inspector.reports.dossier_report import build_dossier

            return build_dossier(paper, carried, to)
    raise TypeError(paper)
