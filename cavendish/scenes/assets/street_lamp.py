# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Street lamps: masts with an arm over the road, lanterns on cast-iron posts, globes, posts for parks."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, lathe, moved, placed, rotation, translation, tube
from cavendish.scenes.parts.facade.elements import Bag, bag, boxes, copies, finished, quads, rods
from cavendish.scenes.parts.fittings import loft, rounded
from cavendish.scenes.scene import Asset, Float, Light, Material, Mesh

Style = Literal["mast", "double mast", "swan neck", "lantern", "globe", "post"]
STYLES: tuple[Style, ...] = ("mast", "double mast", "swan neck", "lantern", "globe", "post")


def street_lamp(
    height: float,
    body: Material,
    style: Style = "mast",
    reach: float = 1.6,
    lit: bool = False,
    power: float = 60.0,
    temperature: float = 3000.0,
    seed: int = 0,
) -> Asset:
    """A street lamp whose post stands on the origin and whose arm, `reach` long, comes out towards -Y.

    height: of the whole. lit: whether its lens glows and it carries a Light of `power` watts; temperature: kelvin.
    """
    make = {"lantern": _lantern, "globe": _globe, "post": _post}.get(style)
    pieces, heads = make(height, seed) if make else _mast(height, style, reach)
    lens = materials.shade((0.95, 0.93, 0.88), 3.0 if lit else 0.0, temperature)
    made = finished(pieces, {"body": body, "lens": lens, "dark": materials.plastic((0.1, 0.1, 0.1), 0.5)})
    lights: tuple[Light, ...] = ()
    if lit and style in ("mast", "double mast", "swan neck"):
        lights = tuple(Light("spot", translation(*at), power, temperature, (0.12, 0.12), 2.4) for at in heads)
    elif lit:
        lights = tuple(Light("point", translation(*at), power, temperature, (0.1, 0.1)) for at in heads)
    material = "cast iron" if style in ("lantern", "globe") else "steel"
    return Asset(
        "street lamp", made, {"kind": style, "material": material, "lit": "on" if lit else "off"}, (), lights
    )


def _mast(height: float, style: Style, reach: float) -> tuple[Bag, list[Float]]:
    pieces, r = bag(), 0.055 + 0.005 * height
    arms = (-1.0, 1.0) if style == "double mast" else (-1.0,)
    high = height - (0.06 if style == "swan neck" else 0.12)
    post = high - (1.1 if style == "swan neck" else 0.5)
    pieces["body"].append(cylinder(r, post, 0.01, 24, top=r * 0.6))
    pieces["body"].append(
        lathe([(r * 1.35, 0), (r * 1.35, 0.95), (r * 1.25, 1.02), (r * 0.98, 1.1)], 24, 0.6)
    )
    pieces["body"].append(cylinder(r * 2.4, 0.03, 0.005, 28))
    turn = np.arange(4) * np.pi / 2 + np.pi / 4
    at = np.stack([np.cos(turn) * r * 2, np.sin(turn) * r * 2, 0 * turn + 0.028], 1)
    pieces["body"].append(copies(cylinder(0.018, 0.035, 0.004, 6), at))
    pieces["body"].append(boxes([(-r * 0.8, r * 0.8, -r * 1.37, -r, 0.4, 0.85)], 0.006))
    pieces["dark"].append(boxes([(-0.012, 0.012, -r * 1.39, -r, 0.6, 0.64)]))
    heads = []
    for side in arms:
        if style == "swan neck":
            path = bend(
                [(0, 0, post - 0.1), (0, 0, high), (0, side * reach, high - 0.02)], min(reach, 1.0) * 0.9, 10
            )
        else:
            path = bend(
                [
                    (0, 0, post - 0.1),
                    (0, 0, high - 0.25),
                    (0, side * 0.4, high - 0.1),
                    (0, side * reach, high),
                ],
                0.3,
                5,
            )
        pieces["body"].append(tube(path, r * 0.5, 14))
        head, lens = _head(0.72)
        pose = translation(0, side * reach, high) @ rotation("z", 0.0 if side < 0 else np.pi)
        pieces["body"].append(placed(head, pose))
        pieces["lens"].append(placed(lens, pose))
        heads.append(np.array([0, side * (reach + 0.4), high - 0.13]))
    return pieces, heads


