# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Planters of streets and terraces: troughs and tubs with clipped shrubs or flowers."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, lathe, moved
from cavendish.scenes.parts.facade.elements import Bag, bag, boxes, finished, rods
from cavendish.scenes.parts.fittings import circle, slab
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh

Pot = Literal["trough", "wooden box", "tub", "bowl", "barrel"]
Growth = Literal["flowers", "ball", "cone", "shrub"]
POTS: tuple[Pot, ...] = ("trough", "wooden box", "tub", "bowl", "barrel")
PETALS: dict[str, Colour] = {
    "red": (0.78, 0.08, 0.1),
    "pink": (0.88, 0.42, 0.6),
    "yellow": (0.95, 0.77, 0.12),
    "white": (0.94, 0.93, 0.9),
    "purple": (0.42, 0.22, 0.6),
}


def planter(
    width: float,
    depth: float,
    height: float,
    pot: Pot,
    body: Material,
    leaf: Material,
    petal: Material,
    growth: Growth = "flowers",
    tall: float = 0.4,
    seed: int = 0,
) -> Asset:
    """A planter. width, depth, height: of the vessel (round ones are as deep as wide); tall: of what grows in it.

    growth: a bed of flowers, a clipped ball, a cone, or a loose shrub. petal: of flowers.
    """
    rng = np.random.default_rng(seed)
    pieces, r, top = bag(), width / 2, height - 0.05
    if pot in ("trough", "wooden box"):
        a, b, t = width / 2, depth / 2, 0.05 if pot == "trough" else 0.028
        if pot == "trough":
            pieces["body"].append(
                boxes(
                    [
                        (-a, a, -b, -b + t, 0.04, height),
                        (-a, a, b - t, b, 0.04, height),
                        (-a, -a + t, -b + t, b - t, 0.04, height),
                        (a - t, a, -b + t, b - t, 0.04, height),
                        (-a + 0.01, a - 0.01, -b + 0.01, b - 0.01, 0.0, 0.06),
                    ],
                    0.012,
                )
            )
        else:
            count = max(round((height - 0.06) / 0.1), 3)
            z = np.linspace(0.05, height - 0.02, count + 1)
            rows = []
            for low, high in zip(z[:-1], z[1:] - 0.008, strict=True):
                rows += [(-a + 0.03, a - 0.03, s * b, s * (b - t), low, high) for s in (-1, 1)]
                rows += [(s * a, s * (a - t), -b + 0.03, b - 0.03, low, high) for s in (-1, 1)]
            rows += [
                (sx * (a - 0.06), sx * (a + 0.004), sy * (b - 0.06), sy * (b + 0.004), 0, height)
                for sx in (-1, 1)
                for sy in (-1, 1)
            ]
            lip = 0.03
            rows += [
                (-a - lip, a + lip, s * (b - 0.05), s * (b + lip), height - 0.02, height + 0.008)
                for s in (-1, 1)
            ]
            rows += [
                (s * (a - 0.05), s * (a + lip), -b + 0.05, b - 0.05, height - 0.02, height + 0.008)
                for s in (-1, 1)
            ]
            pieces["body"].append(boxes(rows, 0.004))
        pieces["soil"].append(box((width - 0.06, depth - 0.06, 0.04), (0, 0, top - 0.02), 0.01))
        mounds = (
            [(x, 0.0) for x in np.linspace(-a + b, a - b, max(round(width / depth), 1))]
            if width > depth * 1.3
            else [(0.0, 0.0)]
        )
    else:
        shape = {
            "tub": [
                (0.62, 0),
                (0.66, 0.02),
                (0.92, 0.88),
                (1.0, 0.89),
                (1.0, 1.0),
                (0.9, 1.0),
                (0.86, 0.8),
                (0, 0.8),
            ],
            "bowl": [
                (0.4, 0),
                (0.42, 0.06),
                (0.3, 0.14),
                (0.55, 0.3),
                (0.85, 0.6),
                (0.94, 0.9),
                (1.0, 0.93),
                (1.0, 1.0),
                (0.9, 1.0),
                (0.84, 0.85),
                (0, 0.8),
            ],
            "barrel": [(0.84, 0), (0.93, 0.3), (1.0, 0.62), (0.97, 1.0), (0.9, 1.0), (0.9, 0.85), (0, 0.85)],
        }[pot]
        pieces["body"].append(lathe([(0, 0), *((x * r, z * height) for x, z in shape)], 44, 0.5))
        if pot == "barrel":
            for level, wide in ((0.14, 0.9), (0.5, 0.99), (0.86, 0.99)):
                band = [
                    (wide * r - 0.01, -0.02),
                    (wide * r + 0.006, -0.02),
                    (wide * r + 0.006, 0.02),
                    (wide * r - 0.01, 0.02),
                    (wide * r - 0.01, -0.02),
                ]
                pieces["hoop"].append(moved(lathe(band, 44, 0.4), (0, 0, level * height)))
        pieces["soil"].append(slab(circle(r * 0.9, 28), 0.03, top - 0.03, 0.008))
        mounds = [(0.0, 0.0)]
    room = (depth / 2 if pot in ("trough", "wooden box") else r * 0.9) * 0.95
    for x, y in mounds:
        _grow(
            pieces,
            growth,
            np.array([x, y, top]),
            room,
            tall * float(rng.uniform(0.9, 1.05)),
            rng,
            len(mounds),
        )
    finish = {
        "body": body,
        "soil": materials.soil(),
        "leaf": leaf,
        "petal": petal,
        "stem": materials.wood((0.36, 0.28, 0.2), roughness=0.9),
        "eye": materials.plastic((0.8, 0.6, 0.1), 0.8),
        "hoop": materials.metal((0.3, 0.29, 0.28), 0.5),
    }
    material = {
        "wood": "wood",
        "concrete": "concrete",
        "ceramic": "clay",
        "plastic": "clay",
        "stone": "stone",
    }.get(body.kind, "metal")
    return Asset("planter", finished(pieces, finish), {"kind": pot, "material": material, "plant": growth})


