# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Stacking boxes of plastic with ribs, rims and grips, open or full."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Material, Support


def tote(width: float, depth: float, height: float, body: Material, lid: Material | None = None) -> Asset:
    """A tote that is open at the top, or shut by a lid. Metres."""
    x, y, h, t = width / 2, depth / 2, height, 0.003
    a, b = x - 0.012, y - 0.012  # of the walls, within the rim
    rows: list[Row] = [
        (-a + 0.012, a - 0.012, -b + 0.012, b - 0.012, 0.0, 0.006),
        (-a, a, -b, b, 0.004, 0.009),
    ]
    top = h - (0.012 if lid is not None else 0.0)
    for s in (-1, 1):
        rows += [(-a, a, s * b, s * (b - t), 0.008, top), (s * a, s * (a - t), -b, b, 0.008, top)]
        for low, high, out in ((top - 0.018, top, 0.012), (top - 0.05, top - 0.044, 0.008)):
            rows += [(-a - out, a + out, s * b, s * (b + out), low, high)]
            rows += [(s * a, s * (a + out), -b, b, low, high)]
        count = max(round(width / 0.12), 2)
        for k in range(count + 1):
            m = -a + 0.004 + (2 * a - 0.008) * k / count
            rows.append((m - 0.002, m + 0.002, s * b, s * (b + 0.007), 0.02, top - 0.044))
        rows += [
            (s * a, s * (a + 0.008), e * 0.055 - 0.003, e * 0.055 + 0.003, top - 0.09, top - 0.05)
            for e in (-1, 1)
        ]
        rows.append((s * a, s * (a + 0.01), -0.055, 0.055, top - 0.09, top - 0.084))
    covers: list[Row] = []
    if lid is not None:
        covers = [
            (-x, x, -y, y, top, top + 0.008),
            (-x + 0.03, x - 0.03, -y + 0.03, y - 0.03, top + 0.008, h),
        ]
    pieces = parts(([boxes(rows, 0.0008)], body), ([boxes(covers, 0.002)] if covers else [], lid or body))
    rest = Support((-a + 0.03, a - 0.03), (-b + 0.03, b - 0.03), h if lid is not None else 0.009)
    return Asset(
        "tote", pieces, {"material": "plastic", "state": "shut" if lid is not None else "open"}, (rest,)
    )


@sampler("tote")
def tote_rand(rng: np.random.Generator) -> Asset:
    """A Euro box of 600 by 400 mm or 400 by 300 mm."""
    colors: list[Colour] = [
        (0.08, 0.2, 0.5),
        (0.55, 0.56, 0.57),
        (0.6, 0.08, 0.06),
        (0.1, 0.35, 0.2),
        (0.85, 0.6, 0.08),
        (0.06, 0.06, 0.065),
    ]
    tone = finishes.jitter(colors[int(rng.choice(6, p=[0.32, 0.24, 0.14, 0.1, 0.1, 0.1]))], rng, 0.02)
    body = materials.plastic(tone, 0.45, finishes.seed(rng))
    width, depth = ((0.6, 0.4), (0.4, 0.3))[int(rng.random() < 0.35)]
    height = (
        float(rng.choice([0.12, 0.17, 0.22, 0.32])) if width > 0.5 else float(rng.choice([0.12, 0.17, 0.22]))
    )
    return tote(width, depth, height, body, body if rng.random() < 0.35 else None)
