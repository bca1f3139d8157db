"""A finding of a round that the office transferred with restricted access, and what nobody else may read."""

from pathlib import Path

from db.case_recording import record_case
from db.restricted import RESTRICTED, shown
from inspector.model.finding import FindingReported
from inspector.model.finding_acts import receive_transfer, transfer
from inspector.model.finding_life import FindingAssigned, FindingPutRight, TransferDecided
from inspector.model.ids import FindingId, PersonId
from inspector.model.person import PersonAdded, Role, RoleGiven
from inspector.model.search_list_life import SearchListMade
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, LATER, appoint, now_of
from tests.db.reporting import go_round
from tests.db.search_desk import DUE, PLACES
from tests.db.village import FOUNDING, TODAY, TOWN, VILLAGE, Village, named

SECRET, REQUIRED, REASON, RESULT = "料堆未覆盖", "覆盖并洒水", "涉嫌犯罪", "示环罚〔2026〕9号"
DONE, SCAN = "已盖防尘网", b"receipt with the stamp of the authority"
SECRETS = (SECRET, REQUIRED, REASON, RESULT, DONE)
FOUND, NUMBER, PATROL, STOP = FindingId(named(60)), "SLX0101-2026-ABCD-050", named(50), named(51)
LEADER, SEARCH = PersonId(named(90)), named(91)


def transferred(folder: Path) -> Village:
    """Give the village with a finding that was put right, transferred, received, and decided upon."""
    made = Village(folder)
    appoint(made)
    go_round(made, photos=1)
    made.record(
        FindingReported(subject=FOUND),
        PersonAdded(subject=LEADER, name="示例己"),
        RoleGiven(subject=LEADER, role=Role.LEADER, grid=TOWN, since=FOUNDING.day),
        SearchListMade(
            subject=SEARCH, number="S-1", grid=VILLAGE, finding=FOUND, text="扬尘", due=DUE, places=PLACES
        ),
    )
    made.record(
        FindingAssigned(subject=FOUND, unit="示例村委会", requirement=REQUIRED, due=TODAY),
        FindingPutRight(subject=FOUND, text=DONE, on=TODAY),
        by=BY_CLERK,
    )
    record_case(
        made.workspace,
        FOUND,
        now_of(made, FOUND).last,
        lambda one, who, _rules: transfer(one, who, "示例局", REASON, is_restricted=True),
        BY_CLERK,
        LATER,
    )
    scan = made.workspace.blobs.keep(SCAN, "text/plain")
    record_case(
        made.workspace,
        FOUND,
        now_of(made, FOUND).last,
        lambda one, who, _rules: receive_transfer(one, who, TODAY, "示例庚", papers=(scan,)),
        BY_CLERK,
        LATER,
    )
    made.record(TransferDecided(subject=FOUND, on=TODAY, is_filed=True, decision=RESULT), by=BY_CLERK)
    return made


def hides(told: object) -> None:
    """Say that ``told`` names the finding and says that it is restricted, without what it says."""
    assert shown(RESTRICTED) in repr(told) or in_language("zh_CN")(RESTRICTED) in repr(told)
    tells_nothing(told)


def tells_nothing(told: object) -> None:
    """Say that nothing of the matter stands in ``told``."""
    for secret in SECRETS:
        assert secret not in repr(told)
