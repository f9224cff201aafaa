# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bathtubs: built in behind a panel, or free-standing on a foot or on claws. Their long side is along X."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, curve, lathe, moved, tube
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.parts.ware import at_height, facing, hollow, oval, tap
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Support

KINDS = ("built-in", "free-standing", "claw-foot")


def bathtub(
    ware: Material,
    metal: Material,
    kind: str = "built-in",
    width: float = 1.7,
    depth: float = 0.75,
    height: float = 0.56,
    panel: Material | None = None,
    drain: int = 1,
    shell: Material | None = None,
) -> Asset:
    """A bathtub. kind: one of KINDS; panel: of a built-in tub's front; drain: the end of the taps, -1 left or 1 right.

    shell: of a free-standing tub's outside, where it differs.
    """
    rim = 0.055 if kind == "built-in" else 0.035
    wares: list[Mesh] = []
    metals: list[Mesh] = []
    panels: list[Mesh] = []
    shells: list[Mesh] = []
    w, d = width - 2 * rim, depth - 2 * rim
    bottom = 0.11 if kind != "claw-foot" else 0.15
    if kind == "built-in":
        n = 12
        flat = rounded(width, depth, 0.015, n)
        outside = [
            at_height(flat, height - 0.032),
            at_height(flat, height - 0.006),
            at_height(flat * ((width - 0.012) / width), height),
        ]

        def inner(sw: float, sd: float, z: float, shift: float) -> Float:
            return at_height(rounded(w * sw, d * sd, 0.16 * sd, n), z, drain * shift)

        panels = [
            box(
                (width - 0.008, 0.012, height - 0.03),
                (0, s * (depth / 2 - 0.01), (height - 0.03) / 2),
                0.002,
                1,
            )
            for s in (-1, 1)
        ]
        panels += [
            box(
                (0.012, depth - 0.032, height - 0.03),
                (s * (width / 2 - 0.01), 0, (height - 0.03) / 2),
                0.002,
                1,
            )
            for s in (-1, 1)
        ]
    else:
        foot = 0.0 if kind == "free-standing" else 0.13
        power = 2.6

        def inner(sw: float, sd: float, z: float, shift: float) -> Float:
            return oval(w * sw, d * sd, z, power, 0.0, drain * shift, 48)

        slim = (
            (0.8, 0.72, foot),
            (0.83, 0.77, foot + 0.02),
            (0.9, 0.9, foot + (height - foot) * 0.4),
            (0.985, 0.985, height - 0.05),
            (1.0, 1.0, height - 0.02),
            (0.995, 0.995, height),
        )
        outside = [oval(width * a, depth * b, z, power) for a, b, z in slim]
    into = (
        (1.0, 1.0, height, 0.0),
        (0.985, 0.98, height - 0.015, 0.0),
        (0.95, 0.93, height - 0.12, 0.01),
        (0.86, 0.84, bottom + 0.12, 0.025),
        (0.76, 0.68, bottom + 0.03, 0.04),
        (0.66, 0.5, bottom, 0.05),
    )
    inside = [inner(a, b, z, s) for a, b, z, s in into]
    if kind == "built-in" or shell is None:
        under: list[Float] = []
        if kind == "built-in":  # the basin's outside, which the panels hide
            under = [inner(a, b, z - 0.01, s) * (1.012, 1.02, 1.0) for a, b, z, s in reversed(into[2:])]
            under.append(inner(1.0, 1.0, height - 0.032, 0.0) * (1.006, 1.012, 1.0))
        wares.append(hollow([*under, *outside, *inside], 0.8))
    else:
        lip = len(outside) - 1
        within = (0.993, 0.99, 1.0)  # the tub proper, inside its coloured coat
        coat = outside[:lip]
        shells.append(
            loft(np.array([*coat, *(r * within for r in reversed(coat)), coat[0]]), 0.8, caps=False, grain=0)
        )
        wares.append(hollow([*(r * within for r in coat), outside[lip - 1], outside[lip], *inside], 0.8))
    end = drain * (w * 0.33 + 0.05)
    metals.append(
        moved(
            lathe([(0, 0), (0.035, 0), (0.036, 0.003), (0.024, 0.005), (0, 0.003)], 24),
            (end * 0.86, 0, bottom - 0.001),
        )
    )
    side = drain * w * 0.46
    over = facing(
        lathe([(0, 0), (0.035, 0), (0.034, 0.008), (0.02, 0.012), (0, 0.012)], 24),
        (side * 0.35, d * 0.47, height - 0.13),
    )
    metals.append(over)
    if kind == "built-in":
        at = (end, depth / 2 - 0.035, height - 0.001)
        metals += [moved(m, at) for m in tap("pillar", 0.16, 0.13, 0.012)]
    else:  # a tall filler on the floor beside the end would be a thing of its own: the taps stand on the rim
        at = (0.0, depth / 2 - 0.03, height - 0.001)
        metals += [moved(m, at) for m in tap("pillar", 0.2, 0.14, 0.011)]
    if kind == "claw-foot":
        for sx in (-1, 1):
            for sy in (-1, 1):
                x, y = sx * width * 0.3, sy * depth * 0.27
                path = curve(
                    [
                        (x, y, 0.16),
                        (x * 1.08, y * 1.12, 0.1),
                        (x * 1.05, y * 1.08, 0.05),
                        (x * 1.1, y * 1.2, 0.018),
                    ],
                    5,
                )
                metals.append(tube(path, 0.018, 12))
                metals.append(
                    moved(
                        lathe([(0, 0), (0.02, 0), (0.03, 0.014), (0.024, 0.032), (0, 0.038)], 18, 1.2),
                        (x * 1.1, y * 1.2, 0),
                    )
                )
    supports: tuple[Support, ...] = ()
    if kind == "built-in":
        corner = -drain * (width / 2 - 0.1)
        supports = (
            Support(
                (min(corner - 0.06, corner + 0.06), max(corner - 0.06, corner + 0.06)),
                (depth / 2 - rim, depth / 2 - 0.004),
                height,
            ),
        )
    material = "acrylic" if ware.kind == "plastic" else "enamel"
    pieces = parts((wares, ware), (metals, metal), (panels, panel or ware), (shells, shell or ware))
    return Asset("bathtub", pieces, {"color": "white", "material": material, "kind": kind}, supports)


