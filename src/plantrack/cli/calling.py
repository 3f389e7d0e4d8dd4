"""What a typed word means to a command: a kind, a stage, a target or an attribute, by its id, title or label."""

from collections.abc import Iterable, Mapping, Sequence

from plantrack.plan.model import WITHDRAWN, Kind, Plan, Target
from plantrack.plan.problems import Problem, Problems, UsageError, say_of
from plantrack.plan.sentences import Called, Sentence, list_words, say
from plantrack.plan.vocabulary import (
    IdClass,
    Vocabulary,
    call_attributes,
    call_stages,
    call_statuses,
    call_targets,
    find_ids,
)
from plantrack.render.text.writer import Writer


class TypedWords:
    """The words of one command line: each is looked up, and what is wrong with any is told at once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.problems = Problems()

    def kind(self, typed: str) -> Kind | None:
        """Return the kind that a word means; None where it means none."""
        kinds = self._plan.kinds
        if typed in kinds:
            return kinds[typed]
        # What names are made of is imported where a kind is called otherwise than by its id.
        from plantrack.plan.naming.prefixes import call_kinds

        id = self._find("kind", typed, call_kinds(kinds))
        return None if id is None else kinds[id]

    def target(self, typed: str) -> Target | None:
        """Return the target that a word means; None where it means none."""
        id = self._find("target", typed, call_targets(self._plan.targets))
        return None if id is None else self._plan.targets[id]

    def stage(self, kind: Kind, typed: str, among: Sequence[str]) -> str | None:
        """Return the stage of a kind, one of some, that a word means; None where it means none."""
        return self._find("stage", typed, call_stages(kind, among), kind.id)

    def stages(self, kind: Kind, reached: Sequence[str], missing: str | None) -> tuple[list[str], str | None]:
        """Return one of which stages items are to have reached, and for which one they are to wait.

        An item changes, but that is no stage that it reaches; and whoever has reached a stage waits for none before.
        """
        found = [self.stage(kind, typed, (*kind.stages, WITHDRAWN)) for typed in reached]
        stages = [stage for stage in found if stage is not None]
        waited = None if missing is None else self.stage(kind, missing, kind.stages)
        past = () if waited is None else kind.stages[kind.stages.index(waited) :]
        if waited is not None and found and all(stage in past for stage in found):
            named = list_words(Called(kind.id, stage) for stage in stages)
            message = say(
                "what has reached {stage} does not miss {missing}", stage=named, missing=Called(kind.id, waited)
            )
            self.problems.append(Problem(message))
        return stages, waited

    def attribute(self, kinds: Iterable[Kind], typed: str, kind: str | None = None) -> str | None:
        """Return the attribute that a word means; None where it means none. `kind` is the id of the only kind."""
        return self._find("attribute", typed, call_attributes(kinds), kind)

    def check(self) -> None:
        """Raise UsageError where a word means nothing."""
        if self.problems:
            raise UsageError(*self.problems)

    def _find(self, what: IdClass, typed: str, known: Vocabulary, kind: str | None = None) -> str | None:
        found = find_ids(typed, known)
        if len(found) == 1:
            return found[0]
        self.problems.append(Problem(*self.problems.guesses.find_id_fault(what, typed, known, kind)))
        return None


def choose_targets(plan: Plan, typed: Sequence[str]) -> list[Target]:
    """Return the targets that these words mean, in the file's order; raise UsageError where one means none."""
    words = TypedWords(plan)
    chosen = {target.id for target in map(words.target, typed) if target is not None}
    words.check()
    return [target for target in plan.targets.values() if target.id in chosen]


def choose_kind(plan: Plan, typed: str) -> Kind:
    """Return the kind that a word means; raise UsageError where it means none."""
    words = TypedWords(plan)
    kind = words.kind(typed)
    words.check()
    assert kind is not None
    return kind


def find_target(plan: Plan, typed: str) -> Target | None:
    """Return the target that a word means which may mean something else; raise UsageError where it means two."""
    if not find_ids(typed, call_targets(plan.targets)):
        return None
    return choose_targets(plan, [typed])[0]


def find_status(
    typed: str, words: Mapping[str, Sentence], writer: Writer, problems: Problems, *, option: str | None = None
) -> str | None:
    """Return the one of these statuses that a word means; where it means none add that to the problems, of an option.

    `words` has for each the word that people read.
    """
    known = call_statuses(words, writer.tell)
    found = find_ids(typed, known)
    if len(found) == 1:
        return found[0]
    fault = problems.guesses.find_id_fault("status" if option is None else "value", typed, known, None)
    message = fault.message if option is None else say_of(option, fault.message)
    problems.append(Problem(message, fault.hint))
    return None
