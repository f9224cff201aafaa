# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Tasks: functions of a Frame that yield Pairs. One a file; `TASKS` maps their names, each found by itself.

Another package adds its own by the entry-point group `cavendish.tasks`, which names the modules that register them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

import numpy as np
from pydantic import BaseModel

from cavendish.manifests.pair import Pair
from cavendish.render.frame import Frame
from cavendish.scenes.plugins import claim, load_plugins

P = TypeVar("P", bound=BaseModel)


@dataclass(frozen=True)
class Task:
    """A task: its name, the model of its parameters, and the function that draws its pairs.

    `prove(pair, frame)` raises ValueError where the target does not decode to the Frame's truth.
    """

    name: str
    parameters: type[BaseModel]
    draw: Callable[[Frame, Any, np.random.Generator], Iterator[Pair]]
    prove: Callable[[Pair, Frame], None]


TASKS: dict[str, Task] = {}


def task(
    name: str, parameters: type[P], prove: Callable[[Pair, Frame], None]
) -> Callable[[Callable[[Frame, P, np.random.Generator], Iterator[Pair]]], Callable[..., Iterator[Pair]]]:
    """Register the function that draws a task's pairs. Raises ValueError where another one has the name."""

    def register(
        draw: Callable[[Frame, P, np.random.Generator], Iterator[Pair]],
    ) -> Callable[..., Iterator[Pair]]:
        claim("task", name, draw, TASKS[name].draw if name in TASKS else None)
        TASKS[name] = Task(name, parameters, draw, prove)
        return draw

    return register


for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
load_plugins(["cavendish.tasks"])
