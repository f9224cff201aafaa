# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The skin of a vehicle: a wall around a plan outline, and what lies on it: seams, lamps, panels. Metres throughout.

A place on a wall is (s, z): s counts along the outline from the middle of the front (y = -length / 2) over the +X side
to the middle of the back; a negative s is its mirror image.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import Vector, merge, moved, turned, with_box_uvs, without_slivers
from cavendish.scenes.parts.fittings import smoothed
from cavendish.scenes.scene import Float, Mesh
from cavendish.scenes.vectors import cross, unit

Inset = Callable[[Float, Float, Float], Float]
Values = Vector | float
Places = Sequence[tuple[float, float]] | Float
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Wall:
    """A skin that follows an outline.

    s: (N,) metres along it; outline, normal: (N, 2), the +X half; inset: how far the skin lies within the outline, of
    y (...), the plan normal (..., 2) and z (...).
    """

    s: Float
    outline: Float
    normal: Float
    inset: Inset

    @property
    def end(self) -> float:
        """The s of the middle of the back."""
        return float(self.s[-1])


def plan(
    width: float,
    length: float,
    nose: tuple[float, float],
    tail: tuple[float, float],
    barrel: float = 0.0,
) -> Float:
    """The +X half (N, 2) of an outline from (0, -length / 2) to (0, length / 2).

    nose, tail: length of the rounded end and the power of its superellipse (2 round, 6 square); barrel: share of the
    half width by which the sides draw in towards the ends.
    """
    ends = []
    for depth, power in (nose, tail):
        turn = np.linspace(0, np.pi / 2, 200)
        ends.append(
            np.column_stack(
                [
                    np.sin(turn) ** (2 / power) * width / 2,
                    -length / 2 + depth * (1 - np.cos(turn) ** (2 / power)),
                ]
            )
        )
    side = np.linspace(-length / 2 + nose[0], length / 2 - tail[0], 50)[1:-1]
    outline = np.vstack(
        [ends[0], np.column_stack([np.full(len(side), width / 2), side]), ends[1][::-1] * (1, -1)]
    )
    outline[:, 0] *= 1 - barrel * np.abs(2 * outline[:, 1] / length) ** 2.5
    return outline


def wall(outline: Float, inset: Inset, step: float = 0.012) -> Wall:
    """The wall over an outline (N, 2), which runs from front to back on the +X side."""
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(outline, axis=0), axis=1))])
    s = np.linspace(0, run[-1], max(int(run[-1] / step), 40))
    even = np.column_stack([np.interp(s, run, outline[:, k]) for k in (0, 1)])
    ahead = np.gradient(even, axis=0)
    normal = np.column_stack([ahead[:, 1], -ahead[:, 0]])
    normal[0], normal[-1] = (0, -1), (0, 1)
    return Wall(s, even, normal / np.linalg.norm(normal, axis=1, keepdims=True), inset)


def s_at(skin_: Wall, y: Values) -> Float:
    """Where along the wall the outline is at y."""
    return np.asarray(np.interp(np.asarray(y, float), skin_.outline[:, 1], skin_.s))


def on_wall(skin_: Wall, s: Values, z: Values, lift: Values = 0.0) -> Float:
    """Points (..., 3) of the wall; lift: metres outwards in plan."""
    s, z = np.broadcast_arrays(np.asarray(s, float), np.asarray(z, float))
    along, side = np.abs(s), np.where(s < 0, -1.0, 1.0)
    x, y, nx, ny = (np.interp(along, skin_.s, column) for column in (*skin_.outline.T, *skin_.normal.T))
    deep = skin_.inset(y, np.stack([nx, ny], axis=-1), z) - np.asarray(lift, float)
    return np.stack([side * (x - nx * deep), y - ny * deep, z], axis=-1)


def normals_on(skin_: Wall, s: Values, z: Values, step: float = 0.006) -> Float:
    """Unit normals (..., 3) of the wall, outwards."""
    s, z = np.broadcast_arrays(np.asarray(s, float), np.asarray(z, float))
    ahead, behind, over, under = on_wall(
        skin_, np.stack([s + step, s - step, s, s]), np.stack([z, z, z + step, z - step])
    )
    return unit(cross(ahead - behind, over - under))


def skin(points: Float, keep: Mask | None = None, flip: bool = False) -> Mesh:
    """Triangles over a grid of points (M, N, 3), whose front is where (along N) x (up M) points.

    keep: (M - 1, N - 1), the cells wanted. No normals or UVs yet: `finished` gives them.
    """
    m, n = points.shape[:2]
    index = np.arange(m * n).reshape(m, n)
    quads = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1)
    quads = quads.reshape(-1, 4) if keep is None else quads[keep]
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    faces = faces[:, ::-1] if flip else faces
    return Mesh(points.reshape(-1, 3).astype(np.float32), np.ascontiguousarray(faces, dtype=np.int32))


