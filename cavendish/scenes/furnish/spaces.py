# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where there is room: free stretches along walls, spans that windows take up, poses at walls."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import translation
from cavendish.scenes.layout import Footprint, Layout, Wall, add, extent, footprint, is_free, within
from cavendish.scenes.scene import Asset, Float, Object

Span = tuple[float, float]
"""From where to where along a wall, metres from its middle."""
STEP = 0.05


def free_spans(layout: Layout, wall: Wall, depth: float, height: Span, margin: float = 0.02) -> list[Span]:
    """The stretches of a wall before which a strip, `depth` deep and from height to height, is free; longest first."""
    count = int((wall.length - 2 * margin) / STEP)
    xs = np.linspace(margin - wall.length / 2, wall.length / 2 - margin, count + 1)
    spans: list[Span] = []
    start: float | None = None
    for a, b in zip(xs[:-1], xs[1:], strict=True):
        free = is_free(layout, strip(wall, (float(a), float(b)), depth, height))
        if free and start is None:
            start = float(a)
        if not free and start is not None:
            spans.append((start, float(a)))
            start = None
    if start is not None:
        spans.append((start, float(xs[-1])))
    return sorted(spans, key=lambda span: span[0] - span[1])


def strip(wall: Wall, span: Span, depth: float, height: Span) -> Footprint:
    """The upright box before a stretch of a wall."""
    corners = np.array([[span[0], -depth], [span[1], -depth], [span[1], -0.001], [span[0], -0.001]])
    flat = corners @ wall.pose[:2, :2].T + wall.pose[:2, 3]
    return Footprint(flat, height[0], height[1])


def taken_by(layout: Layout, wall: Wall, category: str) -> list[Span]:
    """What stretches of a wall things of a category (windows) in it take up."""
    spans = []
    inverse = np.linalg.inv(wall.pose)
    for thing in layout.objects:
        if thing.category == category:
            at = inverse @ thing.pose
            if abs(at[1, 3]) < 0.3 and at[0, 0] > 0.9:
                low, high = extent(thing.asset)
                spans.append((float(at[0, 3] + low[0]), float(at[0, 3] + high[0])))
    return spans


def at_wall(wall: Wall, asset: Asset, x: float, gap: float, z: float = 0.0) -> Float:
    """The pose of an asset whose back is `gap` before a wall, its middle at x along it."""
    low, high = extent(asset)
    return wall.pose @ translation(x - float(low[0] + high[0]) / 2, -float(high[1]) - gap, z)


def place(
    layout: Layout, wall: Wall, asset: Asset, x: float, gap: float = 0.018, z: float = 0.0
) -> Object | None:
    """Stand or hang an asset there if its own box is free; it may touch its neighbours."""
    pose = at_wall(wall, asset, x, gap, z)
    box = footprint(asset, pose)
    return add(layout, asset, pose) if within(layout, box) and is_free(layout, box) else None
