# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Buildings of a town: terraced houses, town houses with shops, flats, offices, wooden houses, villas, warehouses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.facade.elements import finished
from cavendish.scenes.parts.facade.finish import (
    Finish,
    Wall,
    boarding,
    brickwork,
    finish_rand,
    plasterwork,
    poured,
    sheeting,
)
from cavendish.scenes.parts.facade.hall import hall, office
from cavendish.scenes.parts.facade.masonry import masonry
from cavendish.scenes.parts.facade.plan import Plan, Roof, Style
from cavendish.scenes.parts.facade.window import Head, Window
from cavendish.scenes.scene import Asset, Material

Rng = np.random.Generator
Drawn = tuple[Plan, Finish, Wall]
T = TypeVar("T")


def pick(rng: Rng, options: Sequence[T], shares: Sequence[float] | None = None) -> T:
    """One of the options."""
    return options[int(rng.choice(len(options), p=shares))]


def building(
    plan: Plan,
    finish: Mapping[str, Material],
    attributes: Mapping[str, str] | None = None,
    lit: float = 0.0,
    seed: int = 0,
) -> Asset:
    """A building with all four sides, its walls centred on the origin; steps, bays and balconies stand out from them.

    finish: a material for each slot of the parts (`parts.facade.finish`). lit: the share of windows with light behind them,
    0..1. seed: of what the plan leaves open: which axis has the door, what the shops are called, where blinds are down.
    """
    make = {"masonry": masonry, "hall": hall}.get(plan.style, office)
    pieces = make(plan, np.random.default_rng(seed), lit)
    return Asset("building", finished(pieces, finish), dict(attributes or {}))


def _terrace(rng: Rng) -> Drawn:
    wall = brickwork(rng) if rng.random() < 0.8 else plasterwork(rng)
    wide, storeys = rng.uniform(6.0, 8.5), int(rng.choice([2, 3, 4], p=[0.5, 0.35, 0.15]))
    floors = (rng.uniform(3.0, 3.4), *([rng.uniform(2.8, 3.1)] * (storeys - 1)))
    sash = rng.random() < 0.7
    window = Window(
        rng.uniform(0.95, 1.25),
        rng.uniform(1.5, 1.85),
        "sash" if sash else "casement",
        (int(rng.integers(1, 4)), int(rng.choice([2, 4]))) if sash else (2, int(rng.integers(1, 3))),
        rng.uniform(0.08, 0.14),
        pick(rng, ("lintel", "bricks", "segment", "arch"), [0.4, 0.25, 0.25, 0.1])
        if wall.name == "brick"
        else "architrave",
    )
    plan = Plan(
        wide,
        rng.uniform(8.0, 11.0),
        floors,
        plinth=float(rng.choice([0.18, 0.35, 0.52, 0.85])),
        axis=rng.uniform(2.1, 2.8),
        window=window,
        door=pick(rng, ("none", "pilasters", "hood", "canopy"), [0.3, 0.35, 0.25, 0.1]),
        slope=rng.uniform(0.6, 0.85),
        reach=rng.uniform(0.2, 0.35),
        bands=bool(rng.random() < 0.4),
        cornice=pick(rng, ("none", "plain"), [0.6, 0.4]),
        bay=int(rng.choice([0, 1, 2], p=[0.5, 0.25, 0.25])),
        dormers=int(rng.random() < 0.25),
        dormer=pick(rng, ("gable", "flat")),
        chimneys=int(rng.integers(1, 3)),
    )
    return plan, finish_rand(rng, wall), wall


