"""A NamedTuple of ours is one of `typing`: what makes it faster must not be seen."""

import copy
import inspect
import pickle
import sys
import typing
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantrack import tuples

T = TypeVar("T")

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 14), reason="there it is the one of typing")


class Ours(tuples.NamedTuple):
    """A goal on the way."""

    by: str
    goal: float
    unit: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def doubled(self) -> float:
        """Return twice the goal."""
        return 2 * self.goal


class Theirs(typing.NamedTuple):
    """A goal on the way."""

    by: str
    goal: float
    unit: str | None = None
    tags: tuple[str, ...] = ()


class Boxed(tuples.NamedTuple, Generic[T]):
    """A tuple of one type."""

    inner: T


def make_classes(fields: list[str], defaults: list[int]) -> tuple[Any, Any]:
    """Return a class of ours and one of `typing` with the same fields, the last of which have defaults."""
    given = fields[len(fields) - len(defaults) :]
    body: dict[str, Any] = {
        "__annotations__": dict.fromkeys(fields, int),
        "__module__": __name__,
        "__qualname__": "Made",
    }
    body |= dict(zip(given, defaults, strict=True))
    maker: Any = type(tuples.NamedTuple)
    ours = maker("Made", (tuples.NamedTuple,), dict(body))
    lines = "\n".join(f" {field}: int" + (f" = {body[field]!r}" if field in body else "") for field in fields)
    scope: dict[str, Any] = {"NamedTuple": typing.NamedTuple}
    exec(f"class Made(NamedTuple):\n{lines or ' pass'}", scope)
    return ours, scope["Made"]


def list_parameters(made: Any) -> list[tuple[str, Any]]:
    return [(parameter.name, parameter.default) for parameter in inspect.signature(made).parameters.values()]


NAMES = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).map(lambda word: f"f_{word}"), unique=True)


@given(NAMES, st.data())
def test_it_is_made_as_typing_makes_it(fields: list[str], data: st.DataObject) -> None:
    defaults = data.draw(st.lists(st.integers(), max_size=len(fields)))
    values = data.draw(st.lists(st.integers(), min_size=len(fields), max_size=len(fields)))
    ours, theirs = make_classes(fields, defaults)
    assert ours._fields == theirs._fields == ours.__match_args__ == theirs.__match_args__
    assert ours._field_defaults == theirs._field_defaults
    assert list_parameters(ours) == list_parameters(theirs)
    named = dict(zip(fields, values, strict=True))
    one, other = ours(*values), theirs(**named)
    assert one == other == ours(**named) == ours._make(values) and hash(one) == hash(other)
    assert repr(one) == repr(other)
    assert one._asdict() == other._asdict() == named
    required = values[: len(values) - len(defaults)]
    assert ours(*required) == theirs(*required)
    for place, field in enumerate(fields):
        assert getattr(one, field) == values[place]
        assert one._replace(**{field: -1}) == other._replace(**{field: -1})


@pytest.mark.parametrize("given", [((), {}), (("a", 1, None, (), 5), {}), (("a",), {"by": "b"}), (("a", 1), {"x": 1})])
def test_what_is_no_field_or_lacks_one_is_refused(given: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    positions, named = given
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made(*positions, **named)
        with pytest.raises((TypeError, ValueError)):
            made("a", 1)._replace(**{"x": 1})  # type: ignore[arg-type]


def test_it_is_frozen_and_holds_nothing_else() -> None:
    one = Ours("2022", 130)
    with pytest.raises(AttributeError):
        one.goal = 1  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]


def test_it_may_have_methods_and_be_of_a_type() -> None:
    assert Ours("2022", 130).doubled == 260
    assert Ours.__doc__ == "A goal on the way."
    assert Boxed[int](3) == (3,) and Boxed(3).inner == 3
    match Ours("2022", 130, "clusters"):
        case Ours(by=by, unit=str(unit)):
            assert (by, unit) == ("2022", "clusters")
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)


def test_it_can_be_copied() -> None:
    one = Ours("2022", 130, "clusters", ("a",))
    for copied in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert copied == one and type(copied) is Ours


def test_none_inherits_from_another() -> None:
    with pytest.raises(TypeError, match="More: a NamedTuple cannot inherit from another"):

        class More(Ours):
            beside: int
