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
    return _about_site(paper, carried, to)


def _about_site(paper: Paper, carried: Carried, to: Path) -> "Built":
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
    return _about_case(paper, carried, to)


def _about_case(paper: Paper, carried: Carried, to: Path) -> "Built":
    from inspector.reports.close_off_paper import CloseOffFilePaper, CloseOffFormPaper, PublicNoticePaper
    from inspector.reports.complaint_paper import ComplaintPaper, ComplaintTablePaper

    match paper:
        case CloseOffFormPaper():
            from inspector.reports.close_off_form import build_close_off_form

            return build_close_off_form(paper, carried, to)
        case PublicNoticePaper():
            from inspector.reports.close_off_form import build_public_notice

            return build_public_notice(paper, carried, to)
        case CloseOffFilePaper():
            from inspector.reports.close_off_file import build_close_off_file

            return build_close_off_file(paper, carried, to)
        case ComplaintPaper():
            from inspector.reports.complaint_report import build_complaint

            return build_complaint(paper, carried, to)
        case ComplaintTablePaper():
            from inspector.reports.complaint_report import build_complaint_table

            return build_complaint_table(paper, carried, to)
    return _about_findings(paper, carried, to)


def _about_findings(paper: Paper, carried: Carried, to: Path) -> "Built":
    from inspector.reports.case_paper import AssignmentPaper, LedgerPaper, TransferPaper

    match paper:
        case AssignmentPaper():
            from inspector.reports.assignment_report import build_assignment

            return build_assignment(paper, carried, to)
        case TransferPaper():
            from inspector.reports.transfer_report import build_transfer

            return build_transfer(paper, carried, to)
        case LedgerPaper():
            from inspector.reports.ledger_report import build_ledger

            return build_ledger(paper, carried, to)
    return _about_search(paper, carried, to)


def _about_search(paper: Paper, carried: Carried, to: Path) -> "Built":
    from inspector.reports.booklet_paper import BookletPaper
    from inspector.reports.river_paper import RiverPaper
    from inspector.reports.route_paper import RoutePaper
    from inspector.reports.search_paper import SearchListPaper

    match paper:
        case SearchListPaper():
            from inspector.reports.search_report import build_search_list

            return build_search_list(paper, carried, to)
        case RoutePaper():
            from inspector.reports.route_report import build_route

            return build_route(paper, carried, to)
        case RiverPaper():
            from inspector.reports.river_report import build_rivers

            return build_rivers(paper, carried, to)
        case BookletPaper():
            from inspector.reports.booklet_report import build_booklet

            return build_booklet(paper, carried, to)
    return _about_order(paper, carried, to)


def _about_order(paper: Paper, carried: Carried, to: Path) -> "Built":
    from inspector.reports.meeting_paper import MeetingPaper
    from inspector.reports.order_paper import OrderPaper

    match paper:
        case OrderPaper():
            from inspector.reports.order_report import build_order_letter

            return build_order_letter(paper, carried, to)
        case MeetingPaper():
            from inspector.reports.meeting_report import build_meeting_record

            return build_meeting_record(paper, carried, to)
    return _about_period(paper, carried, to)


def _about_period(paper: Paper, carried: Carried, to: Path) -> "Built":
    from inspector.reports.circular_paper import CircularPaper
    from inspector.reports.summary_paper import SummaryPaper

    if isinstance(paper, CircularPaper):
        from inspector.reports.circular_report import build_circular

        return build_circular(paper, carried, to)
    if isinstance(paper, SummaryPaper):
        from inspector.reports.summary_report import build_summary

        return build_summary(paper, carried, to)
    return _about_tasks(paper, carried, to)


def _about_tasks(paper: Paper, carried: Carried, to: Path) -> "Built":
    from inspector.reports.progress_paper import ProgressPaper
    from inspector.reports.wall_paper import WallPaper

    match paper:
        case ProgressPaper():
            from inspector.reports.progress_report import build_progress

            return build_progress(paper, carried, to)
        case WallPaper():
            from inspector.reports.wall_report import build_wall_chart

            return build_wall_chart(paper, carried, to)
    return _about_dispatch(paper, carried, to)


def _about_dispatch(paper: Paper, carried: Carried, to: Path) -> "Built":
    from inspector.reports.dispatch_paper import DispatchPaper

    if isinstance(paper, DispatchPaper):
        from inspector.reports.dispatch_report import build_dispatch_list

        return build_dispatch_list(paper, carried, to)
    raise TypeError(paper)
