"""The catalogue: every text has its translation, with the same places, in the words of the glossary."""

import re
from unicodedata import normalize

from catalogue import (
    CATALOGUE,
    COMPILED,
    collect_messages,
    compile_catalogue,
    find_lacking,
    find_translation,
    update_catalogue,
    write_catalogue,
)

from plantrack.cli.registry import REGISTRY

WRITTEN = CATALOGUE.read_text(encoding="utf-8")
UPDATED = update_catalogue(WRITTEN)
# Each text in all its English forms, and how it reads in Vietnamese.
TRANSLATED = [
    (forms, find_translation(UPDATED, forms[0], meaning))
    for forms, meaning in (
        ((id,) if isinstance(id, str) else tuple(id), meaning)
        for id, meaning in dict.fromkeys((one.id, one.meaning) for one in collect_messages())
    )
]
# What is typed, and so is the same in every language: options, names of variables, tables of a plan file.
TYPED = re.compile(
    rf"plantrack (?:{'|'.join(REGISTRY)})\b|--[a-z][a-z-]*|\$?[A-Z]{{2,}}_[A-Z]+|\[+[a-z][\w.-]*\]+|https?://\S+|plan\.toml"
)
OLD_STYLE = re.compile(r"o[àáảãạ]\b|(?<!q)u[ỳýỷỹỵ]\b|\bq?u[íì]\b|\bk[ìí]\b|\btỉ lệ", re.IGNORECASE)
NEVER = re.compile(
    r"\b(?:bạn|hãy|giai đoạn của bước|thất bại|rủi ro|đối tượng|giữa kỳ|bỏ trống)\b|!|\b(?:các|những) \{", re.IGNORECASE
)


def test_every_text_has_a_translation() -> None:
    """If it has none: python tools/catalogue.py, and write it into the catalogue."""
    assert find_lacking(UPDATED) == []


def test_the_catalogue_is_as_the_tool_writes_it() -> None:
    """If it is not: python tools/catalogue.py."""
    assert write_catalogue(UPDATED) == WRITTEN


def test_what_is_compiled_is_what_is_written() -> None:
    """If it is not: python tools/catalogue.py."""
    assert COMPILED.read_bytes() == compile_catalogue(UPDATED)


def test_what_is_compiled_is_the_same_with_every_release_of_babel() -> None:
    assert b"Babel" not in COMPILED.read_bytes()


def test_a_translation_names_what_the_text_names() -> None:
    wrong = []
    for forms, translation in TRANSLATED:
        named = {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}
        places = re.findall(r"\{(\w+)(?::(\w+))?\}", translation)
        if {name for name, _ in places} != named or not {form for _, form in places} <= {"", "long", "bare", "short"}:
            wrong.append((forms[0], translation))
    assert wrong == []


def test_what_is_typed_is_not_translated() -> None:
    wrong = [
        (forms[-1], translation)
        for forms, translation in TRANSLATED
        if sorted(set(TYPED.findall(forms[-1]))) != sorted(set(TYPED.findall(translation)))
    ]
    assert wrong == []


def test_all_of_it_is_written_in_one_way() -> None:
    for _, translation in TRANSLATED:
        assert translation == normalize("NFC", translation)
        assert "Ð" not in translation
        assert OLD_STYLE.search(translation) is None, translation
        assert NEVER.search(translation) is None, translation


def test_what_stands_around_a_text_is_kept() -> None:
    for forms, translation in TRANSLATED:
        # But for a word that becomes a sign.
        if forms[0] != " of {goal}":
            assert re.findall(r"^ *|[ .]*$", translation) == re.findall(r"^ *|[ .]*$", forms[0])
