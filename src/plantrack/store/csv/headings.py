"""What the headings of a CSV file mean: in English or Vietnamese, whatever their case, accents and brackets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plantrack.plan.corrections import WAS
from plantrack.plan.guesses import ask_about, list_known, say_unknown
from plantrack.plan.keys import is_own
from plantrack.plan.model import EXPECTED_KEY, NAME_KEY, WITHDRAWN, Kind, Plan
from plantrack.plan.problems import Problem, Problems, UsageError, say_of
from plantrack.plan.sentences import Called, Sentence, list_words, quoted, say, say_either, show_value
from plantrack.plan.typed.spelling import spell_bare, spell_words, tidy_text
from plantrack.plan.typed.words import Manner
from plantrack.plan.vocabulary import Vocabulary, call_attributes
from plantrack.store.csv.shared_headings import (
    DOUBTFUL,
    EXPECTED_STAGE_KEY,
    HEADINGS,
    HEADINGS_OF_ATTRIBUTES,
    HEADINGS_PASSED_OVER,
    IDENTITY_KEYS,
    OF_A_LOG,
    OF_THE_PLAN,
    PASSED_OVER,
    STAGE_KEY,
    clean_heading,
    find_needed_keys,
    list_expected_headings,
    list_item_headings,
    list_stage_headings,
    spell_heading,
)
from plantrack.store.csv.workbook import SheetCell
from plantrack.store.read.records import COMMENT_KEYS, EVIDENCE_KEYS, MEASUREMENT_KEYS, MILESTONE_KEYS
from plantrack.tuples import NamedTuple


class SheetFormat(NamedTuple):
    """What is told about a file besides it."""

    manner: Manner = Manner()
    ignored: Sequence[str] = ()  # the headings of the columns that are left out
    named: Mapping[str, str] = {}  # of other headings what their columns are
    filled: Mapping[
        str, SheetCell
    ] = {}  # what a row is where it does not say so: by keys, a kind and a stage by their ids
    day: SheetCell = ""  # on which changed what a row with columns of stages says otherwise than the plan
    sheet: str | None = None  # of a workbook; None: the first that can be seen
    expected: bool = False  # its dates are by when stages are to be reached


class Columns(NamedTuple):
    """What the columns of a file mean."""

    keys: Sequence[str]  # of each its key, an attribute or PASSED_OVER
    headings: Mapping[str, str]  # of each key the heading of its column
    stages: Mapping[str, str]  # of each key that is a stage its id, in the order of the kind
    expected: Mapping[str, str]  # the same of those that say by when; both empty: a row has one
    filled: Mapping[str, SheetCell]  # what rows say where they do not
    is_log: bool  # they are those of `history`


class _Headings:
    """All headings that mean something, with accents and without, each with the keys that it may mean."""

    def __init__(self) -> None:
        self._spelled: dict[str, list[str]] = {}
        self._bare: dict[str, list[str]] = {}

    def enter(self, heading: str, key: str) -> None:
        cleaned = tidy_text(heading)
        for entries, spelled in ((self._spelled, spell_words(cleaned)), (self._bare, spell_bare(cleaned))):
            keys = entries.setdefault(spelled, [])
            if key not in keys:
                keys.append(key)

    def find(self, heading: str) -> list[str]:
        spelled = spell_words(heading)
        return self._spelled.get(spelled) or (self._bare.get(spelled, []) if spelled == spell_bare(heading) else [])


class HeadingReader:
    """Reads the headings of a file for a plan: the plan's own words go before those that many plans share."""

    def __init__(self, plan: Plan, format: SheetFormat) -> None:
        self._own, self._shared, self._refused = _Headings(), _Headings(), _Headings()
        self.plan, self.format = plan, format
        kind = plan.kinds.get(str(format.filled.get("kind")))
        self.attributes = call_attributes(plan.kinds.values() if kind is None else [kind]).called
        # Where a row has several stages, each key with its stage, and how `items` writes what else is ours.
        self.stages: dict[str, str] = {}
        self.expected: dict[str, str] = {}  # the same of the columns that say by when
        self._written: dict[str, str] = {}
        if kind is not None:
            self._enter_stages(kind)
        self._labels = {} if kind is None else kind.labels
        for attribute, labels in self.attributes.items():
            for label in (attribute, *labels):
                self._own.enter(clean_heading(label), attribute)
        for key, headings in HEADINGS.items():
            for heading in (key, *headings):
                self._shared.enter(heading, key)
        for one in plan.kinds.values():
            for heading in list_item_headings(one, is_chosen=one is kind):
                self._shared.enter(heading, "item")
        for heading in HEADINGS_PASSED_OVER:
            self._shared.enter(heading, PASSED_OVER)
        for attribute, headings in HEADINGS_OF_ATTRIBUTES.items():
            for heading in headings if attribute in self.attributes else ():
                self._shared.enter(heading, attribute)
        for heading in (*DOUBTFUL, *OF_THE_PLAN):
            self._refused.enter(heading, heading)
        self.ignored = {spell_heading(heading): heading for heading in format.ignored}
        self.named = {spell_heading(heading): heading for heading in format.named}
        self._meant: dict[str, str] = {}  # what these headings are said to be
        self._meant = {spell_heading(heading): self._find_meant(said) for heading, said in format.named.items()}

    def _enter_stages(self, kind: Kind) -> None:
        """Let the columns of a file be the stages of a kind."""
        for stage in (*kind.stages, WITHDRAWN):
            key = STAGE_KEY.format(stage)
            self.stages[key] = stage
            expected = EXPECTED_STAGE_KEY.format(stage)
            if stage != WITHDRAWN:
                self.expected[expected] = stage
            for label in (stage, *kind.labels.get(stage, ())):
                for heading in list_stage_headings(label):
                    self._own.enter(clean_heading(heading), key)
                for heading in list_expected_headings(label) if stage != WITHDRAWN else ():
                    self._own.enter(clean_heading(heading), expected)
        self._written = {key: key for key in (*self.stages, *self.expected)}
        self._written[WITHDRAWN] = STAGE_KEY.format(WITHDRAWN)
        self._written |= {f"attributes_{attribute}": attribute for attribute in kind.attributes}

    def find_keys(self, heading: str) -> list[str]:
        """Return the keys that a heading may mean: none, one or several."""
        found = self._find_keys(heading)
        if not self.format.expected:
            return found
        by_when = {"date": EXPECTED_KEY, **{STAGE_KEY.format(stage): key for key, stage in self.expected.items()}}
        return list(dict.fromkeys(by_when.get(key, key) for key in found))

    def _find_keys(self, heading: str) -> list[str]:
        cleaned = clean_heading(heading)
        if spell_heading(heading) in self._meant:
            return [self._meant[spell_heading(heading)]]
        if not cleaned or spell_heading(heading) in self.ignored:
            return [PASSED_OVER]
        if heading in self._written:
            return [self._written[heading]]
        key = heading.removeprefix(WAS)
        if is_own(key) or (key in self.list_keys() and key not in self.stages.values()):
            return [heading]
        # `Area (ha)` may be how the id itself is written.
        own, shared = self._own.find(cleaned) or self._own.find(tidy_text(heading)), self._shared.find(cleaned)
        # `Diện tích` is whatever the plan calls so; `Ghi chú` of a plan beside the note of a record may be either.
        return list(dict.fromkeys([*own, *(key for key in shared if not own or key in HEADINGS)]))

    def list_keys(self) -> list[str]:
        """Return all keys of columns."""
        keys = [*MILESTONE_KEYS, EXPECTED_KEY, NAME_KEY, *MEASUREMENT_KEYS, *COMMENT_KEYS, *EVIDENCE_KEYS]
        return list(dict.fromkeys([*keys, *self.attributes]))

    def call_keys(self, keys: Iterable[str]) -> Vocabulary:
        """Return keys with what else their columns are called."""
        stages = {key: (stage, *self._labels.get(stage, ())) for key, stage in self.stages.items()}
        stages |= {key: tuple(list_expected_headings(stage)) for key, stage in self.expected.items()}
        called = {key: (*HEADINGS.get(key, ()), *self.attributes.get(key, ()), *stages.get(key, ())) for key in keys}
        return Vocabulary(called)

    def _find_meant(self, said: str) -> str:
        """Return the key that a column is said to be; raise UsageError where it is none, or may be two."""
        found = self.find_keys(said)
        if len(found) == 1 and found[0]:
            return found[0]
        known = [*self.list_keys(), *self.stages.values(), *self.expected]
        fault = Problems().guesses.find_fault("column", said, known)
        raise UsageError(Problem(say_of("--columns", fault.message), fault.hint))

    def refuse(self, heading: str) -> tuple[Sentence, Sentence] | None:
        """Return why a heading that people use means no column, and what to do; None where it is not known at all."""
        refused = self._refused.find(clean_heading(heading))
        if not refused:
            return None
        name = quoted(heading)
        if refused[0] in OF_THE_PLAN:
            message = say("column {heading}: the goal and the unit stand in the plan", heading=name)
            return message, say("delete the column, or leave it out: --ignore {heading}", heading=name)
        message = say("column {heading} may mean a stage, a phase or a time", heading=name)
        return message, say("write bước over stages, or leave the column out: --ignore {heading}", heading=name)

    def is_header(self, row: Sequence[str]) -> bool:
        """Tell whether two cells or more of a row are headings that mean something."""
        return sum(bool(cell) and self.find_keys(cell) not in ([], [PASSED_OVER]) for cell in row) > 1


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
        needed, known = ["item"], ["item", *reader.attributes, *EVIDENCE_KEYS, "recorded"]
        filled = {"kind": filled["kind"]}
        if "stage" in reader.format.filled:
            problems.append(Problem(say("--stage is for a file that has no columns of stages")))
    was = [f"{WAS}{key}" for key in known if key not in IDENTITY_KEYS]
    known += [] if has_totals else [*reader.stages, *reader.expected]
    # 2. Each heading by itself.
    kinds = [] if reader.stages else _find_kinds_of_stages(header, found, reader)
    for heading, meant in zip(header, found, strict=True):
        strange = [key for key in meant if key and key not in [*known, *was] and not is_own(key.removeprefix(WAS))]
        if len(meant) > 1:
            keys_of_it = say_either([quoted(key or "recorded") for key in meant])
            message = say("column {heading} may be {keys}", heading=quoted(heading), keys=keys_of_it)
            problems.append(Problem(message, say("write the one that is meant")))
        elif is_wide and strange:
            message = say("column {heading} has no place beside columns of stages", heading=quoted(heading))
            problems.append(Problem(message, say("leave it out: --ignore {column}", column=quoted(heading))))
        elif (not meant or strange) and not kinds:
            problems.append(_refuse_column(heading, known, reader, problems))
    missing = [key for key in needed if key not in keys and key not in filled]
    if kinds:
        called = say_either([Called(kind) for kind in kinds])
        message = say("has one row an item, with columns of the stages of {kinds}", kinds=called)
        problems.append(Problem(message, say("add --kind {kinds}", kinds=say_either(kinds))))
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
        raise UsageError(*(problem._replace(file=path, line=line) for problem in problems))
    headings = {key: heading for key, heading in zip(keys, header, strict=True) if key}
    is_log = any(heading in OF_A_LOG or heading.startswith(WAS) for heading in header)
    return Columns(keys, headings, stages, expected, filled, is_log)


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


def _hint_what_is_missing(missing: Sequence[str], reader: HeadingReader) -> Sentence:
    if reader.stages and not {"date", "stage"}.isdisjoint(missing):
        return say("name a column for each stage, or add --stage and --date")
    if reader.stages:
        return say("name the column of the items: --columns COLUMN=item")
    return say("milestones have date,kind,stage,item; measurements date,target,value; comments date,target,text")


def _refuse_column(heading: str, known: Iterable[str], reader: HeadingReader, problems: Problems) -> Problem:
    refused_as = reader.refuse(heading)
    if refused_as is not None:
        return Problem(*refused_as)
    called = reader.call_keys(known)
    nearest = problems.guesses.find_nearest(heading, called)
    if nearest is not None:
        return Problem(say_unknown("column", heading), ask_about(nearest))
    by_when = {key: f"{stage} {EXPECTED_KEY}" for key, stage in reader.expected.items()}
    names = list_known(by_when.get(key, reader.stages.get(key, key)) for key in called.called)
    hint = say("leave it out: --ignore {heading}; {known}", heading=show_value(heading), known=names)
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
