# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Meshes from a few numbers: rounded boxes, lathes, tubes, sheets, prisms, cushions. All lengths in metres.

Every function returns a `Mesh` with exact normals and with UVs in metres, U along the grain where there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from cavendish.scenes.outlines import offset as offset
from cavendish.scenes.outlines import triangulate as triangulate
from cavendish.scenes.scene import Float, Mesh
from cavendish.scenes.surfaces import face_normals as face_normals
from cavendish.scenes.surfaces import (
    grid_lengths,
    grid_mesh,
    grid_normals,
    parallel_frame,
    smooth_runs,
    solid,
)
from cavendish.scenes.surfaces import without_slivers as without_slivers

Vector = Sequence[float] | Sequence[Sequence[float]] | Sequence[Float] | Float


def box(size: Vector, center: Vector = (0, 0, 0), bevel: float = 0.004, segments: int = 2) -> Mesh:
    """A box with rounded edges and corners of radius `bevel` (0: sharp). `size`: (x, y, z); grain along the longest."""
    size, center = np.asarray(size, np.float64), np.asarray(center, np.float64)
    bevel = min(bevel, float(np.min(size)) * 0.49)
    angles = np.linspace(0, np.pi / 4, segments + 1)[1:] if bevel > 0 else np.zeros(0)
    # Positions on one axis of a face, as (core sign, offset from the core in units of the bevel before projection).
    tangent = np.tan(angles)
    ticks = np.concatenate([-tangent[::-1], [0.0], [0.0], tangent])
    signs = np.concatenate(
        [-np.ones(segments + 1 if bevel > 0 else 1), np.ones(segments + 1 if bevel > 0 else 1)]
    )
    n = len(ticks)
    core = size / 2 - bevel
    points: list[Float] = []
    normals: list[Float] = []
    faces: list[npt.NDArray[np.int64]] = []
    grid = np.arange(n * n).reshape(n, n)
    quads = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=-1).reshape(-1, 4)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    for axis in range(3):
        a, b = (axis + 1) % 3, (axis + 2) % 3
        for side in (-1.0, 1.0):
            direction = np.zeros((n, n, 3))
            direction[..., axis] = side
            direction[..., a] = ticks[:, None]
            direction[..., b] = ticks[None, :]
            direction /= np.linalg.norm(direction, axis=-1, keepdims=True)
            corner = np.zeros((n, n, 3))
            corner[..., axis] = side * core[axis]
            corner[..., a] = signs[:, None] * core[a]
            corner[..., b] = signs[None, :] * core[b]
            faces.append((triangles if side > 0 else triangles[:, ::-1]) + sum(len(p) for p in points))
            points.append((corner + bevel * direction).reshape(-1, 3))
            normals.append(direction.reshape(-1, 3))
    vertices, shading = np.concatenate(points), np.concatenate(normals)
    mesh = solid(vertices + center, np.concatenate(faces), shading)
    return with_box_uvs(mesh, grain=int(np.argmax(size)))


