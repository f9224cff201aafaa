# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""One thing on a floor of its own, seen from its front left."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.geometry import box
from cavendish.scenes.scene import Asset, Object, Part, Scene, Sky, World

DAY = World(sky=Sky(0.75, 3.6))
FROM = np.array([-0.62, -1.0, 0.55]) / np.linalg.norm([-0.62, -1.0, 0.55])  # where the thing is seen from
HANGING = frozenset(
    {"ceiling lamp", "high-bay lamp", "light panel", "pendant lamp"}
)  # the floor is far below them
ANGLE, FILLED = float(np.radians(30)), 0.88  # of the view, and how much of it the thing takes


def portrait(asset: Asset, size: int) -> Scene:
    """A scene of an asset alone, with a camera of `size` x `size` pixels that sees all of it."""
    low, high = asset.extent
    reach, middle = float(np.linalg.norm(high - low)) / 2, (low + high) / 2
    under = float(low[2]) - (reach if asset.category in HANGING else 1e-3)
    floor = box((400 * reach, 400 * reach, reach), (0, 0, under - reach / 2), bevel=0)
    ground = Asset("floor", (Part(floor, materials.plain((0.62, 0.6, 0.58))),))
    pose = look(middle + FROM, middle)
    points = np.concatenate([part.mesh.vertices for part in asset.parts]) - middle
    across, up, near = (points @ pose[:3, k] for k in range(3))
    away = float(np.max(np.maximum(np.abs(across), np.abs(up)) / (FILLED * np.tan(ANGLE / 2)) + near))
    camera = pinhole(look(middle + FROM * away, middle), size, size, ANGLE)
    return Scene((Object(1, asset, np.eye(4)), Object(2, ground, np.eye(4))), world=DAY, cameras=(camera,))
