# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hammers and screwdrivers. They lie along X, their handle to +X."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cylinder, grounded, moved, prism, tube, turned
from cavendish.scenes.parts.fittings import loft, parts
from cavendish.scenes.parts.rod import rod
from cavendish.scenes.scene import Asset, Float, Material, Mesh


def hammer(
    length: float, head: float, handle: Material, steel: Material, grip: Material | None = None
) -> Asset:
    """A claw hammer on its side. head: its length; grip: a sleeve on the handle's end, if any. Metres."""
    thick = 0.22 * head
    end = -length / 2 + thick / 2
    wood = rod(
        [
            (end - thick / 2 + 0.001, 0.17 * head, 0.14 * head, 0),
            (end + thick, 0.17 * head, 0.14 * head, 0),
            (-0.15 * length, 0.19 * head, 0.15 * head, 0),
            (0.1 * length, 0.22 * head, 0.17 * head, 0),
            (0.4 * length, 0.27 * head, 0.2 * head, 0),
            (0.49 * length, 0.26 * head, 0.2 * head, 0),
            (0.5 * length, 0.2 * head, 0.14 * head, 0),
        ],
        2.4,
        16,
    )
    # The head runs along Y: its face at -Y, its claw at +Y, bent towards the handle.
    eye = turned(
        rod([(-0.6 * thick, thick, thick, 0), (0.6 * thick, thick, thick, 0)], 5.0, 16), "z", np.pi / 2
    )
    face = [
        moved(turned(cylinder(0.36 * thick, 0.2 * head, 0.001, 20), "x", np.pi / 2), (end, -0.5 * thick, 0)),
        moved(turned(cylinder(0.56 * thick, 0.16 * head, 0.002, 24), "x", np.pi / 2), (end, -0.24 * head, 0)),
    ]
    t = np.linspace(0, 1, 9)
    top = np.stack([0.5 * thick * (1 - 0.9 * t) + 0.16 * head * t**2, 0.55 * head * t], axis=1)
    low = np.stack([-0.5 * thick + 0.46 * thick * t + 0.16 * head * t**2, 0.55 * head * t], axis=1)
    line = np.concatenate([low, top[::-1]])[::-1]
    claws = []
    for side in (-1, 1):
        claw = prism(_counter(line), 0.36 * thick, 0.0008)
        claws.append(moved(claw, (end, 0.3 * thick, side * 0.29 * thick - 0.18 * thick)))
    sleeves: list[Mesh] = []
    if grip is not None:
        sleeves.append(
            rod(
                [(x * length, w * head, h * head, 0) for x, w, h in ((0.12, 0.25, 0.2), (0.16, 0.27, 0.22), (0.44, 0.31, 0.24), (0.5, 0.3, 0.24), (0.505, 0.26, 0.2))],
                2.4,
                16,
            )
        )  # fmt: skip
    made = grounded([wood, moved(eye, (end, 0, 0)), *face, *claws, *sleeves])
    shift = -(0.55 * head + 0.3 * thick - 0.4 * head) / 2  # the claw reaches farther than the face
    made = [moved(mesh, (0, shift, 0)) for mesh in made]
    pieces = parts((made[:1], handle), (made[1:6], steel), (made[6:], grip or handle))
    return Asset("hammer", pieces, {"material": handle.kind})


def screwdriver(length: float, thick: float, grip: Material, steel: Material, flat: bool = True) -> Asset:
    """A screwdriver on its side. thick: of its handle; flat: a blade, else a cross point. Metres."""
    handle = 0.44 * length
    start = length / 2 - handle
    x = np.array([0, 0.04, 0.12, 0.22, 0.34, 0.8, 0.95, 1.0])
    radius = thick / 2 * np.array([0.5, 0.72, 0.75, 0.6, 0.98, 1.0, 0.92, 0.6])
    flutes = 0.07 * np.array([0, 0, 0, 0.2, 1, 1, 0.4, 0])
    turn = np.arange(36) / 36 * 2 * np.pi
    rings: list[Float] = []
    for a, r, f in zip(x, radius, flutes, strict=True):
        around = r * (1 - f * (1 + np.cos(6 * turn)))
        rings.append(
            np.column_stack([np.full(36, start + a * handle), around * np.cos(turn), around * np.sin(turn)])
        )
    body = loft(np.array(rings), 0.9, grain=0)
    shaft = 0.16 * thick
    blade = rod(
        [
            (-length / 2, 2.6 * shaft if flat else 0.4 * shaft, 0.25 * shaft if flat else 0.4 * shaft, 0),
            (
                -length / 2 + 0.012,
                2.5 * shaft if flat else 1.9 * shaft,
                0.9 * shaft if flat else 1.9 * shaft,
                0,
            ),
            (-length / 2 + 0.02, 2 * shaft, 2 * shaft, 0),
        ],
        2.6,
        16,
    )
    rod_ = tube([(-length / 2 + 0.018, 0, 0), (start + 0.01, 0, 0)], shaft, 14)
    made = grounded([body, blade, rod_])
    return Asset("screwdriver", parts((made[:1], grip), (made[1:], steel)), {"material": grip.kind})


def _counter(outline: Float) -> Float:
    """The outline, counter-clockwise."""
    after = np.roll(outline, -1, axis=0)
    area = np.sum(outline[:, 0] * after[:, 1] - outline[:, 1] * after[:, 0])
    return outline if area > 0 else outline[::-1]


@sampler("hammer")
def hammer_rand(rng: np.random.Generator) -> Asset:
    """A claw hammer of 0.26 to 0.34 m."""
    head = float(rng.uniform(0.1, 0.125))
    steel = materials.metal((0.45, 0.45, 0.47), float(rng.uniform(0.25, 0.45)))
    woody = rng.random() < 0.6
    grip = None if woody else finishes.any_plastic(rng)
    handle = finishes.wood(rng, "beech") if woody else materials.metal(roughness=0.3)
    return hammer(float(rng.uniform(0.27, 0.335)), head, handle, steel, grip)


@sampler("screwdriver")
def screwdriver_rand(rng: np.random.Generator) -> Asset:
    """A screwdriver of 0.15 to 0.27 m."""
    tone = finishes.hsv(
        float(rng.choice([0.0, 0.04, 0.12, 0.35, 0.6])), rng.uniform(0.7, 0.95), rng.uniform(0.5, 0.9)
    )
    grip = materials.plastic(tone, float(rng.uniform(0.2, 0.4)), finishes.seed(rng))
    steel = materials.metal((0.6, 0.6, 0.62), 0.2)
    return screwdriver(
        float(rng.uniform(0.16, 0.265)), float(rng.uniform(0.024, 0.033)), grip, steel, rng.random() < 0.5
    )
