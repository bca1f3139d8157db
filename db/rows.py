"""What is written into the tables of the projection for each kind of subject, from its fold."""

from db.case_rows import finding_rows
from db.changes import Kind
from db.complaint_rows import complaint_rows
from db.feedback_rows import feedback_rows
from db.ground_rows import (
    certificates_rows,
    checklist_rows,
    grid_rows,
    person_rows,
    rules_rows,
    site_paper_rows,
    site_rows,
)
from db.order_rows import meeting_rows, order_rows
from db.round_rows import issued_report_rows, material_rows, patrol_rows, photo_rows, stop_rows
from db.route_rows import route_rows
from db.row_shape import Shape
from db.search_rows import search_list_rows
from db.summary_rows import summary_rows
from db.task_rows import plan_rows, task_rows, unit_group_rows
from inspector.journal.authority import PersonCertified
from inspector.model.checklist import ChecklistPublished
from inspector.model.complaint import EVENTS_OF_A_COMPLAINT
from inspector.model.feedback import FeedbackIssued, FeedbackReturned, FeedbackWithdrawn
from inspector.model.finding import (
    FindingCorrected,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingReported,
    FindingWithdrawn,
)
from inspector.model.finding_life import (
    AssignmentTakenBack,
    FindingAccepted,
    FindingAssigned,
    FindingConflictResolved,
    FindingJoined,
    FindingProgressed,
    FindingPutRight,
    FindingPutUnderTask,
    FindingRelapsed,
    FindingTakenOver,
    FindingTakenOverClosed,
    FindingTransferred,
    RecheckFailed,
    RecheckPassed,
    TransferDecided,
    TransferReceived,
)
from inspector.model.grid import GridAdded, GridChanged, GridEnded, RoundsExcused
from inspector.model.issued_report import ReportIssued
from inspector.model.material import MaterialAdded, MaterialWithdrawn
from inspector.model.meeting import MeetingRecorded, MeetingWithdrawn
from inspector.model.office import RulesDecided
from inspector.model.order_life import ORDER_EVENTS
from inspector.model.patrol import PatrolChanged, PatrolFinished, PatrolStarted
from inspector.model.person import PersonAdded, RoleEnded, RoleGiven
from inspector.model.photo import PhotoAdded, PhotoPlaced, PhotoWithdrawn
from inspector.model.plan import PlanSuperseded, PlanTaken, UnitGroupNamed
from inspector.model.route_life import ROUTE_EVENTS
from inspector.model.search_list_life import SEARCH_EVENTS
from inspector.model.site import SiteAdded, SiteChanged
from inspector.model.site_paper import SitePaperAdded, SitePaperChanged, SitePaperEnded
from inspector.model.stop import StopCorrected, StopRecorded, StopWithdrawn
from inspector.model.summary import SUMMARY_EVENTS
from inspector.model.task_life import TASK_EVENTS

ON_PAPER = (("report_signature", "subject"), ("report_scan", "subject"))
"""What a report is given after it was made final; these entries are about a subject of another shape."""

STEPS = (("case_step", "subject"), ("close_off_step", "subject"))
"""What a finding and a task have alike; the entries of ``SHARED`` and ``CLOSE_OFF`` are about either."""

