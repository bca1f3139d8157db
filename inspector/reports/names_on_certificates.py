"""Names on certificates may hold any character of today: 𬭎, 𬱖 and thousands more came after 2002."""

from functools import cache


@cache
def allow_characters_of_today() -> None:
    """Let asn1crypto compare names that hold characters younger than Unicode 3.2; call it before pyHanko.

    It follows RFC 4518, 2.4 to the letter and raises ValueError for every character that Unicode 3.2 did not
    have yet, so that what such a person signs could not be verified by anybody. Names it can't prepare are
    compared as they are written, which never makes two names equal that differ. Seen with asn1crypto 1.5.1;
    can go once https://github.com/wbond/asn1crypto prepares such names.
    """
    from asn1crypto.x509 import NameTypeAndValue

    strict = NameTypeAndValue._ldap_string_prep  # noqa: SLF001 - nothing public leads there

    def prepared(named: NameTypeAndValue, text: str) -> str:
        try:
            said: str = strict(named, text)
        except ValueError:
            return f" {text} "
        return said

    NameTypeAndValue._ldap_string_prep = prepared  # noqa: SLF001
