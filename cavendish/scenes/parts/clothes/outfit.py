# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whole garments with what makes them one: collars, plackets, buttons, pockets, belts, lapels, hoods. Metres."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.geometry import box, merge, moved, sheet, with_box_uvs
from cavendish.scenes.parts.body import flesh
from cavendish.scenes.parts.body.blob import Blob, ball, bone, ticks
from cavendish.scenes.parts.body.flesh import Build, Ease
from cavendish.scenes.parts.body.pose import Bones
from cavendish.scenes.parts.body.surface import pushed, surface, without
from cavendish.scenes.parts.clothes import garment as cut
from cavendish.scenes.parts.clothes.garment import Top, patch, trimmed
from cavendish.scenes.scene import Float, Material, Mesh

Pieces = list[tuple[Mesh, Material]]

TOPS: dict[str, Top] = {
    "T-shirt": Top(Ease((0.020, 0.015, 0.008), (0.010, 0.018, 0.012), straight=0.55), 0.505, 0.62, (0.046, 0.045, 0.040)),
    "tank top": Top(Ease((0.018, 0.011, 0.006), straight=0.4), 0.505, 0.0, (0.054, 0.056, 0.046), thickness=0.003),
    "polo shirt": Top(Ease((0.020, 0.015, 0.009), (0.010, 0.018, 0.012), straight=0.55), 0.505, 0.66, (0.042, 0.040, 0.038)),
    "shirt": Top(Ease((0.022, 0.018, 0.010), (0.011, 0.016, 0.014), straight=0.7), 0.492, 1.98, (0.042, 0.040, 0.038)),
    "blouse": Top(Ease((0.020, 0.015, 0.009), (0.010, 0.016, 0.016), straight=0.5), 0.515, 1.95, (0.047, 0.044, 0.040), neck_v=0.030),
    "jumper": Top(Ease((0.024, 0.021, 0.014), (0.014, 0.018, 0.015), straight=0.7), 0.500, 2.0, (0.044, 0.043, 0.040), folds=0.0065),
    "hoodie": Top(Ease((0.027, 0.026, 0.017), (0.017, 0.022, 0.017), straight=0.8), 0.495, 2.0, (0.046, 0.044, 0.040), folds=0.0075),
    "jacket": Top(Ease((0.032, 0.030, 0.022), (0.019, 0.024, 0.022), straight=0.75), 0.492, 2.02, collar=0.026, folds=0.0065),
    "puffer jacket": Top(Ease((0.040, 0.042, 0.032), (0.030, 0.036, 0.026), straight=0.8), 0.485, 2.02, collar=0.034, folds=0.002, quilt=0.075),
    "suit jacket": Top(Ease((0.028, 0.021, 0.019), (0.016, 0.019, 0.019), straight=0.55), 0.472, 1.93, collar=0.014, folds=0.003),
    "coat": Top(Ease((0.032, 0.030, 0.024), (0.020, 0.025, 0.026), straight=0.65), 0.36, 2.0, collar=0.022, folds=0.005),
    "safety vest": Top(Ease((0.030, 0.030, 0.024), straight=0.9), 0.500, 0.0, (0.052, 0.050, 0.044), folds=0.004),
    "dress": Top(Ease((0.012, 0.010, 0.007), (0.009, 0.015, 0.010), straight=0.15), 0.32, 0.45, (0.052, 0.052, 0.044)),
}  # fmt: skip
OUTER = ("jacket", "puffer jacket", "suit jacket", "coat", "safety vest")
KNITTED = ("jumper", "hoodie")


