"""Any sequence of commands on any sound plan: the file says at each moment what a simple list of records says.

The model is the plan as data, with its records in two lists. A recording appends to one of them, an undo takes away
what the last command appended, and whatever is known already, refused or only tried changes nothing.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import NOW, ran
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from strategies import (
    NAMES,
    TABLES,
    Data,
    Spelling,
    examples,
    fresh_lived_plans,
    fresh_plans,
    new_records,
    rows,
    spelled,
    spellings,
)
from test_laws_recording import (
    accepted,
    as_cells,
    as_typed,
    command,
    comparable,
    in_order,
    loads,
    named,
    sheet,
    with_rows,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("plantrack")]

PLAN = Path("plan.toml")
# The clock may run backwards from command to command, within one day.
CLOCKS = st.sampled_from((0, 0, -3, 3, 1 / 5_000_000)).map(lambda hours: NOW + timedelta(hours=hours))


class Step(NamedTuple):
    """What stood before a command recorded."""

    content: bytes
    data: Data


class Recording(RuleBasedStateMachine):
    """A plan file, and beside it the list of records that it should hold."""

    @initialize(data=fresh_plans() | fresh_lived_plans(), spelling=spellings)
    def begin(self, data: Data, spelling: Spelling) -> None:
        self.data = {key: value for key, value in data.items() if value != []}
        self.steps: list[Step] = []
        PLAN.write_bytes(spelled(data, spelling))

    @invariant()
    def the_file_says_what_the_list_says(self) -> None:
        if hasattr(self, "data"):
            assert loads(PLAN.read_bytes()) == comparable(self.data)

    @rule(draw=st.data(), new=st.booleans(), correct=st.booleans(), now=CLOCKS)
    def log(self, draw: st.DataObject, new: bool, correct: bool, now: datetime) -> None:
        row = draw.draw(new_records(self.data, "milestones"))
        # Only one item gets a name.
        others = [] if "name" in row else draw.draw(st.lists(st.sampled_from(NAMES), max_size=2))
        typed = [as_typed(row) | {"item": name.strip()} for name in (row["item"], *others)]
        meant = named(self.data, typed, "new" if new else "known")
        expected = None if meant is None else accepted(self.data, meant, correct=correct)
        arguments = [one for one in command(self.data, row) if one != "--new"]
        self.record([*arguments, *others, *["--new"] * new, *["--correct"] * correct], expected, now)

    @rule(draw=st.data(), correct=st.booleans(), now=CLOCKS)
    def measure(self, draw: st.DataObject, correct: bool, now: datetime) -> None:
        row = draw.draw(new_records(self.data, "measurements"))
        expected = accepted(self.data, [as_typed(row)], correct=correct)
        self.record([*command(self.data, row), *["--correct"] * correct], expected, now)

    @rule(draw=st.data(), correct=st.booleans(), now=CLOCKS)
    def comment(self, draw: st.DataObject, correct: bool, now: datetime) -> None:
        row = as_typed(draw.draw(new_records(self.data, "comments")))
        meant = named(self.data, [row], "known")
        expected = None if meant is None else accepted(self.data, meant, correct=correct)
        self.record([*command(self.data, row), *["--correct"] * correct], expected, now)

    @rule(draw=st.data(), table=st.sampled_from(TABLES), correct=st.booleans(), now=CLOCKS)
    def import_(self, draw: st.DataObject, table: str, correct: bool, now: datetime) -> None:
        given = draw.draw(st.lists(new_records(self.data, table), min_size=1, max_size=5))
        cut = list(map(as_cells, given))
        meant = named(self.data, cut, "any")
        expected = None if meant is None else accepted(self.data, meant, correct=correct)
        arguments = ["import", "-", "--new", "--decimal", "point", *["--correct"] * correct]
        self.record(arguments, expected, now, sheet(self.data, given, ",", "\n", bom=False))

    def record(self, arguments: list[str], expected: list[Data] | None, now: datetime, stdin: bytes = b"") -> None:
        """Run a command that is to record these records; None where it is to be refused."""
        old = PLAN.read_bytes()
        dry = ran(*arguments, "--dry-run", stdin=stdin, now=now)
        assert PLAN.read_bytes() == old
        done = ran(*arguments, stdin=stdin, now=now)
        new = PLAN.read_bytes()
        assert (dry.code, done.code) == ((4, 4) if expected is None else (0, 0)), done
        assert new == old + dry.stdout.encode()
        if not expected:
            assert new == old
            return
        moment = max(row["recorded"] for row in rows(loads(new)) if "recorded" in row)
        assert all(moment > row["recorded"] for row in rows(self.data) if "recorded" in row)
        self.steps.append(Step(old, self.data))
        self.data = with_rows(self.data, [in_order(self.data, row) | {"recorded": moment} for row in expected])

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self) -> None:
        old = PLAN.read_bytes()
        dry = ran("undo", "--dry-run")
        assert PLAN.read_bytes() == old
        done = ran("undo")
        step = self.steps.pop()
        assert (dry.code, done.code, dry.stdout) == (0, 0, done.stdout), done
        assert step.content + done.stdout.encode() == old
        assert PLAN.read_bytes() == step.content
        self.data = step.data

    def teardown(self) -> None:
        """Undo everything: the first bytes are back."""
        while getattr(self, "steps", []):
            self.undo()


def test_the_file_says_what_a_list_of_records_says() -> None:
    run_state_machine_as_test(Recording, settings=settings(examples(80), stateful_step_count=30))


@examples(40)
@given(fresh_plans(), spellings)
def test_undo_without_a_command_takes_back_nothing_but_the_last_records(data: Data, spelling: Spelling) -> None:
    old = spelled(data, spelling)
    PLAN.write_bytes(old)
    last = max((row["recorded"] for row in rows(data) if "recorded" in row), default=None)
    undone = ran("undo")
    new = PLAN.read_bytes()
    assert undone.code in (0, 4), undone
    assert old == new + undone.stdout.encode()
    if undone.code == 0:
        for log in TABLES:
            left = [row for row in data.pop(log, ()) if row.get("recorded") != last]
            data |= {log: left} if left else {}
        assert loads(new) == comparable(data)
