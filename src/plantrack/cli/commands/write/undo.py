"""`plantrack undo`: take back what the last command recorded."""

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import examples
from plantrack.cli.recording import WritingOptions
from plantrack.plan.reports.recording import UndoReport, build_undo_report
from plantrack.plan.sentences import say
from plantrack.plan.view import View
from plantrack.render.pages.recording import build_undo_page
from plantrack.store import appending, disk, lock, planfile
from plantrack.store.planfile import PlanFile

EXAMPLES = examples("plantrack undo --dry-run", "plantrack undo")


def undo(context: typer.Context, writing: WritingOptions) -> Answer:
    """Take back what the last command recorded.

    Prints the blocks that it removes from the end of the plan file: all of one import, all items of one log. It can be
    repeated. What was written or edited by hand is never undone.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        if writing.dry_run:
            path = disk.find_plan(writing.plan)
            here.announce_reading(path)
            report = _take_back(planfile.load(path), here, dry_run=True)
        else:
            path = recording.find_plan_to_write(writing.plan, here)
            with lock.locked(path, here.tell) as locked:
                here.announce_reading(path)
                report = _take_back(planfile.parse(path, locked.content), here, dry_run=False)
                recording.put_in_place(locked, locked.content.removesuffix(report.text.encode()), here)
    return recording.answer_report(report, writing, here.writer, build_undo_page(report))


def _take_back(file: PlanFile, here: Surroundings, *, dry_run: bool) -> UndoReport:
    """Report what the last command recorded; raise RecordRefused where it does not end the plan as it was."""
    here.progress.announce(say("finding what was recorded last"))
    text, _ = appending.find_last_addition(file)
    last = appending.find_last_moment(file)
    records = [record for record in file.plan.records() if record.recorded == last]
    here.progress.announce(recording.TELLING_CHANGES)
    lines = appending.find_block_lines(file.text.removesuffix(text), text, records)
    view = View(plan=file.plan, ledger=file.ledger, path=file.path, as_of=here.today, lines=lines)
    return build_undo_report(view, records, text, dry_run=dry_run)
