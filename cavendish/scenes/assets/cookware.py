# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pots with lids, saucepans and frying pans."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, bounds, box, curve, cylinder, lathe, moved, tube, vessel
from cavendish.scenes.parts.fittings import centred, deformed, parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Part


def pot(
    body: Material,
    trim: Material,
    radius: float = 0.11,
    height: float = 0.14,
    lid: Material | None = None,
    long_handle: bool = False,
    soft: float = 0.018,
    flare: float = 0.0,
    color: str = "steel",
) -> Asset:
    """A pot with two grips, or a saucepan with one long handle to the right (+X).

    radius: of the rim; height: without the lid; lid: its material, none: open; soft: radius of the lower edge; flare:
    how much narrower the bottom is, a share. Metres.
    """
    low = radius * (1 - flare)
    turn = np.linspace(0, np.pi / 2, 6)
    foot = np.column_stack([low - soft + soft * np.sin(turn), soft - soft * np.cos(turn)])
    outer = np.vstack([[(0, 0)], foot, [(radius, height - 0.004), (radius + 0.003, height)]])
    bodies = [vessel(outer, 0.003, 48)]
    grips: list[Mesh] = []
    if long_handle:
        z = height - 0.018
        bodies.append(box((0.03, 0.03, 0.012), (radius + 0.008, 0, z), 0.004))
        grips.append(_handle(radius + 0.012, z, 0.16 + 0.4 * radius * 0.3, 0.022))
    else:
        for s in (-1, 1):
            w, reach, z = radius * 0.36, 0.036, height - 0.03
            root = float(np.sqrt(radius**2 - w**2)) - 0.0015  # just into the wall
            path = bend(
                [
                    (s * root, -w, z),
                    (s * (radius + reach), -w, z + 0.008),
                    (s * (radius + reach), w, z + 0.008),
                    (s * root, w, z),
                ],
                0.02,
                4,
            )
            grips.append(tube(path, 0.0055, 10))
    lids: list[Mesh] = []
    knobs: list[Mesh] = []
    if lid is not None:
        r = radius + 0.004
        dome = curve(
            [
                (r, height + 0.001),
                (r * 0.9, height + 0.01),
                (r * 0.55, height + 0.022),
                (0.0, height + 0.028),
            ],
            6,
        )
        lids.append(
            lathe(
                np.vstack(
                    [[(0, height - 0.001)], [(r - 0.006, height - 0.002)], [(r, height - 0.001)], dome]
                ),
                48,
                0.8,
            )
        )
        peak = height + 0.026
        knobs.append(
            lathe(
                [
                    (0, peak),
                    (0.008, peak),
                    (0.008, peak + 0.012),
                    (0.019, peak + 0.02),
                    (0.02, peak + 0.026),
                    (0.008, peak + 0.031),
                    (0, peak + 0.031),
                ],
                20,
            )
        )
    pieces = parts((bodies, body), (grips, trim), (lids, lid or body), (knobs, trim))
    name = {"metal": "steel", "paint": "enamel"}.get(body.kind, body.kind)
    return Asset(
        "pot",
        _middle(pieces),
        {"color": color, "material": name, "kind": "saucepan" if long_handle else "pot"},
    )


def pan(
    body: Material,
    inside: Material,
    trim: Material,
    radius: float = 0.13,
    height: float = 0.045,
    handle: float = 0.19,
    color: str = "black",
) -> Asset:
    """A frying pan whose handle points to the front (-Y). radius: of the rim; handle: its length."""
    outer = np.vstack(
        [
            [(0, 0), (radius * 0.76, 0)],
            curve([(radius * 0.79, 0.001), (radius * 0.9, height * 0.42), (radius, height)], 6),
        ]
    )
    bowl = vessel(outer, 0.004, 48)
    lining = curve(
        [
            (radius * 0.755, 0.0058),
            (radius * 0.9 - 0.0058, height * 0.42 + 0.0015),
            (radius - 0.0053, height - 0.001),
        ],
        6,
    )
    base = lathe(np.vstack([lining[::-1], [(0, 0.0052)]]), 48)
    rivets = [
        moved(cylinder(0.005, 0.003, 0.001, 10), (radius * 0.9, s * 0.011, height * 0.72)) for s in (-1, 1)
    ]
    z = height * 0.75
    neck = box((0.05, 0.024, 0.008), (radius + 0.005, 0, z), 0.003)
    grip = _handle(radius + 0.022, z, handle, 0.026)
    quarter = np.array([[0.0, 1, 0], [-1, 0, 0], [0, 0, 1]])

    def to_front(m: Mesh) -> Mesh:
        normals = None if m.normals is None else (m.normals @ quarter.T).astype(np.float32)
        return Mesh((m.vertices @ quarter.T).astype(np.float32), m.faces, normals, m.uvs)

    groups = (([bowl], body), ([base], inside), ([grip, neck, *rivets], trim))
    pieces = centred(parts(*(([to_front(m) for m in meshes], material) for meshes, material in groups)))
    name = {"metal": "iron", "ceramic": "coated metal"}.get(body.kind, body.kind)
    return Asset("pan", pieces, {"color": color, "material": name})


