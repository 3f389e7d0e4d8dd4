"""What the headings of a CSV file mean: in English or Vietnamese, whatever their case, accents and brackets."""

from collections.abc import Iterable, Mapping, Sequence

from plantrack.plan.corrections import WAS
from plantrack.plan.keys import is_own
from plantrack.plan.model import EXPECTED_KEY, NAME_KEY, WITHDRAWN, Kind, Plan
from plantrack.plan.problems import Problem, Problems, UsageError, say_of
from plantrack.plan.sentences import Sentence, quoted, say
from plantrack.plan.typed.spelling import spell_bare, spell_words, tidy_text
from plantrack.plan.typed.words import Manner
from plantrack.plan.vocabulary import Vocabulary, call_attributes
from plantrack.store.csv.shared_headings import (
    DOUBTFUL,
    EXPECTED_STAGE_KEY,
    HEADINGS,
    HEADINGS_OF_ATTRIBUTES,
    HEADINGS_PASSED_OVER,
    OF_THE_PLAN,
    PASSED_OVER,
    STAGE_KEY,
    clean_heading,
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
        # A stage is called as people head its column, not as `items` does.
        heads = self.stages | {key: f"{stage} {EXPECTED_KEY}" for key, stage in self.expected.items()}
        others: dict[str, Sequence[str]] = {key: self._labels.get(stage, ()) for key, stage in self.stages.items()}
        others |= {key: tuple(list_expected_headings(stage)) for key, stage in self.expected.items()}
        called = {
            heads.get(key, key): (*HEADINGS.get(key, ()), *self.attributes.get(key, ()), *others.get(key, ()))
            for key in keys
        }
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
