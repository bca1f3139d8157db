"""The verdict on the records of a report or a pack: what was verified, what is lacking, whose they are."""

from collections.abc import Iterator

from inspector.reports.known import Known
from inspector.reports.record_reading import Records
from inspector.reports.verdict import (
    Answer,
    EntryCount,
    Harm,
    Kind,
    PhotoCount,
    Verdict,
    sentence,
    verdict_of,
)
from inspector.words import N_


def judge_pack(file: str, records: Records, known: Known) -> Verdict:
    """Say what is to be said of a pack, by its file name."""
    blobs, wrong = len(records.blobs), len(records.wrong_blobs)
    return verdict_of(
        file,
        Kind.PACK,
        [*judge_records(records, known), *_announced(records)],
        entries=entry_count(records),
        photos=PhotoCount(blobs + wrong, blobs + wrong, blobs),
    )


def judge_records(records: Records, known: Known) -> Iterator[Answer]:
    """Answer everything that can be asked of records, wherever they came in."""
    yield _entries(records)
    if records.wrong_bodies:
        text = N_("Records with other content than was signed: {wrong}.")
        yield Answer("entries", Harm.INVALID, sentence(text, wrong=records.wrong_bodies))
    if records.waiting:
        text = N_("Records of a newer program, which can't be checked here: {waiting}.")
        yield Answer("entries", Harm.NOTE, sentence(text, waiting=records.waiting))
    if records.unsigned:
        text = N_("Records that people were to sign themselves, without their signature: {unsigned}.")
        yield Answer("entries", Harm.NOTE, sentence(text, unsigned=records.unsigned))
    yield _feeds(records)
    yield from (Answer("pack", Harm.INVALID, fault) for fault in records.faults)
    yield from (Answer("pack", Harm.INCOMPLETE, fault) for fault in records.cut)
    if known.root:
        yield _office(records, known)


def entry_count(records: Records) -> EntryCount:
    """Count entries: all, those verified, feeds."""
    verified = len(records.hashes)
    return EntryCount(verified + records.refused + records.waiting, verified, records.feeds)


def _entries(records: Records) -> Answer:
    count = entry_count(records)
    if records.refused:
        text = N_("Records that were changed, or not signed by their device: {wrong} of {count}.")
        return Answer("entries", Harm.INVALID, sentence(text, wrong=records.refused, count=count.count))
    text = N_("Records inside: {count}, each as its device signed it.")
    return Answer("entries", Harm.NONE, sentence(text, count=count.valid))


def _feeds(records: Records) -> Answer:
    if records.torn:
        text = N_("Devices with two histories: {torn} of {feeds}. Somebody may have used a copy of a key.")
        return Answer("feeds", Harm.NOTE, sentence(text, torn=records.torn, feeds=records.feeds))
    text = N_("Devices: {feeds}; runs of records that are not in here: {gaps}.")
    return Answer("feeds", Harm.NONE, sentence(text, feeds=records.feeds, gaps=records.gaps))


def _office(records: Records, known: Known) -> Answer:
    if records.root == known.root:
        return Answer("office", Harm.NONE, sentence(N_("The records belong to this office.")))
    return Answer(
        "office", Harm.NOTE, sentence(N_("The records belong to another office than this workspace."))
    )


def _announced(records: Records) -> Iterator[Answer]:
    if records.lacking:
        text = N_("Records that the pack announces and doesn't hold: {lacking}.")
        yield Answer("listed", Harm.INCOMPLETE, sentence(text, lacking=records.lacking))
