"""Numbers that are compared exactly: a decimal is what is written, never the float nearest to it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Union

from plantrack.plan.model import Number

if TYPE_CHECKING:
    from fractions import Fraction

Exact = Union[int, "Fraction"]
# A number as it is written, or as it was calculated from such ones, without rounding.
Amount = Union[int, float, "Fraction"]
# A numerator and a denominator that are not divided yet, so that what counts in whole items needs no fractions.
Quotient = tuple[Exact, Exact]


def exact(value: Amount) -> Exact:
    """Return a number that calculates without rounding: 0.1 as one tenth, as it is written."""
    if isinstance(value, int):
        return value
    # Plans mostly count, and what counts needs no fractions, whose import would be felt at every start.
    from fractions import Fraction

    return Fraction(str(value))


def make_number(amount: Amount) -> Number:
    """Return a number as it would be written: a whole one without a point, another as the nearest float.

    >>> make_number(exact(0.1) + exact(0.2)), make_number(exact(0.5) + exact(0.5))
    (0.3, 1)
    """
    if isinstance(amount, int | float):
        return amount
    return int(amount) if amount.denominator == 1 else float(amount)


def count_decimals(numbers: Iterable[Exact]) -> int:
    """Return how many decimals the longest of some decimal numbers has.

    >>> count_decimals([12, exact(0.25), exact(-7.5)])
    2
    """
    # What divides some power of ten divides the next one too, and few numbers are asked for it.
    decimals = 0
    for denominator in {number.denominator for number in numbers}:
        while 10**decimals % denominator:
            decimals += 1
    return decimals


def add_numbers(numbers: Iterable[Number]) -> Number:
    """Return a sum that is exact to the last digit that is written: 0.1 and 0.2 are 0.3."""
    return make_number(sum(map(exact, numbers)))


def difference(later: Number, earlier: Number) -> Number:
    """Return by how much a number has changed, exact to the last digit that is written.

    >>> difference(0.3, 0.1)
    0.2
    """
    return make_number(exact(later) - exact(earlier))


def divide_exactly(numerator: Exact, denominator: Exact) -> Exact:
    """Return a quotient without rounding."""
    if not numerator % denominator:
        return numerator // denominator
    # What was planned for a day is seldom whole; but most plans are never revised.
    from fractions import Fraction

    return Fraction(numerator) / denominator


def divide(numerator: Exact, denominator: Exact) -> float | None:
    """Return a quotient as the float nearest to it; None where it has no meaning."""
    try:
        return float(numerator / denominator)
    except (ZeroDivisionError, OverflowError):
        return None


def divide_to_whole(numerator: Exact, denominator: Exact) -> int:
    """Return a quotient rounded to a whole number, a half away from zero.

    >>> divide_to_whole(-3, 2), divide_to_whole(-4, 3), divide_to_whole(1, 2)
    (-2, -1, 1)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    size = numerator if numerator > 0 else -numerator
    whole = int((size * 2 + denominator) // (denominator * 2))
    return -whole if numerator < 0 else whole
