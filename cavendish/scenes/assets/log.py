# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A felled log: bark, sawn ends with their rings, stubs of branches."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import grounded, merge, moved
from cavendish.scenes.heightfield import fractal
from cavendish.scenes.parts.branches import Stems, tubes, unit
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh
from cavendish.scenes.surfaces import grid_mesh

SIDES = 72
# Rings of a sawn end, as parts of its radius from inside to outside, and what each is of: pale wood, dark, bark.
CUT = (
    (0.0, 0.05, 1), (0.05, 0.2, 0), (0.2, 0.225, 1), (0.225, 0.38, 0), (0.38, 0.4, 1), (0.4, 0.53, 0), (0.53, 0.55, 1),
    (0.55, 0.67, 0), (0.67, 0.685, 1), (0.685, 0.79, 0), (0.79, 0.805, 1), (0.805, 0.9, 0), (0.9, 1.0, 2),
)  # fmt: skip


def log(
    length: float,
    radius: float,
    bark: Material,
    wood: Material,
    heart: Material,
    taper: float = 0.9,
    bend: float = 0.02,
    stubs: int = 3,
    depth: float = 0.5,
    seed: int = 0,
) -> Asset:
    """A log that lies along X. length, radius (at its thick end): metres; taper: the thin end's radius in parts of it.

    heart: of its darker rings; bend: of its line, in parts of the length; stubs: of sawn branches; depth: of the furrows of
    its bark, 0 to 1; seed: of the growth.
    """
    rng = np.random.default_rng(seed)
    rings = int(np.clip(length / 0.07, 10, 44))
    t = np.linspace(0, 1, rings)
    bow = bend * length * np.sin(np.pi * t)
    line = np.stack([(t - 0.5) * length, bow, 0.3 * bow], axis=1)
    radii = radius * (1 - (1 - taper) * t)
    turn = np.linspace(0, 2 * np.pi, SIDES, endpoint=False)
    # Wood grows along: its section is uneven, and hardly changes; bark is furrowed along.
    along = line[:, :1] / radius
    around = np.stack(np.broadcast_arrays(along * 0.12, np.cos(turn), np.sin(turn)), axis=-1)
    rough = np.stack(np.broadcast_arrays(along * 0.9, 5 * np.cos(turn), 5 * np.sin(turn)), axis=-1)
    furrow = np.abs(fractal(rough, 2, int(rng.integers(1000))))
    lobes = 1 + 0.07 * fractal(around * 0.9, 2, int(rng.integers(1000))) - 0.09 * depth * (1 - 2.2 * furrow)
    trunk = tubes(Stems(line[None], radii[None]), SIDES, lobes)
    ring = trunk.vertices.reshape(rings, SIDES, 3).astype(float)
    barks = [trunk]
    cuts = [_end(ring[0], -1.0), _end(ring[-1], 1.0)]
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
        cuts.append(_end(rim, 1.0))
    pale, late, rims = (list(group) for group in zip(*cuts, strict=True))
    whole = grounded([merge([*barks, *rims]), merge(pale), merge(late)])
    middle = (whole[0].vertices[:, :2].min(axis=0) + whole[0].vertices[:, :2].max(axis=0)) / 2
    whole = [moved(mesh, (-middle[0], -middle[1], 0)) for mesh in whole]
    pieces = parts(([whole[0]], bark), ([whole[1]], wood), ([whole[2]], heart))
    return Asset("log", pieces, {"kind": "log", "material": "wood"})


def _end(ring: Float, sign: float) -> tuple[Mesh, Mesh, Mesh]:
    """A sawn end within a ring (S, 3): its pale wood, its dark rings and heart, its rim of bark. UVs: U round, V out."""
    count = len(ring)
    middle = ring.mean(axis=0)
    smooth = (ring + np.roll(ring, 1, axis=0) + np.roll(ring, -1, axis=0)) / 3
    normal = sign * unit(_across(ring, middle))
    radius = float(np.linalg.norm(ring - middle, axis=1).mean())
    pith = middle + 0.06 * (ring[0] - middle)
    turn = np.arange(count + 1) / count * 2 * np.pi * 0.3 * radius
    made: list[list[Mesh]] = [[], [], []]
    for inner, outer, group in CUT:
        bands = []
        for share in (inner, outer):
            rim = ring if share == 1.0 else smooth
            around = pith + share * (rim - pith)
            bands.append(np.concatenate([around, around[:1]]))
        points = np.stack(bands)
        uv = np.stack(np.broadcast_arrays(turn[None], np.array([[inner], [outer]]) * radius), axis=-1)
        made[group].append(grid_mesh(points, np.broadcast_to(normal, points.shape), uv, flip=sign < 0))
    return merge(made[0]), merge(made[1]), merge(made[2])


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
        materials.wood(
            (0.66 * light[0], 0.6 * light[1], 0.55 * light[2]), roughness=0.85, seed=finishes.seed(rng)
        ),
        float(rng.uniform(0.86, 1.0)),
        float(rng.uniform(0.0, 0.025)),
        int(rng.integers(0, 1 + min(6, int(2 + length * 2)))),
        depth,
        int(rng.integers(2**31)),
    )