@dataclass(frozen=True)
class Garment:
    """A top: kind, one of TOPS; its cloth; trim: buttons, zips and seams; open: worn open in front; tucked: into the trousers."""

    kind: str
    cloth: Material
    trim: Material
    accent: Material | None = None
    open: bool = False
    tucked: bool = False
    length: float | None = None

    @property
    def shape(self) -> Top:
        """Its measures."""
        top = TOPS[self.kind]
        if self.open:
            top = replace(top, opening=(0.075, 0.040) if self.kind != "suit jacket" else (0.055, 0.012))
            if self.kind == "suit jacket":
                top = replace(top, neck_v=0.10)
        if self.kind == "suit jacket" and not self.open:
            top = replace(top, neck_v=0.10)
        if self.tucked:
            ease = replace(top.ease, trunk=(0.002, 0.005, top.ease.trunk[2]), straight=0.2)
            top = replace(top, ease=ease, hem=0.588)
        return top if self.length is None else replace(top, hem=self.length)


def dressed_top(
    body: Build, frame: Bones, garment: Garment, seed: float, cover: Garment | None = None
) -> Pieces:
    """A top and its details; `cover` is what is worn over it."""
    cloth, h = garment.shape, body.height
    if cover is not None:
        sleeve = 0.0 if cover.shape.sleeve > 1 else cloth.sleeve  # sleeves under sleeves do not show
        cloth = replace(
            cloth, sleeve=sleeve, ease=replace(cloth.ease, trunk=(cloth.ease.trunk[0] * 0.6, 0.011, 0.007))
        )
        if cloth.hem < cover.shape.hem + 0.02:
            cloth = replace(cloth, hem=cover.shape.hem + 0.02)
    raw = cut.top(body, frame, cloth, seed)
    points = raw.vertices.astype(float)
    level = cut.top_edges(body, frame, cloth, points)
    chest = (points - frame.waist) @ frame.chest / h
    x, y, z = chest.T
    if cover is not None and cover.shape.sleeve > 1:
        over = cut.top_edges(body, frame, replace(cover.shape, sleeve=0.0), points)
        hidden = (over < -0.045) & (np.abs(x) > 0.01)
        raw, level, points, x, y, z = _kept(raw, hidden, level, points, x, y, z)
    out: Pieces = [(trimmed(raw, level, cloth.thickness), garment.cloth)]
    back = y + 0.004  # above 0 behind
    kind = garment.kind
    neck_z = float(z[(level > -0.008) & (y < -0.02) & (np.abs(x) < 0.02) & (z > 0.1)].min(initial=0.19))
    low_z = cloth.hem - 0.615 if cloth.hem > 0.47 else -0.14
    if kind in ("shirt", "polo shirt", "blouse"):
        foot = low_z if kind != "polo shirt" else neck_z - 0.085
        where = (*_band(x, 0.0, 0.0095), foot - z, z - neck_z - 0.01, back, level + 0.0015)
        out.append((patch(raw, 0.0016, *where), garment.cloth))
        spots = np.linspace(max(foot, low_z) + 0.02, neck_z - 0.014, 7 if kind == "shirt" else 3)
        out += _buttons(frame, points, x, y, z, spots, garment.trim)
    if kind in ("shirt", "polo shirt") and (
        cover is None or cover.kind in ("suit jacket", "coat", "safety vest")
    ):
        out.append((_collar(body, frame, 0.020 * h), garment.cloth))
    if kind in ("jumper", "hoodie", "T-shirt"):
        rib = {"T-shirt": 0.010}.get(kind, 0.016) * h
        upper = np.where(z > 0.12, -rib - level, 1.0)
        out.append(
            (patch(raw, 0.0016, upper, level + 0.0008, *_band(x, 0.0, 0.09)), garment.accent or garment.cloth)
        )
        if kind != "T-shirt":
            lower = ((points - frame.waist) @ frame.hips[:, 2]) / h - (cloth.hem - 0.615) - 0.032
            out.append(
                (
                    patch(raw, 0.0016, lower, level + 0.0008, *_band(x, 0.0, 0.13)),
                    garment.accent or garment.cloth,
                )
            )
    if kind == "hoodie":
        wide = 0.062 - 0.35 * np.clip(z - low_z - 0.065, 0, 1)
        where = (x - wide, -x - wide, low_z + 0.034 - z, z - low_z - 0.125, back, level + 0.002)
        out.append((patch(raw, 0.005, *where), garment.cloth))
        out.append((_hood(body, frame), garment.cloth))
        for s in (-1.0, 1.0):
            cord = _band(x - s * (0.022 + 0.03 * (z - neck_z)), 0.0, 0.0026)
            out.append(
                (
                    patch(raw, 0.004, *cord, neck_z - 0.075 - z, z - neck_z + 0.004, back, level + 0.001),
                    garment.trim,
                )
            )
    if kind in ("jacket", "puffer jacket") and not garment.open:
        out.append((patch(raw, 0.002, *_band(x, 0.0, 0.0042), back, level + 0.001), garment.trim))
    if kind in ("jacket", "coat", "suit jacket", "puffer jacket"):
        high = {"coat": -0.035, "suit jacket": -0.075}.get(kind, -0.055)
        for s in (-1.0, 1.0):
            pocket = (*_band(x, s * 0.062, 0.034), *_band(z - 0.25 * s * (x - s * 0.062), high, 0.012))
            out.append((patch(raw, 0.003, *pocket, back, level + 0.002), garment.cloth))
    if kind in ("coat", "suit jacket"):
        out += _lapels(raw, level, x, y, z, kind, garment)
        if not garment.open:
            spots = np.linspace(-0.02, 0.075, 2) if kind == "suit jacket" else np.linspace(-0.12, 0.10, 4)
            seam = (*_band(x, 0.012, 0.0014), z - spots[-1] - 0.012, back, level + 0.002)
            out.append((patch(raw, 0.0012, *seam), garment.trim))
            out += _buttons(frame, points, x, y, z, spots, garment.trim, 0.010)
    if kind == "safety vest":
        silver = materials.metal((0.78, 0.78, 0.80), 0.45)
        for at in (-0.03, 0.045):
            out.append((patch(raw, 0.0012, *_band(z, at, 0.015), level + 0.001), silver))
        for s in (-1.0, 1.0):
            out.append((patch(raw, 0.0012, *_band(x, s * 0.056, 0.013), 0.06 - z, level + 0.001), silver))
    if garment.accent is not None and kind in ("T-shirt", "dress"):
        if kind == "T-shirt":
            print_ = (np.hypot(x / 0.055, (z - 0.125) / 0.042) - 1) * 0.04
            out.append((patch(raw, 0.0012, print_, back, level + 0.002), garment.accent))
        else:
            out.append((patch(raw, 0.0025, *_band(z, 0.005, 0.012), level + 0.002), garment.accent))
    return out


