"""Reports as Markdown tables that paste well into a text."""

import re
from collections.abc import Iterable, Sequence

from plantrack.plan.reports.check import CheckReport
from plantrack.plan.reports.status import StatusReport
from plantrack.render.columns import cells, of_goal, revisions, time_line
from plantrack.render.page import Cell, Grid, Page
from plantrack.render.text.visible import visible

_ADDRESS = re.compile(r"(?<![^\W_])https?://\S+", re.IGNORECASE)
_ENDS = ".,:;!?'\""
_BRACKETS = {")": "(", "]": "[", "}": "{"}
# What ends the brackets <> around an address, parts the cells of a table, or is read as another sign within them.
_UNLIKE_ITSELF = re.compile(r"[<>|\\]|&#?\w+;")
# GitHub reads some signs in the finished page, where nothing is left of a backslash: before a person, the number of an
# issue, a small picture, and around a formula. In an element of its own none of them means anything.
_MARKUP = re.compile(
    r"""
    (?P<read_late> @ | [#](?=\d) | (?<=\bGH)-(?=\d) | :(?=[\w+-]+:) | [$] )
    | [\\`*_\[\]<|~&] | :(?=//) | (?<=www)[.]
    """,
    re.IGNORECASE | re.VERBOSE,
)
# All but the control characters that Python takes for spaces too, and that are shown.
_SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BLOCK = re.compile(r"^(?:\d{1,9}(?=[.)])|(?=[#+>-]))")


def status(report: StatusReport) -> str:
    """Return the status of a plan under its heading."""
    header = ("target", "status", "actual", "progress", "planned", "pace", "outlook", "unnamed", "last record")
    rows = []
    for target in report.targets:
        told = cells(target)
        actual = of_goal(told.actual, told.goal)
        figures = (told.progress, told.planned, told.pace, told.outlook, told.unnamed, told.last_date)
        rows.append((told.title, told.status, actual, *figures))
    heading = f"{_bold(str(report.plan.title))}, {time_line(report)}\n\n"
    revised = "".join(f"\n{_line(told)}\n" for told in revisions(report))
    return heading + _table(header, [list(map(_escaped, row)) for row in rows], "llrrrlrrl") + revised


def page(shown: Page) -> str:
    """Return a page: headings, sentences and tables."""
    told = []
    for part in shown:
        if isinstance(part, Grid):
            kept = [
                place
                for place, column in enumerate(part.columns)
                if not column.leaves or any(row[place].text for row in part.rows)
            ]
            columns = [part.columns[place] for place in kept]
            rows = [[_marked(row[place]) for place in kept] for row in part.rows]
            header = [_escaped(column.heading) for column in columns]
            told.append(_table(header, rows, "".join("r" if column.right else "l" for column in columns)))
        elif part.text:
            told.append(f"{_bold(part.text) if part.heading else _line(part.text)}\n")
    return "\n".join(told)


def check(report: CheckReport) -> str:
    """Return the problems of a plan file."""
    header = ("severity", "file", "line", "message", "hint")
    rows = [
        (one.severity, one.file, "" if one.line is None else str(one.line), one.message, one.hint or "")
        for one in report.problems
    ]
    return _table(header, [list(map(_escaped, row)) for row in rows], "llrll")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], alignments: str) -> str:
    marks = ["---:" if alignment == "r" else "---" for alignment in alignments]
    lines = [header, marks, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _marked(cell: Cell) -> str:
    return _bold(cell.text) if "bold" in cell.style else _escaped(cell.text.strip(_SPACES))


def _bold(text: str) -> str:
    # A space beside the asterisks would make them asterisks.
    escaped = _escaped(text.strip(_SPACES))
    return f"**{escaped}**" if escaped else ""


def _line(text: str) -> str:
    """Return a text as a line of its own, which is no heading, list, quotation or rule."""
    return _BLOCK.sub(r"\g<0>\\", _escaped(text.strip(_SPACES)))


def _escaped(text: str) -> str:
    """Return Markdown that shows just this text; what begins with http:// or https:// is a link to just that address.

    >>> print(_escaped("2797/QĐ_UBND, https://example.org/a_b~c."))
    2797/QĐ\\_UBND, <https://example.org/a_b~c>.
    """
    told = ""
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _without_end_of_sentence(match[0])
        if len(address) > address.find("://") + len("://") > len("://"):
            told += _plain(text[position : match.start()]) + _link(address)
            position = match.start() + len(address)
    return told + _plain(text[position:])


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda sign: f"<span>{sign[0]}</span>" if sign["read_late"] else f"\\{sign[0]}", visible(text))


def _link(address: str) -> str:
    """Return a link, as `<address>`; where that cannot hold it, as a text and what stands for it in an address."""
    if address.isprintable() and not _UNLIKE_ITSELF.search(address):
        return f"<{address}>"
    held = "".join(_percent_encoded(one) if visible(one) != one or one in "<>|\\" else one for one in address)
    held = held.replace("&", "&amp;")
    return f"[{_plain(address)}](<{held}>)"


def _percent_encoded(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _without_end_of_sentence(address: str) -> str:
    """Return an address without the signs after it that belong to the sentence around it.

    >>> _without_end_of_sentence("https://example.org/Hà_Nội_(tỉnh)).")
    'https://example.org/Hà_Nội_(tỉnh)'
    """
    unopened = {closing: address.count(closing) - address.count(opening) for closing, opening in _BRACKETS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _ENDS:
            break
        end -= 1
    return address[:end]
