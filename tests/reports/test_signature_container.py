"""The container of a signature: the very bytes pyHanko writes."""

import asyncio

from asn1crypto import cms, x509
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.sign.signers.pdf_cms import Signer

from inspector.journal.person_key import PersonKey
from inspector.periods import Instant
from inspector.reports.signature_container import Certificate, container

NOON = Instant(1_795_320_000_000, 480)


def by_pyhanko(digest: bytes, key: PersonKey, certificate: x509.Certificate) -> bytes:
    class Person(Signer):
        async def async_sign_raw(self, data: bytes, *_: object, **__: object) -> bytes:
            return key.sign(data)

    signer = Person(signing_cert=certificate)
    written: bytes = asyncio.run(signer.async_sign(digest, "sha256", use_pades=True)).dump()
    return written


@settings(max_examples=25)
@given(
    digest=st.binary(min_size=32, max_size=32),
    # from one letter to more bytes than one octet of length can say, and serials that need a leading zero
    name=st.sampled_from(["甲", "示例甲", "示" * 64]),
    office=st.sampled_from(["", "演示县整改办", "演" * 64]),
    chance=st.binary(min_size=56, max_size=56),
)
def test_it_is_what_pyhanko_writes(digest: bytes, name: str, office: str, chance: bytes) -> None:
    key = PersonKey.make(name, office, NOON, chance)
    certificate = x509.Certificate.load(key.certificate_der)
    issued = certificate["tbs_certificate"]
    named = Certificate(key.certificate_der, issued["issuer"].dump(), issued["serial_number"].dump())

    written = container(digest, named, key.sign)

    assert written == by_pyhanko(digest, key, certificate)
    assert cms.ContentInfo.load(written, strict=True)["content_type"].native == "signed_data"
