# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cars: hatchbacks, saloons, estates, SUVs and vans."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.vehicle.car_body import CarShape, body
from cavendish.scenes.parts.vehicle.car_cabin import canopy, interior, upper
from cavendish.scenes.parts.vehicle.car_details import details
from cavendish.scenes.parts.vehicle.car_face import GRILLES, HEADLAMPS, TAILLAMPS, Details
from cavendish.scenes.parts.vehicle.fittings import (
    AMBER_LAMP,
    CHROME,
    CLEAR_LAMP,
    DARK_PANE,
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
    paint,
    painted,
)
from cavendish.scenes.parts.vehicle.wheels import axle, wheel
from cavendish.scenes.scene import Asset, Material

KINDS = ("hatchback", "sedan", "estate", "SUV", "van")


def car(
    shape: CarShape,
    style: Details,
    coat: Material,
    kind: str = "hatchback",
    color: str = "grey",
    rim_style: str = "five",
    spokes: int = 5,
    rim_coat: Material = STEEL,
    inside: Material = TRIM,
    tinted: bool = False,
    steer: float = 0.0,
    plates: tuple[float, float, float] = (0.88, 0.88, 0.86),
) -> Asset:
    """A car.

    shape: its measures; style: its lamps and trim; coat: its paint, called `color`; rim_style, spokes, rim_coat: of its
    wheels; inside: of the seats; tinted: dark glass behind; steer: radians to the left; plates: their ground.
    """
    glasshouse = canopy(shape, tinted)
    above = upper(shape, glasshouse)
    wide = 0.19 + 0.03 * (shape.tyre > 0.33)
    made = wheel(round(shape.tyre, 3), wide, round(shape.tyre * 0.66, 3), rim_style, spokes)
    track = shape.width / 2 - wide / 2 - 0.012
    front, rear = shape.axles
    everything = gathered(
        body(shape),
        above,
        {"seat": interior(shape)},
        details(shape, glasshouse, style),
        axle(track, front, shape.tyre, made, steer),
        axle(track, rear, shape.tyre, made),
    )
    coats = {
        "paint": coat,
        "shell": coat if not style.dark_bumpers else TRIM,
        "trim": TRIM,
        "gloss": materials.plastic((0.03, 0.03, 0.032), 0.12),
        "under": UNDER,
        "dark": UNDER,
        "rubber": RUBBER,
        "tyre": RUBBER,
        "rim": rim_coat,
        "chrome": CHROME,
        "steel": STEEL,
        "glass": PANE,
        "tinted": DARK_PANE,
        "lining": inside,
        "seat": inside,
        "clear": CLEAR_LAMP,
        "reflector": REFLECTOR,
        "red": RED_LAMP,
        "amber": AMBER_LAMP,
        "mirror": MIRROR,
        "plate": materials.plastic(plates, 0.3),
        "figures": materials.plastic((0.05, 0.05, 0.06), 0.5),
    }
    return grounded_asset("car", painted(everything, coats), {"color": color, "kind": kind})


