# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bowls, mugs and bottles."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, cylinder, lathe, moved, tube, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Kind = Literal["wine", "water", "flask", "milk", "soap"]


def bowl(
    radius: float, height: float, ware: Material, foot: float = 0.4, flare: float = 0.5, wall: float = 0.004
) -> Asset:
    """A bowl. radius: of the rim; foot: of the foot, in parts of it; flare: 0 steep sides, 1 shallow ones.

    Metres.
    """
    f = radius * foot
    stand = min(0.008, height * 0.12)
    full = [
        (f * 1.05, stand),
        (radius * (0.93 - 0.22 * flare), height * 0.42),
        (radius * (0.99 - 0.08 * flare), height * 0.76),
    ]
    side = curve([*full, (radius, height)], 7)
    mesh = vessel([(0, 0), (f - 0.002, 0), (f, 0.002), *side], wall, 40, crease=0.8)
    return Asset("bowl", parts(([mesh], ware)), {"material": ware.kind, "shape": "round"})


def mug(
    radius: float,
    height: float,
    ware: Material,
    taper: float = 1.0,
    drink: Material | None = None,
    square: float = 0.5,
    wall: float = 0.0035,
) -> Asset:
    """A mug, its handle to the right (+X). radius: of the rim; taper: the foot's radius in parts of it.

    Metres. drink: what is in it, where given; square: 0 a round handle to 1 a boxy one.
    """
    foot = radius * taper
    outer = [(0, 0), (foot - 0.004, 0), (foot - 0.0012, 0.0012), (foot, 0.004), (radius, height)]
    if taper < 0.9:
        outer = [
            *outer[:4],
            *curve([(foot * 1.08, height * 0.15), (radius * 0.97, height * 0.55), (radius, height)], 5),
        ]
    cup = vessel(outer, wall, 40)
    top, low = height * 0.82, height * 0.2
    middle, half = (top + low) / 2, (top - low) / 2
    reach = height * 0.36
    turn = np.linspace(-np.pi / 2, np.pi / 2, 17)
    bow = 1 - 0.5 * square

    def edge(z: float) -> float:
        rows = np.array(outer[1:])
        return float(np.interp(z, rows[:, 1], rows[:, 0])) - wall * 0.5

    path = [(edge(low), 0.0, low)]
    for angle in turn:
        c, s = np.abs(np.cos(angle)) ** bow, np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** bow
        z = middle + half * float(s)
        path.append((edge(low) + 0.004 + reach * float(c), 0.0, z))
    path.append((edge(top), 0.0, top))
    loop = np.array(path)
    keep = np.concatenate([[True], np.linalg.norm(np.diff(loop, axis=0), axis=1) > 1e-4])
    loop = loop[keep]
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(loop, axis=0), axis=1))])
    even = np.linspace(0, length[-1], 22)
    grip = tube(
        np.stack([np.interp(even, length, loop[:, i]) for i in range(3)], axis=1), height * 0.055, sides=12
    )
    drinks = []
    if drink is not None:
        level = height * 0.8
        drinks.append(moved(cylinder(edge(level) - wall * 0.6, 0.003, 0.0004, 36), (0, 0, level)))
    shift = -(reach / 2) * 0.5
    meshes = [moved(m, (shift, 0, 0)) for m in (cup, grip)]
    pieces = parts((meshes, ware), ([moved(m, (shift, 0, 0)) for m in drinks], drink or ware))
    return Asset("mug", pieces, {"material": ware.kind})


def bottle(
    kind: Kind,
    radius: float,
    height: float,
    body: Material,
    cap: Material,
    label: Material | None = None,
) -> Asset:
    """A bottle.

    radius: of its body; height: with the cap, metres; label: a paper round the body, where given.
    """
    r, lid = radius, {"wine": 0.03, "water": 0.018, "flask": 0.04, "milk": 0.016, "soap": 0.02}[kind]
    h = height - lid * (0.35 if kind in ("wine", "water", "milk") else 1.0)
    neck = {"wine": 0.0145, "water": 0.0135, "flask": r * 0.72, "milk": r * 0.55, "soap": 0.012}[kind]
    shoulder, start = {
        "wine": (0.62, 0.78),
        "water": (0.68, 0.86),
        "flask": (0.9, 0.97),
        "milk": (0.62, 0.86),
        "soap": (0.84, 0.93),
    }[kind]
    bend = curve(
        [
            (r, h * shoulder),
            (r * 0.88 + neck * 0.12, h * (shoulder * 0.6 + start * 0.4)),
            (r * 0.25 + neck * 0.75, h * (shoulder * 0.2 + start * 0.8)),
            (neck, h * start),
        ],
        6,
    )
    outline: list[tuple[float, float]] = [(0, 0), (r - 0.005, 0), (r - 0.0015, 0.0015), (r, 0.005)]
    if kind == "water":
        z = np.linspace(0.14, shoulder - 0.04, 25)
        outline += [
            (r - 0.0012 * float(np.sin(np.pi * 8 * k / 24) ** 2), h * float(x)) for k, x in enumerate(z)
        ]
    outline += [(float(a), float(b)) for a, b in bend]
    if kind == "wine":
        outline += [(neck, h - 0.008), (neck + 0.0015, h - 0.007), (neck + 0.0015, h - 0.001)]
    outline += [(outline[-1][0], h - 0.0005), (outline[-1][0] - 0.001, h), (0, h)]
    bodies = [lathe(outline, 36, 0.7)]
    caps: list[Mesh] = []
    if kind == "soap":
        caps.append(moved(cylinder(neck + 0.004, lid, 0.002, 24), (0, 0, h - 0.003)))
        caps.append(tube([(0, 0, h + lid - 0.006), (0, 0, h + lid + 0.028)], 0.004))
        caps.append(moved(cylinder(0.011, 0.012, 0.003, 20), (0, 0, h + lid + 0.024)))
        spout = [(0, 0, h + lid + 0.03), (-0.03, 0, h + lid + 0.031), (-0.036, 0, h + lid + 0.024)]
        caps.append(tube(curve(spout, 4), 0.0035))
    else:
        over = neck + (0.0022 if kind != "flask" else 0.0015)
        over = over + 0.0008 if kind == "wine" else over
        at = height - lid
        caps.append(moved(cylinder(over, lid, 0.0015, 32), (0, 0, at)))
    labels: list[Mesh] = []
    if label is not None:
        a, b = {"wine": (0.16, 0.45), "water": (0.36, 0.58)}.get(kind, (0.25, 0.6))
        rim = r + 0.0004
        ring: Float = np.array(
            [(r - 0.002, h * a), (rim, h * a), (rim, h * b), (r - 0.002, h * b), (r - 0.002, h * a)]
        )
        labels.append(lathe(ring, 36, 0.5))
    pieces = parts((bodies, body), (caps, cap), (labels, label or cap))
    return Asset("bottle", pieces, {"material": body.kind, "kind": kind})


