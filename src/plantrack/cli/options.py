"""What the options of all commands have in common: those that travel together are one value, and `--plan`, `--lang`.

The options that several commands share, each with the same meaning everywhere, are in `asking` and `recording`.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer

from plantrack.cli.answer import Answer
from plantrack.cli.typed import LanguageOption
from plantrack.plan.typed.words import Language

PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        envvar="PLANTRACK_PLAN",
        help="The plan file; left out: plan.toml here or in a parent folder.",
    ),
]


def spread_groups(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return a command as Typer takes it: of a group of options, a NamedTuple, it sees each one; and `--lang`."""
    given = signature(command).parameters.values()
    groups = {parameter.name: parameter.annotation for parameter in given if hasattr(parameter.annotation, "_fields")}
    parameters: list[Parameter] = []
    for parameter in given:
        group = groups.get(parameter.name)
        if group is None:
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
            continue
        for field, default in group._field_defaults.items():
            annotation = group.__annotations__[field]
            parameters.append(Parameter(field, Parameter.KEYWORD_ONLY, default=default, annotation=annotation))
    # Every command has a language, which is chosen before the command is: see `choose_language`.
    parameters.append(Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=LanguageOption))

    @wraps(command)
    def run_command(lang: Language | None = None, **values: Any) -> Answer:
        if values.get("quiet"):
            values["context"].obj.progress.hush()
        for name, group in groups.items():
            values[name] = group(**{field: values.pop(field) for field in group._fields})
        return command(**values)

    # What wraps() copied would lead Typer back to the groups; what it needs of them stands in the signature.
    run_command.__annotations__ = {}
    run_command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return run_command


def examples(*lines: str) -> str:
    """Return the examples of a command's help, kept on their own lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