def lathe(profile: Vector, segments: int = 32, crease: float = 0.6) -> Mesh:
    """A surface of revolution about Z. `profile`: (N, 2) of (radius, z), from the bottom up with the outside on the right.

    Profile corners sharper than `crease` radians stay sharp. A profile that goes up the outside and down the inside
    makes a vessel. Points of radius 0 close the surface.
    """
    profile = np.asarray(profile, np.float64)
    runs = smooth_runs(profile, crease)
    turn = np.linspace(0, 2 * np.pi, segments + 1)
    meshes = []
    start = 0.0
    for run, tangents in runs:
        lengths = start + np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(run, axis=0), axis=1))])
        start = lengths[-1]
        radius, z = run[:, 0][:, None], run[:, 1][:, None]
        points = np.stack([radius * np.cos(turn), radius * np.sin(turn), z + 0 * turn], axis=-1)
        outward = np.stack(
            [
                tangents[:, 1][:, None] * np.cos(turn),
                tangents[:, 1][:, None] * np.sin(turn),
                -tangents[:, 0][:, None] + 0 * turn,
            ],
            axis=-1,
        )
        widest = max(float(run[:, 0].max()), 1e-6)
        uv = np.stack(
            [
                np.broadcast_to(lengths[:, None], points.shape[:2]),
                np.broadcast_to(turn * widest, points.shape[:2]),
            ],
            axis=-1,
        )
        meshes.append(grid_mesh(points, outward, uv, flip=True))
    return without_slivers(merge(meshes))


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
    steps = np.diff(np.vstack([path, path[:1]]) if closed else path, axis=0)
    steps /= np.linalg.norm(steps, axis=1, keepdims=True)
    before = np.roll(steps, 1, axis=0) if closed else np.vstack([steps[:1], steps])
    after = steps if closed else np.vstack([steps, steps[-1:]])
    tangents = before + after
    cosine = np.linalg.norm(tangents, axis=1, keepdims=True) / 2  # of half the angle of each corner
    tangents /= 2 * cosine
    # A ring on a corner's mitre is an ellipse: longer in the plane of the corner, or the tube would pinch there.
    aside = after - before
    aside /= np.maximum(np.linalg.norm(aside, axis=1, keepdims=True), 1e-12)
    aside *= np.sqrt(1 / np.clip(cosine, 0.4, 1.0) - 1)
    frame = parallel_frame(tangents)
    if closed:
        path, tangents, frame, aside = (np.concatenate([x, x[:1]]) for x in (path, tangents, frame, aside))
    turn = np.linspace(0, 2 * np.pi, sides + 1)
    side = np.cross(tangents, frame)
    around = np.cos(turn)[None, :, None] * frame[:, None, :] + np.sin(turn)[None, :, None] * side[:, None, :]
    stretch = np.einsum("nkc,nc->nk", around, aside)[..., None] * aside[:, None, :]
    points = path[:, None, :] + radius * (around + stretch)
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    uv = np.stack(np.broadcast_arrays(along[:, None], (turn * radius)[None, :]), axis=-1)
    meshes = [grid_mesh(points, around, uv, flip=True)]
    if caps and not closed:
        meshes += [_fan(points[0, :-1][::-1], -tangents[0]), _fan(points[-1, :-1], tangents[-1])]
    return merge(meshes)


def bend(path: Vector, radius: float, steps: int = 4) -> Float:
    """`path` (N, 3) with its inner corners rounded by `radius`; returns a longer (M, 3) path."""
    path = np.asarray(path, np.float64)
    out = [path[0]]
    for before, corner, after in zip(path[:-2], path[1:-1], path[2:], strict=True):
        a, b = before - corner, after - corner
        reach = min(radius, np.linalg.norm(a) * 0.49, np.linalg.norm(b) * 0.49)
        p, q = corner + a / np.linalg.norm(a) * reach, corner + b / np.linalg.norm(b) * reach
        t = np.linspace(0, 1, steps + 1)[:, None]
        out.extend((1 - t) ** 2 * p + 2 * t * (1 - t) * corner + t**2 * q)
    out.append(path[-1])
    return np.array(out)


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


def moved(mesh: Mesh, by: Vector) -> Mesh:
    """The mesh shifted by a vector."""
    shifted = (mesh.vertices + np.asarray(by, np.float64)).astype(np.float32)
    return Mesh(shifted, mesh.faces, mesh.normals, mesh.uvs)


def turned(mesh: Mesh, axis: str, angle: float) -> Mesh:
    """The mesh turned about the axis 'x', 'y' or 'z' through the origin, by radians."""
    return placed(mesh, rotation(axis, angle))


