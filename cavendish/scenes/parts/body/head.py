# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A head: skull, face, ears, eyes, brows and mouth, in its own frame. Metres for a head of 0.228 m, chin to top.

The frame's origin lies between the ears; the face looks along -Y, the top is at z = 0.129, the chin at z = -0.099.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cavendish.scenes.geometry import merge, sheet, tube, without_slivers
from cavendish.scenes.parts.body.blob import Blob, along, ball, bar, bone, sampled
from cavendish.scenes.parts.body.surface import polygonised
from cavendish.scenes.scene import Float, Float32, Mesh

TALL = 0.228  # of the head that the numbers here describe


@dataclass(frozen=True)
class Face:
    """What tells one face from another: offsets in parts of the common man's or woman's measures, about -1 to 1 each.

    woman, child: 0 to 1, as of the body.
    """

    woman: float = 0.0
    child: float = 0.0
    jaw: float = 0.0
    width: float = 0.0
    nose: float = 0.0
    bridge: float = 0.0
    lips: float = 0.0
    brow: float = 0.0
    cheek: float = 0.0
    eyes: float = 0.0


@dataclass(frozen=True, eq=False)
class Head:
    """The skin with the field it came from, and the small things on it, in the head's frame."""

    skin: Mesh
    field: Float32
    axes: tuple[Float, Float, Float]
    whites: Mesh
    irises: Mesh
    pupils: Mesh
    lids: Mesh
    brows: Mesh
    lips: Mesh


def skull(face: Face) -> list[Blob]:
    """The blobs of the head without the neck."""
    w, c = face.woman, face.child
    man = (1 - w) * (1 - c)
    wide = 1 + 0.035 * face.width
    jaw = (1 + 0.08 * face.jaw - 0.09 * w - 0.06 * c) * wide
    chin = -0.086 + 0.004 * c
    long = -0.021 - 0.003 * face.nose + 0.004 * c + 0.002 * w
    tip = -0.112 - 0.004 * face.nose + 0.004 * w + 0.008 * c
    out = [
        ball((0, 0.008, 0.050), (0.0755 * wide, 0.096, 0.079)),
        ball((0, -0.052, 0.058), (0.052 * wide, 0.042, 0.050), 0.03),
        ball((0, -0.028, -0.010), (0.064 * wide, 0.058, 0.068), 0.03),
        ball((0, -0.045, -0.046), (0.046 * jaw, 0.044, 0.044), 0.03),
        ball((0, -0.077, chin), (0.019 * jaw, 0.015, 0.0135), 0.025),
    ]
    for s in (-1.0, 1.0):
        out.append(bone((s * 0.010, -0.076, chin), (s * 0.049 * jaw, -0.004, -0.052), 0.0125, 0.015, 0.022))
        out.append(
            ball(
                (s * 0.044 * wide, -0.064, -0.012),
                (0.019, 0.0155 + 0.002 * face.cheek - 0.002 * c, 0.015),
                0.024,
            )
        )
        out.append(
            bone(
                (s * 0.006, -0.0865, 0.031),
                (s * 0.041, -0.072, 0.034),
                0.0085 + 0.0012 * man + 0.001 * face.brow,
                0.008,
                0.014,
            )
        )
        out.append(
            _tilted((s * 0.0325, -0.096, 0.012), (0.0195, 0.0145, 0.0115), s * 0.25, 0.016, carve=True)
        )
        out.append(ball((s * 0.0315, -0.0745, 0.0125), (0.0150, 0.0135, 0.0125), 0.006))
        # The fold beside the nose and the hollow under the cheek.
        out.append(
            bone((s * 0.024, -0.102, -0.026), (s * 0.034, -0.091, -0.052), 0.002, 0.002, 0.010, carve=True)
        )
    out.append(
        bone((0, -0.086, 0.022), (0, tip + 0.010, long - 0.002), 0.0072 + 0.0008 * face.bridge, 0.0092, 0.012)
    )
    out.append(ball((0, tip + 0.008, long - 0.004), (0.0098, 0.0095, 0.0085), 0.008))
    for s in (-1.0, 1.0):
        out.append(
            ball(
                (s * (0.0115 + 0.0012 * face.bridge), tip + 0.018, long - 0.0075),
                (0.0062, 0.0098, 0.0068),
                0.006,
            )
        )
        out.append(
            ball((s * 0.0062, tip + 0.0135, long - 0.0155), (0.0036, 0.0048, 0.0042), 0.004, carve=True)
        )
    lips = 1 + 0.25 * face.lips
    out.append(ball((0, -0.084, -0.054), (0.026, 0.0135, 0.018), 0.014))
    out.append(_arched((-0.0485, 0.019, 0.0042 * lips), 0.006))
    out.append(_arched((-0.0585, 0.017, 0.0052 * lips), 0.006))
    out.append(_arched((-0.0532, 0.022, 0.0017), 0.003, carve=True))
    out.append(ball((0, -0.108, -0.071), (0.018, 0.010, 0.006), 0.012, carve=True))
    for s in (-1.0, 1.0):
        out += _ear(s, wide)
    return out


