# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Parasols of cafes and gardens: a mast in a weighted foot, ribs and struts, a canopy with a valance."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cylinder, lathe, moved
from cavendish.scenes.parts.facade.elements import bag, boxes, finished, rods
from cavendish.scenes.parts.fittings import smoothed
from cavendish.scenes.scene import Asset, Float, Material, Mesh


def parasol(
    height: float,
    width: float,
    cloth: Material,
    mast: Material,
    foot: Material,
    sides: int = 8,
    pitch: float = 0.32,
    valance: float = 0.18,
    square_foot: bool = False,
) -> Asset:
    """An open parasol. width: across its corners; pitch: slope of its canopy, radians; valance: what hangs down its rim.

    sides: 4, 6 or 8 of its canopy.
    """
    pieces, r = bag(), width / 2
    top, rise = height - 0.08, width / 2 * float(np.tan(pitch))
    rim = top - rise
    turn = (np.arange(sides) + 0.5) / sides * 2 * np.pi
    ends = np.stack([np.cos(turn) * r, np.sin(turn) * r, np.full(sides, rim)], 1)
    hub = np.array([0, 0, top - 0.03])
    pieces["mast"].append(cylinder(0.022, top, 0.003, 18))
    pieces["mast"].append(
        moved(lathe([(0.022, 0), (0.05, 0.01), (0.05, 0.05), (0.022, 0.06)], 18, 0.5), (0, 0, top - 0.09))
    )
    finial = [(0.012, 0), (0.012, 0.02), (0.03, 0.035), (0.026, 0.06), (0, 0.08)]
    pieces["mast"].append(moved(lathe(finial, 14), (0, 0, top)))
    inner = ends * (0.985, 0.985, 1) - (0, 0, 0.02)
    share = np.linspace(0, 1, 6)[:, None, None]
    under = hub + (inner - hub) * share - (0, 0, 1) * (0.06 * r * share * (1 - share) + 0.012)
    pieces["rib"].append(rods(under[:-1].reshape(-1, 3), under[1:].reshape(-1, 3), 0.009, 6))
    slide = top - 0.62 * r * np.sin(0.9) - 0.25 * rise - 0.25
    pieces["mast"].append(moved(cylinder(0.042, 0.08, 0.006, 16), (0, 0, slide - 0.04)))
    halfway = hub + (inner - hub) * 0.5 - (0, 0, 0.015 * r + 0.02)
    pieces["rib"].append(rods(np.broadcast_to((0, 0, slide), halfway.shape), halfway, 0.008, 6))
    skin, skirt = _canopy(ends, top, sides, valance)
    pieces["cloth"] += [skin, skirt]
    if square_foot:
        s = 0.3
        pieces["foot"].append(boxes([(-s, s, -s, s, 0, 0.07)], 0.012))
        pieces["mast"].append(boxes([(-0.06, 0.06, -0.06, 0.06, 0.07, 0.085)], 0.004))
    else:
        pieces["foot"].append(
            lathe([(0, 0), (0.27, 0), (0.28, 0.015), (0.27, 0.05), (0.12, 0.085), (0.04, 0.09)], 40, 0.6)
        )
    pieces["mast"].append(moved(cylinder(0.032, 0.3, 0.004, 18), (0, 0, 0.06)))
    pieces["mast"].append(boxes([(0.03, 0.075, -0.008, 0.008, 0.3, 0.33)], 0.003))
    made = finished(pieces, {"cloth": cloth, "mast": mast, "rib": mast, "foot": foot})
    return Asset("parasol", made, {"color": _word(cloth), "kind": "square" if sides == 4 else "round"})


def _word(cloth: Material) -> str:
    """The plain word for a cloth's colour."""
    r, g, b = cloth.color
    if max(r, g, b) - min(r, g, b) < 0.13:
        return "white" if r > 0.7 else "grey" if r > 0.25 else "black"
    if r >= g and r >= b:
        return "red" if g < 0.45 * r else "orange" if g < 0.68 * r else "beige" if b > 0.5 * r else "yellow"
    return "blue" if b > g else "green"


