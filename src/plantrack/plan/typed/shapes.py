"""The shapes of dates in figures and in words, and the words in them, cleaned and without accents."""

import re

from plantrack.plan.names import drop_accents
from plantrack.plan.sentences import typed_words
from plantrack.plan.typed.spelling import spell_word, tidy_text

# The numbers from 1 on, as they are spelled, and as quarters are.
_ONE_TO_TWELVE = typed_words(
    *("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
)
_NUMBERS = {word: number for number, word in enumerate(_ONE_TO_TWELVE, 1)}
_NUMBERS |= {"nhat": 1, "tu": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ACCENTED = (
    *("ngày", "tháng", "năm", "quý", "đầu", "cuối", "nửa", "một", "hai", "ba", "bốn", "tư", "sáu", "bảy", "bẩy", "tám"),
    *("chín", "mười", "nhất"),
)
_BARE = {spell_word(word): drop_accents(word) for word in _ACCENTED}
_BARE |= {spell_word(bare): bare for bare in _BARE.values()}

# The longest first, so that all of it is taken.
_NUMBER_WORD = "|".join(sorted((re.escape(word) for word in [*_ONE_TO_TWELVE, "tu"]), key=len, reverse=True))
_ROMAN_FOUR = "iii|ii|iv|i"
_MONTH_NAME = (
    r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september"
    r"|october|november|december)\.?"
)
_DATE_SIGN = r"\ ?[-/.]\ ?"
# What parts a month or a quarter from its year: a sign or a space, and maybe `năm`.
_OF_YEAR = r"(?P<of>(?:\ ?[-/.,]\ ?|\ )(?:nam\ ?[-/.,]?\ ?)?)(?P<year>\d{4})"
_MONTH_WORD = rf"(?:thang|thg\.?)\ ?(?P<month>\d{{1,2}}|{_NUMBER_WORD})"


ISO_DATE = r"(?P<year>\d{4})\ ?-\ ?(?P<month>\d{1,2})(?:\ ?-\ ?(?P<day>\d{1,2}))?"
YEAR_FIRST = r"(?P<year>\d{4})\ ?(?P<sign>[/.])\ ?(?P<month>\d{1,2})(?:\ ?[/.]\ ?(?P<day>\d{1,2}))?"
YEAR_AND_PART = r"(?P<year>\d{4})(?P<sign>\ ?[-/.]?\ ?)(?P<part>[qh])(?P<number>\d)"
DAY_IN_FIGURES = (
    rf"(?P<day>\d{{1,2}}){_DATE_SIGN}(?P<month>\d{{1,2}})(?:{_DATE_SIGN}(?:nam\ )?|\ nam\ )(?P<year>\d{{4}})"
)
DAY_IN_WORDS = rf"(?P<day>\d{{1,2}})\ ?{_MONTH_WORD}{_OF_YEAR}"
DAY_BY_NAME = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-\ /.]*{_MONTH_NAME}[-\ ,/.]*(?P<year>\d{{4}})"
NAME_BEFORE_DAY = rf"{_MONTH_NAME}\ ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\ ?,\ ?|\ )(?P<year>\d{{4}})"
MONTH_BY_NAME = rf"{_MONTH_NAME}[-\ ,/.]*(?P<year>\d{{4}})"
MONTH_IN_WORDS = rf"(?:(?:thang|thg\.?)\ ?(?P<month>\d{{1,2}}|{_NUMBER_WORD})|t\ ?(?P<short>\d{{1,2}})){_OF_YEAR}"
MONTH_IN_FIGURES = rf"(?P<month>\d{{1,2}}){_DATE_SIGN}(?P<year>\d{{4}})"
QUARTER_IN_WORDS = (
    rf"(?:quy\ ?(?P<number>\d{{1,2}}|{_ROMAN_FOUR}|nhat|{_NUMBER_WORD})|q\ ?(?P<short>\d{{1,2}})){_OF_YEAR}"
)
HALF_IN_WORDS = rf"(?:h\ ?(?P<number>\d{{1,2}})|nua\ (?:nam\ )?(?P<end>dau|cuoi)){_OF_YEAR}"
MONTHS_OF_YEAR = rf"(?P<number>\d{{1,2}}|{_NUMBER_WORD})\ ?(?:thang|t)\ ?(?P<end>dau|cuoi)?{_OF_YEAR}"
AFTER_DAY = r"ngay\ ?(?P<day>\d.*)"
BARE_YEAR = r"(?:nam\ ?)?(?P<year>\d{4})"
DAY_WITH_TIME = r"""(?P<day>.+?)(?:t|\ )(?P<time>\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?)
    (?P<rest>\ ?(?:am|pm|sa|ch))?(?P<zone>\ ?(?:z|[-+]\d\d(?::?\d\d)?))?"""
MONTH_AND_TWO_DIGITS = rf"(?:{_MONTH_NAME}|(?:thang|thg\.?)\ ?(?P<month>\d{{1,2}}))\ ?[-/']\ ?(?P<year>\d\d)"
DAY_OF_EXCEL = r"(?P<number>[1-7]\d{4})(?:[.,]\d+)?"
ENDS_IN_TWO_DIGITS = r"\D\d\d\Z"
ONE_YEAR = r"(?<!\d)(?:19|20|21)\d\d(?!\d)"
UNCERTAIN_WORDS = (
    r"[~<>≤≥≈]|\b(?:khoảng|khoang|trước|truoc|sau|từ|tu|đến|den|hết|het|gần|gan|giữa|giua|đầu|dau|cuối|cuoi|nửa|nua"
    r"|dự\ kiến|du\ kien|about|around|circa|ca|before|after|since|until|till|by|early|mid|late|from|to|end|start)\b"
)


def match_shape(shape: str, words: str) -> re.Match[str] | None:
    """Return how a shape fits all of a text; None where it does not. It is compiled when it is first asked for."""
    return re.fullmatch(shape, words, re.VERBOSE | re.ASCII)


def write_bare(text: str) -> str:
    """Return a text cleaned, the words of dates in it without accents where theirs are right.

    >>> write_bare("Qúy I năm 2024"), write_bare("nằm 2024")
    ('quy i nam 2024', 'nằm 2024')
    """
    return re.sub(r"[^\W\d_]+", lambda word: _BARE.get(spell_word(word[0]), word[0]), tidy_text(text))


def number_of(word: str) -> int:
    """Return the number that digits, a spelled number or the name of a month mean."""
    if word.isdigit():
        return int(word)
    return _NUMBERS.get(word) or _MONTHS.index(word[:3]) + 1
