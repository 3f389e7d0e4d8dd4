"""What a stream can show: its colours, its width, and the variables by which people say otherwise."""

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantrack.cli import terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


SCREEN, PIPE = Screen(), io.StringIO()
SAYING = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "CLICOLOR",
    "TERM",
    "COLUMNS",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SAYING:
        monkeypatch.delenv(name, raising=False)


# What is said, and whether there are colours on a terminal, and in a pipe.
COLOURS = [
    ("", True, False),
    ("TERM=xterm", True, False),
    ("TERM=dumb", False, False),
    ("NO_COLOR=1", False, False),
    ("NO_COLOR=0", False, False),
    ("NO_COLOR=", True, False),
    ("CLICOLOR=0", False, False),
    ("CLICOLOR=1", True, False),
    ("CLICOLOR=", True, False),
    ("FORCE_COLOR=0", False, False),
    ("FORCE_COLOR=1", True, True),
    ("FORCE_COLOR=", True, False),
    ("CLICOLOR_FORCE=0", True, False),
    ("CLICOLOR_FORCE=1", True, True),
    ("CLICOLOR=0 CLICOLOR_FORCE=1", True, True),
    ("CLICOLOR=0 FORCE_COLOR=3", True, True),
    ("TERM=dumb CLICOLOR_FORCE=1", True, True),
    ("NO_COLOR=1 CLICOLOR_FORCE=1 FORCE_COLOR=1", False, False),
]


@pytest.mark.parametrize(("said", "on_screen", "in_pipe"), COLOURS)
def test_colours_are_as_the_environment_says(
    said: str, on_screen: bool, in_pipe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in said.split():
        name, _, value = variable.partition("=")
        monkeypatch.setenv(name, value)
    assert (terminal.wants_colour(SCREEN), terminal.wants_colour(PIPE)) == (on_screen, in_pipe)
    assert not terminal.wants_colour(None) or in_pipe


WRITTEN_OVER = [
    ("", True),
    ("TERM=xterm", True),
    ("TERM=dumb", False),
    ("TERM=unknown", False),
    ("TTY_COMPATIBLE=0", False),
    ("TTY_COMPATIBLE=1", True),
    ("TTY_INTERACTIVE=0", False),
    ("TTY_INTERACTIVE=1", True),
    ("NO_COLOR=1 CLICOLOR=0", True),
]


@pytest.mark.parametrize(("said", "is_written_over"), WRITTEN_OVER)
def test_a_line_is_written_over_on_a_terminal_that_can(
    said: str, is_written_over: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in said.split():
        name, _, value = variable.partition("=")
        monkeypatch.setenv(name, value)
    assert terminal.can_write_over(SCREEN) == is_written_over
    assert not terminal.can_write_over(PIPE)
    assert not terminal.can_write_over(None)


def test_the_width_of_a_screen_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {1: 40, 2: 132, 3: 0}
    monkeypatch.setattr(os, "get_terminal_size", lambda number: os.terminal_size((sizes[number], 24)))
    monkeypatch.setenv("COLUMNS", "300")
    found = []
    for number in sizes:
        monkeypatch.setattr(Screen, "fileno", lambda _, number=number: number)
        found.append(terminal.measure_screen(SCREEN))
    assert found == [40, 132, 80]
    # Of what has no number, or is no terminal after all, nothing can be asked.
    assert terminal.measure_screen(io.StringIO()) == 80


WIDTHS = [
    ("", 80, None),
    ("0", 80, None),
    ("-5", 80, None),
    ("wide", 80, None),
    ("²", 80, None),
    ("1", 1, 1),
    ("40", 40, 40),
    ("1000", 1000, 1000),
    ("1001", 1000, 1000),
    ("9" * 5000, 1000, 1000),
]


@pytest.mark.parametrize(("said", "on_screen", "in_pipe"), WIDTHS)
def test_columns_is_the_width_in_a_pipe_too(
    said: str, on_screen: int, in_pipe: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))
    # Where the tests run no stream may be a terminal.
    monkeypatch.setattr(sys, "__stdout__", SCREEN)
    monkeypatch.setattr(Screen, "fileno", lambda _: 1)
    monkeypatch.setenv("COLUMNS", said)
    assert (terminal.find_width(SCREEN), terminal.find_width(PIPE)) == (on_screen, in_pipe)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12))
def test_whatever_columns_says_a_width_is_one_or_none(said: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("COLUMNS", said)
        width = terminal.find_width(PIPE)
    assert width is None or 1 <= width <= terminal.WIDEST_SCREEN
