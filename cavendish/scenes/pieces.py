# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Convex pieces of an asset, whose union hugs its real meshes: hollows stay hollow.

A closed shell that is convex is one piece. A shell of revolution is cut into discs and, where it is hollow, sectors of
rings. Any other is cut by a grid; a piece is the hull of what lies in one cell: the surface there, and the cell's corners
that are inside. So a piece leaves nothing of the surface out; what it adds is at most a hollow's arrow within one cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Asset, Float
from cavendish.scenes.vectors import cross, dots, lengths, unit

Index = npt.NDArray[np.int64]
FLAT = 8e-4  # metres that a shell may be off convex, and a piece is thick at least
RIM = 0.01  # metres that covers may stand out over a book's pages and still be no hollow
PRINT = 1.2e-3  # metres that print and keys stand out over a side, of which all are one piece
MANY = 20  # shells, beyond which the small ones (petals, keys) are one piece each
CELLS = 4  # along the longest side
SECTORS = 12  # of a ring
ADDED = (1e-3, 0.012)  # metres, or of its size, that a section of a shell of revolution may be off convex
FULL = 0.8  # of its hull that a shell of revolution fills, to be one piece: an apple, a can
SHALLOW = 0.008  # metres, height of a shell of revolution that is one piece: the lid of a can
SPECK = 0.02  # metres across, what is one piece
SMALL = 0.012  # metres; no cell is smaller, nor than a twelfth of the asset


@dataclass(frozen=True, eq=False)
class Piece:
    """The hull of points (N, 3), metres in the asset's frame; is_box: it is their bounding box, but for small bevels."""

    points: Float
    is_box: bool = False


@lru_cache(maxsize=128)
def pieces(asset: Asset) -> tuple[Piece, ...]:
    """The convex pieces of an asset; what lies within a convex piece is left out."""
    return tuple(_pieces(asset))