def placed(mesh: Mesh, pose: Float) -> Mesh:
    """The mesh under a rigid pose (4, 4)."""
    turn = pose[:3, :3]
    vertices = (mesh.vertices @ turn.T + pose[:3, 3]).astype(np.float32)
    normals = None if mesh.normals is None else (mesh.normals @ turn.T).astype(np.float32)
    return Mesh(vertices, mesh.faces, normals, mesh.uvs)


def rotation(axis: str, angle: float) -> Float:
    """A (4, 4) rotation about 'x', 'y' or 'z' by radians."""
    c, s = np.cos(angle), np.sin(angle)
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    pose = np.eye(4)
    pose[i, i] = pose[j, j] = c
    pose[i, j], pose[j, i] = -s, s
    return pose


def translation(x: float, y: float, z: float) -> Float:
    """A (4, 4) translation."""
    pose = np.eye(4)
    pose[:3, 3] = x, y, z
    return pose


def merge(meshes: Sequence[Mesh]) -> Mesh:
    """One mesh of several; flat ones keep their facets when mixed with smooth ones."""
    if len(meshes) == 1:
        return meshes[0]
    smooth = [m.normals is not None for m in meshes]
    if any(smooth) and not all(smooth):
        meshes = [m if m.normals is not None else faceted(m) for m in meshes]
    starts = np.cumsum([0] + [len(m.vertices) for m in meshes[:-1]])
    normals = [m.normals for m in meshes if m.normals is not None]
    uvs = [m.uvs if m.uvs is not None else np.zeros((len(m.faces), 3, 2), np.float32) for m in meshes]
    return Mesh(
        np.concatenate([m.vertices for m in meshes]),
        np.concatenate([m.faces + k for m, k in zip(meshes, starts, strict=True)]).astype(np.int32),
        np.concatenate(normals) if normals else None,
        np.concatenate(uvs),
    )


def faceted(mesh: Mesh) -> Mesh:
    """The same surface with three vertices of its own for each triangle, and face normals."""
    vertices = mesh.vertices[mesh.faces].reshape(-1, 3)
    normals = np.repeat(face_normals(mesh), 3, axis=0).astype(np.float32)
    return Mesh(vertices, np.arange(len(vertices), dtype=np.int32).reshape(-1, 3), normals, mesh.uvs)


def bounds(meshes: Sequence[Mesh]) -> Float:
    """The box around some meshes, (2, 3): low and high corner."""
    return np.array(
        [
            np.min([m.vertices.min(axis=0) for m in meshes], axis=0),
            np.max([m.vertices.max(axis=0) for m in meshes], axis=0),
        ],
        dtype=float,
    )


def with_box_uvs(mesh: Mesh, grain: int = 0) -> Mesh:
    """The mesh with UVs in metres, projected along the main axis of each triangle; U runs along axis `grain`."""
    across = np.argmax(np.abs(face_normals(mesh)), axis=1)
    u_axis = np.where(across == grain, (grain + 1) % 3, grain)
    v_axis = 3 - across - u_axis
    corners = mesh.vertices[mesh.faces]
    rows, cols = np.arange(len(corners))[:, None], np.arange(3)[None, :]
    uvs = np.stack([corners[rows, cols, u_axis[:, None]], corners[rows, cols, v_axis[:, None]]], axis=-1)
    return Mesh(mesh.vertices, mesh.faces, mesh.normals, uvs.astype(np.float32))


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


def grounded(meshes: Sequence[Mesh]) -> list[Mesh]:
    """The meshes shifted together so that their lowest vertex lies on z = 0."""
    low = min(float(np.min(mesh.vertices[:, 2])) for mesh in meshes)
    return [moved(mesh, (0, 0, -low)) for mesh in meshes]


def _fan(ring: Float, normal: Float) -> Mesh:
    n = len(ring)
    points = np.vstack([ring, ring.mean(axis=0)])
    k = np.arange(n)
    faces = np.stack([k, (k + 1) % n, np.full(n, n)], axis=1)
    return with_box_uvs(solid(points, faces, np.broadcast_to(normal, points.shape)))
