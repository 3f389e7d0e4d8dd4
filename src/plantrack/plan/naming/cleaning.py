"""Letters as they are meant: what nobody sees is dropped, what looks alike is one letter, and damage is found."""

import re
from functools import cache
from unicodedata import category, normalize

# It stands for a letter that could not be read.
LOST = "\ufffd"
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"
_PUNCTUATION = "’“”–…"
# Two eths and an African letter look like Đ, and are typed for it.
_SAME_LETTERS = {ord("Ð"): "Đ", ord("ð"): "đ", ord("Ɖ"): "Đ", ord("ɖ"): "đ"} | {
    sign: normalize("NFKC", chr(sign)) for sign in range(0x2160, 0x2180)
}
_LOOKING_ALIKE = frozenset(map(chr, _SAME_LETTERS))
# What a byte that goes on with a letter is taken for: no mojibake is without one, and hardly any name has one.
_GOES_ON = frozenset(map(chr, range(0x80, 0xC0))) | frozenset("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")
# What may also stand after a capital that is meant: HÀ LÃ, in quotes or before a space.
_MAY_FOLLOW = "\u00a0\u00ad‚’“”•™"


def is_damaged(text: str) -> bool:
    """Tell whether a text was broken on its way: signs that stand for lost ones, controls, bytes taken for letters.

    >>> is_damaged("Thiáº¿t BÃ¬nh"), is_damaged("LA PHÙ\u00a0"), is_damaged("Thi\ufffdt")
    (True, False, True)
    """
    return is_garbled(text) or (not text.isprintable() and any(map(_is_broken, text)))


def is_garbled(text: str) -> bool:
    """Tell whether a text of any kind lost letters on its way, or has bytes that were taken for letters.

    >>> is_garbled("2797/QÄ\u0090-UBND"), is_garbled("2797/QĐ-UBND\\n")
    (True, False)
    """
    if text.isascii():
        return False
    if LOST in text:
        return True
    composed = normalize("NFC", text)
    return not _GOES_ON.isdisjoint(composed) and _mojibake().search(composed) is not None


def _is_broken(character: str) -> bool:
    # A cell of a spreadsheet may hold line breaks.
    return character not in "\t\r\n" and category(character) in ("Cc", "Cs", "Co", "Cn")


@cache
def _mojibake() -> re.Pattern[str]:
    """Return what the bytes of Vietnamese letters, tone marks and quotes look like when each is taken for a letter."""
    letters = [normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)] + ["đ"]
    meant = [*letters, *map(str.upper, letters), *TONES, *_PUNCTUATION]
    looks = set()
    for sign in meant:
        for encoding in ("cp1252", "latin-1"):
            look = sign.encode().decode(encoding, errors="ignore")
            looks.update([look] if not sign.isascii() and len(look) == len(sign.encode()) else [])
    unclear = {look for look in looks if look[0] == "Ã" and look[1] in _MAY_FOLLOW}
    certain = "|".join(map(re.escape, sorted(looks - unclear)))
    # A capital after a small letter is not meant, whatever follows; nor are the three marks that are no tones.
    within = "|".join(map(re.escape, sorted(unclear | {"Ì‚", "Ì†", "Ì›"})))
    return re.compile(rf"{certain}|(?<=[a-zà-ỹđ])(?:{within})")


def join_lines(text: str) -> str:
    """Return a typed text in one line: a cell of a spreadsheet may have several.

    >>> join_lines("Cụm công nghiệp \\r\\nXuân Phú")
    'Cụm công nghiệp Xuân Phú'
    """
    return re.sub("[ ]*[\t\r\n]+[ ]*", " ", text) if not text.isprintable() else text


def mend_letters(text: str) -> str:
    """Return a text with its letters as they are meant, composed.

    >>> mend_letters("2797/QÐ-UBND")
    '2797/QĐ-UBND'
    """
    return text if text.isascii() else normalize("NFC", _mean_letters(normalize("NFC", text)))


def _mean_letters(text: str) -> str:
    # Most texts have none of these letters, and to look each of theirs up takes longer.
    return text if _LOOKING_ALIKE.isdisjoint(text) else text.translate(_SAME_LETTERS)


def tidy_name(text: str) -> str:
    """Return a typed name as it is recorded: clean, in the case in which it was typed.

    >>> tidy_name("\u200bÐông\u00a0 La")
    'Đông La'
    """
    return " ".join(mend_letters(drop_unseen(text)).split())


def clean_text(text: str) -> str:
    """Return a text with its letters as they are meant, in small ones; what parts them stays.

    >>> clean_text("\ufeffÐÔNG\u200b La")
    'đông la'
    """
    if text.isascii() and text.isprintable():
        return text.casefold()
    return normalize("NFC", _mean_letters(normalize("NFC", drop_unseen(text))).casefold())


def drop_unseen(text: str) -> str:
    """Return a text without what nobody sees: marks of direction, of byte order, and spaces of no width."""
    return text if text.isprintable() else "".join(character for character in text if category(character) != "Cf")
