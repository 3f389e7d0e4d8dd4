"""The problems of a plan file, as a page."""

from plantrack.plan.reports.check import CheckReport, Finding
from plantrack.plan.sentences import Sentence, say, say_counted
from plantrack.render.page import Line, Page, Piece, Style


def build_check_page(report: CheckReport, path: str) -> Page:
    """Return each problem with its line and what to do about it, and how many there are."""
    page: list[Line] = []
    for finding in report.problems:
        style: Style = "red" if finding.severity == "error" else "yellow"
        page.append(Line([Piece(say("{severity}: ", severity=finding.severity), style), Piece(_word_finding(finding))]))
        if finding.hint:
            page.append(Line(say("  hint: {hint}", hint=finding.hint), "dim"))
    return [*page, Line(_count_problems(report, path))]


def _word_finding(finding: Finding) -> Sentence:
    place = finding.file if finding.line is None else f"{finding.file}:{finding.line}"
    return say("{place}: {message}", place=place, message=finding.message)


def _count_problems(report: CheckReport, path: str) -> Sentence:
    if not report.problems:
        return say("{path}: no errors, no warnings", path=path)
    severities = [finding.severity for finding in report.problems]
    errors = say_counted("{count} error", "{count} errors", severities.count("error"))
    warnings = say_counted("{count} warning", "{count} warnings", severities.count("warning"))
    return say("{path}: {errors}, {warnings}", path=path, errors=errors, warnings=warnings)
