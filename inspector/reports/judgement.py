"""The verdict on a report: what its parts say, held against one another and against what is known here."""

from collections.abc import Iterator

from inspector.reports.attachment import ReportData, Stage
from inspector.reports.known import CLOCKS_DIFFER, Known
from inspector.reports.record_judgement import entry_count, judge_records
from inspector.reports.report_reading import ReportReading
from inspector.reports.signature_reading import SeenSignature
from inspector.reports.verdict import (
    Answer,
    Harm,
    Kind,
    PhotoCount,
    SignatureVerdict,
    Trust,
    Verdict,
    plain,
    sentence,
    verdict_of,
)
from inspector.words import N_


def judge_report(file: str, reading: ReportReading, known: Known) -> Verdict:
    """Say what is to be said of a report, by its file name."""
    signatures = [_signature_verdict(seen, reading, known) for seen in reading.signatures]
    answers = [
        *_stage(reading.data),
        _printed(reading),
        _revisions(reading),
        *(_signature(seen, reading) for seen in reading.marks),
        *_expected(reading),
        *_lacking(reading, known),
        *(_trust(signature) for signature in signatures),
        *_clock(signatures, known),
        *judge_records(reading.records, known),
        *_listed(reading),
        *_photos(reading),
    ]
    return verdict_of(
        file,
        Kind.REPORT,
        answers,
        signatures=signatures,
        expected_signatures=len(reading.data.expected_signatures),
        entries=entry_count(reading.records),
        photos=_photo_count(reading),
    )


def _stage(data: ReportData) -> Iterator[Answer]:
    if data.stage is Stage.DRAFT:
        yield Answer("stage", Harm.NOTE, sentence(N_("This is a draft; nobody stands by it.")))
    elif data.for_ink:
        text = N_("No digital signature is expected; what counts is the paper with ink and seal.")
        yield Answer("stage", Harm.NONE, sentence(text))
    else:
        yield Answer(
            "stage", Harm.NONE, sentence(N_("This is a final report, number {number}."), number=data.number)
        )


def _printed(reading: ReportReading) -> Answer:
    if {reading.data_sha256, reading.pack_sha256} <= reading.printed:
        if reading.pack_sha256 == reading.data.pack.sha256:
            return Answer(
                "printed", Harm.NONE, sentence(N_("The data inside have the hashes printed on the page."))
            )
        return Answer(
            "printed", Harm.INVALID, sentence(N_("The records inside are not those the report names."))
        )
    if not reading.printed:
        text = N_("The page does not show the code with the hashes of the data inside.")
        return Answer("printed", Harm.INVALID, sentence(text))
    text = N_("The data inside are not those whose hashes are printed on the page.")
    return Answer("printed", Harm.INVALID, sentence(text))


def _revisions(reading: ReportReading) -> Answer:
    """The first signature comes right after building, and nothing after the last one."""
    if not reading.marks:
        if reading.revisions == 1:
            return Answer(
                "changes", Harm.NONE, sentence(N_("Nothing was added to the file after it was built."))
            )
        return Answer("changes", Harm.INVALID, sentence(N_("The file was changed after it was built.")))
    if min(mark.revision for mark in reading.marks) > 1:
        return Answer("changes", Harm.INVALID, sentence(N_("The file was changed before anybody signed it.")))
    if not any(mark.reaches_end for mark in reading.marks):
        text = N_("Something was added to the file after the last signature.")
        return Answer("changes", Harm.INVALID, sentence(text))
    return Answer("changes", Harm.NONE, sentence(N_("Nothing but signatures was added to the file.")))


def _signature(seen: SeenSignature, reading: ReportReading) -> Answer:
    name = seen.name or seen.field
    if not seen.intact:
        text = N_("The signature of {name} does not fit the file: something in it was changed after signing.")
    elif not seen.covers:
        text = N_("The signature of {name} leaves parts of the file open to changes.")
    elif not seen.undisturbed:
        text = N_("The report was changed after {name} signed, and not by further signatures only.")
    elif not seen.fit:
        text = N_(
            "The certificate of {name} was not in force at the time of signing, or is not made for signing."
        )
    elif not seen.is_time_stamp and seen.field not in reading.expected:
        text = N_("{name} signed in a place the report does not have.")
    else:
        return Answer("signature", Harm.NONE, sentence(N_("The signature of {name} is right."), name=name))
    return Answer("signature", Harm.INVALID, sentence(text, name=name))


def _expected(reading: ReportReading) -> Iterator[Answer]:
    expected = reading.data.expected_signatures
    if not expected:
        return
    for one in expected:
        if one.field not in reading.places:
            text = N_("The place for the signature of {name} was taken out.")
            yield Answer("expected_signatures", Harm.INVALID, sentence(text, name=one.name))
    signed_by = {seen.field: seen.name for seen in reading.signatures}
    for one in expected:
        name = plain(one.name)  # as the name on the certificate was read
        if name and signed_by.get(one.field, name) != name:
            text = N_("{expected} was to sign here, but the certificate is made out to {name}.")
            detail = sentence(text, expected=one.name, name=signed_by[one.field])
            yield Answer("expected_signatures", Harm.INCOMPLETE, detail)
    lacking = [one.name or one.role for one in expected if one.field not in signed_by]
    if len(lacking) == len(expected):
        text, harm = (
            N_("Signatures: 0 of {expected}. The report doesn't count before it is signed."),
            Harm.INVALID,
        )
    elif lacking:
        text, harm = N_("Signatures: {present} of {expected}; still to sign: {names}."), Harm.INCOMPLETE
    else:
        text, harm = N_("Signatures: {present} of {expected}."), Harm.NONE
    present, names = len(expected) - len(lacking), "、".join(lacking)
    yield Answer(
        "expected_signatures", harm, sentence(text, present=present, expected=len(expected), names=names)
    )


