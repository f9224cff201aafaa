# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What stands and hangs in a corridor. No door is barred, and people can pass everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.fire_extinguisher import fire_extinguisher_rand
from cavendish.scenes.assets.handrail import handrail, rail_look
from cavendish.scenes.assets.plant import plant_small, plant_tall
from cavendish.scenes.assets.poster import poster_rand
from cavendish.scenes.assets.wall_sign import look, sign_of, wall_sign
from cavendish.scenes.corridor.hall import (
    HUNG,
    Hall,
    add,
    around,
    box_of,
    fits,
    is_free,
    somewhere,
    stand,
    upon,
    within,
)
from cavendish.scenes.corridor.plan import Plan, Side
from cavendish.scenes.corridor.shell import Doorway, Room
from cavendish.scenes.corridor.uses import Counts
from cavendish.scenes.geometry import box, rotation, translation
from cavendish.scenes.scene import Asset, Material, Part

Rng = np.random.Generator
WAY = 0.86  # metres that are left for people to pass
LENGTHWAYS = ("bicycle", "cleaning cart", "wheelchair")  # they are parked along the wall
ROWS = {"chair": (1, 4), "locker": (1, 5), "filing cabinet": (1, 3), "bench": (1, 2), "school desk": (1, 3)}
ON_TOP = {
    "dresser": ("vase", "plant", "table lamp"),
    "filing cabinet": ("plant", "box"),
    "locker": ("box", "ball"),
}
INDOORS = ("wood", "steel")
RUNNER = 0.008  # metres, thickness of a carpet runner
MADE = {"plant": plant_tall, "small plant": plant_small, "poster": poster_rand}
MOST_PEOPLE = 2  # they are dear to make


class Stock:
    """Few assets of each kind, so that things of a corridor are alike and share their geometry."""

    def __init__(self, rng: Rng, variants: int = 2) -> None:
        self._rng, self._variants = rng, variants
        self._made: dict[str, list[Asset]] = {}

    def take(self, kind: str) -> Asset:
        """One of a kind."""
        known = self._made.setdefault(kind, [])
        many = {"picture": 5, "poster": 5, "chair": 1, "person": MOST_PEOPLE}.get(kind, self._variants)
        if len(known) < many and (not known or self._rng.random() < 0.6):
            known.append(self._make(kind))
            return known[-1]
        return known[int(self._rng.integers(len(known)))]

    def _make(self, kind: str) -> Asset:
        if kind == "bench":  # those of stone and iron are for parks
            return next(
                b for b in (ASSETS[kind](self._rng) for _ in range(99)) if b.attributes["frame"] in INDOORS
            )
        return (MADE.get(kind) or ASSETS[kind])(self._rng)


def furnish(
    hall: Hall, plan: Plan, standing: Counts, hung: Counts, clutter: float, stock: Stock, rng: Rng
) -> None:
    """Things along the walls and on them, so many along each 10 m; then people."""
    total = sum(rect.length for rect in plan.rects) / 10
    sides = [side for side in plan.sides if side.role != "end" and side.wall.length > 0.8]
    for side in plan.sides:
        if side.role == "niche":
            _fill_niche(hall, side, stock, rng)
    for kind, rate in standing.items():
        if kind != "person":
            for _ in range(int(rng.poisson(rate * total * (0.25 + clutter)))):
                _stand(hall, sides, kind, stock, rng)
    everywhere = [side for side in plan.sides if side.wall.length > 0.8]
    for kind, rate in hung.items():
        count = int(rng.poisson(rate * total * (0.4 + 0.8 * clutter)))
        for _ in range(min(count, 1) if kind == "clock" else count):
            thing = stock.take(kind)
            tall = float(thing.extent[1][2])
            z = float(rng.uniform(2.0, 2.2)) if kind == "clock" else float(rng.uniform(1.45, 1.65)) - tall / 2
            if z + tall < hall.height - 0.08:
                somewhere(hall, everywhere, thing, rng, gap=HUNG, z=z, clear=0.08)
    for _ in range(
        min(int(rng.poisson(standing.get("person", 0.0) * total * (0.25 + clutter))), MOST_PEOPLE)
    ):
        _walk(hall, plan, stock, rng)


