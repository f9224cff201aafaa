# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What stands on a pallet as one: cartons in layers, with film around them or straps, and sacks in bond."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cushion, merge, moved, turned
from cavendish.scenes.parts.facade.elements import Row, boxes, quads
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh, Support

Bond = Literal["none", "film", "straps"]
THIN = 0.0006  # metres that tape and labels stand out


def cartons(
    width: float,
    depth: float,
    across: int,
    along: int,
    layers: int,
    tall: float,
    card: Material,
    tape: Material,
    label: Material | None,
    bond: Bond,
    film: Material,
    missing: int = 0,
    sway: Float | None = None,
) -> Asset:
    """Cartons in layers of `across` by `along`, `tall` each. Metres.

    missing: how many the top layer lacks; sway: how far each carton is off its place, (layers * along * across, 2).
    """
    w, d = width / across, depth / along
    cards: list[Row] = []
    tapes: list[Row] = []
    labels: list[Float] = []
    last = layers * along * across - missing
    for k in range(last):
        layer, place = divmod(k, across * along)
        i, j = place % across, place // across
        dx, dy = (0.0, 0.0) if sway is None else sway[k]
        x, y = (i + 0.5) * w - width / 2 + dx, (j + 0.5) * d - depth / 2 + dy
        z = layer * tall
        a, b = w / 2 - 0.003, d / 2 - 0.003
        cards.append((x - a, x + a, y - b, y + b, z, z + tall - THIN))
        tapes.append((x - 0.024, x + 0.024, y - b - THIN, y + b + THIN, z + tall - 0.07, z + tall))
        if label is not None:
            lx, lz = x + 0.22 * w, z + 0.42 * tall
            p, q = min(0.06, 0.16 * w), min(0.045, 0.16 * tall)
            for side in (-1, 1):
                face = y + side * (b + THIN)
                corners = [
                    (lx - side * s * -p, face, lz + t * q) for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1))
                ]
                labels.append(np.array(corners))
    # Seen from its own side, a label runs counter-clockwise.
    marks = (
        [quads(np.array([row if row[0, 1] < row[:, 1].mean() + 1 else row[::-1] for row in labels]))]
        if labels
        else []
    )
    high = layers * tall
    solid = high if not missing else high - tall
    bands: list[Mesh] = []
    skin: list[Mesh] = []
    reach = 0.004 + (0.0 if sway is None else float(np.abs(sway).max()))
    if bond == "film":
        skin.append(_film(width + 2 * reach, depth + 2 * reach, solid))
    elif bond == "straps":
        for x in (-0.25 * width, 0.25 * width):
            bands += _strap(x, depth / 2 + reach - 0.004, solid)
    rest = Support((-width / 2 + 0.02, width / 2 - 0.02), (-depth / 2 + 0.02, depth / 2 - 0.02), high)
    pieces = parts(
        ([boxes(cards, 0.004)], card),
        ([boxes(tapes)], tape),
        (marks, label or card),
        (skin, film),
        (bands, materials.plastic((0.07, 0.07, 0.075), 0.4)),
    )
    kind = {"none": "cartons", "film": "wrapped cartons", "straps": "strapped cartons"}[bond]
    return Asset("pallet load", pieces, {"kind": kind, "material": "cardboard"}, () if missing else (rest,))


def sacks(width: float, depth: float, layers: int, tall: float, cloth: Material, turns: Float) -> Asset:
    """Sacks in bond, five to a layer, each layer turned against the last. turns: of each, radians, (layers, 5)."""
    meshes: list[Mesh] = []
    long, short = depth / 2, width / 2
    for layer in range(layers):
        flip = -1 if layer % 2 else 1
        # Two lie along Y at one end and three across at the other.
        places = [
            (s * short / 2, -flip * (depth / 2 - long * 0.6), short * 0.98, long * 1.2) for s in (-1, 1)
        ]
        third = width / 3
        places += [
            ((k - 1) * third, flip * (depth / 2 - long * 0.4), third * 0.98, long * 0.8) for k in range(3)
        ]
        for (x, y, w, d), turn in zip(places, turns[layer], strict=True):
            one = turned(cushion((w, d, tall * 1.16), (0, 0, 0), 0.3, 0.0, 8), "z", float(turn))
            meshes.append(moved(one, (x, y, (layer + 0.5) * tall)))
    low = float(min(mesh.vertices[:, 2].min() for mesh in meshes))
    made = merge([moved(mesh, (0, 0, -low)) for mesh in meshes])
    return Asset("pallet load", parts(([made], cloth)), {"kind": "sacks", "material": "paper"})