def _shape(kind: str, rng: np.random.Generator) -> CarShape:
    """The measures of a kind of car."""

    def some(middle: float, spread: float) -> float:
        return float(middle + spread * np.clip(rng.normal(0, 0.5), -1, 1))

    size = {
        "hatchback": (4.10, 0.26),
        "sedan": (4.62, 0.2),
        "estate": (4.64, 0.18),
        "SUV": (4.42, 0.3),
        "van": (4.55, 0.28),
    }[kind]
    length = some(*size)
    small = (length - 4.3) / 0.6
    width = float(np.clip(1.775 + 0.055 * small + some(0, 0.03), 1.66, 1.93))
    if kind == "SUV":
        width = min(width + 0.05, 1.93)
    height = {
        "hatchback": some(1.48, 0.05),
        "sedan": some(1.45, 0.03),
        "estate": some(1.48, 0.03),
        "SUV": some(1.66, 0.06),
        "van": some(1.76, 0.1),
    }[kind]
    front = some(0.84 + 0.05 * small, 0.03)
    rear = {"hatchback": 0.70, "sedan": 1.00, "estate": 0.98, "SUV": 0.88, "van": 0.82}[kind] + 0.08 * small
    wheelbase = length - front - rear
    tyre = {"SUV": 0.352, "van": 0.325}.get(kind, 0.312) + some(0, 0.012)
    sill = {"SUV": 0.25, "van": 0.21}.get(kind, 0.185) + some(0, 0.012)
    belt = {"hatchback": 0.94, "sedan": 0.93, "estate": 0.94, "SUV": 1.08, "van": 1.02}[kind] + some(0, 0.03)
    nose = {"hatchback": 0.73, "sedan": 0.71, "estate": 0.72, "SUV": 0.90, "van": 0.85}[kind] + some(0, 0.03)
    kick = {"sedan": 0.05}.get(kind, 0.04) + some(0, 0.03)
    tail = belt + kick + {"sedan": 0.02}.get(kind, 0.0)
    cowl = (
        front
        + {"hatchback": 0.26, "sedan": 0.40, "estate": 0.36, "SUV": 0.36, "van": 0.08}[kind]
        + some(0, 0.05)
    )
    header = (
        cowl
        + {"hatchback": 0.80, "sedan": 0.88, "estate": 0.86, "SUV": 0.78, "van": 0.92}[kind]
        + some(0, 0.06)
    )
    rear_base = {
        "hatchback": length - 0.12,
        "sedan": length - some(0.62, 0.08),
        "estate": length - 0.10,
        "SUV": length - 0.11,
        "van": length - 0.08,
    }[kind]
    slope = {
        "hatchback": some(0.36, 0.12),
        "sedan": some(0.78, 0.08),
        "estate": some(0.34, 0.1),
        "SUV": some(0.34, 0.1),
        "van": some(0.16, 0.06),
    }[kind]
    door = {"hatchback": 1.02, "sedan": 1.05, "estate": 1.05, "SUV": 1.02, "van": 1.1}[kind]
    b = cowl + 0.30 + door + some(0, 0.04)
    two_door = kind == "hatchback" and length < 4.1 and bool(rng.random() < 0.35)
    if two_door:
        b += 0.16
    c = {
        "hatchback": min(b + 0.98, rear_base - 0.22),
        "sedan": b + 0.98,
        "estate": b + 0.92,
        "SUV": b + 0.90,
        "van": b + 1.0,
    }[kind]
    c = min(c, rear_base - (0.30 if kind == "sedan" else 0.22))
    return CarShape(
        length=length,
        width=width,
        height=height,
        wheelbase=wheelbase,
        front=front,
        tyre=tyre,
        sill=sill,
        nose=nose,
        belt=belt,
        kick=kick,
        tail=tail,
        cowl=cowl,
        header=header,
        roof_end=rear_base - slope,
        rear_base=rear_base,
        tumble={"SUV": 0.20, "van": 0.17}.get(kind, 0.215) + some(0, 0.02),
        roof_drop={"hatchback": 0.10, "sedan": 0.10, "estate": 0.06, "SUV": 0.07, "van": 0.05}[kind]
        + some(0, 0.02),
        lean={"SUV": 0.08, "van": 0.14}.get(kind, 0.13) + some(0, 0.03),
        pillars=(b, c),
        rake={"sedan": 0.34, "hatchback": 0.22, "estate": 0.04, "SUV": 0.10, "van": 0.03}[kind]
        + some(0, 0.05),
        quarter=kind in ("estate", "van", "SUV"),
        panelled=kind == "van" and bool(rng.random() < 0.3),
        two_door=two_door,
        clad=kind == "SUV" and bool(rng.random() < 0.7),
        nose_plan=(some(0.72, 0.1), some(3.0, 0.5)),
        tail_plan=(some(0.42, 0.08), some(3.5, 0.6)),
        crease=some(0.011, 0.009),
    )


@sampler("car")
def car_rand(rng: np.random.Generator) -> Asset:
    """A car of 3.7 to 4.9 m."""
    kind = str(rng.choice(KINDS, p=[0.34, 0.22, 0.14, 0.2, 0.1]))
    shape = _shape(kind, rng)
    color, coat = paint(rng)
    humble = bool(rng.random() < 0.2)
    style = Details(
        grille=str(rng.choice(GRILLES, p=[0.3, 0.25, 0.2, 0.17, 0.08])),
        headlamps=str(rng.choice(HEADLAMPS, p=[0.45, 0.2, 0.25, 0.1])),
        taillamps=str(rng.choice(("upright", "wrap") if kind in ("estate", "van", "SUV") else TAILLAMPS)),
        number=number(rng),
        dark_bumpers=humble,
        rails=kind in ("estate", "SUV", "van") and bool(rng.random() < 0.6),
        chrome=bool(rng.random() < 0.45),
        rub_strip=bool(rng.random() < 0.25),
        smoked=bool(rng.random() < 0.4),
    )
    rim_style = str(
        rng.choice(["five", "double", "multi", "blade", "cover"], p=[0.25, 0.2, 0.15, 0.15, 0.25])
    )
    dark_rim = rng.random() < 0.2
    rim_coat = (
        materials.paint((0.06, 0.06, 0.065), 0.3)
        if dark_rim
        else materials.metal((0.62, 0.63, 0.64), float(rng.uniform(0.25, 0.4)))
    )
    level = float(rng.choice([0.05, 0.09, 0.3, 0.45], p=[0.5, 0.25, 0.15, 0.1]))
    grounds = [(0.88, 0.88, 0.86), (0.85, 0.72, 0.15)]
    return car(
        shape,
        style,
        coat,
        kind,
        color,
        rim_style,
        int(rng.integers(5, 8)),
        rim_coat,
        materials.fabric((level, level * 0.97, level * 0.92), weave=0.002),
        tinted=bool(rng.random() < 0.35),
        steer=float(rng.normal(0, 0.08)),
        plates=grounds[int(rng.random() < 0.2)],
    )
