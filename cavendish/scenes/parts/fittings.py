# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What furniture is made of beside boards: padding, legs, handles, fronts; its lofts are those of `parts.loft`.

Metres throughout.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import (
    Vector,
    bend,
    bounds,
    box,
    cylinder,
    lathe,
    merge,
    moved,
    rotation,
    tube,
    turned,
    with_box_uvs,
)
from cavendish.scenes.parts.loft import circle as circle
from cavendish.scenes.parts.loft import deformed as deformed
from cavendish.scenes.parts.loft import ellipse as ellipse
from cavendish.scenes.parts.loft import loft as loft
from cavendish.scenes.parts.loft import rounded as rounded
from cavendish.scenes.parts.loft import slab as slab
from cavendish.scenes.parts.loft import smoothed as smoothed
from cavendish.scenes.scene import Float, Material, Mesh, Part
from cavendish.scenes.vectors import cross, dots


def parts(*pairs: tuple[Sequence[Mesh], Material]) -> tuple[Part, ...]:
    """One Part for each material that has meshes; pairs of one and the same material are merged."""
    found: list[tuple[list[Mesh], Material]] = []
    for meshes, material in pairs:
        same = next((group for group, other in found if other is material), None)
        if same is not None:
            same.extend(meshes)
        elif meshes:
            found.append((list(meshes), material))
    return tuple(Part(merge(meshes), material) for meshes, material in found if meshes)


