# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where two placed bodies come near each other: pairs of triangles, their crossings, their distance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cavendish.scenes.placement.solid import Index, Placed
from cavendish.scenes.scene import Float

Mask = npt.NDArray[np.bool_]
BATCH = 64  # pairs of groups at a time
FEW = 128  # groups whose triangles are all looked at at once
WORK = 1 << 18  # pairs of boxes at a time
SKIN = 2e-5  # metres; an edge that goes no farther through a face does not cross it
NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, eq=False)
class Crossing:
    """Where edges of one body go through faces of the other, N of them.

    first, second: the triangles (N,) of either body. edge: 0..2 of the first's where one of its edges crosses, 3..5 of the
    second's. points: (N, 3) in the world.
    """

    first: Index
    second: Index
    edge: Index
    points: Float


def near(a: Placed, b: Placed, margin: float, firm: bool) -> Iterator[tuple[Index, Index]]:
    """Pairs of triangles whose boxes are within `margin` metres, (N,) each, in batches, those at the foot first; none comes twice.

    firm: of what does not yield alone.
    """
    low = np.maximum(a.box[0], b.box[0]) - margin
    high = np.minimum(a.box[1], b.box[1]) + margin
    ours = [
        np.flatnonzero(np.all((x.low <= high) & (x.high >= low), axis=1) & (x.solid.firm | (not firm)))
        for x in (a, b)
    ]
    if not len(ours[0]) or not len(ours[1]):
        return
    if max(map(len, ours)) <= FEW:
        (i, low_a, high_a), (j, low_b, high_b) = (
            _within_box(x, groups, low, high) for x, groups in zip((a, b), ours, strict=True)
        )
        if len(i) * len(j) <= WORK:
            row, column = np.nonzero(_overlap(low_a[:, None], high_a[:, None], low_b, high_b, margin))
            yield i[row], j[column]
            return
    step = max(1, WORK // len(ours[1]))
    for start in range(0, len(ours[0]), step):
        some = ours[0][start : start + step]
        boxes = a.low[some, None], a.high[some, None], b.low[ours[1]], b.high[ours[1]]
        i, j = np.nonzero(_overlap(*boxes, margin))
        order = np.argsort(a.high[some[i], 2] + b.high[ours[1][j], 2], kind="stable")
        i, j = i[order], j[order]
        for at in range(0, len(i), BATCH):
            yield _within_groups(a, b, some[i[at : at + BATCH]], ours[1][j[at : at + BATCH]], margin)


def _within_groups(a: Placed, b: Placed, of_a: Index, of_b: Index, margin: float) -> tuple[Index, Index]:
    """The pairs of triangles near each other in pairs of groups (N,)."""
    boxes = []
    for body, groups in ((a, of_a), (b, of_b)):
        used, number = np.unique(groups, return_inverse=True)
        corners = body.world(body.solid.triangles[body.solid.groups[used]])
        boxes.append((corners.min(axis=2), corners.max(axis=2), number))
    (low_a, high_a, at_a), (low_b, high_b, at_b) = boxes
    meet = _overlap(
        low_a[at_a, :, None], high_a[at_a, :, None], low_b[at_b, None], high_b[at_b, None], margin
    )
    meet &= a.solid.first[of_a][:, :, None] & b.solid.first[of_b][:, None, :]
    row, i, j = np.nonzero(meet)
    return a.solid.groups[of_a[row], i], b.solid.groups[of_b[row], j]


def _within_box(body: Placed, groups: Index, low: Float, high: Float) -> tuple[Index, Float, Float]:
    """The triangles of some groups whose boxes reach into a box, and their boxes."""
    faces = body.solid.groups[groups][body.solid.first[groups]]
    corners = body.world(body.solid.triangles[faces])
    least, most = corners.min(axis=1), corners.max(axis=1)
    kept = np.all((least <= high) & (most >= low), axis=1)
    return faces[kept], least[kept], most[kept]


def _overlap(low_a: Float, high_a: Float, low_b: Float, high_b: Float, margin: float) -> Mask:
    """Whether boxes, which broadcast, are within `margin` of each other."""
    meet: Mask = np.ones(np.broadcast_shapes(low_a.shape, low_b.shape)[:-1], bool)
    for k in range(3):
        meet &= (low_a[..., k] - margin <= high_b[..., k]) & (high_a[..., k] + margin >= low_b[..., k])
    return meet


def cross(a: Float, b: Float) -> Float:
    """The cross product of vectors (..., 3), quicker than NumPy's."""
    x, y, z = (a[..., k] for k in range(3))
    u, v, w = (b[..., k] for k in range(3))
    return np.stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=-1)


def crossed(a: Placed, b: Placed) -> Crossing:
    """Where two bodies go through each other, but for what yields."""
    found = [crossings(a, b, *pairs) for pairs in near(a, b, 0.0, firm=True)]
    if not found:
        return Crossing(NONE, NONE, NONE, np.zeros((0, 3)))
    return Crossing(*(np.concatenate(rows) for rows in zip(*map(_rows, found), strict=True)))


