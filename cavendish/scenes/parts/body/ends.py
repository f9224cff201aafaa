# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hands, and feet in shoes. Metres."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from cavendish.scenes.geometry import merge, prism, tube, with_box_uvs
from cavendish.scenes.parts.body.blob import Blob, bar, bone, ticks
from cavendish.scenes.parts.body.pose import Limb
from cavendish.scenes.parts.body.surface import cut, surface
from cavendish.scenes.scene import Float, Mesh

HAND = 0.186  # wrist to fingertip of the hand that the numbers describe
# Rows of (towards the toe, half width, height of the upper, shift inwards), in heights of the body; the ankle is at 0.
LAST = np.array(
    [
        (-0.0350, 0.0120, 0.036, 0.0000),
        (-0.0290, 0.0180, 0.040, 0.0000),
        (-0.0140, 0.0210, 0.043, 0.0000),
        (0.0100, 0.0210, 0.044, 0.0000),
        (0.0320, 0.0220, 0.039, 0.0010),
        (0.0560, 0.0265, 0.031, 0.0015),
        (0.0800, 0.0285, 0.0245, 0.0020),
        (0.1000, 0.0265, 0.0205, 0.0045),
        (0.1140, 0.0200, 0.0175, 0.0065),
        (0.1210, 0.0110, 0.0130, 0.0075),
    ]
)


@lru_cache(maxsize=64)
def hand(curl: float, thin: float = 1.0, spacing: float = 0.0080) -> Mesh:
    """A right hand in its frame: u to the thumb, v to the back, w along the fingers, the wrist at the origin.

    Hands that are alike share a mesh, which is not to be written to.

    curl: of the fingers, 0 flat to 1 a fist.
    """
    rows = [
        (-0.02, 0.0245, 0.0195, 0, 0, 0.004),
        (0.0, 0.0255, 0.0180, 0, 0, 0.004),
        (0.03, 0.0330, 0.0175, 0.002, 0, 0.004),
        (0.065, 0.0395, 0.0150, 0, 0, 0.004),
        (0.088, 0.0385, 0.0115, 0, 0, 0.004),
    ]
    blobs = [bar(np.zeros(3), np.eye(3), rows, (0.004, 0.008))]
    fingers = (
        (0.0295, 0.086, 0.070),
        (0.0100, 0.090, 0.078),
        (-0.0095, 0.087, 0.072),
        (-0.0280, 0.080, 0.056),
    )
    for k, (u, start, length) in enumerate(fingers):
        at, angle = np.array([u, 0.001, start - 0.012]), 0.0
        spread = (u / 0.03) * 0.06 * (1 - curl)
        for part, bend, r0, r1 in (
            (0.48, 0.95, 0.0098, 0.0088),
            (0.30, 1.45, 0.0088, 0.0080),
            (0.24, 0.8, 0.0080, 0.0068),
        ):
            angle += curl * bend * (1 + 0.06 * k)
            way = np.array([np.sin(spread) * np.cos(angle), -np.sin(angle), np.cos(angle)])
            end = at + way * length * (part + (0.16 if part == 0.48 else 0))
            blobs.append(bone(at, end, r0 * (0.9 if k == 3 else 1), r1 * (0.9 if k == 3 else 1), 0.003))
            at = end
    at = np.array([0.018, -0.007, 0.018])
    inwards = 0.35 + 0.5 * curl
    for toward, length, r0, r1 in (
        ((0.62, -0.42 * inwards, 0.72), 0.046, 0.0145, 0.0115),
        ((0.28 - 0.3 * curl, -0.9 * inwards, 0.85), 0.034, 0.0110, 0.0098),
        ((0.05 - 0.5 * curl, -0.8 * inwards, 0.95), 0.027, 0.0096, 0.0076),
    ):
        end = at + np.array(toward) / np.linalg.norm(toward) * length
        blobs.append(bone(at, end, r0, r1, 0.008))
        at = end
    blobs = [_thinner(blob, thin) for blob in blobs]
    axes = ticks(blobs, spacing)
    axes[2] = axes[2][axes[2] > -0.018]  # open at the wrist, inside the sleeve or the forearm
    return surface(blobs, axes)


def at_wrist(mesh: Mesh, limb: Limb, scale: float) -> Mesh:
    """The hand's mesh, scaled, mirrored for the left side, at the end of an arm."""
    return _set(mesh, np.array([-limb.side, 1.0, 1.0]) * scale, limb.frame, limb.tip)


def at_ankle(mesh: Mesh, limb: Limb, height: float) -> Mesh:
    """A shoe's mesh of a right foot, whose frame stands on the ground under the ankle, at the end of a leg."""
    down = limb.frame @ (0.0, 0.0, -height)
    return _set(mesh, np.array([-limb.side, 1.0, 1.0]), limb.frame, limb.tip + down)


