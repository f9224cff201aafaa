# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Offices."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.furnish import furnish
from cavendish.scenes.furnish.common import dining, finish, radiators, scatter, stand, work_place
from cavendish.scenes.layout import Layout, Wall

Rng = np.random.Generator


@furnish("office")
def office(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """One to four work places, shelves, filing cabinets, a bin, plants."""
    blank = [wall for wall in layout.walls if wall not in windows]
    for _ in range(int(rng.integers(2, 5))):
        work_place(layout, rng, clutter)
    radiators(layout, windows, rng)
    for _ in range(int(rng.integers(1, 4))):
        stand(layout, "bookshelf", rng, blank)
    for _ in range(int(rng.integers(1, 4))):
        cabinet = stand(layout, "filing cabinet", rng, blank)
        if cabinet is not None:
            scatter(layout, cabinet, rng, ("plant", "box", "book"), int(rng.integers(0, 2)))
    if rng.random() < 0.5:
        dining(layout, rng, clutter)
    for _ in range(int(rng.integers(0, 1 + round(3 * clutter)))):
        stand(layout, "box", rng)
    stand(layout, "bin", rng)
    finish(layout, rng, clutter, ("plant", "plant", "floor lamp"))
