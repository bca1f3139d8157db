"""A close-off folds only what is its turn."""

from collections.abc import Callable
from datetime import date

from inspector.model.close_off import CloseOff, CloseOffFiled
from inspector.model.events import Fact


def test_what_has_no_body_or_comes_too_early_leaves_a_close_off_as_it_is(fact: Callable[..., Fact]) -> None:
    begun = CloseOff()
    assert begun.after(fact(None)) == begun
    assert begun.after(fact(CloseOffFiled(subject="f", on=date(2026, 11, 22)))) == begun
