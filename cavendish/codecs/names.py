# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Errors that name the nearest valid name."""

from collections.abc import Iterable


def known(name: str, names: Iterable[str], noun: str) -> str:
    """Return `name` where it is one of `names`; else raise ValueError that says what it may have meant."""
    valid = sorted(names)
    if name in valid:
        return name
    from difflib import get_close_matches  # only a mistake pays for this import

    near = get_close_matches(str(name), valid, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else f"valid: {', '.join(valid) or 'none'}"
    raise ValueError(f"unknown {noun} {name!r}; {hint}")
