# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How plants with wood grow: stems that bear stems, as many at once as there are, and leaves on them. Metres."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace

import numpy as np

from cavendish.scenes.scene import Colour, Float, Mesh, Part

GOLDEN = 2.39996  # radians from one shoot to the next round a stem
UP = np.array([0.0, 0.0, 1.0])
Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Stems:
    """Stems of one order. points: (N, K, 3) from foot to tip, metres; radii: (N, K) metres."""

    points: Float
    radii: Float

    @property
    def lengths(self) -> Float:
        """(N,) metres along each stem."""
        return np.asarray(np.linalg.norm(np.diff(self.points, axis=1), axis=-1).sum(axis=1))

    def at(self, places: Float) -> tuple[Float, Float, Float]:
        """Points (N, M, 3), unit tangents (N, M, 3) and radii (N, M) at places (N, M) in 0 (foot) to 1 (tip)."""
        last = self.points.shape[1] - 1
        below = np.minimum((places * last).astype(np.int64), last - 1)
        part = (places * last - below)[..., None]
        rows = np.arange(len(self.points))[:, None]
        a, b = self.points[rows, below], self.points[rows, below + 1]
        radius = self.radii[rows, below] * (1 - part[..., 0]) + self.radii[rows, below + 1] * part[..., 0]
        return a + part * (b - a), unit(b - a), radius

    def scaled(self, factor: float) -> Stems:
        """The stems, all lengths times `factor`."""
        return Stems(self.points * factor, self.radii * factor)


@dataclass(frozen=True)
class Shoots:
    """How stems bear shoots. Ranges run from the first shoot, near the foot, to the last.

    each: shoots on a stem; span: the part of the stem that bears them, in 0..1; angle: between stem and shoot,
    radians; lift: how far shoots bend upwards along their length (negative: they hang), wander: how crooked they are,
    both about in radians; thick: a shoot's foot in parts of its stem there; slender: the thickest foot, in parts of
    the shoot's length; taper: the tip's radius in parts of the foot's; flat: 0 all round the stem to 1 at its two
    sides; steps: pieces of a shoot.
    """

    each: int
    span: tuple[float, float] = (0.2, 0.98)
    angle: tuple[float, float] = (1.0, 0.6)
    lift: float = 0.3
    wander: float = 0.25
    thick: float = 0.62
    slender: float = 0.022
    taper: float = 0.2
    flat: float = 0.0
    steps: int = 5