def _head(length: float) -> tuple[Mesh, Mesh]:
    """A flat lamp head that reaches `length` towards -Y from the end of its arm, and its lens below."""
    outline = rounded(1, 1, 0.3, 5)
    rings = []
    for y, w, h, lift in (
        (0.08, 0.1, 0.09, 0.0),
        (-0.08, 0.14, 0.11, 0.0),
        (-0.2, 0.28, 0.12, 0.005),
        (-0.5, 0.3, 0.1, 0.01),
        (-length, 0.2, 0.05, 0.02),
    ):
        rings.append(np.column_stack([outline[:, 0] * w, np.full(len(outline), y), outline[:, 1] * h + lift]))
    body = loft(np.array(rings), 0.9)
    return body, box((0.23, length - 0.34, 0.02), (0, -0.14 - length / 2, -0.052), 0.008)


def _shaft(height: float, seed: int) -> list[Mesh]:
    """A cast-iron post with a stepped base, rings and flutes."""
    rng = np.random.default_rng(seed)
    r = rng.uniform(0.05, 0.065)
    shape = [
        (0, 0), (3.4, 0), (3.4, 0.1), (3.0, 0.14), (2.7, 0.34), (2.9, 0.38), (2.9, 0.43), (2.0, 0.48), (1.7, 0.8),
        (1.95, 0.84), (1.95, 0.9), (1.4, 0.96),
    ]  # fmt: skip
    foot = [(a * r, b) for a, b in shape]
    collar = height * rng.uniform(0.62, 0.75)
    rest = [
        (1.15 * r, collar - 0.04), (1.7 * r, collar), (1.7 * r, collar + 0.03), (1.0 * r, collar + 0.08), (0.75 * r, height - 0.12),
        (1.4 * r, height - 0.09), (1.5 * r, height - 0.05), (0.8 * r, height), (0, height),
    ]  # fmt: skip
    meshes = [lathe([*foot, *rest], 24, 0.5)]
    turn = np.arange(12) / 12 * 2 * np.pi
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], 1)
    meshes.append(rods(ring * r * 1.32 + (0, 0, 0.97), ring * r * 1.06 + (0, 0, collar - 0.05), 0.009, 5))
    return meshes


def _lantern(height: float, seed: int) -> tuple[Bag, list[Float]]:
    """A lantern of four or six sides on a cast-iron post."""
    pieces, tall = bag(), 0.62
    base = height - tall - 0.22
    pieces["body"] += _shaft(base, seed)
    sides = 4 if seed % 2 else 6
    turn = (np.arange(sides) + 0.5) / sides * 2 * np.pi
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], 1)
    low, high = ring * 0.13 + (0, 0, base + 0.06), ring * 0.23 + (0, 0, base + tall)
    pieces["body"] += [
        rods(low, high, 0.011, 6),
        rods(low, np.roll(low, -1, 0), 0.012, 6),
        rods(high, np.roll(high, -1, 0), 0.016, 6),
    ]
    pieces["body"].append(rods(ring * 0.03 + (0, 0, base - 0.06), low, 0.01, 6))
    following = np.roll(np.arange(sides), -1)
    inner = 0.97
    low_, high_ = low * (inner, inner, 1), high * (inner, inner, 1)
    pieces["lens"].append(quads(np.stack([low_, low_[following], high_[following], high_], axis=1)))
    top = base + tall
    cap = [
        (0.24, top),
        (0.255, top + 0.015),
        (0.12, top + 0.12),
        (0.1, top + 0.13),
        (0.1, top + 0.16),
        (0.03, top + 0.18),
        (0.028, top + 0.2),
        (0, top + 0.22),
    ]
    roof = lathe(cap, sides, 0.2)
    pieces["body"].append(placed(roof, rotation("z", np.pi / sides)))
    pieces["body"].append(cylinder(0.13, 0.01, 0.002, 6))
    pieces["body"][-1] = moved(pieces["body"][-1], (0, 0, base + 0.05))
    if seed % 3:
        pieces["body"].append(rods([(-0.38, 0, base - 0.28)], [(0.38, 0, base - 0.28)], 0.015, 8))
        knob = lathe([(0, -0.03), (0.026, -0.015), (0.03, 0), (0.026, 0.015), (0, 0.03)], 10)
        pieces["body"].append(copies(knob, [(-0.39, 0, base - 0.28), (0.39, 0, base - 0.28)]))
    return pieces, [np.array([0, 0, base + tall * 0.55])]