def _grow(
    into: Bag, growth: Growth, root: Float, room: float, tall: float, rng: np.random.Generator, share: int
) -> None:
    """Plants about a root within `room` metres of it, `tall` metres high; share: how many of these there are."""
    if growth == "flowers":
        n = int(260 / np.sqrt(share))
        angle, far = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.random(n)) * room
        dome = 1 - 0.55 * (far / room) ** 2
        at = root + np.stack(
            [np.cos(angle) * far, np.sin(angle) * far, rng.uniform(0.05, 0.8, n) * tall * dome], 1
        )
        out = np.stack([np.cos(angle), np.sin(angle), rng.uniform(0.1, 1.2, n)], 1) + rng.normal(
            0, 0.4, (n, 3)
        )
        into["leaf"].append(_leaves(at, out, rng.uniform(0.05, 0.09, n), 0.45))
        m = 46
        angle, far = rng.uniform(0, 2 * np.pi, m), np.sqrt(rng.random(m)) * room * 1.05
        at = root + np.stack(
            [
                np.cos(angle) * far,
                np.sin(angle) * far,
                tall * (1 - 0.5 * (far / room) ** 2) * rng.uniform(0.85, 1.05, m),
            ],
            1,
        )
        up = np.stack(
            [np.cos(angle) * far / room * 0.7, np.sin(angle) * far / room * 0.7, 0 * far + 1], 1
        ) + rng.normal(0, 0.2, (m, 3))
        into["petal"].append(_heads(at, up, rng.uniform(0.022, 0.036, m)))
        into["leaf"].append(rods(at - (0, 0, tall * 0.6), at, 0.0025, 3))
        return
    n = int(1500 / np.sqrt(share))
    if growth == "ball":
        r = min(room * 1.15, tall / 2)
        v = rng.normal(0, 1, (n, 3))
        v /= np.linalg.norm(v, axis=1, keepdims=True)
        middle = root + np.array([0, 0, tall - r])
        at, out = middle + v * r * rng.uniform(0.86, 1.0, (n, 1)), v + rng.normal(0, 0.45, (n, 3))
        a = np.linspace(-np.pi / 2, np.pi / 2, 12)
        into["leaf"].append(
            moved(lathe(np.stack([0.86 * r * np.cos(a), 0.86 * r * np.sin(a)], 1), 18), middle)
        )
    elif growth == "cone":
        up = 1 - np.sqrt(rng.random(n))
        angle = rng.uniform(0, 2 * np.pi, n)
        far = room * (1 - up) * rng.uniform(0.9, 1.0, n)
        at = root + np.stack([np.cos(angle) * far, np.sin(angle) * far, 0.06 + up * (tall - 0.06)], 1)
        out = np.stack([np.cos(angle), np.sin(angle), 0 * up + 0.4], 1) + rng.normal(0, 0.4, (n, 3))
        into["leaf"].append(
            moved(
                lathe([(0, 0.05), (room * 0.88, 0.06), (room * 0.45, tall * 0.5), (0, tall * 0.94)], 18), root
            )
        )
    else:
        angle, lift = rng.uniform(0, 2 * np.pi, n), rng.uniform(0.12, 1.0, n)
        far = room * 1.2 * np.sqrt(rng.random(n)) * (0.5 + 0.5 * np.sin(lift * np.pi))
        at = root + np.stack([np.cos(angle) * far, np.sin(angle) * far, (lift * tall)], 1)
        out = np.stack([np.cos(angle), np.sin(angle), rng.uniform(-0.2, 1.0, n)], 1) + rng.normal(
            0, 0.4, (n, 3)
        )
        ends = at[rng.integers(0, n, 26)]
        into["stem"].append(rods(np.broadcast_to(root, ends.shape), ends, 0.004, 4))
    if growth == "ball":
        into["stem"].append(
            rods([root - (0, 0, 0.02)], [root + (0, 0, max(tall - 2 * r, 0) + 0.1)], 0.018, 8)
        )
    into["leaf"].append(
        _leaves(at, out, rng.uniform(0.03, 0.055, n) * (1.4 if growth == "shrub" else 1.0), 0.5)
    )


