# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Kettles: electric jugs on a base, and round ones with a bow handle for the hob."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, cylinder, grid, lathe, moved, sheet, tube
from cavendish.scenes.parts.fittings import centred, deformed, parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh


def kettle(
    body: Material,
    trim: Material,
    kind: str = "jug",
    radius: float = 0.075,
    height: float = 0.23,
    taper: float = 0.8,
    color: str = "steel",
) -> Asset:
    """A kettle, its spout to the left (-X) and its handle to the right. kind: jug or hob.

    radius: of its widest; taper: of its upper radius. Metres.
    """
    if kind == "jug":
        return _jug(body, trim, radius, height, taper, color)
    r = radius
    h = height * 0.62  # of the vessel without its handle
    side = curve(
        [(r * 0.92, 0.004), (r, h * 0.2), (r * 0.93, h * 0.55), (r * 0.62, h * 0.88), (r * 0.42, h * 0.93)], 7
    )
    pot = lathe([(0, 0), (r * 0.9, 0), *side, (0, h * 0.93)], 40, 0.8)
    lid = lathe(
        [
            (0, h * 0.93),
            (r * 0.4, h * 0.93),
            (r * 0.41, h * 0.95),
            (r * 0.3, h * 0.99),
            (r * 0.08, h * 1.02),
            (0, h * 1.02),
        ],
        32,
    )
    ball = moved(
        lathe([(0, 0), (0.009, 0.001), (0.015, 0.012), (0.01, 0.022), (0, 0.025)], 18, 1.2), (0, 0, h * 1.01)
    )
    spout = curve([(-r * 0.75, 0, h * 0.42), (-r * 1.15, 0, h * 0.62), (-r * 1.42, 0, h * 0.92)], 6)
    nose = _tapered(spout, 0.024, 0.014)
    turn = np.linspace(0.18 * np.pi, 0.82 * np.pi, 13)
    bow = np.array(
        [(r * 0.98 * np.cos(a), 0, h * 0.72 + (height - h * 0.72 - 0.008) * np.sin(a) ** 0.7) for a in turn]
    )
    ends = [np.array([s * r * 0.72, 0, h * 0.74]) for s in (1, -1)]
    wires = [
        tube(np.array([ends[0], bow[0], bow[2]]), 0.004, 8),
        tube(np.array([ends[1], bow[-1], bow[-3]]), 0.004, 8),
    ]
    grip = tube(bow[1:-1], 0.01, 12)
    pieces = parts(([pot, lid, nose, *wires], body), ([ball, grip], trim))
    return Asset("kettle", centred(pieces), {"color": color, "material": _named(body), "kind": "stovetop"})


def _jug(body: Material, trim: Material, r: float, height: float, taper: float, color: str) -> Asset:
    base = 0.022
    h = height - 0.018
    top = r * taper
    side = curve(
        [(r * 0.99, base + 0.006), (r, base + h * 0.12), (r * 0.5 + top * 0.5, h * 0.6), (top, h)], 6
    )
    pot = lathe(
        [(0, base + 0.002), (r * 0.96, base + 0.002), *side, (top - 0.003, h + 0.001), (0, h + 0.001)],
        40,
        0.8,
    )

    def pinch(p: Float) -> Float:  # the lip is drawn out of the upper side
        near = np.clip((p[:, 2] - h * 0.72) / (h * 0.28), 0, 1) ** 1.5
        toward = np.clip(-p[:, 0] / r, 0, 1) ** 6
        return np.column_stack(
            [p[:, 0] - 0.035 * near * toward, p[:, 1] * (1 - 0.25 * near * toward), p[:, 2]]
        )

    pot = deformed(pot, pinch, 0.8)
    lid = [
        moved(
            lathe([(0, 0), (top * 0.93, 0), (top * 0.92, 0.006), (top * 0.6, 0.014), (0, 0.016)], 32, 0.9),
            (0, 0, h + 0.0005),
        )
    ]
    lid.append(moved(cylinder(0.012, 0.014, 0.003, 18), (0, 0, h + 0.011)))
    plate = [
        cylinder(r * 1.08, base - 0.004, 0.004, 40),
        moved(cylinder(r * 0.97, 0.008, 0.001, 36), (0, 0, base - 0.005)),
    ]
    path = curve(
        [
            (top * 0.85, 0, h * 0.96),
            (top + 0.045, 0, h * 0.95),
            (r + 0.055, 0, h * 0.6),
            (r + 0.03, 0, h * 0.22),
            (r * 0.94, 0, h * 0.16),
        ],
        6,
    )
    grip = _flat(path, 0.026, 0.014)
    switch = moved(cylinder(0.008, 0.03, 0.002, 12), (r + 0.028, 0, h * 0.13))
    gauge = lathe([(0, 0), (0.004, 0), (0.004, h * 0.4), (0, h * 0.4)], 10)
    glass = [moved(gauge, (r * 0.28, -r * 0.96, base + h * 0.2))]
    pieces = parts(
        ([pot], body),
        ([*lid, *plate, grip, switch], trim),
        (glass, materials.plastic((0.6, 0.75, 0.85), 0.1)),
    )
    return Asset("kettle", centred(pieces), {"color": color, "material": _named(body), "kind": "electric"})


