"""Words of one text that were typed without quotes: found once a line is refused, where a plan knows them together."""

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, permutations
from typing import Any

from plantrack.cli.calling import find_target
from plantrack.cli.explaining.lacking import open_plan
from plantrack.cli.naming import find_items, find_titles
from plantrack.cli.options import (
    LONG_DASHES,
    TypedValue,
    find_option_of,
    part_arguments,
    read_any_date,
    refuse_order,
    refuse_separate_values,
    refuse_stray,
    say_quoted,
)
from plantrack.cli.parsing import WordChoice
from plantrack.cli.registry import REGISTRY
from plantrack.plan.guesses import ask_about, ask_whether, closest_word, say_unknown
from plantrack.plan.naming.lookup import MOST_WORDS
from plantrack.plan.naming.prefixes import call_kinds
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.sentences import quoted, say
from plantrack.plan.typed.figures import read_number
from plantrack.plan.typed.words import Manner, Unreadable
from plantrack.plan.vocabulary import Vocabulary, call_attributes, call_stages, call_targets, find_ids
from plantrack.render.text.statuses import ASKED
from plantrack.render.text.writer import ENGLISH, Writer
from plantrack.store.planfile import PlanFile

_NAME_METAVARS = ("GROUP", "OWNER", "ITEM")
# Behind which option a word means what, where it means nothing by itself.
_OPTIONS_OF_WORDS = (("--as-of", "DAY"), ("--kind", "KIND"), ("--stage", "STAGE"))


def find_unquoted(program: Any, arguments: Sequence[str], writer: Writer) -> Problem | None:
    """Return the problem of a text that was typed as several words; None where no words of a line are surely one."""
    place = next((place for place, word in enumerate(arguments) if word in REGISTRY), len(arguments))
    # A first word that is neither a command nor an option stands for one.
    first = next((word for before, word in pairwise(["", *arguments]) if "--lang" not in (before, word)), "")
    if place == len(arguments) or not (first in REGISTRY or first.startswith(("-", *LONG_DASHES))):
        return None
    command = program.get_command(None, arguments[place])
    words, values = part_arguments(arguments[place + 1 :], command.list_valued())
    options = {spelling: one for one in command.params if one.param_type_name == "option" for spelling in one.opts}
    misplaced = _look_for_signs(arguments, place, options)
    if misplaced is not None:
        return misplaced
    asked = [one for one in command.params if one.param_type_name == "argument" and one.metavar]
    # What follows an option that is none may be its value.
    is_strange = any(word.startswith("--") and word.partition("=")[0] not in options for word in arguments[place + 1 :])
    if not words:
        return None
    # What stands alone is no part of a text: a large plan takes a while to read, and knows nothing of a date or a file.
    is_alone = len(words) == 1 and not is_strange and not any(typed.following for typed in values)
    # The last one counts, as with every option.
    named = [typed.value for typed in values if typed.option == "--plan"]
    file = None if is_alone and asked else open_plan(named[-1] if named else None)
    known = _Meanings(file, writer)
    for typed in values:
        found = _look_behind(known, options[typed.option], typed, asked[-1:])
        if found is not None:
            return found
    return (
        _look_among(known, asked, words)
        or _look_for_order(known, arguments[place], asked, words, has_options=bool(values))
        or (None if is_strange else _look_for_option(known, asked, words, options))
    )


def _look_for_signs(arguments: Sequence[str], place: int, options: Mapping[str, Any]) -> Problem | None:
    """Return the problem of an option before the command, or with the long dash that an editor makes of two."""
    for word in arguments[:place]:
        option = word.partition("=")[0]
        if option in options and option != "--lang":
            behind = say("plantrack {command} {option}", command=arguments[place], option=option)
            return Problem(say("{option} stands before the command", option=option), ask_about(behind))
    for word in arguments[place + 1 :]:
        option = f"--{word.lstrip(f'{LONG_DASHES}-')}"
        if word and word[0] in LONG_DASHES and option.partition("=")[0] in options:
            return Problem(say_unknown("option", word), ask_whether([option]))
    return None


