"""A command may be killed at any moment: nothing is lost, nothing is half there, and the next command just works.

`log`, `import`, `undo` and `edit` are killed at every call that touches the folder of the plan, and at 200 random
moments. After each: the plan is to the byte the old one or the new one; what was acknowledged is in it; what was typed
in the editor is in it or in a draft beside it; the next command records without hands and leaves nothing lying about.
What a power cut would leave is not to be had here, so the order of the calls that decide it is looked at: the new plan
is on the disk before it takes the place of the old one, and that is on the disk before the command says so.
"""

import random
import re
import statistics
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

import attack
import pytest
from attack import COMMANDS, PLANTRACK, TRACERS, Ran, Scene, Strike

pytestmark = pytest.mark.slow

RANDOM_KILLS = 200
SEED = 2021
KILLED = -9


class Kill(NamedTuple):
    """One kill: at a call, or after some seconds."""

    scene: Scene
    folder: Path
    tracer: str = ""
    strike: Strike | None = None
    seconds: float = 0.0


def killed(kill: Kill) -> list[str]:
    """Kill a command, and return what is wrong with what it leaves."""
    plan = kill.scene.copy(kill.folder)
    command = kill.scene.command
    if kill.strike is None:
        process = attack.started([*PLANTRACK, *COMMANDS[command]], plan)
        time.sleep(kill.seconds)
        process.kill()
        ran = attack.ended(process)
    else:
        ran = attack.struck(kill.tracer, plan, command, kill.strike)
    where = f"{command} killed at {kill.strike.call if kill.strike else f'{kill.seconds:.4f} s'}: "
    return [where + complaint for complaint in complaints(kill, plan, ran)]


def complaints(kill: Kill, plan: Path, ran: Ran) -> list[str]:
    found = []
    content = (plan / "plan.toml").read_bytes()
    is_new = kill.scene.is_new(content)
    if content != kill.scene.old and not is_new:
        found.append(f"the plan is neither the old nor the new one: {len(content)} bytes")
    if (ran.code == 0 or ran.out) and not is_new:
        found.append(f"it was acknowledged and is not there: {ran}")
    if ran.code != KILLED and (kill.strike is not None or ran != kill.scene.ran):
        found.append(f"it was not killed: {ran}")
    if not attack.typed_is_kept(plan):
        found.append("what was typed is lost")
    return [*found, *attack.next_log(plan)]


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_each_call(tmp_path: Path, command: str, tracer: str) -> None:
    attack.skip_without(tracer)
    scene = attack.scene(command, tmp_path / "scene")
    calls = attack.calls(attack.trace_of(tracer, scene, tmp_path / "traced"))
    strikes = attack.strikes(calls, "KILL")
    kills = [Kill(scene, tmp_path / f"{number}", tracer, strike) for number, strike in enumerate(strikes)]
    print(f"{command}: killed at {len(kills)} calls")
    assert len(kills) > 25
    assert attack.all_at_once(killed, kills) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_random_moments(tmp_path: Path, command: str) -> None:
    scene = attack.scene(command, tmp_path / "scene")
    moments = random.Random(SEED)
    longest = seconds_that_it_takes(scene, tmp_path)
    number = RANDOM_KILLS // len(COMMANDS)
    kills = [Kill(scene, tmp_path / f"{n}", seconds=moments.uniform(0, longest)) for n in range(number)]
    assert attack.all_at_once(killed, kills) == []


def seconds_that_it_takes(scene: Scene, folder: Path) -> float:
    measured = []
    for number in range(5):
        plan = scene.copy(folder / f"measured-{number}")
        start = time.perf_counter()
        subprocess.run(
            [*PLANTRACK, *COMMANDS[scene.command]], cwd=plan, env=attack.environment(), capture_output=True, check=True
        )
        measured.append(time.perf_counter() - start)
    return statistics.median(measured)


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_power_cut_would_leave(tmp_path: Path, command: str, tracer: str) -> None:
    attack.skip_without(tracer)
    scene = attack.scene(command, tmp_path / "scene")
    trace = "\n".join(attack.trace_of(tracer, scene, tmp_path / "traced"))
    folder = re.escape(str(tmp_path / "traced" / "plan"))
    steps = [
        rf"\bflock\((?:\d+<)?{folder}[>)]",
        rf"\bwrite\(.*{folder}/\.plan\.toml\.tmp\b",
        rf"\bfsync\(.*{folder}/\.plan\.toml\.tmp\b",
        rf'\b(?:renameat|replace)\(.*{folder}(?:>, "|/)\.plan\.toml\.tmp\b',
        rf"\bfsync\((?:\d+<)?{folder}[>)]",
    ]
    places = [[match.start() for match in re.finditer(step, trace)] for step in steps]
    assert all(places), f"a step is missing: {places}"
    assert [len(place) for place in places[2:]] == [1, 1, 1]
    flat = [place for step in places for place in step]
    assert flat == sorted(flat), f"{places}\n{trace}"