def _band(value: Float, middle: float, half: float) -> tuple[Float, Float]:
    """The two levels that are below 0 where a value is within `half` of `middle`."""
    return value - middle - half, middle - half - value


def tie(body: Build, frame: Bones, inner: Top, cloth: Material, seed: float) -> Pieces:
    """A tie on a shirt's front."""
    h = body.height
    bare = replace(inner, folds=0.0, sleeve=0.0, ease=replace(inner.ease, trunk=(0.02, 0.014, 0.009)))
    raw = cut.top(body, frame, bare, seed)
    x, y, z = ((raw.vertices.astype(float) - frame.waist) @ frame.chest / h).T
    width = np.interp(z, [-0.02, 0.0, 0.10, 0.188, 0.190, 0.205], [0.0, 0.024, 0.020, 0.010, 0.014, 0.016])
    return [(patch(raw, 0.005, x - width, -x - width, z - 0.205, -0.02 - z, y + 0.005), cloth)]


def dressed_legs(
    body: Build,
    frame: Bones,
    kind: str,
    cloth: Material,
    belt: Material | None,
    seed: float,
    until: float,
    loose: float,
    high: float = 0.7,
) -> Pieces:
    """Trousers, jeans, shorts or leggings. until: 1 the knee, 2 the ankle; loose: 0 tight to 1.5 wide.

    high: as far up as they show, in heights of the body.
    """
    h, rise = body.height, 0.598
    hidden = high < rise
    rise = min(rise, high)
    tight = kind == "leggings"
    leg = (
        (0.004, 0.004, 0.003)
        if tight
        else (0.009 + 0.008 * loose, 0.010 + 0.014 * loose, 0.013 + 0.014 * loose)
    )
    trunk = (0.005, 0.004, 0.0) if tight else (0.010, 0.010, 0.0)
    ease = Ease(trunk, leg=leg, straight=0.0 if tight else min(0.62 + 0.3 * loose, 1.0))
    raw = cut.trousers(body, frame, ease, until, rise, 0.001 if tight else 0.0042 + 0.002 * loose, seed)
    points = raw.vertices.astype(float)
    level = cut.trousers_edges(body, frame, until, rise, points)
    out: Pieces = [(trimmed(raw, level, 0.003), cloth)]
    x, y, z = ((points - frame.waist) @ frame.hips / h).T
    if tight or hidden:
        return out
    top = rise - 0.615
    out.append((patch(raw, 0.003, z - top + 0.001, top - 0.021 - z), belt or cloth))
    if belt is not None:
        at = _front(points, x, y, z, 0.0, top - 0.010)
        out.append(
            (
                box((0.042, 0.006, 0.034), at + frame.hips @ (0, -0.005, 0), 0.002),
                materials.metal((0.78, 0.74, 0.62), 0.3),
            )
        )
    out.append((patch(raw, 0.0014, *_band(x, 0.006, 0.0011), *_band(z, -0.065, 0.025), y), cloth))
    for s in (-1.0, 1.0):  # seat pockets
        out.append(
            (patch(raw, 0.0018, *_band(x, s * 0.047, 0.027), *_band(z, -0.066, 0.030), 0.03 - y), cloth)
        )
    return out


