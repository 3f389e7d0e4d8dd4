"""What the headings of a CSV file mean: in English or Vietnamese, whatever their case, accents and brackets."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from plantrack.plan.guesses import ask_about, list_known, say_unknown
from plantrack.plan.model import Plan
from plantrack.plan.problems import Problem, Problems, UsageError
from plantrack.plan.sentences import Sentence, list_words, quoted, say, say_either, show_value
from plantrack.plan.typed.words import clean_text, spell_bare, spell_words, typed_words
from plantrack.plan.vocabulary import Vocabulary, call_attributes, find_nearest
from plantrack.store.read.records import EVIDENCE_KEYS, MEASUREMENT_KEYS, MILESTONE_KEYS, NAME_KEY

PASSED_OVER = ""

_KEYS: Mapping[str, Sequence[str]] = {
    "date": typed_words("ngày", "ngày tháng", "thời gian", "thời điểm"),
    "kind": typed_words("loại", "loại hình", "loại công trình"),
    "stage": typed_words("bước", "bước thực hiện"),
    "item": typed_words(
        *("tên", "tên công trình", "công trình", "tên cụm công nghiệp", "tên cụm", "tên CCN"),
        *("tên khu công nghiệp", "tên KCN", "tên chợ", "tên làng nghề"),
    ),
    "name": typed_words("tên mới"),
    "target": typed_words("chỉ tiêu", "mã chỉ tiêu"),
    "value": typed_words("giá trị", "số liệu", "kết quả", "kết quả thực hiện", "thực hiện", "lũy kế"),
    "decision": typed_words("quyết định", "số quyết định", "số QĐ", "văn bản"),
    "source": typed_words("nguồn", "nguồn số liệu", "liên kết"),
    "note": typed_words("ghi chú"),
}
_PASSED_OVER = typed_words("recorded", "ngày ghi", "thời điểm ghi", "tt", "stt", "số tt", "no")
# Attributes that many plans have, by what reports call them; a plan's own label goes before.
_ATTRIBUTES: Mapping[str, Sequence[str]] = {
    "district": typed_words("quận huyện", "quận", "huyện", "địa bàn"),
    "area_ha": typed_words("diện tích"),
}
_DOUBTFUL = typed_words("tình hình", "trạng thái", "giai đoạn")
_OF_THE_PLAN = typed_words("kế hoạch", "tỷ lệ", "đơn vị tính")
_NAME_OF = "tên"
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Columns(NamedTuple):
    """What the columns of a file mean."""

    keys: Sequence[str]  # of each its key, an attribute or PASSED_OVER
    headings: Mapping[str, str]  # of each key the heading of its column


class _Headings:
    """All headings that mean something, with accents and without, each with the keys that it may mean."""

    def __init__(self) -> None:
        self._spelled: dict[str, list[str]] = {}
        self._bare: dict[str, list[str]] = {}

    def enter(self, heading: str, key: str) -> None:
        cleaned = clean_text(heading)
        for entries, spelled in ((self._spelled, spell_words(cleaned)), (self._bare, spell_bare(cleaned))):
            keys = entries.setdefault(spelled, [])
            if key not in keys:
                keys.append(key)

    def find(self, heading: str) -> list[str]:
        spelled = spell_words(heading)
        return self._spelled.get(spelled) or (self._bare.get(spelled, []) if spelled == spell_bare(heading) else [])


class HeadingReader:
    """Reads the headings of a file for a plan: the plan's own words go before those that many plans share."""

    def __init__(self, plan: Plan, ignored: Sequence[str]) -> None:
        self._own, self._shared, self._refused = _Headings(), _Headings(), _Headings()
        self.ignored = {spell_bare(clean_text(heading)): heading for heading in ignored}
        self.attributes = call_attributes(plan.kinds.values()).called
        for attribute, labels in self.attributes.items():
            for label in (attribute, *labels):
                self._own.enter(_clean_heading(label), attribute)
        for key, headings in _KEYS.items():
            for heading in (key, *headings):
                self._shared.enter(heading, key)
        for kind in plan.kinds.values():
            for title in kind.title:
                self._shared.enter(f"{_NAME_OF} {_clean_heading(title)}", "item")
        for heading in _PASSED_OVER:
            self._shared.enter(heading, PASSED_OVER)
        for attribute, headings in _ATTRIBUTES.items():
            for heading in headings if attribute in self.attributes else ():
                self._shared.enter(heading, attribute)
        for heading in (*_DOUBTFUL, *_OF_THE_PLAN):
            self._refused.enter(heading, heading)

    def find_keys(self, heading: str) -> list[str]:
        """Return the keys that a heading may mean: none, one or several."""
        cleaned = _clean_heading(heading)
        if not cleaned or spell_bare(clean_text(heading)) in self.ignored:
            return [PASSED_OVER]
        if heading in (*MILESTONE_KEYS, NAME_KEY, *MEASUREMENT_KEYS, *EVIDENCE_KEYS, *self.attributes):
            return [heading]
        # `Area (ha)` may be how the id itself is written.
        own, shared = self._own.find(cleaned) or self._own.find(clean_text(heading)), self._shared.find(cleaned)
        # `Diện tích` is whatever the plan calls so; `Ghi chú` of a plan beside the note of a record may be either.
        return list(dict.fromkeys([*own, *(key for key in shared if not own or key in _KEYS)]))

    def refuse(self, heading: str) -> tuple[Sentence, Sentence] | None:
        """Return why a heading that people use means no column, and what to do; None where it is not known at all."""
        refused = self._refused.find(_clean_heading(heading))
        if not refused:
            return None
        name = quoted(heading)
        if refused[0] in _OF_THE_PLAN:
            message = say("column {heading}: the goal and the unit stand in the plan", heading=name)
            return message, say("delete the column, or leave it out: --ignore {heading}", heading=name)
        message = say("column {heading} may mean a stage, a phase or a time", heading=name)
        return message, say("write bước over stages, or leave the column out: --ignore {heading}", heading=name)

    def is_header(self, row: Sequence[str]) -> bool:
        """Tell whether two cells or more of a row are headings that mean something."""
        return sum(bool(cell) and self.find_keys(cell) not in ([], [PASSED_OVER]) for cell in row) > 1


