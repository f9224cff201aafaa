# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A synthetic Frame with every kind of value that truth may hold."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.render.frame import Frame, Item, View, seen


@pytest.fixture
def frame() -> Frame:
    """Odd sizes, sky, tiny and huge distances, all directions, large IDs, an object out of view."""
    rng = np.random.default_rng(5)
    height, width = 37, 53
    instances = np.array([0, 1, 40_000, 70_001, 16_777_215, 2**32 - 1], np.uint32)[
        rng.integers(0, 6, (height, width))
    ]
    instances[:7] = 0
    depth = rng.lognormal(2, 3, (height, width)).astype(np.float32)
    normals = rng.normal(size=(height, width, 3))
    normals = (normals / np.linalg.norm(normals, axis=-1, keepdims=True)).astype(np.float32)
    depth[instances == 0], normals[instances == 0] = np.inf, np.nan
    visible = seen(instances)
    items = [Item(key, "chair", True, {"color": "red"}, *visible[key]) for key in sorted(visible)]
    pose = ((0.6, -0.8, 0.0, 1.25), (0.8, 0.6, 0.0, -3.1), (0.0, 0.0, 1.0, 1 / 3), (0.0, 0.0, 0.0, 1.0))
    return Frame(
        rgb=rng.integers(0, 256, (height, width, 3), np.uint8),
        depth=depth,
        normals=normals,
        instances=instances,
        view=View(width, height, 41.7, 43.1, 26.0, 18.9, pose),
        items=(*items, Item(99, "wall", False, {}, 0, None)),
        provenance={"builder": "room", "seed": 3, "parameters": {"size": [1.5, 2.5]}},
    )