def _pieces(asset: Asset) -> list[Piece]:
    meshes = [part.mesh.vertices.astype(float).take(part.mesh.faces, axis=0) for part in asset.parts]
    whole = np.concatenate(meshes)
    points = np.concatenate([part.mesh.vertices for part in asset.parts]).astype(float)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    away = lengths(points - middle)
    is_ball = float(np.ptp(away)) < 0.06 * float(away.max())  # of panels, perhaps, with seams
    if is_ball or _is_convex(whole, _normals(whole), points, 2 * FLAT):
        return [_solid(points, _normals(whole))]
    shells = []
    for corners in meshes:
        label, faces = _shells(corners)
        order = np.argsort(label, kind="stable")
        for group in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
            shells.append((corners[group], faces[group]))
    shells.sort(key=lambda shell: -float(np.prod(np.ptp(shell[0].reshape(-1, 3), axis=0) + 1e-4)))
    if any(_holds(shell, points) for shell in shells[:3]):
        return [_solid(points, _normals(whole))]
    reach = float(np.ptp(points, axis=0).max())
    found: list[Piece] = []
    sides = _sides(shells)
    printed: dict[int, list[tuple[Float, Float]]] = {}  # points and normals of what lies on each side
    hulls: list[tuple[Float, Float, int]] = []  # normals and offsets of convex shells' faces; their pieces
    boxes = np.zeros((0, 2, 3))  # around those shells
    for (triangles, faces), side in zip(shells, sides, strict=True):
        points = triangles.reshape(-1, 3)[np.unique(faces, return_index=True)[1]]
        low, high = points.min(axis=0), points.max(axis=0)
        around = np.all((low > boxes[:, 0] - FLAT) & (high < boxes[:, 1] + FLAT), axis=1)
        out, whose = min(
            (
                (float(np.max(points @ normals.T - offset)), k)
                for normals, offset, k in (hulls[k] for k in np.flatnonzero(around).tolist())
            ),
            default=(np.inf, 0),
        )
        if out < FLAT:  # within another, or a label on it
            if out > FLAT / 4:
                found[whose] = Piece(np.concatenate([found[whose].points, points]))
            continue
        if side >= 0:
            printed.setdefault(side, []).append((points, _normals(triangles)))
            continue
        across = float(np.max(high - low))
        detail = across < SPECK or (len(shells) > MANY and across < 0.25 * reach)
        made = (
            [_solid(points, _normals(triangles))]
            if detail
            else _shell(triangles, faces, max(reach / 12, SMALL))
        )
        if len(made) == 1 and len(triangles) > 3:
            normals = _normals(triangles)
            if _is_closed(faces) and _is_convex(triangles, normals, points):
                step = max(1, len(normals) // 150)
                offsets = np.sum(normals * triangles[:, 0], axis=1)
                hulls.append((normals[::step], offsets[::step], len(found)))
                boxes = np.concatenate([boxes, [[low, high]]])
        found += made
    for marks in printed.values():
        points, normals = (np.concatenate(arrays) for arrays in zip(*marks, strict=True))
        found.append(_solid(points, normals))
    return found


def _sides(shells: list[tuple[Float, Index]]) -> list[int]:
    """Which side of which of the largest shells each shell is flat on, a number for each side; -1 for none."""
    boxes = np.array([(corners.min(axis=(0, 1)), corners.max(axis=(0, 1))) for corners, _ in shells])
    thin = np.ptp(boxes, axis=1) < PRINT
    out = np.full(len(shells), -1)
    for k, (low, high) in enumerate(boxes[:3]):
        inside = (boxes[:, 0] > low - PRINT) & (boxes[:, 1] < high + PRINT)
        within = inside.all(axis=1) & (out < 0)
        within[: k + 1] = False
        flush = np.stack([boxes[:, 0] < low + FLAT, boxes[:, 1] > high - FLAT], axis=2)  # (N, axis, side)
        on = within[:, None, None] & thin[:, :, None] & flush
        at = np.flatnonzero(on.any(axis=(1, 2)))
        out[at] = 6 * k + np.argmax(on[at].reshape(len(at), 6), axis=1)
    return [int(side) for side in out]


def _holds(shell: tuple[Float, Index], points: Float) -> bool:
    """Whether a closed convex shell is all but a rim of what lies at points: the pages of a book within its covers."""
    triangles, faces = shell
    normals = _normals(triangles)
    rim = min(RIM, 0.06 * float(np.ptp(points, axis=0).max()))
    corners = triangles.reshape(-1, 3)
    return (
        _is_closed(faces)
        and _is_convex(triangles, normals, corners)
        and _is_convex(triangles, normals, points, rim)
    )


def _shells(corners: Float) -> tuple[Index, Index]:
    """A label for each triangle (F, 3, 3), the same for those that hang together, and faces of welded vertices."""
    _, first, number = np.unique(_keys(corners.reshape(-1, 3), 1e-5), return_index=True, return_inverse=True)
    faces = number.reshape(-1, 3)
    label = np.arange(len(first))
    while True:
        after = label.copy()
        np.minimum.at(after, faces.reshape(-1), np.repeat(label[faces].min(axis=1), 3))
        after = after[after]
        if np.array_equal(after, label):
            return label[faces[:, 0]], faces
        label = after


def _shell(triangles: Float, faces: Index, finest: float) -> list[Piece]:
    """The pieces of one shell; no cell of a grid is smaller than `finest`, metres."""
    points = triangles.reshape(-1, 3)[np.unique(faces, return_index=True)[1]]
    low, high = points.min(axis=0), points.max(axis=0)
    size = high - low
    normals = cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    length = lengths(normals)
    kept = length > 1e-14
    triangles, faces, normals = triangles[kept], faces[kept], normals[kept] / length[kept, None]
    if not len(triangles) or size.max() < 1e-3:
        return []
    closed = _is_closed(faces)
    if closed and _is_convex(triangles, normals, points):
        return [_solid(points, normals)]
    turned = _turned(triangles, faces) if closed else None
    if turned is not None:
        if _fullness(triangles) > FULL or size[2] < SHALLOW:
            return [_solid(points, normals)]
        return _revolved(turned, max(ADDED[0], ADDED[1] * float(size.max())))
    cell = max(float(size.max()) / CELLS, finest)
    count = np.maximum(np.round(size / cell), 1).astype(int)
    levels = [np.linspace(a, b, n + 1) for a, b, n in zip(low, high, count, strict=True)]
    return _cells(triangles, levels, closed)


@dataclass(frozen=True, eq=False)
class _Turned:
    """A closed shell of revolution about an upright axis.

    edges: (S, 2, 2) pieces of its profile between (radius, z); axis: (x, y); turns: azimuths of its vertices, growing.
    """

    edges: Float
    axis: Float
    turns: Float


def _turned(triangles: Float, faces: Index) -> _Turned | None:
    """The shell as one of revolution, or None where it is none."""
    known, first = np.unique(faces, return_index=True)
    points = triangles.reshape(-1, 3)[first]
    axis = (points.min(axis=0) + points.max(axis=0))[:2] / 2
    widest = points[np.linalg.norm(points[:, :2] - axis, axis=1).argmax(), 2]
    rim = points[np.abs(points[:, 2] - widest) < 2e-5, :2]
    axis = np.asarray(rim.mean(axis=0), np.float64)
    off = triangles[..., :2] - axis
    ring = np.stack([np.linalg.norm(off, axis=-1), triangles[..., 2]], axis=-1).reshape(-1, 2)
    _, first, number = np.unique(_keys(ring, 4e-5), return_index=True, return_inverse=True)
    if 8 * len(first) > len(known):
        return None
    place = number.reshape(-1, 3)
    pairs = np.sort(np.concatenate([place[:, [0, 1]], place[:, [1, 2]], place[:, [2, 0]]]), axis=1)
    joined = np.unique(pairs[:, 0] * len(first) + pairs[:, 1])
    edges = np.stack([joined // len(first), joined % len(first)], axis=1)
    edges = ring[first][edges[edges[:, 0] != edges[:, 1]]]
    turns = np.unique(np.round(np.arctan2(rim[:, 1] - axis[1], rim[:, 0] - axis[0]), 4))
    return _Turned(edges, axis, turns)


def _fullness(triangles: Float) -> float:
    """How much of its hull a closed shell of revolution fills, 0..1, by volume."""
    corners = triangles - triangles.mean(axis=(0, 1))
    own = dots(corners[:, 0], cross(corners[:, 1], corners[:, 2])).sum() / 6
    points = corners.reshape(-1, 3)
    axis = (points.min(axis=0) + points.max(axis=0))[:2] / 2
    levels, which = np.unique(np.round(points[:, 2], 5), return_inverse=True)
    widest = np.zeros(len(levels))
    np.maximum.at(widest, which, np.linalg.norm(points[:, :2] - axis, axis=1))
    hull = _hull(levels, widest)
    z, r = levels[hull], widest[hull]
    whole = np.pi / 3 * np.sum(np.diff(z) * (r[1:] ** 2 + r[1:] * r[:-1] + r[:-1] ** 2))
    return float(own / max(whole, 1e-12))


def _revolved(shell: _Turned, added: float) -> list[Piece]:
    """Discs and sectors of rings: the profile in slabs, as tall as their sections are off convex by `added` at most."""
    low, high = np.sort(shell.edges[..., 1], axis=1).T
    levels = np.unique(np.round(shell.edges[..., 1], 5))
    a, b = shell.edges[:, 0], shell.edges[:, 1]
    slope = (b[:, 0] - a[:, 0]) / np.where(np.abs(b[:, 1] - a[:, 1]) > 1e-7, b[:, 1] - a[:, 1], np.inf)
    done: list[Float] = []
    open_: list[Float] = []  # sections under way: rows of (z, inner radius, outer radius)
    for bottom, top in zip(levels[:-1], levels[1:], strict=True):
        middle = (bottom + top) / 2
        through = (low < middle) & (high > middle)
        radii = np.stack([a[:, 0] + slope * (z - a[:, 1]) for z in (bottom, middle, top)], axis=1)[through]
        radii = radii[np.argsort(radii[:, 1])]
        twice = np.all(
            np.abs(np.diff(radii, axis=0)) < 1e-4, axis=1
        )  # one edge, its ends rounded in two ways
        radii = radii[np.append(True, ~twice)][:, [0, 2]] if len(radii) else radii[:, [0, 2]]
        if len(radii) % 2:
            radii = np.vstack([np.zeros((1, 2)), radii])
        slabs = [
            np.array([[bottom, inner[0], outer[0]], [top, inner[1], outer[1]]])
            for inner, outer in zip(radii[::2], radii[1::2], strict=True)
        ]
        if len(slabs) == len(open_):
            joint = [np.vstack(pair) for pair in zip(open_, slabs, strict=True)]
            if all(
                _bulge(rows[:, 0], rows[:, 2]) < added and _bulge(rows[:, 0], -rows[:, 1]) < added
                for rows in joint
            ):
                open_ = joint
                continue
        done += open_
        open_ = slabs
    return [piece for rows in done + open_ for piece in _ring(shell, rows)]


def _bulge(z: Float, radius: Float) -> float:
    """How far the upper hull of (z, radius) stands over it."""
    hull = _hull(z, radius)
    return float(np.max(np.interp(z, z[hull], radius[hull]) - radius))


def _hull(z: Float, radius: Float) -> list[int]:
    """The points (z, radius), z growing, that are on their upper hull."""
    hull: list[int] = []
    for k in range(len(z)):
        while len(hull) > 1:
            i, j = hull[-2], hull[-1]
            if (radius[j] - radius[i]) * (z[k] - z[i]) > (radius[k] - radius[i]) * (z[j] - z[i]):
                break
            hull.pop()
        hull.append(k)
    return hull


def _ring(shell: _Turned, rows: Float) -> list[Piece]:
    """The pieces of a section (N, 3) of (z, inner radius, outer radius)."""
    if np.ptp(rows[:, 0]) < 1e-5 or np.max(rows[:, 2] - rows[:, 1]) < 1e-5:
        return []

    def points(radius: Float, turns: Float) -> Float:
        flat = radius[:, None, None] * np.stack([np.cos(turns), np.sin(turns)], axis=-1) + shell.axis
        return np.concatenate(
            [flat, np.broadcast_to(rows[:, :1, None], (*flat.shape[:2], 1))], axis=-1
        ).reshape(-1, 3)

    _, inner, outer = rows.T
    if inner.max() < SMALL / 4:
        return [Piece(points(outer, shell.turns))]
    turns = np.append(shell.turns, shell.turns[0] + 2 * np.pi)
    cuts = np.linspace(0, len(turns) - 1, SECTORS + 1).round().astype(int)
    sectors = [turns[i : k + 1] for i, k in zip(cuts[:-1], cuts[1:], strict=True) if k > i]
    return [Piece(np.concatenate([points(outer, t), points(inner, t[[0, -1]])])) for t in sectors]


def _cells(triangles: Float, levels: list[Float], closed: bool) -> list[Piece]:
    """The pieces of triangles in the cells of a grid with walls at `levels` along each axis."""
    cut = triangles
    for axis in range(3):
        for level in levels[axis][1:-1]:
            cut = _split(cut, axis, level)
    middle = cut.mean(axis=1)
    where = [np.clip(np.searchsorted(levels[k], middle[:, k]) - 1, 0, len(levels[k]) - 2) for k in range(3)]
    wide = [len(axis) - 1 for axis in levels]
    key = (where[0] * wide[1] + where[1]) * wide[2] + where[2]
    inside = _inside(triangles, levels) if closed else np.zeros([len(axis) for axis in levels], bool)
    order = np.argsort(key, kind="stable")
    found = []
    for group in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
        i, j, k = (int(w[group[0]]) for w in where)
        solid = np.argwhere(inside[i : i + 2, j : j + 2, k : k + 2]) + (i, j, k)
        corners = np.stack([levels[axis][solid[:, axis]] for axis in range(3)], axis=1)
        mine = cut[group]
        points = np.concatenate([mine.reshape(-1, 3), corners])
        points = points[np.unique(_keys(points, 1e-5), return_index=True)[1]]
        if np.ptp(points, axis=0).max() < 1.5e-3:
            continue
        normals = cross(mine[:, 1] - mine[:, 0], mine[:, 2] - mine[:, 0])
        found.append(_solid(points, normals))
    return found


def _split(triangles: Float, axis: int, level: float) -> Float:
    """The triangles (F, 3, 3), those that cross a plane cut along it."""
    side = triangles[..., axis] - level
    above = side > 0
    count = above.sum(axis=1)
    crossing = (count == 1) | (count == 2)
    t, s = triangles[crossing], side[crossing]
    lone = np.argmax(above[crossing] == (count[crossing] == 1)[:, None], axis=1)
    turn = (lone[:, None] + np.arange(3)) % 3
    rows = np.arange(len(t))[:, None]
    t, s = t[rows, turn], s[rows, turn]
    a, b, c = t[:, 0], t[:, 1], t[:, 2]
    p = a + (b - a) * (s[:, 0] / (s[:, 0] - s[:, 1]))[:, None]
    q = a + (c - a) * (s[:, 0] / (s[:, 0] - s[:, 2]))[:, None]
    pieces = (np.stack([a, p, q], 1), np.stack([p, b, c], 1), np.stack([p, c, q], 1))
    return np.concatenate([triangles[~crossing], *pieces])


def _inside(triangles: Float, levels: list[Float]) -> npt.NDArray[np.bool_]:
    """Whether closed triangles lie around the corners of a grid, by the surfaces over each of them."""
    x, y = np.meshgrid(levels[0] + 1.3e-6, levels[1] + 2.7e-6, indexing="ij")  # off the vertices
    at = np.stack([x, y], axis=-1).reshape(-1, 1, 2)
    a, b, c = (triangles[:, k] for k in range(3))

    def turn(p: Float, q: Float) -> Float:
        return np.asarray(
            (q[:, 0] - p[:, 0]) * (at[..., 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (at[..., 0] - p[:, 0])
        )

    weights = np.stack([turn(b, c), turn(c, a), turn(a, b)], axis=-1)  # (columns, F, 3)
    hit = np.all(weights > 0, axis=-1) | np.all(weights < 0, axis=-1)
    column, face = np.nonzero(hit)
    share = weights[column, face]
    height = np.sum(share * triangles[face][:, :, 2], axis=1) / share.sum(axis=1)
    facing = np.sign(share.sum(axis=1))
    over = height[:, None] > levels[2][None, :]
    total = np.zeros((len(at), len(levels[2])))
    np.add.at(total, column, over * facing[:, None])
    return (total > 0.5).reshape(len(levels[0]), len(levels[1]), len(levels[2]))


def _keys(points: Float, grid: float) -> Index:
    """One whole number for each place (N, 2 or 3) on a grid, metres; within 10 m at 1e-5."""
    cells = np.round(points / grid).astype(np.int64) + 2**20
    return np.asarray(cells @ (1 << 21 * np.arange(points.shape[1])))


def _solid(points: Float, normals: Float) -> Piece:
    """The piece of points; where they lie in a plane it is made thick, backwards."""
    low, high = points.min(axis=0), points.max(axis=0)
    corners = np.stack(np.meshgrid(*zip(low, high, strict=True), indexing="ij"), -1).reshape(-1, 3)
    bevel = min(0.004, 0.05 * float(np.min(high - low)))
    if bevel > FLAT / 20 and all(
        np.min(np.sum((points - corner) ** 2, axis=1)) < bevel**2 for corner in corners
    ):
        return Piece(corners, True)
    middle = points.mean(axis=0)
    _, extent, axes = np.linalg.svd(points - middle, full_matrices=False)
    if len(points) < 3 or len(extent) < 3:
        axes = np.eye(3)
    along = (points - middle) @ axes.T
    for k in np.flatnonzero(np.ptp(along, axis=0) < FLAT):
        way = axes[k] * (-1.0 if float(np.sum(normals @ axes[k])) > 0 else 1.0)
        points = np.concatenate([points, points + FLAT * way])
    return Piece(points)


def _is_closed(faces: Index) -> bool:
    """Whether each edge of welded faces has as many partners that run the other way."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    size = int(edges.max()) + 1
    forth, back = np.sort(edges[:, 0] * size + edges[:, 1]), np.sort(edges[:, 1] * size + edges[:, 0])
    return bool(np.array_equal(forth, back))


def _normals(triangles: Float) -> Float:
    """Unit normals (F, 3) of triangles, 0 for those without area."""
    normals = cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    return unit(normals, 1e-14)


def _is_convex(triangles: Float, normals: Float, points: Float, slack: float = FLAT) -> bool:
    """Whether no vertex stands out over the plane of a face, of some of the faces where there are many."""
    for count in (16, 40_000 // len(points)):
        step = max(1, len(triangles) // max(count, 16))
        offset = np.sum(normals[::step] * triangles[::step, 0], axis=1)
        if np.max(points @ normals[::step].T - offset) > slack:
            return False
    return True
