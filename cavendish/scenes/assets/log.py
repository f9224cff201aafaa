# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A felled log: bark, sawn ends with their rings, stubs of branches."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import grounded, merge
from cavendish.scenes.heightfield import fractal
from cavendish.scenes.parts.branches import Stems, tubes, unit
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh

SIDES = 40


def log(
    length: float,
    radius: float,
    bark: Material,
    wood: Material,
    taper: float = 0.9,
    bend: float = 0.02,
    stubs: int = 3,
    seed: int = 0,
) -> Asset:
    """A log that lies along X. length, radius (at its thick end): metres; taper: the thin end's radius in parts of it.

    bend: of its line, in parts of the length; stubs: of sawn branches; seed: of the growth.
    """
    rng = np.random.default_rng(seed)
    rings = int(np.clip(length / 0.07, 10, 44))
    t = np.linspace(0, 1, rings)
    bow = bend * length * np.sin(np.pi * t)
    line = np.stack([(t - 0.5) * length, bow, 0.3 * bow], axis=1)
    radii = radius * (1 - (1 - taper) * t)
    turn = np.linspace(0, 2 * np.pi, SIDES, endpoint=False)
    around = np.stack(np.broadcast_arrays(line[:, :1] / radius * 0.5, np.cos(turn), np.sin(turn)), axis=-1)
    lobes = 1 + 0.1 * fractal(around * 0.8, 3, int(rng.integers(1000))) + 0.025 * fractal(around * 3.0, 3, 7)
    trunk = tubes(Stems(line[None], radii[None]), SIDES, lobes)
    ring = trunk.vertices.reshape(rings, SIDES, 3).astype(float)
    barks, ends = [trunk], [_end(ring[0], -1.0), _end(ring[-1], 1.0)]
    place = rng.uniform(0.12, 0.88, stubs)
    angle = rng.uniform(-0.2, np.pi + 0.2, stubs)
    for at, side in zip(place, angle, strict=True):
        k = int(at * (rings - 1))
        out = unit(np.array([rng.uniform(-0.2, 0.6), np.cos(side), np.sin(side)]))
        thick, tall = radii[k] * rng.uniform(0.14, 0.3), radii[k] * (1 + rng.uniform(0.08, 0.35))
        s = np.array([0.4, 0.8, 0.95, 1.0])[:, None]
        stub = Stems((line[k] + s * tall * out)[None], thick * np.array([[1.5, 1.35, 1.05, 1.0]]))
        mesh = tubes(stub, 12)
        barks.append(mesh)
        rim = mesh.vertices.reshape(4, 12, 3)[-1].astype(float)
        ends.append(_end(rim, 1.0))
    whole = grounded([merge(barks), merge(ends)])
    middle = (whole[0].vertices[:, :2].min(axis=0) + whole[0].vertices[:, :2].max(axis=0)) / 2
    for mesh in whole:
        mesh.vertices[:, :2] -= middle
    return Asset("log", parts(([whole[0]], bark), ([whole[1]], wood)), {"kind": "log", "material": "wood"})


def _end(ring: Float, sign: float) -> Mesh:
    """A sawn end within a ring (S, 3): bark at its edge, wood inside. UVs: U round, V outwards, so that rings show."""
    count = len(ring)
    middle = ring.mean(axis=0)
    steps = np.array([1.0, 0.9, 0.55, 0.2])
    points = np.concatenate([(middle + s * (ring - middle)) for s in steps] + [middle[None]])
    normal = sign * unit(_across(ring, middle))
    k = np.arange(count)
    after = (k + 1) % count
    faces, uvs = [], []
    radius = float(np.linalg.norm(ring - middle, axis=1).mean())
    turn = np.append(k, count) / count * 2 * np.pi * 0.3 * radius
    for i in range(len(steps) - 1):
        a, b, c, d = i * count + k, i * count + after, (i + 1) * count + after, (i + 1) * count + k
        faces += [np.stack([a, b, c], 1), np.stack([a, c, d], 1)]
        ua, ub, v, w = turn[:-1], turn[1:], steps[i] * radius, steps[i + 1] * radius
        corners = [np.stack([u, np.full(count, x)], 1) for u, x in ((ua, v), (ub, v), (ub, w), (ua, w))]
        uvs += [np.stack([corners[j] for j in (0, 1, 2)], 1), np.stack([corners[j] for j in (0, 2, 3)], 1)]
    last = (len(steps) - 1) * count
    faces.append(np.stack([last + k, last + after, np.full(count, len(steps) * count)], 1))
    v = steps[-1] * radius
    inner = [
        np.stack([u, np.full(count, x)], 1) for u, x in ((turn[:-1], v), (turn[1:], v), (turn[:-1], 0.0))
    ]
    uvs.append(np.stack(inner, 1))
    index = np.concatenate(faces)
    uv = np.concatenate(uvs)
    if sign < 0:
        index, uv = index[:, ::-1], uv[:, ::-1]
    normals = np.broadcast_to(normal, points.shape)
    return Mesh(
        points.astype(np.float32),
        np.ascontiguousarray(index, np.int32),
        normals.astype(np.float32),
        uv.astype(np.float32),
    )


def _across(ring: Float, middle: Float) -> Float:
    """The normal of a ring (S, 3) round its middle, as long as twice the area."""
    spokes = ring - middle
    return np.asarray(np.cross(spokes, np.roll(spokes, -1, axis=0)).sum(axis=0))


@sampler("log")
def log_rand(rng: np.random.Generator) -> Asset:
    """Firewood of 0.3 m to a trunk of 4 m."""
    length = float(0.3 * 13 ** rng.beta(1.6, 1.6))
    radius = float(np.clip(length * rng.uniform(0.08, 0.28), 0.06, 0.32))
    barks: list[tuple[Colour, float]] = [
        ((0.34, 0.28, 0.22), 0.8), ((0.42, 0.35, 0.28), 0.5), ((0.47, 0.33, 0.23), 0.7), ((0.78, 0.76, 0.72), 0.2),
    ]  # fmt: skip
    color, depth = barks[int(rng.choice(4, p=[0.35, 0.3, 0.2, 0.15]))]
    cut: Colour = finishes.jitter((0.80, 0.65, 0.46), rng, 0.02)
    old = float(rng.uniform(0.0, 0.6))  # sawn wood turns grey
    light: Colour = (
        cut[0] + old * (0.56 - cut[0]),
        cut[1] + old * (0.53 - cut[1]),
        cut[2] + old * (0.48 - cut[2]),
    )
    return log(
        length,
        radius,
        materials_outdoor.bark(
            finishes.jitter(color, rng, 0.02), furrow=radius * 0.2, depth=depth, seed=finishes.seed(rng)
        ),
        materials.wood(light, roughness=0.85, ring=float(rng.uniform(0.004, 0.009)), seed=finishes.seed(rng)),
        float(rng.uniform(0.8, 1.0)),
        float(rng.uniform(0.0, 0.03)),
        int(rng.integers(0, 1 + min(6, int(2 + length * 2)))),
        int(rng.integers(2**31)),
    )