def _canopy(ends: Float, top: float, sides: int, valance: float) -> tuple[Mesh, Mesh]:
    """The cloth from the hub to the ribs' ends, sagging between them, two-sided; and the strip along its rim."""
    peak = np.array([0, 0, top])
    rings, across = 8, 6
    u = np.linspace(0.02, 1, rings)[:, None, None]
    v = np.linspace(0, 1, across + 1)[None, :, None]
    points, faces, uvs = [], [], []
    index = np.arange(rings * (across + 1)).reshape(rings, across + 1)
    quad = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
    tri = np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])
    strips = []
    for k in range(sides):
        a, b = ends[k], ends[(k + 1) % sides]
        panel = peak + u * (a * (1 - v) + b * v - peak)
        sag = 0.035 * np.linalg.norm(b - a) * u * 4 * v * (1 - v)
        panel = panel - np.concatenate([0 * sag, 0 * sag, sag], axis=-1)
        panel[..., 2] -= (0.06 * u * (1 - u))[..., 0] * np.linalg.norm(a)
        width = np.linalg.norm(b - a)
        coords = np.stack(
            np.broadcast_arrays((v - 0.5) * width * u, u * np.linalg.norm((a + b) / 2 - peak)), axis=-1
        )[..., 0, :]
        points.append(panel.reshape(-1, 3))
        faces.append(tri + k * rings * (across + 1))
        uvs.append(coords.reshape(-1, 2)[tri])
        strips.append(panel[-1])
    skin = _two_sided(np.concatenate(points), np.concatenate(faces), np.concatenate(uvs), 0.004)
    edge = np.concatenate([s[:-1] for s in strips])
    low = edge - (0, 0, valance) + edge * (0.01, 0.01, 0)
    n = len(edge)
    i, j = np.arange(n), (np.arange(n) + 1) % n
    strip = np.concatenate([np.stack([i, n + i, n + j], 1), np.stack([i, n + j, j], 1)])
    length = np.concatenate(
        [[0], np.cumsum(np.linalg.norm(np.diff(np.vstack([edge, edge[:1]]), axis=0), axis=1))]
    )
    flat_uv = np.concatenate(
        [np.stack([length[:-1], 0 * length[:-1]], 1), np.stack([length[:-1], 0 * length[:-1] + valance], 1)]
    )
    skirt = _two_sided(np.concatenate([edge, low]), strip, flat_uv[strip], 0.003)
    return skin, skirt


def _two_sided(points: Float, faces: np.ndarray, uvs: Float, thick: float) -> Mesh:
    """Cloth with a lower side `thick` under the upper one (inside of the upper one, for a strip that hangs)."""
    inward = points * (-1, -1, 0)
    inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-9)
    back = points + thick * inward * 0.7 - (0, 0, thick)
    both = np.concatenate([points, back]).astype(np.float32)
    index = np.concatenate([faces, faces[:, ::-1] + len(points)]).astype(np.int32)
    coords = np.concatenate([uvs, uvs[:, ::-1]]).astype(np.float32)
    return smoothed(Mesh(both, index, None, coords), 0.5)


@sampler("parasol")
def parasol_rand(rng: np.random.Generator) -> Asset:
    """A parasol."""
    seed = finishes.seed(rng)
    colors = [
        (0.84, 0.79, 0.68),
        (0.88, 0.87, 0.84),
        (0.12, 0.3, 0.2),
        (0.55, 0.1, 0.09),
        (0.14, 0.22, 0.42),
        (0.85, 0.6, 0.12),
        (0.35, 0.35, 0.36),
    ]
    color = finishes.jitter(colors[int(rng.integers(len(colors)))], rng, 0.01)
    cloth = materials.fabric(
        color, (0.9, 0.89, 0.85), weave=0.0015, pattern=float(rng.random() < 0.2), pitch=0.16, seed=seed
    )
    wooden = rng.random() < 0.4
    mast = (
        materials.wood((0.6, 0.42, 0.26), roughness=0.45, seed=seed)
        if wooden
        else materials.metal((0.72, 0.73, 0.74), 0.35, seed=seed)
    )
    if not wooden and rng.random() < 0.4:
        mast = materials.paint((0.2, 0.21, 0.22), 0.4, seed=seed)
    sides = int(rng.choice([4, 6, 8], p=[0.35, 0.15, 0.5]))
    return parasol(
        rng.uniform(2.4, 2.9),
        rng.uniform(2.6, 4.0) if sides == 4 else rng.uniform(2.0, 3.4),
        cloth,
        mast,
        materials.concrete((0.5, 0.5, 0.49), seed=seed)
        if rng.random() < 0.5
        else materials.paint((0.09, 0.09, 0.095), 0.4, seed=seed),
        sides,
        rng.uniform(0.22, 0.38),
        float(rng.choice([0.06, 0.16, 0.22])),
        bool(rng.random() < 0.5),
    )
