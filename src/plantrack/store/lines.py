"""Text that is read a line at a time: bytes → lines, each with its number."""

from plantrack.plan.problems import Problem, UsageError


def decode(path: str, content: bytes, hint: str = "") -> str:
    """Return the text of a file in UTF-8, with a byte order mark or without; raise UsageError for anything else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(Problem("is not UTF-8 text", hint, file=path, line=line)) from error


def filled_lines(path: str, content: bytes) -> dict[int, str]:
    """Return the lines of a text that are not empty, by their number, spaces around them cut."""
    lines = enumerate(decode(path, content).split("\n"), 1)
    return {number: line.strip() for number, line in lines if line.strip()}
