# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A human body as blended blobs along its bones: trunk, neck, arms, legs. Metres, in the world of the posed bones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cavendish.scenes.parts.body.blob import Blob, along, bar, bone, smooth_table
from cavendish.scenes.parts.body.pose import Bones, Lengths, Limb
from cavendish.scenes.scene import Float

# Rows of (height, half width, depth in front, depth behind), all in heights of the body.
MAN = np.array(
    [
        (0.475, 0.070, 0.040, 0.040),
        (0.500, 0.090, 0.053, 0.061),
        (0.530, 0.099, 0.057, 0.073),
        (0.570, 0.0935, 0.058, 0.056),
        (0.615, 0.0885, 0.060, 0.047),
        (0.660, 0.087, 0.060, 0.050),
        (0.710, 0.093, 0.062, 0.059),
        (0.750, 0.098, 0.065, 0.066),
        (0.785, 0.094, 0.054, 0.064),
        (0.808, 0.074, 0.038, 0.054),
        (0.826, 0.050, 0.026, 0.042),
    ]
)
WOMAN = np.array(
    [
        (0.475, 0.072, 0.040, 0.042),
        (0.500, 0.095, 0.052, 0.063),
        (0.530, 0.105, 0.055, 0.071),
        (0.570, 0.094, 0.055, 0.055),
        (0.615, 0.078, 0.052, 0.044),
        (0.660, 0.077, 0.052, 0.048),
        (0.710, 0.084, 0.055, 0.056),
        (0.750, 0.089, 0.055, 0.060),
        (0.785, 0.085, 0.046, 0.058),
        (0.808, 0.066, 0.033, 0.048),
        (0.826, 0.046, 0.023, 0.038),
    ]
)
Rows = tuple[tuple[float, ...], ...]
# Rows of (part of the bone, half width, half depth, shift backwards, blend with the body).
THIGH = ((0, 0.041, 0.047, 0, 0.045), (0.14, 0.0465, 0.0515, 0, 0.035), (0.28, 0.0475, 0.051, 0, 0.02), (0.5, 0.044, 0.047, -0.003, 0.004),
         (0.82, 0.0355, 0.038, -0.002, 0.008), (1, 0.0325, 0.0350, -0.002, 0.014))  # fmt: skip
SHANK = ((0, 0.0310, 0.0335, 0, 0.014), (0.12, 0.0305, 0.0335, 0.003, 0.012), (0.32, 0.0325, 0.036, 0.006, 0.004),
         (0.55, 0.027, 0.030, 0.005, 0.003), (0.82, 0.0195, 0.022, 0.002, 0.003), (1, 0.0185, 0.023, 0.001, 0.003))  # fmt: skip
UPPER_ARM = ((0, 0.027, 0.031, 0, 0.022), (0.2, 0.0275, 0.032, 0, 0.016), (0.5, 0.0255, 0.0305, -0.002, 0.003),
             (0.85, 0.0220, 0.025, 0, 0.002), (1, 0.0220, 0.024, 0, 0.002))  # fmt: skip
FOREARM = ((0, 0.0215, 0.023, 0, 0.014), (0.22, 0.0245, 0.024, 0, 0.008), (0.55, 0.0195, 0.019, 0, 0.002),
           (0.9, 0.0155, 0.0135, 0, 0.002), (1, 0.0150, 0.0130, 0, 0.002))  # fmt: skip


@dataclass(frozen=True)
class Build:
    """What one body is like. height: metres; woman: 0 to 1; weight: -1 thin to 1.5 stout; child: 0 grown-up to 1 small.

    head: the height of the head, chin to top, metres.
    """

    height: float = 1.76
    woman: float = 0.0
    weight: float = 0.0
    child: float = 0.0

    @property
    def head(self) -> float:
        """The height of the head, chin to top, metres."""
        grown = 0.228 - 0.012 * self.woman + 0.05 * (self.height - 1.72)
        return float(grown + self.child * (0.200 + 0.03 * (self.height - 1.1) - grown))

    @property
    def lengths(self) -> Lengths:
        """Of its bones."""
        c, w = self.child, self.woman
        down = 0.02 * c  # a child's legs are shorter and its head is longer
        return Lengths(
            waist=0.615 - down,
            hip=0.526 - down,
            hip_out=0.052 - 0.002 * c,
            thigh=0.241 - down / 2,
            shank=0.243 - down / 2,
            shoulder=0.783 - 1.4 * down,
            shoulder_out=0.1045 - 0.0095 * w - 0.008 * c + 0.002 * self.weight,
            head=0.565 * self.head,
        )


