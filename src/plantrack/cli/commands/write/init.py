"""`plantrack init`: write a plan to start from."""

from typing import Annotated

import typer

from plantrack.cli import recording, terminal
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import examples
from plantrack.cli.recording import QuietOption
from plantrack.plan.sentences import say
from plantrack.render.pages.status import write_plan_option
from plantrack.store import beside, starting

PlanArgument = Annotated[str, typer.Argument(metavar="[FILE]", help="The file to write.")]
BlankOption = Annotated[bool, typer.Option("--blank", help="A small commented skeleton, to fill in.")]

EXAMPLES = examples("plantrack init", "plantrack init school-plan.toml --blank")


def init(
    context: typer.Context, file: PlanArgument = "plan.toml", blank: BlankOption = False, quiet: QuietOption = False
) -> Answer:
    """Write a plan to start from: Hanoi's, 2021-2025.

    With --blank it is a small commented skeleton of your own. Its comments are in the language of --lang. An existing
    file is never touched.
    """
    here: Surroundings = context.obj
    template = starting.write_start("blank.toml" if blank else "hanoi.toml", here.writer.translate)
    terminal.hold_interrupts()
    beside.create(file, template)
    option = "" if file == "plan.toml" else write_plan_option(file)
    if blank:
        told = say("wrote {file}; fill it in, then type: plantrack check{option}", file=file, option=option)
    else:
        told = say("wrote {file}; to see it, type: plantrack status{option}", file=file, option=option)
    return recording.answer_line(told, here.writer, quiet=quiet, changed=True)