def _tapered(path: Float, start: float, end: float) -> Mesh:
    """A tube that grows thinner along its path in the XZ plane; open at both ends, a skin of 2 mm."""
    step = np.gradient(path, axis=0)
    step /= np.linalg.norm(step, axis=1, keepdims=True)
    up = np.stack([-step[:, 2], 0 * step[:, 0], step[:, 0]], axis=1)
    radius = np.linspace(start, end, len(path))[:, None]

    def at(u: Float, v: Float) -> tuple[Float, Float, Float]:
        row = np.rint(u * (len(path) - 1)).astype(int)
        c, s = np.cos(-2 * np.pi * v) * radius[row][..., 0], np.sin(-2 * np.pi * v) * radius[row][..., 0]
        p = path[row] + c[..., None] * up[row] + s[..., None] * np.array([0.0, 1.0, 0.0])
        return p[..., 0], p[..., 1], p[..., 2]

    return sheet(grid(at, len(path) - 1, 20), 0.002)


def _flat(path: Float, width: float, thick: float) -> Mesh:
    """A bar of oval section along a path in the XZ plane, `width` along Y."""
    mesh = tube(path, thick / 2, 14)
    return deformed(mesh, lambda p: p * np.array([1.0, width / thick, 1.0]), 1.0)


def _named(material: Material) -> str:
    return {"metal": "steel", "paint": "enamel"}.get(material.kind, material.kind)


@sampler("kettle")
def kettle_rand(rng: np.random.Generator) -> Asset:
    """A kettle of 0.2 to 0.27 m height."""
    jug = rng.random() < 0.72
    steel = materials.metal(
        (0.72, 0.72, 0.73), 0.18, brushed=float(rng.random() < 0.5), seed=finishes.seed(rng)
    )
    names = {
        "white": (0.92, 0.92, 0.91),
        "black": (0.05, 0.05, 0.05),
        "red": (0.66, 0.07, 0.07),
        "cream": (0.9, 0.84, 0.7),
        "blue": (0.35, 0.5, 0.62),
    }
    color = str(rng.choice(list(names), p=[0.3, 0.25, 0.15, 0.15, 0.15]))
    made = rng.random()
    coat = materials.plastic(names[color], 0.25) if jug else materials.paint(names[color], 0.1)
    body = steel if made < 0.5 else coat
    trim = materials.plastic((0.05, 0.05, 0.052), 0.35)
    if not jug and rng.random() < 0.4:
        trim = finishes.wood(rng)
    elif made >= 0.5 and rng.random() < 0.4:
        trim = coat
    return kettle(
        body,
        trim,
        "jug" if jug else "hob",
        float(rng.uniform(0.068, 0.082) if jug else rng.uniform(0.085, 0.1)),
        float(rng.uniform(0.2, 0.26)),
        float(rng.uniform(0.62, 0.95)),
        "steel" if made < 0.5 else color,
    )
