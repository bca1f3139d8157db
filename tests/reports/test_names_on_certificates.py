"""Whoever has a rare name signs like everybody else."""

from dataclasses import replace

import pytest

from inspector.reports.signature import sign_report
from inspector.reports.verdict import plain
from inspector.reports.verification import verify
from tests.reports.conftest import NOON, Signatory, person_key
from tests.reports.papers import CHARACTERS

RARE = (CHARACTERS / "rare-names.txt").read_text("utf-8").split()


@pytest.mark.parametrize(
    "name", ["示例喆堃鋆䴙䴘㙟𬭎𬱖", "示例𰻝", "示例\u9fff", "示例" * 20, "示例\ue000", *RARE]
)
def test_a_report_signed_under_a_rare_name_is_valid(report, name):
    someone = Signatory("inspector_1", "巡查人", name, person_key(name, 33))
    path = report((someone,))
    sign_report(path, path, someone.key, "inspector_1", NOON)

    verdict = verify(path)

    assert (verdict.valid, verdict.complete, verdict.problems[1:]) == (True, True, ())
    assert [signature.name for signature in verdict.signatures] == [plain(name)]


def test_names_of_today_that_differ_are_not_taken_for_each_other(report):
    one = Signatory("inspector_1", "巡查人", "示例𬭎", person_key("示例𬭎", 33))
    path = report((one,))
    other = replace(one, name="示例𬱖", key=person_key("示例𬱖", 34))
    sign_report(path, path, other.key, "inspector_1", NOON)

    assert not verify(path).complete
