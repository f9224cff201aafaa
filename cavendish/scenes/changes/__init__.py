# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Changes of a finished Scene, one a file: each gives the Scene with one thing or its light changed, and says what.

`CHANGES` maps a kind to its function of the Scene, what the camera sees, and a generator.
"""

from __future__ import annotations

from cavendish.scenes.changes import add, light, move, recolour, remove, swap  # noqa: F401  (each registers its kind)
from cavendish.scenes.changes.change import CHANGES, Change, Sight

__all__ = ["CHANGES", "Change", "Sight"]