def bathtub_fit(rng: np.random.Generator, kind: str, length: float) -> Asset:
    """A bathtub of one of KINDS, no longer than `length`."""
    level = float(rng.uniform(0.91, 0.95))
    ware = materials.ceramic((level, level, level * 0.985), 0.08)
    if kind == "claw-foot":
        metal = (
            materials.metal((0.8, 0.62, 0.34), 0.22)
            if rng.random() < 0.4
            else materials.metal((0.8, 0.8, 0.81), 0.12)
        )
    else:
        metal = materials.metal((0.8, 0.8, 0.81), 0.12)
    side = float(rng.choice([0.1, 0.15, 0.2, 0.3]))
    tone = finishes.hsv(rng.uniform(0.05, 0.6), rng.uniform(0.0, 0.2), rng.uniform(0.4, 0.92))
    front = (
        materials.tile(tone, width=side, height=side, seed=finishes.seed(rng))
        if rng.random() < 0.55
        else None
    )
    coat = finishes.hsv(rng.random(), rng.uniform(0.1, 0.5), rng.uniform(0.15, 0.7))
    return bathtub(
        ware,
        metal,
        kind,
        min(float(rng.uniform(1.5, 1.8)), length),
        float(rng.uniform(0.7, 0.8)),
        float(rng.uniform(0.52, 0.6)),
        front,
        int(rng.choice([-1, 1])),
        materials.paint(coat, 0.25) if kind != "built-in" and rng.random() < 0.4 else None,
    )


@sampler("bathtub")
def bathtub_rand(rng: np.random.Generator) -> Asset:
    """A bathtub of 1.5 to 1.8 m."""
    return bathtub_fit(rng, str(rng.choice(KINDS, p=[0.6, 0.25, 0.15])), 1.8)
