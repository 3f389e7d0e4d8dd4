"""Draw the picture of the README: `python tests/pictures.py` writes examples/status.svg."""

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from plantrack.plan import dates, report
from plantrack.render import table
from plantrack.store import planfile

EXAMPLES = Path(__file__).parents[1] / "examples"
PICTURE = EXAMPLES / "status.svg"
AS_OF = "2025-06-30"
WIDTH = 132

THEME = TerminalTheme(
    (250, 250, 247),
    (38, 42, 48),
    [
        *((38, 42, 48), (200, 45, 45), (34, 134, 70), (183, 121, 0)),
        *((35, 100, 200), (140, 70, 160), (0, 130, 140), (120, 124, 130)),
    ],
)


def status_picture() -> str:
    """Return what `plantrack status --as-of 2025-06-30` shows on a terminal, as SVG."""
    file = planfile.load(str(EXAMPLES / "plan.toml"))
    plan = report.status(file.plan, file.ledger, "plan.toml", dates.parse(AS_OF), list(file.plan.targets.values()))
    console = Console(
        file=io.StringIO(),
        record=True,
        width=WIDTH,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    console.print(table.status(plan, WIDTH))
    svg = console.export_svg(title=f"plantrack status --as-of {AS_OF}", theme=THEME, unique_id="status")
    # The picture brings no font from the network.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.write_text(status_picture(), encoding="utf-8")
