# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Tables, desks, counters and floors with small things on them, as they fell or were put down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import Things, builder
from cavendish.scenes.daylight import OVERCAST, Hours, drawn, is_dark, sky
from cavendish.scenes.layout import extent
from cavendish.scenes.packs.stock import kin
from cavendish.scenes.scene import Asset, Object, Scene, World
from cavendish.scenes.tabletop.drop import laid
from cavendish.scenes.tabletop.pack import put
from cavendish.scenes.tabletop.stage import Stage, stage
from cavendish.scenes.tabletop.theme import LONE, SETS, THEMES, Name, Surface, Theme
from cavendish.scenes.touch import Posed

Rng = np.random.Generator
DROPS = 4  # at most, if too few things stay
FILL = 36  # things that are dropped into a bin at a time: of more, most would only spill
SPARE = 1.12  # times as many things as are wanted are dropped, as some roll off


class Tabletop(BaseModel):
    """Parameters of the tabletop builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="tabletop")

    theme: tuple[Name, ...] = Field(
        ("breakfast", "desk", "kitchen", "workbench", "toys", "market", "bin", "parcel"),
        min_length=1,
        description="What lies there: things of a breakfast, a desk, a kitchen counter, a workbench, toys, goods of a "
        "market in heaps, a bin to pick from, a parcel that is being packed.",
    )
    surface: tuple[Surface, ...] | None = Field(
        None, min_length=1, description="On what; as suits the theme where none is given."
    )
    count: tuple[int, int] = Field((20, 60), description="How many things, 1 to 60, lie there in the end.")
    upright: float | None = Field(
        None,
        ge=0,
        le=1,
        description="The share that was put down as people do; the others were dropped, turned anyhow. As suits the theme "
        "where none is given.",
    )
    hour: Hours = Field(
        (8.0, 20.0), description="Time of day, 0 to 24: after 18 a lamp is on; [18, 6] is a night."
    )
    overcast: float = Field(OVERCAST, ge=0, le=1, description="The share of days without sun.")

    @field_validator("count")
    @classmethod
    def _ordered(cls, value: tuple[int, int]) -> tuple[int, int]:
        if not 1 <= value[0] <= value[1] <= 60:
            raise ValueError("takes two whole numbers from 1 to 60, the smaller first")
        return value


@builder("tabletop", Tabletop)
def tabletop(parameters: Tabletop, rng: Rng, things: Things = ASSETS) -> Scene:
    """Small things on a table, a desk, a counter or the floor, settled by physics: clutter, heaps, bins, parcels."""
    theme = THEMES[parameters.theme[int(rng.integers(len(parameters.theme)))]]
    surfaces = parameters.surface or theme.surfaces
    surface = surfaces[int(rng.integers(len(surfaces)))]
    hour = drawn(parameters.hour, rng)
    around = stage(theme, surface, is_dark(hour), rng, things)
    upright = theme.upright if parameters.upright is None else parameters.upright
    settled = _settled(around, theme, parameters.count, upright, rng)
    return Scene(
        (*around.layout.objects, *settled),
        around.lights,
        World(sky(hour, rng, parameters.overcast)),
        (),
        (around.air,),
        ("close-up", "close-up", "top-down"),
    )


def _settled(around: Stage, theme: Theme, count: tuple[int, int], upright: float, rng: Rng) -> list[Object]:
    """So many things that fell and lie there; where too few stay, what spilled is dropped again, a few times."""
    lying: list[Object] = []
    spilled: list[Asset] = []
    first = len(around.layout.objects) + 1
    wanted = int(rng.integers(count[0], count[1] + 1))
    for drop in range(DROPS):
        missing = round((wanted - len(lying)) * SPARE * (1 + 0.15 * drop)) + 1
        portion = min(missing, FILL) if theme.holder else missing
        assets = spilled[:portion]
        if len(assets) < portion:
            known = (*(thing.asset for thing in lying), *assets)
            assets += _drawn(theme, portion - len(assets), around, rng, known)
        poses = put(assets, around.patch, theme, upright, rng, lying)
        falling = [Object(first + k, a, pose) for k, (a, pose) in enumerate(zip(assets, poses, strict=True))]
        found = laid((*around.still, *lying), around.others, falling, around.patch)
        lying += found
        if len(lying) >= count[0]:
            break
        stayed = {thing.id for thing in found}
        spilled = [thing.asset for thing in falling if thing.id not in stayed]
    return [Object(first + k, thing.asset, thing.pose) for k, thing in enumerate(_fewer(lying, count[1]))]


def _fewer(things: Sequence[Object], most: int) -> list[Object]:
    """The things, less those whose foot is highest where there are too many: nothing lies on those."""
    order = sorted(range(len(things)), key=lambda k: Posed.of(things[k].asset, things[k].pose).low[2])
    kept = set(order[:most])
    return [thing for k, thing in enumerate(things) if k in kept]


def _drawn(theme: Theme, count: int, around: Stage, rng: Rng, known: Sequence[Asset]) -> list[Asset]:
    """So many things of a theme and its kin, in the order in which they are put down: the broad ones first. known: what is there."""
    alone = LONE & {asset.category for asset in known}  # of which there is one at most, and it is there
    things = {**theme.things, **dict.fromkeys(kin(around.layout.things, theme.things, "thing"), 1)}
    names = [name for name in things if name not in alone]
    weights = np.array([things[name] for name in names], float)
    room = 2 * min(around.patch.half) * (0.95 if theme.holder else 0.7)
    drawn: list[Asset] = []
    shares = rng.multinomial(count, weights / weights.sum())
    lone = np.array([name in LONE for name in names])
    shares[int(np.argmax(weights * ~lone))] += int(np.sum(np.maximum(shares[lone] - 1, 0)))
    for name, share in zip(names, shares.tolist(), strict=True):
        kinds = max(1, round(share / 3)) if name in SETS else max(1, round(share / 1.5))
        fitting: list[Asset] = []
        for _ in range(4 * kinds):
            if len(fitting) == kinds:
                break
            made = around.layout.things[name](rng)
            size = np.subtract(*extent(made)[::-1])
            if np.sort(size)[-1] < room:
                fitting.append(made)
        drawn += [
            fitting[k % len(fitting)] for k in range(min(share, 1) if name in LONE else share) if fitting
        ]
    area = [float(np.prod(np.subtract(*extent(asset)[::-1])[:2])) for asset in drawn]
    order = np.argsort(-np.array(area) * rng.uniform(0.4, 1.0, len(drawn)), kind="stable")
    return [drawn[k] for k in order.tolist()]
