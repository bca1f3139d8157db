"""Whatever is done to a signed report, the verdict is false and says why."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from inspector.periods import Instant
from inspector.reports.attachment import Carried, read_data, take_out
from inspector.reports.known import GivenSignature, Known
from inspector.reports.signature import sign_report
from inspector.reports.verdict import Trust, Verdict
from inspector.reports.verification import verify

NOON = Instant(1_795_320_000_000, 480)


def problems(verdict: Verdict) -> str:
    return " ".join(str(text) for text in verdict.to_json()["problems"])  # type: ignore[attr-defined]


def assert_false(path: Path, because: str, known: Known | None = None) -> Verdict:
    verdict = verify(path, known) if known else verify(path)
    assert not verdict.valid
    assert not verdict.complete
    assert because in problems(verdict)
    return verdict


@pytest.fixture
def signed(report, signatories):
    path = report(signatories)
    for one in signatories:
        sign_report(path, path, one.key, one.field, NOON)
    return path


@pytest.fixture(scope="session")
def signed_bytes(built_once, signatories, tmp_path_factory):
    path = tmp_path_factory.mktemp("signed") / "report.pdf"
    sign_report(built_once(signatories[:1]), path, signatories[0].key, "inspector_1", NOON)
    return path.read_bytes()


def increment(path: Path, change) -> None:
    """Append a change as any PDF editor would."""
    writer = IncrementalPdfFileWriter(BytesIO(path.read_bytes()))
    change(writer)
    output = BytesIO()
    writer.write(output)
    path.write_bytes(output.getvalue())


def first_page(writer: IncrementalPdfFileWriter) -> Any:
    return writer.root["/Pages"]["/Kids"][0]


def test_an_untouched_report_is_valid_and_complete(signed):
    verdict = verify(signed)
    assert verdict.valid
    assert verdict.complete
    assert [signature.valid for signature in verdict.signatures] == [True, True]
    assert [signature.covers_all for signature in verdict.signatures] == [True, True]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_byte_can_be_changed(signed_bytes, tmp_path, data):
    place = data.draw(st.integers(0, len(signed_bytes) - 1))
    changed = bytearray(signed_bytes)
    changed[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "changed.pdf"
    path.write_bytes(changed)

    assert not verify(path).valid


def test_nothing_in_the_value_of_the_signature_itself_can_be_changed(signed_bytes, tmp_path):
    value = re.search(rb"/Contents <([0-9A-F]+)>", signed_bytes)
    assert value is not None
    path = tmp_path / "changed.pdf"
    used = len(value[1].rstrip(b"0"))
    for offset in (4, 51, 60, 85, 977, 1151, used, used + 500, len(value[1]) - 1):
        changed = bytearray(signed_bytes)
        changed[value.start(1) + offset] = ord("7" if changed[value.start(1) + offset] != ord("7") else "1")
        path.write_bytes(changed)
        assert not verify(path).valid, offset
    mixed = value[1].lower().replace(b"a", b"A", 1)
    longer = value[1].replace(b"3082", b"308300", 1)[:-2]
    for other in (mixed, longer):
        path.write_bytes(signed_bytes.replace(value[1], other))
        assert not verify(path).valid


def test_a_signature_in_lower_case_is_the_same_signature(signed_bytes, tmp_path):
    value = re.search(rb"/Contents <([0-9A-F]+)>", signed_bytes)
    assert value is not None
    path = tmp_path / "lower.pdf"
    path.write_bytes(signed_bytes.replace(value[1], value[1].lower()))
    assert verify(path).valid


def test_saving_it_again_breaks_it(signed):
    with pikepdf.open(signed, allow_overwriting_input=True) as pdf:
        pdf.save(signed)
    assert_false(signed, "does not fit the file")


def test_page_content_changed_by_an_increment(signed):
    def change(writer):
        page = first_page(writer)
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 600 800 re f"))
        writer.update_container(page)

    increment(signed, change)
    assert_false(signed, "was changed after 示例甲 signed")


def test_a_page_added_by_an_increment(signed):
    def change(writer):
        page = generic.DictionaryObject(first_page(writer))
        writer.root["/Pages"]["/Kids"].append(writer.add_object(page))
        writer.update_container(writer.root["/Pages"])

    increment(signed, change)
    assert_false(signed, "was changed after")


def test_an_attachment_replaced_by_an_increment(signed):
    def change(writer):
        files = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        for index in (1, 3):
            if files[index - 1] == "report.json":
                stream = generic.StreamObject(
                    stream_data=take_out(signed).data.replace(b"2026-11-22", b"2026-11-21")
                )
                files[index]["/EF"]["/F"] = files[index]["/EF"]["/UF"] = writer.add_object(stream)
                writer.update_container(files[index])

    increment(signed, change)
    verdict = assert_false(signed, "was changed after")
    assert "not those whose hashes are printed" in problems(verdict)


def test_a_note_laid_over_the_page_by_an_increment(signed):
    def change(writer):
        page = first_page(writer)
        note = {
            "/Type": generic.NameObject("/Annot"),
            "/Subtype": generic.NameObject("/FreeText"),
            "/Rect": generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 500, 500)),
        }
        kind = {generic.NameObject(key): value for key, value in note.items()}
        page[generic.NameObject("/Annots")] = generic.ArrayObject(
            [writer.add_object(generic.DictionaryObject(kind))]
        )
        writer.update_container(page)

    increment(signed, change)
    assert_false(signed, "was changed after")


def test_a_signature_taken_out_by_an_increment(signed):
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][1]
        del field["/V"]
        writer.update_container(field)

    increment(signed, change)
    assert_false(signed, "Something was added to the file after the last signature.")


def test_the_places_for_signatures_taken_out_by_an_increment(signed):
    def change(writer):
        del writer.root["/AcroForm"]
        writer.update_root()

    increment(signed, change)
    assert_false(signed, "The place for the signature of 示例甲 was taken out.")


def test_bytes_after_the_end(signed):
    whole = signed.read_bytes()
    for tail in (b"\n", b"%%EOF\n", whole[whole.rindex(b"startxref") :], b"\0" * 2000):
        signed.write_bytes(whole + tail)
        assert not verify(signed).valid, tail


def test_a_second_end_inside_the_file_does_not_hide_what_follows(signed):
    """The last part again: a reader from the end finds the old table, and what lies between is unseen."""
    whole = signed.read_bytes()
    signed.write_bytes(whole + b"9999 0 obj\n(hidden)\nendobj\n" + whole[whole.rindex(b"startxref") :])
    assert_false(signed, "")


def test_a_signature_that_covers_only_a_part(signed_bytes, tmp_path):
    """A byte range that leaves a hole: lengths that add up, and a second part that begins elsewhere."""
    told = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", signed_bytes)
    assert told is not None
    first, after, rest = (int(number) for number in told.groups())
    path = tmp_path / "hole.pdf"
    for change in (
        (first, after - 1, rest),
        (first - 1, after, rest),
        (first, after, rest - 1),
        (first, after + 9, rest),
    ):
        other = b"/ByteRange [0 %d %d %d]" % change
        path.write_bytes(signed_bytes.replace(told[0], other.ljust(len(told[0]))))
        verdict = verify(path)
        assert not verdict.valid
        assert not any(signature.valid and signature.covers_all for signature in verdict.signatures)


def test_expected_signatures_and_none_there(report, signatories):
    assert_false(report(signatories), "Signatures: 0 of 2.")


def test_one_of_two_signatures_is_incomplete_only(report, signatories):
    path = report(signatories)
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    verdict = verify(path)
    assert (verdict.valid, verdict.complete) == (True, False)
    assert "Signatures: 1 of 2; still to sign: 示例乙." in problems(verdict)


def test_rolled_back_to_an_earlier_state_that_the_workspace_knows_is_not_the_last(report, signatories):
    path = report(signatories)
    first = sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    before = path.read_bytes()
    second = sign_report(path, path, signatories[1].key, "leader_1", NOON)
    given_here = (GivenSignature("inspector_1", first.sha256), GivenSignature("leader_1", second.sha256))
    known = Known(given={read_data(take_out(path).data).subject: given_here})

    assert verify(path, known).complete
    assert "All signatures the workspace knows of are there." in str(verify(path, known).to_json())
    path.write_bytes(before)
    assert verify(path, Known(given={"another patrol": given_here})).valid
    assert_false(path, "示例乙 signed this report, but this file lacks that signature", known)


def test_data_swapped_before_signing_do_not_match_the_printed_hash(report, signatories):
    path = report(signatories[:1])
    swap(path, Carried(take_out(path).pack, take_out(path).data.replace(b"2026-11-22", b"2026-11-21")))
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    assert_false(path, "not those whose hashes are printed on the page")


def test_a_pack_swapped_for_another_one_in_a_report_for_ink(report):
    path = report()
    assert verify(path).valid
    carried = take_out(path)
    swap(path, Carried(carried.pack[: len(carried.pack) // 2], carried.data))
    assert_false(path, "not those whose hashes are printed on the page")


def test_a_code_that_is_not_painted_does_not_count(report):
    path = report()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        unpainted = re.sub(rb"/\S+\s+Do\b", b"", page.Contents.read_bytes())
        page.Contents = pdf.make_stream(unpainted)
        pdf.save(path)
    assert_false(path, "does not show the code")


def test_the_page_of_another_report(report, built_once, signatories):
    path = report()
    with (
        pikepdf.open(path, allow_overwriting_input=True) as pdf,
        pikepdf.open(built_once(signatories)) as other,
    ):
        pdf.pages.append(other.pages[0])
        pdf.pages[0].Contents, pdf.pages[0].Resources = pdf.pages[-1].Contents, pdf.pages[-1].Resources
        del pdf.pages[-1]
        pdf.save(path)
    assert_false(path, "not those whose hashes are printed on the page")


def test_changed_after_building_and_before_anybody_signed(report, signatories):
    def change(writer):
        page = first_page(writer)
        page["/Rotate"] = generic.NumberObject(0)
        writer.update_container(page)

    for_ink = report()
    increment(for_ink, change)
    assert_false(for_ink, "changed after it was built")

    path = report(signatories[:1])
    increment(path, change)
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    assert_false(path, "changed before anybody signed")


def test_a_whole_forged_report_has_nobody_who_vouches(report, signatories):
    """Somebody with his own office, device and key can make anything sound; nobody vouches for it."""
    path = report(signatories[:1])
    sign_report(path, path, signatories[0].key, "inspector_1", NOON)
    known = Known(root="ab" * 32, certificates=frozenset({"cd" * 32}))
    verdict = verify(path, known)
    assert verdict.valid
    assert [signature.trust for signature in verdict.signatures] == [Trust.SELF]
    assert "nobody else vouches" in problems(verdict)
    assert "another office" in problems(verdict)


def test_signed_by_somebody_else_than_expected(report, signatories):
    path = report(signatories[:1])
    sign_report(path, path, signatories[1].key, "inspector_1", NOON)
    verdict = verify(path)
    assert (verdict.valid, verdict.complete) == (True, False)
    assert "示例甲 was to sign here, but the certificate is made out to 示例乙." in problems(verdict)


def test_signed_in_a_place_of_his_own(report, signatories):
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    path = report(signatories[:1])
    increment(path, lambda writer: append_signature_field(writer, SigFieldSpec("own", box=(0, 0, 9, 9))))
    sign_report(path, path, signatories[0].key, "own", NOON)
    assert_false(path, "示例甲 signed in a place the report does not have.")


def swap(path: Path, carried: Carried) -> None:
    """Put other attachments into a report that nobody has signed yet."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        for index in range(0, len(names), 2):
            content = {"entries.gpk": carried.pack, "report.json": carried.data}[str(names[index])]
            names[index + 1].EF.F = names[index + 1].EF.UF = pdf.make_stream(content)
        pdf.save(path)
