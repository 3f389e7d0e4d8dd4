"""Draw the pictures of the pages: `python tools/pictures.py` writes them to examples."""

import io
import re
from collections.abc import Sequence
from contextlib import chdir
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from plantrack.cli import app
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import choose_language

EXAMPLES = Path(__file__).parents[1] / "examples"
# Each picture with the width of its terminal and the command that draws it.
PICTURES = {
    "status": (132, "status --as-of 2025-06-30"),
    "by-district": (96, "status clusters-new clusters-started rural-markets --by district --as-of 2025-12-31"),
    "show": (120, "show clusters-started --as-of 2024-12-31"),
    "chart": (100, "chart clusters-started wholesale-markets --as-of 2025-06-30"),
    "status-vi": (140, "status --as-of 2025-06-30 --lang vi"),
    "due-vi": (96, "due --as-of 2025-03-31 --until 2025-Q2 --kind cluster --lang vi"),
    "show-vi": (140, "show clusters-started --as-of 2024-12-31 --lang vi"),
}
# What is recorded before a picture is drawn, in a copy of the example plan.
RECORDED = {
    "due-vi": (
        ("log", "cluster", "established", "Dương Xá", "Tín An", "Lệ Chi", "--expected", "2024-12-31"),
        ("log", "cluster", "established", "Tín An", "--expected", "2025-02-28"),
        ("log", "cluster", "established", "Lệ Chi", "--expected", "2025-12-31"),
        ("log", "cluster", "completed", "Kim Bài", "--expected", "2025-Q2"),
    )
}
# Each drawing with the command that writes it.
DRAWINGS = {"burnup": "chart clusters-started clusters-total --as-of 2025-06-30 --output"}
NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=7)))

THEME = TerminalTheme(
    (250, 250, 247),
    (38, 42, 48),
    [
        *((38, 42, 48), (200, 45, 45), (34, 134, 70), (183, 121, 0)),
        *((35, 100, 200), (140, 70, 160), (0, 130, 140), (120, 124, 130)),
    ],
)


def answer_line(words: Sequence[str], width: int | None) -> Answer:
    """Return what a command line answers in the language that it names, on a terminal so wide; None for none."""
    here = app.speak(Surroundings(NOW, width, colour=True), choose_language(words, {}))
    answer = app.answer_arguments(list(words), here)
    assert answer.exit_code == 0, answer.notes
    return answer


def picture(name: str) -> str:
    """Return what a command shows on a terminal of the example plan, as SVG."""
    width, command = PICTURES[name]
    with TemporaryDirectory() as folder, chdir(folder):
        Path("plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
        for words in RECORDED.get(name, ()):
            answer_line(words, None)
        answer = answer_line(command.split(), width)
    console = Console(
        file=io.StringIO(),
        record=True,
        width=width,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    # Of the last line rich cuts what hangs below its letters.
    console.print(Text.from_ansi(f"{answer.text.rstrip()}\n"))
    svg = console.export_svg(title=f"plantrack {command}", theme=THEME, unique_id=name)
    # The picture brings no font from the network.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def drawing(name: str) -> str:
    """Return the file that a command writes of the example plan."""
    with TemporaryDirectory() as folder, chdir(EXAMPLES):
        path = Path(folder) / f"{name}.svg"
        answer_line([*DRAWINGS[name].split(), str(path)], None)
        return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    for name in DRAWINGS:
        (EXAMPLES / f"{name}.svg").write_text(drawing(name), encoding="utf-8")
    for name in PICTURES:
        (EXAMPLES / f"{name}.svg").write_text(picture(name), encoding="utf-8")