@dataclass(frozen=True)
class Ease:
    """How much larger than the body a garment is, metres: at hips, waist, chest; at shoulder, elbow, wrist; at thigh,
    knee, ankle.

    straight: 0 follows the waist and the calf, 1 hangs straight from the widest place above.
    """

    trunk: tuple[float, float, float] = (0.0, 0.0, 0.0)
    arm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    leg: tuple[float, float, float] = (0.0, 0.0, 0.0)
    straight: float = 0.0


BARE = Ease()


def trunk(body: Build, frame: Bones, ease: Ease = BARE) -> list[Blob]:
    """The trunk from the crotch to the base of the neck, its breast and its seat."""
    h, c = body.height, body.child
    rows = MAN + body.woman * (1 - c) * (WOMAN - MAN)
    z = rows[:, 0].copy()
    belly = np.exp(-(((z - 0.615) / 0.075) ** 2))
    fat = body.weight
    width = rows[:, 1] * (1 + 0.07 * fat + 0.12 * fat * belly + 0.05 * c * belly) - 0.006 * c
    front = rows[:, 2] * (1 + 0.06 * fat + (0.34 if fat > 0 else 0.14) * fat * belly + 0.16 * c * belly)
    behind = rows[:, 3] * (1 + 0.07 * fat + 0.06 * fat * belly)
    grow = np.interp(
        z,
        [0.5, 0.6, 0.66, 0.78, 0.828],
        [ease.trunk[0], ease.trunk[1], ease.trunk[1], ease.trunk[2], ease.trunk[2] * 0.8],
    )
    if ease.straight:  # cloth hangs from the chest and the shoulder blades
        low = z < 0.75
        for size in (width, front, behind):
            chest = float(np.interp(0.75, z, size))
            hung = np.where(low, np.maximum(size, size + ease.straight * 0.9 * (chest - size)), size)
            size[:] = hung
    w, f, b = width * h + grow, front * h + grow, behind * h + grow
    size = body.lengths
    lift = np.interp(
        z, [0.475, 0.615, 0.828], [0.475 + size.hip - 0.526, size.waist, 0.828 + 1.4 * (size.hip - 0.526)]
    )
    table = np.column_stack([(lift - size.waist) * h, w, (f + b) / 2, 0 * w, (b - f) / 2, 0 * w + 0.03 * h])
    main = Blob(
        frame.waist, frame.hips, smooth_table(table), (0.03 * h, 0.016 * h), False, frame.chest, 0.05 * h
    )
    out = [main]
    up, e = frame.chest, ease.trunk[2]
    bust = body.woman * (1 - c)
    for side in (-1.0, 1.0):
        if bust > 0.3:
            at = frame.waist + up @ (side * 0.042 * h, -0.046 * h, (0.722 - 0.615) * h)
            r = 0.034 * h * (1 + 0.12 * fat) * bust + e
            out.append(_egg(at, up, (r * 1.05, r * 0.85, r * 1.05), 0.03 * h))
        else:
            at = frame.waist + up @ (side * 0.045 * h, -0.034 * h, (0.745 - 0.615) * h)
            out.append(_egg(at, up, (0.042 * h + e, 0.026 * h + e, 0.032 * h + e), 0.035 * h))
        at = frame.waist + frame.hips @ (side * 0.044 * h, 0.027 * h, (0.523 - 0.615) * h)
        e2 = ease.trunk[0]
        r = 0.036 * h * (1 + 0.08 * fat)
        out.append(_egg(at, frame.hips, (r + e2, r * 0.95 + e2, r * 1.05 + e2), 0.02 * h))
        # The slope from the neck to the shoulder, and the shoulder's cap.
        tip = frame.waist + up @ (
            side * (size.shoulder_out - 0.010) * h,
            0.014 * h,
            (size.shoulder + 0.014 - size.waist) * h,
        )
        neck = frame.nape + up @ (side * 0.020 * h, -0.004 * h, 0.008 * h)
        thick = (0.024 - 0.004 * bust - 0.003 * c) * h
        out.append(bone(neck, tip, thick * 0.8 + e, thick * 0.60 + e, 0.02 * h))
    return out


