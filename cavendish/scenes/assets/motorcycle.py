# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Motorcycles (roadsters, sport bikes, cruisers) and scooters. The front wheel is towards -Y, the exhaust on -X."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import moved, placed, turned
from cavendish.scenes.parts.mount import Mount, mounted
from cavendish.scenes.parts.vehicle.cycle import (
    about,
    steered,
)
from cavendish.scenes.parts.vehicle.fittings import (
    AMBER_LAMP,
    CHROME,
    CLEAR_LAMP,
    MIRROR,
    RED_LAMP,
    REFLECTOR,
    RUBBER,
    UNDER,
    gathered,
    grounded_asset,
    number,
    paint_of,
    painted,
    plate,
)
from cavendish.scenes.parts.vehicle.motorbike import bike
from cavendish.scenes.parts.vehicle.scooter import scooter_parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

KINDS = ("roadster", "sport motorcycle", "cruiser", "scooter")
Meshes = dict[str, list[Mesh]]


def motorcycle(
    coat: Material,
    kind: str = "roadster",
    color: str = "black",
    wheelbase: float = 1.43,
    radius: float = 0.305,
    seat: float = 0.80,
    bar: float = 0.76,
    rake: float = 0.44,
    wire: bool = False,
    twin_pipes: bool = False,
    fairing: bool = False,
    top_case: bool = False,
    steer: float = 0.0,
    engine: Material = CHROME,
    leather: Material = RUBBER,
    registration: str = "AC 123E",
) -> tuple[Asset, Mount]:
    """A motorcycle, and where it holds its rider.

    kind: one of KINDS; coat: its paint, called `color`; radius: of the wheels, tyres included; seat: height of the
    seat; bar: width of the handlebars; rake: of the fork, radians from the upright; wire: wire wheels; twin_pipes: an
    exhaust on either side; fairing: a screen before the handlebars; top_case: a case behind; steer: radians to the left.
    """
    if kind == "scooter":
        body, ahead, slant, crown = scooter_parts(wheelbase, radius, seat, bar, rake, top_case, fairing)
    else:
        body, ahead, slant, crown = bike(
            kind, wheelbase, radius, seat, bar, rake, wire, twin_pipes, fairing, top_case
        )
    back_y = wheelbase / 2 + (0.30 if kind != "scooter" else 0.26)
    tag = plate(registration, 0.22, 0.16)
    tail = {
        name: [moved(turned(mesh, "z", np.pi), (0, back_y + 0.06, seat - 0.27)) for mesh in meshes]
        for name, meshes in tag.items()
    }
    grips = (
        ahead["rubber"][-2:] if kind == "scooter" else ahead["rubber"][-4::2]
    )  # cables lie between those of others
    straight = about(crown, slant, steer)
    everything = gathered(body, tail, steered(ahead, straight))
    coats = {
        "paint": coat,
        "rubber": RUBBER,
        "trim": materials.plastic((0.04, 0.04, 0.043), 0.4),
        "under": UNDER,
        "chrome": CHROME,
        "engine": engine,
        "rim": materials.paint((0.06, 0.06, 0.065), 0.3) if not wire else CHROME,
        "steel": materials.metal((0.55, 0.55, 0.56), 0.3),
        "saddle": leather,
        "clear": CLEAR_LAMP,
        "reflector": REFLECTOR,
        "red": RED_LAMP,
        "amber": AMBER_LAMP,
        "mirror": MIRROR,
        "screen": materials.glass((0.55, 0.58, 0.60)),
        "plate": materials.plastic((0.88, 0.88, 0.86), 0.3),
        "figures": materials.plastic((0.05, 0.05, 0.06), 0.5),
    }
    drawn = painted(everything, coats)
    asset = grounded_asset("motorcycle", drawn, {"color": color, "kind": kind})
    saddle, foot, knees = _seated(kind, wheelbase, seat, crown, slant)
    feet = [foot * (side, 1, 1) for side in (-1, 1)]
    return asset, mounted(
        asset, drawn, saddle, [placed(grip, straight) for grip in grips], feet, False, knees
    )


def _seated(
    kind: str, wheelbase: float, seat: float, crown: Float, slant: Float
) -> tuple[Float, Float, float]:
    """Where one sits and where the left foot rests, (3,) each, and half the width of the tank between the knees."""
    if kind == "scooter":  # the feet stand on its floor
        front, back = 0.28 - wheelbase / 2, wheelbase / 2 - 0.42
        return (
            np.array([0, back + 0.13, seat - 0.005]),
            np.array([0.13, 0.5 * (front + back) - 0.02, 0.318]),
            0.0,
        )
    ahead = float(crown[1] - 0.06 * slant[1]) + 0.51  # the foremost of the saddle
    back, up, out, rest, tank = {
        "cruiser": (0.255, -0.002, 0.225, -0.28, 0.165),
        "sport motorcycle": (0.26, 0.012, 0.262, 0.10, 0.15),  # the feet are wide of the fairing
    }.get(kind, (0.305, 0.002, 0.225, 0.10, 0.15))
    return np.array([0, ahead + back, seat + up]), np.array([out, rest, 0.376]), tank


@sampler("motorcycle")
def motorcycle_rand(rng: np.random.Generator) -> Asset:
    """A motorcycle or a scooter."""
    return ridden_rand(rng)[0]


def ridden_rand(rng: np.random.Generator) -> tuple[Asset, Mount]:
    """A motorcycle or a scooter, and where it holds its rider."""
    kind = str(rng.choice(KINDS, p=[0.32, 0.14, 0.18, 0.36]))
    names = ["black", "red", "blue", "white", "grey", "silver", "green", "yellow", "orange"]
    color, coat = paint_of(
        str(rng.choice(names, p=[0.26, 0.19, 0.15, 0.13, 0.08, 0.06, 0.05, 0.04, 0.04])), rng, 1.0
    )
    cruiser, scooter = kind == "cruiser", kind == "scooter"
    level = float(rng.choice([0.12, 0.45, 0.6]))
    return motorcycle(
        coat,
        kind,
        color,
        wheelbase=float(
            {
                "cruiser": rng.uniform(1.56, 1.66),
                "scooter": rng.uniform(1.26, 1.38),
                "sport motorcycle": rng.uniform(1.38, 1.42),
            }.get(kind, rng.uniform(1.40, 1.48))
        ),
        radius=float(rng.uniform(0.225, 0.265) if scooter else rng.uniform(0.305, 0.325)),
        seat=float(
            {"cruiser": rng.uniform(0.68, 0.73), "scooter": rng.uniform(0.76, 0.80)}.get(
                kind, rng.uniform(0.78, 0.83)
            )
        ),
        bar=float(
            {
                "cruiser": rng.uniform(0.84, 0.94),
                "scooter": rng.uniform(0.64, 0.70),
                "sport motorcycle": rng.uniform(0.64, 0.70),
            }.get(kind, rng.uniform(0.74, 0.82))
        ),
        rake=float(rng.uniform(0.54, 0.60) if cruiser else rng.uniform(0.41, 0.47)),
        wire=(cruiser or kind == "roadster") and bool(rng.random() < 0.4),
        twin_pipes=bool(rng.random() < 0.3),
        fairing=bool(rng.random() < 0.35),
        top_case=(scooter or kind == "roadster") and bool(rng.random() < 0.35),
        steer=float(rng.normal(0, 0.12)),
        engine=materials.metal((level, level, level * 1.02), float(rng.uniform(0.3, 0.5))),
        leather=finishes.hide(rng) if rng.random() < 0.25 else materials.leather((0.06, 0.06, 0.06), 0.5),
        registration=number(rng, 6),
    )
