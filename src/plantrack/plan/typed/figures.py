"""Numbers as people and spreadsheets write them, with a comma or a point for decimals or for thousands."""

import re

from plantrack.plan.model import Number
from plantrack.plan.names import drop_accents
from plantrack.plan.naming.cleaning import drop_unseen
from plantrack.plan.sentences import Sentence, say, show_value
from plantrack.plan.typed.spelling import tidy_text
from plantrack.plan.typed.words import DecimalSign, Manner, Unreadable

# Digits, or groups of three that are parted by one sign or by one space; the first group never begins with 0.
_WHOLE = r"[-+]?(?P<whole>\d+|[1-9]\d{0,2}(?P<gap>[%s ])\d{3}(?:(?P=gap)\d{3})*)"
_WITH_COMMA = re.compile(_WHOLE % "." + r"(?:,(?P<part>\d+))?", re.ASCII)
_WITH_POINT = re.compile(_WHOLE % "," + r"(?:\.(?P<part>\d+))?", re.ASCII)
_AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_BELOW_ONE = re.compile(r"[-+]?0\d*(?P<sign>[.,])\d+", re.ASCII)
# The largest float has 309 digits; what is longer is no number that anyone typed.
_MOST_DIGITS = 400
# Of what is longer than any number with its unit nothing is said.
_LONGEST_NUMBER = 80

_POWERS = {"tram": 2, "nghin": 3, "ngan": 3, "trieu": 6, "tr": 6, "ty": 9, "ti": 9}
_POWERS |= {"thousand": 3, "million": 6, "billion": 9}
# With its accents each is one word: `trạm` is a station, and `tram` may be one.
_ACCENTED_POWERS = frozenset(("trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"))
_FIGURE = r"(?P<number>[-+]?\d[\d., ]*?)"
# `phần trăm` is a unit.
_SCALE = re.compile(rf"(?<!phan )\b(?:{'|'.join(_POWERS)})\b")
_SCALED = re.compile(rf"{_FIGURE} ?(?P<scale>(?:{'|'.join(_POWERS)})(?: (?:{'|'.join(_POWERS)}))*)", re.ASCII)
_OF_ALL = re.compile(rf"{_FIGURE} ?(?:/|of|tren|trong) ?\d[\d., ]*", re.ASCII)
_WITH_UNIT = re.compile(rf"{_FIGURE}(?: [^\d]+|[^\W\d]{{2}}[^\d]*)")
_WITH_WORD = re.compile(r"[^\d]*?(?:[^\W\d]+ |[~<>≤≥≈±] ?)[-+]?\d[\d., ]*[^\d]*")


def read_number(text: str, manner: Manner, *, percent: bool | None = None) -> Number:
    """Read a number as it is typed; raise Unreadable where it is none, or may be two.

    `percent` tells whether what is measured is a percentage, which may then be written with its sign; None: it is not
    the total of a target.

    >>> read_number("1.234,5", Manner()), read_number("1.250", Manner(decimal="comma")), read_number("0.125", Manner())
    (1234.5, 1250, 0.125)
    >>> read_number("59,1 %", Manner(), percent=True)
    59.1
    """
    seen = _clean(text)
    number = seen.removesuffix("%").rstrip()
    digits = number if percent else seen
    if manner.decimal is None and manner.language != "vi" and _AMBIGUOUS.fullmatch(digits):
        readings = [_parse_number(digits, decimal) for decimal in ("comma", "point")]
        larger, smaller = sorted((one for one in readings if one is not None), key=abs, reverse=True)
        message = say("{text} may be {larger} or {smaller}", text=show_value(text), larger=larger, smaller=smaller)
        raise Unreadable(message, say("choose with --decimal comma or --decimal point"))
    found = _parse_number(digits, _find_decimal_sign(digits, manner))
    if found is None:
        explain = _explain_number if number == seen else _explain_percentage if percent is None else _explain_unit
        hint = explain(tidy_text(number), manner)
        raise Unreadable(_refuse_number(text, manner.decimal), hint)
    return found


def is_plain(text: str) -> bool:
    """Tell whether a number is written as a plan file has it, and can mean no other.

    >>> is_plain("1234.5"), is_plain("1.234"), is_plain("0.125")
    (True, False, True)
    """
    number = text.strip()
    return re.fullmatch(r"[-+]?\d+(?:\.\d+)?", number, re.ASCII) is not None and not _AMBIGUOUS.fullmatch(number)


def find_other_reading(text: str, number: Number) -> Number | None:
    """Return what a text might mean beside the number as which it was read; None where it can mean no other.

    >>> find_other_reading("1.234", 1234), find_other_reading("1.234,5", 1234.5)
    (1.234, None)
    """
    digits = _clean(text).removesuffix("%").rstrip()
    if not _AMBIGUOUS.fullmatch(digits):
        return None
    readings = (_parse_number(digits, "comma"), _parse_number(digits, "point"))
    return next((one for one in readings if one is not None and one != number), None)


