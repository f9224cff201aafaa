# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A market stall under the sky."""

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from cavendish.scenes import materials
from cavendish.scenes.builders import builder
from cavendish.scenes.geometry import box, rotation, translation
from cavendish.scenes.scene import Asset, Object, Part, Region, Scene, Sky, World
from cavendish_market.crate import crate_rand
from cavendish_market.glaze import glaze


class Stall(BaseModel):
    """Parameters of the stall builder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    crates: tuple[int, int] = Field((4, 8), description="How many crates, at most 8; drawn between the two.")


@builder("stall", Stall)
def stall(parameters: Stall, rng: np.random.Generator) -> Scene:
    """A market stall with a tiled counter and crates of fruit."""
    floor = Part(box((30, 30, 0.2), (0, 0, -0.1), bevel=0), materials.concrete(seed=rng.uniform(0, 99)))
    tiles = glaze((0.1, 0.35, 0.5), seed=rng.uniform(0, 99))
    cloth = materials.fabric((0.75, 0.2, 0.15), accent=(0.9, 0.88, 0.8), pattern=1, pitch=0.3)
    stand = [Part(box((2.4, 0.9, 0.8), (0, 0, 0.4)), tiles), Part(box((2.8, 1.4, 0.02), (0, 0, 2.3)), cloth)]
    for x, y in ((-1.25, -0.5), (1.25, -0.5), (-1.25, 0.5), (1.25, 0.5)):
        stand.append(Part(box((0.05, 0.05, 2.3), (x, y, 1.15)), materials.wood((0.5, 0.35, 0.2))))
    objects = [
        Object(1, Asset("ground", (floor,)), np.eye(4)),
        Object(2, Asset("market stall", tuple(stand)), np.eye(4)),
    ]
    for k in range(int(rng.integers(parameters.crates[0], min(parameters.crates[1], 8) + 1))):
        pose = translation(-0.9 + 0.6 * (k % 4), -0.22 + 0.42 * (k // 4), 0.8)
        objects.append(Object(3 + k, crate_rand(rng), pose @ rotation("z", rng.normal(0, 0.03))))
    air = Region((-1.5, -3.0, 1.3), (1.5, -1.8, 1.8))
    return Scene(tuple(objects), world=World(Sky(rng.uniform(0.4, 1.0), rng.uniform(2.5, 4.0))), air=(air,))
