"""Problems as GitHub Actions shows them beside the lines of a file, see "Workflow commands for GitHub Actions"."""

from plantrack.plan.reports.check import CheckReport, Finding
from plantrack.render.text.visible import visible
from plantrack.render.text.writer import ENGLISH, Writer

_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def write_annotations(report: CheckReport, writer: Writer = ENGLISH) -> str:
    """Return a line for each problem of a plan file."""
    return "".join(f"{_annotate(finding, writer)}\n" for finding in report.problems)


def _annotate(finding: Finding, writer: Writer) -> str:
    place = f"file={_escape_for(finding.file, _IN_PROPERTIES)}"
    if finding.line is not None:
        place += f",line={finding.line}"
    message = "\n".join(writer.tell(text) for text in (finding.message, finding.hint) if text is not None)
    return f"::{finding.severity} {place}::{_escape_for(message, _IN_MESSAGES)}"


def _escape_for(text: str, signs: dict[int, str]) -> str:
    return visible(text.translate(signs))
