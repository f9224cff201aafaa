# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Meshes from a few numbers: rounded boxes, lathes, tubes, sheets, prisms, cushions. All lengths in metres.

Every function returns a `Mesh` with exact normals and with UVs in metres, U along the grain where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from cavendish.scenes.meshes import Vector as Vector
from cavendish.scenes.meshes import bounds as bounds
from cavendish.scenes.meshes import box_uvs
from cavendish.scenes.meshes import faceted as faceted
from cavendish.scenes.meshes import grounded as grounded
from cavendish.scenes.meshes import merge as merge
from cavendish.scenes.meshes import moved as moved
from cavendish.scenes.meshes import placed as placed
from cavendish.scenes.meshes import rotation as rotation
from cavendish.scenes.meshes import translation as translation
from cavendish.scenes.meshes import turned as turned
from cavendish.scenes.meshes import with_box_uvs as with_box_uvs
from cavendish.scenes.outlines import offset as offset
from cavendish.scenes.outlines import triangulate as triangulate
from cavendish.scenes.scene import Float, Float32, Int32, Mesh
from cavendish.scenes.surfaces import (
    face_crosses,
    grid_lengths,
    grid_mesh,
    grid_normals,
    parallel_frame,
    smooth_runs,
    solid,
)
from cavendish.scenes.surfaces import face_normals as face_normals
from cavendish.scenes.surfaces import without_slivers as without_slivers
from cavendish.scenes.vectors import cross, dots, lengths, unit


def box(size: Vector, center: Vector = (0, 0, 0), bevel: float = 0.004, segments: int = 2) -> Mesh:
    """A box with rounded edges and corners of radius `bevel` (0: sharp). `size`: (x, y, z); grain along the longest."""
    size = np.asarray(size, np.float64)
    bevel = min(bevel, float(np.min(size)) * 0.49)
    out, normals, faces, across = _box_pattern(segments if bevel > 0 else 0)
    vertices = (out * (size / 2 - bevel) + bevel * normals + np.asarray(center, np.float64)).astype(
        np.float32
    )
    return Mesh(vertices, faces, normals, box_uvs(vertices, faces, across, int(np.argmax(size))))


@lru_cache(maxsize=8)
def _box_pattern(segments: int) -> tuple[Float32, Float32, Int32, Int32]:
    """What all boxes of so many segments to half a bevel have in common (0: sharp edges).

    Which corner of the core each vertex belongs to, (V, 3) signs, and its normal (V, 3); the faces (F, 3), and the axis
    that each looks along (F,).
    """
    tangent = np.tan(np.linspace(0, np.pi / 4, segments + 1)[1:])
    ticks = np.concatenate([-tangent[::-1], [0.0], [0.0], tangent])
    signs = np.repeat([-1.0, 1.0], segments + 1)
    n = len(ticks)
    points: list[Float] = []
    normals: list[Float] = []
    faces: list[Int32] = []
    grid = np.arange(n * n, dtype=np.int32).reshape(n, n)
    quads = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=-1).reshape(-1, 4)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    for axis in range(3):
        for side in (-1.0, 1.0):
            a, b = (axis + 1) % 3, (axis + 2) % 3
            direction, corner = np.zeros((n, n, 3)), np.zeros((n, n, 3))
            direction[..., axis], direction[..., a], direction[..., b] = side, ticks[:, None], ticks[None, :]
            corner[..., axis], corner[..., a], corner[..., b] = side, signs[:, None], signs[None, :]
            faces.append((triangles if side > 0 else triangles[:, ::-1]) + np.int32(len(points) * n * n))
            points.append(corner.reshape(-1, 3))
            normals.append(unit(direction).reshape(-1, 3))
    pattern = solid(np.concatenate(points), np.concatenate(faces), np.concatenate(normals))
    assert pattern.normals is not None
    # With a core of its own length along each axis, no triangle looks along two of them alike.
    whole = Mesh(pattern.vertices * (1.0, 1.1, 1.2) + 0.1 * pattern.normals, pattern.faces)
    across = np.argmax(np.abs(face_crosses(whole)), axis=1).astype(np.int32)
    made = pattern.vertices, pattern.normals, pattern.faces, across
    for array in made:
        array.flags.writeable = False
    return made