def finished(meshes: Sequence[Mesh], crease: float = 0.6, grain: int = 1) -> Mesh:
    """Bare meshes as one, welded, with UVs in metres and smooth normals up to `crease` radians."""
    bare = [Mesh(mesh.vertices, mesh.faces) for mesh in meshes]
    whole = with_box_uvs(without_slivers(merge(bare), 1e-9), grain)
    # `smoothed` welds within 10 m of the origin; a tram is longer.
    shrink = max(1.0, float(np.abs(whole.vertices).max()) / 9.0)
    made = smoothed(Mesh(whole.vertices / np.float32(shrink), whole.faces, None, whole.uvs), crease)
    return Mesh(made.vertices * np.float32(shrink), made.faces, made.normals, made.uvs)


def mirrored(mesh: Mesh) -> Mesh:
    """The mesh on the other side of x = 0."""
    flip = np.array([-1, 1, 1], np.float32)
    normals = None if mesh.normals is None else mesh.normals * flip
    uvs = None if mesh.uvs is None else np.ascontiguousarray(mesh.uvs[:, ::-1])
    return Mesh(mesh.vertices * flip, np.ascontiguousarray(mesh.faces[:, ::-1]), normals, uvs)


def both(meshes: Sequence[Mesh]) -> list[Mesh]:
    """The meshes and their mirror images."""
    return [*meshes, *(mirrored(mesh) for mesh in meshes)]


def ribbon(points: Float, normals: Float, width: float, lift: float = 0.0015) -> Mesh:
    """A flat strip along a path (N, 3) on a surface with those normals."""
    along = np.gradient(points, axis=0)
    side = width / 2 * unit(cross(normals, along))
    middle = points + normals * lift
    strip = with_box_uvs(skin(np.stack([middle - side, middle + side])), 1)
    out = unit(normals)
    return Mesh(strip.vertices, strip.faces, np.vstack([out, out]).astype(np.float32), strip.uvs)


def seam(skin_: Wall, path: Places, width: float = 0.006, lift: float = 0.0015, step: float = 0.04) -> Mesh:
    """A strip on a wall along a path (N, 2) of places (s, z): a gap between panels, a moulding."""
    path = np.asarray(path, float)
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    inner = np.concatenate(
        [
            np.linspace(a, b, max(int((b - a) / step), 1), endpoint=False)
            for a, b in zip(run[:-1], run[1:], strict=True)
        ]
    )
    run_at = np.append(inner, run[-1])
    s, z = (np.interp(run_at, run, path[:, k]) for k in (0, 1))
    return ribbon(on_wall(skin_, s, z), normals_on(skin_, s, z), width, lift)


def blister(
    skin_: Wall,
    corners: Places,
    height: float = 0.006,
    power: float = 5.0,
    rings: int = 4,
    count: int = 24,
    dome: float = 5.0,
) -> Mesh:
    """A patch on a wall that rises `height` out of it and sinks into it at its rim: a lamp's glass, a grille, a flap.

    corners: (4, 2) places (s, z): low s low z, high s low z, high s high z, low s high z. power: of the superellipse
    that fills them, 2 round, 8 nearly square; dome: 2 a lens, 8 flat with a sharp rim.
    """
    turn = np.arange(count + 1) / count * 2 * np.pi
    c, q = np.cos(turn), np.sin(turn)
    share = np.sqrt(np.linspace(1, 0, rings + 1))[:, None]
    share[1:-1] = np.maximum(share[1:-1], 0.2)
    round_ = np.sign(c) * np.abs(c) ** (2 / power), np.sign(q) * np.abs(q) ** (2 / power)
    u, v = (share * part[None, :] / 2 + 0.5 for part in round_)
    a, b, e, d = np.asarray(corners, float)
    place = (
        a * ((1 - u) * (1 - v))[..., None]
        + b * (u * (1 - v))[..., None]
        + e * (u * v)[..., None]
        + d * ((1 - u) * v)[..., None]
    )
    s, z = place[..., 0], place[..., 1]
    fall = np.broadcast_to(share, s.shape) ** dome
    lift = height * (1 - fall) - 0.004 * fall
    points = on_wall(skin_, s, z) + normals_on(skin_, s, z) * lift[..., None]
    return finished([skin(points)], 1.4)


def facing(skin_: Wall, s: float, z: float, mesh: Mesh, lift: float = 0.0) -> Mesh:
    """A mesh that faces -Y from the origin, set upright on the wall at a place, turned with the wall in plan."""
    at = on_wall(skin_, s, z)
    out = normals_on(skin_, s, z)
    turn = float(np.arctan2(out[0], -out[1]))
    flat = np.array([out[0], out[1], 0.0]) / max(float(np.hypot(out[0], out[1])), 1e-9)
    return moved(turned(mesh, "z", turn), at + flat * lift)


def turned_inside(mesh: Mesh, depth: float) -> Mesh:
    """The other side of a shell with normals, `depth` behind it."""
    assert mesh.normals is not None
    assert mesh.uvs is not None
    return Mesh(
        mesh.vertices - np.float32(depth) * mesh.normals,
        np.ascontiguousarray(mesh.faces[:, ::-1]),
        -mesh.normals,
        np.ascontiguousarray(mesh.uvs[:, ::-1]),
    )
