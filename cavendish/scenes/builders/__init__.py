# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Builders: functions of parameters and a random generator that return a Scene.

`BUILDERS` maps a name to its builder; every module here that registers one is found by itself, and so is every module
that an installed package names in its entry points of the groups `cavendish.builders`, `cavendish.assets` and
`cavendish.materials`. A user's single file comes by `cavendish.scenes.userfile`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from typing import TypeVar

import numpy as np
from pydantic import BaseModel

from cavendish.scenes.assets import Sampler
from cavendish.scenes.plugins import claim, load_plugins
from cavendish.scenes.scene import Scene

P = TypeVar("P", bound=BaseModel)
Things = Mapping[str, Sampler]  # samplers of assets by class: `ASSETS`, and what packs add
Build = Callable[[P, np.random.Generator], Scene] | Callable[[P, np.random.Generator, Things], Scene]


@dataclass(frozen=True)
class Builder:
    """A builder: its name, its parameters' model, its function and the first line of its docstring.

    draws: whether it takes a third argument, the samplers to draw things from, and so knows packs.
    """

    name: str
    parameters: type[BaseModel]
    build: Callable[..., Scene]
    summary: str
    draws: bool = False


BUILDERS: dict[str, Builder] = {}


def builder(name: str, parameters: type[P]) -> Callable[[Build[P]], Build[P]]:
    """Register a builder under a name, with the model of its parameters.

    Raises ValueError where another builder has the name.
    """

    def register(function: Build[P]) -> Build[P]:
        summary = (function.__doc__ or "").strip().split("\n")[0]
        claim("builder", name, function, BUILDERS[name].build if name in BUILDERS else None)
        draws = len(signature(function).parameters) > 2
        BUILDERS[name] = Builder(name, parameters, function, summary, draws)
        return function

    return register


for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
# Last, when the whole library is there: one module may bring builders, assets and materials, and draw on all of ours.
load_plugins(("cavendish.materials", "cavendish.assets", "cavendish.builders"))
