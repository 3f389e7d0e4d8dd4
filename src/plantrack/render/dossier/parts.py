"""What the page is made of: cells, tables, marks and citations, as data that its templates draw."""

from collections.abc import Sequence

from plantrack.plan.arithmetic.status import WORST_FIRST, Status
from plantrack.plan.model import Evidence
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.sentences import Value, list_values
from plantrack.render.markup import write_coordinate
from plantrack.render.palette import USES, Use
from plantrack.render.text.statuses import SIGNS, STYLES, WORDS
from plantrack.render.text.wording import count_more, word_evidence
from plantrack.tuples import NamedTuple


class Sign(NamedTuple):
    """A status, or how many have it: a sign, a word, and a colour that says nothing more."""

    sign: str
    word: Value
    use: Use
    number: str = ""  # of how many; empty: it is the status of one


# A billion with its thousands apart.
_LONGEST_FIGURE = 13


class Citation(NamedTuple):
    """A number that leads to the evidence."""

    number: str
    id: str


class GridCell(NamedTuple):
    """What a cell says."""

    text: Value = ""
    is_date: bool = False  # the text is a date, as a plan file has it
    sign: Sign | None = None  # instead of a text
    below: Value = ""  # smaller, below
    date: str = ""  # the same, a date as a plan file has it
    cites: Sequence[Citation] = ()
    leads_to: str = ""  # the id of what is further down on it
    is_strong: bool = False
    begins: bool = False  # with a capital: it is no name


class Heading(NamedTuple):
    """The head of a column."""

    text: Value
    width: int  # in percent of the table
    is_number: bool = False


class RowGroup(NamedTuple):
    """Rows of a table, below a heading where there is one."""

    rows: Sequence[Sequence[GridCell]]
    heading: Value | None = None
    counts: Sequence[Sign] = ()


class PaperTable(NamedTuple):
    """A table. What its rows are of stands in their first cells."""

    id: str
    title: Value  # empty: it stands below a heading of its own
    caption: Value  # what is to be known of it
    headings: Sequence[Heading]
    groups: Sequence[RowGroup]
    least: int = 44  # how narrow it may become, in letters; beyond that it scrolls in its own frame

    @property
    def is_long(self) -> bool:
        """Tell whether it may be split over two sheets."""
        return sum(len(group.rows) for group in self.groups) > 14

    @property
    def has_huge_figures(self) -> bool:
        """Tell whether a figure is so long that on paper it would leave no room for names: it may be broken there."""
        rows = (row for group in self.groups for row in group.rows)
        figures = (cell.text for row in rows for cell, head in zip(row, self.headings, strict=True) if head.is_number)
        return any(len(str(figure)) > _LONGEST_FIGURE for figure in figures)


class Gauge(NamedTuple):
    """How far a value has come from the baseline to the goal, and where the plan would be: of a width of 120."""

    actual: str
    planned: str  # empty: nothing is expected yet, or the goal


class SourceLine(NamedTuple):
    """One entry of the evidence."""

    id: str
    evidence: Value
    notes: Sequence[str]


class Citations:
    """The evidence that the page names, numbered in the order in which it first does."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str | None, str | None], dict[str, None]] = {}

    def cite(self, *given: Evidence) -> list[Citation]:
        """Return the numbers of evidence; none of what is none."""
        numbers = sorted({self._find_number(evidence) for evidence in given if evidence.is_given})
        return [Citation(str(number), f"evidence-{number}") for number in numbers]

    def _find_number(self, evidence: Evidence) -> int:
        key = evidence.decision, evidence.source
        if evidence.note:
            self._notes.setdefault(key, {})[evidence.note] = None
        else:
            self._notes.setdefault(key, {})
        return list(self._notes).index(key) + 1

    def list_sources(self) -> list[SourceLine]:
        """Return all that was cited."""
        return [
            SourceLine(f"evidence-{number}", word_evidence(*key), list(notes))
            for number, (key, notes) in enumerate(self._notes.items(), 1)
        ]


def sign_status(status: Status) -> Sign:
    """Return a status as the page shows it."""
    return Sign(SIGNS[status], WORDS[status], USES[STYLES[status]])


def count_signs(statuses: Sequence[Status]) -> list[Sign]:
    """Return how many have each status, the worst first."""
    return [
        sign_status(status)._replace(number=str(statuses.count(status))) for status in WORST_FIRST if status in statuses
    ]


def find_anchor(target: str) -> str:
    """Return the id of the block of a target."""
    return f"target-{target}"


def name_titles(targets: Sequence[TargetStatus], most: int) -> Value:
    """Return what targets are called, the first of them, and how many more there are."""
    titles: list[Value] = [target.title for target in targets[:most]]
    more = len(targets) - most
    return list_values([*titles, count_more(more)] if more > 0 else titles)


def measure_gauge(target: TargetStatus) -> Gauge | None:
    """Return how far a target has come; None where nothing of that is known."""
    baseline, goal, actual = target.baseline, target.goal, target.actual
    if baseline is None or goal is None or actual is None or not target.has_news:
        return None

    def place(value: float) -> str:
        return write_coordinate(120 * min(max((value - baseline) / (goal - baseline), 0), 1))

    # At the goal a tick would say no more than the end of the bar, beyond which it would stand.
    end, planned = place(goal), "" if target.planned is None else place(target.planned)
    return Gauge(place(actual), "" if planned == end else planned)
