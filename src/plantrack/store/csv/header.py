"""The header of a file: what all its columns are together, and what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plantrack.plan.corrections import WAS
from plantrack.plan.guesses import ask_about, list_known, say_unknown
from plantrack.plan.keys import is_own
from plantrack.plan.model import EXPECTED_KEY, NAME_KEY
from plantrack.plan.problems import Problem, Problems, UsageError
from plantrack.plan.sentences import Called, Sentence, list_words, quoted, say, say_either
from plantrack.store.csv.headings import HeadingReader, SheetFormat
from plantrack.store.csv.shared_headings import (
    HEADINGS_OF_NUMBERS,
    IDENTITY_KEYS,
    OF_A_LOG,
    PASSED_OVER,
    clean_heading,
    find_needed_keys,
    spell_heading,
)
from plantrack.store.csv.workbook import SheetCell
from plantrack.store.read.records import COMMENT_KEYS, EVIDENCE_KEYS
from plantrack.tuples import NamedTuple


class Columns(NamedTuple):
    """What the columns of a file mean."""

    keys: Sequence[str]  # of each its key, an attribute or PASSED_OVER
    headings: Mapping[str, str]  # of each key the heading of its column
    stages: Mapping[str, str]  # of each key that is a stage its id, in the order of the kind
    expected: Mapping[str, str]  # the same of those that say by when; both empty: a row has one
    filled: Mapping[str, SheetCell]  # what rows say where they do not
    is_log: bool  # they are those of `history`
    numbers: int | None  # the place of the one that numbers the rows; None: there is none


def read_headings(path: str, line: int, header: Sequence[str], reader: HeadingReader) -> Columns:
    """Return what the columns mean; raise UsageError where they are not those of milestones, totals, or both."""
    found = [reader.find_keys(heading) for heading in header]
    problems = Problems()
    keys = [one[0] if len(one) == 1 else PASSED_OVER for one in found]
    # 1. Which records they are of, and what these may have.
    stages = {key: stage for key, stage in reader.stages.items() if key in keys}
    expected = {key: stage for key, stage in reader.expected.items() if key in keys}
    is_wide = bool(stages or expected)
    filled = reader.format.filled
    needed = list(find_needed_keys([key for key in keys if key], filled, wide=is_wide))
    has_comments, has_items = "text" in needed, "stage" in needed
    has_totals = "target" in needed or "value" in needed
    known = [*needed, *((EXPECTED_KEY, NAME_KEY, *reader.attributes) if has_items else ()), *EVIDENCE_KEYS, "recorded"]
    known += (key for key in COMMENT_KEYS if has_comments and key not in known)
    if EXPECTED_KEY in keys and not has_totals and not has_comments:
        needed.remove("date")
    if is_wide:
        needed, known = ["item"], ["kind", "item", *reader.attributes, *EVIDENCE_KEYS, "recorded"]
        filled = {"kind": filled["kind"]}
        if "stage" in reader.format.filled:
            problems.append(Problem(say("--stage is for a file that has no columns of stages")))
    was = [f"{WAS}{key}" for key in known if key not in IDENTITY_KEYS]
    known += [] if has_totals else [*reader.stages, *reader.expected]
    # 2. Each heading by itself.
    kinds = [] if reader.stages else _find_kinds_of_stages(header, found, reader)
    missing = [key for key in needed if key not in keys and key not in filled]
    for heading, meant in zip(header, found, strict=True):
        strange = [key for key in meant if key and key not in [*known, *was] and not is_own(key.removeprefix(WAS))]
        if len(meant) > 1:
            keys_of_it = say_either([quoted(key or "recorded") for key in meant])
            message = say("column {heading} may be {keys}", heading=quoted(heading), keys=keys_of_it)
            problems.append(Problem(message, say("write the one that is meant")))
        elif is_wide and strange:
            message = say("column {heading} has no place beside columns of stages", heading=quoted(heading))
            problems.append(Problem(message, _hint_leave_out(heading, missing, of_items=False)))
        elif (not meant or strange) and not kinds:
            problems.append(_refuse_column(heading, known, missing, reader, problems))
    if kinds:
        called = say_either([Called(kind) for kind in kinds])
        message = say("has one row an item, with columns of the stages of {kinds}", kinds=called)
        options = say_either([f"--kind {kind}" for kind in kinds])
        problems.append(Problem(message, say("add {options}", options=options)))
        problems += _find_wrong_of_any_kind(line, header, reader, kinds)
    elif missing:
        message = say("the header lacks {columns}", columns=", ".join(missing))
        problems.append(Problem(message, _hint_what_is_missing(missing, reader)))
    # 3. All of them together.
    problems += [Problem(message) for message in _find_twice(header, keys)]
    here = {spell_heading(heading) for heading in header}
    for option, headings in (("--ignore", reader.ignored), ("--columns", reader.named)):
        for cleaned, heading in headings.items():
            if cleaned not in here:
                message = say("{option}: there is no column {heading}", option=option, heading=quoted(heading))
                hint = say("columns are: {columns}", columns=list_words(filter(None, header)))
                problems.append(Problem(message, hint))
    if problems:
        raise UsageError(*dict.fromkeys(problem._replace(file=path, line=line) for problem in problems))
    headings = {key: heading for key, heading in zip(keys, header, strict=True) if key}
    is_log = any(heading in OF_A_LOG or heading.startswith(WAS) for heading in header)
    numbers = next((place for place, one in enumerate(header) if clean_heading(one) in HEADINGS_OF_NUMBERS), None)
    return Columns(keys, headings, stages, expected, filled, is_log, numbers)


def _find_kinds_of_stages(header: Sequence[str], found: Sequence[list[str]], reader: HeadingReader) -> list[str]:
    """Return the kinds of which most headings are stages that mean nothing else; none where none is."""
    unknown = [heading for heading, meant in zip(header, found, strict=True) if not meant]
    counts: dict[str, int] = {}
    for kind in reader.plan.kinds if unknown else ():
        of_kind = HeadingReader(reader.plan, SheetFormat(filled={"kind": kind}))
        stages = {*of_kind.stages, *of_kind.expected}
        counts[kind] = sum(not stages.isdisjoint(of_kind.find_keys(heading)) for heading in unknown)
    most = max(counts.values(), default=0)
    return [kind for kind, count in counts.items() if count == most and most]


def _find_wrong_of_any_kind(
    line: int, header: Sequence[str], reader: HeadingReader, kinds: Sequence[str]
) -> Iterator[Problem]:
    """Give what is wrong with the columns of stages, of whichever of these kinds the items are."""
    wrong: list[Mapping[Sentence, Problem]] = []
    for kind in kinds:
        filled = {**reader.format.filled, "kind": kind}
        try:
            read_headings("", line, header, HeadingReader(reader.plan, reader.format._replace(filled=filled)))
        except UsageError as error:
            wrong.append({problem.message: problem for problem in error.problems})
        else:
            return
    yield from (problem for message, problem in wrong[0].items() if all(message in of_kind for of_kind in wrong))


def _hint_what_is_missing(missing: Sequence[str], reader: HeadingReader) -> Sentence:
    if {"date", "kind"}.issuperset(missing):
        return say("add a column, or for all rows {options}", options=list_words(f"--{key}" for key in missing))
    if reader.stages and not {"date", "stage"}.isdisjoint(missing):
        return say("name a column for each stage, or add --stage and --date")
    if reader.stages:
        return say("name the column of the items: --columns COLUMN=item")
    return say("milestones have date,kind,stage,item; measurements date,target,value; comments date,target,text")


def _hint_leave_out(heading: str, missing: Sequence[str], *, of_items: bool) -> Sentence:
    """Return what to do about a column that means nothing: it may be one without which nothing can be read."""
    column = quoted(heading)
    # When and at which stage, options say of a whole list.
    if missing and {*missing} != {"date", "stage"}:
        likely = "item" if "item" in missing else missing[0]
        return say(
            "is it the {keys}? say so: --columns {setting}; else leave it out: --ignore {column}",
            keys=say_either(missing),
            setting=quoted(f"{heading}={likely}"),
            column=column,
        )
    if not of_items:
        return say("leave it out: --ignore {column}", column=column)
    return say(
        "leave it out: --ignore {column}; or keep it: --columns {setting}, or as an attribute of its kind in the plan",
        column=column,
        setting=quoted(f"{heading}=x-{spell_heading(heading).replace(' ', '-')}"),
    )


def _refuse_column(
    heading: str, known: Iterable[str], missing: Sequence[str], reader: HeadingReader, problems: Problems
) -> Problem:
    refused_as = reader.refuse(heading)
    if refused_as is not None:
        return Problem(*refused_as)
    called = reader.call_keys(known)
    nearest = problems.guesses.find_nearest(heading, called)
    if nearest is not None:
        return Problem(say_unknown("column", heading), ask_about(nearest))
    leave_out = _hint_leave_out(heading, missing, of_items="item" in called.called)
    hint = say("{leave_out}; {known}", leave_out=leave_out, known=list_known(called.called))
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
