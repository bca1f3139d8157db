"""Signing a report: appended to the file, good in other programs' eyes too, still an archive."""

import hashlib
import os
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import page
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from inspector.errors import Refused, Unreadable
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.signature import SignatureField, is_signed, sign_report, signature_fields

NOON = Instant(1_795_320_000_000, 480)


def pdfsig(path: Path) -> str:
    return subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout


def faults(path: Path, profile: str, *but: str) -> list[str]:
    found = page.validate_pdf(str(path), profile=profile).failures
    return [f"{one.rule_id} {one.message}" for one in found if one.rule_id not in but]


def test_a_signature_is_appended_and_the_built_bytes_stay_as_they_are(report, signatories, tmp_path):
    built = report(signatories)
    before = built.read_bytes()
    target = tmp_path / "signed.pdf"

    signed = sign_report(built, target, signatories[0].key, "inspector_1", NOON)

    content = target.read_bytes()
    assert built.read_bytes() == before
    assert content.startswith(before)
    assert signed.sha256 == hashlib.sha256(content).hexdigest()
    assert signed.size == len(content)
    assert not list(tmp_path.glob(".*"))


def test_fields_say_who_has_signed(report, signatories):
    path = report(signatories)
    assert not is_signed(path)

    sign_report(path, path, signatories[1].key, "leader_1", NOON)

    assert is_signed(path)
    assert signature_fields(path) == (
        SignatureField("inspector_1", is_signed=False),
        SignatureField("leader_1", is_signed=True),
    )


def test_poppler_finds_both_signatures_valid(report, signatories):
    path = report(signatories)
    for one in signatories:
        sign_report(path, path, one.key, one.field, NOON)

    told = pdfsig(path)

    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert "示例甲" in told
    assert "Total document signed" in told


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_verifies_the_signed_bytes(report, signatories, tmp_path):
    path = report(signatories[:1])
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    content = path.read_bytes()
    signature = PdfFileReader(BytesIO(content)).embedded_signatures[0]
    _, first, after, rest = signature.byte_range
    (tmp_path / "cms.der").write_bytes(signature.pkcs7_content.rstrip(b"\0"))
    (tmp_path / "bytes").write_bytes(content[:first] + content[after : after + rest])

    done = subprocess.run(
        [
            "openssl",
            "cms",
            "-verify",
            "-noverify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "cms.der",
            "-content",
            "bytes",
            "-out",
            os.devnull,
        ],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_a_signed_report_is_still_an_accessible_archive(report, signatories):
    path = report(signatories)
    for profile in ("3a", "ua1"):
        assert faults(path, profile) == []
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    for profile in ("3a", "ua1"):
        assert faults(path, profile) == []
    sign_report(path, path, signatories[1].key, "leader_1", NOON)
    for profile in ("3a", "ua1"):
        # The checker compares the first signature with the whole file, not with its own increment.
        assert faults(path, profile, "PDFA3A-SIGNATURE-BYTERANGE-001") == []


def test_the_first_signature_certifies_and_leaves_room_for_a_time_stamp(report, signatories):
    path = report(signatories)
    for one in signatories:
        sign_report(path, path, one.key, one.field, NOON, reason="巡查属实", place="示例县")

    first, second = PdfFileReader(BytesIO(path.read_bytes())).embedded_signatures

    assert first.docmdp_level.name == "FILL_FORMS"
    assert second.docmdp_level is None
    assert first.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert first.sig_object["/Reason"] == "巡查属实"
    assert first.sig_object["/Location"] == "示例县"
    assert first.self_reported_timestamp == NOON.local
    assert re.findall(rb"/Contents <[0-9A-F]{24576}>", path.read_bytes()).__len__() == 2


def test_a_place_that_is_not_there_is_refused(report, signatories):
    path = report(signatories)
    with pytest.raises(Refused, match="no place"):
        sign_report(path, path, signatories[0].key, "nobody", NOON)
    with pytest.raises(Refused, match="no place"):
        sign_report(report(), path, signatories[0].key, "inspector_1", NOON)
    with pytest.raises(Refused, match="no place"):
        sign_report(report((), Stage.DRAFT), path, signatories[0].key, "inspector_1", NOON)


def test_a_place_is_signed_once(report, signatories):
    path = report(signatories)
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    before = path.read_bytes()

    with pytest.raises(Refused, match="signed already"):
        sign_report(path, path, signatories[1].key, "inspector_1", NOON)

    assert path.read_bytes() == before


def test_nothing_is_left_behind_when_there_is_no_room_for_the_signed_file(report, signatories, tmp_path):
    path = report(signatories)
    with pytest.raises(FileNotFoundError):
        sign_report(path, tmp_path / "missing" / "signed.pdf", signatories[0].key, "inspector_1", NOON)
    assert [found.name for found in tmp_path.iterdir()] == ["report.pdf"]


def test_what_is_no_pdf_is_not_signed(tmp_path, signatories):
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"not at all")
    with pytest.raises(Unreadable, match="not a PDF"):
        sign_report(path, path, signatories[0].key, "inspector_1", NOON)