def _film(width: float, depth: float, high: float) -> Mesh:
    """Stretch film: it draws in a little between its rims."""
    rings = []
    for z, pull in (
        (0.0, 0.0),
        (0.06, 0.004),
        (high * 0.5, 0.0055),
        (high - 0.05, 0.004),
        (high, 0.0),
    ):
        ring = rounded(width - pull * 0.5, depth - pull * 0.5, 0.02, 4)
        rings.append(np.column_stack([ring, np.full(len(ring), z)]))
    return loft(np.array(rings), caps=False)


def _strap(x: float, y: float, high: float) -> list[Mesh]:
    """A strap over a stack and down its two faces."""
    wide, thin = 0.016, 0.0008
    rows: list[Row] = [(x - wide / 2, x + wide / 2, -y - thin, y + thin, high, high + thin)]
    for side in (-1, 1):
        near = side * (y + thin / 2)
        rows.append((x - wide / 2, x + wide / 2, near - thin / 2, near + thin / 2, 0.0, high))
    return [boxes(rows), box((0.03, 0.008, 0.03), (x, -y - thin - 0.002, high * 0.6), 0.002, 1)]


def cardboard(rng: np.random.Generator) -> Material:
    """Brown or white board."""
    tone = float(rng.uniform(0.86, 1.12))
    brown: Colour = (0.63 * tone, 0.51 * tone, 0.38 * tone)
    if rng.random() < 0.18:
        brown = finishes.hsv(rng.random(), rng.uniform(0.0, 0.22), rng.uniform(0.75, 0.92))
    return materials.paper(brown, seed=finishes.seed(rng))


def load_fit(rng: np.random.Generator, width: float, depth: float, most: float, least: float = 0.35) -> Asset:
    """A load that stays within width by depth and is at most `most` high, metres."""
    if rng.random() < 0.14:
        tall = float(rng.uniform(0.11, 0.15))
        layers = max(int(min(most, rng.uniform(0.6, 1.3)) / tall), 2)
        tone = [(0.84, 0.81, 0.74), (0.72, 0.62, 0.48), (0.8, 0.82, 0.84)][int(rng.integers(3))]
        cloth = materials.paper(
            finishes.jitter((tone[0], tone[1], tone[2]), rng, 0.02), seed=finishes.seed(rng)
        )
        return sacks(width - 0.04, depth - 0.04, layers, tall, cloth, rng.normal(0, 0.03, (layers, 5)))
    across, along = [(2, 3), (2, 2), (1, 2), (3, 4), (2, 4), (1, 3)][
        int(rng.choice(6, p=[0.3, 0.2, 0.1, 0.15, 0.15, 0.1]))
    ]
    tall = float(rng.uniform(0.2, 0.42)) if along < 4 else float(rng.uniform(0.14, 0.25))
    wanted = float(rng.uniform(max(least, 0.45 * most), most))
    layers = max(round(wanted / tall), 2)
    bond: Bond = ("none", "film", "straps")[int(rng.choice(3, p=[0.35, 0.5, 0.15]))]
    missing = (
        int(rng.integers(1, across * along)) if bond == "none" and layers > 1 and rng.random() < 0.4 else 0
    )
    label = (
        materials.paper((0.93, 0.93, 0.9), pattern=1, seed=finishes.seed(rng)) if rng.random() < 0.7 else None
    )
    tint: Colour = (0.1, 0.1, 0.11) if rng.random() < 0.12 else (0.86, 0.88, 0.9)
    return cartons(
        width - 0.02,
        depth - 0.02,
        across,
        along,
        layers,
        min(tall, most / layers),
        cardboard(rng),
        materials.plastic((0.72, 0.6, 0.42) if rng.random() < 0.6 else (0.84, 0.8, 0.72), 0.25),
        label,
        bond,
        materials.sheer(tint, 0.3 if tint[0] > 0.5 else 0.9, 0.3, finishes.seed(rng)),
        missing,
        np.clip(rng.normal(0, 0.0016, (layers * along * across, 2)), -0.004, 0.004),
    )


@sampler("pallet load")
def pallet_load_rand(rng: np.random.Generator) -> Asset:
    """A load for a Euro pallet."""
    return load_fit(rng, 0.8, 1.2, float(rng.uniform(0.7, 1.7)))
