# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where two placed bodies come near each other: pairs of triangles, their crossings, their distance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cavendish.scenes.placement.shells import Index, Mask
from cavendish.scenes.placement.solid import Placed
from cavendish.scenes.scene import Float
from cavendish.scenes.vectors import cross, dots, lengths

BATCH = 64  # pairs of groups at a time
FEW = 128  # groups whose triangles are all looked at at once
WORK = 1 << 18  # pairs of boxes at a time
SKIN = 2e-5  # metres; an edge that goes no farther through a face does not cross it


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


NONE = np.zeros(0, np.int64)
NOTHING = Crossing(NONE, NONE, NONE, np.zeros((0, 3)))


def facing(a: Placed, b: Placed, margin: float, of_a: Mask, of_b: Mask) -> Index:
    """The pairs (N, 2) of shells, among those of two masks, whose boxes are within `margin` metres, or overlap by -margin."""
    (low_a, high_a), (low_b, high_b) = a.boxes, b.boxes
    i = np.flatnonzero(of_a & _overlap(low_a, high_a, b.box[0], b.box[1], margin))
    j = np.flatnonzero(of_b & _overlap(low_b, high_b, a.box[0], a.box[1], margin))
    if not len(i) or not len(j):
        return np.zeros((0, 2), np.int64)
    step, found = max(1, WORK // len(j)), []
    for start in range(0, len(i), step):
        some = i[start : start + step]
        row, column = np.nonzero(_overlap(low_a[some, None], high_a[some, None], low_b[j], high_b[j], margin))
        found.append(np.stack([some[row], j[column]], axis=1))
    return np.concatenate(found)


def near(
    a: Placed, b: Placed, margin: float, faces: tuple[Mask, Mask] | None = None
) -> Iterator[tuple[Index, Index]]:
    """Pairs of triangles whose boxes are within `margin` metres, (N,) each, in batches, those at the foot first; none comes twice.

    faces: of either body, the triangles that are looked at; all of them without it.
    """
    low = np.maximum(a.box[0], b.box[0]) - margin
    high = np.minimum(a.box[1], b.box[1]) + margin
    ours, kept = [], []
    for k, x in enumerate((a, b)):
        groups = np.flatnonzero(_overlap(x.low, x.high, low, high, 0.0))
        looked = x.solid.first[groups]
        if faces is not None:
            looked = looked & faces[k][x.solid.groups[groups]]
            used = looked.any(axis=1)
            groups, looked = groups[used], looked[used]
        ours.append(groups)
        kept.append(looked)
    if not len(ours[0]) or not len(ours[1]):
        return
    if max(map(len, ours)) <= FEW:
        (i, low_a, high_a), (j, low_b, high_b) = (
            _within_box(x, x.solid.groups[groups][looked], low, high)
            for x, groups, looked in zip((a, b), ours, kept, strict=True)
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
            of_a, of_b = i[at : at + BATCH] + start, j[at : at + BATCH]
            row, m, n = np.nonzero(
                _boxes_near(a, b, ours[0][of_a], ours[1][of_b], margin)
                & kept[0][of_a][:, :, None]
                & kept[1][of_b][:, None, :]
            )
            yield a.solid.groups[ours[0][of_a[row]], m], b.solid.groups[ours[1][of_b[row]], n]


def _boxes_near(a: Placed, b: Placed, of_a: Index, of_b: Index, margin: float) -> Mask:
    """Which triangles are near which in pairs of groups (N,): (N, GROUP, GROUP)."""
    boxes = []
    for body, groups in ((a, of_a), (b, of_b)):
        used, number = np.unique(groups, return_inverse=True)
        least, most = _box(body.world(body.solid.triangles[body.solid.groups[used]]))
        boxes.append((least[number], most[number]))
    (low_a, high_a), (low_b, high_b) = boxes
    return _overlap(low_a[:, :, None], high_a[:, :, None], low_b[:, None], high_b[:, None], margin)


def _within_box(body: Placed, faces: Index, low: Float, high: Float) -> tuple[Index, Float, Float]:
    """Those of some triangles whose boxes reach into a box, and their boxes."""
    least, most = _box(body.world(body.solid.triangles[faces]))
    kept = _overlap(least, most, low, high, 0.0)
    return faces[kept], least[kept], most[kept]


def _box(triangles: Float) -> tuple[Float, Float]:
    """The boxes (..., 3) of triangles (..., 3, 3)."""
    p, q, r = triangles[..., 0, :], triangles[..., 1, :], triangles[..., 2, :]
    return np.minimum(np.minimum(p, q), r), np.maximum(np.maximum(p, q), r)


def _overlap(low_a: Float, high_a: Float, low_b: Float, high_b: Float, margin: float) -> Mask:
    """Whether boxes, which broadcast, are within `margin` of each other."""
    meet: Mask = np.ones(np.broadcast_shapes(low_a.shape, low_b.shape)[:-1], bool)
    for k in range(3):
        meet &= (low_a[..., k] - margin <= high_b[..., k]) & (high_a[..., k] + margin >= low_b[..., k])
    return meet


def crossed(a: Placed, b: Placed, shells: Index) -> Crossing:
    """Where shells of two bodies, pairs (N, 2), go through each other, but for what yields."""
    found = [crossings(a, b, *pairs) for pairs in near(a, b, 0.0, _firm(a, b, shells))]
    if not found:
        return NOTHING
    return Crossing(*(np.concatenate(rows) for rows in zip(*map(_rows, found), strict=True)))


def _firm(a: Placed, b: Placed, shells: Index) -> tuple[Mask, Mask]:
    """The triangles of either body that belong to pairs of shells (N, 2) and do not yield."""
    masks = []
    for body, numbers in ((a, shells[:, 0]), (b, shells[:, 1])):
        chosen = np.zeros(len(body.solid.shells), bool)
        chosen[numbers] = True
        masks.append(chosen[body.solid.shells.label] & body.solid.hard)
    return masks[0], masks[1]


def _rows(cut: Crossing) -> tuple[Index, Index, Index, Float]:
    return cut.first, cut.second, cut.edge, cut.points


def crossings(a: Placed, b: Placed, first: Index, second: Index) -> Crossing:
    """Where the triangles of pairs (N,) go through each other."""
    pairs, which, points = [NONE], [NONE], [np.zeros((0, 3))]
    t, u = a.world(a.solid.triangles[first]), b.world(b.solid.triangles[second])
    for edges, faces, offset in ((t, u, 0), (u, t, 3)):
        normal = cross(faces[:, 1] - faces[:, 0], faces[:, 2] - faces[:, 0])
        length = lengths(normal)
        normal = normal / np.where(length > 1e-14, length, np.inf)[:, None]
        away = dots(edges - faces[:, :1], normal[:, None])
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
        turn = dots(cross(side, points - faces[:, k]), normal)
        inside &= turn >= -1e-9 * lengths(side)
    return inside


def touch(a: Placed, b: Placed, within: float) -> bool:
    """Whether two bodies are within a distance of each other, metres, or cross."""
    return any(_touch(a, b, *rows, within) for rows in near(a, b, within))


def _touch(a: Placed, b: Placed, first: Index, second: Index, within: float) -> bool:
    for start in range(0, len(first), 4096):
        rows = slice(start, start + 4096)
        t = a.world(a.solid.triangles[first[rows]])
        u = b.world(b.solid.triangles[second[rows]])
        for one, other in ((t, u), (u, t)):
            if np.any(distance(one, other[:, None]) <= within):
                return True
        p, q = np.repeat(np.arange(3), 3), np.tile(np.arange(3), 3)  # each edge of one with each of the other
        if np.any(_between(t[:, p], t[:, (p + 1) % 3], u[:, q], u[:, (q + 1) % 3]) <= within):
            return True
        if len(crossings(a, b, first[rows], second[rows]).first):
            return True
    return False


def distance(points: Float, triangles: Float) -> Float:
    """From points (..., 3) to triangles (..., 3, 3), which broadcast, metres."""
    a, b, c = triangles[..., 0, :], triangles[..., 1, :], triangles[..., 2, :]
    ab, ac, ap = b - a, c - a, points - a
    normal = cross(ab, ac)
    square = dots(normal, normal)
    safe = np.where(square > 1e-24, square, 1.0)
    v = dots(cross(ap, ac), normal) / safe
    w = dots(cross(ab, ap), normal) / safe
    over = (v >= 0) & (w >= 0) & (v + w <= 1) & (square > 1e-24)
    plane = np.abs(dots(ap, normal)) / np.sqrt(safe)
    sides = np.minimum(_along(ap, ab), np.minimum(_along(ap, ac), _along(points - b, c - b)))
    return np.asarray(np.where(over, plane, sides))


def _along(point: Float, way: Float) -> Float:
    """From points to pieces of lines that start at 0."""
    length = dots(way, way)
    share = np.clip(dots(point, way) / np.where(length > 0, length, 1.0), 0, 1)
    off = point - share[..., None] * way
    return np.asarray(lengths(off))


def _between(p: Float, q: Float, r: Float, s: Float) -> Float:
    """The distance of pieces of lines p-q and r-s, (..., 3) each, where it is between their ends; inf elsewhere."""
    d, e, f = q - p, s - r, p - r
    a, b, c, g, h = dots(d, d), dots(d, e), dots(e, e), dots(d, f), dots(e, f)
    flat = a * c - b * b
    safe = np.where(flat > 1e-18, flat, 1.0)
    u, v = (b * h - c * g) / safe, (a * h - b * g) / safe
    off = f + u[..., None] * d - v[..., None] * e
    inner = (flat > 1e-18) & (u >= 0) & (u <= 1) & (v >= 0) & (v <= 1)
    return np.where(inner, lengths(off), np.inf)
