# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Clothes as surfaces around a posed body: cut at their hems, folded where limbs bend, patched with what is sewn on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cavendish.scenes.geometry import face_normals, merge
from cavendish.scenes.parts.body import flesh
from cavendish.scenes.parts.body.blob import Blob, along, bar, bone, distance, ticks
from cavendish.scenes.parts.body.flesh import Build, Ease
from cavendish.scenes.parts.body.pose import Bones, Limb
from cavendish.scenes.parts.body.surface import cut, hem, pushed, surface
from cavendish.scenes.scene import Float, Mesh

COARSE = 0.0127  # grid of garments, in heights of the body
TALL = 1.15  # how much taller its cells are than wide


@dataclass(frozen=True)
class Top:
    """A garment of the upper body. Metres, and heights of the body where it says so.

    ease: over the body. hem: height of its lower edge when standing, in heights of the body. sleeve: 0 none, 1 the
    elbow, 2 the wrist. neck: of the neck's opening, the half width and how far it reaches to the front and back, in
    heights of the body; collar: height of a standing collar over the nape instead, in heights of the body, 0: none.
    opening: half width of an open front at the hem, at the chest (0, 0: closed); neck_v: depth of a V neck, in heights
    of the body. folds: their height, metres. quilt: distance of a quilt's seams, 0 none. thickness: of the cloth at
    its edges.
    """

    ease: Ease
    hem: float = 0.50
    sleeve: float = 2.0
    neck: tuple[float, float, float] = (0.045, 0.043, 0.040)
    collar: float = 0.0
    opening: tuple[float, float] = (0.0, 0.0)
    neck_v: float = 0.0
    folds: float = 0.005
    quilt: float = 0.0
    thickness: float = 0.004


def top(body: Build, frame: Bones, cloth: Top, seed: float) -> Mesh:
    """The skin of a shirt, jumper, jacket, coat or dress; bare, without UVs."""
    h = body.height
    main = flesh.trunk(body, frame, cloth.ease)
    if cloth.hem < 0.47:
        main += tail(body, frame, cloth.hem, cloth.ease.trunk[0])
    else:
        main += _hips(body, frame, cloth.ease.trunk[0])
    main += flesh.neck(body, frame, 0.35 * cloth.ease.trunk[2])
    sleeves = [
        flesh.arm(body, frame, limb, cloth.ease, cloth.sleeve) for limb in frame.arms if cloth.sleeve > 0
    ]
    blobs = main + [blob for sleeve in sleeves for blob in sleeve]
    low = np.array([-9, -9, frame.waist[2] - 9.0])
    if cloth.hem >= 0.47:
        low[2] = frame.waist[2] - (0.645 - cloth.hem) * h
    high = np.array([9, 9, frame.nape[2] + (cloth.collar + 0.03) * h])
    if cloth.sleeve > 0 and frame.arms[0].middle[2] + frame.arms[1].middle[2] > 2 * frame.nape[2] - 0.1 * h:
        high[2] = 9.0
    low[2] = min(low[2], *(limb.tip[2] - 0.06 for limb in frame.arms)) if cloth.sleeve > 1 else low[2]
    mesh = surface(blobs, ticks(blobs, COARSE * h, low, high, TALL))
    points = mesh.vertices.astype(float)
    height = folds(body, frame, points, cloth.folds, seed, sleeves=cloth.sleeve > 0)
    if cloth.quilt:
        height += quilted(frame, points, cloth.quilt)
    return pushed(mesh, height)


