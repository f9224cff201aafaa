# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Plates, alone or in a pile, and drinking glasses."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, lathe, moved, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh, Support

GLASSES = ("tumbler", "highball", "wine", "beaker")


def _plate(radius: float, height: float, rim: float, fine: bool) -> Mesh:
    """One plate; rim: the share of the radius that its rim takes; fine: unlike those under others in a pile."""
    flat = radius * (1 - rim)
    outer = [(0, 0.003), (flat * 0.72, 0.003), (flat * 0.74, 0), (flat * 0.8, 0.0)]
    outer += [
        tuple(p)
        for p in curve(
            [(flat * 0.82, 0.002), (flat, height * 0.55), (flat * 1.06, height * 0.68), (radius, height)],
            4 if fine else 1,
        )
    ]
    return vessel(outer, 0.0042, 48 if fine else 30, crease=0.8)


def plate(
    ware: Material,
    radius: float = 0.13,
    height: float = 0.022,
    rim: float = 0.28,
    count: int = 1,
    band: Material | None = None,
    color: str = "white",
) -> Asset:
    """A plate, or `count` plates in a pile. band: a coloured line round the rim. Metres."""
    step = 0.0062
    plates = [moved(_plate(radius, height, rim, k == count - 1), (0, 0, k * step)) for k in range(count)]
    bands: list[Mesh] = []
    if band is not None:
        z = height + 0.0003
        inner = radius - 0.016
        fall = height * 0.32 * (radius - inner) / max(radius * rim, 0.02)
        ring = [
            (inner, z - fall),
            (radius - 0.006, z - 0.001),
            (radius - 0.006, z + 0.0004),
            (inner, z - fall + 0.001),
            (inner, z - fall),
        ]
        bands = [moved(lathe(ring, 40), (0, 0, k * step)) for k in range(count)]
    supports: tuple[Support, ...] = ()
    if count == 1:
        half = radius * (1 - rim) * 0.6
        supports = (Support((-half, half), (-half, half), 0.0072),)
    kind = {1: "plate"}.get(count, "pile of plates")
    return Asset(
        "plate",
        parts((plates, ware), (bands, band or ware)),
        {"color": color, "material": ware.kind, "kind": kind},
        supports,
    )


def drinking_glass(
    glass: Material,
    kind: str = "tumbler",
    radius: float = 0.036,
    height: float = 0.1,
    taper: float = 0.85,
    drink: Material | None = None,
    level: float = 0.5,
) -> Asset:
    """A glass. kind: one of GLASSES; radius: at its widest; taper: of the foot; drink: what is in it; level: how full."""
    fills: list[Mesh] = []
    if kind == "wine":
        bowl0 = height * 0.45
        side = curve(
            [
                (0.006, bowl0),
                (radius * 0.75, bowl0 + height * 0.1),
                (radius, bowl0 + height * 0.26),
                (radius * 0.82, height),
            ],
            7,
        )
        foot = [
            (0, 0),
            (radius * 0.85, 0),
            (radius * 0.86, 0.0015),
            (radius * 0.3, 0.005),
            (0.0045, 0.012),
            (0.0035, bowl0 * 0.6),
            (0.004, bowl0 - 0.006),
        ]
        lower = lathe([*foot, (0.0058, bowl0 + 0.002), (0, bowl0 + 0.002)], 32, 1.0)
        upper = vessel(np.vstack([[(0, bowl0)], side]), 0.0013, 36)
        meshes = [lower, upper]
        inner = side - np.array([0.0014, 0.0])
    else:
        foot_r = radius * taper
        wall = 0.0022
        if kind == "beaker":
            side = curve([(foot_r, 0.002), (radius * 1.0, height * 0.4), (radius * 0.96, height)], 7)
        else:
            side = np.array([(foot_r, 0.002), (radius, height)])
        outer = np.vstack([[(0, 0), (foot_r - 0.002, 0)], side])
        meshes = [vessel(outer, wall, 36)]
        thick = lathe(
            [(0, 0.0022), (foot_r - wall - 0.001, 0.0022), (foot_r - wall - 0.001, 0.009), (0, 0.009)], 32
        )
        meshes.append(thick)
        inner = np.vstack([[(foot_r - wall, 0.009)], side[1:] - np.array([wall, 0.0])])
    if drink is not None:
        base = float(inner[0, 1]) + 0.002
        top = base + (height - base) * level
        z = np.linspace(base, top, 8)
        r = np.interp(z, inner[:, 1], inner[:, 0]) - 0.0006
        fills.append(
            lathe(
                np.column_stack([np.append(np.insert(r, 0, 0), 0), np.append(np.insert(z, 0, base), top)]), 32
            )
        )
    return Asset(
        "drinking glass", parts((meshes, glass), (fills, drink or glass)), {"material": "glass", "kind": kind}
    )


@sampler("plate")
def plate_rand(rng: np.random.Generator) -> Asset:
    """A plate of 0.16 to 0.3 m, at times a pile of them."""
    return plates_rand(rng, int(rng.integers(3, 9)) if rng.random() < 0.3 else 1)


def plates_rand(rng: np.random.Generator, count: int) -> Asset:
    """A pile of so many plates."""
    white = rng.random() < 0.6
    ware = materials.ceramic((0.94, 0.94, 0.92), 0.08) if white else finishes.pottery(rng)
    radius = float(rng.uniform(0.085, 0.148))
    strip = finishes.pottery(rng) if rng.random() < 0.25 else None
    color = "white" if white else "coloured"
    return plate(
        ware,
        radius,
        radius * float(rng.uniform(0.13, 0.24)),
        float(rng.uniform(0.18, 0.34)),
        count,
        strip,
        color,
    )


@sampler("drinking glass")
def drinking_glass_rand(rng: np.random.Generator) -> Asset:
    """A tumbler, a tall glass, a beaker or a wine glass."""
    kind = str(rng.choice(GLASSES, p=[0.35, 0.22, 0.22, 0.21]))
    low, high, radius = {
        "tumbler": (0.082, 0.1, (0.036, 0.042)),
        "highball": (0.13, 0.16, (0.03, 0.035)),
        "wine": (0.17, 0.22, (0.032, 0.042)),
        "beaker": (0.095, 0.125, (0.034, 0.04)),
    }[kind]
    tint = (0.92, 0.96, 0.96)
    if rng.random() < 0.15:
        tint = ((0.6, 0.8, 0.7), (0.6, 0.72, 0.85), (0.85, 0.7, 0.5))[int(rng.integers(3))]
    drinks = {
        "water": materials.glass((0.82, 0.9, 0.94)),
        "juice": materials.plastic((0.93, 0.6, 0.12), 0.1),
        "wine": materials.plastic((0.28, 0.03, 0.07), 0.06),
        "milk": materials.plastic((0.95, 0.94, 0.9), 0.1),
    }
    drink = None
    if rng.random() < 0.4:
        drink = (
            drinks["wine"] if kind == "wine" else drinks[str(rng.choice(["water", "water", "juice", "milk"]))]
        )
    return drinking_glass(
        materials.glass(tint),
        kind,
        float(rng.uniform(*radius)),
        float(rng.uniform(low, high)),
        float(rng.uniform(0.72, 1.0)),
        drink,
        float(rng.uniform(0.3, 0.75)) if kind != "wine" else float(rng.uniform(0.25, 0.45)),
    )