def lathe(profile: Vector, segments: int = 32, crease: float = 0.6) -> Mesh:
    """A surface of revolution about Z. `profile`: (N, 2) of (radius, z), from the bottom up with the outside on the right.

    Profile corners sharper than `crease` radians stay sharp. A profile that goes up the outside and down the inside
    makes a vessel. Points of radius 0 close the surface.
    """
    turn, cosine, sine = _turns(segments)
    meshes = []
    start = 0.0
    for run, tangents in smooth_runs(np.asarray(profile, np.float64), crease):
        steps = run[1:] - run[:-1]
        along = start + np.concatenate([[0.0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])
        start = along[-1]
        points, outward = np.empty((2, len(run), len(turn), 3))
        radius, rise = run[:, :1], tangents[:, 1:]
        points[..., 0], points[..., 1], points[..., 2] = radius * cosine, radius * sine, run[:, 1:]
        outward[..., 0], outward[..., 1], outward[..., 2] = rise * cosine, rise * sine, -tangents[:, :1]
        uv = np.empty((*points.shape[:2], 2))
        uv[..., 0], uv[..., 1] = along[:, None], turn * max(float(run[:, 0].max()), 1e-6)
        meshes.append(grid_mesh(points, outward, uv, flip=True))
    return without_slivers(merge(meshes))


@lru_cache(maxsize=64)
def _turns(count: int) -> tuple[Float, Float, Float]:
    """The angles (count + 1,) once around, their cosines and sines."""
    turn = np.linspace(0, 2 * np.pi, count + 1)
    return turn, np.cos(turn), np.sin(turn)


def cylinder(
    radius: float, height: float, bevel: float = 0.003, segments: int = 32, top: float | None = None
) -> Mesh:
    """A round bar standing on z = 0 with bevelled rims; `top` is its radius at the top where it differs."""
    top = radius if top is None else top
    bevel = min(bevel, radius * 0.45, top * 0.45, height * 0.45)
    c = bevel * (1 - np.sqrt(0.5))
    profile = [
        (0, 0),
        (radius - bevel, 0),
        (radius - c, c),
        (radius, bevel),
        (top, height - bevel),
        (top - c, height - c),
        (top - bevel, height),
        (0, height),
    ]
    return lathe(profile, segments, crease=0.9)


def tube(path: Vector, radius: float, sides: int = 12, closed: bool = False, caps: bool = True) -> Mesh:
    """A round tube along `path` (N, 3), mitred where the path has corners. Use `bend` to round a path first."""
    path = np.asarray(path, np.float64)
    steps = unit(np.diff(np.vstack([path, path[:1]]) if closed else path, axis=0), 0.0)
    before = np.vstack([steps[-1:], steps[:-1]]) if closed else np.vstack([steps[:1], steps])
    after = steps if closed else np.vstack([steps, steps[-1:]])
    tangents = before + after
    cosine = lengths(tangents)[:, None] / 2  # of half the angle of each corner
    tangents /= 2 * cosine
    # A ring on a corner's mitre is an ellipse: longer in the plane of the corner, or the tube would pinch there.
    aside = unit(after - before)
    aside *= np.sqrt(1 / np.clip(cosine, 0.4, 1.0) - 1)
    frame = parallel_frame(tangents)
    if closed:
        path, tangents, frame, aside = (np.concatenate([x, x[:1]]) for x in (path, tangents, frame, aside))
    turn, cosines, sines = _turns(sides)
    side = cross(tangents, frame)
    around = cosines[None, :, None] * frame[:, None, :] + sines[None, :, None] * side[:, None, :]
    stretch = dots(around, aside[:, None, :])[..., None] * aside[:, None, :]
    points = path[:, None, :] + radius * (around + stretch)
    uv = np.empty((*points.shape[:2], 2))
    uv[:, 0, 0] = np.concatenate([[0.0], np.cumsum(lengths(path[1:] - path[:-1]))])
    uv[..., 0], uv[..., 1] = uv[:, :1, 0], turn * radius
    meshes = [grid_mesh(points, around, uv, flip=True)]
    if caps and not closed:
        meshes += [_fan(points[0, :-1][::-1], -tangents[0]), _fan(points[-1, :-1], tangents[-1])]
    return merge(meshes)


def bend(path: Vector, radius: float, steps: int = 4) -> Float:
    """`path` (N, 3) with its inner corners rounded by `radius`; returns a longer (M, 3) path."""
    path = np.asarray(path, np.float64)
    before, corner, after = path[:-2] - path[1:-1], path[1:-1], path[2:] - path[1:-1]
    far, near = lengths(before)[:, None], lengths(after)[:, None]
    reach = np.minimum(radius, 0.49 * np.minimum(far, near))
    p, q = corner + before * (reach / far), corner + after * (reach / near)
    t = np.linspace(0, 1, steps + 1)[:, None]
    arcs = (1 - t) ** 2 * p[:, None] + 2 * t * (1 - t) * corner[:, None] + t**2 * q[:, None]
    return np.vstack([path[:1], arcs.reshape(-1, 3), path[-1:]])


def sheet(points: Vector, thickness: float = 0.0, uv: Vector | None = None) -> Mesh:
    """A smooth surface through a grid of points (M, N, 3); its front is where (down M) x (along N) points.

    With a thickness it is a closed slab: the grid is its front face and the back lies `thickness` behind it.
    """
    points = np.asarray(points, np.float64)
    normals = grid_normals(points)
    uv = grid_lengths(points) if uv is None else np.asarray(uv, np.float64)
    front = grid_mesh(points, normals, uv, flip=False)
    if thickness <= 0:
        return front
    back = points - thickness * normals
    meshes = [front, grid_mesh(back, -normals, uv, flip=True)]
    for rim, behind in (
        (points[0], back[0]),
        (points[-1][::-1], back[-1][::-1]),
        (points[:, 0][::-1], back[:, 0][::-1]),
        (points[:, -1], back[:, -1]),
    ):
        strip = np.stack([behind, rim])
        meshes.append(grid_mesh(strip, grid_normals(strip), grid_lengths(strip), flip=False))
    return merge(meshes)


def cushion(
    size: Vector, center: Vector = (0, 0, 0), plump: float = 0.45, crown: float = 0.0, steps: int = 14
) -> Mesh:
    """A soft block: a superellipsoid of `size`, boxy for plump near 0.15, pillow-like near 0.6. `crown` lifts its middle."""
    size = np.asarray(size, np.float64)
    polar = np.linspace(-np.pi / 2, np.pi / 2, steps + 1)
    turn = np.linspace(-np.pi, np.pi, 3 * steps + 1)

    def power(value: Float, exponent: float) -> Float:
        return np.sign(value) * np.abs(value) ** exponent

    e = plump
    cp, sp = power(np.cos(polar), e)[:, None], power(np.sin(polar), e * 1.25)[:, None]
    ct, st = power(np.cos(turn), e)[None, :], power(np.sin(turn), e)[None, :]
    x, y, z = cp * ct, cp * st, sp + 0 * ct
    z = z + crown * (1 - x**2) * (1 - y**2) * np.sign(z)
    points = np.stack([x, y, z], axis=-1) * size / 2
    mesh = grid_mesh(points, grid_normals(points, wrap=True, poles=True), grid_lengths(points), flip=True)
    return moved(with_box_uvs(without_slivers(mesh), grain=0), center)


def prism(outline: Vector, height: float, bevel: float = 0.0) -> Mesh:
    """A right prism on z = 0 over a simple outline (N, 2), counter-clockwise; `bevel` chamfers the top and bottom rims."""
    outline = np.asarray(outline, np.float64)
    inner = offset(outline, -bevel) if bevel > 0 else outline
    rings = (
        [(inner, 0.0), (outline, bevel), (outline, height - bevel), (inner, height)]
        if bevel > 0
        else [(outline, 0.0), (outline, height)]
    )
    loops = [np.column_stack([ring, np.full(len(ring), z)]) for ring, z in rings]
    n = len(outline)
    points = np.concatenate(loops)
    k = np.arange(n)
    faces = []
    for level in range(len(loops) - 1):
        a, b = level * n + k, level * n + (k + 1) % n
        faces += [np.stack([a, b, b + n], axis=1), np.stack([a, b + n, a + n], axis=1)]
    cap = triangulate(inner)
    faces += [cap[:, ::-1], cap + (len(loops) - 1) * n]
    return with_box_uvs(solid(points, np.concatenate(faces), None), grain=0)


def grid(function: Callable[[Float, Float], tuple[Float, Float, Float]], m: int, n: int) -> Float:
    """Points (m + 1, n + 1, 3) of a function of (u, v) in 0..1, u down the rows, v along the columns."""
    u, v = np.meshgrid(np.linspace(0, 1, m + 1), np.linspace(0, 1, n + 1), indexing="ij")
    return np.stack(np.broadcast_arrays(*function(u, v)), axis=-1).astype(float)


def curve(points: Vector, steps: int = 6) -> Float:
    """A smooth curve (Catmull-Rom) through points (N, D), `steps` pieces from each to the next; (M, D)."""
    p = np.asarray(points, np.float64)
    p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    a, b, c, d = (p[k : len(p) - 3 + k][:, None, :] for k in range(4))
    pieces = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return np.vstack([pieces.reshape(-1, p.shape[1]), p[-2:-1]])


def vessel(outer: Vector, wall: float, segments: int = 32, crease: float = 0.9) -> Mesh:
    """A hollow vessel of revolution, open at the top. `outer`: (N, 2) of (radius, z) from (0, 0) up to the rim.

    The inside lies `wall` within the outside; the rim is round.
    """
    outer = np.asarray(outer, np.float64)
    step = np.diff(outer, axis=0)
    step /= np.linalg.norm(step, axis=1, keepdims=True)
    normal = np.stack([step[:, 1], -step[:, 0]], axis=1)
    before, after = np.vstack([normal[:1], normal]), np.vstack([normal, normal[-1:]])
    mitre = (before + after) / np.maximum(1 + np.sum(before * after, axis=1, keepdims=True), 0.3)
    shifted = outer - wall * mitre
    inner = [shifted[-1]]
    for point, direction in zip(shifted[-2:0:-1], step[:0:-1], strict=True):
        if point[0] > wall * 0.3 and np.dot(inner[-1] - point, direction) > 1e-5:
            inner.append(point)
    inner.append(np.array([0.0, shifted[0, 1]]))
    middle, half = (outer[-1] + shifted[-1]) / 2, (outer[-1] - shifted[-1]) / 2
    up = np.array([-half[1], half[0]])
    turn = np.array([0.25, 0.5, 0.75])[:, None] * np.pi
    rim = middle + half * np.cos(turn) + up * np.sin(turn)
    return lathe(np.vstack([outer, rim, np.array(inner)]), segments, crease)


def moulding(width: float, height: float, profile: Vector, sides: int = 4) -> Mesh:
    """A mitred frame around a rectangle in the XZ plane: x from -width/2 to width/2, z from 0 to height. Flat shaded.

    profile: (M, 2) of (inset from the rectangle, y), a simple loop, counter-clockwise with the inset to the right and
    y up; a front that faces -Y has the low y. sides: 4, or 3 for a casing that stands on z = 0 (right, top, left).
    """
    profile = np.asarray(profile, np.float64)
    inset, y, half, zero = profile[:, 0], profile[:, 1], width / 2, np.zeros(len(profile))
    right, left, top = half - inset, inset - half, height - inset
    if sides == 4:
        corners = [(left, inset), (right, inset), (right, top), (left, top), (left, inset)]
    else:
        corners = [(right, zero), (right, top), (left, top), (left, zero)]
    loop = np.stack([np.stack([x, y, z], axis=1) for x, z in corners])  # (corner, profile point, 3)
    a, b = loop[:-1], loop[1:]
    c, d = np.roll(b, -1, axis=1), np.roll(a, -1, axis=1)
    around = np.concatenate(
        [[0.0], np.cumsum(np.linalg.norm(np.roll(profile, -1, axis=0) - profile, axis=1))]
    )
    level = np.linalg.norm(b[:, :1, [0]] - a[:, :1, [0]], axis=2) > 1e-9  # horizontal pieces run along x
    u = [np.where(level, corner[..., 0], corner[..., 2]) for corner in (a, b, c, d)]
    v = [np.broadcast_to(x, u[0].shape) for x in (around[:-1], around[:-1], around[1:], around[1:])]
    points = np.stack([a, b, c, d], axis=2).reshape(-1, 3)
    uv = np.stack([np.stack(u, axis=-1), np.stack(v, axis=-1)], axis=-1).reshape(-1, 4, 2)
    start = 4 * np.arange(len(uv))[:, None]
    faces = np.concatenate([start + [0, 1, 2], start + [0, 2, 3]])
    mesh = solid(points, faces, None)
    uvs = np.concatenate([uv[:, [0, 1, 2]], uv[:, [0, 2, 3]]]).astype(np.float32)
    meshes = [Mesh(mesh.vertices, mesh.faces, None, uvs)]
    if sides != 4:
        cap = triangulate(profile)
        meshes += [with_box_uvs(solid(loop[0], cap, None)), with_box_uvs(solid(loop[-1], cap[:, ::-1], None))]
    return merge(meshes)


def _fan(ring: Float, normal: Float) -> Mesh:
    n = len(ring)
    points = np.vstack([ring, ring.mean(axis=0)])
    k = np.arange(n)
    faces = np.stack([k, (k + 1) % n, np.full(n, n)], axis=1)
    return with_box_uvs(solid(points, faces, np.broadcast_to(normal, points.shape)))
