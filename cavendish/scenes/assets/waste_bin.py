# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bins for waste."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, curve, cylinder, lathe, moved, tube, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Style = Literal["round", "oval", "wire", "pedal"]


def waste_bin(
    radius: float,
    height: float,
    body: Material,
    trim: Material | None = None,
    style: Style = "round",
    foot: float = 0.8,
) -> Asset:
    """A waste bin. radius: of the rim; foot: of the foot, in parts of it; metres.

    style: an open round or oval vessel, a basket of wire, or a cylinder with a lid and a pedal. trim: of
    its lid, rim and pedal.
    """
    trim = trim or body
    f = radius * foot
    bodies: list[Mesh] = []
    trims: list[Mesh] = []
    if style in ("round", "oval"):
        lip = 0.014
        wall = 0.0025
        side = [(f, 0.005), (radius - 0.005, height - lip), (radius, height - lip + 0.002), (radius, height)]
        mesh = vessel([(0, 0), (f - 0.005, 0), (f - 0.0015, 0.0015), *side], wall, 48)
        bodies = [mesh if style == "round" else _squashed(mesh, 1.18, 0.72)]
    elif style == "wire":
        for z, thick in (
            (0.004, 0.004),
            (height - 0.004, 0.004),
            (height * 0.35, 0.0018),
            (height * 0.68, 0.0018),
        ):
            r = f + (radius - f) * z / height
            trims.append(_hoop(r, z, thick))
        for k in range(40):
            turn = 2 * np.pi * k / 40
            low, high = (
                f * np.array([np.cos(turn), np.sin(turn)]),
                radius * np.array([np.cos(turn), np.sin(turn)]),
            )
            trims.append(tube([(*low, 0.003), (*high, height - 0.004)], 0.0013, sides=5))
        for r in np.linspace(0.15, 0.85, 5) * f:
            trims.append(_hoop(float(r), 0.0035, 0.0014))
        for turn in np.linspace(0, np.pi, 9)[:-1]:
            end = f * np.array([np.cos(turn), np.sin(turn)])
            trims.append(tube([(*-end, 0.0036), (*end, 0.0036)], 0.0013, sides=5))
    else:
        lid = height - 0.035
        bodies.append(moved(cylinder(radius, lid - 0.02, 0.003, 56), (0, 0, 0.018)))
        trims.append(cylinder(radius + 0.003, 0.022, 0.004, 56))
        trims.append(moved(cylinder(radius + 0.003, 0.012, 0.003, 56), (0, 0, lid - 0.008)))
        dome = curve([(radius + 0.001, 0.01), (radius * 0.9, 0.024), (radius * 0.5, 0.033)], 5)
        cover = lathe([(0, 0), (radius + 0.001, 0), *dome, (0, 0.035)], 56)
        bodies.append(moved(cover, (0, 0, lid + 0.0055)))
        trims.append(box((0.055, 0.07, 0.012), (0, -radius - 0.02, 0.022), bevel=0.004))
        trims.append(box((0.07, 0.03, 0.035), (0, radius + 0.002, lid), bevel=0.006))
    named = "metal" if style in ("wire", "pedal") else body.kind
    return Asset("bin", parts((bodies, body), (trims, trim)), {"material": named, "style": style})


def _squashed(mesh: Mesh, x: float, y: float) -> Mesh:
    """The mesh stretched along X and Y, with the normals that belong to it."""
    assert mesh.normals is not None
    vertices = mesh.vertices * np.array([x, y, 1.0])
    normals = mesh.normals / np.array([x, y, 1.0])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Mesh(vertices.astype(np.float32), mesh.faces, normals.astype(np.float32), mesh.uvs)


def _hoop(radius: float, z: float, thick: float) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 41)[:-1]
    path: Float = np.stack([radius * np.cos(turn), radius * np.sin(turn), 0 * turn + z], axis=1)
    return tube(path, thick, sides=6, closed=True)


@sampler("bin")
def waste_bin_rand(rng: np.random.Generator) -> Asset:
    """A bin of 0.24 to 0.5 m height."""
    styles: tuple[Style, ...] = ("round", "oval", "wire", "pedal")
    style = styles[int(rng.choice(4, p=[0.35, 0.15, 0.25, 0.25]))]
    level = float(rng.choice([0.05, 0.6, 0.88]))
    grey = materials.plastic((level, level, level), 0.4, seed=finishes.seed(rng))
    steel = materials.metal(roughness=float(rng.uniform(0.2, 0.4)), brushed=1.0)
    body, trim = finishes.any_plastic(rng), grey
    if style == "pedal":
        body = steel if rng.random() < 0.6 else finishes.lacquer(rng)
        trim = materials.plastic((0.06, 0.06, 0.06), 0.4)
    elif style == "wire":
        trim = steel if rng.random() < 0.3 else grey
    return waste_bin(
        float(rng.uniform(0.12, 0.16)),
        float(rng.uniform(0.36, 0.5) if style == "pedal" else rng.uniform(0.25, 0.36)),
        body,
        trim,
        style,
        foot=float(rng.uniform(0.68, 0.88)),
    )
