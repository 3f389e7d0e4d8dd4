"""The log: dict → the rows of its tables, the records of all of them, and what these say of the same items.

Who is who, of which item each comment is, and what comes after the end of a life.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unicodedata import category

from plantrack.plan import names
from plantrack.plan.item import MERGER_HINT
from plantrack.plan.keys import LogTable
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, Comment, ItemKey, ItemRecord, Record
from plantrack.plan.problems import AboutRecord, Problem, Problems, say_of
from plantrack.plan.sentences import Called, quoted, say, show_value
from plantrack.store.read.records import (
    COMMENT_KEYS,
    EVIDENCE_KEYS,
    MEASUREMENT_KEYS,
    MILESTONE_KEYS,
    RecordReader,
    name_subject,
)
from plantrack.store.read.tables import Table, find_own_texts, say_empty
from plantrack.tuples import NamedTuple

# Of each table the keys that an example of a record shows.
_EXAMPLES: Mapping[LogTable, Sequence[str]] = {
    "milestones": MILESTONE_KEYS[:3],
    "measurements": MEASUREMENT_KEYS,
    "comments": ("date", "target", "text"),
}
# A text may have several lines; a screen shows their ends as spaces.
_LAYOUT = "\t\n\r"


def find_log_rows(root: Table, name: LogTable, inline: set[str]) -> list[Mapping[str, Any]]:
    """Return the records of a table of the log; none where they are no records.

    What is written as an inline array is an error: no block can be appended to it.
    """
    value = root.values.get(name, [])
    header = f"[[{name}]]"
    if isinstance(value, dict):
        hint = say("write {header}, in two pairs of brackets", header=header)
        root.error(name, say("{name} must be records, not a table", name=name), hint)
    elif not isinstance(value, list):
        hint = say("each record is a block that begins with {header}", header=header)
        root.error(name, say("{name} must be records, not {value}", name=name, value=show_value(value)), hint)
    elif name in inline:
        hint = say(
            "each record is a block that begins with {header}, then each key on a line of its own: {keys}",
            header=header,
            keys=", ".join(f"{key} = ..." for key in _EXAMPLES[name]),
        )
        root.error(name, say("{name} is an inline array, to which nothing can be appended", name=name), hint)
        return [row for row in value if isinstance(row, dict)]
    else:
        return value
    return []


class LogReader(RecordReader):
    """Reads the records of every table of the log, comments too."""

    def record(
        self, table: LogTable, row: Mapping[str, Any], position: int, subject: str | None = None
    ) -> Record | None:
        """Read one record of a table; None where it is not sound. `subject` is how messages name it."""
        match table:
            case "milestones":
                return self.milestone(row, position, subject)
            case "measurements":
                return self.measurement(row, position, subject)
            case "comments":
                return self.comment(row, position, subject)

    def comments(self, rows: Sequence[Mapping[str, Any]]) -> list[Comment]:
        """Read the comments of a file; the sound ones are returned, the problems of the others collected."""
        read = (self.comment(row, position) for position, row in enumerate(rows))
        return [comment for comment in read if comment is not None]

    def comment(self, row: Mapping[str, Any], position: int, subject: str | None = None) -> Comment | None:
        """Read one comment; None where it is not sound. `subject` is how messages name it."""
        before = len(self._problems)
        if subject is None:
            subject = name_subject("comments", row.get("item", row.get("target")), position)
        table = Table(row, AboutRecord("comments", position), subject, self._problems)
        table.check_keys((*COMMENT_KEYS, *EVIDENCE_KEYS, "recorded"))
        # 1. Of what it is: a target, or a kind and an item.
        told = {*row, *table.meant}
        target = kind = key = None
        if "target" in told and told & {"kind", "item"}:
            message = say("names a target and an item: a comment is of one of them")
            table.error("target", message, say("leave out target, or kind and item"))
        elif told & {"kind", "item"}:
            kind = self._read_kind(table)
            key = self._read_key(table, "item") if table.require("item") else None
        elif table.require("target", say("a comment is of a target, or of a kind and an item")):
            target = self._read_target(table)
        # 2. What it says.
        text = self._read_text(table, "text") if table.require("text") else None
        ask = self._read_text(table, "ask")
        day = self._read_date(table)
        evidence = table.evidence()
        recorded = table.moment("recorded")
        if len(self._problems) > before or text is None or day is None or (target is None and kind is None):
            return None
        return Comment(
            position=position,
            target=None if target is None else target.id,
            kind=None if kind is None else kind.id,
            key=key,
            item=None if kind is None else row["item"],
            date=day,
            text=text,
            ask=ask,
            evidence=evidence,
            recorded=recorded,
            own=find_own_texts(row),
        )

    @staticmethod
    def _read_text(table: Table, key: str) -> str | None:
        """Return what a comment says; None where it is left out or can be nothing. Empty is nothing to ask any more."""
        text = table.text(key)
        if text is None:
            return None
        if any(category(sign) in ("Cc", "Cs") and sign not in _LAYOUT for sign in text):
            table.error(
                key, say("{key} must not hold control characters: {text}", key=table.call(key), text=show_value(text))
            )
        elif key == "text" and names.is_empty(text):
            table.error(key, say_empty(table.call(key)))
        return text


class KnownItems(NamedTuple):
    """The milestones of a file, each with the key of its item, and under which further names items are found."""

    milestones: list[ItemRecord]
    renamed: dict[ItemKey, str]  # by kind and folded name the key of the item


def tell_items_apart(milestones: list[ItemRecord], problems: list[Problem]) -> KnownItems:
    """Give each milestone the key of its item: records under any name that an item got are the same item's.

    A name that another item had already, above in the file, is collected as an error.
    """
    # Most plans know no other names.
    if all(milestone.name is None for milestone in milestones):
        return KnownItems(milestones, {})
    renamed: dict[ItemKey, str] = {}
    called: dict[ItemKey, str] = {}
    found = []
    for milestone in milestones:
        key = renamed.get(milestone.item_key)
        if key is not None and key != milestone.key:
            milestone = milestone._replace(key=key)
        found.append(milestone)
        called.setdefault(milestone.item_key, milestone.item)
        if milestone.name is None:
            continue
        new = milestone.kind, names.fold_name(milestone.name)
        owner = milestone.kind, renamed.get(new, new[1])
        if owner == milestone.item_key or owner not in called:
            renamed[new] = milestone.key
        else:
            problems.append(_refuse_name(milestone, called[owner]))
    return KnownItems(found, renamed)


def _refuse_name(change: ItemRecord, owner: str) -> Problem:
    """Return the error of a name that another item had already."""
    message = say(
        "name {name} is that of another {kind}, called {owner} above",
        name=quoted(change.name or ""),
        kind=Called(change.kind),
        owner=quoted(owner),
    )
    about = AboutRecord("milestones", change.position, "name")
    return Problem(say_of(say_of("milestones", change.item), message), MERGER_HINT, about)


def find_items_of_comments(
    comments: Sequence[Comment], known: KnownItems, data: Mapping[str, Any], problems: Problems
) -> list[Comment]:
    """Give each comment the key of its item; one of an item that no milestone names is collected as an error.

    A milestone of the `data` that is not sound is told where it stands, and names its item all the same: of that
    comment nothing is told.
    """
    called = {milestone.item_key for milestone in known.milestones}
    found: list[Comment] = []
    unknown: list[Comment] = []
    for comment in comments:
        if comment.kind is None or comment.key is None:
            found.append(comment)
            continue
        key = known.renamed.get((comment.kind, comment.key), comment.key)
        if (comment.kind, key) in called:
            found.append(comment if key == comment.key else comment._replace(key=key))
        else:
            unknown.append(comment)
    if unknown:
        problems += _refuse_unknown_items(unknown, known, data)
    return found


def _refuse_unknown_items(unknown: Sequence[Comment], known: KnownItems, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Give the error of each comment whose item no milestone of the data names, be it a sound one or not."""
    # Only who names what is not there asks what looks like it.
    from plantrack.plan.guesses import MOST_GUESSED, ask_whether
    from plantrack.plan.naming.nearness import find_near_names, group_by_look

    called: dict[str, dict[str, str]] = {}
    rows = data.get("milestones")
    for row in rows if isinstance(rows, list) else ():
        for name in (row.get("item"), row.get("name")) if isinstance(row, Mapping) else ():
            if isinstance(name, str) and isinstance(row.get("kind"), str):
                called.setdefault(row["kind"], {}).setdefault(names.fold_name(name), name)
    looks: dict[str, dict[str, list[str]]] = {}
    compared = 0
    for comment in unknown:
        kind, item = comment.kind or "", comment.item or ""
        names_of_kind = called.get(kind, {})
        if comment.key in names_of_kind:
            continue
        near: list[str] = []
        if compared < MOST_GUESSED:
            compared += 1
            if kind not in looks:
                looks[kind] = group_by_look(names_of_kind.values())
            near = find_near_names([item], looks[kind])
        message = say("no milestone names the {kind} {item}", kind=Called(kind), item=quoted(item))
        hint = ask_whether(near) if near else say("a comment is of an item that a milestone names")
        about = AboutRecord("comments", comment.position, "item")
        yield Problem(say_of(say_of("comments", item), message), hint, about)


def find_late_milestones(ledger: Ledger) -> list[Problem]:
    """Return an error for each milestone and each change that lies certainly after the withdrawal of its item."""
    problems = []
    for kind, stages in ledger.milestones.items():
        for key, withdrawal in stages.get(WITHDRAWN, {}).items():
            item = ledger.item(kind, key)
            for milestone in item.records() if item is not None else ():
                if milestone.date.lo > withdrawal.date.hi:
                    message = say(
                        "{stage} on {date} is after its withdrawal on {withdrawal}",
                        stage=Called(milestone.kind, milestone.stage),
                        date=milestone.date,
                        withdrawal=withdrawal.date,
                    )
                    subject = say_of("milestones", ledger.names[kind][key])
                    about = AboutRecord("milestones", milestone.position, "date")
                    problems.append(Problem(say_of(subject, message), about=about))
    return problems
