# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A crate of fruit."""

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, lathe, moved
from cavendish.scenes.scene import Asset, Colour, Part

FRUIT: tuple[Colour, ...] = ((0.8, 0.1, 0.08), (0.9, 0.5, 0.05), (0.5, 0.7, 0.1), (0.95, 0.8, 0.2))


def crate(width: float, depth: float, height: float, fruit: Colour, seed: float) -> Asset:
    """An open crate of slats, full of round fruit of one colour. Lengths in metres."""
    wood = materials.wood((0.66, 0.5, 0.32), seed=seed)
    slats = [box((width, depth, 0.008), (0, 0, 0.006))]
    for z in (0.3 * height, 0.8 * height):
        slats += [box((width, 0.008, 0.3 * height), (0, side * depth / 2, z)) for side in (-1, 1)]
        slats += [box((0.008, depth, 0.3 * height), (side * width / 2, 0, z)) for side in (-1, 1)]
    radius = 0.038
    ball = lathe([(radius * np.sin(a), -radius * np.cos(a)) for a in np.linspace(0, np.pi, 17)], 24)
    columns = np.arange(-width / 2 + 1.3 * radius, width / 2 - 1.2 * radius, 2.05 * radius)
    rows = np.arange(-depth / 2 + 1.3 * radius, depth / 2 - 1.2 * radius, 2.05 * radius)
    balls = [moved(ball, (x, y, height - 0.6 * radius)) for x in columns for y in rows]
    skin = materials.plastic(fruit, roughness=0.4, seed=seed)
    return Asset("fruit crate", (*(Part(m, wood) for m in slats), *(Part(m, skin) for m in balls)))


@sampler("fruit crate")
def crate_rand(rng: np.random.Generator) -> Asset:
    """A crate of any size and fruit."""
    fruit = FRUIT[int(rng.integers(len(FRUIT)))]
    return crate(
        rng.uniform(0.35, 0.55), rng.uniform(0.25, 0.35), rng.uniform(0.14, 0.2), fruit, rng.uniform(0, 99)
    )
