"""`plantrack completion`: the script with which a shell completes a line, and the answers to what the script asks."""

import os
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

import typer

from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.complete import quoting
from plantrack.cli.complete.candidates import AnyFile, Candidate, find_candidates
from plantrack.cli.options import examples
from plantrack.plan import names
from plantrack.render.text.visible import visible
from plantrack.render.text.writer import Writer
from plantrack.store import disk
from plantrack.tuples import NamedTuple

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

    Commands, options and files; from the plan that the command would take also kinds, stages, targets, attributes,
    groups, owners and the names of items, which may be typed without accents.
    """
    if not typed:
        return Answer(disk.read_template(f"completion.{shell}").decode(), form="data")
    here: Surroundings = context.obj
    words = _Completed(context.find_root().command, here.writer)
    try:
        match shell:
            case "bash":
                return _answer_bash(words, quoting.read_bash_line(typed[-1], typed[0]))
            case "zsh":
                return _answer_zsh(words, typed[:-1], typed[-1])
            case "fish":
                return _answer_fish(words, typed[:-1], quoting.read_bash_line(typed[-1], "").current)
    except AnyFile:
        return _answer_script("files")


class _Completed(NamedTuple):
    """What may be completed, and who tells what it is."""

    program: Any
    writer: Writer

    def find(self, before: Sequence[str], current: str) -> list[Candidate]:
        """Return the words that may stand after others; raise AnyFile where it is the name of one."""
        return find_candidates(self.program, before, current, self.writer)

    def find_meant(self, before: Sequence[str], current: str) -> list[Candidate]:
        """Return those of them that may be meant by what is typed."""
        return [one for one in self.find(before, current) if one.is_meant or _begins_with(one.word, current)]


def _answer_bash(known: _Completed, typed: quoting.TypedLine) -> Answer:
    """Answer with what is to stand in place of that part of the word which readline replaces."""
    if typed.is_redirection:
        raise AnyFile
    words = known.find_meant(typed.words[1:], typed.current)
    rest = [one.word[len(typed.kept) :] for one in words if one.word.startswith(typed.kept)]
    # A line that is no word keeps bash from putting in what all have in common.
    stop = [" "] if _is_choice(words, typed.current) else []
    return _answer_script(_name_words(words), [*(quoting.quote_word(word, typed.quote) for word in rest), *stop])


def _answer_zsh(known: _Completed, before: Sequence[str], current: str) -> Answer:
    """Answer with whole words, each with what it is."""
    words = known.find_meant(before, current)
    what = "choice" if _is_choice(words, current) else _name_words(words)
    return _answer_script(what, map(_explain_word, words))


def _answer_fish(known: _Completed, before: Sequence[str], current: str) -> Answer:
    """Answer with all words that may stand there, of which fish chooses, and names without accents for those typed so.

    Fish takes no word that is spelled otherwise than what is typed, and it puts in a `~` as one that stands for a home.
    """
    words = [one for one in known.find(before, current) if not one.word.startswith("~")]
    twins: dict[str, list[str]] = {}
    for one in words:
        if one.is_name and _begins_with(one.word, current):
            twins.setdefault(names.drop_accents(names.fold_name(one.word)), []).append(one.word)
    bare = [
        Candidate(twin, called[0])
        for twin, called in twins.items()
        if len(called) == 1 and not called[0].casefold().startswith(current.casefold())
    ]
    return _answer_script("words", map(_explain_word, [*words, *bare]))


def _answer_script(what: str, lines: Iterable[str] = ()) -> Answer:
    """Answer a script: the first line says what follows: `words`, a `part` of one, a `choice`; or nothing: `files`."""
    return Answer("".join(f"{line}\n" for line in (what, *lines)), form="data")


def _explain_word(candidate: Candidate) -> str:
    return f"{candidate.word}\t{visible(candidate.about)}"


def _begins_with(word: str, typed: str) -> bool:
    """Tell whether a word begins with what is typed, which may be spelled in another way, or without accents."""
    if word.startswith(typed):
        return True
    known, start = _fold_start(word), _fold_start(typed)
    bare = start == names.drop_accents(start)
    return known.startswith(start) or (bare and names.drop_accents(known).startswith(start))


def _fold_start(text: str) -> str:
    # Folding would cut a space at the end, which is not the end of the name.
    return names.fold_name(f"{text}|")[:-1]


def _is_choice(found: Sequence[Candidate], typed: str) -> bool:
    """Tell whether what the words have in common is less than what is typed."""
    shared = os.path.commonprefix([one.word for one in found])  # noqa: RUF071 (it is of letters, not of folders)
    return len(found) > 1 and not _begins_with(shared, typed)


def _name_words(found: Sequence[Candidate]) -> str:
    return "part" if found and all(one.is_part for one in found) else "words"
