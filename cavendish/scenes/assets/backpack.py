# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Backpacks that stand upright."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, curve, cushion, grounded, moved, sheet, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

PLUMP = 0.36


def backpack(
    width: float,
    depth: float,
    height: float,
    cloth: Material,
    trim: Material,
    pocket: Material | None = None,
    sides: bool = True,
    slump: float = 0.0,
) -> Asset:
    """A backpack that stands on its base, its straps at the back (+Y). Metres.

    width, depth, height: of the main bag; trim: of zips, straps and the handle; pocket: the front pocket's
    cloth; sides: whether it has pockets at its sides; slump: how far it leans forward, radians.
    """
    body = (width, depth, height)
    cloths = [_bag(body, (0, 0, height / 2), 18)]
    front = (width * 0.78, depth * 0.5, height * 0.46)
    at = (0.0, -depth * 0.43, height * 0.3)
    pockets = [_bag(front, at, 14)]
    if sides:
        for side in (-1, 1):
            cloths.append(
                _bag(
                    (depth * 0.36, depth * 0.62, height * 0.36), (side * width * 0.485, 0, height * 0.22), 10
                )
            )
    trims: list[Mesh] = []
    trims.append(tube(_arch(body, -depth * 0.16, height * 0.3, height / 2), 0.0042, sides=8))
    zip_z = at[2] + front[2] * 0.3
    trims.append(tube(_belt(front, at, zip_z), 0.0036, sides=8))
    pull = box(
        (0.008, 0.004, 0.03),
        (width * 0.28, _face(front, at, width * 0.28, zip_z) - 0.003, zip_z - 0.012),
        0.0015,
    )
    trims.append(pull)
    # The handle is a loop of webbing at the top of the back.
    back = depth * 0.3
    loop = curve(
        [
            (-0.045, back, height * 0.94),
            (-0.04, back + 0.004, height + 0.022),
            (0.04, back + 0.004, height + 0.022),
            (0.045, back, height * 0.94),
        ],
        5,
    )
    trims.append(_strap(loop, 0.022, 0.004, np.array([0.0, 1.0, 0.0])))
    for side in (-1, 1):
        path = curve(
            [
                (side * width * 0.14, depth * 0.36, height * 0.9),
                (side * width * 0.2, depth * 0.62, height * 0.8),
                (side * width * 0.27, depth * 0.74, height * 0.5),
                (side * width * 0.32, depth * 0.6, height * 0.2),
                (side * width * 0.36, depth * 0.3, height * 0.08),
            ],
            5,
        )
        trims.append(_strap(path, 0.055, 0.011, np.array([1.0, 0.0, 0.0])))
    groups = [cloths, pockets, trims]
    shear = np.tan(slump)
    tilted = [[_leaning(m, shear) for m in group] for group in groups]
    flat = grounded([m for group in tilted for m in group])
    flat = [moved(m, (0, 0.02, 0)) for m in flat]
    a, b = len(cloths), len(cloths) + len(pockets)
    pieces = parts((flat[:a], cloth), (flat[a:b], pocket or cloth), (flat[b:], trim))
    return Asset("backpack", pieces, {"material": cloth.kind})


def _bag(size: tuple[float, float, float], center: tuple[float, float, float], steps: int) -> Mesh:
    return cushion(size, center, plump=PLUMP, steps=steps)


def _reach(z: Float) -> Float:
    """Half the bag's width at a height (-1..1), in parts of its greatest; `cushion`'s superellipsoid."""
    sine = np.clip(np.abs(z), 0, 1) ** (1 / (1.25 * PLUMP))
    return np.asarray(np.clip(1 - sine**2, 0, 1) ** (PLUMP / 2))


def _arch(size: tuple[float, float, float], y: float, low: float, middle: float) -> Float:
    """The line over the bag's top where it meets the plane at that y, between two points of one height."""
    start = (low - middle) / (size[2] / 2)
    # Up to where the bag is just deep enough to reach y.
    deep = abs(y) / (size[1] / 2)
    z = np.linspace(start, 0.999, 400)
    z = z[_reach(z) > deep]
    ratio = np.clip(deep / _reach(z), 0, 1)
    x = _reach(z) * (1 - ratio ** (2 / PLUMP)) ** (PLUMP / 2)
    half = np.stack([x * size[0] / 2, np.full(len(z), y), middle + z * size[2] / 2], axis=1)
    path = np.vstack([half * (-1, 1, 1), half[::-1]])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    even = np.linspace(0, length[-1], 40)
    return np.stack([np.interp(even, length, path[:, i]) for i in range(3)], axis=1)


def _face(size: tuple[float, float, float], at: tuple[float, float, float], x: float, z: float) -> float:
    """y of a bag's front at a place."""
    reach = float(_reach(np.array([(z - at[2]) / (size[2] / 2)]))[0])
    ratio = min(abs(x - at[0]) / (size[0] / 2) / reach, 1.0)
    return float(at[1] - size[1] / 2 * reach * (1 - ratio ** (2 / PLUMP)) ** (PLUMP / 2))


def _belt(size: tuple[float, float, float], at: tuple[float, float, float], z: float) -> Float:
    """A line across a bag's front at a height."""
    xs = np.linspace(-0.93, 0.93, 25) * size[0] / 2
    return np.array([(x, _face(size, at, float(x), z), z) for x in xs])


def _strap(path: Float, width: float, thickness: float, across: Float) -> Mesh:
    """A band along a path, flat along the direction `across`."""
    v = np.array([-0.5, 0.5])[None, :, None]
    return sheet(path[:, None, :] + v * width * across[None, None, :], thickness)


def _leaning(mesh: Mesh, shear: float) -> Mesh:
    """The mesh sheared forward; small angles only, so the normals stay as they are."""
    vertices = mesh.vertices.copy()
    vertices[:, 1] -= (shear * vertices[:, 2]).astype(np.float32)
    normals = mesh.normals
    if normals is not None:
        normals = normals.copy()
        normals[:, 2] += (shear * normals[:, 1]).astype(np.float32)
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Mesh(vertices, mesh.faces, normals, mesh.uvs)


@sampler("backpack")
def backpack_rand(rng: np.random.Generator) -> Asset:
    """A backpack of 0.38 to 0.52 m height."""
    cloth = finishes.hide(rng) if rng.random() < 0.15 else finishes.cloth(rng, patterned=0.1)
    dark = materials.fabric((0.07, 0.07, 0.075), weave=0.0015, seed=finishes.seed(rng))
    return backpack(
        float(rng.uniform(0.27, 0.33)),
        float(rng.uniform(0.14, 0.19)),
        float(rng.uniform(0.38, 0.5)),
        cloth,
        dark if rng.random() < 0.7 else materials.leather((0.4, 0.25, 0.15)),
        pocket=finishes.cloth(rng, patterned=0.1) if rng.random() < 0.25 else None,
        sides=bool(rng.random() < 0.7),
        slump=float(rng.uniform(-0.05, 0.08)),
    )