@sampler("bowl")
def bowl_rand(rng: np.random.Generator) -> Asset:
    """A bowl of 0.12 to 0.32 m across."""
    radius = float(rng.uniform(0.06, 0.16))
    pick = rng.random()
    ware = (
        finishes.pottery(rng)
        if pick < 0.7
        else finishes.wood(rng)
        if pick < 0.88
        else materials.metal(roughness=0.3)
    )
    return bowl(
        radius,
        radius * float(rng.uniform(0.5, 0.9)),
        ware,
        foot=float(rng.uniform(0.35, 0.55)),
        flare=float(rng.uniform(0.1, 1.0)),
        wall=float(rng.uniform(0.003, 0.006)),
    )


@sampler("mug")
def mug_rand(rng: np.random.Generator) -> Asset:
    """A mug of 0.08 to 0.11 m height."""
    brown = materials.ceramic((0.16, 0.09, 0.05), 0.05)
    return mug(
        float(rng.uniform(0.037, 0.047)),
        float(rng.uniform(0.08, 0.11)),
        finishes.pottery(rng),
        taper=float(rng.choice([1.0, 0.97, 0.9, 0.72])),
        drink=brown if rng.random() < 0.35 else None,
        square=float(rng.uniform(0, 1)),
        wall=float(rng.uniform(0.003, 0.0045)),
    )


@sampler("bottle")
def bottle_rand(rng: np.random.Generator) -> Asset:
    """A bottle of 0.16 to 0.33 m: of wine, of water, a flask, of milk, or with a pump for soap."""
    kinds: tuple[Kind, ...] = ("wine", "water", "flask", "milk", "soap")
    kind = kinds[int(rng.choice(5, p=[0.27, 0.28, 0.2, 0.12, 0.13]))]
    color = finishes.hsv(rng.random(), rng.uniform(0.2, 0.8), rng.uniform(0.3, 0.95))
    white = materials.plastic((0.92, 0.92, 0.91), 0.3, seed=finishes.seed(rng))
    bottle_green = materials.ceramic(
        ((0.05, 0.11, 0.06), (0.10, 0.06, 0.03), (0.03, 0.05, 0.04))[int(rng.integers(3))], 0.04
    )
    pump = rng.random() < 0.5
    body = {
        "wine": bottle_green,
        "water": materials.glass((0.75, 0.87, 0.92) if rng.random() < 0.7 else (0.5, 0.75, 0.55), 0.02),
        "flask": materials.metal(brushed=1.0) if rng.random() < 0.4 else materials.paint(color, 0.35),
        "milk": white,
        "soap": materials.plastic(color, 0.25) if pump else finishes.pottery(rng),
    }[kind]
    sizes = {
        "wine": (0.036, 0.04, 0.29, 0.33),
        "water": (0.03, 0.045, 0.2, 0.33),
        "flask": (0.033, 0.04, 0.2, 0.28),
        "milk": (0.038, 0.046, 0.2, 0.26),
        "soap": (0.028, 0.038, 0.12, 0.17),
    }[kind]
    light = float(rng.uniform(0.8, 0.95))
    paper = materials.paper(
        (light, light * 0.97, light * 0.88) if rng.random() < 0.5 else color,
        pattern=1,
        seed=finishes.seed(rng),
    )
    foil = materials.metal(
        ((0.5, 0.08, 0.1), (0.06, 0.06, 0.06), (0.72, 0.55, 0.25))[int(rng.integers(3))], 0.3
    )
    lid = (
        foil
        if kind == "wine"
        else finishes.frame_metal(rng)
        if kind == "flask"
        else finishes.any_plastic(rng)
    )
    return bottle(
        kind,
        float(rng.uniform(sizes[0], sizes[1])),
        float(rng.uniform(sizes[2], sizes[3])),
        body,
        cap=lid,
        label=paper if kind != "flask" and rng.random() < 0.75 else None,
    )