def neck(body: Build, frame: Bones, ease: float = 0.0) -> list[Blob]:
    """The neck, from between the shoulders into the skull."""
    h = body.height
    thick = (0.0335 - 0.0050 * body.woman + 0.002 * body.weight) * h * (1 - 0.1 * body.child) + ease
    low = frame.nape - frame.chest @ (0, 0.004 * h, 0.02 * h)
    top = frame.head + frame.skull @ (0, 0.004 * h, -0.015 * h)
    way = top - low
    length = float(np.linalg.norm(way))
    rows = [
        (0, thick * 1.1, thick * 1.1, 0, 0, 0.025 * h),
        (length * 0.5, thick, thick, 0, 0, 0.010 * h),
        (length, thick * 0.98, thick * 0.98, 0, 0, 0.012 * h),
    ]
    return [bar(low, along(way), rows, (0.02 * h, 0.01 * h))]


def arm(body: Build, frame: Bones, limb: Limb, ease: Ease = BARE, until: float = 2.0) -> list[Blob]:
    """An arm from the shoulder to the wrist, or as far as `until`: 1 the elbow, 2 the wrist."""
    h = body.height
    thick = (1 - 0.12 * body.woman + 0.1 * body.weight) * (1 - 0.1 * body.child)
    a, b, c = ease.arm
    upper = _rows(UPPER_ARM, h, thick, limb.side, [a, (a + b) / 2, b], min(until, 1.0))
    fore = _rows(FOREARM, h, (thick + 1) / 2, limb.side, [b, (b + c) / 2, c], max(until - 1.0, 0.0))
    out = _limb(
        limb, upper, fore if until > 1.02 else None, a + 0.02 * h, b + 0.015 * h, min(c + 0.006 * h, 0.02 * h)
    )
    way = limb.middle - limb.root
    tip = limb.root + way * (0.012 * h / float(np.linalg.norm(way)))
    out.insert(0, bone(limb.root, tip, 0.0275 * h * thick + a, 0.0285 * h * thick + a, 0.022 * h))
    return out


def leg(body: Build, frame: Bones, limb: Limb, ease: Ease = BARE, until: float = 2.0) -> list[Blob]:
    """A leg from the hip to the ankle, or as far as `until`: 1 the knee, 2 the ankle."""
    h = body.height
    thick = (1 + 0.02 * body.woman + 0.09 * body.weight) * (1 - 0.06 * body.child)
    a, b, c = ease.leg
    upper = _rows(THIGH, h, thick, limb.side, [a, (a + b) / 2, b], min(until, 1.0))
    shank = _rows(SHANK, h, (thick + 1) / 2, limb.side, [b, (b + c) / 2, c], max(until - 1.0, 0.0))
    if ease.straight:  # a trouser leg hangs from the knee
        knee = shank[0, 1:3]
        for k in (0, 1):
            shank[:, 1 + k] = np.maximum(shank[:, 1 + k], ease.straight * (knee[k] + c - b))
    reach = 0.75 * float(shank[0, 1:3].mean())  # round, or a bent knee would have edges
    return _limb(limb, upper, shank if until > 1.02 else None, 0.03 * h, reach if b else 0.018 * h, 0.008 * h)


@lru_cache(maxsize=8)
def _table(rows: Rows) -> Float:
    """A limb's rows as a blob's table in even steps; it is not to be written to."""
    return smooth_table(np.array([(t, u, v, 0.0, s, k) for t, u, v, s, k in rows]))


def _rows(table: Rows, h: float, thick: float, side: float, ease: list[float], until: float) -> Float:
    """A limb's table in metres, with w in parts of its bone as far as `until`."""
    rows = _table(table).copy()
    rows[:, 1:6] *= h
    rows[:, 1:3] = rows[:, 1:3] * thick + np.interp(rows[:, 0], [0, 0.5, 1], ease)[:, None]
    if until < 1:
        keep = rows[:, 0] < until - 0.02
        last = np.array([np.interp(until, rows[:, 0], rows[:, k]) for k in range(6)])
        rows = smooth_table(np.vstack([rows[keep], last]))
    return rows


def _limb(limb: Limb, upper: Float, lower: Float | None, *caps: float) -> list[Blob]:
    first, second = limb.middle - limb.root, limb.tip - limb.middle
    rows = upper.copy()
    rows[:, 0] *= np.linalg.norm(first)
    out = [Blob(limb.root, along(first, limb.back), rows, (caps[0], caps[1]))]
    if lower is not None:
        rows = lower.copy()
        rows[:, 0] *= np.linalg.norm(second)
        out.append(Blob(limb.middle, along(second, limb.back), rows, (caps[1], caps[2])))
    return out


def _egg(center: Float, frame: Float, radii: tuple[float, float, float], blend: float) -> Blob:
    row = np.array([[0.0, radii[0], radii[1], 0.0, 0.0, blend]])
    return Blob(center, frame, row, (radii[2], radii[2]))
