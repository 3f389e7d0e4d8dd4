"""The worked examples in the arithmetic are true."""

import doctest
import importlib
import pkgutil

import pytest

from plantrack.plan import arithmetic

MODULES = sorted(module.name for module in pkgutil.iter_modules(arithmetic.__path__, f"{arithmetic.__name__}."))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_what_the_log_says_and_what_is_planned_open_with_an_example() -> None:
    for name in ("account", "planned"):
        module = importlib.import_module(f"{arithmetic.__name__}.{name}")
        assert ">>> " in (module.__doc__ or "")