def _globe(height: float, seed: int) -> tuple[Bag, list[Float]]:
    """One globe, or three on arms, of milk glass."""
    pieces, r = bag(), 0.2
    count = 3 if seed % 2 else 1
    a = np.linspace(-np.pi / 2 + 0.35, np.pi / 2, 16)
    ball = lathe([(0, -r * 0.94), *np.stack([r * np.cos(a), r * np.sin(a)], 1)], 28)
    cup = lathe(
        [
            (0.03, -r - 0.09),
            (0.05, -r - 0.07),
            (0.06, -r - 0.03),
            (0.1, -r + 0.02),
            (0.09, -r + 0.03),
            (0, -r + 0.03),
        ],
        20,
    )
    if count == 1:
        spots = [np.array([0, 0, height - r])]
        pieces["body"] += _shaft(height - 2 * r - 0.05, seed)
    else:
        top = height - 2 * r - 0.05
        pieces["body"] += _shaft(top, seed)
        spots = [
            np.array([0, 0, height - r]),
            np.array([-0.48, 0, height - r - 0.35]),
            np.array([0.48, 0, height - r - 0.35]),
        ]
        for s in (-1, 1):
            path = bend([(0, 0, top - 0.5), (s * 0.48, 0, top - 0.62), (s * 0.48, 0, top - 0.36)], 0.2, 8)
            pieces["body"].append(tube(path, 0.02, 10))
    pieces["lens"].append(copies(ball, spots))
    pieces["body"].append(copies(cup, spots))
    return pieces, spots


def _post(height: float, seed: int) -> tuple[Bag, list[Float]]:
    """A plain post with a flat hat over a cylinder of light, for parks."""
    pieces, r = bag(), 0.055
    body = height - 0.42
    pieces["body"].append(
        lathe([(0, 0), (0.14, 0), (0.14, 0.015), (r, 0.025), (r, body - 0.01), (0, body)], 28, 0.5)
    )
    pieces["lens"].append(lathe([(0, body), (0.1, body), (0.1, body + 0.32), (0, body + 0.32)], 28, 0.5))
    turn = np.arange(3) / 3 * 2 * np.pi
    ring = np.stack([np.cos(turn) * 0.115, np.sin(turn) * 0.115, 0 * turn], 1)
    pieces["body"].append(rods(ring + (0, 0, body - 0.02), ring + (0, 0, body + 0.36), 0.008, 6))
    pieces["body"].append(lathe([(0, body - 0.03), (0.13, body - 0.03), (0.13, body), (0, body)], 28, 0.5))
    hat = 0.32 if seed % 2 else 0.2
    pieces["body"].append(
        lathe(
            [
                (0, body + 0.32),
                (hat, body + 0.32),
                (hat + 0.006, body + 0.335),
                (0.1, height - 0.01),
                (0, height),
            ],
            36,
            0.5,
        )
    )
    return pieces, [np.array([0, 0, body + 0.16])]


@sampler("street lamp")
def street_lamp_rand(rng: np.random.Generator) -> Asset:
    """A street lamp that is off."""
    return street_lamp_of(rng)


def street_lamp_of(rng: np.random.Generator, lit: bool = False) -> Asset:
    """A street lamp; lit: whether it is on."""
    style = STYLES[int(rng.choice(6, p=[0.34, 0.12, 0.14, 0.18, 0.1, 0.12]))]
    seed = finishes.seed(rng)
    dark = finishes.jitter(
        [(0.05, 0.055, 0.06), (0.07, 0.12, 0.1), (0.13, 0.15, 0.17)][int(rng.integers(3))], rng, 0.006
    )
    old = style in ("lantern", "globe")
    zinc = materials.metal((0.6, 0.61, 0.62), 0.42, seed=seed)
    body = materials.paint(dark, 0.35, seed=seed) if old or rng.random() < 0.4 else zinc
    height = {
        "lantern": rng.uniform(3.4, 4.6),
        "globe": rng.uniform(3.4, 4.4),
        "post": rng.uniform(3.2, 4.5),
    }.get(style, rng.uniform(6.0, 11.5))
    return street_lamp(
        height,
        body,
        style,
        reach=rng.uniform(0.9, 1.2) + 0.09 * height,
        lit=lit,
        power=24.0 if old or style == "post" else 10.0 * height,
        temperature=float(rng.choice([2200.0, 3000.0, 4000.0])),
        seed=int(rng.integers(1000)),
    )
