# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A car's shape in numbers, and its body up to the belt: fascias, wings, doors, sills, bonnet, rear deck, floor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cavendish.scenes.geometry import curve
from cavendish.scenes.parts.vehicle.shell import (
    Values,
    Wall,
    both,
    finished,
    on_wall,
    plan,
    s_at,
    skin,
    wall,
)
from cavendish.scenes.scene import Float, Mesh


@dataclass(frozen=True)
class CarShape:
    """A car's measures, metres. What runs along the car is counted from its front.

    front: the overhang before the front axle; tyre: radius of the wheels; sill: height of the body's lower edge; nose:
    height of the bonnet's front edge; belt: height of the lower edge of the side windows at the front; kick: how much it
    rises to the rear; tail: height of the shoulder at the back; cowl, header: lower and upper end of the windscreen;
    roof_end, rear_base: upper and lower end of the rear window; tumble: how much narrower each side of the roof is;
    roof_drop: how much the roof falls to its rear end; lean: how far the front edge of the bonnet lies back; pillars: the
    middles of B and C pillar at the belt; rake: how far the C pillar's top lies ahead of its foot; quarter: whether a
    third side window lies behind it; panelled: no windows behind the front doors; two_door: one door a side; clad: dark
    sills and arches.
    """

    length: float
    width: float
    height: float
    wheelbase: float
    front: float
    tyre: float
    sill: float
    nose: float
    belt: float
    kick: float
    tail: float
    cowl: float
    header: float
    roof_end: float
    rear_base: float
    tumble: float
    roof_drop: float
    lean: float
    pillars: tuple[float, float]
    rake: float
    quarter: bool = False
    panelled: bool = False
    two_door: bool = False
    clad: bool = False
    nose_plan: tuple[float, float] = (0.7, 3.0)
    tail_plan: tuple[float, float] = (0.45, 3.4)
    crease: float = 0.012
    bow: float = 0.30

    def y(self, run: Values) -> Float:
        """Y of places counted from the front."""
        return np.asarray(run, float) - self.length / 2

    @property
    def axles(self) -> tuple[float, float]:
        """Y of the front and the rear axle."""
        ahead = self.front - self.length / 2
        return ahead, ahead + self.wheelbase

    @property
    def arch(self) -> float:
        """Radius of the wheel arches."""
        return self.tyre + (0.065 if self.clad else 0.05)

    @cached_property
    def shoulders(self) -> Float:
        """The line (N, 2) of (y, z) along which the body's sides end, above."""
        gate = self.rear_base
        keys = [
            (-0.2, self.nose - 0.01),
            (0.1, self.nose),
            (0.45 * self.cowl, self.nose + (self.belt - 0.03 - self.nose) * 0.55),
            (self.cowl, self.belt - 0.035),
            (self.cowl + self.bow + 0.1, self.belt),
            (self.pillars[0], self.belt + 0.45 * self.kick),
            (min(self.pillars[1], gate - 0.1), self.belt + self.kick),
            (max(gate, self.pillars[1] + 0.1), 0.5 * (self.belt + self.kick + self.tail) + 0.01),
            (self.length + 0.02, self.tail),
        ]
        line = curve(keys, 8)
        line[:, 0] -= self.length / 2
        return line

    def shoulder(self, y: Float) -> Float:
        """Height of the shoulder at y."""
        return np.asarray(np.interp(y, self.shoulders[:, 0], self.shoulders[:, 1]))

    def fillet(self, y: Float) -> Float:
        """Radius with which the body turns into bonnet or deck."""
        return np.asarray(
            np.interp(y + self.length / 2, [0.0, self.cowl, self.cowl + 0.4], [0.06, 0.05, 0.03])
        )

    @cached_property
    def wall(self) -> Wall:
        """The body's skin below the shoulders."""
        outline = plan(self.width, self.length, self.nose_plan, self.tail_plan, 0.035)
        return wall(outline, self._inset)

    @cached_property
    def _profiles(self) -> tuple[Float, Float, Float]:
        """How far side, front and back lie within the outline: (share of the height, m), (z, m), (z, m)."""
        low, n, t, c = self.sill, self.nose, self.tail, self.crease
        side = [(-0.1, 0.10), (0, 0.07), (0.07, 0.03), (0.15, 0.012), (0.24, 0.012 + c), (0.34, 0.006), (0.5, 0.0),
                (0.68, 0.002), (0.76, 0.004 + c), (0.88, 0.025 + c), (1.0, 0.045 + c), (1.1, 0.065 + c)]  # fmt: skip
        ahead = [(low - 0.05, 0.17), (low, 0.11), (low + 0.07, 0.03), (0.44 * n, 0.004), (0.52 * n, 0.0),
                 (0.66 * n, 0.006), (0.76 * n, 0.03), (0.90 * n, 0.35 * self.lean + 0.03), (n, self.lean),
                 (n + 0.2, self.lean + 0.1)]  # fmt: skip
        behind = [(low - 0.05, 0.2), (low, 0.13), (low + 0.09, 0.05), (0.46 * t, 0.008), (0.52 * t, 0.0),
                  (0.63 * t, 0.004), (0.67 * t, 0.035), (0.80 * t, 0.05), (t, 0.09), (t + 0.2, 0.13)]  # fmt: skip
        return curve(side, 5), curve(ahead, 5), curve(behind, 5)

    def _inset(self, y: Float, normal: Float, z: Float) -> Float:
        top = self.shoulder(y)
        side, ahead, behind = self._profiles
        across = normal[..., 0] ** 2
        end = np.where(normal[..., 1] < 0, np.interp(z, *ahead.T), np.interp(z, *behind.T))
        deep = across * np.interp((z - self.sill) / (top - self.sill), *side.T) + (1 - across) * end
        for axle in self.axles:
            away = np.hypot(y - axle, z - self.tyre) - self.arch
            deep = deep - across * 0.016 * np.exp(-((away / 0.06) ** 2))
        return np.asarray(deep)

    def lower_edge(self, y: Float) -> Float:
        """Height of the body's lower edge at y, arches included."""
        low = np.full(np.shape(y), self.sill)
        for axle in self.axles:
            off = np.abs(y - axle) / self.arch
            round_ = self.tyre + self.arch * np.sqrt(np.clip(1 - off**2, 0, None))
            low = np.where(off <= 1 + 1e-9, round_, low)
        return low

    @cached_property
    def columns(self) -> Float:
        """Places s of the body's columns, close where an arch is."""
        half, turn = self.length / 2, np.linspace(0, np.pi, 13)
        keys = [s_at(self.wall, -half + self.nose_plan[0] * 0.45) * np.linspace(0, 1, 14)]
        for axle in self.axles:
            round_ = axle - self.arch * np.cos(turn)
            edges = np.array([axle - self.arch - 0.012, axle + self.arch + 0.012])
            keys.append(s_at(self.wall, np.concatenate([edges[:1], round_, edges[1:]])))
        a, b = (axle + sign * (self.arch + 0.02) for axle, sign in zip(self.axles, (1, -1), strict=True))
        keys.append(s_at(self.wall, np.linspace(a, b, 10)[1:-1]))
        start = float(s_at(self.wall, self.axles[1] + self.arch + 0.05))
        keys.append(start + (self.wall.end - start) * np.linspace(0, 1, 20))
        every = np.unique(np.round(np.concatenate(keys), 5))
        return np.asarray(every[np.concatenate([[True], np.diff(every) > 0.004])])

    @cached_property
    def rim(self) -> Float:
        """The upper edge (N, 3) of the body's skin, from the middle of the front to the middle of the back."""
        return np.asarray(on_body(self, self.columns)[-1])

    def half(self, y: Values) -> Float:
        """Half width of the upper edge at y."""
        return np.asarray(np.interp(y, self.rim[:, 1], self.rim[:, 0]))

    def deck(self, x: Values, y: Values) -> Float:
        """Height of the bonnet or the rear deck at (x, y)."""
        x, y = np.asarray(x, float), np.asarray(y, float)
        half = np.maximum(self.half(y), 0.02)
        level = np.interp(y, self.rim[:, 1], self.rim[:, 2])
        share = np.clip(np.abs(x) / half, 0, 1)
        # The crown rises from either end, or the ribs of the nose, which lie close, would make a step.
        ramp = np.sin(np.clip(np.minimum(y - self.rim[0, 1], self.rim[-1, 1] - y) / 0.5, 0, 1) * np.pi / 2)
        crown = 0.055 * ramp
        bulge = 0.010 * np.clip(1 - (share / 0.72) ** 8, 0, 1) * ramp
        return np.asarray(level + crown * (1 - share**2.4) + bulge)


