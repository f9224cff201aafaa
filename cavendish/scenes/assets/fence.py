# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Fences and garden walls, by the length along X, to be set end to end."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes import materials_outdoor as outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bounds, cylinder, lathe, moved, prism, turned
from cavendish.scenes.parts.facade.elements import Bag, bag, boxes, copies, finished, rods
from cavendish.scenes.parts.facade.finish import brickwork, plasterwork
from cavendish.scenes.scene import Asset, Material, Mesh

Style = Literal[
    "iron bars", "boards", "pickets", "chain link", "post and rail", "mesh panel", "lapped panels"
]
STYLES: tuple[Style, ...] = (
    "iron bars",
    "boards",
    "pickets",
    "chain link",
    "post and rail",
    "mesh panel",
    "lapped panels",
)
STEEL = ("iron bars", "chain link", "mesh panel")


def fence(
    length: float,
    height: float,
    body: Material,
    post: Material,
    style: Style = "boards",
    bay: float = 2.0,
    base: float = 0.0,
    seed: int = 0,
) -> Asset:
    """A fence along X, its outer side to -Y. bay: from post to post, about; base: height of a kerb of concrete, or 0."""
    pieces, rng = bag(), np.random.default_rng(seed)
    half, count = length / 2, max(round(length / bay), 1)
    x = np.linspace(-half, half, count + 1)
    make = {
        "iron bars": _bars, "boards": _boards, "pickets": _pickets, "chain link": _links, "post and rail": _rails,
        "mesh panel": _panel, "lapped panels": _lapped,
    }[style]  # fmt: skip
    make(pieces, x, base, height, rng)
    span = bounds([mesh for meshes in pieces.values() for mesh in meshes])
    middle = -float(span[0, 1] + span[1, 1]) / 2
    for slot, meshes in pieces.items():
        pieces[slot] = [moved(mesh, (0, middle, 0)) for mesh in meshes]
    if base > 0:
        pieces["base"].append(boxes([(-half, half, -0.12, 0.12, 0, base)], 0.012))
    made = finished(pieces, {"body": body, "post": post, "base": materials.concrete((0.55, 0.54, 0.52))})
    material = "metal" if style in STEEL else "wood"
    return Asset("fence", made, {"kind": style, "material": material})


def _posts(into: Bag, x: np.ndarray, height: float, wide: float, cap: bool = True, y: float = 0.0) -> None:
    w = wide / 2
    ends = np.clip(x, x[0] + w, x[-1] - w)
    into["post"].append(boxes([(u - w, u + w, y - w, y + w, 0, height) for u in ends], 0.006))
    if cap:
        into["post"].append(
            boxes(
                [
                    (u - w - 0.01, u + w + 0.01, y - w - 0.01, y + w + 0.01, height, height + 0.025)
                    for u in ends
                ],
                0.01,
            )
        )


def _bars(into: Bag, x: np.ndarray, base: float, height: float, rng: np.random.Generator) -> None:
    """Upright iron bars with spear heads between flat rails."""
    half = float(x[-1])
    n = max(round(2 * half / 0.125), 4)
    u = np.linspace(-half, half, n + 1)[1:-1]
    low, high = base + 0.12, height - 0.22
    into["body"].append(
        rods(
            np.stack([u, 0 * u, 0 * u + base + 0.04], 1),
            np.stack([u, 0 * u, 0 * u + height - 0.1], 1),
            0.008,
            6,
        )
    )
    into["body"].append(boxes([(-half, half, -0.02, 0.02, z, z + 0.012) for z in (low, high)], 0.002))
    if rng.random() < 0.7:
        head = lathe(
            [(0.008, 0), (0.015, 0.01), (0.009, 0.025), (0.02, 0.045), (0.012, 0.08), (0, 0.11)], 6, 0.4
        )
        into["body"].append(copies(head, np.stack([u, 0 * u, 0 * u + height - 0.11], 1)))
    else:
        into["body"].append(boxes([(-half, half, -0.02, 0.02, height - 0.11, height - 0.098)], 0.002))
    if rng.random() < 0.5:
        ring = turned(
            lathe([(0.04, -0.006), (0.05, -0.006), (0.05, 0.006), (0.04, 0.006), (0.04, -0.006)], 14, 0.4),
            "x",
            np.pi / 2,
        )
        mid = (u[:-1] + u[1:])[::2] / 2
        into["body"].append(copies(ring, np.stack([mid, 0 * mid, 0 * mid + high - 0.06], 1)))
    _posts(into, x, height - 0.02, 0.06)
    ball = np.linspace(-np.pi / 2, np.pi / 2, 8)
    knob = lathe(np.stack([0.04 * np.cos(ball), 0.04 * np.sin(ball)], 1), 14)
    ends = np.clip(x, x[0] + 0.03, x[-1] - 0.03)
    into["post"].append(copies(knob, np.stack([ends, 0 * ends, 0 * ends + height + 0.03], 1)))


