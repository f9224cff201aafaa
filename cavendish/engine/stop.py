# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The wish to stop, as a terminal or a scheduler says it."""

from __future__ import annotations

import signal
from threading import Event


def stop_signal() -> Event:
    """Set by the first Ctrl-C, or a scheduler's polite stop, so that a run can end in order; a second one ends it at once.

    For the main thread alone, whose signals they are.
    """
    stop = Event()

    def handle(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
    return stop
