# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rolls of adhesive tape on a core of card, lying flat."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import lathe
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh

CARD = materials.paper((0.68, 0.55, 0.4))


def tape_roll(radius: float, core: float, width: float, tape: Material) -> Asset:
    """A roll. radius: outside; core: the radius of the hole; width: of the tape. Metres."""
    inner = core + 0.003
    pieces = parts(
        ([_ring(inner, radius, 0.0, width)], tape), ([_ring(core, inner, 0.0006, width - 0.0006)], CARD)
    )
    return Asset("tape roll", pieces, {"material": tape.kind})


def _ring(inner: float, outer: float, low: float, high: float) -> Mesh:
    b = 0.0006
    corners = [(inner, low + b), (inner + b, low), (outer - b, low), (outer, low + b), (outer, high - b)]
    corners += [(outer - b, high), (inner + b, high), (inner, high - b), (inner, low + b)]
    return lathe(corners, 36, 0.9)


@sampler("tape roll")
def tape_roll_rand(rng: np.random.Generator) -> Asset:
    """A roll of 0.05 to 0.13 m across."""
    core = float(rng.choice([0.0127, 0.038], p=[0.3, 0.7]))
    tones = [(0.72, 0.58, 0.36), (0.55, 0.56, 0.58), (0.05, 0.05, 0.055), (0.85, 0.8, 0.6)]
    tone = tones[int(rng.integers(4))] if rng.random() < 0.7 else finishes.hsv(rng.random(), 0.8, 0.8)
    tape = materials.plastic(tone, float(rng.uniform(0.15, 0.45)), finishes.seed(rng))
    width = float(rng.uniform(0.012, 0.02) if core < 0.02 else rng.uniform(0.018, 0.05))
    return tape_roll(core + 0.003 + float(rng.uniform(0.008, 0.022)), core, width, tape)