def _boards(into: Bag, x: np.ndarray, base: float, height: float, rng: np.random.Generator) -> None:
    """Upright boards, close together, each a little off."""
    half = float(x[-1])
    n = max(round(2 * half / rng.uniform(0.1, 0.15)), 3)
    w = 2 * half / n
    rows = []
    for k in range(n):
        a = -half + k * w
        rows.append(
            (
                a + 0.003,
                a + w - 0.003,
                -0.045 - rng.uniform(0, 0.004),
                -0.025,
                base + 0.04 + rng.uniform(0, 0.012),
                height - rng.uniform(0, 0.015),
            )
        )
    into["body"].append(boxes(rows, 0.003))
    into["body"].append(
        boxes(
            [
                (-half, half, -0.025, 0.012, z, z + 0.08)
                for z in (base + 0.2, (base + height) / 2, height - 0.3)
            ],
            0.004,
        )
    )
    _posts(into, x, height - 0.06, 0.09, False, 0.05)


def _pickets(into: Bag, x: np.ndarray, base: float, height: float, rng: np.random.Generator) -> None:
    """Pickets with pointed or round tops, gaps between them."""
    half = float(x[-1])
    w = float(rng.uniform(0.065, 0.09))
    n = max(round(2 * half / (w * 1.75)), 3)
    a, h = w / 2, height - base - 0.06
    if rng.random() < 0.6:
        outline = [(-a, 0), (a, 0), (a, h - w * 0.7), (0, h), (-a, h - w * 0.7)]
    else:
        turn = np.linspace(0, np.pi, 8)
        outline = [(-a, 0), (a, 0), *zip(a * np.cos(turn), h - a + a * np.sin(turn), strict=True)]
    picket = moved(turned(prism(np.array(outline), 0.02, 0.002), "x", np.pi / 2), (0, -0.02, base + 0.06))
    u = (np.arange(n) + 0.5) / n * 2 * half - half
    into["body"].append(copies(picket, np.stack([u, 0 * u, 0 * u], 1)))
    into["body"].append(
        boxes([(-half, half, -0.02, 0.018, z, z + 0.07) for z in (base + 0.2, height - 0.3)], 0.004)
    )
    _posts(into, x, height - 0.04, 0.09, True, 0.06)


def _links(into: Bag, x: np.ndarray, base: float, height: float, rng: np.random.Generator) -> None:
    """Wire netting between steel posts, with a tension wire above and below."""
    half, z0, z1 = float(x[-1]), base + 0.05, height - 0.05
    step = 0.075
    across = np.arange(-half - (z1 - z0), half + (z1 - z0), step)
    lines: list[Mesh] = []
    for s in (-1, 1):
        # Each wire runs at 45 degrees; clip it to the panel.
        start = np.stack([across, 0 * across + 0.0015 * s, 0 * across + z0], 1)
        t0 = np.clip(((-half if s > 0 else half) - across) * s, 0, z1 - z0)
        t1 = np.clip(((half if s > 0 else -half) - across) * s, 0, z1 - z0)
        way = np.array([s, 0.0, 1.0])
        keep = t1 - t0 > 0.02
        lines.append(rods((start + t0[:, None] * way)[keep], (start + t1[:, None] * way)[keep], 0.0016, 3))
    into["body"] += lines
    into["body"].append(
        rods(
            [(-half, 0, z) for z in (z0, (z0 + z1) / 2, z1)],
            [(half, 0, z) for z in (z0, (z0 + z1) / 2, z1)],
            0.002,
            5,
        )
    )
    ends = np.clip(x, x[0] + 0.025, x[-1] - 0.025)
    tube = cylinder(0.024, height, 0.006, 14)
    into["post"].append(copies(tube, np.stack([ends, 0 * ends + 0.026, 0 * ends], 1)))
    if rng.random() < 0.5:
        into["post"].append(rods([(-half, 0.026, height - 0.03)], [(half, 0.026, height - 0.03)], 0.018, 10))


