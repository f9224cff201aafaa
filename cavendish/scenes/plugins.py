# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What others add to the library: names that are held by one function alone, and the entry points of installed packages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from warnings import warn

from cavendish.scenes.blame import told, where


class Taken(ValueError):
    """A name that another function has; the message names both."""


def claim(noun: str, name: str, new: Callable[..., Any], old: Callable[..., Any] | None) -> None:
    """Let a function take a name in a registry. Raises Taken where another one has it."""
    if old is None or _same(new, old):
        return
    raise Taken(
        f"there are two {noun}s called {name!r}: the one of {where(old)} and the one of {where(new)}; rename yours"
    )


def load_plugins(groups: Iterable[str]) -> None:
    """Import every module that an installed package names in these groups of entry points.

    One that fails is a warning: the rest of the library does not hang on it.
    """
    for group in groups:
        for plugin in entry_points(group=group):
            try:
                plugin.load()
            except Exception as error:
                what = group.removeprefix("cavendish.").replace("_", " ")
                warn(
                    f"the {what} of {plugin.value} cannot be loaded: {told(error, _home(plugin))}",
                    stacklevel=2,
                )


def _same(new: Callable[..., Any], old: Callable[..., Any]) -> bool:
    """Whether it is one function, met again (its module is loaded a second time)."""
    return where(new) == where(old)


def _home(plugin: EntryPoint) -> Path | None:
    try:
        spec = find_spec(plugin.module)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    origin = Path(spec.origin)
    return origin.parent if origin.name == "__init__.py" else origin
