"""The program: its commands, its streams, the clock, and the one place that prints."""

import os
import sys
import time
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from typing import Annotated, Any, TextIO

import typer
from typer.exceptions import TyperException

from plantrack import __version__
from plantrack.cli.answer import NOTHING_WRITTEN, Answer, Surroundings, word_error
from plantrack.cli.options import LanguageOption, choose_language
from plantrack.cli.parsing import Commands
from plantrack.cli.registry import COMMANDS, REGISTRY
from plantrack.cli.terminal import Progress, can_write_over, find_encoding, find_width, is_terminal, wants_colour
from plantrack.plan.problems import InvalidPlan, PlanError, PlantrackError, UsageError
from plantrack.plan.sentences import Value, say
from plantrack.plan.typed.words import Language
from plantrack.render.text.visible import visible_lines, writable
from plantrack.render.text.writer import ENGLISH, Writer
from plantrack.store import disk

UNWRITABLE_OUTPUT = 3

# After a failure of one of these the person asks whether anything was written.
WRITING = (*(command.name for command in COMMANDS if command.group == "Record"), "edit")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"plantrack {__version__}")
        raise typer.Exit


def _plantrack(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
    lang: LanguageOption = None,
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
  NO_COLOR, CLICOLOR=0    no colours
  FORCE_COLOR             colours in a pipe too; 0: no colours
  CLICOLOR_FORCE          colours in a pipe too
  COLUMNS                 the width of a table, in a pipe too
""",
    )
    app.callback(invoke_without_command=True)(_plantrack)
    return typer.main.get_command(app)


def run(arguments: list[str], now: datetime | None = None) -> int:
    """Run one command, print what it answers, and return its exit code."""
    here = _look_around(now or _read_clock())
    with redirect_stdout(StringIO()) as help_text:
        try:
            here = speak(here, choose_language(arguments, os.environ))
            answer = answer_arguments(arguments, here)
        except UsageError as error:
            answer = _refuse_usage(error, arguments, here)
        finally:
            here.progress.clear()
    text = help_text.getvalue() + answer.text
    if here.is_screen and answer.form != "drawn":
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
    _write_stream(sys.stderr, here.writer.tell_line(told))
    return answer.exit_code if answer.changed else answer.exit_code or UNWRITABLE_OUTPUT


def _look_around(now: datetime) -> Surroundings:
    """Return where the program runs."""
    is_watched = is_terminal(sys.stderr)
    return Surroundings(
        now=now,
        width=find_width(sys.stdout),
        is_screen=is_terminal(sys.stdout),
        ask=partial(_ask, ENGLISH) if is_watched and is_terminal(sys.stdin) else None,
        encoding=find_encoding(sys.stdout),
        colour=wants_colour(sys.stdout),
    )


def speak(here: Surroundings, language: Language) -> Surroundings:
    """Return the surroundings in which a language is spoken."""
    writer = ENGLISH if language == "en" else _load_vietnamese()
    progress = Progress(sys.stderr if can_write_over(sys.stderr) else None, writer, time.monotonic)

    def tell(line: Value) -> None:
        progress.clear()
        _write_stream(sys.stderr, writer.tell_line(line))

    def ask(question: str) -> bool:
        progress.clear()
        return _ask(writer, question)

    here = here._replace(language=language, writer=writer, progress=progress, ask=here.ask and ask)
    return here._replace(tell=tell if is_terminal(sys.stderr) else None, warn=tell)


def _load_vietnamese() -> Writer:
    # Nobody else pays for the catalogue.
    import gettext
    from io import BytesIO

    from plantrack.render.text.vietnamese import Vietnamese

    return Vietnamese(gettext.GNUTranslations(BytesIO(disk.read_catalogue("vi"))))


def _read_clock() -> datetime:
    """Return the moment with an offset that a plan file can hold: of whole minutes."""
    try:
        now = datetime.now().astimezone()
    except ValueError:
        return datetime.now(UTC)
    offset = now.utcoffset()
    return now if offset is not None and not offset % timedelta(minutes=1) else now.astimezone(UTC)


def _ask(writer: Writer, question: str) -> bool:
    _write_stream(sys.stderr, writer.tell(say("{question} [Y/n] ", question=question)))
    # Enter alone means yes; the end of the input (Ctrl-D) is no line at all, and means no.
    line = sys.stdin.readline()
    return bool(line) and line.strip().lower() in ("", "y", "yes", "c", "co", "có")


def answer_arguments(arguments: list[str], here: Surroundings) -> Answer:
    """Return what a command line answers, an error included."""
    try:
        answer = build_program()(args=arguments, standalone_mode=False, obj=here, prog_name="plantrack")
    except TyperException as error:
        from plantrack.cli.explaining.usage import explain_usage

        return _refuse_usage(_find_cause(explain_usage(error), arguments, here), arguments, here)
    except InvalidPlan as error:
        return _answer_failure(error, here.writer)
    except (UsageError, PlanError) as error:
        return _answer_failure(_find_cause(error, arguments, here), here.writer)
    except PlantrackError as error:
        return _answer_failure(error, here.writer)
    return answer if isinstance(answer, Answer) else Answer(exit_code=answer or 0)


def _find_cause(error: PlantrackError, arguments: list[str], here: Surroundings) -> PlantrackError:
    """Return what is wrong with a line; where words of it are surely one text, nothing else is."""
    # What looks names up is imported where a line is refused.
    from plantrack.cli.explaining.unquoted import find_unquoted

    unquoted = find_unquoted(build_program(), arguments, here.writer)
    if unquoted is None:
        return error
    told, error = error.told, UsageError(unquoted)
    error.told += told
    return error


def _refuse_usage(error: PlantrackError, arguments: list[str], here: Surroundings) -> Answer:
    """Return an error of a command line that was not even begun; of a command that writes it says so."""
    if next((word for word in arguments if word in REGISTRY), None) in WRITING:
        error.told.append(NOTHING_WRITTEN)
    return _answer_failure(error, here.writer)


def _answer_failure(error: PlantrackError, writer: Writer) -> Answer:
    """Return an error as a command answers it: each problem, its hint, and what else is to be said of it."""
    if isinstance(error, InvalidPlan) and error.kinds:
        writer.learn(error.kinds, {})
    told: list[Value] = []
    for problem in error.problems:
        told.append(word_error(problem))
        if problem.hint:
            told.append(say("hint: {hint}", hint=problem.hint))
    return Answer(notes="".join(map(writer.tell_line, [*told, *error.told])), exit_code=error.exit_code)


def _write_stream(stream: TextIO | None, text: str, *, as_data: bool = False) -> Value:
    """Write all of a text; return why that was impossible, or nothing, also where nobody reads it any more."""
    if stream is None:
        return say("it is closed") if text else ""
    try:
        if as_data and hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            stream.write(writable(text, find_encoding(stream)))
        stream.flush()
    except OSError as error:
        # What is still buffered would be flushed, and fail, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if isinstance(error, BrokenPipeError):
            return ""
        from plantrack.store.disk import say_cause

        return say_cause(error)
    return ""
