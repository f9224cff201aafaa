# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Trucks: a cab over its engine and, behind it, a box, a curtain-sided body, a flatbed or a tipper."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import moved
from cavendish.scenes.parts.vehicle.fittings import (
    AMBER_LAMP,
    CHROME,
    CLEAR_LAMP,
    MIRROR,
    PANE,
    RED_LAMP,
    REFLECTOR,
    RUBBER,
    STEEL,
    TRIM,
    UNDER,
    gathered,
    grounded_asset,
    number,
    paint_of,
    painted,
)
from cavendish.scenes.parts.vehicle.truck_bodies import chassis, closed_box, curtain_sider, flatbed, tipper
from cavendish.scenes.parts.vehicle.truck_cab import GRILLES, CabShape, cab
from cavendish.scenes.parts.vehicle.wheels import axle, wheel
from cavendish.scenes.scene import Asset, Material, Support

KINDS = ("box truck", "curtain-sided truck", "flatbed truck", "tipper truck")


def truck(
    shape: CabShape,
    coat: Material,
    cargo: Material,
    band: Material,
    kind: str = "box truck",
    color: str = "white",
    length: float = 7.5,
    width: float = 2.4,
    top: float = 3.3,
    floor: float = 1.05,
    axles: int = 2,
    rear: float = 1.7,
    stripe: bool = False,
    sides: float = 0.4,
    heap: float = 0.3,
    boards: Material = UNDER,
    load: Material = UNDER,
    registration: str = "AC 123E",
    seed: int = 0,
) -> Asset:
    """A truck.

    shape: of the cab; coat: its paint, called `color`; cargo: of box, tarpaulin or tipper; band: of the stripe; kind: one
    of KINDS; top: height of a closed body; floor: of the load; axles: 2 or 3; rear: overhang behind the last axle;
    sides: height of a flatbed's drop sides; heap: of what lies in a tipper.
    """
    half, tyre = length / 2, shape.tyre
    front_axle = -half + shape.axle
    last = half - rear
    places = (front_axle, last) if axles == 2 else (front_axle, last - 2 * tyre - 0.32, last)
    start = -half + shape.long + 0.16
    made = wheel(tyre, 0.26, round(tyre * 0.58, 3), "steel", 8, 0.05, 26)
    head = {
        name: [moved(mesh, (0, -half + shape.long / 2, 0)) for mesh in meshes]
        for name, meshes in cab(shape, registration).items()
    }
    if kind == "box truck":
        body = closed_box(start, half, floor, top, width, stripe)
    elif kind == "curtain-sided truck":
        body = curtain_sider(start, half, floor, top, width)
    elif kind == "flatbed truck":
        body = flatbed(start, half, floor, width, sides)
    elif kind == "tipper truck":
        body = tipper(start + 0.05, half - 0.08, floor, width, max(min(top - floor, 1.3), 0.7), heap, seed)
    else:
        raise ValueError(f"no truck is called {kind!r}; there are {', '.join(KINDS)}")
    rolling = [axle(shape.width / 2 - 0.17, places[0], tyre, made)]
    rolling += [axle(width / 2 - 0.16, y, tyre, made, twin=0.29) for y in places[1:]]
    everything = gathered(
        head, body, chassis(start - 0.9, half - 0.05, places, tyre, floor, width, registration), *rolling
    )
    rail = materials.metal((0.62, 0.63, 0.64), 0.4)
    coats = {
        "paint": coat,
        "bumper": TRIM if shape.dark_bumper else coat,
        "box": cargo,
        "tarp": cargo,
        "band": band,
        "rail": rail if kind != "flatbed truck" else STEEL,
        "drop": rail,
        "boards": boards,
        "load": load,
        "tank": rail,
        "trim": TRIM,
        "gloss": materials.plastic((0.025, 0.025, 0.027), 0.15),
        "under": UNDER,
        "dark": UNDER,
        "lining": materials.plastic((0.25, 0.25, 0.25), 0.7),
        "floor": UNDER,
        "seat": materials.fabric((0.12, 0.12, 0.13), weave=0.003),
        "rubber": RUBBER,
        "tyre": RUBBER,
        "rim": materials.metal((0.50, 0.51, 0.52), 0.4),
        "chrome": CHROME,
        "steel": STEEL,
        "glass": PANE,
        "clear": CLEAR_LAMP,
        "reflector": REFLECTOR,
        "red": RED_LAMP,
        "amber": AMBER_LAMP,
        "mirror": MIRROR,
        "plate": materials.plastic((0.88, 0.88, 0.86), 0.3),
        "figures": materials.plastic((0.05, 0.05, 0.06), 0.5),
    }
    asset = grounded_asset("truck", painted(everything, coats), {"color": color, "kind": kind})
    if kind != "flatbed truck":
        return asset
    deck = next(part.mesh for part in asset.parts if part.material is boards).vertices
    low, high = deck.min(axis=0), deck.max(axis=0)
    place = Support(
        (float(low[0]) + 0.1, float(high[0]) - 0.1),
        (float(low[1]) + 0.2, float(high[1]) - 0.2),
        float(high[2]),
    )
    return replace(asset, supports=(place,))


