# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Ground that rises and falls: noise, and meshes of heights z = f(x, y), finest where a viewer is.

Noise is a pure function of the place and a seed, the same on every machine: lattice gradients from an integer hash, with
Perlin's quintic in between (K. Perlin, Improving Noise, 2002). Points are (..., 2) or (..., 3), one lattice cell a unit.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float, Mesh

Height = Callable[[Float, Float], Float]
UInt = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]
# Perlin's directions: to the edges of a cube; in the plane, eight on a circle.
_CUBE = np.array([v for v in product((-1, 0, 1), repeat=3) if np.abs(v).sum() == 2], float)
_TURN = np.arange(8) * np.pi / 4 + np.pi / 8
_DIRECTIONS = {2: np.sqrt(2) * np.stack([np.cos(_TURN), np.sin(_TURN)], axis=1), 3: _CUBE}
_PRIMES = np.array([0x8DA6B343, 0xD8163841, 0xCB1AB31F], np.uint32)
_TURNED = {  # between octaves, so that their lattices do not line up
    2: np.array([[0.8, -0.6], [0.6, 0.8]]),
    3: np.array([[0.0, 0.8, 0.6], [-0.8, 0.36, -0.48], [-0.6, -0.48, 0.64]]),
}


def noise(points: Float, seed: int = 0) -> Float:
    """Smooth gradient noise, within -1..1 and mostly within -0.6..0.6, mean 0; 0 at whole numbers."""
    corner = np.floor(points)
    part = points - corner
    cell = corner.astype(np.int64).astype(np.uint32)
    fade = part**3 * (part * (part * 6 - 15) + 10)
    directions = _DIRECTIONS[points.shape[-1]]
    total = np.zeros(points.shape[:-1])
    for offset in product((0, 1), repeat=points.shape[-1]):
        way = directions[_hash(cell + np.array(offset, np.uint32), seed) % len(directions)]
        weight = np.prod(np.where(offset, fade, 1 - fade), axis=-1)
        total += weight * np.sum(way * (part - offset), axis=-1)
    return total


def fractal(
    points: Float, octaves: int = 5, seed: int = 0, gain: float = 0.5, lacunarity: float = 2.0
) -> Float:
    """Octaves of noise, each `lacunarity` times finer and `gain` times lower; scaled to about -1..1."""
    total, scale, reach = np.zeros(points.shape[:-1]), 1.0, 0.0
    for octave in range(octaves):
        total += scale * noise(points, seed + octave)
        reach += scale
        points, scale = _finer(points, lacunarity), scale * gain
    return np.asarray(total / (0.6 * reach))


def ridges(
    points: Float, octaves: int = 5, seed: int = 0, gain: float = 0.5, lacunarity: float = 2.0
) -> Float:
    """Sharp ridges with detail upon them and smooth valleys, 0..1 (F. K. Musgrave's ridged multifractal)."""
    total, scale, reach, weight = np.zeros(points.shape[:-1]), 1.0, 0.0, np.ones(points.shape[:-1])
    for octave in range(octaves):
        crest = np.clip(1 - np.abs(noise(points, seed + octave)) / 0.6, 0, 1) ** 2
        total += scale * weight * crest
        weight = np.clip(1.6 * crest, 0, 1)
        reach += scale
        points, scale = _finer(points, lacunarity), scale * gain
    return np.asarray(total / reach)


def eroded(points: Float, octaves: int = 7, seed: int = 0, gain: float = 0.5, strength: float = 1.0) -> Float:
    """Octaves that fade out on slopes, as rain wears them: rough tops, smooth valleys; about -1..1. Plane points."""
    total, slope = np.zeros(points.shape[:-1]), np.zeros(points.shape)
    scale, reach, small = 1.0, 0.0, 1e-3
    for octave in range(octaves):
        here = noise(points, seed + octave)
        there = [noise(points + step, seed + octave) for step in small * np.eye(2)]
        slope = slope + np.stack([t - here for t in there], axis=-1) / small
        total += scale * here / (1 + strength * np.sum(slope**2, axis=-1))
        reach += scale
        points, scale = _finer(points, 2.0), scale * gain
    return np.asarray(total / (0.6 * reach))


def terraced(heights: Float, step: float, sharpness: float = 0.7) -> Float:
    """Heights cut into terraces `step` high; sharpness: 0 leaves them, 1 makes flat steps with upright walls."""
    level = heights / step
    floor = np.floor(level)
    part = level - floor
    power = 1 / max(1 - sharpness, 1e-3)
    bent = np.where(part < 0.5, 0.5 * (2 * part) ** power, 1 - 0.5 * (2 - 2 * part) ** power)
    return np.asarray((floor + bent) * step)


