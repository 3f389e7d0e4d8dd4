"""The program: its commands, its streams, the clock, and the one place that prints."""

import gc
import os
import shutil
import sys
from contextlib import redirect_stdout
from datetime import datetime
from io import StringIO
from typing import Annotated, TextIO

import typer
from typer.exceptions import TyperException

from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import Command
from plantrack.plan.problems import PlantrackError, Problem, UsageError
from plantrack.render.visible import visible, visible_lines

INTERRUPTED = 130
UNWRITABLE_OUTPUT = 3

COMMANDS = ("init", "status", "log", "measure", "import", "undo", "edit", "check")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"plantrack {version('plantrack')}")
        raise typer.Exit


def _plantrack(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Track a multi-year development plan: what was promised, what has happened, and where every promise stands.

    A plan is one TOML file that you edit by hand and to which log, measure and import append.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def application(*names: str) -> typer.Typer:
    """Return the program with these commands: importing one takes longer than running another."""
    app = typer.Typer(
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar="COMMAND ...",
    )
    app.callback(invoke_without_command=True)(_plantrack)
    for name in names:
        match name:
            case "init":
                from plantrack.cli import init

                app.command(name, cls=Command, epilog=init.EXAMPLES)(init.init)
            case "status":
                from plantrack.cli import status

                app.command(name, cls=Command, epilog=status.EXAMPLES)(status.status)
            case "log":
                from plantrack.cli import log

                app.command(name, cls=Command, epilog=log.EXAMPLES)(log.log)
            case "measure":
                from plantrack.cli import measure

                app.command(name, cls=measure.MeasureCommand, epilog=measure.EXAMPLES)(measure.measure)
            case "import":
                from plantrack.cli import import_

                app.command(name, cls=Command, epilog=import_.EXAMPLES)(import_.import_records)
            case "undo":
                from plantrack.cli import undo

                app.command(name, cls=Command, epilog=undo.EXAMPLES)(undo.undo)
            case "edit":
                from plantrack.cli import edit

                app.command(name, cls=Command, epilog=edit.EXAMPLES)(edit.edit)
            case "check":
                from plantrack.cli import check

                app.command(name, cls=Command, epilog=check.EXAMPLES)(check.check)
    return app


def main() -> None:
    """Run the program and exit with its code."""
    # A command is over before there is garbage worth collecting, and the collector walks 100,000 records many times.
    gc.disable()
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    # Both streams are written. What is left is to free 100,000 records one by one.
    os._exit(code)


def run(arguments: list[str], now: datetime | None = None) -> int:
    """Run one command, print what it answers, and return its exit code."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    watched = sys.stderr.isatty()
    here = Surroundings(
        now or datetime.now().astimezone(),
        width,
        tell=_tell if watched else None,
        ask=_ask if watched and sys.stdin.isatty() else None,
    )
    with redirect_stdout(StringIO()) as help_text:
        answer = _answer(arguments, here)
    text = answer.text if answer.drawn or here.width is None else visible_lines(answer.text)
    code = _write(sys.stdout, help_text.getvalue() + text)
    return _write(sys.stderr, answer.notes) or code or answer.exit_code


def _tell(line: str) -> None:
    _write(sys.stderr, f"{visible(line)}\n")


def _ask(question: str) -> bool:
    _write(sys.stderr, f"{question} [Y/n] ")
    return sys.stdin.readline().strip().lower() in ("", "y", "yes")


def _answer(arguments: list[str], here: Surroundings) -> Answer:
    named = arguments[:1] if arguments[:1] and arguments[0] in COMMANDS else COMMANDS
    try:
        answer = application(*named)(args=arguments, standalone_mode=False, obj=here, prog_name="plantrack")
    except TyperException as error:
        context = getattr(error, "ctx", None)
        hint = f"{context.command_path if context else 'plantrack'} --help"
        return _failure(UsageError(Problem(_lowered(error.format_message()), hint)))
    except PlantrackError as error:
        return _failure(error)
    if isinstance(answer, Answer):
        return answer
    return Answer(exit_code=answer or 0)


def _failure(error: PlantrackError) -> Answer:
    lines = []
    for problem in error.problems:
        lines.append(f"error: {visible(problem.place + problem.message)}")
        if problem.hint:
            lines.append(f"hint: {visible(problem.hint)}")
    lines += getattr(error, "__notes__", [])
    return Answer(notes="".join(f"{line}\n" for line in lines), exit_code=error.exit_code)


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _write(stream: TextIO, text: str) -> int:
    """Write all of a text; return 0, also when nobody reads it any more, or the exit code of a failure."""
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # What is still buffered would be flushed, and fail, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is not sys.stderr:
            _write(sys.stderr, f"error: cannot write the output: {(error.strerror or str(error)).lower()}\n")
        return UNWRITABLE_OUTPUT
    return 0
