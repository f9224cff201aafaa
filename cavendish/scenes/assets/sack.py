# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Filled sacks of paper, jute and woven plastic, lying flat."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cushion, grounded, merge
from cavendish.scenes.parts.fittings import deformed, parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh, Support

FLAT = 0.6  # of its height, over which its middle is pressed flat


def sack(
    length: float,
    width: float,
    height: float,
    cloth: Material,
    seam: Material,
    slump: Float,
    kind: str = "paper",
) -> Asset:
    """A sack that lies along X; slump: six phases of its bulges, radians. Metres."""
    body = cushion((length * 0.93, width, height / 0.84), (0, 0, 0), 0.4, 0.0, 18)

    def settle(p: Float) -> Float:
        x, y, z = p.T
        bulge = 0.006 * np.sin(11 * x + slump[0]) * np.cos(9 * y + slump[1]) + 0.004 * np.sin(
            23 * x + 17 * y + slump[2]
        )
        half = height / 2
        flat = np.clip(z, -half, half) + bulge * (np.abs(z) < half) * (z > -0.4 * half)
        wide = 1 + 0.03 * np.sin(8 * x + slump[3])
        return np.column_stack([x + 0.008 * np.sin(10 * y + slump[4]), y * wide, np.clip(flat, -half, half)])

    made = deformed(body, settle, 1.2)
    ends: list[Mesh] = []
    for side in (-1, 1):
        hem = cushion(
            (length * 0.1, width * 0.86, 0.012), (side * length * 0.45, 0, -0.05 * height), 0.35, 0.0, 10
        )

        def wave(p: Float) -> Float:
            return p + np.outer(0.008 * np.sin(14 * p[:, 1] + slump[5]), (0, 0, 1))

        ends.append(deformed(hem, wave, 1.2))
    whole, hems = grounded([made, merge(ends)])
    top = float(whole.vertices[:, 2].max())
    rest = Support((-length * 0.25, length * 0.25), (-width * 0.25, width * 0.25), top)
    return Asset("sack", parts(([whole], cloth), ([hems], seam)), {"material": kind}, (rest,))


@sampler("sack")
def sack_rand(rng: np.random.Generator) -> Asset:
    """A sack of 15 to 50 kg."""
    kind = str(rng.choice(["paper", "jute", "plastic"], p=[0.45, 0.25, 0.3]))
    tones: dict[str, Colour] = {
        "paper": (0.72, 0.62, 0.48),
        "jute": (0.58, 0.46, 0.3),
        "plastic": (0.86, 0.86, 0.84),
    }
    tone = finishes.jitter(tones[kind], rng, 0.03)
    seed = finishes.seed(rng)
    cloth = {
        "paper": materials.paper(tone, seed=seed),
        "jute": materials.fabric(tone, weave=0.004, seed=seed),
        "plastic": materials.fabric(tone, weave=0.0025, roughness=0.5, seed=seed),
    }[kind]
    length = float(rng.uniform(0.6, 0.85))
    return sack(
        length,
        length * float(rng.uniform(0.56, 0.68)),
        float(rng.uniform(0.12, 0.18)),
        cloth,
        cloth,
        rng.uniform(0, 6.3, 6),
        kind,
    )