def _leaves(at: Float, out: Float, length: Float, wide: float) -> Mesh:
    """Folded leaves from `at` (N, 3) along `out`; wide: in parts of their length."""
    out = out / np.linalg.norm(out, axis=1, keepdims=True)
    side = np.cross(out, (0, 0, 1.0)) + 1e-6
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, out)
    s = length[:, None]
    middle = at + out * s * 0.5
    tip = at + out * s - up * s * 0.12
    left, right = middle + side * s * wide / 2 + up * s * 0.1, middle - side * s * wide / 2 + up * s * 0.1
    points = np.stack([at, right, tip, left], axis=1)
    start = 4 * np.arange(len(at))[:, None]
    faces = np.concatenate([start + [0, 1, 2], start + [0, 2, 3]])
    zero, w = 0 * length, length * wide / 2
    uv = np.stack(
        [
            np.stack([zero, zero], 1),
            np.stack([length / 2, -w], 1),
            np.stack([length, zero], 1),
            np.stack([length / 2, w], 1),
        ],
        axis=1,
    )
    return Mesh(
        points.reshape(-1, 3).astype(np.float32),
        faces.astype(np.int32),
        None,
        uv.reshape(-1, 2)[faces].astype(np.float32),
    )


def _heads(at: Float, up: Float, radius: Float) -> Mesh:
    """Heads of five petals at `at` (N, 3) that look along `up`."""
    up = up / np.linalg.norm(up, axis=1, keepdims=True)
    first = np.cross(up, (0.31, 0.95, 0.02))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(up, first)
    spread = []
    for k in range(5):
        t = k * 2 * np.pi / 5
        spread.append(np.cos(t) * first + np.sin(t) * second + 0.25 * up)
    out = np.stack(spread, 1).reshape(-1, 3)
    return _leaves(np.repeat(at, 5, axis=0), out, np.repeat(radius, 5), 0.95)


@sampler("planter")
def planter_rand(rng: np.random.Generator) -> Asset:
    """A planter."""
    pot = POTS[int(rng.choice(5, p=[0.28, 0.24, 0.2, 0.14, 0.14]))]
    seed = finishes.seed(rng)
    grey = float(rng.uniform(0.45, 0.65))
    board = materials.wood(finishes.jitter((0.48, 0.34, 0.22), rng, 0.02), roughness=0.75, seed=seed)
    rock = materials.concrete((grey, grey * 0.98, grey * 0.95), seed=seed)
    clay = materials.plastic(finishes.jitter((0.6, 0.32, 0.22), rng, 0.015), 0.8, seed=seed)
    dark = materials.paint((0.1, 0.105, 0.11), 0.5, seed=seed)
    body = {
        "trough": rock if rng.random() < 0.55 else dark,
        "wooden box": board if rng.random() < 0.75 else materials.paint((0.3, 0.38, 0.35), 0.5, seed=seed),
        "tub": clay if rng.random() < 0.6 else rock if rng.random() < 0.5 else dark,
        "bowl": rock,
        "barrel": board,
    }[pot]
    round_ = pot in ("tub", "bowl", "barrel")
    width = rng.uniform(0.45, 0.8) if round_ else rng.uniform(0.5, 1.8)
    depth = width if round_ else min(rng.uniform(0.4, 0.6), width)
    options: tuple[Growth, ...] = ("flowers", "ball", "cone", "shrub")
    growth = options[int(rng.choice(4, p=[0.4, 0.2, 0.15, 0.25]))]
    tall = {
        "flowers": rng.uniform(0.2, 0.35),
        "ball": rng.uniform(0.45, 0.8),
        "cone": rng.uniform(0.6, 1.1),
        "shrub": rng.uniform(0.35, 0.8),
    }[growth]
    if width > 1.3 * depth and growth != "flowers":
        growth, tall = (
            ("ball", rng.uniform(0.35, 0.5)) if growth == "ball" else ("shrub", rng.uniform(0.3, 0.5))
        )
    leaf = materials.leaf(finishes.jitter((0.17, 0.33, 0.11), rng, 0.02), seed=seed)
    petal = materials.leaf(list(PETALS.values())[int(rng.integers(len(PETALS)))], seed=seed)
    return planter(
        width, depth, rng.uniform(0.4, 0.65), pot, body, leaf, petal, growth, tall, int(rng.integers(10_000))
    )
