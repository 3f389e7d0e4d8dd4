"""NamedTuple, made in a fifth of the time that the one of `typing` takes: a command makes some eighty such classes."""

import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any

# What checks types is to see the class that it knows. From Python 3.14 on the body of a class has its annotations in
# another form, which only that class reads.
if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter
    from collections.abc import Iterable
    from functools import cache

    @cache
    def _compile_new(count: int) -> FunctionType:
        """Return a `__new__` of so many fields, whatever they are called: compiling one takes longer than all else."""
        names = "".join(f"_{place}, " for place in range(count))
        return eval(f"lambda _class, {names}: _new(_class, ({names}))", {"_new": tuple.__new__})

    class _Maker(type):
        def __new__(maker, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            # 1. It is this class itself, or inherits from it alone: no NamedTuple has fields beyond another's.
            if any(isinstance(base, maker) and base._fields for base in bases):
                raise TypeError(f"{name}: a NamedTuple cannot inherit from another")
            # 2. What is annotated is a field.
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            new = _compile_new(len(fields))
            named = new.__code__.replace(co_varnames=("_class", *fields))
            body["__new__"] = FunctionType(named, new.__globals__, "__new__", tuple(defaults.values()))
            body |= {field: _tuplegetter(place, None) for place, field in enumerate(fields)}
            body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            return super().__new__(maker, name, bases, body)

    class NamedTuple(tuple, metaclass=_Maker):
        """A tuple whose fields have names: the annotations of the class that inherits from it."""

        @classmethod
        def _make(cls, values: Iterable[Any]) -> "NamedTuple":
            return tuple.__new__(cls, values)

        def _replace(self, /, **values: Any) -> "NamedTuple":
            changed = self._make(map(values.pop, self._fields, self))
            if values:
                raise ValueError(f"no such fields: {list(values)}")
            return changed

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