def centred(group: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts moved together along Y, so that the middle of their footprint is at y = 0."""
    span = bounds([part.mesh for part in group])
    shift = (0.0, -float(span[0, 1] + span[1, 1]) / 2, 0.0)
    return tuple(Part(moved(part.mesh, shift), part.material) for part in group)


def leg(
    height: float,
    top: float,
    bottom: float,
    foot: tuple[float, float] = (0.0, 0.0),
    round_: bool = True,
    sides: int = 14,
) -> Mesh:
    """A straight leg from the floor to (0, 0, height).

    top, bottom: its widths; foot: where its foot stands.
    """
    outline = circle(0.5, sides) if round_ else rounded(1.0, 1.0, 0.12, 3)
    edge = min(0.003, height * 0.2)
    levels = ((0.0, bottom * 0.86), (edge, bottom), (height, top))
    rings = []
    for z, width in levels:
        at = np.array(foot) * (1 - z / height)
        rings.append(np.column_stack([outline * width + at, np.full(len(outline), z)]))
    return loft(np.array(rings), crease=0.6)


def turned_leg(height: float, width: float) -> Mesh:
    """A leg from the lathe with a square block at the top: height, and width of the block."""
    r, h = width / 2, height
    shape = [
        (0, 0),
        (0.55, 0),
        (0.62, 0.01),
        (0.42, 0.04),
        (0.62, 0.12),
        (0.80, 0.30),
        (0.92, 0.50),
        (0.78, 0.62),
        (0.60, 0.655),
        (0.95, 0.675),
        (0.95, 0.695),
        (0.60, 0.715),
        (0.9, 0.76),
        (0.9, 0.80),
        (0, 0.80),
    ]
    turned_ = lathe([(a * r, b * h) for a, b in shape], 18, crease=0.8)
    return merge([turned_, box((width, width, h * 0.21), (0, 0, h * 0.895), bevel=0.003, segments=1)])


def padded(
    size: Vector,
    center: Vector = (0, 0, 0),
    radius: float = 0.04,
    bulge: Vector = (0, 0, 0),
    inner: int = 5,
    rumple: float = 0.0,
    seed: int = 0,
    piping: float = 0.0,
    axis: int = 2,
) -> Mesh:
    """An upholstered block of `size` with round edges whose faces swell by `bulge` along x, y and z.

    rumple: depth of soft dents, drawn from `seed`; piping: radius of the cord along the two seams across
    `axis`, or 0.
    """
    size = np.asarray(size, float)
    radius = min(radius, float(np.min(size)) * 0.49)
    half, core = size / 2, size / 2 - radius
    tangent = np.tan(np.linspace(0, np.pi / 4, 4)[1:])
    ticks = np.concatenate([-tangent[::-1], np.zeros(inner + 1), tangent])
    share = np.concatenate([-np.ones(3), np.linspace(-1, 1, inner + 1), np.ones(3)])
    n = len(ticks)
    index = np.arange(n * n).reshape(n, n)
    quads = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    points: list[Float] = []
    faces: list[npt.NDArray[np.integer]] = []
    for k in range(3):
        a, b = (k + 1) % 3, (k + 2) % 3
        for side in (-1.0, 1.0):
            out = np.zeros((n, n, 3))
            out[..., k], out[..., a], out[..., b] = side, ticks[:, None], ticks[None, :]
            out /= np.linalg.norm(out, axis=-1, keepdims=True)
            base = np.zeros((n, n, 3))
            base[..., k], base[..., a], base[..., b] = (
                side * core[k],
                share[:, None] * core[a],
                share[None, :] * core[b],
            )
            faces.append((triangles if side > 0 else triangles[:, ::-1]) + len(points) * n * n)
            points.append((base + radius * out).reshape(-1, 3))
    meshes = [Mesh(np.concatenate(points).astype(np.float32), np.concatenate(faces).astype(np.int32))]
    if piping > 0:
        a, b = (axis + 1) % 3, (axis + 2) % 3
        flat = _dense(rounded(size[a] - radius * 0.59, size[b] - radius * 0.59, radius * 0.7, 4), 0.12)
        for side in (-1.0, 1.0):
            path = np.zeros((len(flat), 3))
            path[:, a], path[:, b], path[:, axis] = (
                flat[:, 0],
                flat[:, 1],
                side * (half[axis] - radius * 0.293),
            )
            cord = tube(path, piping, sides=6, closed=True)
            meshes.append(Mesh(cord.vertices, cord.faces))
    plain = merge(meshes)
    swell = np.asarray(bulge, float)
    rng = np.random.default_rng(seed)
    waves = rng.normal(0, 1, (6, 3)) * np.array([7.0, 7.0, 7.0])
    pushes, shifts = rng.normal(0, 1, (6, 3)), rng.uniform(0, 2 * np.pi, 6)

    def soften(p: Float) -> Float:
        q = p / half
        fall = np.clip(1 - q**2, 0, 1)
        grown = p + swell * q * np.stack(
            [fall[:, 1] * fall[:, 2], fall[:, 0] * fall[:, 2], fall[:, 0] * fall[:, 1]], 1
        )
        return np.asarray(grown + rumple / 3 * np.sin(p @ waves.T + shifts) @ pushes)

    soft = deformed(plain, soften, crease=1.4)
    soft = Mesh(soft.vertices, soft.faces, soft.normals, with_box_uvs(plain, grain=0).uvs)
    return moved(soft, center)


def _dense(outline: Float, step: float) -> Float:
    out = []
    for a, b in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        count = max(int(np.ceil(np.linalg.norm(b - a) / step)), 1)
        out.append(a + (b - a) * (np.arange(count) / count)[:, None])
    return np.concatenate(out)


def curved(mesh: Mesh, amount: float, width: float) -> Mesh:
    """The mesh bent around Z as a chair's back is: its ends x = +-width/2 come forward (-Y) by `amount`."""
    return deformed(mesh, lambda p: p - np.outer((2 * p[:, 0] / width) ** 2 * amount, (0, 1, 0)), crease=1.0)


PULLS = ("bar", "bow", "knob", "lip", "none")


def pull(style: str, length: float = 0.13, upright: bool = False) -> list[Mesh]:
    """A handle on the plane y = 0, pointing to -Y, its middle at the origin. style: one of PULLS."""
    if style == "bar":
        meshes = [tube([(-length / 2, -0.032, 0), (length / 2, -0.032, 0)], 0.006, 10)]
        meshes += [
            tube([(s * length * 0.36, 0.002, 0), (s * length * 0.36, -0.032, 0)], 0.0045, 8) for s in (-1, 1)
        ]
    elif style == "bow":
        x = length / 2
        path = bend([(-x, 0.002, 0), (-x * 0.92, -0.028, 0), (x * 0.92, -0.028, 0), (x, 0.002, 0)], 0.02, 4)
        meshes = [tube(path, 0.0055, 10)]
    elif style == "knob":
        r = min(max(length * 0.12, 0.013), 0.018)
        shape = [
            (0.007, -0.002),
            (0.006, 0.010),
            (r * 0.8, 0.016),
            (r, 0.021),
            (r * 0.93, 0.026),
            (r * 0.5, 0.029),
            (0, 0.03),
        ]
        meshes = [turned(lathe(shape, 18), "x", np.pi / 2)]
    elif style == "lip":
        meshes = [box((length, 0.022, 0.003), (0, -0.010, 0), bevel=0.001, segments=1)]
        meshes += [box((length, 0.003, 0.012), (0, -0.0195, -0.006), bevel=0.001, segments=1)]
    elif style == "none":
        return []
    else:
        raise ValueError(f"no handle is called {style!r}; there are {', '.join(PULLS)}")
    return [turned(mesh, "y", np.pi / 2) for mesh in meshes] if upright else meshes


FRONTS = ("flat", "shaker", "grooved")


def front(style: str, width: float, height: float, thick: float = 0.018) -> Mesh:
    """A door or drawer front in the plane y = -thick..0, its middle at x = z = 0. style: one of FRONTS."""
    if style == "flat" or min(width, height) < 0.12:
        return box((width, thick, height), (0, -thick / 2, 0), bevel=0.002)
    if style == "shaker":
        rail = min(0.06, min(width, height) * 0.22)
        panel = box((width - rail, thick * 0.5, height - rail), (0, -thick * 0.3, 0), bevel=0.001, segments=1)
        stiles = [
            box((rail, thick, height), (s * (width - rail) / 2, -thick / 2, 0), bevel=0.002) for s in (-1, 1)
        ]
        rails = [
            box(
                (width - 2 * rail, thick - 0.0004, rail),
                (0, -thick / 2, s * (height - rail) / 2),
                bevel=0.002,
            )
            for s in (-1, 1)
        ]
        return merge([panel, *stiles, *rails])
    if style == "grooved":
        count = max(round(width / 0.07), 2)
        step = width / count
        boards = [
            box(
                (step - 0.002, thick - 0.004, height),
                ((k + 0.5) * step - width / 2, -thick / 2 - 0.002, 0),
                0.003,
                1,
            )
            for k in range(count)
        ]
        return merge([box((width - 0.004, 0.006, height - 0.004), (0, -0.003, 0), 0.001, 1), *boards])
    raise ValueError(f"no front is called {style!r}; there are {', '.join(FRONTS)}")


def drawer_box(width: float, depth: float, height: float) -> list[Mesh]:
    """The tray behind a drawer's front.

    Its front at y = 0, open at the top, its bottom at z = 0, centred on x.
    """
    t = 0.012
    floor = box((width - t, depth - t, 0.008), (0, depth / 2, 0.010), bevel=0.001, segments=1)
    walls = [box((t, depth, height), (s * (width - t) / 2, depth / 2, height / 2), 0.001, 1) for s in (-1, 1)]
    walls += [
        box((width - t, t, height - 0.004), (0, y, height / 2), 0.001, 1) for y in (t / 2 + 0.002, depth - t)
    ]
    return [floor, *walls]


def castor(radius: float = 0.028) -> Mesh:
    """A twin-wheel castor that stands on the floor under (0, 0), with its stem to 2.6 radii."""
    wheel = turned(
        moved(cylinder(radius, radius * 0.62, radius * 0.15, 16), (0, 0, radius * 0.12)), "y", np.pi / 2
    )
    other = turned(wheel, "z", np.pi)
    hood = box((radius * 0.3, radius * 1.5, radius * 1.3), (0, 0.1 * radius, radius * 1.3), radius * 0.12, 1)
    stem = moved(cylinder(radius * 0.28, radius * 1.2, 0.001, 10), (0, 0, radius * 1.45))
    return merge([moved(wheel, (0, 0, radius)), moved(other, (0, 0, radius)), hood, stem])


def ring_of(mesh: Mesh, count: int, start: float = 0.0) -> list[Mesh]:
    """`count` copies of a mesh, turned about Z evenly, the first by `start` radians."""
    return [turned(mesh, "z", start + k * 2 * np.pi / count) for k in range(count)]


def pose(axis: str, angle: float, at: Vector) -> Float:
    """A (4, 4) pose: a turn about an axis by radians, then a shift to `at`."""
    out = rotation(axis, angle)
    out[:3, 3] = np.asarray(at, float)
    return out


def volume(mesh: Mesh) -> float:
    """The signed volume of a closed mesh, cubic metres; positive where its faces look outwards."""
    a, b, c = (mesh.vertices[mesh.faces[:, k]].astype(float) for k in range(3))
    return float(dots(a, cross(b, c)).sum() / 6)
