"""NamedTuple, made in a fifth of the time that the one of `typing` takes: a command makes some eighty such classes."""

import sys
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

# What checks types is to see the class that it knows. From Python 3.14 on the body of a class has its annotations in
# another form, which only that class reads.
if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter
    from collections.abc import Iterable

    _new = tuple.__new__
    # The `__new__` of one field, of two, and so on. They are compiled together with this module: to compile one when a
    # class is made takes longer than all else.
    _COMPILED = (
        lambda t, a: _new(t, (a,)),
        lambda t, a, b: _new(t, (a, b)),
        lambda t, a, b, c: _new(t, (a, b, c)),
        lambda t, a, b, c, d: _new(t, (a, b, c, d)),
        lambda t, a, b, c, d, e: _new(t, (a, b, c, d, e)),
        lambda t, a, b, c, d, e, f: _new(t, (a, b, c, d, e, f)),
        lambda t, a, b, c, d, e, f, g: _new(t, (a, b, c, d, e, f, g)),
        lambda t, a, b, c, d, e, f, g, h: _new(t, (a, b, c, d, e, f, g, h)),
        lambda t, a, b, c, d, e, f, g, h, i: _new(t, (a, b, c, d, e, f, g, h, i)),
        lambda t, a, b, c, d, e, f, g, h, i, j: _new(t, (a, b, c, d, e, f, g, h, i, j)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k: _new(t, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q: _new(
            t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q)
        ),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r: _new(
            t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r)
        ),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s: _new(
            t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s)
        ),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, u: _new(
            t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, u)
        ),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, u, v: _new(
            t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, u, v)
        ),
    )

    def _find_new(count: int) -> CodeType:
        """Return the code of a `__new__` of so many fields, whatever they are called."""
        if 1 <= count <= len(_COMPILED):
            return _COMPILED[count - 1].__code__
        names = "".join(f"_{place}, " for place in range(count))
        return compile(f"lambda t, {names}: _new(t, ({names}))", __name__, "eval").co_consts[0]

    # What reads the first field, the second, and so on: one for all classes.
    _readers = list[Any]()

    class _Maker(type):
        def __new__(maker, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(maker, name, bases, body)
            # 1. What is annotated is a field.
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            code = _find_new(len(fields)).replace(co_varnames=("_class", *fields))
            body = _SHARED | body
            body["__new__"] = FunctionType(code, globals(), "__new__", tuple(defaults.values()))
            while len(_readers) < len(fields):
                _readers.append(_tuplegetter(len(_readers), None))
            body |= zip(fields, _readers, strict=False)
            body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            # 2. It is a tuple, and no more than that: each class that it inherited from would be searched for all that
            #    Python asks of one.
            return type(name, tuple(tuple if base is NamedTuple else base for base in bases), body)

    class NamedTuple(metaclass=_Maker):
        """A tuple whose fields have names: the annotations of the class that inherits from it."""

        def __init_subclass__(cls) -> None:
            raise TypeError(f"{cls.__name__}: a NamedTuple cannot inherit from another")

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

    _SHARED = {name: value for name, value in vars(NamedTuple).items() if isinstance(value, FunctionType | classmethod)}