def _town(rng: Rng) -> Drawn:
    wall = plasterwork(rng) if rng.random() < 0.75 else brickwork(rng, "red", "buff", "yellow")
    storeys = int(rng.choice([3, 4, 5, 6], p=[0.3, 0.35, 0.25, 0.1]))
    upper = [rng.uniform(3.1, 3.6)] * (storeys - 1)
    head: Head = pick(rng, ("architrave", "hood", "pediment", "arch", "segment"), [0.3, 0.25, 0.2, 0.1, 0.15])
    shop = rng.random() < 0.5
    shutters = bool(rng.random() < 0.3 and head == "architrave")
    french = rng.random() < 0.3 and not shutters
    roof: Roof = pick(rng, ("mansard", "gable", "hip", "flat"), [0.4, 0.3, 0.1, 0.2])
    wide = rng.uniform(8.0, 20.0)
    window = Window(
        rng.uniform(1.0, 1.3),
        rng.uniform(1.7, 2.2),
        "casement",
        (2, int(rng.integers(2, 4))),
        rng.uniform(0.1, 0.2),
        "none" if shutters else head,
        shutters=shutters,
        apron=bool(rng.random() < 0.3 and not french),
    )
    plan = Plan(
        wide,
        rng.uniform(10.0, 14.0),
        (rng.uniform(3.8, 4.5), *upper),
        plinth=0.15 if shop else float(rng.choice([0.17, 0.34, 0.5])),
        axis=rng.uniform(2.3, 2.9) + 0.9 * shutters,
        window=window,
        ground="shop" if shop else "door",
        door=pick(rng, ("pilasters", "hood", "canopy"), [0.5, 0.3, 0.2]),
        awning=bool(rng.random() < 0.5),
        roof=roof,
        slope=rng.uniform(0.45, 0.7),
        reach=0.5,
        skin="rusticated" if not shop and rng.random() < 0.7 else "smooth",
        cornice="classic",
        bands=bool(rng.random() < 0.6),
        quoins=bool(rng.random() < 0.4),
        balconies="french" if french else pick(rng, ("none", "bars"), [0.7, 0.3]),
        dormers=int(rng.integers(2, 4) * wide / 9) if roof == "mansard" else int(rng.random() < 0.3) * 2,
        dormer=pick(rng, ("gable", "flat", "curved")),
        chimneys=0 if roof == "flat" else 2,
    )
    return plan, finish_rand(rng, wall), wall


def _flats(rng: Rng) -> Drawn:
    draw = rng.random()
    wall = (
        brickwork(rng)
        if draw < 0.4
        else plasterwork(rng, "white", "grey", "cream", "yellow", "green")
        if draw < 0.75
        else poured(rng)
    )
    storeys = int(rng.integers(3, 9))
    plan = Plan(
        rng.uniform(13.0, 30.0),
        rng.uniform(10.0, 14.0),
        (rng.uniform(2.9, 3.6), *([rng.uniform(2.8, 3.0)] * (storeys - 1))),
        plinth=float(rng.choice([0.16, 0.5])),
        axis=rng.uniform(3.2, 4.6),
        window=Window(
            rng.uniform(1.4, 2.2), rng.uniform(1.3, 1.6), "casement", (2, 1), rng.uniform(0.1, 0.2)
        ),
        ground="shop" if rng.random() < 0.25 else "door",
        door="canopy",
        roof=pick(rng, ("flat", "hip", "gable"), [0.75, 0.12, 0.13]),
        slope=rng.uniform(0.4, 0.6),
        parapet=rng.uniform(0.4, 1.0),
        bands=bool(rng.random() < 0.25),
        balconies=pick(rng, ("none", "bars", "glass", "solid", "panels"), [0.2, 0.25, 0.15, 0.15, 0.25]),
        sides=True,
    )
    return plan, finish_rand(rng, wall), wall


def _office(rng: Rng) -> Drawn:
    style: Style = pick(rng, ("curtain", "ribbon", "grid"), [0.4, 0.25, 0.35])
    wall = (
        poured(rng)
        if rng.random() < 0.5
        else plasterwork(rng, "white", "grey", "cream")
        if rng.random() < 0.7
        else brickwork(rng)
    )
    storeys = int(rng.integers(3, 9))
    plan = Plan(
        rng.uniform(12.0, 30.0),
        rng.uniform(12.0, 18.0),
        (rng.uniform(3.9, 4.5), *([rng.uniform(3.4, 3.9)] * (storeys - 1))),
        style=style,
        plinth=0.0,
        axis=rng.uniform(1.25, 1.8) if style != "grid" else rng.uniform(2.7, 3.8),
        sill=rng.uniform(0.45, 1.0),
        roof="flat",
        parapet=rng.uniform(0.6, 1.2),
        sides=True,
    )
    finish = finish_rand(rng, wall)
    name = Wall(finish["glass"], "glass", "blue") if style == "curtain" else wall
    return plan, finish, name


def _wooden(rng: Rng) -> Drawn:
    wall = boarding(rng)
    storeys = int(rng.choice([1, 2], p=[0.35, 0.65]))
    front, shutters = bool(rng.random() < 0.4), bool(rng.random() < 0.3)
    plan = Plan(
        rng.uniform(6.5, 9.0) if front else rng.uniform(8.0, 12.0),
        rng.uniform(7.0, 10.0),
        (rng.uniform(2.8, 3.0), *([2.8] * (storeys - 1))),
        plinth=float(rng.choice([0.35, 0.52, 0.68])),
        axis=rng.uniform(2.2, 2.8) + 0.5 * shutters,
        window=Window(
            rng.uniform(0.95, 1.3),
            rng.uniform(1.2, 1.5),
            pick(rng, ("sash", "casement")),
            (2, int(rng.choice([2, 4]))),
            0.04,
            "none" if shutters else "architrave",
            shutters=shutters,
        ),
        door=pick(rng, ("porch", "canopy", "pilasters"), [0.6, 0.2, 0.2]),
        roof="gable front" if front else "gable",
        slope=rng.uniform(0.6, 0.85),
        reach=rng.uniform(0.35, 0.55),
        skin="boards",
        dormers=0 if front else int(rng.choice([0, 1, 2], p=[0.6, 0.15, 0.25])),
        chimneys=1,
        sides=True,
    )
    return plan, finish_rand(rng, wall), wall


