"""import complaints, and report complaint with the public table of a batch, from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import FOUNDER, Call

CASES = (
    "受理编号,交办时间,被举报单位,行政区域,污染类型,交办问题基本情况\n"
    "X2NM-001,2026-11-20,某料场,示例镇,大气,扬尘\n"
    "X2NM-002,2026-11-20,某修理店,示例镇,水,废机油倒入下水道\n"
    "X2NM-003,2026-11-20,某饭店,示例镇,油烟,\n"
)


@pytest.fixture
def batch(call: Call, office: Path, tmp_path: Path) -> Path:
    file = tmp_path / "第三批.csv"
    file.write_text(CASES, "utf-8")
    said = call("import", "complaints", file, "--workspace", office)
    assert said.out.startswith(f"{file}: 2 added, 0 changed, 0 as they were, 1 left out.")
    assert said.status == 1
    assert "“Complaint” is missing." in said.err
    return office


@pytest.mark.parametrize("more", [(), ("--table",)])
def test_a_paper_about_complaints_is_a_draft_then_issued_and_signed(
    call: Call, batch: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    here = ("X2NM-001", *more, "--workspace", batch)
    draft = call("report", "complaint", *here, "--to", tmp_path / "d.pdf", "--json")
    assert (draft.status, draft.json["stage"]) == (0, "draft")
    signed = call("report", "complaint", *here, "--to", tmp_path / "s.pdf", "--sign", FOUNDER, "--json")
    assert (signed.status, signed.json["stage"], signed.json["signatures"]) == (0, "final", 1)
    verdict = call("verify", tmp_path / "s.pdf", "--workspace", batch, "--json").json[0]
    assert (verdict["valid"], verdict["complete"]) == (True, True), verdict["problems"]


def test_a_complaint_nobody_knows_is_one_sentence(call: Call, batch: Path, tmp_path: Path) -> None:
    for more in ((), ("--table",)):
        said = call(
            *("report", "complaint", "nothing", *more, "--workspace", batch),
            *("--to", tmp_path / "x.pdf", "--sign", FOUNDER),
        )
        assert (said.status, "There is no complaint nothing" in said.err) == (1, True), said.err
