"""Another plan file, of which records are to join ours: told from CSV, and what of it ours has no place for."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from plantrack.plan.keys import Place
from plantrack.plan.model import CHANGED, Kind
from plantrack.plan.problems import AboutRecord, KeyPath, Problem, Problems, say_of
from plantrack.plan.sentences import Sentence, say, show_value
from plantrack.store.planfile import PlanFile, locate
from plantrack.store.read.log import LogReader

# No header of CSV is a word in brackets, alone on its line; what stands before it says nothing.
_BEGINS_WITH_TABLE = re.compile(
    rb"""
    \A (?: \xef\xbb\xbf )?
    (?: [ \t]* (?: \# [^\n]* )? \r?\n )*
    [ \t]* \[ [^\],;\t\r\n]+ \] [ \t]* (?: \# [^\n]* )? \r?\n
    """,
    re.VERBOSE,
)


def is_plan(name: str, content: bytes) -> bool:
    """Tell whether a file is a plan and not CSV: by its name, or as it begins."""
    return name.lower().endswith(".toml") or _BEGINS_WITH_TABLE.match(content) is not None


def find_missing(ours: PlanFile, theirs: PlanFile, needed: Iterable[Place]) -> list[Problem]:
    """Return what records of theirs need and ours lacks, each thing once, with the lines to add."""
    problems = Problems()
    reader = LogReader(ours.promises, problems)
    told: dict[KeyPath, Problem] = {}
    for table, position in needed:
        row = theirs.data[table][position]
        lacking = list(_find_lacking(ours, theirs, row))
        for path, hint in lacking:
            name = ".".join(map(str, path))
            message = say("needs {name}, which {path} lacks", name=name, path=ours.path)
            subject = str(row.get("item", row.get("target")))
            told.setdefault(path, Problem(say_of(subject, message), hint, AboutRecord(table, position)))
        if not lacking:
            # What has a place here may still be no value of it: a fraction of what is counted here.
            reader.record(table, row, position)
    found = [*told.values(), *problems]
    return locate(theirs.path, theirs.text, found) if found else []


def _find_lacking(ours: PlanFile, theirs: PlanFile, row: dict[str, Any]) -> Iterator[tuple[KeyPath, Sentence]]:
    """Give the path of each thing that a record needs and ours lacks, and the hint that says what to add."""
    if "target" in row:
        if row["target"] not in ours.plan.targets:
            yield _copy_table(ours, theirs, ("targets", row["target"]))
        return
    here, there = ours.plan.kinds.get(row["kind"]), theirs.plan.kinds[row["kind"]]
    if here is None:
        yield _copy_table(ours, theirs, ("kinds", there.id))
        return
    # A comment names no stage.
    if row.get("stage", CHANGED) not in here.known_stages():
        stages = ", ".join(str(show_value(stage)) for stage in _join_stages(here, there))
        hint = say("write below [kinds.{kind}]: stages = [{stages}]", kind=here.id, stages=stages)
        yield ("kinds", here.id, "stages", row["stage"]), hint
    for name, declared in there.attributes.items():
        if name in row and name not in here.attributes:
            values = {"kind": here.id, "name": name, "type": str(show_value(str(declared.type)))}
            hint = say("add below [kinds.{kind}]: attributes.{name} = {type}", **values)
            yield ("kinds", here.id, "attributes", name), hint


def _copy_table(ours: PlanFile, theirs: PlanFile, path: tuple[str, str]) -> tuple[KeyPath, Sentence]:
    """Return the path of a table that ours lacks, and the hint that says on which lines theirs has it."""
    # Only who lacks something asks where it stands.
    from plantrack.store import places

    lines = [line for found, line in places.scan_statements(theirs.text.lstrip("\ufeff")) if found[:2] == path]
    first, last = min(lines, default=1), max(lines, default=1)
    hint = say(
        "add lines {first} to {last} of {theirs} to {ours}", first=first, last=last, theirs=theirs.path, ours=ours.path
    )
    return path, hint


def _join_stages(ours: Kind, theirs: Kind) -> list[str]:
    """Return the stages of a kind here, with those of theirs after the ones that they follow."""
    stages = list(ours.stages)
    place = 0
    for stage in theirs.stages:
        if stage not in stages:
            stages.insert(place, stage)
        place = stages.index(stage) + 1
    return stages
