"""Phone numbers, brought to the one form in which they are kept."""

from crm.core.rules import broken

HOME_REGION = "CN"
"""The country whose numbers may be written without `+`."""

HOME_CODE = "+86"
"""What people leave out of such a number, when they search for it as well."""


def as_e164(number: str) -> str:
    """Return a number as people write it in E.164 (`+8613800138000`); raise `ValueError` for anything else."""
    import phonenumbers  # noqa: PLC0415 - most functions that take an address are never given a number

    try:
        parsed = phonenumbers.parse(number, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise broken("core", "phone_number") from None
    if not phonenumbers.is_possible_number(parsed):
        raise broken("core", "phone_number")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