def _lacking(reading: ReportReading, known: Known) -> Iterator[Answer]:
    """A file cut back to an earlier state is sound in itself: only who knows of the later one can tell."""
    given = known.given.get(reading.data.subject, ())
    here = {seen.reaches for seen in reading.signatures}
    lacking = [one for one in given if one.sha256 not in here]
    for one in lacking:
        text = N_(
            "{name} signed this report, but this file lacks that signature: it is an older or another copy."
        )
        detail = sentence(text, name=reading.expected.get(one.field) or one.field)
        yield Answer("known_signatures", Harm.INVALID, detail)
    if given and not lacking:
        text = N_("All signatures the workspace knows of are there.")
        yield Answer("known_signatures", Harm.NONE, sentence(text))


def _signature_verdict(seen: SeenSignature, reading: ReportReading, known: Known) -> SignatureVerdict:
    given = known.given.get(reading.data.subject, ())
    was_recorded = any(one.sha256 == seen.reaches for one in given)
    trust = _trust_in(seen, reading, known, was_recorded=was_recorded)
    return SignatureVerdict(
        field=seen.field,
        name=seen.name,
        certificate_sha256=seen.certificate_sha256,
        signed_at=seen.signed_at,
        level=seen.level,
        trust=trust,
        valid=seen.valid and trust is not Trust.REVOKED,
        covers_all=seen.covers and seen.undisturbed,
    )


def _trust_in(seen: SeenSignature, reading: ReportReading, known: Known, *, was_recorded: bool) -> Trust:
    """Say who vouches.

    A certificate withdrawn later does not undo a signature that was recorded while it held. What a pack says
    of certificates counts only under the root this workspace has: anybody can found an office of his own.
    """
    if seen.certificate_sha256 in known.revoked and not was_recorded:
        return Trust.REVOKED
    certified_inside = bool(known.root) and reading.records.root == known.root
    if seen.certificate_sha256 in known.certificates | known.revoked or (
        certified_inside and seen.certificate_sha256 in reading.records.certified
    ):
        return Trust.OFFICE
    return Trust.SELF if seen.self_signed else Trust.UNKNOWN


def _trust(signature: SignatureVerdict) -> Answer:
    harm, text = _TRUST[signature.trust]
    return Answer("certificate", harm, sentence(text, name=signature.name))


_TRUST = {
    Trust.OFFICE: (Harm.NONE, N_("The office vouches for the certificate of {name}.")),
    Trust.SELF: (
        Harm.NOTE,
        N_("The certificate of {name} is self-signed: nobody else vouches for who this person is."),
    ),
    Trust.UNKNOWN: (
        Harm.NOTE,
        N_("The certificate of {name} comes from an authority that is not known here."),
    ),
    Trust.REVOKED: (Harm.INVALID, N_("The certificate of {name} was withdrawn.")),
}


def _clock(signatures: list[SignatureVerdict], known: Known) -> Iterator[Answer]:
    for signature in signatures:
        at = signature.signed_at
        if known.now and at and at.ts > known.now.ts + CLOCKS_DIFFER:
            text = N_("{name} claims to have signed in the future, {time}.")
            detail = sentence(text, name=signature.name, time=f"{at.local:%Y-%m-%d %H:%M}")
            yield Answer("time", Harm.NOTE, detail)


def _listed(reading: ReportReading) -> Iterator[Answer]:
    lacking = set(reading.data.entries) - reading.records.hashes
    count = len(reading.data.entries)
    if lacking:
        text = N_("Records that the report names and doesn't hold: {lacking} of {count}.")
        yield Answer("listed", Harm.INCOMPLETE, sentence(text, lacking=len(lacking), count=count))
    elif reading.records.without_body:
        text = N_("Records inside without their content: {lacking}.")
        yield Answer("listed", Harm.INCOMPLETE, sentence(text, lacking=reading.records.without_body))
    else:
        text = N_("Records that the report names: {count}, all inside.")
        yield Answer("listed", Harm.NONE, sentence(text, count=count))


def _photos(reading: ReportReading) -> Iterator[Answer]:
    photos = _photo_count(reading)
    values = {"present": photos.present, "named": photos.named}
    if photos.valid < photos.present:
        text = N_("Photos inside that are not what their names say: {wrong}.")
        yield Answer("photos", Harm.INVALID, sentence(text, wrong=photos.present - photos.valid))
    if photos.present < photos.named:
        yield Answer(
            "photos", Harm.INCOMPLETE, sentence(N_("Photos inside: {present} of {named}."), **values)
        )
    elif photos.valid == photos.present:
        yield Answer("photos", Harm.NONE, sentence(N_("Photos inside: {present} of {named}."), **values))


def _photo_count(reading: ReportReading) -> PhotoCount:
    named = [photo.preview for photo in reading.data.photos]
    sound, unsound = reading.records.blobs, reading.records.wrong_blobs
    valid = sum(preview in sound for preview in named)
    return PhotoCount(len(named), valid + sum(preview in unsound for preview in named), valid)
