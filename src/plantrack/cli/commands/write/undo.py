"""`plantrack undo`: take back what the last command recorded."""

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import DryRunOption, PlanOption, QuietOption, examples
from plantrack.plan.problems import counted
from plantrack.render.text.visible import visible
from plantrack.store import appending, disk, lock, planfile

EXAMPLES = examples("plantrack undo --dry-run", "plantrack undo")


def undo(
    context: typer.Context, dry_run: DryRunOption = False, quiet: QuietOption = False, plan: PlanOption = None
) -> Answer:
    """Take back what the last command recorded.

    Prints the blocks that it removes from the end of the plan file: all of one import, all items of one log. It can be
    repeated. What was written or edited by hand is never undone.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        if dry_run:
            path = disk.find_plan(plan)
            text, number = appending.find_last_addition(planfile.load(path))
            notes = f"{counted(number, 'record')} to be taken back from {visible(path)}\ndry run: nothing was written\n"
            return Answer(text, notes, form="data").quieter(quiet)
        path = recording.find_plan_to_write(plan, here)
        with lock.locked(path, here.tell) as locked:
            text, number = appending.find_last_addition(planfile.parse(path, locked.content))
            recording.put_in_place(locked, locked.content.removesuffix(text.encode()), here)
    notes = f"{counted(number, 'record')} taken back from {visible(path)}\n"
    return Answer("" if quiet else text, "" if quiet else notes, form="data", changed=True)
