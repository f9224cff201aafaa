# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cookers: an oven under a hob of gas, glass or iron plates."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, tube
from cavendish.scenes.parts.fittings import parts, pull, ring_of
from cavendish.scenes.parts.ware import facing, knob
from cavendish.scenes.scene import Asset, Material, Mesh, Support

HOBS = ("gas", "glass", "plates")
IRON = materials.metal((0.05, 0.05, 0.052), 0.6)


def cooker(
    body: Material,
    trim: Material,
    hob: str = "gas",
    width: float = 0.6,
    depth: float = 0.62,
    height: float = 0.9,
    guard: float = 0.0,
    drawer: float = 0.16,
    turns: tuple[float, ...] = (0, 0, 0, 0, 0),
    color: str = "white",
) -> Asset:
    """A cooker that stands on the floor.

    hob: one of HOBS; guard: height of an upstand at the back, 0: none; drawer: height of the drawer under the oven;
    turns: where each of the knobs points, radians. trim: handles and knobs.
    """
    d = 0.03  # thickness of the doors
    face = -depth / 2 + 0.05
    back = depth / 2
    mid = (face + back) / 2
    plinth = 0.055
    panel = 0.1
    top = height - 0.028
    shell = [box((width, back - face, top - plinth), (0, mid, (top + plinth) / 2), 0.004)]
    dark = [box((width - 0.04, back - face - 0.06, plinth), (0, mid + 0.02, plinth / 2), 0.002, 1)]
    glass: list[Mesh] = []
    bright: list[Mesh] = []
    shell.append(box((width, d, panel), (0, face - d / 2 + 0.001, top - panel / 2), 0.006))
    count = len(turns)
    for k, turn in enumerate(turns):
        x = (k - (count - 1) / 2) * (width - 0.12) / count
        x += np.sign(x) * 0.035  # room for the clock in the middle
        at = (x, face - d + 0.001, top - panel / 2)
        bright += [moved(p, at) for p in knob(0.019, 0.024, turn)]
        dark.append(
            moved(facing(lathe([(0, 0), (0.026, 0), (0.026, 0.0012), (0, 0.0012)], 24), (0, 0, 0)), at)
        )
    if count % 2 == 0:
        glass.append(box((0.075, 0.004, 0.034), (0, face - d, top - panel / 2), 0.001, 1))
    low = plinth + (drawer + 0.004 if drawer else 0.0)
    door = top - panel - 0.006 - low
    z = low + door / 2
    rim = 0.075
    shell += [box((rim, d, door), (s * (width - rim - 0.004) / 2, face - d / 2, z), 0.004) for s in (-1, 1)]
    shell += [
        box((width - 2 * rim - 0.004, d - 0.001, rim), (0, face - d / 2, z + s * (door - rim) / 2), 0.003)
        for s in (-1, 1)
    ]
    glass.append(
        box((width - 2 * rim + 0.02, d * 0.7, door - 2 * rim + 0.02), (0, face - d * 0.5, z), 0.003, 1)
    )
    bright += [moved(p, (0, face - d, z + door / 2 - 0.045)) for p in pull("bar", width * 0.78)]
    if drawer:
        shell.append(box((width - 0.004, d, drawer - 0.004), (0, face - d / 2, plinth + drawer / 2), 0.004))
        bright += [moved(p, (0, face - d, plinth + drawer * 0.62)) for p in pull("bar", width * 0.4)]
    shell_top = box((width, depth - 0.02, 0.028), (0, 0.01, top + 0.014), 0.006)
    if hob == "glass":
        glass.append(box((width - 0.004, depth - 0.024, 0.008), (0, 0.01, height + 0.003), 0.003, 1))
    shell.append(shell_top)
    irons: list[Mesh] = []
    spots = [(sx * width * 0.235, 0.015 + sy * depth * 0.21) for sx in (-1, 1) for sy in (-1, 1)]
    sizes = (0.085, 0.1, 0.1, 0.075)
    level = height
    supports = []
    for (x, y), r in zip(spots, sizes, strict=True):
        if hob == "gas":
            level = height + 0.042
            irons.append(
                moved(
                    lathe([(0, 0), (0.05, 0), (0.046, 0.006), (0.03, 0.008), (0, 0.008)], 24), (x, y, height)
                )
            )
            bright.append(moved(cylinder(0.03, 0.012, 0.002, 24), (x, y, height + 0.006)))
            irons.append(moved(cylinder(0.026, 0.008, 0.003, 24), (x, y, height + 0.017)))
            for arm in ring_of(box((0.085, 0.008, 0.012), (0.075, 0, 0), 0.002, 1), 4, np.pi / 4):
                irons.append(moved(arm, (x, y, level - 0.006)))
        elif hob == "plates":
            level = height + 0.014
            bright.append(
                moved(
                    lathe([(r - 0.002, 0), (r + 0.008, 0), (r + 0.004, 0.006), (r - 0.002, 0.006)], 32),
                    (x, y, height),
                )
            )
            irons.append(moved(cylinder(r, 0.014, 0.003, 32), (x, y, height)))
            bright.append(moved(cylinder(0.02, 0.002, 0.0005, 16), (x, y, height + 0.0125)))
        else:
            level = height + 0.007
            for radius in (r, r * 0.6):
                ring = [
                    (radius - 0.0015, 0),
                    (radius, 0),
                    (radius, 0.0005),
                    (radius - 0.0015, 0.0005),
                    (radius - 0.0015, 0),
                ]
                bright.append(moved(lathe(ring, 40), (x, y, level - 0.0001)))
        supports.append(Support((x - 0.12, x + 0.12), (y - 0.12, y + 0.12), level))
    if hob == "gas":
        for sx in (-1, 1):
            x, wide, deep = sx * width * 0.235, width * 0.44, depth * 0.84
            path = [
                (x + a * wide / 2, 0.015 + b * deep / 2, height + 0.03)
                for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
            ]
            irons.append(tube(path, 0.0055, 8, closed=True))
            for y in (-deep / 2, 0.0, deep / 2):
                irons.append(box((wide, 0.008, 0.012), (x, 0.015 + y, level - 0.006), 0.002, 1))
            for y in (-1, 1):
                for a in (-1, 1):
                    foot = (x + a * wide / 2, 0.015 + y * (deep / 2 - 0.03), height + 0.015)
                    irons.append(box((0.009, 0.009, 0.032), foot, 0.001, 1))
    if guard:
        shell.append(box((width, 0.03, guard + 0.01), (0, back - 0.015, height + guard / 2 - 0.005), 0.006))
    clear = materials.ceramic((0.02, 0.02, 0.022), 0.05)
    return Asset(
        "cooker",
        parts((shell, body), (dark, IRON), (glass, clear), (bright, trim), (irons, IRON)),
        {"color": color, "material": "enamel" if body.kind == "paint" else "steel", "kind": hob},
        tuple(supports),
    )