def top_edges(body: Build, frame: Bones, cloth: Top, points: Float) -> Float:
    """Below 0 where the top's cloth is, above where its neck, hem, sleeves and front are open, (V,) metres."""
    h = body.height
    chest = (points - frame.waist) @ frame.chest
    neck = (points - frame.nape) @ frame.chest
    if cloth.collar:
        level = neck[:, 2] - cloth.collar * h - 0.34 * (neck[:, 1] - 0.028 * h)
        level = np.minimum(level, 0.07 * h - np.abs(neck[:, 0]))
    else:
        wide, front, behind = (value * h for value in cloth.neck)
        y = neck[:, 1] + 0.006 * h
        level = 0.04 * h * (1 - np.hypot(neck[:, 0] / wide, y / np.where(y < 0, front, behind)))
    level = np.minimum(level, chest[:, 2] - 0.12 * h)
    if cloth.neck_v > 0:
        foot = (0.80 - 0.836 - cloth.neck_v) * h
        v = (neck[:, 2] - foot) * 0.42 - np.abs(neck[:, 0])
        level = np.maximum(level, np.minimum(v, -neck[:, 1] - 0.005 * h))
    wide, narrow = cloth.opening
    if wide or narrow:
        share = np.clip((chest[:, 2] + 0.1 * h) / (0.3 * h), 0, 1)
        v = wide + share * (narrow - wide) - np.abs(chest[:, 0])
        level = np.maximum(level, np.minimum(v, -chest[:, 1] - 0.01 * h))
    if cloth.hem >= 0.47:
        hips = (points - frame.waist) @ frame.hips
        level = np.maximum(level, (cloth.hem - 0.615) * h - hips[:, 2])
    else:
        level = np.maximum(level, tail_edge(body, frame, cloth.hem, points))
    if cloth.sleeve > 0:
        rest = distance(flesh.trunk(body, frame, cloth.ease), points)
        if cloth.hem < 0.47:
            rest = np.minimum(rest, distance(tail(body, frame, cloth.hem, cloth.ease.trunk[0]), points))
        nearer = [
            rest - distance(flesh.arm(body, frame, limb, cloth.ease, cloth.sleeve), points)
            for limb in frame.arms
        ]
        level = np.minimum(level, -np.maximum(*nearer))  # what cuts the trunk leaves the sleeves alone
        for limb, near in zip(frame.arms, nearer, strict=True):
            first, second = bone_lengths(limb)
            end = first * min(cloth.sleeve, 1.0) + second * max(cloth.sleeve - 1.0, 0.0)
            level = np.maximum(level, np.minimum(reach(limb, points) - end + 0.003, near - 0.0035))
    return level


def trousers(
    body: Build, frame: Bones, ease: Ease, until: float, rise: float, wrinkles: float, seed: float
) -> Mesh:
    """The skin of trousers, jeans or shorts as far as `until`: 1 the knee, 2 the ankle. rise: the waistband's height."""
    h = body.height
    blobs = flesh.trunk(body, frame, ease)
    blobs += [
        blob for limb in frame.legs for blob in flesh.leg(body, frame, limb, ease, min(until + 0.03, 2.0))
    ]
    high = np.array([9, 9, frame.waist[2] + (rise - 0.615 + 0.05) * h])
    mesh = surface(blobs, ticks(blobs, COARSE * h, None, high, TALL))
    return pushed(mesh, folds(body, frame, mesh.vertices.astype(float), wrinkles, seed, legs=True))


def trousers_edges(body: Build, frame: Bones, until: float, rise: float, points: Float) -> Float:
    """Below 0 where the cloth of trousers is, (V,) metres."""
    h = body.height
    hips = (points - frame.waist) @ frame.hips
    level = hips[:, 2] - (rise - 0.615) * h
    far = [np.linalg.norm(points - _nearest(limb, points), axis=1) for limb in frame.legs]
    for limb, mine, other in zip(frame.legs, far, far[::-1], strict=True):
        first, second = bone_lengths(limb)
        end = first * min(until, 1.0) + second * max(until - 1.0, 0.0)
        level = np.maximum(level, np.minimum(reach(limb, points) - end, other - mine))
    return level


def tail(body: Build, frame: Bones, end: float, ease: float, flare: float = 0.0) -> list[Blob]:
    """What hangs around both legs from the hips down: a skirt, or a coat's lower half. end: height of its hem."""
    h = body.height
    length = (0.526 - end) * h
    out = list(_hips(body, frame, ease))
    knees = [_along_leg(limb, length * 0.98) for limb in frame.legs]
    middle = (knees[0] + knees[1]) / 2
    top_ = (frame.legs[0].root + frame.legs[1].root) / 2
    way = middle - top_
    apart = knees[1] - knees[0]
    size = float(np.linalg.norm(way))
    thick = (0.047 if length < 0.26 * h else 0.042) * h * (1 + 0.05 * body.weight) + ease + flare
    # An ellipse around both legs, wherever they are: long where they are apart.
    level = apart - (apart @ way) / size**2 * way
    gap = float(np.linalg.norm(level))
    frame_ = along(way, np.cross(way, level) if gap > 0.03 else np.array([0.0, 1.0, 0.0]))
    hip = np.array([0.094 * h + ease, 0.066 * h + ease])
    side = abs(float(frame_[:, 0] @ frame.hips[:, 0]))
    start = np.array([side * hip[0] + (1 - side) * hip[1], side * hip[1] + (1 - side) * hip[0]])
    foot = np.array([gap / 2 + thick, thick * 1.05])
    rows = [
        (-0.02 * h, *start, 0, 0, 0.03 * h),
        (0.12 * h, *(start + 0.3 * (foot - start)), 0, 0, 0.04 * h),
        (max(size, 0.15 * h) + 0.03 * h, *foot, 0, 0, 0.04 * h),
    ]
    out.append(bar(top_, frame_, rows, (0.03 * h, 0.02 * h)))
    for limb in frame.legs:
        blobs = flesh.leg(
            body, frame, limb, Ease(leg=(ease, ease, ease + flare)), 1.0 if length < 0.24 * h else 2.0
        )
        out += [_blended(blob, 0.05 * h) for blob in blobs]
    return out