def ticks(half: float, step: float, near: float, growth: float = 1.0) -> Float:
    """Places from -half to half, `step` apart within `near` of 0, beyond it each gap `growth` times the last; metres."""
    if not (0 < step <= near <= half and growth >= 1):
        raise ValueError(
            f"ticks need 0 < step <= near <= half and growth >= 1, not {(step, near, half, growth)}"
        )
    inner = np.linspace(0, near, int(np.ceil(near / step)) + 1)
    if growth == 1.0:
        outer = np.linspace(near, half, int(np.ceil((half - near) / step)) + 1)[1:]
    else:
        count = int(np.ceil(np.log1p((half - near) / step * (growth - 1) / growth) / np.log(growth)))
        gaps = growth ** np.arange(1, count + 1)
        outer = near + np.cumsum(gaps) * ((half - near) / max(float(gaps.sum()), 1e-12))
    positive = np.concatenate([inner, outer])
    return np.concatenate([-positive[:0:-1], positive])


def surface(height: Height, x: Float, y: Float) -> Mesh:
    """The mesh of z = height(x, y) over growing places x (M,) and y (N,), metres, with its upper side outside.

    Neighbours share vertices, so that it has no cracks. Normals are smooth; UVs are x and y, metres.
    """
    px, py = np.meshgrid(x, y, indexing="ij")
    z = np.asarray(height(px, py), float)
    slope_x, slope_y = np.gradient(z, x, y)
    normals = np.stack([-slope_x, -slope_y, np.ones_like(z)], axis=-1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    index = np.arange(z.size).reshape(z.shape)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    # The diagonal that bends less, or ridges would look like saws.
    rising = np.abs(z[:-1, :-1] - z[1:, 1:]) <= np.abs(z[1:, :-1] - z[:-1, 1:])
    first = np.where(rising[..., None], np.stack([a, b, c], -1), np.stack([a, b, d], -1))
    second = np.where(rising[..., None], np.stack([a, c, d], -1), np.stack([b, c, d], -1))
    faces = np.concatenate([first.reshape(-1, 3), second.reshape(-1, 3)])
    flat = np.stack([px, py], axis=-1).reshape(-1, 2)
    return Mesh(
        np.column_stack([flat, z.reshape(-1)]).astype(np.float32),
        faces.astype(np.int32),
        normals.reshape(-1, 3).astype(np.float32),
        flat[faces].astype(np.float32),
    )


def on(mesh: Mesh, x: Float, y: Float) -> Float:
    """Heights of a `surface` at places within it, on its triangles rather than on what they stand for; metres."""
    places = mesh.vertices[:, :2].astype(float)
    rows, columns = np.unique(places[:, 0]), np.unique(places[:, 1])
    z = mesh.vertices[:, 2].astype(float).reshape(len(rows), len(columns))
    i = np.clip(np.searchsorted(rows, x, side="right") - 1, 0, len(rows) - 2)
    j = np.clip(np.searchsorted(columns, y, side="right") - 1, 0, len(columns) - 2)
    u = (x - rows[i]) / (rows[i + 1] - rows[i])
    v = (y - columns[j]) / (columns[j + 1] - columns[j])
    a, b, c, d = z[i, j], z[i + 1, j], z[i + 1, j + 1], z[i, j + 1]
    # The two triangles of a cell part along ac or bd, as in `surface`: their faces say which.
    cells = (len(rows) - 1) * (len(columns) - 1)
    rising = mesh.faces[:cells, 2] == mesh.faces[cells:, 1]
    along_ac = np.where(u >= v, a + u * (b - a) + v * (c - b), a + v * (d - a) + u * (c - d))
    along_bd = np.where(u + v <= 1, a + u * (b - a) + v * (d - a), c + (1 - u) * (d - c) + (1 - v) * (b - c))
    return np.asarray(np.where(rising[i * (len(columns) - 1) + j], along_ac, along_bd))


def terrain(
    height: Height,
    half: float,
    step: float,
    near: float | None = None,
    growth: float = 1.06,
    center: tuple[float, float] = (0, 0),
) -> Mesh:
    """Ground over a square of sides 2 `half` about a viewer at `center`, metres.

    Its cells are `step` wide within `near` (20 steps) of him and each `growth` times the last beyond: about as many
    pixels at every distance.
    """
    line = ticks(half, step, min(20 * step if near is None else near, half), growth)
    return surface(height, center[0] + line, center[1] + line)


def chosen(mesh: Mesh, mask: Mask) -> Mesh:
    """Some faces of a mesh, with the vertices that they use. mask: (F,) bool."""
    used, faces = np.unique(mesh.faces[mask], return_inverse=True)
    return Mesh(
        mesh.vertices[used],
        faces.reshape(-1, 3).astype(np.int32),
        None if mesh.normals is None else mesh.normals[used],
        None if mesh.uvs is None else mesh.uvs[mask],
    )


def _finer(points: Float, lacunarity: float) -> Float:
    return np.asarray(points @ _TURNED[points.shape[-1]].T * lacunarity + 17.31)


def _hash(cell: UInt, seed: int) -> UInt:
    """An even hash of lattice cells (..., D), 32 bits."""
    mixed = np.full(cell.shape[:-1], (seed * 0x9E3779B1) % 2**32, np.uint32)
    for axis in range(cell.shape[-1]):
        mixed = (mixed ^ cell[..., axis] * _PRIMES[axis]) * np.uint32(0x27D4EB2F)
        mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x85EBCA6B)
    return np.asarray(mixed ^ mixed >> np.uint32(13))
