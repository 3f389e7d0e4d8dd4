"""The arithmetic opens with worked examples."""

import importlib

from plantrack.plan import arithmetic


def test_what_the_log_says_and_what_is_planned_open_with_an_example() -> None:
    for name in ("staircase", "planned"):
        module = importlib.import_module(f"{arithmetic.__name__}.{name}")
        assert ">>> " in (module.__doc__ or "")