def tail_edge(body: Build, frame: Bones, end: float, points: Float) -> Float:
    """Above 0 beyond a tail's hem, (V,) metres."""
    length = (0.526 - end) * body.height
    ends = [_along_leg(limb, length) for limb in frame.legs]
    before = [_along_leg(limb, length - 0.06) for limb in frame.legs]
    middle, way = (ends[0] + ends[1]) / 2, ends[0] + ends[1] - before[0] - before[1]
    return np.asarray((points - middle) @ (way / np.linalg.norm(way)))


def skirt(
    body: Build,
    frame: Bones,
    end: float,
    rise: float,
    ease: float,
    flare: float,
    wrinkles: float,
    seed: float,
) -> Mesh:
    """The skin of a skirt down to the height `end`, in heights of the body."""
    h = body.height
    blobs = flesh.trunk(body, frame, Ease(trunk=(ease, ease, ease))) + tail(body, frame, end, ease, flare)
    high = np.array([9, 9, frame.waist[2] + (rise - 0.615 + 0.05) * h])
    mesh = surface(blobs, ticks(blobs, COARSE * h, None, high, TALL))
    points = mesh.vertices.astype(float)
    return pushed(mesh, pleats(frame, points, wrinkles, seed, (rise - end) * h))


def skirt_edges(body: Build, frame: Bones, end: float, rise: float, points: Float) -> Float:
    """Below 0 where a skirt's cloth is, (V,) metres."""
    hips = (points - frame.waist) @ frame.hips
    return np.maximum(hips[:, 2] - (rise - 0.615) * body.height, tail_edge(body, frame, end, points))


def draped(mesh: Mesh) -> Mesh:
    """The mesh with UVs in metres whose V is the height, so that stripes run around; flat places are seen from above."""
    normals = np.abs(face_normals(mesh))
    flat = normals[:, 2] > 0.96
    sideways = normals[:, 0] > normals[:, 1]
    corners = mesh.vertices[mesh.faces]
    u = np.where((sideways & ~flat)[:, None], corners[..., 1], corners[..., 0])
    v = np.where(flat[:, None], corners[..., 1], corners[..., 2])
    return Mesh(mesh.vertices, mesh.faces, mesh.normals, np.stack([u, v], axis=-1).astype(np.float32))


def trimmed(mesh: Mesh, level: Float, thickness: float, depth: float = 0.03) -> Mesh:
    """The cloth where level < 0, with turned-in edges, and UVs."""
    kept = cut(mesh, level)
    return merge([draped(kept), hem(kept, thickness, depth)])


def patch(mesh: Mesh, push: float, *levels: Float) -> Mesh:
    """The part of a surface where all levels are below 0, lifted by `push`: what is sewn on, with edges where it is thick."""
    kept = cut(mesh, *levels)
    assert kept.normals is not None
    lifted = Mesh(kept.vertices + np.float32(push) * kept.normals, kept.faces, kept.normals)
    if push <= 0.002 or not len(kept.faces):  # too thin for its edge to be seen
        return draped(lifted)
    return merge([draped(lifted), hem(lifted, push * 1.3)])


def reach(limb: Limb, points: Float) -> Float:
    """How far along a limb points are, metres from its root."""
    first, second = bone_lengths(limb)
    a, b = _shares(limb, points)
    return np.where(a[1] <= b[1], np.minimum(a[0], 1) * first, first + np.maximum(b[0], 0) * second)


def bone_lengths(limb: Limb) -> tuple[float, float]:
    """Of a limb's two bones, metres."""
    return float(np.linalg.norm(limb.middle - limb.root)), float(np.linalg.norm(limb.tip - limb.middle))