def _tidy_metavar(metavar: str) -> str:
    return metavar.strip("[].")


def _look_behind(known: "_Meanings", option: Any, typed: TypedValue, asked: Sequence[Any]) -> Problem | None:
    """Return the problem of a value of an option to which words that follow it belong.

    `asked` is the argument of which these words would be otherwise; it is empty where there is none.
    """
    last = _tidy_metavar(asked[0].metavar) if asked else ""
    metavar, choices = _tidy_metavar(option.metavar or ""), list(getattr(option.type, "choices", ()))
    metavar = "STATUS" if isinstance(option.type, WordChoice) else metavar
    following = typed.following[: MOST_WORDS - 1]
    for count in range(len(following), 0, -1):
        own = following[:count]
        if known.has(metavar, typed.value) and all(known.has(last, word) for word in own):
            continue
        values = [typed.value, *own]
        text = " ".join(values)
        if known.has(metavar, text):
            return refuse_separate_values(typed.option, values)
        joined = "-".join(values) if "-".join(values) in choices else known.join(metavar, values)
        if joined is not None:
            problem = refuse_separate_values(typed.option, values)
            return problem._replace(hint=ask_whether([joined]))
    # A name that is unknown, and behind it words that are like nothing, are one text, too.
    is_name = metavar in _NAME_METAVARS and bool(following) and not known.has(metavar, typed.value)
    if is_name and not (asked and any(known.has(last, word) or known.is_near(last, word) for word in following)):
        return refuse_separate_values(typed.option, [typed.value, *following])
    return None


def _look_among(known: "_Meanings", asked: Sequence[Any], words: Sequence[str]) -> Problem | None:
    """Return the problem of an argument that was typed as several words; `comment` tells itself what is its text."""
    if not asked or asked[-1].metavar == "TEXT":
        return None
    for start, stop in _list_ranges(len(words)):
        argument, own = asked[min(start, len(asked) - 1)], words[start:stop]
        metavar = _tidy_metavar(argument.metavar)
        is_one = argument.nargs == 1
        # Behind the last one that is one there is none; of items that are many `log` tells itself.
        if (start >= len(asked)) if is_one else (metavar == "ITEM" or all(known.has(metavar, word) for word in own)):
            continue
        if not all(word.strip() for word in own):
            continue
        text = " ".join(own)
        message = say("{text} was typed as several words", text=quoted(text))
        if known.has(metavar, text):
            return Problem(message, say_quoted(quoted(text)))
        joined = known.join(metavar, own)
        if joined is not None:
            return Problem(message, ask_whether([joined]))
    return None


def _list_ranges(count: int) -> Iterator[tuple[int, int]]:
    """Give the places where two words or more begin and end, the longest first."""
    for start in range(min(count, MOST_WORDS)):
        for stop in range(min(count, start + MOST_WORDS), start + 1, -1):
            yield start, stop


def _look_for_option(
    known: "_Meanings", asked: Sequence[Any], words: Sequence[str], options: Mapping[str, Any]
) -> Problem | None:
    """Return the problem of words that stand behind no option, and mean something behind one."""
    metavars = {_tidy_metavar(one.metavar) for one in asked}
    meant = [("--plan", word) for word in words if word.endswith(".toml") and known.has("FILE", word)]
    meant += [("--output", word) for word in words if word.endswith((".html", ".svg"))]
    # Who types no more than is asked for forgot no option; and a date may stand within a text.
    has_more = len(words) > sum(one.required for one in asked) and "TEXT" not in metavars
    for word in words if has_more else ():
        meant.append((find_option_of(word) or "", word))
        meant += [(option, word) for option, metavar in _OPTIONS_OF_WORDS if known.has(metavar, word)]
    if not asked:
        text = " ".join(words[:MOST_WORDS])
        named = {_tidy_metavar(one.metavar or ""): spelling for spelling, one in options.items()}
        meant += [
            (named[one], text) for one in ("KIND", "TARGET", *_NAME_METAVARS) if one in named and known.has(one, text)
        ]
    for option, text in meant:
        is_another_plan = option == "--plan" and "FILE" in metavars
        if option in options and not is_another_plan and not any(known.has(one, text) for one in metavars):
            return refuse_stray(text, option)
    return None


