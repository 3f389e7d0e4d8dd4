"""How people head columns in English and Vietnamese, whatever plan they are of."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from plantrack.plan.model import EXPECTED_KEY, Kind
from plantrack.plan.naming.prefixes import list_prefix_texts
from plantrack.plan.sentences import typed_words
from plantrack.plan.typed.spelling import spell_bare, tidy_text
from plantrack.store.read.records import MEASUREMENT_KEYS, MILESTONE_KEYS

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WHEN = typed_words("ngày", "ngày tháng", "thời gian", "thời điểm")
PASSED_OVER = ""

HEADINGS: Mapping[str, Sequence[str]] = {
    "date": typed_words(*_WHEN),
    "kind": typed_words("loại", "loại hình", "loại công trình"),
    "stage": typed_words("bước", "bước thực hiện"),
    "item": typed_words(
        *("tên", "tên công trình", "công trình", "tên cụm công nghiệp", "tên cụm", "tên CCN"),
        *(
            "tên khu công nghiệp",
            "tên KCN",
            "tên chợ",
            "tên làng nghề",
            "tên dự án",
            "dự án",
            "hạng mục",
            "tên hạng mục",
        ),
        *("danh mục", "danh mục công trình", "danh mục dự án", "tên công trình dự án"),
    ),
    EXPECTED_KEY: typed_words("dự kiến", *(f"{when} dự kiến" for when in _WHEN)),
    "name": typed_words("tên mới"),
    "target": typed_words("chỉ tiêu", "mã chỉ tiêu"),
    "value": typed_words("giá trị", "số liệu", "kết quả", "kết quả thực hiện", "thực hiện", "lũy kế"),
    "text": typed_words("thuyết minh"),
    "ask": typed_words("kiến nghị", "đề xuất", "kiến nghị đề xuất"),
    "decision": typed_words("quyết định", "số quyết định", "số QĐ", "văn bản"),
    "source": typed_words("nguồn", "nguồn số liệu", "liên kết"),
    "note": typed_words("ghi chú"),
}
# `history` writes these, and a row of it says what it replaced in columns such as `was date`.
OF_A_LOG = ("first", "last")
# What no row may replace: it says what the row is of.
IDENTITY_KEYS = ("kind", "stage", "item", "target")
HEADINGS_OF_NUMBERS = typed_words("tt", "stt", "số tt", "so tt", "no")
HEADINGS_PASSED_OVER = typed_words("recorded", *OF_A_LOG, "ngày ghi", "thời điểm ghi", *HEADINGS_OF_NUMBERS)
# Attributes that many plans have, by what reports call them; a plan's own label goes before.
HEADINGS_OF_ATTRIBUTES: Mapping[str, Sequence[str]] = {
    "district": typed_words("quận huyện", "quận", "huyện", "địa bàn"),
    "area_ha": typed_words("diện tích"),
}
DOUBTFUL = typed_words("tình hình", "trạng thái", "giai đoạn")
OF_THE_PLAN = typed_words("kế hoạch", "tỷ lệ", "đơn vị tính")
# What stands before how a kind is called, in the heading of the column of its items.
_ITEMS_OF = typed_words("tên", "danh mục", "danh sách")
# How the key of a column of a stage is made of its id: as `items` writes it.
STAGE_KEY = "stages_{}"
EXPECTED_STAGE_KEY = "expected_{}"
# How people head the column that says by when an item is to reach a stage.
# Without accents, since that is what they have in common.
_EXPECTED_WORDS = typed_words("expected", "planned", "du kien", "ke hoach")
_EXPECTED_STAGE = typed_words(
    *("expected {}", "{} expected", "planned {}", "dự kiến {}", "{} dự kiến", "kế hoạch {}"),
    *("ngày dự kiến {}", "ngày {} dự kiến", "thời gian dự kiến {}", "thời điểm dự kiến {}"),
)


def list_stage_headings(label: str) -> Iterator[str]:
    """Give the headings of the column that says when an item reached a stage that is called so."""
    yield label
    yield from (f"{when} {label}" for when in _WHEN)


def list_item_headings(kind: Kind, *, is_chosen: bool) -> Iterator[str]:
    """Give the headings of the column of the items of a kind; its title alone where all rows are of that kind."""
    for called in dict.fromkeys(map(clean_heading, (kind.id, *kind.title, *list_prefix_texts(kind)))):
        yield from (f"{before} {called}" for before in _ITEMS_OF)
        if is_chosen:
            yield called


def list_expected_headings(label: str) -> Iterator[str]:
    """Give the headings of the column that says by when an item is to reach a stage that is called so."""
    for heading in _EXPECTED_STAGE:
        yield heading.format(label)


def spell_heading(heading: str) -> str:
    """Return what the spellings of a whole heading have in common."""
    return spell_bare(tidy_text(heading))


def clean_heading(heading: str) -> str:
    """Return the words of a heading, as far as they do not stand in brackets."""
    cleaned = tidy_text(heading)
    words = _IN_BRACKETS.sub(_keep_expected, cleaned).strip()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in words).split())


def _keep_expected(brackets: re.Match[str]) -> str:
    """Return what stands in brackets where without it an expected date would be read as one that was reached."""
    inner = brackets[0][1:-1]
    return f" {inner} " if spell_bare(tidy_text(inner)) in _EXPECTED_WORDS else " "


def find_needed_keys(keys: Collection[str], filled: Collection[str], *, wide: bool) -> Iterator[str]:
    """Give the keys that a file needs as columns, by what its columns say its rows are."""
    has_comments = not wide and not {"text", "ask"}.isdisjoint(keys)
    has_totals = not wide and ("value" in keys or ("target" in keys and not has_comments))
    of_items = not {"kind", "item"}.isdisjoint(keys)
    has_items = "stage" in keys or (of_items and (not has_comments or "stage" in filled))
    yield "date"
    if has_items or not (has_totals or has_comments):
        yield from MILESTONE_KEYS[1:]
    if has_totals:
        yield from MEASUREMENT_KEYS[1:]
    if has_comments:
        yield from () if has_items or has_totals else ("kind", "item") if of_items else ("target",)
        yield "text"
