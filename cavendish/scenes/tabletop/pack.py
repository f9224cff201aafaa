# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Put things over a surface, clear of each other and close together, before they fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import rotation
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.tabletop.theme import STANDING, Theme

Rng = np.random.Generator
CELL = 0.01  # metres, of the map of heights
APART = 0.004  # metres that a thing's box grows to each side: what lies between cells is clear too


@dataclass(frozen=True, eq=False)
class Patch:
    """A rectangle that things are put on. pose: of its middle, Z up; half: metres along its X and Y; spill: metres that
    they may lie beyond it.
    """

    pose: Float
    half: tuple[float, float]
    spill: float = 0.0


@dataclass(frozen=True, eq=False)
class _Columns:
    """A turned box seen as columns over cells. rows, columns: which cells, slices; low, high: where its surface is there,
    metres over its middle; inside: the cells that it is over.
    """

    rows: slice
    columns: slice
    low: Float
    high: Float
    inside: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Heights:
    """How high a patch is covered, in its frame. reach: metres from its middle to the map's sides."""

    reach: float
    map: Float = field(init=False)

    def __post_init__(self) -> None:
        count = 2 * int(np.ceil(self.reach / CELL))
        object.__setattr__(self, "map", np.zeros((count, count)))

    def columns(self, turn: Float, half: Float, at: Float) -> _Columns:
        """The columns of a box of `half` (3,) metres, turned by (3, 3), whose middle is over `at` (2,)."""
        half = half + APART
        far = np.abs(turn[:2]) @ half
        count = len(self.map)
        first = np.clip(np.floor((at - far) / CELL + count / 2).astype(int), 0, count - 1)
        last = np.clip(np.ceil((at + far) / CELL + count / 2).astype(int), first + 1, count)
        x, y = (
            (np.arange(a, b) + 0.5 - count / 2) * CELL - c for a, b, c in zip(first, last, at, strict=True)
        )
        low, high = np.full((len(x), len(y)), -np.inf), np.full((len(x), len(y)), np.inf)
        for axis, size in zip(turn.T, half, strict=True):
            off = x[:, None] * axis[0] + y[None, :] * axis[1]
            up = axis[2] if abs(axis[2]) > 1e-6 else 1e-6
            middle, reach = -off / up, size / abs(up)
            np.maximum(low, middle - reach, out=low)
            np.minimum(high, middle + reach, out=high)
        return _Columns(slice(first[0], last[0]), slice(first[1], last[1]), low, high, low < high)

    def rest(self, over: _Columns) -> float:
        """How high a box's middle is where it just clears what is there."""
        gaps = self.map[over.rows, over.columns] - over.low
        return float(np.max(gaps, initial=-np.inf, where=over.inside))

    def add(self, over: _Columns, height: float) -> None:
        """A box with its middle at a height is there now."""
        part = self.map[over.rows, over.columns]
        np.maximum(part, over.high + height, out=part, where=over.inside)


def put(
    assets: Sequence[Asset],
    patch: Patch,
    theme: Theme,
    upright: float,
    rng: Rng,
    there: Sequence[Object] = (),
) -> list[Float]:
    """Poses of things over a patch, none inside another: beside each other, and over each other where it is full.

    What was put down lies near what is under it; what was dropped is turned anyhow. there: what lies on it already.
    """
    heights = _Heights(max(patch.half) + patch.spill + 0.5)
    back = np.linalg.inv(patch.pose)
    for thing in there:
        pose = back @ thing.pose
        middle, half = _box(thing.asset)
        at = pose[:3, :3] @ middle + pose[:3, 3]
        heights.add(heights.columns(pose[:3, :3], half, at[:2]), float(at[2]))
    poses = []
    for asset in assets:
        middle, half = _box(asset)
        stands = asset.category in STANDING or rng.random() < upright
        best: tuple[float, Float, Float, _Columns] | None = None
        for _ in range(theme.tidy):
            turn = (_placed_turn(rng) if stands else _any_turn(rng))[:3, :3]
            at = np.array([_near_middle(side, rng) for side in patch.half])
            far = np.abs(turn) @ half
            over = np.abs(at) + far[:2] - patch.half
            if np.any(over > 0) and theme.holder is None and best is not None:
                continue
            at = at - np.sign(at) * np.maximum(over, 0)  # back from the rim
            columns = heights.columns(turn, half, at)
            level = heights.rest(columns)
            if best is None or level + 0.3 * far[2] < best[0]:
                best = (level + 0.3 * float(far[2]), turn, np.append(at, level), columns)
        assert best is not None
        _, turn, at, columns = best
        heights.add(columns, float(at[2]))
        pose = np.eye(4)
        pose[:3, :3], pose[:3, 3] = turn, at - turn @ middle
        poses.append(patch.pose @ pose)
    return poses


def _box(asset: Asset) -> tuple[Float, Float]:
    """The middle and the half sides of an asset's box, (3,) each."""
    low, high = asset.extent
    return (low + high) / 2, (high - low) / 2


def _near_middle(half: float, rng: Rng) -> float:
    """A place along a side, nearer to its middle than to its ends."""
    return float(half * np.clip(rng.normal(0, 0.55), -1, 1))


def _placed_turn(rng: Rng) -> Float:
    """As people put things: mostly square to the edge, more or less."""
    square = rng.integers(4) * np.pi / 2 + rng.normal(0, 0.2)
    return rotation("z", float(square if rng.random() < 0.6 else rng.uniform(-np.pi, np.pi)))


def _any_turn(rng: Rng) -> Float:
    """Any rotation, all alike likely."""
    w, x, y, z = (q := rng.normal(size=4)) / np.linalg.norm(q)
    turn = np.eye(4)
    turn[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return turn
