# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Soft shapes: bars and eggs, and the field that they blend into; `surface` is where it is zero. Metres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cavendish.scenes.scene import Float, Float32

FAR = np.float32(1.0)  # what the field says where no blob is near
STEPS = 24  # of a blob's table
GRAIN = 3e-4  # metres along a blob from one place to the next where its measures are looked up
SHARP = np.float32(1e-4)  # the least blend


@dataclass(frozen=True, eq=False)
class Blob:
    """A soft bar whose section is an ellipse that changes along it; a single section makes an ellipsoid.

    origin: (3,). frame: (3, 3), its columns the axes u, v and w; it runs along w. table: (N, 6), rows of the place
    along w in even steps, the half axes along u and v, the middle's shift along u and v, and the blend with what was
    there before. caps: how far the round ends reach out. carve: it is taken away instead. upper: the frame that takes
    over above the origin where the bar is bent there, over `soft` metres to each side.
    """

    origin: Float
    frame: Float
    table: Float
    caps: tuple[float, float]
    carve: bool = False
    upper: Float | None = None
    soft: float = 0.1

    def local(self, x: Float32, y: Float32, z: Float32) -> tuple[Float32, Float32, Float32]:
        """The coordinates u, v, w of points; as x, y and z they broadcast against each other."""
        x, y, z = (value - np.float32(o) for value, o in zip((x, y, z), self.origin, strict=True))
        u, v, w = _along_axes(self.frame, x, y, z)
        if self.upper is None:
            return u, v, w
        p, q, r = _along_axes(self.upper, x, y, z)
        share = np.clip((w + r) * np.float32(0.25 / self.soft) + np.float32(0.5), 0, 1)
        share = share * share * (3 - 2 * share)
        return u + share * (p - u), v + share * (q - v), w + share * (r - w)

    def distance(self, x: Float32, y: Float32, z: Float32) -> tuple[Float32, Float32]:
        """About the distance of points from the surface, negative inside, and the blend there; these broadcast."""
        u, v, w = self.local(x, y, z)
        low, high = np.float32(self.table[0, 0]), np.float32(self.table[-1, 0])
        along = np.minimum(np.maximum(w, low), high)
        beyond = w - along
        before, after = (np.float32(1 / cap) for cap in self.caps)
        beyond = beyond * (before if before == after else np.where(beyond < 0, before, after))
        thin_u, thin_v, shift_u, shift_v, blend = self._measures(along - low)
        a, b = (u - shift_u) * thin_u, (v - shift_v) * thin_v
        a, b, c = a * a, b * b, beyond * beyond
        # (size - 1) over the steepness of size, which is its gradient; not quite 0 in the middle.
        tiny, thin_w = np.float32(1e-10), np.float32(1 / min(self.caps))
        square = a + b + c + tiny
        steep = a * (thin_u * thin_u) + b * (thin_v * thin_v) + (c + tiny) * (thin_w * thin_w)
        size = np.sqrt(square)
        np.divide(square, steep, out=square)
        np.sqrt(square, out=square)
        size -= 1
        size *= square
        return size, blend

    def _measures(self, along: Float32) -> list[Float32]:
        """At places (...) in metres from the first row: one over both half axes, both shifts, the blend.

        Those that are the same everywhere come as one number.
        """
        rows = self.table[:, 1:].astype(np.float32)
        even = (rows == rows[0]).all(axis=0).tolist()
        length = np.float32(self.table[-1, 0] - self.table[0, 0])
        if len(rows) < 3:
            part = along / max(length, SHARP)
            found = [
                first if same else first + part * (last - first)
                for first, last, same in zip(rows[0], rows[-1], even, strict=True)
            ]
            return [1 / found[0], 1 / found[1], *found[2:]]
        count = int(length / GRAIN) + 2
        at = np.linspace(0, len(rows) - 1, count, dtype=np.float32)
        row = np.minimum(at.astype(np.intp), len(rows) - 2)
        fine = rows[row] + (at - row)[:, None] * (rows[row + 1] - rows[row])
        fine[:, :2] = 1 / fine[:, :2]
        place = (along * np.float32((count - 1) / length) + np.float32(0.5)).astype(np.intp)
        return [
            np.asarray(first) if same else np.ascontiguousarray(column).take(place, mode="clip")
            for first, column, same in zip(fine[0], fine.T, even, strict=True)
        ]

    @cached_property
    def bounds(self) -> Float:
        """A box around it, (2, 3)."""
        rows = self.table
        reach = np.abs(rows[:, 3:5]).max(axis=0) + rows[:, 1:3].max(axis=0)
        middle = np.array([0, 0, (rows[0, 0] - self.caps[0] + rows[-1, 0] + self.caps[1]) / 2])
        half = np.array([*reach, (rows[-1, 0] + self.caps[1] - rows[0, 0] + self.caps[0]) / 2])
        boxes = []
        for frame in (self.frame,) if self.upper is None else (self.frame, self.upper):
            at, far = frame @ middle, np.abs(frame) @ half
            boxes.append((at - far, at + far))
        low, high = (np.array(ends) for ends in zip(*boxes, strict=True))
        return np.array([low.min(axis=0), high.max(axis=0)]) + self.origin

    @property
    def blend(self) -> float:
        """The widest that it blends anywhere."""
        return float(self.table[:, 5].max())

    def eased(self, ease: float) -> Blob:
        """The blob, larger by `ease` all around."""
        table = self.table.copy()
        table[:, 1:3] += ease
        return replace(self, table=table, caps=(self.caps[0] + ease, self.caps[1] + ease))