@sampler("cooker")
def cooker_rand(rng: np.random.Generator) -> Asset:
    """A cooker of 0.5 to 0.9 m."""
    return cooker_fit(rng, float(rng.uniform(0.865, 0.93)))


def cooker_fit(rng: np.random.Generator, height: float) -> Asset:
    """A cooker as high as the counters beside it."""
    pick = rng.random()
    steel = materials.metal((0.62, 0.62, 0.63), 0.32, brushed=1.0, seed=finishes.seed(rng))
    colors = {
        "white": (0.93, 0.93, 0.92),
        "black": (0.04, 0.04, 0.042),
        "cream": (0.9, 0.85, 0.72),
        "green": (0.2, 0.32, 0.27),
    }
    color = str(rng.choice(list(colors), p=[0.6, 0.2, 0.1, 0.1]))
    body = steel if pick < 0.42 else materials.paint(colors[color], 0.12)
    trims = [materials.metal((0.75, 0.75, 0.76), 0.22), materials.plastic((0.06, 0.06, 0.06), 0.35)]
    hob = str(rng.choice(HOBS, p=[0.45, 0.4, 0.15]))
    wide = float(rng.choice([0.5, 0.55, 0.6, 0.76, 0.9], p=[0.12, 0.1, 0.58, 0.12, 0.08]))
    on = rng.random(6) < 0.15
    turns = tuple(float(rng.uniform(0.4, 2.5)) if lit else 0.0 for lit in on[: int(rng.choice([4, 5, 6]))])
    return cooker(
        body,
        trims[int(rng.random() < (0.35 if color != "black" else 0.1))],
        hob,
        wide,
        float(rng.uniform(0.61, 0.65)),
        height - (0.007 if hob == "glass" else 0.0),
        guard=float(rng.uniform(0.05, 0.14)) if rng.random() < 0.4 else 0.0,
        drawer=float(rng.uniform(0.13, 0.2)) if rng.random() < 0.75 else 0.0,
        turns=turns,
        color="steel" if pick < 0.42 else color,
    )