def _rails(into: Bag, x: np.ndarray, base: float, height: float, rng: np.random.Generator) -> None:
    """Rails between rough posts."""
    half, count = float(x[-1]), int(rng.integers(2, 4))
    for z in np.linspace(base + 0.4, height - 0.12, count):
        for a, b in zip(x[:-1], x[1:], strict=True):
            dip = rng.uniform(-0.012, 0.012)
            into["body"].append(
                boxes([(max(a, -half), min(b, half), -0.06, -0.025, z - 0.06 + dip, z + 0.06 + dip)], 0.008)
            )
    _posts(into, x, height, 0.11, False, 0.03)


def _panel(into: Bag, x: np.ndarray, base: float, height: float, rng: np.random.Generator) -> None:
    """Welded double-wire panels."""
    half = float(x[-1])
    u = np.arange(-half + 0.02, half - 0.01, 0.05)
    z0, z1 = base + 0.05, height
    into["body"].append(
        rods(np.stack([u, 0 * u, 0 * u + z0], 1), np.stack([u, 0 * u, 0 * u + z1], 1), 0.003, 4)
    )
    z = np.arange(z0 + 0.03, z1 - 0.02, 0.2)
    for y in (-0.006, 0.006):
        into["body"].append(
            rods(
                np.stack([0 * z - half, 0 * z + y, z], 1), np.stack([0 * z + half, 0 * z + y, z], 1), 0.004, 5
            )
        )
    ends = np.clip(x, x[0] + 0.03, x[-1] - 0.03)
    into["post"].append(boxes([(v - 0.03, v + 0.03, 0.012, 0.052, 0, height + 0.03) for v in ends], 0.004))


def _lapped(into: Bag, x: np.ndarray, base: float, height: float, rng: np.random.Generator) -> None:
    """Panels of level boards in frames between posts."""
    for a, b in zip(x[:-1], x[1:], strict=True):
        n = max(round((height - base - 0.1) / 0.12), 3)
        z = np.linspace(base + 0.08, height - 0.06, n + 1)
        rows = [
            (a + 0.05, b - 0.05, -0.03 + 0.012 * (k % 2), -0.012 + 0.012 * (k % 2), z[k], z[k + 1] + 0.012)
            for k in range(n)
        ]
        rows += [
            (a + 0.045, a + 0.09, -0.04, 0.012, base + 0.05, height - 0.03),
            (b - 0.09, b - 0.045, -0.04, 0.012, base + 0.05, height - 0.03),
        ]
        rows += [(a + 0.045, b - 0.045, -0.05, 0.02, height - 0.04, height - 0.005)]
        into["body"].append(boxes(rows, 0.003))
    _posts(into, x, height, 0.09)


def garden_wall(
    length: float,
    height: float,
    thick: float,
    body: Material,
    coping: Material,
    word: str,
    bay: float = 2.6,
    railing: float = 0.0,
) -> Asset:
    """A wall along X with piers every `bay` metres and a coping. railing: height of iron bars upon it, or 0."""
    pieces, half, t = bag(), length / 2, thick / 2
    x = np.linspace(-half, half, max(round(length / bay), 1) + 1)
    p = thick * 0.85
    ends = np.clip(x, -half + p, half - p)
    a, b = float(ends[0]), float(ends[-1])
    pieces["body"].append(boxes([(a, b, -t, t, 0, height)]))
    pieces["body"].append(boxes([(u - p, u + p, -p, p, 0, height + 0.18) for u in ends]))
    pieces["coping"].append(boxes([(a, b, -t - 0.04, t + 0.04, height, height + 0.06)], 0.015))
    q = p + 0.04
    pieces["coping"].append(boxes([(u - q, u + q, -q, q, height + 0.18, height + 0.24) for u in ends], 0.015))
    cap = turned(lathe([(0, 0), (q * 1.3, 0), (0, 0.12)], 4, 0.2), "z", np.pi / 4)
    pieces["coping"].append(copies(cap, [(u, 0, height + 0.24) for u in ends]))
    pieces["body"].append(boxes([(a, b, -t - 0.02, t + 0.02, 0, 0.12)]))
    if railing > 0:
        for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            u = np.linspace(a + p, b - p, max(round((b - a) / 0.13), 2) + 1)[1:-1]
            pieces["iron"].append(
                rods(
                    np.stack([u, 0 * u, 0 * u + height + 0.03], 1),
                    np.stack([u, 0 * u, 0 * u + height + railing], 1),
                    0.008,
                    6,
                )
            )
            pieces["iron"].append(
                boxes(
                    [(a, b, -0.015, 0.015, height + z, height + z + 0.012) for z in (0.1, railing - 0.12)],
                    0.002,
                )
            )
            tip = lathe([(0.008, 0), (0.018, 0.02), (0.01, 0.05), (0, 0.09)], 6, 0.4)
            pieces["iron"].append(copies(tip, np.stack([u, 0 * u, 0 * u + height + railing - 0.01], 1)))
    made = finished(
        pieces, {"body": body, "coping": coping, "iron": materials.paint((0.05, 0.055, 0.06), 0.4)}
    )
    return Asset("garden wall", made, {"material": word})


