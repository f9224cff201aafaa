# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Quick looks into a Scene by ray casting (Embree), for placing cameras. The truth is never read from here."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cavendish.scenes.ontology import category
from cavendish.scenes.scene import Camera, Float, Object, Scene


class Probe:
    """A Scene's triangles in Embree. `things`: the IDs of its countable objects.

    Raises ImportError, with the cure, where embreex is missing.
    """

    def __init__(self, scene: Scene) -> None:
        try:
            from embreex import rtcore_scene
            from embreex.mesh_construction import TriangleMesh
        except ImportError as error:
            raise ImportError(
                "embreex is missing, which places cameras; install it with: pip install embreex"
            ) from error
        corners, owners = [np.zeros((0, 3, 3))], [np.zeros(0, np.int64)]
        for thing in scene.objects:
            for part in thing.asset.parts:
                points = part.mesh.vertices @ thing.pose[:3, :3].T + thing.pose[:3, 3]
                corners.append(points[part.mesh.faces])
                owners.append(np.full(len(part.mesh.faces), thing.id, np.int64))
        self._owners = np.concatenate(owners)
        self._embree = rtcore_scene.EmbreeScene()
        if len(self._owners):
            TriangleMesh(self._embree, np.ascontiguousarray(np.concatenate(corners), dtype=np.float32))
        self.things = {thing.id for thing in scene.objects if category(thing.category).thing}

    def center(self, thing: Object) -> Float:
        """The centre of an object's bounding box, (3,) metres."""
        low = np.min([part.mesh.vertices.min(axis=0) for part in thing.asset.parts], axis=0)
        high = np.max([part.mesh.vertices.max(axis=0) for part in thing.asset.parts], axis=0)
        middle = (low + high).astype(float) / 2
        return np.asarray(thing.pose[:3, :3] @ middle + thing.pose[:3, 3])

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
