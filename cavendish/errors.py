# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What goes wrong in ways that a user can mend. The message is one sentence: the thing, the place, the cure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

RENDER_EXTRA = "with Python 3.13, in Cavendish's folder: pip install -e '.[render]'"
LAB_EXTRA = "in Cavendish's folder: pip install -e '.[lab]'"


class CavendishError(Exception):
    """A failed job; the command line exits with status 1."""


class InputError(CavendishError):
    """Bad input: a recipe, an option, a folder; the command line exits with status 2."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name: its nearest known one, or all of them."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(names) or 'none'}"
