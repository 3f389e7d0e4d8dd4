"""`plantrack form`: the six forms that a department hands in."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import typer

from plantrack.cli import asking, calling, naming
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked, DayOptions, DuringOption, GroupOption, OutputOptions, OwnerOption
from plantrack.cli.options import DateOptions, examples
from plantrack.plan.guesses import list_known
from plantrack.plan.model import Kind, Plan, Target
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.status import Choice
from plantrack.plan.sentences import Called, CalledTarget, Listed, Sentence, list_words, say
from plantrack.plan.vocabulary import call_attributes, call_stages
from plantrack.render.page import Page
from plantrack.tuples import NamedTuple

FormName = Literal["targets", "period", "items", "missing", "places", "sources"]
# By its number or by its name.
FormWord = Literal["1", "2", "3", "4", "5", "6", "targets", "period", "items", "missing", "places", "sources"]
_NAMES: tuple[FormName, ...] = ("targets", "period", "items", "missing", "places", "sources")

# Which options each form takes.
_TAKES: Mapping[FormName, tuple[str, ...]] = {
    "targets": ("TARGET", "--group", "--owner"),
    "period": ("TARGET", "--group", "--owner", "--since", "--during"),
    "items": ("--kind", "--stage", "--missing", "--by"),
    "missing": ("--kind", "--stage", "--missing", "--by"),
    "places": ("TARGET", "--kind", "--by"),
    "sources": ("TARGET", "--group", "--owner"),
}

FormArgument = Annotated[
    FormWord, typer.Argument(metavar="FORM", help="Which one, by its number or its name: 1 is targets.")
]
TargetsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[TARGET]...", help="Forms 1, 2, 5 and 6: only these, by id or title.")
]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="Forms 3, 4 and 5: the items of this kind; left out: of the only one."),
]
FormStageOption = Annotated[
    list[str] | None,
    typer.Option("--stage", metavar="STAGE", help="Forms 3 and 4: that have reached it; repeated: one of them."),
]
FormMissingOption = Annotated[
    str | None,
    typer.Option("--missing", metavar="STAGE", help="Forms 3 and 4: that have reached neither it nor a later stage."),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="ATTRIBUTE", help="Forms 3 and 4: in groups; form 5: how many with each value."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Form 2, with --as-of: since the end of the day before.")
]


class FormOptions(NamedTuple):
    """What a form is to tell of."""

    kind: KindOption = None
    stage: FormStageOption = None
    missing: FormMissingOption = None
    since: SinceOption = None
    during: DuringOption = None
    by: ByOption = None
    group: GroupOption = None
    owner: OwnerOption = None


class _FilledForm(NamedTuple):
    """A form, as data and as a page."""

    report: tuple[Any, ...]
    build_page: Callable[[], Page]


EXAMPLES = examples(
    "plantrack form 1 --as-of 2025-06-14 --lang vi",
    "plantrack form items --kind cluster --by district --format html > form.html",
)


def form(
    context: typer.Context,
    form: FormArgument,
    targets: TargetsArgument = None,
    *,
    wanted: FormOptions,
    day: DayOptions,
    typed: DateOptions,
    output: OutputOptions,
) -> Answer:
    """Fill in one of the six forms that a department hands in.

    1 targets: where every promise stands. 2 period: what moved during a period. 3 items: which ones, with the decision
    of each stage. 4 missing: which ones wait for a stage, and until when. 5 places: how many where. 6 sources: who says
    so. As HTML it pastes into Word, as CSV it opens in Excel, both in the language that is spoken; as JSON it is data.
    """
    name = next(name for number, name in enumerate(_NAMES, 1) if form in (str(number), name))
    _check_options(name, {"TARGET": targets or None, **{f"--{key}": given for key, given in wanted._asdict().items()}})
    if name == "period" and wanted.since is not None and wanted.during is None and day.as_of is None:
        raise UsageError(_miss_option(name, "--as-of")._replace(hint=asking.explain_during(wanted.since)))
    if wanted.during is not None:
        asking.check_during(context.obj, wanted.during, typed, {"--since": wanted.since, "--as-of": day.as_of})
        day = day._replace(as_of=wanted.during)
    asked = asking.open_view(context, output, day, typed)
    filled = _fill(asked, name, targets or [], wanted)
    return asking.render_answer(asked.form, filled.report, filled.build_page, None)


def _check_options(name: FormName, given: Mapping[str, object]) -> None:
    """Raise UsageError where a form has no use for an option, or lacks one that it needs."""
    number = _NAMES.index(name) + 1
    problems = []
    for option, value in given.items():
        if value is not None and option not in _TAKES[name]:
            forms = [str(place) for place, other in enumerate(_NAMES, 1) if option in _TAKES[other]]
            # What stands for an argument has a name in each language.
            called = option if option.startswith("--") else Sentence(option, {})
            message = say("form {number} takes no {option}", number=number, option=called)
            hint = say("{option} is for forms {forms}", option=called, forms=list_words(forms))
            problems.append(Problem(message, hint))
    if name == "period" and given["--since"] is None and given["--during"] is None:
        problems.append(_miss_option(name, "--during")._replace(hint=say("or --since, with --as-of")))
    if problems:
        raise UsageError(*problems)


def _miss_option(name: FormName, option: str) -> Problem:
    return Problem(say("form {number} needs {option}", number=_NAMES.index(name) + 1, option=option))


def _fill(asked: Asked, name: FormName, typed: list[str], wanted: FormOptions) -> _FilledForm:
    plan = asked.view.plan
    among = calling.choose_targets(plan, typed) if typed else list(plan.targets.values())
    if name in ("items", "missing", "places"):
        return _fill_of_kind(asked, name, among if typed else [], wanted)
    choice = naming.read_choice(plan, wanted.group, wanted.owner)
    return _fill_of_targets(asked, name, among, choice, wanted.since or wanted.during)


def _fill_of_targets(
    asked: Asked, name: FormName, targets: list[Target], choice: Choice, since: str | None
) -> _FilledForm:
    """Fill in a form that tells of targets. `since` is where a period begins, for the form that needs one."""
    view = asked.view
    match name:
        case "targets":
            from plantrack.plan.forms.targets import fill_targets_form
            from plantrack.render.forms.targets import build_targets_form

            told = fill_targets_form(view, targets, choice)
            return _FilledForm(told, lambda: build_targets_form(told))
        case "period":
            from plantrack.plan.forms.period import fill_period_form
            from plantrack.render.forms.period import build_period_form

            assert since is not None
            moved = fill_period_form(view, asking.read_since(since, asked, "--since"), targets, choice)
            return _FilledForm(moved, lambda: build_period_form(moved))
        case _:
            from plantrack.plan.forms.sources import fill_sources_form
            from plantrack.render.forms.sources import build_sources_form

            said = fill_sources_form(view, targets, choice)
            return _FilledForm(said, lambda: build_sources_form(said, view.plan.kinds))


def _fill_of_kind(asked: Asked, name: FormName, targets: list[Target], wanted: FormOptions) -> _FilledForm:
    """Fill in a form that tells of the items of one kind."""
    from plantrack.plan.forms.items import ItemsRequest

    view = asked.view
    kind = _choose_kind_of_form(view.plan, name, targets, wanted.kind)
    if name == "missing" and wanted.missing is None:
        raise UsageError(
            _miss_option(name, "--missing")._replace(hint=list_known(call_stages(kind, kind.stages).list_ids()))
        )
    if name == "places" and wanted.by is None:
        hint = list_known(call_attributes([kind]).list_ids()) if kind.attributes else None
        raise UsageError(_miss_option(name, "--by")._replace(hint=hint))
    words = calling.TypedWords(view.plan)
    stages, missing = words.stages(kind, wanted.stage or [], wanted.missing)
    by = None if wanted.by is None else words.attribute([kind], wanted.by, kind.id)
    words.check()
    request = ItemsRequest(kind, stages, missing, by)
    match name:
        case "items":
            from plantrack.plan.forms.items import fill_items_form
            from plantrack.render.forms.items import build_items_form

            listed = fill_items_form(view, request)
            return _FilledForm(listed, lambda: build_items_form(listed, kind))
        case "missing":
            from plantrack.plan.forms.missing import fill_missing_form
            from plantrack.render.forms.missing import build_missing_form

            assert missing is not None
            waiting = fill_missing_form(view, request, missing)
            return _FilledForm(waiting, lambda: build_missing_form(waiting, kind))
        case _:
            from plantrack.plan.forms.places import choose_columns, fill_places_form
            from plantrack.render.forms.places import build_places_form

            assert by is not None
            columns = targets or choose_columns(kind, list(view.plan.targets.values()))
            where = fill_places_form(view, kind, columns, by)
            return _FilledForm(where, lambda: build_places_form(where, kind))


def _choose_kind_of_form(plan: Plan, name: FormName, targets: list[Target], typed: str | None) -> Kind:
    """Return the kind that is meant: the one that is named, that of the targets, or the only one.

    Raise UsageError where it is none of these, or a target does not count it.
    """
    measured = [CalledTarget(target.id) for target in targets if target.kind is None]
    if measured:
        message = say(
            "form {number} counts items; measured are: {targets}",
            number=_NAMES.index(name) + 1,
            targets=list_words(measured),
        )
        raise UsageError(Problem(message))
    counted = dict.fromkeys(target.kind for target in targets if target.kind is not None)
    known = list(counted or plan.kinds)
    if typed is None and len(known) != 1:
        raise UsageError(
            _miss_option(name, "--kind")._replace(
                hint=list_known(Listed(id, Called(id)) for id in known) if known else None
            )
        )
    kind = plan.kinds[known[0]] if typed is None else calling.choose_kind(plan, typed)
    others = [CalledTarget(target.id) for target in targets if target.kind != kind.id]
    if others:
        raise UsageError(Problem(say("{targets} count no {kind}", targets=list_words(others), kind=Called(kind.id))))
    return kind
