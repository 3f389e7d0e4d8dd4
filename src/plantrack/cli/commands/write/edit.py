"""`plantrack edit`: change the plan in an editor, and put only a sound one in place."""

import os
import shlex
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from plantrack.cli import calling, naming, recording, terminal
from plantrack.cli.answer import NOTHING_WRITTEN, Answer, Surroundings, word_error
from plantrack.cli.options import PlanOption, examples
from plantrack.cli.recording import QuietOption
from plantrack.plan.problems import (
    About,
    AboutKey,
    AboutRecord,
    InvalidPlan,
    PlanError,
    PlantrackError,
    Problem,
    UsageError,
)
from plantrack.plan.sentences import quoted, say, say_counted
from plantrack.store import appending, beside, disk, lock, planfile
from plantrack.store.disk import say_cause

EXAMPLES = examples("plantrack edit", 'plantrack edit "Thiết Bình"')
SENSIBLE = ("nano", "vim", "vi", "notepad")
# How editors are told at which line to open a file.
_AT_LINE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("nano", "vi", "vim", "nvim", "view", "emacs", "emacsclient"), ("+{line}", "{draft}")),
    **dict.fromkeys(("micro", "kak", "joe", "ne", "mg", "pico"), ("+{line}", "{draft}")),
    **dict.fromkeys(("hx", "helix", "zed", "zeditor", "subl"), ("{draft}:{line}",)),
    **dict.fromkeys(("code", "codium", "code-insiders"), ("--wait", "--goto", "{draft}:{line}")),
}

OpenAtArgument = Annotated[
    str | None, typer.Argument(metavar="[TARGET-or-ITEM]", help="Open at its line, in the editors that can.")
]


def edit(
    context: typer.Context, name: OpenAtArgument = None, quiet: QuietOption = False, plan: PlanOption = None
) -> Answer:
    """Change the plan in your editor.

    Opens a copy in $VISUAL or $EDITOR. A sound one is put in place when you leave the editor, with what was recorded
    meanwhile; where the plan changed otherwise, the copy is kept and named. Nothing typed is ever lost.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        path = recording.find_plan_to_write(plan, here)
        lock.refuse_windows(path)
        here.announce_reading(path)
        content = disk.read_plan(path)
        line = _find_opening_line(path, content, name)
        editor = _find_editor()
        draft = beside.create_draft(path, content)
        try:
            edited = _edit_draft(here, editor, draft, content, line)
            if edited is None:
                beside.drop_draft(draft, content)
                told = say("{path}: nothing was changed", path=path)
                return recording.answer_line(told, here.writer, quiet=quiet, changed=False)
            with lock.locked(path, here.tell) as locked:
                here.announce_reading(path)
                changed, number = _add_records(path, content, edited, locked.content)
                recording.put_in_place(locked, changed, here)
        except (PlantrackError, KeyboardInterrupt) as error:
            terminal.hold_interrupts()
            if beside.drop_draft(draft, content):
                kept = say(
                    "what you typed is kept in {draft}: plantrack edit begins with the plan again, copy it from there",
                    draft=str(draft),
                )
                if isinstance(error, PlantrackError):
                    error.told.append(kept)
                else:
                    here.warn(kept)
                    here.warn(NOTHING_WRITTEN)
            raise
    beside.drop_draft(draft, edited)
    told = say("{path}: changed", path=path)
    if number:
        told = say_counted(
            "{path}: changed; kept {count} record written meanwhile",
            "{path}: changed; kept {count} records written meanwhile",
            number,
            path=path,
        )
    return recording.answer_line(told, here.writer, quiet=quiet, changed=True)


def _add_records(path: str, content: bytes, edited: bytes, now: bytes) -> tuple[bytes, int]:
    """Return the edited text with what was appended to the plan while it was edited, and the number of its records.

    Raise PlanBusy where the plan changed otherwise, or where the records do not fit what was edited.
    """
    since = appending.find_addition_since(path, content, now)
    if since is None:
        raise lock.changed_meanwhile(path)
    recorded, number = since
    typed = appending.find_addition_since(path, content, edited)
    # Where records are all that was typed, they come last: who edits at the same time finds the plan only grown, too.
    base, addition = (edited, recorded) if typed is None else (now, typed[0])
    changed = appending.append_text(planfile.decode_plan(path, base), addition).encode()
    try:
        planfile.parse(path, changed)
    except InvalidPlan as error:
        raise lock.changed_meanwhile(path) from error
    return changed, number


def _edit_draft(here: Surroundings, editor: list[str], draft: Path, content: bytes, line: int | None) -> bytes | None:
    """Return the sound content of a draft after editing; None where it is unchanged; raise InvalidPlan otherwise."""
    while True:
        # The terminal is the editor's, and the time in it no waiting.
        here.progress.clear()
        _run_editor(editor, draft, line)
        here.progress.clear()
        changed = beside.read_draft(draft)
        if changed == content:
            return None
        here.announce_reading(str(draft))
        try:
            planfile.parse(str(draft), changed)
            return changed
        except InvalidPlan as error:
            here.writer.learn(error.kinds, {})
            question = "".join(map(here.writer.tell_line, [*map(word_error, error.problems), say("edit again?")]))
            if here.ask is None or not here.ask(question.rstrip()):
                raise
            line = error.problems[0].line


def _find_editor() -> list[str]:
    """Return the command of the person's editor; raise UsageError where there is none."""
    for variable in ("VISUAL", "EDITOR"):
        command = os.environ.get(variable, "").strip()
        try:
            if command:
                return shlex.split(command)
        except ValueError as error:
            message = say(
                "${variable}: {command} is not a command: {reason}",
                variable=variable,
                command=quoted(command),
                reason=str(error).lower(),
            )
            raise UsageError(Problem(message)) from error
    found = next((name for name in SENSIBLE if shutil.which(name)), None)
    if found is None:
        raise UsageError(Problem(say("no editor was found"), say("name one: export EDITOR=...")))
    return [found]


def _run_editor(editor: list[str], draft: Path, line: int | None) -> None:
    """Run the editor on a draft; raise PlanError where it cannot be run or ends with a failure."""
    try:
        with terminal.leave_interrupts_to_child():
            code = subprocess.run([*editor, *_open_at_line(Path(editor[0]).stem, draft, line)], check=False).returncode
    except OSError as error:
        told = say("cannot run the editor {editor}: {reason}", editor=quoted(editor[0]), reason=say_cause(error))
        raise PlanError(Problem(told, say("set $EDITOR"))) from error
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    if code:
        raise PlanError(Problem(say("the editor {editor} ended with code {code}", editor=quoted(editor[0]), code=code)))


def _open_at_line(editor: str, draft: Path, line: int | None) -> list[str]:
    """Return the arguments with which an editor opens a draft, at a line where it can."""
    words = ("{draft}",) if line is None else _AT_LINE.get(editor, ("{draft}",))
    return [word.format(draft=draft, line=line) for word in words]


def _find_opening_line(path: str, content: bytes, name: str | None) -> int | None:
    """Return the line at which to open a plan: that of a target or an item, or of the first problem."""
    try:
        file = planfile.parse(path, content)
    except InvalidPlan as error:
        return error.problems[0].line
    if name is None:
        return None
    about: About
    target = calling.find_target(file.plan, name)
    if target is not None:
        about = AboutKey(("targets", target.id))
    else:
        found = naming.find_items(file, name).items
        if not found:
            raise naming.refuse_unknown_name(file, name, ids=True)
        about = AboutRecord("milestones", min(milestone.position for milestone in found[0].stages.values()))
    return planfile.find_line(file, about)
