"""Problems as GitHub Actions shows them beside the lines of a file, see "Workflow commands for GitHub Actions"."""

from plantrack.plan.reports.check import CheckReport, Finding
from plantrack.render.text.visible import visible

_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def check(report: CheckReport) -> str:
    """Return a line for each problem of a plan file."""
    return "".join(f"{_annotation(one)}\n" for one in report.problems)


def _annotation(one: Finding) -> str:
    place = f"file={_escaped(one.file, _IN_PROPERTIES)}"
    if one.line is not None:
        place += f",line={one.line}"
    message = one.message if one.hint is None else f"{one.message}\n{one.hint}"
    return f"::{one.severity} {place}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, signs: dict[int, str]) -> str:
    return visible(text.translate(signs))