def _villa(rng: Rng) -> Drawn:
    wall = plasterwork(rng) if rng.random() < 0.55 else brickwork(rng)
    storeys = int(rng.choice([1, 2], p=[0.25, 0.75]))
    shutters = bool(rng.random() < 0.25)
    roof: Roof = pick(rng, ("hip", "gable", "gable front", "flat"), [0.35, 0.35, 0.15, 0.15])
    plan = Plan(
        rng.uniform(8.5, 13.0),
        rng.uniform(8.0, 11.0),
        (rng.uniform(2.8, 3.0), *([2.8] * (storeys - 1))),
        plinth=float(rng.choice([0.18, 0.35])),
        axis=rng.uniform(2.6, 3.3) + 0.6 * shutters,
        window=Window(
            rng.uniform(1.2, 1.7),
            rng.uniform(1.2, 1.5),
            "casement",
            (2, 1 if rng.random() < 0.6 else 2),
            rng.uniform(0.08, 0.16),
            "lintel" if wall.name == "brick" else "none",
            shutters=shutters,
        ),
        ground="garage" if rng.random() < 0.5 else "door",
        door=pick(rng, ("porch", "canopy")),
        roof=roof,
        slope=rng.uniform(0.5, 0.8),
        reach=rng.uniform(0.4, 0.6),
        parapet=0.35,
        bay=int(rng.random() < 0.2),
        dormers=int(rng.choice([0, 2])) if roof == "gable" else 0,
        dormer=pick(rng, ("gable", "flat")),
        chimneys=0 if roof == "flat" else 1,
        sides=True,
    )
    return plan, finish_rand(rng, wall), wall


def _warehouse(rng: Rng) -> Drawn:
    sheet = rng.random() < 0.6
    wall = sheeting(rng) if sheet else brickwork(rng)
    wide = rng.uniform(14.0, 30.0)
    plan = Plan(
        wide,
        rng.uniform(12.0, 22.0),
        (rng.uniform(5.0, 8.0),),
        style="hall",
        plinth=rng.uniform(0.5, 1.1) if sheet else 0.0,
        axis=rng.uniform(4.8, 6.5),
        window=Window(
            rng.uniform(1.8, 3.2) if sheet else rng.uniform(1.4, 2.4),
            rng.uniform(0.8, 1.3) if sheet else rng.uniform(1.3, 2.2),
            bars=(4, 2 if sheet else 4),
            head="none" if sheet else "segment",
        ),
        roof=pick(rng, ("gable", "flat", "sawtooth"), [0.45, 0.3, 0.25]),
        slope=rng.uniform(0.2, 0.4),
        skin="boards" if sheet else "smooth",
        sides=True,
    )
    finish = finish_rand(rng, wall)
    cover = sheeting(rng).material
    dark = sum(wall.material.color) < 1.5
    letter = materials.paint((0.88, 0.87, 0.84) if dark else (0.12, 0.13, 0.17), 0.4)
    return plan, finish | {"roof": cover, "ridge": cover, "letter": letter}, wall


STYLES: dict[str, Callable[[Rng], Drawn]] = {
    "terraced house": _terrace,
    "town house": _town,
    "block of flats": _flats,
    "office building": _office,
    "wooden house": _wooden,
    "villa": _villa,
    "warehouse": _warehouse,
}
SHARES = (0.22, 0.28, 0.14, 0.12, 0.09, 0.08, 0.07)


@sampler("building")
def building_rand(rng: Rng) -> Asset:
    """A building of any kind, by day."""
    return building_of(rng)


def building_of(rng: Rng, kind: str | None = None, lit: float = 0.0) -> Asset:
    """A building of a kind (a key of STYLES), or of any. lit: the share of windows with light."""
    kind = kind or str(rng.choice(list(STYLES), p=SHARES))
    plan, finish, wall = STYLES[kind](rng)
    attributes = {
        "kind": kind,
        "material": wall.name,
        "color": wall.color,
        "roof": plan.roof,
        "storeys": str(len(plan.floors)),
    }
    return building(plan, finish, attributes, lit, int(finishes.seed(rng) * 1000))
