# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How deep two placed bodies are in each other.

A point of one that lies within a closed shell of the other is as deep as it is far from that shell's surface: the bodies
cannot be parted by less. Two open sheets are as deep as the lesser of the sides into which one cuts the other, or as the
cut goes in from a rim; but where a move by the least depth that counts parts them, they are not in each other.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes.placement.meet import NOTHING, Crossing, crossed, distance, facing
from cavendish.scenes.placement.shells import Index, Mask, Shell
from cavendish.scenes.placement.solid import Placed
from cavendish.scenes.scene import Float
from cavendish.scenes.touch import WAYS
from cavendish.scenes.vectors import cross, dots, lengths

MOST = 3000  # points of one shell that are measured in another: of more, every so many
WORK = 400_000  # points by triangles at a time
Depth = tuple[float, Float]  # metres, and where, (3,) in the world


def depth(a: Placed, b: Placed, least: float) -> Depth | None:
    """How deep two bodies are in each other and where, None for no deeper than `least` metres."""
    if np.any(
        np.minimum(a.box[1] - b.box[0], b.box[1] - a.box[0]) < least
    ):  # a move along an axis parts them
        return None
    ours, theirs = a.solid.shells, b.solid.shells
    faced = [
        facing(a, b, -least, ours.firm, theirs.firm),
        facing(a, b, -least, ours.firm, theirs.rooms),
        facing(b, a, -least, theirs.firm, ours.rooms),
    ]
    cut = crossed(a, b, faced[0]) if len(faced[0]) else NOTHING
    pairs = ours.label[cut.first] * len(theirs) + theirs.label[cut.second]
    both = np.unique(pairs)
    over, under = divmod(both, len(theirs))
    found = [
        _contained(a, b, faced[1], over * len(theirs) + under, least),
        _contained(b, a, faced[2], under * len(ours) + over, least),
    ]
    for pair, i, j in zip(both, over, under, strict=True):
        rows = pairs == pair
        mine = Crossing(cut.first[rows], cut.second[rows], cut.edge[rows], cut.points[rows])
        if theirs.closed[j]:
            found.append(_within(a, b, i, j, mine, least))
        if ours.closed[i]:
            found.append(_within(b, a, j, i, _turned(mine), least))
        if not ours.closed[i] and not theirs.closed[j]:
            found.append(_sheets(a, b, i, j, mine, least))
    return max((f for f in found if f is not None), key=lambda f: f[0], default=None)


