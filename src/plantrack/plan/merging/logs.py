"""What another log says beyond our own: its records that are new here, and those that say otherwise.

Both logs call an item by the same key. Of each thing that records speak of, an item at a stage or a total, what both
logs said in turn tells which of them is further; where each went a way of its own they are in conflict.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from plantrack.plan.corrections import fold_fact, list_facts, list_standing
from plantrack.plan.keys import NO_OWN_TEXTS, is_own
from plantrack.plan.ledger import Ledger
from plantrack.plan.merging.figures import (
    compare_evidence,
    compare_figures,
    find_figure_key,
    find_runs,
    last_with,
    list_last_words,
    list_said,
)
from plantrack.plan.merging.sequences import Verdict, compare_sequences
from plantrack.plan.model import (
    CHANGED,
    EXPECTED_KEY,
    NAME_KEY,
    AttributeValue,
    Comment,
    Evidence,
    Expectation,
    Identity,
    ItemKey,
    ItemRecord,
    Measurement,
    Milestone,
    Record,
)
from plantrack.plan.names import fold_name
from plantrack.tuples import NamedTuple


class LogConflict(NamedTuple):
    """What two logs say otherwise of one thing."""

    key: str  # date, expected, value, name, an attribute, text or ask
    ours: Record
    theirs: Record


class MergedLogs(NamedTuple):
    """What becomes of the records of another log."""

    joining: dict[int, Record]  # by their places there, as they join ours
    known: list[Record]  # that add nothing
    conflicts: list[LogConflict]
    ledger: Ledger  # of ours with all that join
    called: dict[str, str]  # names that ours has not, and under which name of the same item they join


def merge_logs(
    ours: Sequence[Record],
    theirs: Sequence[Record],
    ledger: Ledger,
    *,
    correct: bool = False,
    follow: Callable[[Sequence[Record]], Iterable[Record]] = iter,
) -> MergedLogs:
    """Let the records of another log join ours, in the order in which they were written there.

    `ledger` is that of ours. With `correct`, theirs holds where both are in conflict. Whoever wants to `follow` gives
    the records of theirs one by one.
    """
    spoken_of = {record.identity for record in theirs}
    own: dict[Identity, list[Record]] = {}
    others: dict[Identity, list[Record]] = {}
    for record in ours:
        if record.identity in spoken_of:
            own.setdefault(record.identity, []).append(record)
    for record in theirs:
        others.setdefault(record.identity, []).append(record)
    merged = MergedLogs({}, [], [], ledger.copy(), {})
    parts = {identity: _Comparison(own[identity], others[identity], correct=correct) for identity in own}
    ends = Counter(one.place[0] for one in ours)
    for place, record in enumerate(follow(theirs)):
        part = parts.get(record.identity)
        joining = record if part is None else part.reduce_next(record, merged.ledger)
        if joining is None:
            merged.known.append(record)
            continue
        table = joining.place[0]
        joining = joining._replace(position=ends[table])
        ends[table] += 1
        if isinstance(joining, ItemRecord | Comment) and joining.kind and joining.key and joining.item:
            name = _find_known_name((joining.kind, joining.key), joining.item, merged.ledger)
            merged.called.update({} if name == joining.item else {joining.item: name})
            joining = joining._replace(item=name)
        merged.ledger.enter(joining)
        merged.joining[place] = joining
    for part in parts.values():
        merged.conflicts.extend(part.conflicts)
    return merged


def _find_known_name(item: ItemKey, name: str, ledger: Ledger) -> str:
    """Return a name by which an item is found: the one that a record there calls it, or its first one here."""
    kind, key = item
    called = ledger.names.get(kind, {})
    return name if key not in called or ledger.find_key(kind, fold_name(name)) == key else called[key]


class _Comparison:
    """One thing of which both logs speak, and what of each record of theirs is new here."""

    def __init__(self, ours: Sequence[Record], theirs: Sequence[Record], *, correct: bool) -> None:
        self.conflicts: list[LogConflict] = []
        self._correct = correct
        self._next = 0
        # From which of their records on, by their places: a figure that holds here too, evidence of the one that stands
        # here, and each key beyond it. None: there is none.
        self._figure_since: int | None = None
        # Their records of the figure that stands here too, which may make its date exact.
        self._same_since: int | None = None
        self._evidence_since: dict[str, int] = {}
        # The same of evidence of the expected date that stands here; only that is, where no date is known in either.
        self._expected_evidence_since: dict[str, int] = {}
        self._is_dated = True
        self._keys_since: dict[str, int] = {}
        pairs = enumerate(zip(ours, theirs, strict=False))
        self._known = next((place for place, pair in pairs if not _say_same(*pair)), len(ours))
        # Where ours ends, theirs goes on.
        self._goes_on = self._known == len(ours)
        if not self._goes_on and self._known < len(theirs):
            self._compare(ours, theirs)

    def reduce_next(self, record: Record, ledger: Ledger) -> Record | None:
        """Return what is new in their next record, to be said of what stands here; None where nothing is."""
        place, standing = self._next, ledger.standing(record)
        self._next += 1
        if place < self._known or standing is None:
            return None
        if self._goes_on:
            return record
        is_new = self._figure_since is not None and place >= self._figure_since
        is_shift = isinstance(record, Expectation) and self._is_new(self._keys_since, EXPECTED_KEY, place)
        if isinstance(record, Expectation) and self._is_dated:
            if not is_shift:
                # A paper of another expected date than the one that stands here proves nothing.
                is_same = isinstance(standing, ItemRecord) and standing.expected == record.expected
                evidence = self._find_new_evidence(record, self._expected_evidence_since, place)
                record = record._replace(evidence=evidence if is_same else Evidence())
        elif not is_new:
            since = self._evidence_since if self._is_dated else self._expected_evidence_since
            record = record._replace(evidence=self._find_new_evidence(record, since, place))
        own = {key: text for key, text in record.own.items() if self._is_new(self._keys_since, key, place)}
        record = record._replace(own=own or NO_OWN_TEXTS)
        if isinstance(record, Measurement) and isinstance(standing, Measurement):
            record = record if is_new else record._replace(value=standing.value)
        elif isinstance(record, Comment) and isinstance(standing, Comment):
            text = record.text if self._is_new(self._keys_since, "text", place) else standing.text
            ask = record.ask if self._is_new(self._keys_since, "ask", place) else None
            record = record._replace(text=text, ask=ask)
        elif isinstance(record, Milestone) and isinstance(standing, Milestone):
            record = self._reduce_milestone(record, standing, place, is_new=is_new)
        elif isinstance(record, ItemRecord) and isinstance(standing, ItemRecord):
            record = self._reduce_expected(record, standing, place, is_new=is_new or is_shift)
        stands = _fold_all(list_standing(record, ledger))
        return record if any(stands.get(key) != value for key, value in _fold_all(list_facts(record)).items()) else None

    def _find_new_evidence(self, record: Record, since: Mapping[str, int], place: int) -> Evidence:
        given = record.evidence.given().items()
        return Evidence(**{key: text for key, text in given if self._is_new(since, key, place)})

    def _reduce_milestone(self, record: Milestone, standing: Milestone, place: int, *, is_new: bool) -> Milestone:
        is_same = self._same_since is not None and place >= self._same_since
        makes_exact = is_same and standing.date.contains(record.date)
        given = record.attributes.items()
        attributes = self._find_new_attributes(record, place)
        name = record.name if self._is_new(self._keys_since, NAME_KEY, place) else None
        if record.stage == CHANGED and name is None and not attributes:
            # A change says at least one of them: what it says more is said of what stands.
            attributes = {key: standing.attributes[key] for key, _ in given if key in standing.attributes}
            name = None if record.name is None else standing.name
        date = record.date if is_new or makes_exact else standing.date
        expected = record.expected if self._is_new(self._keys_since, EXPECTED_KEY, place) else None
        return record._replace(date=date, expected=expected, attributes=attributes, name=name)

    def _reduce_expected(self, record: ItemRecord, standing: ItemRecord, place: int, *, is_new: bool) -> ItemRecord:
        """Reduce a record where one of both is only expected: what stands, or what is said."""
        attributes = self._find_new_attributes(record, place)
        if isinstance(record, Milestone):
            # No date is known here: theirs is new, whatever both say is expected.
            expected = record.expected if self._is_new(self._keys_since, EXPECTED_KEY, place) else None
            return record._replace(expected=expected, attributes=attributes)
        stands = standing.expected or record.expected
        is_same = self._same_since is not None and place >= self._same_since
        if not is_new and not (is_same and isinstance(standing, Expectation) and stands.contains(record.expected)):
            record = record._replace(expected=stands)
        return record._replace(attributes=attributes)

    def _find_new_attributes(self, record: ItemRecord, place: int) -> dict[str, AttributeValue]:
        given = record.attributes.items()
        return {key: value for key, value in given if self._is_new(self._keys_since, key, place)}

    @staticmethod
    def _is_new(since: Mapping[str, int], key: str, place: int) -> bool:
        return key in since and place >= since[key]

    def _compare(self, ours: Sequence[Record], theirs: Sequence[Record]) -> None:
        """Find out, of each key, from which of their records on it is new here."""
        verdicts = set()
        keys = dict.fromkeys(key for record in theirs for key in list_facts(record))
        of = find_figure_key(ours, theirs)
        for key in keys:
            if key not in (of, *Evidence._fields):
                verdicts.add(self._compare_key(key, ours, theirs))
        own, others = find_runs(ours, of), find_runs(theirs, of)
        self._is_dated = of != EXPECTED_KEY
        if isinstance(theirs[0], Comment) or (isinstance(theirs[0], Milestone) and theirs[0].stage == CHANGED):
            # What a change gives on its date, or a comment says, is its figure.
            whose = "theirs" if "theirs" in verdicts else "ours" if "ours" in verdicts else "same"
            if whose == "theirs":
                self._figure_since = min(place for key, place in self._keys_since.items() if not is_own(key))
        elif not own or not others:
            # A date is no other word than an expected one, but the next.
            whose = "ours" if own else "theirs"
            self._figure_since = others[0][0] if others else None
        else:
            verdict = compare_figures(list_last_words(of, ours, own), list_last_words(of, theirs, others))
            whose = self._settle(of, verdict, *(last_with(of, records) for records in (ours, theirs)))
            if whose == "theirs":
                self._figure_since = others[verdict.since][0]
        if whose == "same":
            self._same_since = others[-1][0]
            since = self._evidence_since if self._is_dated else self._expected_evidence_since
            compare_evidence((ours, own[-1]), (theirs, others[-1]), since)
        if of == "date":
            self._compare_expected_evidence(ours, theirs)

    def _compare_expected_evidence(self, ours: Sequence[Record], theirs: Sequence[Record]) -> None:
        """Find out which of their evidence of an expected date is new here, beside a date."""
        own, others = find_runs(ours, EXPECTED_KEY), find_runs(theirs, EXPECTED_KEY)
        if not others:
            return
        if own:
            last_words = list_last_words(EXPECTED_KEY, ours, own), list_last_words(EXPECTED_KEY, theirs, others)
            if compare_figures(*last_words).whose != "same":
                return
        compare_evidence((ours, own[-1] if own else ()), (theirs, others[-1]), self._expected_evidence_since)

    def _settle(self, key: str, verdict: Verdict, ours: Record, theirs: Record) -> str:
        """Return whose word holds; where both are in conflict ours, unless theirs is to correct it."""
        if verdict.whose != "conflict":
            return verdict.whose
        if self._correct:
            return "theirs"
        self.conflicts.append(LogConflict(key, ours, theirs))
        return "ours"

    def _compare_key(self, key: str, ours: Sequence[Record], theirs: Sequence[Record]) -> str:
        own, others = list_said(key, ours), list_said(key, theirs)
        if not own:
            self._keys_since[key] = others[0].place
            return "same"
        verdict = compare_sequences([one.value for one in own], [one.value for one in others])
        whose: str = verdict.whose
        if whose == "conflict" and is_own(key):
            # Who said it first here has said it.
            whose = "ours" if others[-1].value in {one.value for one in own} else "theirs"
        elif whose == "conflict":
            last, other = (last_with(key, records) for records in (ours, theirs))
            whose = self._settle(key, verdict, last, other)
        if whose == "theirs":
            self._keys_since[key] = others[verdict.since].place
        return "same" if is_own(key) else whose


def _say_same(one: Record, other: Record) -> bool:
    facts, others = list_facts(one), list_facts(other)
    return facts == others or _fold_all(facts) == _fold_all(others)


def _fold_all(facts: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    return {key: fold_fact(key, value) for key, value in facts.items()}