SHARES = np.array([0, 0.04, 0.1, 0.17, 0.25, 0.34, 0.44, 0.55, 0.64, 0.70, 0.76, 0.82, 0.90, 1.0])


def on_body(shape: CarShape, s: Float) -> Float:
    """Points (rows, N, 3) of the body's skin from its lower to its upper edge, at places s."""
    y = on_wall(shape.wall, s, shape.nose)[:, 1]
    plain = np.interp(np.abs(s), shape.wall.s, shape.wall.outline[:, 1])
    low, top, round_ = shape.lower_edge(plain), shape.shoulder(y), shape.fillet(y)
    rows = [on_wall(shape.wall, s, low + (top - round_ - low) * share) for share in SHARES]
    rows += [
        on_wall(shape.wall, s, top - round_ * (1 - np.sin(turn)), -round_ * (1 - np.cos(turn)))
        for turn in np.linspace(0, np.pi / 2, 5)[1:]
    ]
    return np.stack(rows)


def body(shape: CarShape) -> dict[str, list[Mesh]]:
    """The body's meshes by material: "paint" and "trim" (dark plastic), "under" (arches, floor)."""
    points = on_body(shape, shape.columns)
    lip = points[0].copy()
    plan_normal = np.stack(
        [np.interp(shape.columns, shape.wall.s, shape.wall.normal[:, k]) for k in (0, 1)], axis=1
    )
    lip[:, :2] -= plan_normal * 0.025
    lip[:, 0] = np.maximum(lip[:, 0], 0)
    clad = 3 if shape.clad else 0
    outer = np.concatenate([lip[None], points])
    dark, paint = [], both([skin(outer[clad:])])
    if clad:
        dark += both([skin(outer[: clad + 1])])
    # inwards from the lip: a lining in the arches, the floor's edge elsewhere
    inner = shape.width / 2 - 0.33
    lining = np.stack([lip, lip, lip])
    lining[1:, :, 0] = np.minimum(lip[:, 0], inner)
    lining[2, :, 2] = shape.sill
    middle = lining[2].copy()
    middle[:, 0] = 0
    under = both([skin(np.concatenate([lining[::-1]])), skin(np.stack([middle, lining[2]]))])
    # bonnet and deck: ribs from side to side; dark where they run on under the glass
    rim = shape.rim
    front, back = shape.y(shape.cowl) + 0.03, shape.y(shape.rear_base) - 0.03
    last = shape.y(shape.cowl + shape.bow + 0.05)
    share = np.linspace(-1, 1, 19)
    x = rim[:, :1] * share[None, :]
    ribs = np.stack([x, np.broadcast_to(rim[:, 1:2], x.shape), shape.deck(x, rim[:, 1:2])], axis=-1)
    start = int(np.searchsorted(rim[:, 1], front)) + 1
    mid = int(np.searchsorted(rim[:, 1], last)) + 1
    stop = int(np.searchsorted(rim[:, 1], back)) - 1
    paint += [
        skin(ribs[:start].transpose(1, 0, 2), flip=True),
        skin(ribs[stop:].transpose(1, 0, 2), flip=True),
    ]
    dark.append(skin(ribs[start - 1 : mid].transpose(1, 0, 2), flip=True))
    ledge = np.stack([rim[mid - 1 : stop + 1], rim[mid - 1 : stop + 1]])
    ledge[1, :, 0] -= 0.06
    paint += both([skin(ledge)])
    # the inside of the doors, and the floor
    tub = ledge[[1, 1]].copy()
    tub[1, :, 2] = shape.sill + 0.08
    floor = np.stack([tub[1], tub[1] * (-1, 1, 1)])
    room = both([skin(tub)]) + [skin(floor)]
    return {
        "paint": [finished(paint, 0.55)],
        "trim": [finished(dark, 0.8)],
        "under": [finished(under, 0.5), finished(room, 0.5)],
    }
