# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whose line an error comes from: the deepest one in the user's own code, not in a library that it called."""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

OURS = Path(__file__).parents[1]


def told(error: BaseException, home: Path | None = None) -> str:
    """An error in one sentence, with its place: 'KeyError: 'size' (shelf.py:31)'.

    home: the user's file, or the folder of the user's package; the deepest line in it is the place. Without it, or where
    no line of it was run, the deepest line of all.
    """
    place = line_of(error, home)
    return f"{_said(error)} ({place})" if place else _said(error)


def line_of(error: BaseException, home: Path | None = None) -> str:
    """'file:line' of an error; '' where it has none."""
    if isinstance(error, SyntaxError) and error.filename:  # it stands where nothing was run yet
        return f"{error.filename}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if home is not None and Path(frame.filename).is_relative_to(home)]
    frame = (own or frames)[-1] if frames else None
    return f"{frame.filename}:{frame.lineno}" if frame else ""


def home_of(function: Callable[..., Any]) -> Path | None:
    """The file of a user's function, or the folder of its package; None for Cavendish's own."""
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None or Path(code.co_filename).is_relative_to(OURS):
        return None
    package = sys.modules.get(str(getattr(function, "__module__", "")).partition(".")[0])
    folders = list(getattr(package, "__path__", ()))
    return Path(folders[0]) if folders else Path(code.co_filename)


def where(function: Callable[..., Any]) -> str:
    """'file:line' of a function's definition."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else repr(function)


def _said(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or error.title
        return f"{key}: {first['msg'].removeprefix('Value error, ')}"
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    text = next((line for line in str(error).splitlines() if line.strip()), "").strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
