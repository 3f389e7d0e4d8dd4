"""The problems of a plan file, as a page."""

from plantrack.plan.reports.check import CheckReport, Finding
from plantrack.plan.sentences import Sentence, say, say_counted
from plantrack.render.page import Line, Page, Piece, Style
from plantrack.render.text.writer import ENGLISH, Writer


def build_check_page(report: CheckReport, path: str, writer: Writer = ENGLISH) -> Page:
    """Return each problem with its line and what to do about it, and how many there are.

    They are messages: the numbers in them are as they were written.
    """
    page: list[Line] = []
    for finding in report.problems:
        style: Style = "red" if finding.severity == "error" else "yellow"
        severity = say("error: ") if finding.severity == "error" else say("warning: ")
        page.append(Line([Piece(severity, style), Piece(_word_finding(finding, writer))]))
        if finding.hint:
            page.append(Line(say("  hint: {hint}", hint=writer.tell(finding.hint)), "dim"))
    return [*page, Line(_count_problems(report, path))]


def _word_finding(finding: Finding, writer: Writer) -> Sentence:
    place = finding.file if finding.line is None else f"{finding.file}:{finding.line}"
    return say("{place}: {message}", place=place, message=writer.tell(finding.message))


def _count_problems(report: CheckReport, path: str) -> Sentence:
    if not report.problems:
        return say("{path}: no errors, no warnings", path=path)
    severities = [finding.severity for finding in report.problems]
    errors = say_counted("{count} error", "{count} errors", severities.count("error"))
    warnings = say_counted("{count} warning", "{count} warnings", severities.count("warning"))
    return say("{path}: {errors}, {warnings}", path=path, errors=errors, warnings=warnings)