def _stand(hall: Hall, sides: Sequence[Side], kind: str, stock: Stock, rng: Rng) -> None:
    """One of a kind against a wall, or a row of them; at times something on it."""
    thing = stock.take(kind)
    gap = float(rng.uniform(0.025, 0.05))
    yaw = float(rng.choice([-1, 1])) * np.pi / 2 if kind in LENGTHWAYS else 0.0
    found = somewhere(hall, sides, thing, rng, gap, front=WAY, clear=0.03, yaw=yaw)
    if found is None:
        return
    placed, side, x = found
    wide = float(thing.extent[1][0] - thing.extent[0][0])
    step = wide + (0.002 if kind in ("locker", "filing cabinet") else float(rng.uniform(0.04, 0.12)))
    row = [placed]
    if kind in ROWS:
        way = float(rng.choice([-1, 1]))
        for k in range(1, int(rng.integers(*ROWS[kind]) + 1)):
            more = stand(hall, side, thing, x + way * k * step, gap, front=WAY, clear=0.0)
            if more is None:
                break
            row.append(more)
    if kind in ON_TOP:
        for one in row:
            if rng.random() < 0.35:
                what = ON_TOP[kind][int(rng.integers(len(ON_TOP[kind])))]
                upon(hall, one, stock.take("small plant" if what == "plant" else what), rng)


def _fill_niche(hall: Hall, side: Side, stock: Stock, rng: Rng) -> None:
    """The back of an alcove: machines, a cooler, seats, a plant."""
    kinds = ["vending machine", "water cooler", "bench", "armchair", "plant", "litter bin"]
    for k in rng.permutation(len(kinds))[: int(rng.integers(2, 5))]:
        thing = stock.take(kinds[int(k)])
        somewhere(hall, [side], thing, rng, gap=0.03, front=0.3, clear=0.03)


def _walk(hall: Hall, plan: Plan, stock: Stock, rng: Rng) -> None:
    """A person in the middle of the way, who goes along it."""
    rect = plan.rects[0]
    someone = stock.take("person")
    half = (rect.high[0] - rect.low[0]) / 2
    runner = [b for b in hall.kept if abs(b[1, 2] - RUNNER) < 1e-6]
    barred = hall.solid + [b for b in hall.kept if b[1, 2] > RUNNER + 1e-6]
    for _ in range(12):
        at = rng.uniform((-0.5 * (half - 0.3), rect.low[1] + 2.0), (0.5 * (half - 0.3), rect.high[1] - 2.0))
        yaw = float(rng.choice([0.0, np.pi]) + rng.normal(0, 0.15))
        pose = translation(at[0], at[1], 0) @ rotation("z", yaw)
        bounds = around(pose, *someone.extent)
        if not (within(hall, bounds) and is_free(bounds, barred)):
            continue
        over = [b for b in runner if np.all(bounds[0, :2] > b[0, :2]) and np.all(bounds[1, :2] < b[1, :2])]
        if runner and not over:
            continue
        add(hall, someone, translation(0, 0, RUNNER if over else 0.0) @ pose)
        return


def runner(hall: Hall, plan: Plan, cover: Material) -> None:
    """A carpet runner along the middle of the main run."""
    rect = plan.rects[0]
    wide, length = rect.high[0] - rect.low[0] - 0.84, rect.length - 1.2
    mesh = box((wide, length, RUNNER), (0, 0, RUNNER / 2), 0.002, 1)
    asset = Asset("rug", (Part(mesh, cover),), {"material": "carpet", "kind": "runner"})
    pose = translation(0, rect.length / 2, 0)
    add(hall, asset, pose, solid=False)
    hall.kept.append(box_of(asset, pose))