def bar(
    origin: Float,
    frame: Float,
    rows: Sequence[Sequence[float]] | Float,
    caps: tuple[float, float] = (0.01, 0.01),
    carve: bool = False,
) -> Blob:
    """A blob from rows of (w, half u, half v, shift u, shift v, blend), smoothly interpolated."""
    given = np.asarray(rows, np.float64)
    return Blob(np.asarray(origin, np.float64), frame, smooth_table(given), caps, carve)


def smooth_table(given: Float) -> Float:
    """Rows of a table, interpolated to even steps with a monotone cubic, so that nothing swells between them."""
    if len(given) < 3:
        return given
    x, y = given[:, 0], given[:, 1:]
    gap = np.diff(x)
    slope = np.diff(y, axis=0) / gap[:, None]
    tangent = np.vstack([slope[:1], (slope[:-1] + slope[1:]) / 2, slope[-1:]])
    flat = slope[:-1] * slope[1:] <= 0
    tangent[1:-1][flat] = 0
    limit = 3 * np.minimum(np.abs(np.vstack([slope[:1], slope])), np.abs(np.vstack([slope, slope[-1:]])))
    tangent = np.clip(tangent, -limit, limit)
    at = np.linspace(x[0], x[-1], STEPS)
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(gap) - 1)
    t, h = ((at - x[k]) / gap[k])[:, None], gap[k][:, None]
    a, b = y[k], y[k + 1]
    c, d = tangent[k] * h, tangent[k + 1] * h
    value = (2 * t**3 - 3 * t**2 + 1) * a + (t**3 - 2 * t**2 + t) * c
    value += (3 * t**2 - 2 * t**3) * b + (t**3 - t**2) * d
    return np.column_stack([at, value])


def ball(
    center: Sequence[float] | Float, radii: Sequence[float], blend: float = 0.0, carve: bool = False
) -> Blob:
    """An ellipsoid along the main axes."""
    a, b, c = radii
    row = np.array([[0.0, a, b, 0.0, 0.0, blend]])
    return Blob(np.asarray(center, np.float64), np.eye(3), row, (c, c), carve)


