"""Rows of a list that would become items and are none: sums, headings, what stands for a name, notes and signatures.

What numbers a row tells more than its words: a sum has no number, and a heading a letter or a Roman one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plantrack.plan.model import Plan
from plantrack.plan.names import drop_accents, fold_name
from plantrack.plan.naming.cleaning import clean_text
from plantrack.plan.naming.prefixes import drop_prefix, list_prefixes
from plantrack.plan.naming.words import Phrase, split_words
from plantrack.plan.problems import Problem
from plantrack.plan.sentences import Sentence, say, show_value, typed_words
from plantrack.plan.typed.spelling import spell_bare, spell_words, tidy_text
from plantrack.plan.vocabulary import call_targets, find_ids
from plantrack.store.csv.header import Columns
from plantrack.store.csv.workbook import SheetCell, Spread, spell_cell

CsvRow = tuple[int, Sequence[SheetCell]]  # the line on which it begins, and its cells

_SHORT_SUMS = typed_words("tổng", "cộng")
_SUMS = typed_words(*_SHORT_SUMS, "tổng số", "tổng cộng", "total", "grand total", "sum")
# What is summed up. Other words behind `tổng` and `cộng` may be a name: Cộng Hòa, Tổng công ty Sông Đà.
_WHOLES = typed_words("thành phố", "tp", "tỉnh", "huyện", "quận", "thị xã", "tx", "khu vực", "vùng", "ngành")
_SUMMED = typed_words(*_WHOLES, "xã", "phường", "toàn", "các", "mục", "phần", "nhóm", "diện tích", "dự án")
_SUMS_OF = typed_words(
    *("Σ", "total", "subtotal", "sub total", "tiểu cộng", *(f"toàn {whole}" for whole in _WHOLES)),
    *(f"{short} {summed}" for short in _SHORT_SUMS for summed in _SUMMED),
)
_AS_ABOVE = typed_words("nt", "n t", "như trên", "ditto")
_NOTES = typed_words(
    *("ghi chú", "lưu ý", "trong đó", "nơi nhận", "người lập", "thủ trưởng", "kế toán trưởng", "đã ký"),
    *("prepared by", "signed by"),
)
# By themselves, or before a colon: behind them a name may go on.
_SHORT_NOTES = typed_words(
    *("giám đốc", "phó giám đốc", "chủ tịch", "phó chủ tịch", "trưởng phòng", "nguồn", "note", "notes", "source")
)
_DAY_OF_SIGNATURE = typed_words("ngày tháng năm")
# A Roman number, or a letter.
_NUMBER_OF_HEADING = re.compile(r"[ivxlc]+|[^\W\d_]")
_NUMBER_OF_SUM = re.compile(rf"\d+|{_NUMBER_OF_HEADING.pattern}")


def _spell_all(words: Iterable[str]) -> frozenset[str]:
    """Return words as they are spelled with accents and without."""
    return frozenset(spell(tidy_text(word)) for word in words for spell in (spell_words, spell_bare))


def _spell_starts(words: Iterable[str]) -> tuple[str, ...]:
    """Return how a text begins that goes on behind words."""
    return tuple(f"{spelling} " for spelling in _spell_all(words))


_SUM_SPELLINGS, _LONG_SUMS = _spell_all(_SUMS), _spell_starts(word for word in _SUMS if " " in word)
_SUM_OF_SPELLINGS, _SUM_OF_STARTS = _spell_all(_SUMS_OF), _spell_starts(_SUMS_OF)
_SHORT_SUM_SPELLINGS, _DAYS = _spell_all(_SHORT_SUMS), _spell_all(_DAY_OF_SIGNATURE)
_AS_ABOVE_SPELLINGS = _spell_all(_AS_ABOVE)
_NOTE_SPELLINGS, _NOTE_STARTS = _spell_all((*_NOTES, *_SHORT_NOTES)), _spell_starts(_NOTES)


class NoItems:
    """Tells which rows of one file are no items."""

    def __init__(self, plan: Plan, columns: Columns, rows: Sequence[CsvRow]) -> None:
        self._plan = plan
        self._columns = columns
        self._targets = call_targets(plan.targets)
        self._items: set[str] | None = None  # the names of all items, without accents; None: nobody has asked yet
        # Only beside numbers a letter, or none, tells anything.
        numbers = columns.numbers
        self._numbers = numbers if any(_has_digit(_find_cell(row, numbers)) for _, row in rows) else None

    def refuse(self, given: Mapping[str, SheetCell], row: Sequence[SheetCell]) -> Problem | None:
        """Return why a row is no item, given its cells by their keys; None where it may be one."""
        # What stands beside a row since cells are merged tells nothing of the row.
        row = ["" if isinstance(cell, Spread) else cell for cell in row]
        # What `history` writes has been recorded once.
        doubts = () if self._columns.is_log else self._doubt(given, row)
        return next((Problem(message, hint) for text, message, hint in doubts if not self._is_known(text)), None)

    def _doubt(
        self, given: Mapping[str, SheetCell], row: Sequence[SheetCell]
    ) -> Iterator[tuple[str, Sentence, Sentence]]:
        """Give what makes a row look as if it were no item: the text, what that is, and what to do."""
        number = _find_cell(row, self._numbers)
        named = [given[key] for key in ("item", "target") if key in given]
        # Where the name is left out, it may stand where the number of the row does.
        unnamed = [cell for key, cell in zip(self._columns.keys, row, strict=False) if not key]
        is_counted = "target" in given or ("item" in given and _has_digit(number))
        # Beside columns of stages a row without a date records nothing.
        stages = {*self._columns.stages, *self._columns.expected}
        is_silent = bool(stages) and stages.isdisjoint(given)
        spellings = [(cell, _spell(cell)) for cell in map(spell_cell, named or unnamed)]
        for cell, spelled in spellings:
            if _is_sum(spelled, is_certain=is_counted or is_silent):
                message = say("{text} is a sum of other rows", text=show_value(cell))
                yield cell, message, _hint_log() if "item" in given else say("delete the rows of sums")
        if "item" not in given or is_silent:
            return
        name, spelled = spellings[0]
        if not spelled:
            yield name, say("{text} is no name", text=show_value(name)), _hint_log()
        elif spelled in _AS_ABOVE_SPELLINGS:
            message = say("{text} stands for what is above it", text=show_value(name))
            yield name, message, say("write the name itself")
        if is_counted:
            return
        if _is_note(name):
            yield name, say("{text} is a note or a signature", text=show_value(name)), _hint_log()
        hint = say("delete such rows, or give what is an item a number as the others have")
        # Small letters number parts of an item as well: what stands beside one tells.
        is_alone = sum(cell != "" for cell in row) <= 2
        if _NUMBER_OF_HEADING.fullmatch(tidy_text(number).strip(" .()/-")) and (is_alone or not number.islower()):
            values = {"text": show_value(name), "number": show_value(number)}
            yield name, say("{text} is a heading: its number is {number}", **values), hint
        elif self._numbers is not None and not number and sum(cell != "" for cell in row) == 1:
            yield name, say("{text} has no number, and nothing beside it", text=show_value(name)), hint

    def _is_known(self, name: str) -> bool:
        """Tell whether a plan has an item or a target of this name: it means itself."""
        if self._items is None:
            renamed = {name for _, name in self._plan.renamed}
            # Names are mostly typed without accents.
            self._items = set(map(drop_accents, {milestone.key for milestone in self._plan.milestones} | renamed))
        phrase = split_words(clean_text(name))
        shorter = [drop_prefix(phrase, list_prefixes(kind)) for kind in self._plan.kinds.values()]
        names = [name, *(_join_words(one) for one in shorter if one is not None)]
        return bool(find_ids(name, self._targets)) or not self._items.isdisjoint(
            drop_accents(fold_name(one)) for one in names
        )


def _join_words(phrase: Phrase) -> str:
    return "".join(gap + word.raw for gap, word in zip(phrase.gaps, phrase.words, strict=True))


def _find_cell(row: Sequence[SheetCell], place: int | None) -> str:
    return spell_cell(row[place]) if place is not None and place < len(row) else ""


def _has_digit(number: str) -> bool:
    return any(map(str.isdigit, number))


def _hint_log() -> Sentence:
    return say("delete such rows; an item that is called so is recorded first, with log --new")


def _spell(text: str) -> str:
    # The sign of a sum is no letter.
    return spell_words(tidy_text(text.replace("∑", "Σ")))


def _is_sum(spelled: str, *, is_certain: bool) -> bool:
    """Tell whether a text is a sum; where that is to be certain, whether it can be nothing else."""
    if is_certain or spelled in _SUM_SPELLINGS or spelled.startswith(_LONG_SUMS):
        return spelled in _SUM_SPELLINGS or spelled.startswith(_LONG_SUMS)
    # `Cộng I`, `Tổng 3 cụm`, and `Cộng H. Sóc Sơn`.
    first, second, *_ = *spelled.split(), "", ""
    is_of_number = first in _SHORT_SUM_SPELLINGS and _NUMBER_OF_SUM.fullmatch(second) is not None
    return is_of_number or spelled in _SUM_OF_SPELLINGS or spelled.startswith(_SUM_OF_STARTS)


def _is_note(text: str) -> bool:
    """Tell whether a text is a note, of whom a list is, or the day of a signature."""
    spelled, before_colon = (_spell(part) for part in (text, text.partition(":")[0]))
    without_digits = " ".join(word for word in spelled.split() if not word.isdigit())
    is_day = any(day in without_digits for day in _DAYS)
    return is_day or before_colon in _NOTE_SPELLINGS or spelled.startswith(_NOTE_STARTS)
