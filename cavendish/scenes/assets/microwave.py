# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Microwaves that stand on a counter."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moulding, moved
from cavendish.scenes.parts.fittings import parts, pull
from cavendish.scenes.parts.ware import knob
from cavendish.scenes.scene import Asset, Material, Mesh, Support


def microwave(
    body: Material,
    front: Material,
    trim: Material,
    width: float = 0.48,
    depth: float = 0.36,
    height: float = 0.28,
    panel: float = 0.24,
    controls: str = "keys",
    grip: str = "bar",
    turns: tuple[float, float] = (0.0, 0.0),
    clock: float = 0.4,
    color: str = "white",
) -> Asset:
    """A microwave. panel: the controls' share of the width; controls: keys or knobs; grip: bar, bow or button.

    clock: the glow of its display; turns: where the knobs point, radians.
    """
    foot, d = 0.014, 0.028
    stand = 0.032 if grip in ("bar", "bow") else 0.014
    face = -depth / 2 + stand + d
    back = depth / 2
    tall = height - foot
    z = foot + tall / 2
    shell = [box((width, back - face, tall), (0, (face + back) / 2, z), 0.006)]
    dark: list[Mesh] = [
        moved(cylinder(0.014, foot + 0.002, 0.002, 14), (sx * (width / 2 - 0.05), y, 0))
        for sx in (-1, 1)
        for y in (face + 0.05, back - 0.05)
    ]
    for s in (-1, 1):  # vents in the sides
        for k in range(8):
            dark.append(
                box((0.003, 0.004, 0.05), (s * width / 2, back - 0.06 - 0.012 * k, z + tall * 0.22), 0)
            )
    wide = width * (1 - panel)
    x = -width / 2 + wide / 2
    frame = 0.045
    profile = [(0, -d), (frame, -d), (frame, -d + 0.004), (frame, 0), (0, 0)]
    fronts = [moved(moulding(wide - 0.003, tall - 0.003, profile), (x, face, foot + 0.0015))]
    panes = [box((wide - 2 * frame + 0.006, 0.016, tall - 2 * frame + 0.006), (x, face - d + 0.012, z), 0)]
    fronts.append(
        box((width * panel - 0.001, d, tall - 0.003), (width / 2 - width * panel / 2, face - d / 2, z), 0.003)
    )
    at = np.array([width / 2 - width * panel / 2, face - d, z])
    lit: list[Mesh] = [
        moved(box((width * panel * 0.72, 0.003, 0.032), (0, -0.0005, tall * 0.36), 0.001, 1), at)
    ]
    keys: list[Mesh] = []
    if controls == "keys":
        key = width * panel * 0.17
        for r in range(4):
            for c in range(3):
                spot = ((c - 1) * key * 1.4, -0.0015, tall * 0.2 - r * key * 1.25)
                keys.append(moved(box((key, 0.004, key * 0.75), spot, 0.001, 1), at))
    else:
        for k, turn in enumerate(turns):
            keys += [
                moved(m, at + np.array([0, 0, tall * (0.1 - 0.27 * k)]))
                for m in knob(min(0.022, width * panel * 0.3), 0.018, turn)
            ]
    bottom = tall * -0.36
    if grip == "button":
        keys.append(moved(box((width * panel * 0.75, 0.012, 0.028), (0, -0.004, bottom), 0.003, 1), at))
    else:
        edge = np.array([-width / 2 + wide - frame * 0.5, face - d, z])
        keys += [moved(m, edge) for m in pull(grip, tall * 0.75, upright=True)]
    glass = materials.ceramic((0.025, 0.025, 0.027), 0.06)
    show = materials.screen(accent=(0.2, 0.8, 0.5), glow=clock)
    black = materials.plastic((0.06, 0.06, 0.06), 0.45)
    return Asset(
        "microwave",
        parts((shell, body), (fronts, front), (panes, glass), (keys, trim), (lit, show), (dark, black)),
        {"color": color, "material": "steel" if front.kind == "metal" else "plastic"},
        (Support((-width / 2 + 0.02, width / 2 - 0.02), (face + 0.02, back - 0.02), height),),
    )


@sampler("microwave")
def microwave_rand(rng: np.random.Generator) -> Asset:
    """A microwave of 0.43 to 0.55 m."""
    pick = rng.random()
    color = "white" if pick < 0.4 else "steel" if pick < 0.75 else "black"
    white = materials.paint((0.93, 0.93, 0.92), 0.25)
    black = materials.paint((0.05, 0.05, 0.052), 0.25)
    steel = materials.metal((0.63, 0.63, 0.64), 0.3, brushed=1.0, seed=finishes.seed(rng))
    front = {"white": white, "steel": steel, "black": black}[color]
    width = float(rng.uniform(0.43, 0.54))
    trim = (
        materials.metal((0.72, 0.72, 0.73), 0.25)
        if color != "white" or rng.random() < 0.3
        else materials.plastic((0.8, 0.8, 0.79), 0.4)
    )
    return microwave(
        {"white": white, "steel": black, "black": black}[color],
        front,
        trim,
        width,
        float(rng.uniform(0.34, 0.42)),
        float(rng.uniform(0.25, 0.31)),
        panel=float(rng.uniform(0.2, 0.28)),
        controls="keys" if rng.random() < 0.6 else "knobs",
        grip=str(rng.choice(["bar", "bow", "button"])),
        turns=(float(rng.uniform(-2, 2)), float(rng.uniform(-2, 2))),
        clock=float(rng.uniform(0.3, 1.0)) if rng.random() < 0.6 else 0.0,
        color=color,
    )
