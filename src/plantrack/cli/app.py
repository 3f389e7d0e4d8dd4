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
from plantrack.cli.check import check
from plantrack.cli.import_ import import_records
from plantrack.cli.init import init
from plantrack.cli.log import log
from plantrack.cli.measure import MeasureCommand, measure
from plantrack.cli.options import examples
from plantrack.cli.status import status
from plantrack.plan.problems import PlantrackError, Problem, UsageError
from plantrack.render.visible import visible

INTERRUPTED = 130
UNWRITABLE_OUTPUT = 3

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"plantrack {version('plantrack')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def plantrack(
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


app.command(epilog=examples("plantrack init", "plantrack init school-plan.toml --blank"))(init)
app.command(
    epilog=examples("plantrack status", "plantrack status clusters-started --as-of 2024-12-31 --fail-if behind")
)(status)
app.command(
    epilog=examples(
        'plantrack log cluster started "Thiết Bình" --date 2023-09-06 --source https://example.org/news',
        'plantrack log cluster established "Hòa Bình" --new --date 2025-03 --set district="Thường Tín"',
    )
)(log)
app.command(
    cls=MeasureCommand,
    epilog=examples(
        "plantrack measure clusters-started 24 --date 2024-07-10 --source https://example.org/report",
        "plantrack measure key-products 229 --date 2023-12-14 --dry-run",
    ),
)(measure)
app.command(
    "import",
    epilog=examples("plantrack import clusters.csv", "plantrack import - --dates dmy --decimal comma < excel.csv"),
)(import_records)
app.command(epilog=examples("plantrack check", "plantrack check --strict --format json"))(check)


def main() -> None:
    """Run the program and exit with its code."""
    # A command is over before there is garbage worth collecting, and the collector walks 100,000 records many times.
    gc.disable()
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def run(arguments: list[str], now: datetime | None = None) -> int:
    """Run one command, print what it answers, and return its exit code."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    here = Surroundings(now or datetime.now().astimezone(), width)
    with redirect_stdout(StringIO()) as help_text:
        answer = _answer(arguments, here)
    code = _write(sys.stdout, help_text.getvalue() + answer.text)
    return _write(sys.stderr, answer.notes) or code or answer.exit_code


def _answer(arguments: list[str], here: Surroundings) -> Answer:
    try:
        answer = app(args=arguments, standalone_mode=False, obj=here, prog_name="plantrack")
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
