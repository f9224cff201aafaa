# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Quick looks into a Scene by ray casting (Embree), for placing cameras. The truth is never read from here."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cavendish.scenes.clip import before, clipped
from cavendish.scenes.ontology import category
from cavendish.scenes.scene import Asset, Camera, Float, Float32, Object, Scene
from cavendish.scenes.vectors import cross

Int32 = npt.NDArray[np.int32]
MOST = 4000  # triangles that stand for one asset: of more, the largest


class Probe:
    """A Scene's triangles in Embree, at most `most` of each asset, the largest. `things`: IDs of countable objects.

    Raises ImportError, with the cure, where embreex is missing.
    """

    def __init__(self, scene: Scene, most: int = MOST) -> None:
        try:
            from embreex import rtcore_scene
            from embreex.mesh_construction import TriangleMesh
        except ImportError as error:
            raise ImportError(
                "embreex is missing, which places cameras; install it with: pip install embreex"
            ) from error
        points, faces, owners = (
            [np.zeros((0, 3), np.float32)],
            [np.zeros((0, 3), np.int32)],
            [np.zeros(0, np.int64)],
        )
        known: dict[int, tuple[Float32, Int32]] = {}
        count = 0
        for thing in scene.objects:
            key = id(thing.asset)
            if key not in known:
                known[key] = _largest(thing.asset, most)
            own, corners = known[key]
            turn, shift = thing.pose[:3, :3].astype(np.float32), thing.pose[:3, 3].astype(np.float32)
            points.append(own @ turn.T + shift)
            faces.append(corners + np.int32(count))
            owners.append(np.full(len(corners), thing.id, np.int64))
            count += len(own)
        self.scene = scene
        self._owners = np.concatenate(owners)
        self._embree = rtcore_scene.EmbreeScene()
        if len(
            self._owners
        ):  # Embree copies them one by one, so it is quicker where triangles share their corners
            TriangleMesh(self._embree, np.concatenate(points), np.concatenate(faces))
        self.things = {thing.id for thing in scene.objects if category(thing.category).thing}

    def center(self, thing: Object) -> Float:
        """The centre of an object's bounding box, (3,) metres."""
        low, high = thing.asset.extent
        return np.asarray(thing.pose[:3, :3] @ ((low + high) / 2) + thing.pose[:3, 3])

    def cast(self, origins: Float, directions: Float) -> tuple[Float, npt.NDArray[np.int64]]:
        """The distance in units of each direction, +inf for none, and the ID hit, 0 for none, of (N, 3) rays."""
        if not len(self._owners):
            return np.full(len(origins), np.inf), np.zeros(len(origins), np.int64)
        out = self._embree.run(origins.astype(np.float32), directions.astype(np.float32), output=True)
        hit = out["primID"] >= 0
        ids = np.where(hit, self._owners[np.maximum(out["primID"], 0)], 0)
        return np.where(hit, out["tfar"], np.inf), ids

    def look(self, camera: Camera, rows: int, columns: int) -> tuple[Float, npt.NDArray[np.int64]]:
        """Planar depth and IDs, both (rows, columns), of a coarse grid over the camera's picture."""
        v = (np.arange(rows) + 0.5) * camera.height / rows
        u = (np.arange(columns) + 0.5) * camera.width / columns
        u, v = np.meshgrid(u, v)
        rays = np.stack([(u - camera.cx) / camera.fx, (camera.cy - v) / camera.fy, -np.ones_like(u)], axis=-1)
        directions = rays.reshape(-1, 3) @ camera.pose[:3, :3].T
        depth, ids = self.cast(np.broadcast_to(camera.pose[:3, 3], directions.shape), directions)
        return depth.reshape(rows, columns), ids.reshape(rows, columns)

    def inside(self, point: Float) -> bool:
        """Whether something is within arm's length of a point on all sides but one, as in a cupboard or a wall."""
        directions = np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]], float)
        distance, _ = self.cast(np.broadcast_to(point, directions.shape), directions)
        return int(np.sum(distance < 0.3)) >= 2

    def clear(self, camera: Camera, near: float) -> bool:
        """Whether nothing, down to the smallest triangle, is within `near` metres before the lens."""
        eye = camera.pose[:3, 3]
        planes, limits, reach = before(camera, near)
        for thing in self.scene.objects:
            low, high = thing.asset.extent
            here = thing.pose[:3, :3].T @ (eye - thing.pose[:3, 3])
            if float(np.linalg.norm(np.maximum(low - here, here - high).clip(0))) > reach:
                continue
            for part in thing.asset.parts:
                corners = part.mesh.vertices[part.mesh.faces] @ thing.pose[:3, :3].T + thing.pose[:3, 3] - eye
                close = np.all((corners.max(axis=1) > -reach) & (corners.min(axis=1) < reach), axis=1)
                if clipped(corners[close] @ camera.pose[:3, :3], planes, limits):
                    return False
        return True


def _largest(asset: Asset, most: int) -> tuple[Float32, Int32]:
    """The `most` largest of an asset's triangles: vertices (V, 3), metres in its frame, and faces (F, 3)."""
    meshes = [part.mesh for part in asset.parts]
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes[:-1])])
    points = np.concatenate([mesh.vertices for mesh in meshes])
    faces = np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)])
    if len(faces) > most:
        a, b, c = (points[faces[:, k]] for k in range(3))
        areas = np.linalg.norm(cross(b - a, c - a), axis=1)
        faces = faces[np.sort(np.argpartition(areas, -most)[-most:])]
    used, faces = np.unique(faces, return_inverse=True)
    return points[used], faces.reshape(-1, 3).astype(np.int32)