@sampler("truck")
def truck_rand(rng: np.random.Generator) -> Asset:
    """A truck of 5.8 to 10.5 m."""
    kind = str(rng.choice(KINDS, p=[0.42, 0.2, 0.18, 0.2]))
    heavy = bool(rng.random() < 0.5) or kind == "tipper truck"
    axles = 3 if heavy and rng.random() < 0.5 else 2
    width = float(rng.uniform(2.42, 2.52) if heavy else rng.uniform(2.12, 2.35))
    tyre = float(rng.uniform(0.49, 0.52) if heavy else rng.uniform(0.39, 0.43))
    cab_height = float(rng.uniform(2.75, 3.1) if heavy else rng.uniform(2.35, 2.6))
    length = float(
        rng.uniform(8.2, 10.4) if axles == 3 else rng.uniform(7.2, 9.2) if heavy else rng.uniform(5.8, 7.6)
    )
    if kind == "tipper truck":
        length = float(rng.uniform(7.6, 8.6) if axles == 3 else rng.uniform(6.6, 7.4))
    floor = tyre * 2 + float(rng.uniform(0.10, 0.18))
    top = floor + float(rng.uniform(2.1, 2.5) if heavy else rng.uniform(1.9, 2.3))
    top = min(top, 3.85)
    color, coat = paint_of(
        str(
            rng.choice(
                ["white", "red", "blue", "yellow", "green", "grey", "orange", "silver"],
                p=[0.36, 0.15, 0.17, 0.09, 0.07, 0.06, 0.06, 0.04],
            )
        ),
        rng,
        0.8,
    )
    _, band = paint_of(str(rng.choice(["red", "blue", "green", "yellow", "grey", "orange"])), rng, 0.7)
    pale = materials.paint((0.85, 0.85, 0.83), 0.35, seed=finishes.seed(rng))
    hue = finishes.hsv(rng.random(), rng.uniform(0.5, 0.85), rng.uniform(0.25, 0.75))
    cargo = {
        "box truck": pale if rng.random() < 0.65 else paint_of(color, rng, 0.6)[1],
        "curtain-sided truck": materials.plastic(hue, 0.5, seed=finishes.seed(rng)),
        "tipper truck": paint_of(
            str(rng.choice(["orange", "grey", "blue", "red", "yellow", "green"])), rng, 0.3
        )[1],
    }.get(kind, pale)
    spoiler = (
        max(top - cab_height - 0.05, 0.0)
        if kind in ("box truck", "curtain-sided truck") and rng.random() < 0.55
        else 0.0
    )
    shape = CabShape(
        long=float(rng.uniform(2.0, 2.3) if heavy else rng.uniform(1.75, 1.95)),
        width=width - 0.03,
        height=cab_height,
        low=float(rng.uniform(0.36, 0.44) if heavy else rng.uniform(0.32, 0.38)),
        tyre=tyre,
        axle=float(rng.uniform(1.32, 1.42) if heavy else rng.uniform(1.12, 1.22)),
        rake=float(rng.uniform(0.12, 0.30)),
        grille=str(rng.choice(GRILLES)),
        sleeper=heavy and bool(rng.random() < 0.5),
        spoiler=spoiler,
        dark_bumper=bool(rng.random() < 0.6),
    )
    return truck(
        shape,
        coat,
        cargo,
        band,
        kind,
        color,
        length=length,
        width=width,
        top=top,
        floor=floor,
        axles=axles,
        rear=float(rng.uniform(1.2, 1.5) if kind == "tipper truck" else rng.uniform(1.5, 2.1))
        * (0.8 if axles == 3 else 1.0),
        stripe=bool(rng.random() < 0.6),
        sides=float(rng.choice([0.0, 0.4, 0.5])),
        heap=float(rng.choice([0.0, 0.2, 0.4])),
        boards=materials.wood((0.55, 0.42, 0.3), roughness=0.7, seed=finishes.seed(rng)),
        load=materials.soil(finishes.jitter((0.36, 0.28, 0.2), rng, 0.04), seed=finishes.seed(rng)),
        registration=number(rng),
        seed=int(rng.integers(10_000)),
    )