def bone(
    a: Sequence[float] | Float,
    b: Sequence[float] | Float,
    radius: float,
    end: float | None = None,
    blend: float = 0.0,
    carve: bool = False,
) -> Blob:
    """A round bar from a to b; `end` is its radius at b."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    end = radius if end is None else end
    length = float(np.linalg.norm(b - a))
    rows = [(0.0, radius, radius, 0, 0, blend), (length, end, end, 0, 0, blend)]
    return bar(a, along(b - a), rows, (radius, end), carve)


def along(way: Float, back: Sequence[float] | Float = (0, 1, 0)) -> Float:
    """A frame whose w points along `way` and whose v is as near to `back` as can be."""
    a, b, c = np.asarray(way, np.float64).tolist()  # plain numbers: quicker than arrays of three
    size = math.sqrt(a * a + b * b + c * c)
    a, b, c = a / size, b / size, c / size
    x, y, z = np.asarray(back, np.float64).tolist()
    if abs(x * a + y * b + z * c) > 0.99 * math.sqrt(x * x + y * y + z * z):
        x, y, z = np.eye(3)[int(np.argmin(np.abs((a, b, c))))].tolist()
    off = x * a + y * b + z * c
    x, y, z = x - off * a, y - off * b, z - off * c
    size = math.sqrt(x * x + y * y + z * z)
    x, y, z = x / size, y / size, z / size
    return np.array([(y * c - z * b, x, a), (z * a - x * c, y, b), (x * b - y * a, z, c)])


def distance(blobs: Sequence[Blob], points: Float) -> Float:
    """The blended field at points (N, 3)."""
    x, y, z = (points[:, k].astype(np.float32) for k in range(3))
    field = np.full(len(points), FAR, np.float32)
    for blob in blobs:
        field = _mixed(field, *blob.distance(x, y, z), blob.carve)
    return field.astype(np.float64)


def ticks(
    blobs: Sequence[Blob],
    spacing: float,
    low: Float | None = None,
    high: Float | None = None,
    tall: float = 1.0,
) -> list[Float]:
    """Even grid lines around blobs, for `surface`; `low` and `high` crop them; those along z are `tall` times as far apart."""
    solid = [blob for blob in blobs if not blob.carve]
    margin = [2 * spacing + blob.blend / 4 for blob in solid]
    start = np.min([blob.bounds[0] - by for blob, by in zip(solid, margin, strict=True)], axis=0)
    end = np.max([blob.bounds[1] + by for blob, by in zip(solid, margin, strict=True)], axis=0)
    start = start if low is None else np.maximum(start, low)
    end = end if high is None else np.minimum(end, high)
    steps = (spacing, spacing, spacing * tall)
    return [np.linspace(a, b, int((b - a) / step) + 2) for a, b, step in zip(start, end, steps, strict=True)]


def sampled(blobs: Sequence[Blob], axes: Sequence[Float]) -> Float32:
    """The blended field on a rectilinear grid, float32; right in all cells that the surface goes through."""
    lines = [axis.astype(np.float32) for axis in axes]
    field = np.full([len(axis) for axis in axes], FAR, np.float32)
    cell = max(float((axis[1:] - axis[:-1]).max()) for axis in axes)
    for blob in blobs:
        margin = 1.5 * cell + 1.2 * blob.blend
        low, high = (blob.bounds + [[-margin], [margin]]).tolist()
        cut = [
            slice(*axis.searchsorted(ends))
            for axis, ends in zip(axes, zip(low, high, strict=True), strict=True)
        ]
        if any(part.stop <= part.start for part in cut):
            continue
        x, y, z = lines[0][cut[0], None, None], lines[1][None, cut[1], None], lines[2][None, None, cut[2]]
        part = field[cut[0], cut[1], cut[2]]
        part[...] = _mixed(part, *blob.distance(x, y, z), blob.carve)
    return field


def _along_axes(frame: Float, *points: Float32) -> list[Float32]:
    """Points (x, y, z) along the columns of a frame; a zero in it keeps grids of points as low-dimensional as they are."""
    out = []
    for axis in frame.T.astype(np.float32):
        terms = [value * part for value, part in zip(points, axis, strict=True) if part]
        out.append(sum(terms[1:], terms[0]))
    return out


def _mixed(field: Float32, other: Float32, blend: Float32, carve: bool) -> Float32:
    """Two fields as one, rounded where they are alike within `blend`."""
    if carve:
        return -_mixed(-field, other, blend, False)
    blend = np.maximum(blend, SHARP)
    gap = field - other
    np.abs(gap, out=gap)
    np.subtract(blend, gap, out=gap)
    np.maximum(gap, 0, out=gap)
    gap *= gap
    gap *= np.float32(0.25) / blend
    return np.asarray(np.minimum(field, other) - gap)