def _rows(cut: Crossing) -> tuple[Index, Index, Index, Float]:
    return cut.first, cut.second, cut.edge, cut.points


def crossings(a: Placed, b: Placed, first: Index, second: Index) -> Crossing:
    """Where the triangles of pairs (N,) go through each other."""
    pairs, which, points = [NONE], [NONE], [np.zeros((0, 3))]
    t, u = a.world(a.solid.triangles[first]), b.world(b.solid.triangles[second])
    for edges, faces, offset in ((t, u, 0), (u, t, 3)):
        normal = cross(faces[:, 1] - faces[:, 0], faces[:, 2] - faces[:, 0])
        length = np.linalg.norm(normal, axis=1)
        normal = normal / np.where(length > 1e-14, length, np.inf)[:, None]
        away = np.einsum("nki,ni->nk", edges - faces[:, :1], normal)
        for k in range(3):
            p, q = away[:, k], away[:, (k + 1) % 3]
            n = np.flatnonzero((np.minimum(p, q) < -SKIN) & (np.maximum(p, q) > SKIN))
            share = (p[n] / (p[n] - q[n]))[:, None]
            at = edges[n, k] + share * (edges[n, (k + 1) % 3] - edges[n, k])
            inside = _within(at, faces[n], normal[n])
            pairs.append(n[inside])
            which.append(np.full(int(inside.sum()), offset + k))
            points.append(at[inside])
    pair = np.concatenate(pairs)
    return Crossing(first[pair], second[pair], np.concatenate(which), np.concatenate(points))


def _within(points: Float, faces: Float, normal: Float) -> Mask:
    """Whether points in the planes of faces are within their sides, these included."""
    inside = np.ones(len(points), bool)
    for k in range(3):
        side = faces[:, (k + 1) % 3] - faces[:, k]
        turn = np.einsum("ni,ni->n", cross(side, points - faces[:, k]), normal)
        inside &= turn >= -1e-9 * np.linalg.norm(side, axis=1)
    return inside


def touch(a: Placed, b: Placed, within: float) -> bool:
    """Whether two bodies are within a distance of each other, metres, or cross."""
    return any(_touch(a, b, *pairs, within) for pairs in near(a, b, within, firm=False))


def _touch(a: Placed, b: Placed, first: Index, second: Index, within: float) -> bool:
    for start in range(0, len(first), 4096):
        rows = slice(start, start + 4096)
        t = a.world(a.solid.triangles[first[rows]])
        u = b.world(b.solid.triangles[second[rows]])
        for one, other in ((t, u), (u, t)):
            for k in range(3):
                if np.any(distance(one[:, k], other) <= within):
                    return True
        for k in range(3):
            for m in range(3):
                gap = _between(t[:, k], t[:, (k + 1) % 3], u[:, m], u[:, (m + 1) % 3])
                if np.any(gap <= within):
                    return True
        if len(crossings(a, b, first[rows], second[rows]).first):
            return True
    return False


def distance(points: Float, triangles: Float) -> Float:
    """From points (..., 3) to triangles (..., 3, 3), which broadcast, metres."""
    a, b, c = triangles[..., 0, :], triangles[..., 1, :], triangles[..., 2, :]
    ab, ac, ap = b - a, c - a, points - a
    normal = cross(ab, ac)
    square = _dot(normal, normal)
    safe = np.where(square > 1e-24, square, 1.0)
    v = _dot(cross(ap, ac), normal) / safe
    w = _dot(cross(ab, ap), normal) / safe
    over = (v >= 0) & (w >= 0) & (v + w <= 1) & (square > 1e-24)
    plane = np.abs(_dot(ap, normal)) / np.sqrt(safe)
    sides = np.minimum(_along(ap, ab), np.minimum(_along(ap, ac), _along(points - b, c - b)))
    return np.asarray(np.where(over, plane, sides))


def _dot(a: Float, b: Float) -> Float:
    return np.asarray(np.einsum("...i,...i->...", a, b))


def _along(point: Float, way: Float) -> Float:
    """From points to pieces of lines that start at 0."""
    length = _dot(way, way)
    share = np.clip(_dot(point, way) / np.where(length > 0, length, 1.0), 0, 1)
    off = point - share[..., None] * way
    return np.asarray(np.sqrt(_dot(off, off)))


def _between(p: Float, q: Float, r: Float, s: Float) -> Float:
    """The distance of pieces of lines p-q and r-s, (N, 3) each, where it is between their ends; inf elsewhere."""
    d, e, f = q - p, s - r, p - r
    a, b, c, g, h = _dot(d, d), _dot(d, e), _dot(e, e), _dot(d, f), _dot(e, f)
    flat = a * c - b * b
    safe = np.where(flat > 1e-18, flat, 1.0)
    u, v = (b * h - c * g) / safe, (a * h - b * g) / safe
    off = f + u[:, None] * d - v[:, None] * e
    inner = (flat > 1e-18) & (u >= 0) & (u <= 1) & (v >= 0) & (v <= 1)
    return np.where(inner, np.sqrt(_dot(off, off)), np.inf)