def dressed_skirt(
    body: Build, frame: Bones, end: float, flare: float, cloth: Material, seed: float, high: float = 0.7
) -> Pieces:
    """A skirt that ends at a height, in heights of the body; flare: metres of width at its hem; high: as far up as it shows."""
    h, rise = body.height, min(0.612, high)
    raw = cut.skirt(body, frame, end, rise, 0.009, flare, 0.002 + 0.16 * flare, seed)
    points = raw.vertices.astype(float)
    level = cut.skirt_edges(body, frame, end, rise, points)
    z = (points - frame.waist) @ frame.hips[:, 2] / h
    top = rise - 0.615
    return [
        (trimmed(raw, level, 0.0025), cloth),
        (patch(raw, 0.0025, z - top + 0.001, top - 0.018 - z), cloth),
    ]


def _kept(raw: Mesh, hidden: Float, *values: Float) -> tuple[Mesh, Float, Float, Float, Float, Float]:
    """The mesh without what is hidden, and the values at the vertices that are left."""
    used = np.zeros(len(raw.vertices), bool)
    used[raw.faces[~hidden.astype(bool)[raw.faces].all(axis=1)]] = True
    level, points, x, y, z = (value[used] for value in values)
    return without(raw, hidden.astype(bool)), level, points, x, y, z


def _front(points: Float, x: Float, y: Float, z: Float, at_x: float, at_z: float) -> Float:
    """The point of a surface in front at (x, z), both in heights of the body."""
    far = (x - at_x) ** 2 + (z - at_z) ** 2 + np.where(y < 0, 0.0, 1.0)
    near = np.argsort(far)[:4]
    weight = 1 / (far[near] + 1e-6)
    return np.asarray((points[near] * weight[:, None]).sum(axis=0) / weight.sum())


def _buttons(
    frame: Bones, points: Float, x: Float, y: Float, z: Float, at: Float, trim: Material, size: float = 0.0058
) -> Pieces:
    dots = []
    for level in at:
        point = _front(points, x, y, z, 0.0, float(level))
        point = point - frame.chest[:, 0] * ((point - frame.waist) @ frame.chest[:, 0])
        dot = box((2 * size, 0.004, 2 * size), (0, 0, 0), 0.0019, 1)
        dots.append(moved(dot, point + frame.chest @ (0.0, -0.003, 0.0)))
    return [(merge(dots), trim)]


