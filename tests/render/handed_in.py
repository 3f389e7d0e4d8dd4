"""The six forms of the plan of Hanoi, as they are asked for."""

import pytest

FORMS = {
    "1": "form 1 --as-of 2025-06-30",
    "2": "form 2 --during 2025-H1",
    "3": "form 3 --kind cluster --stage started --by district --as-of 2025-06-30",
    "4": "form 4 --kind cluster --missing started --by district --as-of 2026-06-30",
    "5": "form 5 clusters-total clusters-started clusters-completed --by district --as-of 2025-12-31",
    "6": "form 6 --as-of 2025-06-30",
}
each_form = pytest.mark.parametrize("number", FORMS)
