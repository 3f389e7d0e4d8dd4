"""`plantrack init`: write a plan to start from."""

from typing import Annotated

import typer

from plantrack.cli.answer import Answer
from plantrack.cli.options import QuietOption, examples
from plantrack.render.pages.status import write_plan_option
from plantrack.render.text.visible import visible
from plantrack.store import disk

PlanArgument = Annotated[str, typer.Argument(metavar="[FILE]", help="The file to write.")]
BlankOption = Annotated[bool, typer.Option("--blank", help="A small commented skeleton, to fill in.")]


EXAMPLES = examples("plantrack init", "plantrack init school-plan.toml --blank")


def init(file: PlanArgument = "plan.toml", blank: BlankOption = False, quiet: QuietOption = False) -> Answer:
    """Write a plan to start from: Hanoi's, 2021-2025.

    With --blank it is a small commented skeleton of your own. An existing file is never touched.
    """
    disk.create(file, disk.read_template("blank.toml" if blank else "hanoi.toml"))
    option = "" if file == "plan.toml" else write_plan_option(file)
    next_step = (
        f"fill it in, then type: plantrack check{option}" if blank else f"to see it, type: plantrack status{option}"
    )
    return Answer(visible(f"wrote {file}; {next_step}") + "\n", changed=True).quieter(quiet)
