"""What a verdict says of good reports and packs, with and without a workspace that knows."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from inspector.journal.authority import PersonCertified
from inspector.journal.pack import write_pack
from inspector.journal.person_key import PersonKey
from inspector.periods import Instant
from inspector.reports.attachment import CarriedPack, Stage
from inspector.reports.known import GivenSignature, Known
from inspector.reports.signature import sign_report
from inspector.reports.verdict import EntryCount, Kind, PhotoCount, Trust, Verdict
from inspector.reports.verification import verify

NOON = Instant(1_795_320_000_000, 480)


def said(verdict: Verdict) -> list[str]:
    return [check["detail"] for check in json_of(verdict)["checks"]]


def problems(verdict: Verdict) -> list[str]:
    return list(json_of(verdict)["problems"])


def json_of(verdict: Verdict) -> Any:
    return verdict.to_json()


@pytest.fixture
def signed(report, signatories):
    path = report(signatories[:1])
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    return path


def test_counts_are_exact(signed, county):
    verdict = verify(signed)
    assert verdict.entries == EntryCount(9, 9, 2)
    assert verdict.photos == PhotoCount(2, 2, 2)
    assert verdict.expected_signatures == 1
    assert "Records inside: 9, each as its device signed it." in said(verdict)
    assert "Photos inside: 2 of 2." in said(verdict)


def test_a_certificate_of_its_own_is_valid_and_said_so(signed):
    verdict = verify(signed)
    assert verdict.valid
    assert [signature.trust for signature in verdict.signatures] == [Trust.SELF]
    assert problems(verdict) == [
        "The certificate of 示例甲 is self-signed: nobody else vouches for who this person is."
    ]


def test_the_office_vouches_for_a_certificate_the_workspace_knows(signed, signatories):
    known = Known(certificates=frozenset({signatories[0].key.certificate_sha256}))
    verdict = verify(signed, known)
    assert [signature.trust for signature in verdict.signatures] == [Trust.OFFICE]
    assert problems(verdict) == []


def test_the_office_vouches_for_a_certificate_recorded_with_authority_under_its_own_root(signed, county):
    assert verify(signed, Known(root=county.root)).signatures[0].trust is Trust.OFFICE
    assert verify(signed, Known(root="00" * 32)).signatures[0].trust is Trust.SELF


def test_a_certificate_recorded_without_authority_does_not_count(report, signatories, county):
    path = report(signatories[1:])
    sign_report(path, path, signatories[1].key, "leader_1", NOON)
    assert verify(path, Known(root=county.root)).signatures[0].trust is Trust.SELF


def test_a_withdrawn_certificate_makes_the_report_invalid(signed, signatories):
    known = Known(revoked=frozenset({signatories[0].key.certificate_sha256}))
    verdict = verify(signed, known)
    assert not verdict.valid
    assert (verdict.signatures[0].trust, verdict.signatures[0].valid) == (Trust.REVOKED, False)
    assert problems(verdict) == ["The certificate of 示例甲 was withdrawn."]


def test_what_was_signed_and_recorded_before_the_withdrawal_still_holds(signed, signatories, county):
    given = GivenSignature("inspector_1", hashlib.sha256(signed.read_bytes()).hexdigest())
    known = Known(
        revoked=frozenset({signatories[0].key.certificate_sha256}),
        given={county.entries[4].header.obj: (given,)},
    )
    verdict = verify(signed, known)
    assert verdict.valid
    assert verdict.signatures[0].trust is Trust.OFFICE


def test_a_certificate_of_an_unknown_authority(report, signatories):
    path = report(signatories[:1])
    sign_report(path, path, issued_key("示例甲", NOON), "inspector_1", NOON)
    verdict = verify(path)
    assert verdict.valid
    assert verdict.signatures[0].trust is Trust.UNKNOWN
    assert problems(verdict) == ["The certificate of 示例甲 comes from an authority that is not known here."]


def test_a_certificate_that_was_not_in_force(report, signatories):
    path = report(signatories[:1])
    sign_report(path, path, signatories[0].key, "inspector_1", NOON.later(-30 * 86_400_000))
    verdict = verify(path)
    assert not verdict.valid
    assert "not in force at the time of signing" in problems(verdict)[0]


def test_a_signature_from_the_future_is_said(signed):
    text = "示例甲 claims to have signed in the future, 2026-11-22 12:00."
    assert text in problems(verify(signed, Known(now=NOON.later(-3_600_000))))
    assert "future" not in str(problems(verify(signed, Known(now=NOON.later(-60_000)))))


def test_a_draft_is_valid_and_said_to_be_one(report):
    verdict = verify(report((), Stage.DRAFT))
    assert (verdict.valid, verdict.complete, verdict.signatures) == (True, True, ())
    assert problems(verdict) == ["This is a draft; nobody stands by it."]


def test_a_final_for_ink_is_valid_without_signatures(report):
    verdict = verify(report())
    assert (verdict.valid, verdict.complete, verdict.expected_signatures) == (True, True, 0)
    assert problems(verdict) == []
    assert "No digital signature is expected; what counts is the paper with ink and seal." in said(verdict)
    assert "Nothing was added to the file after it was built." in said(verdict)


def test_previews_that_never_came_leave_it_incomplete(build, county):
    verdict = verify(build(previews=county.previews[:1]))
    assert (verdict.valid, verdict.complete) == (True, False)
    assert verdict.photos == PhotoCount(2, 1, 1)
    assert problems(verdict) == ["Photos inside: 1 of 2."]


def test_entries_that_are_lacking_leave_it_incomplete(build, county):
    verdict = verify(build(entries=county.entries[:-2]))
    assert (verdict.valid, verdict.complete) == (True, False)
    assert problems(verdict) == ["Records that the report names and doesn't hold: 2 of 9."]


def test_content_that_was_erased_leaves_it_incomplete(build, county):
    entries = [*county.entries[:-1], county.entries[-1].without_body()]
    verdict = verify(build(entries=entries))
    assert (verdict.valid, verdict.complete) == (True, False)
    assert problems(verdict) == ["Records inside without their content: 1."]


def test_gaps_are_no_fault(build, county):
    entries = [entry for entry in county.entries if entry.seq != 2]
    verdict = verify(build(entries=entries, named=entries))
    assert (verdict.valid, verdict.complete) == (True, True)
    assert "Devices: 2; runs of records that are not in here: 1." in said(verdict)


def test_a_device_with_two_histories_is_said(build, county, record):
    other = record(PersonCertified(certificate="bm90aGluZw=="))
    last = county.entries[-1]
    from inspector.journal.entry import seal

    fork = seal(
        PersonCertified(certificate="!"),
        key=county.device_key,
        seq=last.seq,
        prev=last.header.prev,
        lc=99,
        at=NOON,
        org=last.header.org,
        actor=last.header.actor,
        salt=bytes(16),
    )
    verdict = verify(build(entries=[*county.entries, other, fork]))
    assert verdict.valid
    assert "Devices with two histories: 1 of 2. Somebody may have used a copy of a key." in problems(verdict)


def test_records_that_people_did_not_sign_themselves_are_said(build, county, signatories):
    from inspector.journal.entry import seal

    last = county.entries[-1]
    sealed = [
        seal(
            PersonCertified(certificate="bm90aGluZw=="),
            key=county.device_key,
            seq=last.seq + 1 + number,
            prev=last.hash,
            lc=99,
            at=NOON,
            org=last.header.org,
            actor=last.header.actor,
            salt=bytes(16),
            person_key=one.key,
        )
        for number, one in enumerate([signatories[0], signatories[0], signatories[1]])
    ]

    unsigned = [sealed[0], msgspec.structs.replace(sealed[1], person_signature=b"0"), sealed[2]]
    verdict = verify(build(entries=[*county.entries, *unsigned]))
    assert verdict.valid
    assert "Records that people were to sign themselves, without their signature: 1." in problems(verdict)


@pytest.fixture
def pack(tmp_path, county):
    path = tmp_path / "0000000001.gpk"
    write(path, county, county.entries)
    return path


def write(path: Path, county, entries) -> None:
    blobs = [(sha256, len(data), data) for sha256, data in county.previews]
    with path.open("wb") as file:
        writer = county.device_key.feed
        write_pack(file, root=county.root, writer=writer, n=1, kind="entries", entries=entries, blobs=blobs)


def test_a_pack_is_verified_too(pack, county):
    verdict = verify(pack, Known(root=county.root))
    assert (verdict.kind, verdict.valid, verdict.complete) == (Kind.PACK, True, True)
    assert verdict.entries == EntryCount(9, 9, 2)
    assert verdict.photos == PhotoCount(2, 2, 2)
    assert problems(verdict) == []
    assert "The records belong to this office." in said(verdict)


def test_a_record_that_comes_twice_counts_once(pack, county):
    write(pack, county, [*county.entries, *county.entries[:2]])
    assert verify(pack).entries == EntryCount(9, 9, 2)


def test_a_cut_pack_is_valid_and_incomplete(pack):
    whole = pack.read_bytes()
    kept = {len(whole): True}
    for size in range(512, len(whole), 512):
        pack.write_bytes(whole[:size])
        verdict = verify(pack)
        assert verdict.valid is not verdict.unreadable
        assert verdict.problems or verdict.complete
        kept[size] = verdict.complete
    assert not all(kept.values())
    assert any(kept.values())


def test_a_pack_with_a_changed_record_is_not_valid(pack, county):

    forged = msgspec.structs.replace(county.entries[-1], signature=bytes(64))
    other = msgspec.structs.replace(county.entries[-2], body=b'{"salt":"00"}')
    write(pack, county, [*county.entries[:-2], other, forged])
    verdict = verify(pack)
    assert not verdict.valid
    assert verdict.entries == EntryCount(9, 8, 2)
    assert problems(verdict)[:2] == [
        "Records that were changed, or not signed by their device: 1 of 9.",
        "Records with other content than was signed: 1.",
    ]


def test_a_pack_with_another_form_of_record_is_said(pack, county):
    from inspector.journal.entry import WaitingLine

    line = WaitingLine(
        county.device_key.feed,
        10,
        b'AA== {"feed":"%b","seq":10,"v":2}' % county.device_key.feed.encode(),
        b"",
    )
    write(pack, county, [*county.entries, line])
    verdict = verify(pack)
    assert verdict.valid
    assert "Records of a newer program, which can't be checked here: 1." in problems(verdict)


def test_a_pack_with_a_changed_photo_is_not_valid(pack, county):
    preview = county.previews[0][1]
    pack.write_bytes(pack.read_bytes().replace(preview, preview[:-1] + bytes([preview[-1] ^ 1])))
    verdict = verify(pack)
    assert not verdict.valid
    assert verdict.photos == PhotoCount(2, 2, 1)
    assert "This file in the pack is not what its name says." in problems(verdict)


def test_what_is_no_pack_gets_one_sentence(tmp_path):
    path = tmp_path / "a.GPK"
    path.write_bytes(b"nothing of the kind")
    verdict = verify(path)
    assert (verdict.kind, verdict.unreadable) == (Kind.PACK, True)
    assert problems(verdict) == ["This is not a pack."]


def test_a_damaged_preview_in_a_report_is_not_valid(build, county):
    preview = county.previews[0][1]
    changed = preview[:-1] + bytes([preview[-1] ^ 1])
    verdict = verify(build(repack=lambda pack: pack.replace(preview, changed)))
    assert not verdict.valid
    assert "Photos inside that are not what their names say: 1." in problems(verdict)


def test_records_other_than_the_report_names_are_not_valid(build):
    verdict = verify(build(pack=CarriedPack(size=1, sha256="00" * 32)))
    assert not verdict.valid
    assert problems(verdict)[0] == "The records inside are not those the report names."


def issued_key(name: str, now: Instant) -> PersonKey:
    """Make a key whose certificate an authority of somebody's own has issued."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示例 CA")]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now.local - timedelta(days=1))
        .not_valid_after(now.local + timedelta(days=300))
        .add_extension(usage, critical=True)
        .sign(authority, hashes.SHA256())
    )
    return PersonKey(
        certificate.public_bytes(serialization.Encoding.DER),
        key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
