"""The program: its commands, its streams, the clock, and the one place that prints."""

import os
import shutil
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import StringIO
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from plantrack.cli.answer import NOTHING_WRITTEN, Answer, Surroundings, word_error
from plantrack.cli.options import Command, spread_groups
from plantrack.cli.registry import COMMANDS, GROUPS, REGISTRY
from plantrack.plan.problems import PlantrackError, Problem, UsageError
from plantrack.plan.sentences import say
from plantrack.render.text.encoding import writable
from plantrack.render.text.visible import visible, visible_lines

UNWRITABLE_OUTPUT = 3
# COLUMNS may claim a hundred million, and a chart is drawn dot by dot.
WIDEST_SCREEN = 1000

# After a failure of one of these the person asks whether anything was written.
WRITING = (*(command.name for command in COMMANDS if command.group == "Record"), "edit")


class Commands(TyperGroup):
    """The commands of the program: each is imported when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Only the names: among them Typer looks for the one that a mistyped command means.
        self.commands = dict.fromkeys(REGISTRY, None)  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return list(REGISTRY)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name; None where there is none of that name."""
        registered = REGISTRY.get(cmd_name)
        if registered is None:
            return None
        module = import_module(registered.module)
        alone = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        cls, settings = getattr(module, "COMMAND", Command), {"help_option_names": ["-h", "--help"]}
        register = alone.command(registered.name, cls=cls, epilog=module.EXAMPLES, context_settings=settings)
        register(spread_groups(getattr(module, registered.function)))
        return typer.main.get_command(alone)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each group of commands below its heading."""
        widest = max(map(len, REGISTRY))
        for heading in GROUPS:
            with formatter.section(heading):
                of_group = (command for command in COMMANDS if command.group == heading)
                formatter.write_dl([(command.name.ljust(widest), command.summary.rstrip(".")) for command in of_group])


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


def build_program() -> Any:
    """Return the program."""
    app = typer.Typer(
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar="COMMAND ...",
        cls=Commands,
        epilog="""\b
Exit codes:
  0    done, also with an empty result
  1    the answer is no: check found errors, or --fail-if applies
  2    usage: an unknown word or option, a CSV file that cannot be read
  3    the plan is missing, unreadable, unwritable or invalid
  4    the record was refused; nothing was written
  5    the plan is busy or was changed meanwhile; nothing was written
  130  interrupted

\b
Environment:
  PLANTRACK_PLAN          the plan file, where --plan is left out
  PLANTRACK_LANG          en or vi, where --lang is left out; else the locale
  VISUAL, EDITOR          the editor of plantrack edit
  NO_COLOR, FORCE_COLOR   no colours, or colours in a pipe too
  COLUMNS                 the width of the screen