def head(face: Face, more: Sequence[Blob] = ()) -> Head:
    """The head with what else belongs to its skin (the neck), in the head's frame."""
    x = np.concatenate([np.arange(0, 0.046, 0.0052), np.linspace(0.0505, 0.094, 8)])
    y = np.concatenate([np.arange(-0.128, -0.066, 0.0050), np.linspace(-0.0615, 0.13, 20)])
    z = np.concatenate(
        [np.linspace(-0.20, -0.112, 9), np.arange(-0.104, 0.046, 0.0055), np.linspace(0.05, 0.140, 10)]
    )
    axes = (np.concatenate([-x[:0:-1], x]), y, z)
    field = sampled([*skull(face), *more], axes)
    skin = polygonised(field, axes)

    def front(px: Float, pz: Float) -> Float:
        """How far in front the skin is at (x, z)."""
        i, k = np.searchsorted(axes[0], px) - 1, np.searchsorted(axes[2], pz) - 1
        a = ((px - axes[0][i]) / (axes[0][i + 1] - axes[0][i]))[..., None]
        b = ((pz - axes[2][k]) / (axes[2][k + 1] - axes[2][k]))[..., None]
        f = np.moveaxis(field, 1, 2)
        column = (f[i, k] * (1 - a) + f[i + 1, k] * a) * (1 - b) + (
            f[i, k + 1] * (1 - a) + f[i + 1, k + 1] * a
        ) * b
        j = np.maximum(np.argmax(column < 0, axis=-1), 1)
        one = np.take_along_axis(column, j[..., None] - 1, axis=-1)[..., 0]
        two = np.take_along_axis(column, j[..., None], axis=-1)[..., 0]
        return np.asarray(y[j - 1] + (y[j] - y[j - 1]) * one / (one - two))

    whites: list[Mesh] = []
    irises: list[Mesh] = []
    pupils: list[Mesh] = []
    lids: list[Mesh] = []
    brows: list[Mesh] = []
    for s in (-1.0, 1.0):
        middle = np.array([s * 0.0315, 0.0, 0.0115])
        open_ = 1 + 0.12 * face.eyes + 0.25 * face.child + 0.1 * face.woman
        u, v = np.meshgrid(np.linspace(-1, 1, 13), np.linspace(-1, 1, 5), indexing="ij")
        curve = np.maximum(1 - np.abs(u) ** 2.2, 0)
        px = middle[0] + s * u * 0.0142
        pz = middle[2] + 0.0012 * u + np.where(v > 0, v * 0.0058, v * 0.0042) * curve * open_
        skin_y = front(px, pz)
        ball_y = -0.0745 - np.sqrt(np.maximum(0.0148**2 - (px - s * 0.0315) ** 2 - (pz - 0.0120) ** 2, 1e-6))
        py = np.minimum(skin_y - 0.0004, 0.5 * skin_y + 0.5 * ball_y)
        patch = np.stack([px, py, pz], axis=-1)
        whites.append(_facing(patch))
        r, turn = np.meshgrid(np.linspace(0.0001, 1, 3), np.linspace(0, 2 * np.pi, 15), indexing="ij")
        for radius, lift, found in ((0.0062, 0.0005, irises), (0.0030, 0.0008, pupils)):
            dx, dz = radius * r * np.cos(turn), radius * r * np.sin(turn)
            dz = np.clip(dz + 0.0006, -0.0039 * open_, 0.0050 * open_)
            gx, gz = middle[0] + dx, middle[2] + dz
            gy = np.minimum(
                front(gx, gz) - 0.0004,
                0.5 * front(gx, gz) - 0.5 * (0.0745 + np.sqrt(0.0148**2 - dx**2 - (gz - 0.012) ** 2)),
            )
            found.append(_facing(np.stack([gx, gy - lift, gz], axis=-1)))
        lash = patch[:, -1] + (0, -0.0006, 0.0002)
        lids.append(tube(lash, 0.0009 + 0.0004 * face.woman, 4))
        bend = np.linspace(0, 1, 9)
        high = 0.0335 + 0.001 * face.woman
        path_x = s * (0.012 + 0.040 * bend)
        path_z = high + 0.0055 * np.sin(np.pi * np.clip(bend * 0.72, 0, 1)) - 0.0045 * bend**2
        thick = (0.0042 - 0.0012 * face.woman - 0.001 * face.child + 0.0006 * face.brow) * np.interp(
            bend, [0, 0.15, 0.6, 1], [0.5, 1, 0.9, 0.15]
        )
        rows = []
        for part, lift in ((-1.0, -0.0006), (-0.5, 0.0009), (0.0, 0.0013), (0.5, 0.0009), (1.0, -0.0006)):
            row_z = path_z + part * thick
            rows.append(np.stack([path_x, front(path_x, row_z) - lift, row_z], axis=-1))
        brows.append(_facing(np.array(rows)))
    mouth = np.linspace(-1, 1, 15)
    corner = 1 - np.abs(mouth) ** 2.4
    bow = 0.0010 * np.exp(-((mouth / 0.16) ** 2))
    top = -0.0530 + (0.0075 + 0.0018 * face.lips) * corner - bow + 0.0004
    middle_z = -0.0532 - 0.0006 * np.cos(np.pi * mouth) + 0.0007 * mouth**2
    bottom: Float = -0.0530 - (0.0085 + 0.0022 * face.lips) * corner
    lips = []
    for below, above, plump in ((middle_z, top, 0.0008), (bottom, middle_z, 0.0012)):
        rise = np.linspace(0, 1, 5)[:, None]
        gz = below + rise * (above - below)
        gx = np.broadcast_to(mouth * 0.0245 * (1 - 0.08 * face.woman), gz.shape)
        gy = front(gx, gz) - 0.0003 - plump * np.sin(np.pi * rise) * corner
        lips.append(_facing(np.stack([gx, gy, gz], axis=-1)))
    return Head(
        skin, field, axes, merge(whites), merge(irises), merge(pupils), merge(lids), merge(brows), merge(lips)
    )