@sampler("fence")
def fence_rand(rng: np.random.Generator) -> Asset:
    """A fence."""
    style = STYLES[int(rng.choice(7, p=[0.2, 0.18, 0.16, 0.14, 0.08, 0.12, 0.12]))]
    seed = finishes.seed(rng)
    grey = materials.wood(
        finishes.jitter((0.47, 0.43, 0.38), rng, 0.006), (0.3, 0.27, 0.24), 0.85, 0.01, seed
    )
    brown = materials.wood(finishes.jitter((0.45, 0.3, 0.18), rng, 0.02), roughness=0.7, seed=seed)
    white = materials.paint((0.87, 0.87, 0.85), 0.5, seed=seed)
    green = materials.paint((0.09, 0.22, 0.15), 0.45, seed=seed)
    black = materials.paint((0.05, 0.055, 0.06), 0.4, seed=seed)
    zinc = materials.metal((0.6, 0.61, 0.62), 0.4, seed=seed)
    if style in STEEL:
        body = {
            "iron bars": (black, green, white),
            "chain link": (zinc, green, zinc),
            "mesh panel": (green, zinc, black),
        }[style][int(rng.integers(3))]
        post = body
    else:
        body = white if style == "pickets" and rng.random() < 0.6 else grey if rng.random() < 0.5 else brown
        post = body
    low, high = {
        "iron bars": (1.0, 1.9),
        "boards": (1.2, 1.9),
        "pickets": (0.8, 1.2),
        "chain link": (1.2, 2.2),
        "post and rail": (1.0, 1.3),
        "mesh panel": (1.0, 2.0),
        "lapped panels": (1.5, 1.9),
    }[style]
    bay = rng.uniform(1.8, 2.5)
    base = float(rng.choice([0.0, 0.2, 0.35])) if style in ("iron bars", "mesh panel") else 0.0
    return fence(
        bay * int(rng.integers(1, 4)),
        rng.uniform(low, high),
        body,
        post,
        style,
        bay,
        base,
        int(rng.integers(10_000)),
    )


@sampler("garden wall")
def garden_wall_rand(rng: np.random.Generator) -> Asset:
    """A garden wall."""
    draw = rng.random()
    thick = rng.uniform(0.22, 0.33)
    if draw < 0.6:
        wall = brickwork(rng)
        body, word = wall.material, f"{wall.color} brick"
    elif draw < 0.85:
        wall = plasterwork(rng, "white", "cream", "grey", "yellow")
        body, word = wall.material, f"{wall.color} plaster"
    else:
        body, word = (
            outdoor.paving(
                (0.55, 0.52, 0.47),
                (0.4, 0.38, 0.35),
                0.32,
                0.16,
                0.014,
                0.5,
                0.5,
                0.45,
                seed=finishes.seed(rng),
            ),
            "stone",
        )
    coping = outdoor.stucco((0.62, 0.6, 0.56), 0.85, 0.3, 0.6, finishes.seed(rng))
    low = rng.random() < 0.5
    bay = rng.uniform(2.0, 3.0)
    return garden_wall(
        bay * int(rng.integers(1, 3)),
        rng.uniform(0.5, 1.0) if low else rng.uniform(1.4, 2.1),
        thick,
        body,
        coping,
        word,
        bay,
        rng.uniform(0.5, 0.9) if low and rng.random() < 0.5 else 0.0,
    )