def radiators(hall: Hall, side: Side, xs: Sequence[float], stock: Stock, rng: Rng) -> None:
    """Radiators of one kind under windows whose middles are at xs."""
    one = stock.take("radiator")
    for x in xs:
        if rng.random() < 0.7:
            stand(hall, side, one, x, gap=0.02, front=WAY)


def safety(hall: Hall, plan: Plan, rng: Rng) -> None:
    """Fire extinguishers every 10 to 18 m, each with its sign over it; at times a first-aid sign."""
    bottle, sign = fire_extinguisher_rand(rng), sign_of(rng, "fire")
    sides = [side for side in plan.sides if side.role == "long" and side.wall.length > 2]
    z = float(rng.choice([0.0, 0.45, 0.6]))
    for _ in range(max(round(sum(rect.length for rect in plan.rects) / float(rng.uniform(10, 18))), 1)):
        found = somewhere(hall, sides, bottle, rng, gap=0.018 if z == 0 else HUNG, z=z, front=WAY, clear=0.1)
        if found is not None:
            stand(hall, found[1], sign, found[2], gap=HUNG, z=float(rng.uniform(1.6, 1.75)))
    if rng.random() < 0.3:
        somewhere(hall, sides, sign_of(rng, "first aid"), rng, gap=HUNG, z=1.6, clear=0.05)


def name_plates(hall: Hall, doorways: Sequence[Doorway], latch: int, rng: Rng) -> None:
    """A sign by each door, at the side of its handle: odd numbers on one wall, even ones on the other."""
    if rng.random() < 0.08:
        return
    plate, ink = look(rng)
    named = rng.random() < 0.4
    wide = float(rng.uniform(0.15, 0.2) if named else rng.uniform(0.09, 0.14))
    tall = wide * float(rng.uniform(0.6, 1.0))
    z = float(rng.uniform(1.4, 1.6))
    number = 100 * int(rng.integers(1, 6)) + 1
    counts: dict[str, int] = {}
    for door in doorways:
        name = door.side.wall.name
        k = counts[name] = counts.get(name, -1) + 1
        value = str(number + 2 * k + (list(counts).index(name) % 2))
        sign = wall_sign("name" if named else "number", plate, ink, wide, tall, value)
        x = door.x + latch * (door.width / 2 + 0.125 + wide / 2)
        stand(hall, door.side, sign, x, gap=HUNG, z=z, clear=0.0)


def rails(hall: Hall, plan: Plan, rng: Rng) -> None:
    """Handrails along the walls, wherever nothing stands or opens."""
    style, rail, fitting = rail_look(rng)
    z = float(rng.uniform(0.82, 0.9))
    made: dict[int, Asset] = {}
    for side in plan.sides:
        if side.role != "long" or side.wall.length < 2:
            continue
        xs = np.arange(0.15 - side.wall.length / 2, side.wall.length / 2 - 0.15, 0.1)
        free = []
        for x in xs:
            cell = around(side.wall.pose, (x, -0.13, z - 0.03), (x + 0.1, -0.002, z + 0.17))
            free.append(fits(hall, cell, 0.02))
        start = None
        for k, good in enumerate([*free, False]):
            if good and start is None:
                start = k
            if not good and start is not None:
                cells = k - start
                if cells >= 9:
                    if cells not in made:
                        made[cells] = handrail(cells * 0.1 - 0.02, rail, fitting, style)
                    stand(hall, side, made[cells], float(xs[start]) + cells * 0.05, gap=0.0, z=z, clear=0.0)
                start = None


def furnish_room(hall: Hall, room: Room, kinds: Sequence[str], stock: Stock, rng: Rng) -> None:
    """What is seen through an open door."""
    for kind in kinds:
        thing = stock.take(kind)
        sides = room.sides[1:2] if rng.random() < 0.6 else room.sides
        somewhere(hall, sides, thing, rng, gap=0.03, clear=0.02)
    somewhere(hall, room.sides[1:2], stock.take("picture"), rng, gap=HUNG, z=1.3, clear=0.05)
