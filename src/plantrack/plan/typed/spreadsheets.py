"""What a spreadsheet makes of a text in a CSV file, and how it is kept from that."""

import re

_SIGN = "'"
# Also behind spaces and in wide letters: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_MONTH_NAMES = (
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    "|dec(ember)?|thg|tháng"
)
# 7/2025 is a month to it, 1E5 a hundred thousand, 5 PM an hour, May 10 a day, 007 is 7.
_CONVERTED = re.compile(
    rf"""
    (?= .*\d )                                                 # with a digit, and made of nothing but
    (?: [\W\d_]                                                # digits and signs,
    |   \d e [-+]? \d                                          # powers of ten,
    |   \d (?: [ ][ap] | [ ]? (?: [ap]m | sa | ch ) ) (?! \w ) # hours,
    |   {_MONTH_NAMES}                                         # and months
    )+
    | true | false
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII)
_MONTH_KEPT = re.compile(r"(?P<year>\d{4})-M(?P<month>\d{2})", re.ASCII)
_MOST_DIGITS_SAVED = 15
_MOST_DIGITS_SHOWN = 11
_TINY = "0.0000"


def guard_text(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would run it, or make a number or a date of it.

    >>> guard_text("=SUM(A1)"), guard_text("5/2024"), guard_text("Thiết Bình")
    ("'=SUM(A1)", "'5/2024", 'Thiết Bình')
    """
    return _SIGN + text if _is_changed(text) else text


def unguard_text(text: str) -> str:
    """Return what a guarded text was; an apostrophe that guards nothing stays."""
    return text[1:] if text.startswith(_SIGN) and _is_changed(text) else text


def guard_apostrophe(text: str) -> str:
    """Return a text that `unguarded` leaves as it is."""
    return guard_text(text) if text.startswith(_SIGN) else text


def guard_date(text: str) -> str:
    """Return a date as no spreadsheet changes it: `2024-06` would become a day, `2024-M06` stays, as in SDMX.

    >>> guard_date("2024-06"), guard_date("2024-Q3")
    ('2024-M06', '2024-Q3')
    """
    month = _MONTH.fullmatch(text)
    return f"{month['year']}-M{month['month']}" if month else text


def unguard_date(text: str) -> str:
    """Return what a guarded date was."""
    month = _MONTH_KEPT.fullmatch(text)
    return f"{month['year']}-{month['month']}" if month else text


def guard_number(text: str) -> str:
    """Return a number with a decimal comma, so that Excel saves all of it.

    It saves what it shows: eleven digits and commas, fifteen digits of a whole number in groups. Others become a text.

    >>> guard_number("1234.5"), guard_number("123456789012"), guard_number("0.00001")
    ('1234,5', '123.456.789.012', "'0,00001")
    """
    whole, _, places = text.removeprefix("-").partition(".")
    digits, comma = len(whole) + len(places), text.replace(".", ",")
    if digits < _MOST_DIGITS_SHOWN + (not places) and not text.removeprefix("-").startswith(_TINY):
        return comma
    return f"{int(text):,}".replace(",", ".") if not places and digits <= _MOST_DIGITS_SAVED else _SIGN + comma


def keep_number(text: str) -> str:
    """Return a number with a decimal comma, of which a spreadsheet makes a number: it keeps fifteen digits.

    With more it is a text, of which nothing is lost. What Excel shows of it, and saves as CSV, may be less.

    >>> keep_number("9876543210.25"), keep_number("123456789012"), keep_number("12345678901234.56")
    ('9876543210,25', '123456789012', "'12345678901234,56")
    """
    digits, comma = text.removeprefix("-").replace(".", "").lstrip("0"), text.replace(".", ",")
    is_whole = "." not in text
    return comma if len(digits.rstrip("0") if is_whole else digits) <= _MOST_DIGITS_SAVED else _SIGN + comma


def _is_changed(text: str) -> bool:
    bare = text.lstrip(_SIGN)
    return bool(_FORMULA.match(bare) or _CONVERTED.fullmatch(bare))
