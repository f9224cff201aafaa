# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of the scenes share: judges of meshes that know nothing of how they were made or placed."""

from functools import cache
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from cavendish.scenes.builders import BUILDERS

CONTACT = 1e-3  # metres that two things may press into each other
NUDGES = np.array([n for n in product((-1.0, 0.0, 1.0), repeat=3) if any(n)])
NUDGES *= CONTACT / np.linalg.norm(NUDGES, axis=1, keepdims=True)


def corners_of(mesh):
    """Triangles (F, 3, 3) float64."""
    return mesh.vertices[mesh.faces].astype(float)


def flat_normals(triangles):
    """Normals of triangles (F, 3, 3), as long as twice their areas."""
    return np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])


def signed_volume(triangles):
    """Cubic metres that triangles (F, 3, 3) enclose; positive where they look outwards."""
    middle = triangles.reshape(-1, 3).mean(axis=0)
    a, b, c = (triangles[:, k] - middle for k in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def welded(mesh, grid=1e-6, faces_too=False):
    """The mesh's faces with one number for each position, less those that this makes degenerate (or which are left)."""
    keys = np.round(mesh.vertices.astype(float) / grid).astype(np.int64)
    _, number = np.unique(keys, axis=0, return_inverse=True)
    faces = number.reshape(-1)[mesh.faces]
    kept = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return np.nonzero(kept)[0] if faces_too else faces[kept]


def open_edges(faces):
    """How many directed edges of welded faces have no partner that runs the other way."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).astype(np.int64)
    size = int(edges.max()) + 1
    there, count = np.unique(edges[:, 0] * size + edges[:, 1], return_counts=True)
    back, count_back = np.unique(edges[:, 1] * size + edges[:, 0], return_counts=True)
    forth = dict(zip(there.tolist(), count.tolist(), strict=True))
    return sum(abs(forth.get(key, 0) - n) for key, n in zip(back.tolist(), count_back.tolist(), strict=True))


def shells(faces):
    """A label for each welded face: faces that share a vertex, at any remove, have the same one."""
    label = np.arange(int(faces.max()) + 1)
    while True:
        low = label[faces].min(axis=1)
        after = label.copy()
        np.minimum.at(after, faces.reshape(-1), np.repeat(low, 3))
        after = after[after]
        if np.array_equal(after, label):
            return label[faces[:, 0]]
        label = after


@pytest.fixture(scope="session")
def solid():
    """The judges of single meshes."""
    return SimpleNamespace(
        corners=corners_of,
        flat_normals=flat_normals,
        volume=signed_volume,
        welded=welded,
        open_edges=open_edges,
        shells=shells,
    )


def body(thing):
    """An object's triangles in the world (F, 3, 3), and their bounds (2, 3)."""
    points = np.concatenate([corners_of(part.mesh) for part in thing.asset.parts])
    points = points @ thing.pose[:3, :3].T + thing.pose[:3, 3]
    return points, np.array([points.min(axis=(0, 1)), points.max(axis=(0, 1))])


def cropped(triangles, low, high):
    """The triangles whose bounds reach into a box."""
    return triangles[np.all((triangles.max(axis=1) >= low) & (triangles.min(axis=1) <= high), axis=1)]


def stage_of(triangles):
    """Triangles in Embree."""
    from embreex import rtcore_scene
    from embreex.mesh_construction import TriangleMesh

    stage = rtcore_scene.EmbreeScene()
    TriangleMesh(stage, np.ascontiguousarray(triangles, dtype=np.float32))
    return stage


def edges_of(triangles):
    """Starts and vectors of the edges, (3F, 3) each."""
    return triangles.reshape(-1, 3), (np.roll(triangles, -1, axis=1) - triangles).reshape(-1, 3)


def edges_pierce(triangles, stage, shift):
    """Whether an edge of some triangles, shifted, goes through a triangle of a stage."""
    starts, along = edges_of(triangles + shift)
    out = stage.run(starts.astype(np.float32), along.astype(np.float32), output=True)
    return bool(np.any((out["primID"] >= 0) & (out["tfar"] < 1)))


def winding(points, triangles):
    """How many closed surfaces among the triangles lie around each of the points, by two rays from each."""
    ways = np.array([(0.1234, 0.2345, 1.0), (-0.3217, 0.1319, -1.0)])  # none runs along a wall or a board
    return np.min([wound(points, triangles, way) for way in ways], axis=0)


def wound(points, triangles, way):
    """How many more surfaces rays leave than enter."""
    a, ab, ac = triangles[:, 0], triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    normal = np.cross(ab, ac)
    slope = normal @ way
    good = np.abs(slope) > 1e-14
    a, ab, ac, normal, slope = a[good], ab[good], ac[good], normal[good], slope[good]
    square = np.einsum("ij,ij->i", normal, normal)
    reach = (np.einsum("ij,ij->i", a, normal) - points @ normal.T) / slope

    def along(axis):  # the place of each hit, in units of one edge
        axis = axis / square[:, None]
        return points @ axis.T + reach * (axis @ way) - np.einsum("ij,ij->i", a, axis)

    u, v = along(np.cross(ac, normal)), along(np.cross(normal, ab))
    through = (reach > 0) & (u >= 0) & (v >= 0) & (u + v < 1)
    return np.sum(np.sign(slope) * through, axis=1).astype(int)


def pierces(one, other):
    """Whether two bodies share more room than contact: their surfaces cross wherever one is nudged, or one is inside."""
    (a, box_a), (b, box_b) = one, other
    low, high = np.maximum(box_a[0], box_b[0]), np.minimum(box_a[1], box_b[1])
    if np.any(high - low < CONTACT):
        return False
    near_a = cropped(a, low - 2 * CONTACT, high + 2 * CONTACT)
    near_b = cropped(b, low - 2 * CONTACT, high + 2 * CONTACT)
    if len(near_a) and len(near_b):
        stage_a, stage_b = stage_of(near_a), stage_of(near_b)

        def cross(shift):
            return edges_pierce(near_a, stage_b, shift) or edges_pierce(near_b, stage_a, -shift)

        if cross(np.zeros(3)):
            return all(cross(nudge) for nudge in NUDGES)
    for inner, box, outer in ((a, box_b, b), (b, box_a, a)):
        points = inner[:: max(1, len(inner) // 12)].mean(axis=1)
        points = points[np.all((points > box[0] + CONTACT) & (points < box[1] - CONTACT), axis=1)]
        if len(points) and np.any(winding(points, outer) > 0):
            return True
    return False


def rests(triangles, others):
    """Whether triangles stand or lie on others: a millimetre lower they would meet them."""
    low, high = triangles.min(axis=(0, 1)), triangles.max(axis=(0, 1))
    others = cropped(others, low - 2 * CONTACT, high + CONTACT)
    if not len(others):
        return False
    for moving, still, way, lift in ((triangles, others, -1.0, CONTACT), (others, triangles, 1.0, -CONTACT)):
        points = cropped(moving, low - 2 * CONTACT, high + CONTACT).reshape(-1, 3).astype(
            np.float32
        ) + np.float32([0, 0, lift])
        rays = np.tile(np.array([0, 0, way], np.float32), (len(points), 1))
        out = stage_of(still).run(points, rays, output=True)
        if np.any((out["primID"] >= 0) & (out["tfar"] < 2 * CONTACT)):
            return True
    shift = np.array([0.0, 0.0, -CONTACT])  # two edges may meet where no vertex does
    return edges_pierce(triangles, stage_of(others), shift) or edges_pierce(
        others, stage_of(triangles), -shift
    )


def sinks(one, other):
    """Whether a vertex of the first body lies in the second, deeper than contact. For what fits into a hole."""
    (a, _), (b, box) = one, other
    points = np.unique(a.reshape(-1, 3), axis=0)
    points = points[np.all((points > box[0] + CONTACT) & (points < box[1] - CONTACT), axis=1)]
    for nudge in np.vstack([np.zeros(3), 1.8 * NUDGES]):
        if len(points):
            points = points[winding(points + nudge, b) > 0]
    return bool(len(points))


@cache
def build(use, seed):
    """A room and the bodies of its objects."""
    builder = BUILDERS["room"]
    scene = builder.build(builder.parameters(use=(use,)), np.random.default_rng(seed))
    return scene, [body(thing) for thing in scene.objects]


@pytest.fixture(scope="session")
def space():
    """The judges of things in space, and the rooms."""
    return SimpleNamespace(body=body, pierces=pierces, rests=rests, sinks=sinks, room=build)