def _collar(body: Build, frame: Bones, fall: float) -> Mesh:
    """A shirt's folded collar: a stand around the neck and a fall over it with two points in front."""
    h = body.height
    blobs = flesh.neck(body, frame)
    thick = float(blobs[0].table[len(blobs[0].table) // 2, 1])
    turn = np.linspace(-np.pi + 0.10, np.pi - 0.10, 41)  # 0 behind, the gap in front
    front = np.cos(turn) < 0
    points_ = np.clip((np.abs(turn) - 2.0) / 1.0, 0, 1)
    radius = thick + 0.007
    rise = (0.026 - 0.010 * points_) * h
    base = 0.012 * h - 0.026 * h * (1 - np.cos(turn)) / 2
    rings: list[tuple[Float, Float]] = []
    for out, up in ((0.008, 0.0), (0.004, 0.55), (0.003, 0.95), (0.006, 1.02), (0.010, 0.9)):
        rings.append((radius + out + 0.002 + 0 * turn, base + rise * up))
    rings.append((radius + 0.016 + 0.012 * points_, base + rise * 0.9 - fall * (0.6 + 0.1 * points_)))
    rings.append((radius + 0.020 + 0.020 * points_, base + rise * 0.9 - fall * (1.0 + 0.55 * points_)))
    grid = []
    for r, z in rings:
        grid.append(
            np.stack(
                [
                    r * np.sin(turn),
                    0.96 * r * np.cos(turn) - 0.008 * h * np.where(front, -np.cos(turn), 0),
                    z + 0 * turn,
                ],
                axis=-1,
            )
        )
    local = np.array(grid)
    local[..., 1] -= 0.004 * h
    world = frame.nape + local @ frame.chest.T
    return sheet(world, 0.0022)


def _hood(body: Build, frame: Bones) -> Mesh:
    """A hood that lies on the back."""
    h = body.height
    at = [
        (0.030, -0.042, -0.012),
        (0.048, -0.012, 0.012),
        (0.050, 0.022, 0.018),
        (0.034, 0.046, 0.008),
        (0.0, 0.054, 0.000),
    ]
    blobs: list[Blob] = []
    for s in (-1.0, 1.0):
        ring = [frame.nape + frame.chest @ (np.array([s * x, y, z]) * h) for x, y, z in at]
        sizes = (0.006, 0.0105, 0.014, 0.017, 0.018)
        for a, b, r, q in zip(ring[:-1], ring[1:], sizes[:-1], sizes[1:], strict=True):
            blobs.append(bone(a, b, r * h, q * h, 0.008 * h))
    back = frame.nape + frame.chest @ (np.array([0, 0.050, -0.026]) * h)
    blobs.append(ball(back, (0.046 * h, 0.024 * h, 0.038 * h), 0.02 * h))
    mesh = surface(blobs, ticks(blobs, 0.0068 * h))
    x, _, z = ((mesh.vertices - frame.nape) @ frame.chest / h).T
    return with_box_uvs(pushed(mesh, 0.0025 * np.sin(160 * z + 900 * x * x)))


def _lapels(raw: Mesh, level: Float, x: Float, y: Float, z: Float, kind: str, garment: Garment) -> Pieces:
    """Turned-back edges of the front, from the collar down to the first button, and the collar behind."""
    foot = 0.065 if kind == "suit jacket" else 0.085
    share = np.clip((z - foot) / (0.205 - foot), 0, 1)
    reach = 0.012 + 0.058 * np.sqrt(share) * (1 - 0.25 * np.clip((z - 0.17) / 0.03, 0, 1))
    out: Pieces = []
    for s in (-1.0, 1.0):
        out.append((patch(raw, 0.0045, s * x - reach, -s * x, foot - z, y, level + 0.001), garment.cloth))
    behind = np.where(z > 0.13, -level - 0.05, 1.0)
    out.append((patch(raw, 0.0045, behind, -y - 0.012, level + 0.001), garment.cloth))
    return out