def deepest(body: Placed, points: Float, number: int, least: float) -> Depth | None:
    """The deepest of points (N, 3) of the world in one closed shell of a body, None for no deeper than `least`."""
    shells = body.solid.shells
    if not shells.rooms[number]:
        return None
    own = body.own(points)
    low, high = shells.low[number], shells.high[number]
    rows = np.flatnonzero(np.all((own > low + least) & (own < high - least), axis=1))
    rows = rows[:: max(1, -(-len(rows) // MOST))]
    if not len(rows):
        return None
    shell = shells[number]
    rows = rows[winding(own[rows], shell.triangles)]
    if not len(rows):
        return None
    deep = _to(own[rows], shell.triangles)
    for hollow in (shells[n] for n in shells.hollows):
        out = winding(own[rows], hollow.triangles)
        deep = np.where(out, 0.0, np.minimum(deep, _to(own[rows], hollow.triangles)))
    best = int(deep.argmax())
    return (float(deep[best]), points[rows[best]]) if deep[best] > least else None


def winding(points: Float, triangles: Float) -> Mask:
    """Whether a closed surface lies around points (N, 3), by the solid angles of its triangles."""
    inside = np.zeros(len(points), bool)
    step = max(1, WORK // len(triangles))
    for start in range(0, len(points), step):
        t = triangles[None] - points[start : start + step, None, None]
        a, b, c = t[..., 0, :], t[..., 1, :], t[..., 2, :]
        la, lb, lc = (lengths(x) for x in (a, b, c))
        top = dots(a, cross(b, c))
        ab, bc, ca = dots(a, b), dots(b, c), dots(c, a)
        angle = np.arctan2(top, la * lb * lc + ab * lc + bc * la + ca * lb).sum(axis=1)
        inside[start : start + step] = (
            np.abs(angle) > np.pi
        )  # half of 4 pi, as each angle here is half of its own
    return inside


def _to(points: Float, triangles: Float) -> Float:
    """From points (N, 3) to the nearest of triangles (F, 3, 3), metres."""
    found = np.empty(len(points))
    step = max(1, WORK // len(triangles))
    for start in range(0, len(points), step):
        found[start : start + step] = distance(points[start : start + step, None], triangles[None]).min(
            axis=1
        )
    return found


def _turned(cut: Crossing) -> Crossing:
    return Crossing(cut.second, cut.first, (cut.edge + 3) % 6, cut.points)


def _contained(a: Placed, b: Placed, pairs: Index, crossed: Index, least: float) -> Depth | None:
    """The depth of those shells of one body that lie wholly within rooms of the other: of pairs (N, 2) that do not cross."""
    ours, theirs = a.solid.shells, b.solid.shells
    pairs = pairs[~np.isin(pairs[:, 0] * len(theirs) + pairs[:, 1], crossed)]
    if not len(pairs):
        return None
    spots = b.own(a.world(ours.spots[pairs[:, 0]]))
    low, high = theirs.low[pairs[:, 1]] + least, theirs.high[pairs[:, 1]] - least
    within = np.flatnonzero(np.all((spots > low) & (spots < high), axis=1))
    found: Depth | None = None
    for k, (i, j) in zip(within, pairs[within], strict=True):
        if winding(spots[k : k + 1], theirs[j].triangles)[0]:
            deep = deepest(b, a.world(ours[i].points), j, least)
            if deep is not None and (found is None or deep[0] > found[0]):
                found = deep
    return found


def _within(a: Placed, b: Placed, i: int, j: int, cut: Crossing, least: float) -> Depth | None:
    """How deep a shell of one body is in a closed shell of the other, which it crosses."""
    points = [a.world(a.solid.shells[i].points)]
    faces, which = np.unique(cut.first, return_inverse=True)
    middle = np.zeros((len(faces), 3))
    np.add.at(middle, which, cut.points)
    points.append(middle / np.bincount(which)[:, None])  # of what goes through a face
    own = cut.edge < 3  # an edge that goes in and out again is deep between
    key = cut.first[own] * 3 + cut.edge[own]
    at, order = cut.points[own], np.argsort(key, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(key[order])) + 1) if len(order) > 1 else ():
        if len(group) > 1:
            along = at[group] @ (at[group[1]] - at[group[0]])
            run = at[group[np.argsort(along)]]
            points.append((run[1:] + run[:-1]) / 2)
    return deepest(b, np.concatenate(points), j, least)


def _sheets(a: Placed, b: Placed, i: int, j: int, cut: Crossing, least: float) -> Depth | None:
    """How deep two open sheets cut into each other."""
    best: Depth | None = None
    for one, other, of, to, c in ((a, b, i, j, cut), (b, a, j, i, _turned(cut))):
        if np.any(c.edge < 3):
            found = _cut(one, other, of, to, c)
            if found[0] > least and (best is None or found[0] > best[0]):
                best = found
    return best if best is not None and not _parted(a, b, i, j, least) else None


def _parted(a: Placed, b: Placed, i: int, j: int, by: float) -> bool:
    """Whether one of two sheets that cross is free of the other after some move of `by` metres: a fold that presses."""
    pair = np.array([[i, j]])
    for way in WAYS:
        pose = a.thing.pose.copy()
        pose[:3, 3] += by * way
        if not len(crossed(Placed.of(replace(a.thing, pose=pose), a.solid), b, pair).first):
            return True
    return False


def _cut(a: Placed, b: Placed, i: int, j: int, cut: Crossing) -> Depth:
    """How deep sheet j of one body cuts sheet i of the other, across whose edges it goes."""
    mine = a.solid.shells.faces(i)
    points, faces = np.unique(
        np.round(a.solid.triangles[mine].reshape(-1, 3), 5), axis=0, return_inverse=True
    )
    faces = faces.reshape(-1, 3)
    rows = cut.edge < 3
    at, k = np.searchsorted(mine, cut.first[rows]), cut.edge[rows]
    broken = _edges(np.stack([faces[at, k], faces[at, (k + 1) % 3]], axis=1), len(points))
    ends = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    ends = ends[~np.isin(_edges(ends, len(points)), broken)]
    part = _parts(ends, len(points))
    sides = np.unique(part)
    sheet = b.solid.shells[j]
    if len(sides) == 1:  # a slit, that starts at a rim
        rim = _rim(sheet)
        spots = b.own(cut.points[rows][:500])
        away = _to(spots, rim) if len(rim) else np.zeros(len(spots))
        return float(away.max()), cut.points[rows][int(away.argmax())]
    far = _to(b.own(a.world(points[:: max(1, len(points) // MOST)])), sheet.triangles)
    part = part[:: max(1, len(points) // MOST)]
    reach = np.sort([float(np.max(far[part == side], initial=0.0)) for side in sides])
    return float(reach[-2]), cut.points[rows][0]


def _edges(ends: Index, count: int) -> Index:
    """A number for each edge (E, 2), whichever way it runs."""
    return np.asarray(ends.min(axis=1) * count + ends.max(axis=1))


def _parts(ends: Index, count: int) -> Index:
    """A label for each of `count` vertices, the same for those that edges (E, 2) join."""
    label = np.arange(count)
    while True:
        after = label.copy()
        np.minimum.at(after, ends.reshape(-1), np.repeat(label[ends].min(axis=1), 2))
        after = after[after]
        if np.array_equal(after, label):
            return label
        label = after


def _rim(sheet: Shell) -> Float:
    """The open edges of a sheet, as triangles without area (E, 3, 3)."""
    points, faces = np.unique(np.round(sheet.triangles.reshape(-1, 3), 5), axis=0, return_inverse=True)
    faces = faces.reshape(-1, 3)
    ends = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    _, first, count = np.unique(_edges(ends, len(points)), return_index=True, return_counts=True)
    open_ = ends[first[count == 1]]
    return np.asarray(points[open_[:, [0, 1, 1]]])
