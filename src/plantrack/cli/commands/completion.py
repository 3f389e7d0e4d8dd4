"""`plantrack completion`: the script with which a shell completes a line, and the answers to what the script asks."""

import os
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

import typer

from plantrack.cli.answer import Answer
from plantrack.cli.complete import quoting
from plantrack.cli.complete.candidates import Candidate, candidates
from plantrack.cli.options import examples
from plantrack.plan import names
from plantrack.render.text.visible import visible
from plantrack.store import disk

ShellArgument = Annotated[Literal["bash", "zsh", "fish"], typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]
# What the script hands over. Bash: the characters that part words, and the line up to the cursor. Zsh and fish: each
# word after the program, up to the cursor.
TypedArgument = Annotated[list[str] | None, typer.Argument(hidden=True, metavar="")]

EXAMPLES = examples(
    "plantrack completion bash > plantrack.bash",
    "plantrack completion fish > ~/.config/fish/completions/plantrack.fish",
)


def completion(context: typer.Context, shell: ShellArgument, typed: TypedArgument = None) -> Answer:
    """Print the script that lets a shell complete what you type.

    Commands, options and files; from the plan that the command would take also kinds, stages, targets, attributes and
    the names of works, which may be typed without accents.
    """
    if not typed:
        return Answer(disk.read_template(f"completion.{shell}").decode(), form="data")
    program = context.find_root().command
    match shell:
        case "bash":
            return _for_bash(program, quoting.read(typed[-1], typed[0]))
        case "zsh":
            return _for_zsh(program, typed[:-1], typed[-1])
        case "fish":
            return _for_fish(program, typed[:-1], quoting.read(typed[-1], "").current)


def _for_bash(program: Any, typed: quoting.Typed) -> Answer:
    """Answer with what is to stand in place of that part of the word which readline replaces."""
    found = None if typed.is_redirection else _found(program, typed.words[1:], typed.current)
    if found is None:
        return _answer("files")
    rest = [one.word[len(typed.kept) :] for one in found if one.word.startswith(typed.kept)]
    # A line that is no word keeps bash from putting in what all have in common.
    stop = [" "] if _is_choice(found, typed.current) else []
    return _answer(_what(found), [*(quoting.write(word, typed.quote) for word in rest), *stop])


def _for_zsh(program: Any, before: Sequence[str], current: str) -> Answer:
    """Answer with whole words, each with what it is."""
    found = _found(program, before, current)
    if found is None:
        return _answer("files")
    what = "choice" if _is_choice(found, current) else _what(found)
    return _answer(what, (f"{one.word}\t{visible(one.about)}" for one in found))


def _for_fish(program: Any, before: Sequence[str], current: str) -> Answer:
    """Answer with all words that may stand there, of which fish chooses, and names without accents for those typed so.

    Fish takes no word that is spelled otherwise than what is typed, and it puts in a `~` as one that stands for a home.
    """
    known = _shown(candidates(program, before, current))
    if known is None:
        return _answer("files")
    known = [one for one in known if not one.word.startswith("~")]
    twins: dict[str, list[str]] = {}
    for one in known:
        if one.is_item and _begins(one.word, current):
            twins.setdefault(names.drop_accents(names.fold_name(one.word)), []).append(one.word)
    bare = [
        Candidate(twin, words[0])
        for twin, words in twins.items()
        if len(words) == 1 and not words[0].casefold().startswith(current.casefold())
    ]
    return _answer("words", (f"{one.word}\t{visible(one.about)}" for one in [*known, *bare]))


def _answer(what: str, lines: Iterable[str] = ()) -> Answer:
    """Answer a script: the first line says what follows: `words`, a `part` of one, a `choice`; or nothing: `files`."""
    return Answer("".join(f"{line}\n" for line in (what, *lines)), form="data")


def _found(program: Any, before: Sequence[str], current: str) -> list[Candidate] | None:
    """Return the words that may be meant by what is typed; None for the name of any file."""
    known = _shown(candidates(program, before, current))
    return None if known is None else [one for one in known if _begins(one.word, current)]


def _shown(known: list[Candidate] | None) -> list[Candidate] | None:
    """Return the words that can do nothing to a screen."""
    return None if known is None else [one for one in known if visible(one.word) == one.word]


def _begins(word: str, typed: str) -> bool:
    """Tell whether a word begins with what is typed, which may be spelled in another way, or without accents."""
    if word.startswith(typed):
        return True
    known, start = _folded(word), _folded(typed)
    bare = start == names.drop_accents(start)
    return known.startswith(start) or (bare and names.drop_accents(known).startswith(start))


def _folded(text: str) -> str:
    # Folding would cut a space at the end, which is not the end of the name.
    return names.fold_name(f"{text}|")[:-1]


def _is_choice(found: Sequence[Candidate], typed: str) -> bool:
    """Tell whether what the words have in common is less than what is typed."""
    shared = os.path.commonprefix([one.word for one in found])  # noqa: RUF071 (it is of letters, not of folders)
    return len(found) > 1 and not _begins(shared, typed)


def _what(found: Sequence[Candidate]) -> str:
    return "part" if found and all(one.is_part for one in found) else "words"