def _clean_heading(heading: str) -> str:
    """Return the words of a heading, as far as they do not stand in brackets."""
    cleaned = clean_text(heading)
    words = _IN_BRACKETS.sub(" ", cleaned).strip()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in words).split())


def read_headings(path: str, line: int, header: Sequence[str], reader: HeadingReader) -> Columns:
    """Return what the columns mean; raise UsageError where they are not those of milestones, totals, or both."""
    found = [reader.find_keys(heading) for heading in header]
    problems = Problems()
    keys = [one[0] if len(one) == 1 else PASSED_OVER for one in found]
    # 1. Which records they are of, and what these may have.
    has_totals = "target" in keys or "value" in keys
    has_items = not has_totals or not set(keys).isdisjoint(MILESTONE_KEYS[1:])
    needed = list(dict.fromkeys([*(MILESTONE_KEYS if has_items else ()), *(MEASUREMENT_KEYS if has_totals else ())]))
    known = [*needed, *((NAME_KEY, *reader.attributes) if has_items else ()), *EVIDENCE_KEYS, "recorded"]
    # 2. Each heading by itself.
    for heading, meant in zip(header, found, strict=True):
        strange = [key for key in meant if key and key not in known]
        if len(meant) > 1:
            keys_of_it = say_either([quoted(key or "recorded") for key in meant])
            message = say("column {heading} may be {keys}", heading=quoted(heading), keys=keys_of_it)
            problems.append(Problem(message, say("write the one that is meant")))
        elif not meant or strange:
            problems.append(_refuse_column(heading, known, reader, problems))
    missing = [key for key in needed if key not in keys]
    if missing:
        message = say("the header lacks {columns}", columns=", ".join(missing))
        hint = say("milestones have date,kind,stage,item; measurements date,target,value")
        problems.append(Problem(message, hint))
    # 3. All of them together.
    problems += [Problem(message) for message in _find_twice(header, keys)]
    here = {spell_bare(clean_text(heading)) for heading in header}
    for cleaned, heading in reader.ignored.items():
        if cleaned not in here:
            message = say("--ignore: there is no column {heading}", heading=quoted(heading))
            problems.append(Problem(message, say("columns are: {columns}", columns=list_words(filter(None, header)))))
    if problems:
        raise UsageError(*(problem._replace(file=path, line=line) for problem in problems))
    return Columns(keys, {key: heading for key, heading in zip(keys, header, strict=True) if key})


def _refuse_column(heading: str, known: Iterable[str], reader: HeadingReader, problems: Problems) -> Problem:
    refused_as = reader.refuse(heading)
    if refused_as is not None:
        return Problem(*refused_as)
    called = {key: (*_KEYS.get(key, ()), *reader.attributes.get(key, ())) for key in known}
    nearest = find_nearest(problems.guesses, heading, Vocabulary(called))
    if nearest is not None:
        return Problem(say_unknown("column", heading), ask_about(nearest))
    hint = say("leave it out: --ignore {heading}; {known}", heading=show_value(heading), known=list_known(called))
    return Problem(say_unknown("column", heading), hint)


def _find_twice(header: Sequence[str], keys: Sequence[str]) -> Iterator[Sentence]:
    """Say which columns mean one key."""
    for key in dict.fromkeys(filter(None, keys)):
        headings = [heading for heading, own in zip(header, keys, strict=True) if own == key]
        if len(headings) > 1 and len(set(headings)) == 1:
            yield say("the header names {column} twice", column=headings[0])
        elif len(headings) > 1:
            columns = list_words(str(quoted(heading)) for heading in headings)
            yield say("columns {columns} mean one key: {key}", columns=columns, key=key)