def _facing(points: Float) -> Mesh:
    """A sheet that looks forwards, whichever way its grid runs; its corners may have drawn together to points."""
    mesh = sheet(points)
    if mesh.normals is not None and float(mesh.normals[:, 1].mean()) > 0:
        mesh = sheet(points[::-1])
    normals = np.array(mesh.normals)
    normals[np.linalg.norm(normals, axis=1) < 0.5] = (0.0, -1.0, 0.0)
    return without_slivers(Mesh(mesh.vertices, mesh.faces, normals, mesh.uvs))


def _tilted(
    center: Sequence[float], radii: Sequence[float], angle: float, blend: float, carve: bool = False
) -> Blob:
    """An ellipsoid turned about the vertical."""
    c, s = np.cos(angle), np.sin(angle)
    frame = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
    row = np.array([[0.0, radii[0], radii[1], 0.0, 0.0, blend]])
    return Blob(np.asarray(center, float), frame, row, (radii[2], radii[2]), carve)


def _arched(lip: tuple[float, float, float], blend: float, carve: bool = False) -> Blob:
    """A bar across the mouth, bent around the teeth: height, half length, radius."""
    z, half, radius = lip
    frame = along(np.array([1.0, 0, 0]), (0, 1, 0))  # u is down or up, v backwards, w across
    x = np.linspace(-half, half, 7)
    back = 0.010 * (x / 0.02) ** 2
    thin = radius * np.sqrt(np.maximum(1 - (x / half) ** 2 * 0.8, 0.05))
    rows = np.column_stack([x, thin, thin, 0 * x, back, 0 * x + blend])
    return bar(np.array([0, -0.0935, z]), frame, rows, (0.003, 0.003), carve)


def _ear(side: float, wide: float) -> list[Blob]:
    """An outer ear: a tilted bowl with a rim and a lobe."""
    c, s = np.cos(side * 0.5), np.sin(side * 0.5)  # the plate stands off behind
    lean = along(np.array([0, 0.22, 1.0]), (0, 1, 0))
    frame = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]]) @ lean
    center = np.array([side * (0.0735 * wide + 0.0035), 0.012, 0.001])

    def egg(at: Float, radii: Sequence[float], blend: float, carve: bool = False) -> Blob:
        row = np.array([[0.0, radii[0], radii[1], 0.0, 0.0, blend]])
        return Blob(center + frame @ at, frame, row, (radii[2], radii[2]), carve)

    return [
        egg(np.array([0, 0, 0.0]), (0.0068, 0.0175, 0.0305), 0.005),
        egg(np.array([side * 0.0075, -0.001, 0.005]), (0.0055, 0.0105, 0.019), 0.004, True),
        egg(np.array([side * 0.001, -0.009, -0.003]), (0.0055, 0.0055, 0.0075), 0.004),
        egg(np.array([0, -0.006, -0.024]), (0.005, 0.008, 0.009), 0.006),
    ]
