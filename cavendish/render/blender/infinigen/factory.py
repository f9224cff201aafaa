# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Infinigen's factories, called as its own examples call them."""

from __future__ import annotations

import importlib
from typing import Any

import bpy

from cavendish.render.blender.infinigen.faulty import Faulty


def named(path: str) -> Any:
    """What a dotted path names, such as infinigen.assets.objects.seating.ChairFactory."""
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def spawn(path: str, arguments: dict[str, Any], how: dict[str, Any], seed: int) -> list[bpy.types.Object]:
    """The objects that a factory makes for a seed: the one it gives back, and those under it.

    arguments: of the factory; how: of its making one, such as `face_size`.
    """
    from infinigen.core.util.math import FixedSeed  # type: ignore[import-not-found]

    maker = named(path)  # some modules draw numbers as they are imported
    with FixedSeed(seed):
        factory = maker(seed, **arguments)
        found = factory.spawn_asset(0, **how)
        factory.finalize_assets(found)
    while isinstance(found, list | tuple):
        if not found:
            raise Faulty("it made nothing")
        found = found[0]
    return [found, *found.children_recursive]