def folds(
    body: Build,
    frame: Bones,
    points: Float,
    amount: float,
    seed: float,
    sleeves: bool = False,
    legs: bool = False,
) -> Float:
    """How far cloth stands out from where it lies smooth, (V,) metres: drapery, and rings where limbs bend."""
    h = body.height
    phase = np.random.default_rng(int(seed * 1000)).uniform(0, 2 * np.pi, 12)
    x, y, z = ((points - frame.waist) @ frame.chest).T / h
    turn = np.arctan2(x, -y - 0.001)
    drape = np.sin(5 * turn + 30 * z + phase[0]) + 0.7 * np.sin(9 * turn - 22 * z + phase[1])
    sag = np.sin(70 * z + 2.2 * np.cos(turn + phase[2]) + phase[3]) * np.exp(-(((z - 0.0) / 0.06) ** 2))
    out = 0.28 * drape * np.clip((0.12 - z) / 0.15, 0, 1) + 0.5 * sag
    for group, used, bends in ((frame.arms, sleeves, (0.10, 0.05)), (frame.legs, legs, (0.13, 0.06))):
        if not used:
            continue
        for k, limb in enumerate(group):
            first, second = bone_lengths(limb)
            along_ = reach(limb, points)
            middle = _nearest(limb, points)
            off = points - middle
            far = np.linalg.norm(off, axis=1)
            mine = far < (0.06 if used is sleeves and group is frame.arms else 0.085) * h
            inner = -(off @ limb.back) / np.maximum(far, 1e-6)
            if group is frame.legs:
                inner = -inner  # a knee folds behind
            wave = 2 * np.pi / (0.034 * h)
            bend = 1 - float((limb.middle - limb.root) @ (limb.tip - limb.middle)) / (first * second)
            rings = np.sin(
                wave * along_ + 1.6 * inner + phase[4 + k] + 2.0 * np.sin(3 * inner + phase[8 + k])
            )
            elbow = (
                np.exp(-(((along_ - first) / (bends[0] * h)) ** 2))
                * (0.35 + min(bend, 1.0))
                * (0.55 + 0.45 * inner)
            )
            cuff = np.exp(-(((along_ - first - second * 0.93) / (bends[1] * h)) ** 2))
            slow = 0.35 * np.sin(0.33 * wave * along_ + 3 * inner + phase[6 + k])
            out = np.where(mine, rings * (elbow + 0.55 * cuff) + slow, out)
    return np.asarray(amount * (out + 0.35))


def pleats(frame: Bones, points: Float, amount: float, seed: float, length: float) -> Float:
    """Folds of a skirt, deeper towards its hem, (V,) metres."""
    phase = np.random.default_rng(int(seed * 1000)).uniform(0, 2 * np.pi, 3)
    x, y, z = ((points - frame.waist) @ frame.hips).T
    turn = np.arctan2(x, -y)
    down = np.clip(-z / length, 0, 1.2)
    wave = (
        np.sin(11 * turn + phase[0]) + 0.5 * np.sin(6 * turn + phase[1]) + 0.3 * np.sin(17 * turn + phase[2])
    )
    return np.asarray(amount * down**1.3 * (wave + 0.6))


def quilted(frame: Bones, points: Float, pitch: float) -> Float:
    """The swell between the seams of a padded jacket, (V,) metres."""
    chest = (points - frame.waist) @ frame.chest
    along_ = chest[:, 2]
    for limb in frame.arms:
        far = np.linalg.norm(points - _nearest(limb, points), axis=1)
        along_ = np.where(far < 0.085, reach(limb, points), along_)
    share = np.abs(np.sin(np.pi * along_ / pitch))
    return np.asarray(0.010 * np.sqrt(share) - 0.004)


def _hips(body: Build, frame: Bones, ease: float) -> list[Blob]:
    """The tops of the thighs, which a long shirt covers too."""
    h = body.height
    out = []
    for limb in frame.legs:
        way = (limb.middle - limb.root) / np.linalg.norm(limb.middle - limb.root)
        out.append(bone(limb.root, limb.root + way * 0.1 * h, 0.046 * h + ease, 0.049 * h + ease, 0.05 * h))
    return out


def _blended(blob: Blob, blend: float) -> Blob:
    table = blob.table.copy()
    table[:, 5] = blend
    return Blob(blob.origin, blob.frame, table, blob.caps, blob.carve, blob.upper, blob.soft)


def _along_leg(limb: Limb, length: float) -> Float:
    first, second = bone_lengths(limb)
    if length <= first:
        return np.asarray(limb.root + (limb.middle - limb.root) * length / first)
    return np.asarray(limb.middle + (limb.tip - limb.middle) * (length - first) / second)


def _shares(limb: Limb, points: Float) -> list[tuple[Float, Float]]:
    """For both bones: where along it points are, 0 to 1 on it, and how far off it they are."""
    out = []
    for a, b in ((limb.root, limb.middle), (limb.middle, limb.tip)):
        way = b - a
        share = (points - a) @ way / (way @ way)
        out.append((share, np.linalg.norm(points - a - np.clip(share, 0, 1)[:, None] * way, axis=1)))
    return out


def _nearest(limb: Limb, points: Float) -> Float:
    """The nearest points on a limb's bones."""
    a, b = _shares(limb, points)
    one = limb.root + np.clip(a[0], 0, 1)[:, None] * (limb.middle - limb.root)
    two = limb.middle + np.clip(b[0], 0, 1.2)[:, None] * (limb.tip - limb.middle)
    return np.where((a[1] <= b[1])[:, None], one, two)