""",
    )
    app.callback(invoke_without_command=True)(_plantrack)
    return typer.main.get_command(app)


def run(arguments: list[str], now: datetime | None = None) -> int:
    """Run one command, print what it answers, and return its exit code."""
    here = _look_around(now or _read_clock())
    with redirect_stdout(StringIO()) as help_text:
        answer = answer_arguments(arguments, here)
    text = help_text.getvalue() + answer.text
    if here.width is not None and answer.form != "drawn":
        text = visible_lines(text)
    failure = _write_stream(sys.stdout, text, as_data=answer.form == "data")
    _write_stream(sys.stderr, answer.notes)
    if not failure:
        return answer.exit_code
    # What was changed stays so, and is no failure of the command.
    if answer.changed:
        told = say("error: cannot write the output: {reason}; the file was written all the same", reason=failure)
    else:
        told = say("error: cannot write the output: {reason}", reason=failure)
    _write_stream(sys.stderr, f"{told}\n")
    return answer.exit_code if answer.changed else answer.exit_code or UNWRITABLE_OUTPUT


def _look_around(now: datetime) -> Surroundings:
    """Return where the program runs."""
    is_watched = _is_terminal(sys.stderr)
    width = min(shutil.get_terminal_size().columns, WIDEST_SCREEN) if _is_terminal(sys.stdout) else None
    return Surroundings(
        now=now,
        width=width,
        tell=_tell if is_watched else None,
        ask=_ask if is_watched and _is_terminal(sys.stdin) else None,
        encoding=_find_encoding(sys.stdout),
        colour=_wants_colour(sys.stdout),
        warn=_tell,
    )


def _read_clock() -> datetime:
    """Return the moment with an offset that a plan file can hold: of whole minutes."""
    try:
        now = datetime.now().astimezone()
    except ValueError:
        return datetime.now(UTC)
    offset = now.utcoffset()
    return now if offset is not None and not offset % timedelta(minutes=1) else now.astimezone(UTC)


def _is_terminal(stream: TextIO | None) -> bool:
    # A stream that was closed when the program began is None.
    return stream is not None and stream.isatty()


def _wants_colour(stream: TextIO | None) -> bool:
    """Tell whether a stream is for colours, as https://no-color.org and https://bixense.com/clicolors ask."""
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(variable, "0") not in ("", "0") for variable in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return _is_terminal(stream) and os.environ.get("TERM") not in ("dumb", "unknown")


def _find_encoding(stream: TextIO | None) -> str:
    # Python writes UTF-8 in the C locale too, where nobody promises to read it.
    if os.environ.get("LC_ALL") in ("C", "POSIX") and not os.environ.get("PYTHONIOENCODING"):
        return "ascii"
    return getattr(stream, "encoding", None) or "utf-8"


def _tell(line: str) -> None:
    _write_stream(sys.stderr, f"{visible(line)}\n")


def _ask(question: str) -> bool:
    _write_stream(sys.stderr, f"{question} [Y/n] ")
    # Enter alone means yes; the end of the input (Ctrl-D) is no line at all, and means no.
    line = sys.stdin.readline()
    return bool(line) and line.strip().lower() in ("", "y", "yes")


def answer_arguments(arguments: list[str], here: Surroundings) -> Answer:
    """Return what a command line answers, an error included."""
    try:
        answer = build_program()(args=arguments, standalone_mode=False, obj=here, prog_name="plantrack")
    except TyperException as error:
        return _answer_failure(_explain_usage(error, arguments[0]))
    except PlantrackError as error:
        return _answer_failure(error)
    return answer if isinstance(answer, Answer) else Answer(exit_code=answer or 0)


def _explain_usage(error: TyperException, command: str) -> UsageError:
    """Return what Typer has against a command line as an error of ours."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    ours = message[:1].lower() + message[1:].rstrip(".")
    path = context.command_path if context else "plantrack"
    failure = UsageError(Problem(say("{message}", message=ours), say("{command} --help", command=path)))
    if command in WRITING:
        failure.add_note(str(NOTHING_WRITTEN))
    return failure


def _answer_failure(error: PlantrackError) -> Answer:
    """Return an error as a command answers it: each problem, its hint, and what else is to be said of it."""
    lines = []
    for problem in error.problems:
        lines.append(word_error(problem))
        if problem.hint:
            lines.append(visible(str(say("hint: {hint}", hint=problem.hint))))
    lines += getattr(error, "__notes__", [])
    return Answer(notes="".join(f"{line}\n" for line in lines), exit_code=error.exit_code)


def _write_stream(stream: TextIO | None, text: str, *, as_data: bool = False) -> str:
    """Write all of a text; return why that was impossible, or nothing, also where nobody reads it any more."""
    if stream is None:
        return str(say("it is closed")) if text else ""
    try:
        if as_data and hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            stream.write(writable(text, _find_encoding(stream)))
        stream.flush()
    except OSError as error:
        # What is still buffered would be flushed, and fail, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return "" if isinstance(error, BrokenPipeError) else (error.strerror or str(error)).lower()
    return ""