def _handle(x: float, z: float, length: float, width: float) -> Mesh:
    """A stick along +X from (x, 0, z) that rises a little and swells towards its end."""
    path = curve(
        [
            (x, 0, z),
            (x + length * 0.35, 0, z + 0.016),
            (x + length * 0.75, 0, z + 0.03),
            (x + length, 0, z + 0.03),
        ],
        6,
    )
    mesh = tube(path, 0.007, 12)

    def swell(p: Float) -> Float:
        u = np.clip((p[:, 0] - x) / length, 0, 1)
        wide = width / 0.014 * (0.72 + 0.28 * np.sin(np.pi * np.clip(u, 0, 1) ** 0.7))
        return np.column_stack([p[:, 0], p[:, 1] * wide, p[:, 2]])

    return deformed(mesh, swell, 1.0)


def _middle(pieces: tuple[Part, ...]) -> tuple[Part, ...]:
    span = bounds([part.mesh for part in pieces])
    shift = (-float(span[0, 0] + span[1, 0]) / 2, 0.0, 0.0)
    return tuple(Part(moved(part.mesh, shift), part.material) for part in pieces)


def _coat(rng: np.random.Generator) -> tuple[str, Material]:
    names = {
        "red": (0.62, 0.06, 0.05),
        "orange": (0.82, 0.32, 0.08),
        "blue": (0.12, 0.24, 0.45),
        "green": (0.22, 0.38, 0.28),
        "cream": (0.9, 0.85, 0.72),
        "black": (0.05, 0.05, 0.052),
    }
    color = str(rng.choice(list(names)))
    return color, materials.paint(names[color], 0.12, seed=finishes.seed(rng))


@sampler("pot")
def pot_rand(rng: np.random.Generator) -> Asset:
    """A pot of 0.16 to 0.28 m, or a saucepan."""
    steel = materials.metal(
        (0.74, 0.74, 0.75), 0.16, brushed=float(rng.random() < 0.4), seed=finishes.seed(rng)
    )
    color, coat = _coat(rng)
    shiny = rng.random() < 0.62
    body = steel if shiny else coat
    long = rng.random() < 0.35
    radius = float(rng.uniform(0.075, 0.1) if long else rng.uniform(0.09, 0.14))
    black = materials.plastic((0.05, 0.05, 0.05), 0.35)
    covers = [body, materials.glass((0.85, 0.9, 0.9)), None]
    return pot(
        body,
        black if rng.random() < 0.45 else steel,
        radius,
        radius * float(rng.uniform(0.85, 1.1) if long else rng.uniform(0.9, 1.6)),
        covers[int(rng.choice(3, p=[0.5, 0.15, 0.35]))],
        long,
        float(rng.uniform(0.008, 0.03)),
        float(rng.choice([0.0, 0.0, 0.08])),
        "steel" if shiny else color,
    )


@sampler("pan")
def pan_rand(rng: np.random.Generator) -> Asset:
    """A frying pan of 0.2 to 0.32 m."""
    black = materials.ceramic((0.04, 0.04, 0.042), 0.35)
    iron = materials.metal((0.07, 0.07, 0.072), 0.5)
    steel = materials.metal((0.72, 0.72, 0.73), 0.22)
    color, coat = _coat(rng)
    pick = rng.random()
    grip = materials.plastic((0.05, 0.05, 0.05), 0.4)
    if pick < 0.45:
        body, inside, trim, name = black, black, grip, "black"
    elif pick < 0.65:
        body, inside, trim, name = iron, iron, iron, "black"
    elif pick < 0.82:
        body, inside, trim, name = steel, steel, steel, "steel"
    else:
        body, inside, trim, name = coat, black, finishes.wood(rng) if rng.random() < 0.5 else grip, color
    radius = float(rng.uniform(0.1, 0.155))
    return pan(
        body, inside, trim, radius, float(rng.uniform(0.035, 0.06)), float(rng.uniform(0.15, 0.2)), name
    )
