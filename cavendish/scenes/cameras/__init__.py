# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras as people place them. One style a file; `CAMERAS` maps their names, each found by itself.

A style proposes a view, or says why it has none; `place` looks through what is proposed and keeps the best.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from cavendish.scenes.cameras.optics import look, pinhole
from cavendish.scenes.cameras.place import place
from cavendish.scenes.cameras.style import CAMERAS, Limits, Stage, Style, camera

__all__ = ["CAMERAS", "Limits", "Stage", "Style", "camera", "look", "pinhole", "place"]

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