def unit(vectors: Float) -> Float:
    """Vectors (..., 3) of length 1."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12))


def places(rng: Rng, count: int, shoots: Shoots) -> Float:
    """Where along each of `count` stems its shoots are, (count, each) in 0..1, growing."""
    low, high = shoots.span
    step = (np.arange(shoots.each) + rng.uniform(0.1, 0.9, (count, shoots.each))) / shoots.each
    return np.asarray(low + (high - low) * step)


def grow(rng: Rng, stems: Stems, shoots: Shoots, at: Float, length: Float) -> Stems:
    """Shoots on stems at places (N, each) in 0..1, of lengths (N, each) in metres; (N * each) of them."""
    foot, tangent, radius = stems.at(at)
    side = unit(np.cross(tangent, np.where(np.abs(tangent[..., 2:]) > 0.97, [1.0, 0.0, 0.0], UP)))
    other = np.cross(side, tangent)
    order = np.arange(shoots.each)
    spiral = GOLDEN * order + rng.uniform(0, 2 * np.pi, (len(at), 1)) + rng.normal(0, 0.25, at.shape)
    flank = np.pi * (order % 2) + rng.normal(0, 0.15, at.shape)
    turn = np.where(shoots.flat > rng.uniform(0, 1, at.shape), flank, spiral)[..., None]
    low, high = shoots.span
    along = (at - low) / max(high - low, 1e-9)
    angle = (shoots.angle[0] + (shoots.angle[1] - shoots.angle[0]) * along)[..., None]
    angle = angle + rng.normal(0, 0.1, angle.shape)
    way = np.cos(angle) * tangent + np.sin(angle) * (np.cos(turn) * side + np.sin(turn) * other)
    thickness = np.minimum(radius * shoots.thick, length * shoots.slender)
    return strands(
        rng, foot.reshape(-1, 3), way.reshape(-1, 3), length.reshape(-1), thickness.reshape(-1), shoots
    )


def strands(rng: Rng, foot: Float, way: Float, length: Float, radius: Float, shoots: Shoots) -> Stems:
    """Stems from feet (N, 3) in directions (N, 3), of lengths and foot radii (N,), that bend as `shoots` do."""
    points, step = [foot], length[:, None] / shoots.steps
    for _ in range(shoots.steps):
        points.append(points[-1] + step * way)
        push = shoots.lift * UP + rng.normal(0, shoots.wander, way.shape)
        way = unit(way + push / shoots.steps)
    t = np.linspace(0, 1, shoots.steps + 1)
    return Stems(np.stack(points, axis=1), radius[:, None] * (1 - (1 - shoots.taper) * t))


def tubes(stems: Stems, sides: int, lobes: Float | None = None) -> Mesh:
    """Round tubes of all the stems, open at both ends. UVs: U round a stem, V along it, as bark wants.

    lobes: (K, sides) factors on the radii, where a section is no circle.
    """
    points, radii = stems.points, stems.radii
    count, rings = radii.shape
    tangent = unit(np.gradient(points, axis=1))
    frame = np.empty_like(points)
    first = np.where(np.abs(tangent[:, 0, 2:]) > 0.8, [1.0, 0.0, 0.0], UP)
    for k in range(rings):
        first = first - np.sum(first * tangent[:, k], axis=-1, keepdims=True) * tangent[:, k]
        first = unit(first)
        frame[:, k] = first
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    side = np.cross(tangent, frame)
    around = np.cos(turn)[:, None] * frame[:, :, None] + np.sin(turn)[:, None] * side[:, :, None]
    reach = radii[:, :, None] * (np.ones((rings, sides)) if lobes is None else lobes)
    ring = points[:, :, None] + reach[..., None] * around
    index = np.arange(count * rings * sides).reshape(count, rings, sides)
    beside = np.roll(index, -1, axis=2)
    a, b, c, d = index[:, :-1], beside[:, :-1], beside[:, 1:], index[:, 1:]
    faces = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])
    step = np.linalg.norm(np.diff(points, axis=1), axis=-1)
    along = np.concatenate([np.zeros((count, 1)), np.cumsum(step, axis=1)], axis=1)[:, :, None]
    girth = np.append(turn, 2 * np.pi) * radii.max(axis=1)[:, None, None]
    shift = np.arange(count)[:, None, None] * 0.37  # so that no two look alike
    uv = np.stack(np.broadcast_arrays(girth + shift, along + shift), axis=-1)
    p, q, r, s = uv[:, :-1, :-1], uv[:, :-1, 1:], uv[:, 1:, 1:], uv[:, 1:, :-1]
    uvs = np.concatenate(
        [np.stack([p, q, r], -2).reshape(-1, 3, 2), np.stack([p, r, s], -2).reshape(-1, 3, 2)]
    )
    normals = around
    if lobes is not None:  # the slope of the section, so that lobes show in the light
        slope = (np.roll(lobes, -1, axis=1) - np.roll(lobes, 1, axis=1)) / (2 * 2 * np.pi / sides) / lobes
        across = -np.sin(turn)[:, None] * frame[:, :, None] + np.cos(turn)[:, None] * side[:, :, None]
        normals = unit(around - slope[..., None] * across)
    return Mesh(
        ring.reshape(-1, 3).astype(np.float32),
        faces.astype(np.int32),
        normals.reshape(-1, 3).astype(np.float32),
        uvs.astype(np.float32),
    )


def leaves(
    rng: Rng,
    foot: Float,
    way: Float,
    face: Float,
    length: Float,
    width: Float,
    fold: float = 0.25,
    tips: int = 1,
) -> Mesh:
    """Leaves at feet (L, 3): lozenges of length and width (L,) metres, folded along the rib by `fold`. Flat shaded.

    way: (L, 3), where they point; face: (L, 3), about where their upper sides look. tips: 1 for two triangles a
    leaf, 2 for four, which droop at the end. UVs: U along the rib; each leaf has a place of its own in the pattern.
    """
    way = unit(way)
    side = unit(np.cross(way, face))
    up = np.cross(side, way)
    half, fold_up = side * width[:, None] / 2, up * (fold * width / 2)[:, None]
    tip = foot + way * length[:, None]
    if tips == 1:
        middle = foot + way * (0.45 * length)[:, None]
        points = np.stack([foot, middle + half + fold_up, tip, middle - half + fold_up], axis=1)
        one = np.array([[0, 1, 2], [0, 2, 3]])
        flat = np.array([[0, 0], [0.45, -0.5], [1, 0], [0.45, 0.5]])
    else:
        low = foot + way * (0.3 * length)[:, None]
        high = foot + way * (0.7 * length)[:, None]
        tip = tip - up * (0.18 * length)[:, None]
        points = np.stack(
            [
                foot,
                low + half * 0.9 + fold_up,
                high + half * 0.8 + fold_up * 0.6,
                tip,
                high - half * 0.8 + fold_up * 0.6,
                low - half * 0.9 + fold_up,
            ],
            axis=1,
        )
        one = np.array([[0, 1, 5], [1, 2, 5], [2, 4, 5], [2, 3, 4]])
        flat = np.array([[0, 0], [0.3, -0.45], [0.7, -0.4], [1, 0], [0.7, 0.4], [0.3, 0.45]])
    count, each = points.shape[:2]
    faces = (one[None] + each * np.arange(count)[:, None, None]).reshape(-1, 3)
    uv = flat[None] * np.stack([length, width], axis=-1)[:, None, :] + rng.uniform(0, 9, (count, 1, 2))
    uvs = uv[:, one].reshape(-1, 3, 2)
    return Mesh(
        points.reshape(-1, 3).astype(np.float32), faces.astype(np.int32), None, uvs.astype(np.float32)
    )


def foliated(
    rng: Rng,
    stems: Stems,
    each: int,
    size: tuple[float, float],
    spread: float = 0.9,
    span: tuple[float, float] = (0.15, 1.0),
    hang: float = 0.0,
    fold: float = 0.25,
    sky: float = 1.0,
    tips: int = 1,
) -> Mesh:
    """`each` leaves on each stem. size: length and width, metres; spread: angle to the stem, radians.

    hang: how much they droop; sky: how much their upper sides look up rather than anywhere.
    """
    count = len(stems.points)
    at = span[0] + (span[1] - span[0]) * (np.arange(each) + rng.uniform(0, 1, (count, each))) / each
    foot, tangent, _ = stems.at(at)
    foot, tangent = foot.reshape(-1, 3), tangent.reshape(-1, 3)
    aside = unit(np.cross(tangent, rng.normal(0, 1, tangent.shape)))
    angle = np.clip(rng.normal(spread, 0.25, (len(foot), 1)), 0.0, 2.4)
    way = np.cos(angle) * tangent + np.sin(angle) * aside - hang * UP
    face = sky * UP + rng.normal(0, 0.45, foot.shape) + 0.4 * aside
    long = stems.lengths
    short = np.clip(long / max(float(np.median(long)), 1e-9), 0.25, 1.0) ** 0.7  # small leaves on small twigs
    grown = np.repeat(short, each) * rng.uniform(0.75, 1.25, len(foot))
    return leaves(rng, foot, way, face, size[0] * grown, size[1] * grown, fold, tips)


def landed(pieces: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with what reaches into the ground laid upon it (z = 0)."""
    return tuple(Part(_raised(part.mesh), part.material) for part in pieces)


def _raised(mesh: Mesh) -> Mesh:
    return replace(mesh, vertices=np.maximum(mesh.vertices, np.array([-np.inf, -np.inf, 0], np.float32)))


def shade_of(color: Colour) -> str:
    """What one calls the colour of leaves or blossoms."""
    hue, saturation, value = colorsys.rgb_to_hsv(*color)
    if min(color) > 0.8:
        return "white"
    if value > 0.75 and saturation < 0.5 and not 0.04 < hue < 0.88:
        return "pink"
    names = (
        (0.045, "red"),
        (0.108, "orange"),
        (0.165, "yellow"),
        (0.53, "green"),
        (0.66, "blue"),
        (0.9, "purple"),
    )
    name = next((name for limit, name in names if hue < limit), "red")
    return "green" if name == "yellow" and value < 0.5 else name
