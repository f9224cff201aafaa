# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A polite stop is a wish, the second one an order."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from cavendish.engine.stop import stop_signal

POLITE = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The signals' handlers are pytest's again when a test is over."""
    before = {number: signal.getsignal(number) for number in POLITE}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("first", POLITE)
@pytest.mark.parametrize("second", POLITE)
def test_the_first_asks_and_the_second_ends(first: signal.Signals, second: signal.Signals) -> None:
    stop = stop_signal()
    assert not stop.is_set()
    signal.raise_signal(first)
    assert stop.is_set()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(second)