def shoe(h: float, kind: str, wide: float = 1.0) -> tuple[Mesh, Mesh, Mesh | None, Mesh | None]:
    """The upper, the sole, the laces and the accent of a right shoe; `kind` is "trainer", "leather", "boot" or "flat".

    It stands on z = 0 with the ankle above the origin, its toe towards -Y and its inner side towards +X.
    """
    rise = {"trainer": 0.013, "leather": 0.0065, "boot": 0.014, "flat": 0.004}[kind] * h
    rows = LAST * h
    rows[:, 1] *= wide
    tall = rows[:, 2].copy()
    if kind == "flat":
        tall[2:6] *= (0.9, 0.72, 0.62, 0.72)
    frame = np.column_stack([(1.0, 0, 0), (0, 0, 1.0), (0, -1.0, 0)])
    table = np.column_stack(
        [rows[:, 0], rows[:, 1], tall / 2 + rise / 4, rows[:, 3], tall / 2 + rise / 4, 0 * tall]
    )
    blobs = [bar(np.zeros(3), frame, table, (0.006 * h, 0.004 * h))]
    if kind == "boot":
        blobs.append(
            bone((0, 0.006 * h, 0.03 * h), (0, 0.006 * h, 0.085 * h), 0.0235 * h, 0.025 * h, 0.03 * h)
        )
    elif kind != "flat":
        blobs.append(
            bone((0, 0.004 * h, 0.025 * h), (0, 0.004 * h, 0.043 * h), 0.0215 * h, 0.0215 * h, 0.02 * h)
        )
    upper = surface(blobs, ticks(blobs, 0.0066 * h))
    top = {"trainer": 0.052, "leather": 0.050, "boot": 0.09, "flat": 0.05}[kind] * h
    level = upper.vertices[:, 2].astype(float)
    upper = cut(upper, level - top, rise * 0.6 - level)
    w, half, _, shift = rows.T
    side = np.column_stack([shift + half + 0.0012 * h, -w])
    other = np.column_stack([shift - half - 0.0012 * h, -w])
    ends = np.array([[shift[-1], -(w[-1] + 0.005 * h)]]), np.array([[shift[0], -(w[0] - 0.007 * h)]])
    outline = _rounded(np.vstack([side[::-1], ends[1], other, ends[0]]))
    sole = [prism(outline, rise, min(0.0025, rise * 0.4))]
    if kind == "leather":
        heel = outline.copy()
        heel[:, 1] = np.maximum(heel[:, 1], -0.004 * h)
        lift = 0.012 * h
        heel = _clean(heel)
        sole = [prism(heel, lift, 0.001), _bent_up(sole[0], lift, h)]
        upper = _bent_up(upper, lift, h)
    accent: Mesh | None = None
    if kind == "trainer":
        y = -upper.vertices[:, 1].astype(float)
        z = upper.vertices[:, 2].astype(float)
        band = y - 0.03 * h - 0.5 * (z - 0.025 * h)
        accent = cut(upper, band - 0.010 * h, -0.010 * h - band, z - 0.036 * h, 0.014 * h - z)
        accent = _off(accent, 0.0012)
    laces: list[Mesh] = []
    if kind != "flat":
        for at in np.linspace(0.028, 0.060, 4):
            wide_here = float(np.interp(at * h, w, half))
            tall_here = float(np.interp(at * h, w, tall)) + rise / 2
            u = np.linspace(-0.55, 0.55, 5) * wide_here
            z = tall_here / 2 + tall_here / 2 * np.sqrt(1 - (u / wide_here) ** 2) + 0.0008
            path = np.column_stack(
                [u + np.interp(at * h, w, shift), np.full(5, -at * h) + 0.002 * np.sign(u), z]
            )
            piece = tube(path, 0.0022, 5)
            laces.append(_bent_up(piece, 0.012 * h, h) if kind == "leather" else piece)
    return upper, merge(sole), merge(laces) if laces else None, accent


def _thinner(blob: Blob, thin: float) -> Blob:
    return blob.eased((thin - 1) * float(blob.table[:, 1:3].mean()))


def _set(mesh: Mesh, scale: Float, frame: Float, origin: Float) -> Mesh:
    points = mesh.vertices * scale
    flip = np.prod(np.sign(scale)) < 0
    normals = None if mesh.normals is None else (mesh.normals * np.sign(scale)) @ frame.T
    faces = mesh.faces[:, ::-1] if flip else mesh.faces
    placed = Mesh(
        (points @ frame.T + origin).astype(np.float32),
        np.ascontiguousarray(faces),
        None if normals is None else normals.astype(np.float32),
    )
    return with_box_uvs(placed)


def _off(mesh: Mesh, by: float) -> Mesh:
    assert mesh.normals is not None
    return Mesh(mesh.vertices + np.float32(by) * mesh.normals, mesh.faces, mesh.normals, mesh.uvs)


def _bent_up(mesh: Mesh, lift: float, h: float) -> Mesh:
    """Raised by the heel behind, falling to the ground at the ball."""
    y = -mesh.vertices[:, 1].astype(float) / h
    share = np.clip((0.072 - y) / 0.07, 0, 1)
    points = mesh.vertices.copy()
    points[:, 2] += (lift * share * share * (3 - 2 * share)).astype(np.float32)
    return Mesh(points, mesh.faces, mesh.normals, mesh.uvs)


def _rounded(outline: Float) -> Float:
    """The outline, counter-clockwise, its corners cut once (Chaikin)."""
    after = np.roll(outline, -1, axis=0)
    points = np.stack([0.75 * outline + 0.25 * after, 0.25 * outline + 0.75 * after], axis=1).reshape(-1, 2)
    x, y = points.T
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    return points if area > 0 else points[::-1]


def _clean(outline: Float) -> Float:
    """The outline without the points that fell together."""
    gap = np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1)
    outline = outline[gap > 1e-5]
    a, b = outline - np.roll(outline, 1, axis=0), np.roll(outline, -1, axis=0) - outline
    return np.asarray(outline[np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) > 1e-9])