SHAPES: tuple[Shape, ...] = (
    Shape(
        Kind.GRID,
        (GridAdded, GridChanged, GridEnded, RoundsExcused),
        grid_rows,
        "grid",
        (("grid_excuse", "grid"),),
    ),
    Shape(Kind.PERSON, (PersonAdded, RoleGiven, RoleEnded), person_rows, "person", (("duty", "person"),)),
    Shape(Kind.PERSON, (PersonCertified,), certificates_rows, parts=(("certificate", "subject"),)),
    Shape(Kind.RULES, (RulesDecided,), rules_rows, "rules", (("cycle", "rules"),)),
    Shape(Kind.SITE, (SiteAdded, SiteChanged), site_rows, "site", (("site_left", "site"),), "site_search"),
    Shape(Kind.CHECKLIST, (ChecklistPublished,), checklist_rows, parts=(("checklist", "id"),)),
    Shape(
        Kind.PATROL,
        (PatrolStarted, PatrolChanged, PatrolFinished),
        patrol_rows,
        "patrol",
        ON_PAPER,
    ),
    Shape(Kind.REPORT, (ReportIssued,), issued_report_rows, "issued_report", ON_PAPER),
    Shape(
        Kind.STOP,
        (StopRecorded, StopCorrected, StopWithdrawn),
        stop_rows,
        "stop",
        (("answer", "stop"), ("stop_correction", "stop")),
    ),
    Shape(
        Kind.FINDING,
        (
            FindingNoticed,
            FindingCorrected,
            FindingPutRightOnTheSpot,
            FindingReported,
            FindingWithdrawn,
            FindingAssigned,
            AssignmentTakenBack,
            FindingAccepted,
            FindingProgressed,
            FindingPutRight,
            RecheckPassed,
            RecheckFailed,
            FindingRelapsed,
            FindingTransferred,
            TransferReceived,
            TransferDecided,
            FindingJoined,
            FindingPutUnderTask,
            FindingTakenOver,
            FindingTakenOverClosed,
            FindingConflictResolved,
        ),
        finding_rows,
        "finding",
        (("withdrawn_number", "finding"), ("finding_standing", "finding"), *STEPS),
        search="finding_search",
    ),
    Shape(
        Kind.COMPLAINT,
        EVENTS_OF_A_COMPLAINT,
        complaint_rows,
        "complaint",
        (("complaint_finding", "complaint"), ("revisit", "complaint"), ("case_step", "subject")),
        search="complaint_search",
    ),
    Shape(
        Kind.SEARCH_LIST,
        SEARCH_EVENTS,
        search_list_rows,
        "search_list",
        (("case_step", "subject"), ("search_place", "list"), ("search_found", "list")),
    ),
    Shape(
        Kind.ROUTE,
        ROUTE_EVENTS,
        route_rows,
        "route",
        (
            ("case_step", "subject"),
            ("route_stop", "route"),
            ("route_visit", "route"),
            ("route_finding", "route"),
            ("route_meeting", "route"),
        ),
    ),
    Shape(Kind.PLAN, (PlanTaken, PlanSuperseded), plan_rows, "plan"),
    Shape(
        Kind.FEEDBACK,
        (FeedbackIssued, FeedbackReturned, FeedbackWithdrawn),
        feedback_rows,
        "feedback_sheet",
        (("feedback_return", "sheet"),),
    ),
    Shape(Kind.UNIT_GROUP, (UnitGroupNamed,), unit_group_rows, "unit_group"),
    Shape(
        Kind.TASK,
        TASK_EVENTS,
        task_rows,
        "task",
        (
            *STEPS,
            ("task_unit", "task"),
            ("measure", "task"),
            ("task_item", "task"),
            ("periodic_duty", "task"),
            ("duty_met", "task"),
        ),
        search="task_search",
    ),
    Shape(Kind.SUMMARY, SUMMARY_EVENTS, summary_rows, "summary"),
    Shape(
        Kind.ORDER,
        ORDER_EVENTS,
        order_rows,
        "dispatch_order",
        (
            ("case_step", "subject"),
            ("order_standing", "dispatch_order"),
            ("order_about", "dispatch_order"),
        ),
    ),
    Shape(Kind.MEETING, (MeetingRecorded, MeetingWithdrawn), meeting_rows, "dispatch_meeting"),
    Shape(Kind.PHOTO, (PhotoAdded, PhotoPlaced, PhotoWithdrawn), photo_rows, "photo"),
    Shape(Kind.MATERIAL, (MaterialAdded, MaterialWithdrawn), material_rows, "material"),
    Shape(Kind.SITE_PAPER, (SitePaperAdded, SitePaperChanged, SitePaperEnded), site_paper_rows, "site_paper"),
)
SHAPE_OF: dict[str, Shape] = {event.TYPE: shape for shape in SHAPES for event in shape.events}
"""Which rows an entry of a type has a say in."""
