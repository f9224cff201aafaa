# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How people furnish rooms: groups and walls for each use. `FURNISH` maps a use to its function.

A use is one module here; every module that registers one is found by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import numpy as np

from cavendish.scenes.layout import Layout, Wall

Furnish = Callable[[Layout, list[Wall], np.random.Generator, float], None]
FURNISH: dict[str, Furnish] = {}


def furnish(use: str) -> Callable[[Furnish], Furnish]:
    """Register how rooms of one use are furnished: a function of the layout, the walls with windows, rng and clutter."""

    def register(function: Furnish) -> Furnish:
        FURNISH[use] = function
        return function

    return register


for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
