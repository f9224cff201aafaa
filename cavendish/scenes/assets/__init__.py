# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Things as code. One generator a file: `chair(...)` is deterministic with explicit parameters, `chair_rand(rng)` samples.

`ASSETS` maps a name to its sampler; every module here that registers one is found by itself. Those of installed packages
(entry points `cavendish.assets`) come with `cavendish.scenes.builders`, which loads all that others add.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import numpy as np

from cavendish.scenes.plugins import claim
from cavendish.scenes.scene import Asset

Sampler = Callable[[np.random.Generator], Asset]
ASSETS: dict[str, Sampler] = {}


def sampler(name: str) -> Callable[[Sampler], Sampler]:
    """Register the sampler of an asset under its class name. Raises ValueError where another one has it."""

    def register(function: Sampler) -> Sampler:
        claim("asset", name, function, ASSETS.get(name))
        ASSETS[name] = function
        return function

    return register


for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