def _look_for_order(
    known: "_Meanings", command: str, asked: Sequence[Any], words: Sequence[str], *, has_options: bool
) -> Problem | None:
    """Return the problem of words each of which means something, in another order than they were typed in."""
    metavars = [_tidy_metavar(one.metavar) for one in asked]
    if len(words) != len(asked):
        return None
    for order in permutations(words):
        if all(map(known.has, metavars, order)):
            return None if order == tuple(words) else refuse_order(command, order, has_options=has_options)
    return None


class _Meanings:
    """What a plan knows by name, and what else a text may be; without a plan the second alone."""

    def __init__(self, file: PlanFile | None, writer: Writer) -> None:
        self._file, self._manner = file, Manner(language=writer.language)
        self._words: dict[str, list[Vocabulary]] = {}
        if file is not None:
            kinds = file.plan.kinds.values()
            self._words = {
                "KIND": [call_kinds(file.plan.kinds)],
                "TARGET": [call_targets(file.plan.targets)],
                "STAGE": [call_stages(kind, kind.known_stages()) for kind in kinds],
                "ATTRIBUTE": [call_attributes(kinds)],
                # In English the words of a status are its id without hyphens, which is joined.
                "STATUS": [Vocabulary({id: () if writer is ENGLISH else (writer.tell(ASKED[id]),) for id in ASKED})],
            }

    def has(self, metavar: str, text: str) -> bool:
        """Tell whether a text is one of what a metavar means."""
        if metavar in self._words:
            return any(find_ids(text, words) for words in self._words[metavar])
        match metavar:
            case "DATE" | "PERIOD":
                return read_any_date(text) is not None
            case "DAY":
                date = read_any_date(text)
                return date is not None and date.lo == date.hi
            case "VALUE":
                return self._is_number(text)
            case "FILE":
                return os.path.isfile(text)  # noqa: PTH113 (the name of no file is an answer, too)
            case "GROUP" | "OWNER" | "ITEM" | "TARGET-or-ITEM" if self._file is not None:
                return self._is_name(self._file, metavar, text)
        return False

    def is_near(self, metavar: str, text: str) -> bool:
        """Tell whether a text may be a slip of what a metavar means."""
        return any(closest_word(text.casefold(), words.shown()) for words in self._words.get(metavar, ()))

    def join(self, metavar: str, words: Sequence[str]) -> str | None:
        """Return what words are that were typed with spaces between them instead of signs; None for nothing."""
        if metavar in ("DATE", "PERIOD"):
            text = "/".join(words)
            return text if len(words) == 3 and read_any_date(text) is not None else None
        id = "-".join(words).casefold()
        metavar = "TARGET" if metavar == "TARGET-or-ITEM" else metavar
        return id if any(id in words.called for words in self._words.get(metavar, ())) else None

    def _is_number(self, text: str) -> bool:
        try:
            read_number(text, self._manner)
        except Unreadable:
            return False
        return True

    @staticmethod
    def _is_name(file: PlanFile, metavar: str, text: str) -> bool:
        targets = file.plan.targets.values()
        problems: list[Problem] = []
        try:
            if metavar == "GROUP":
                return bool(find_titles("group", (target.group for target in targets), [text], problems))
            if metavar == "OWNER":
                return bool(find_titles("owner", (target.owner for target in targets), [text], problems))
            is_target = metavar == "TARGET-or-ITEM" and find_target(file.plan, text) is not None
            return is_target or bool(find_items(file, text).items)
        except UsageError:
            # It may be several.
            return True