def _clean(text: str) -> str:
    return re.sub(r"\s", " ", drop_unseen(text).strip()).replace("\u2212", "-")


def _parse_number(digits: str, decimal: DecimalSign) -> Number | None:
    """Return the number that cleaned digits mean with this sign for decimals; None where they mean none."""
    form = _WITH_COMMA if decimal == "comma" else _WITH_POINT
    match = form.fullmatch(digits) if len(digits) <= _MOST_DIGITS else None
    if match is None:
        return None
    whole = re.sub(r"\D", "", match["whole"])
    minus = "-" if digits.startswith("-") else ""
    if not match["part"]:
        return int(minus + whole)
    value = float(f"{minus}{whole}.{match['part']}")
    return int(value) if value.is_integer() else value


def _find_decimal_sign(digits: str, manner: Manner) -> DecimalSign:
    """Tell which sign is for decimals: the one that is given, the last of two, or the only one, if it stands once."""
    # A group of thousands never begins with 0, so 0.125 is one eighth whatever was chosen for the others.
    fraction = _BELOW_ONE.fullmatch(digits)
    if fraction:
        return "comma" if fraction["sign"] == "," else "point"
    if manner.decimal is not None:
        return manner.decimal
    if _AMBIGUOUS.fullmatch(digits):
        return "comma"
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0:
        return "point"
    repeated = digits.count(digits[last]) > 1
    return "comma" if (digits[last] == ",") != repeated else "point"


def _refuse_number(text: str, sign: DecimalSign | None) -> Sentence:
    if sign is None:
        return say("{text} is not a number such as 1234.5", text=show_value(text))
    return say("{text} is not a number with a decimal {sign}", text=show_value(text), sign=sign)


def _explain_percentage(number: str, manner: Manner) -> Sentence | None:
    """Return what to do about a percentage where none may stand; None where it is no number either."""
    value = _read_part(number, manner)
    return None if value is None else _ask_for_number(value)


def _explain_unit(number: str, manner: Manner) -> Sentence | None:
    """Return what to do about a percentage of a target; None where it is no number either."""
    return None if _read_part(number, manner) is None else say("this target is not measured in percent")


def _explain_number(cleaned: str, manner: Manner) -> Sentence | None:
    """Return what to do about a text that is no number; None where there is nothing to say."""
    if cleaned in ("-", "–", "—"):
        return say("leave it empty if nothing is known, write 0 if it is none")
    if cleaned and not cleaned.strip(".…"):
        return say("leave it empty if nothing is known")
    if len(cleaned) > _LONGEST_NUMBER:
        return None
    bare = drop_accents(cleaned)
    match = _OF_ALL.fullmatch(bare)
    value = None if match is None else _read_part(match["number"], manner)
    if value is not None:
        return say("write the actual alone, {number}", number=value)
    words = re.findall(r"[^\W\d]+", cleaned)
    is_unit = any(
        not word.isascii() and word not in _ACCENTED_POWERS and drop_accents(word) in _POWERS for word in words
    )
    match = None if is_unit else _SCALED.fullmatch(bare)
    value = None if match is None else _read_part(match["number"], manner)
    if match is not None and value is not None:
        power = None if "tram" in words else sum(_POWERS[word] for word in match["scale"].split())
        return _say_scaled(value, power)
    is_scaled = _SCALE.search(bare) is not None and not (
        is_unit and {*words}.isdisjoint(_ACCENTED_POWERS | _POWERS.keys())
    )
    match = _WITH_UNIT.fullmatch(cleaned)
    value = None if match is None or is_scaled else _read_part(match["number"], manner)
    if value is not None:
        return _ask_for_number(value)
    return say("write the number alone") if match or _WITH_WORD.fullmatch(cleaned) else None


def _ask_for_number(number: Number) -> Sentence:
    return say("write the number alone, {number}", number=number)


def _say_scaled(number: Number, power: int | None) -> Sentence:
    """Return the hint that writes out a number of millions: no digit of it is rounded. None: of what, nobody knows."""
    whole, _, part = str(number).partition(".")
    if not whole.lstrip("-").isdigit() or not (part or "0").isdigit() or power is None or power > _MOST_DIGITS:
        return say("write the number with all its digits")
    digits = (whole + part.ljust(power, "0"))[: len(whole) + power]
    rest = part[power:]
    return say("write {number}", number=float(f"{digits}.{rest}") if rest else int(digits))


def _read_part(text: str, manner: Manner) -> Number | None:
    """Return the number that a part of a text means; None where it means none, or may mean two."""
    is_settled = manner.decimal is not None or manner.language == "vi" or not _AMBIGUOUS.fullmatch(text)
    return _parse_number(text, _find_decimal_sign(text, manner)) if is_settled else None
