# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Sofas and upholstered armchairs: a padded frame with arms, seat and back cushions, and feet."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, placed
from cavendish.scenes.parts.fittings import centred, deformed, ellipse, leg, loft, padded, parts, pose
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Part

ARMS = ("track", "rolled", "slope", "pillow")
FEET = ("tapered", "square", "plinth", "skid", "bun")


def upholstered(
    cloth: Material,
    wood: Material,
    seats: int = 3,
    width: float = 2.1,
    depth: float = 0.9,
    height: float = 0.82,
    seat: float = 0.44,
    arm: float = 0.16,
    arm_height: float = 0.62,
    arms: str = "track",
    feet: str = "tapered",
    lift: float = 0.12,
    soft: float = 1.0,
    piping: float = 0.0,
    bench: bool = False,
    tight_back: bool = False,
    cushions: Material | None = None,
    seed: int = 0,
) -> tuple[Part, ...]:
    """The parts of a sofa of `seats` seats, or of an armchair with one.

    seat: height of the seat's top; arm, arm_height: width and height of the arms; arms: one of ARMS; feet:
    one of FEET; lift: height of the feet; soft: how plump the cushions are, 0.5 to 1.5; piping: radius of
    the cord on their seams, 0 for none; bench: one cushion across all seats; tight_back: the back is
    upholstered without loose cushions; cushions: of the loose cushions where they differ; seed: of their
    dents.
    """
    inner = width - 2 * arm
    thick = 0.14 + 0.03 * soft
    back_y = depth / 2
    shell = 0.13 if not tight_back else 0.2
    base_top = seat - thick + 0.012
    front_y = -depth / 2 + 0.015
    body = [
        padded(
            (inner + 0.03, depth - 0.06, base_top - lift), (0, 0.01, (base_top + lift) / 2), 0.02, inner=3
        ),
    ]
    lean = 0.10
    back_low = lift + 0.02
    whole = arms in ("track", "slope") and 0.1 < height - arm_height < 0.27
    across = width - 0.012 if whole else inner + 0.04
    panel = padded((across, shell, height - back_low), (0, 0, 0), 0.045, (0, 0.012 * soft, 0.01), 6)
    middle = (height + back_low) / 2

    def reclined(p: Float) -> Float:
        shift = (p[:, 2] - height + middle) * lean
        if tight_back:  # the swell at the small of the back
            shift = shift - 0.03 * np.exp(-(((p[:, 2] + 0.02) / 0.16) ** 2)) * (p[:, 1] < 0)
        return np.asarray(p + np.outer(shift, (0, 1, 0)))

    panel = deformed(panel, reclined, 1.4)
    body.append(moved(panel, (0, back_y - shell / 2 - 0.014 * soft, middle)))
    for side in (-1, 1):
        body += _arm(arms, side, width, depth, arm, arm_height, lift, piping)
    loose: list[Mesh] = []
    count = 1 if bench else seats
    cell = inner / count
    seat_back = back_y - shell + 0.02 - lean * (height - seat) * 0.7
    long = seat_back - front_y
    for k in range(count):
        x = (k + 0.5) * cell - inner / 2
        loose.append(
            padded(
                (cell - 0.006, long, thick),
                (x, front_y + long / 2, seat - thick / 2 - 0.008 * soft),
                0.05,
                (0.004, 0.012 * soft, 0.03 * soft),
                5,
                0.006 * soft,
                seed + k,
                piping,
            )
        )
    if not tight_back:
        cell = inner / seats
        tall = height - seat + 0.04
        for k in range(seats):
            x = (k + 0.5) * cell - inner / 2
            pad = padded(
                (cell - 0.012, 0.17, tall),
                (0, 0, 0),
                0.06,
                (0.006, 0.045 * soft, 0.015),
                5,
                0.01 * soft,
                seed + 7 + k,
                piping,
                1,
            )
            at = (
                x,
                back_y - shell - 0.085 - 0.02 * soft + 0.04 - lean * (height - seat) * 0.5,
                seat + tall / 2 - 0.02,
            )
            loose.append(placed(pad, pose("x", -0.16, at)))
    stand = _feet(feet, width, depth, lift)
    return parts((body, cloth), (loose, cushions or cloth), (stand, wood))


def _arm(
    style: str, side: int, width: float, depth: float, arm: float, height: float, lift: float, piping: float
) -> list[Mesh]:
    x = side * (width / 2 - arm / 2)
    long = depth - 0.02
    if style == "rolled":
        r = arm * 0.56
        post = padded(
            (arm * 0.8, long - 0.01, height - r - lift),
            (x - side * 0.012, 0, (height - r + lift) / 2),
            0.02,
            inner=3,
        )
        outline = ellipse(arm * 1.12, 2 * r, 2.0, 24)
        levels = [
            (-long / 2 - 0.004, 0.9),
            (-long / 2, 0.97),
            (-long / 2 + 0.012, 1.0),
            (long / 2 - 0.012, 1.0),
            (long / 2, 0.95),
        ]
        rings = [
            np.column_stack([outline[::-1, 0] * s, np.full(24, y), outline[::-1, 1] * s]) for y, s in levels
        ]
        roll = moved(loft(np.array(rings), crease=0.8), (x + side * 0.004 - side * arm * 0.06, 0, height - r))
        disc = [
            np.column_stack([outline[::-1, 0] * s, np.full(24, y), outline[::-1, 1] * s])
            for y, s in ((-long / 2 - 0.014, 0.70), (-long / 2 - 0.012, 0.76), (-long / 2, 0.78))
        ]
        return [
            post,
            roll,
            moved(loft(np.array(disc), crease=0.8), (x + side * 0.004 - side * arm * 0.06, 0, height - r)),
        ]
    radius = {"track": 0.025, "slope": 0.03, "pillow": min(0.075, arm * 0.45)}[style]
    swell = (0.012, 0.01, 0.02) if style == "pillow" else (0.004, 0.004, 0.006)
    block = padded(
        (arm, long, height - lift),
        (0, 0, 0),
        radius,
        swell,
        4,
        0.0,
        0,
        piping if style != "pillow" else 0.0,
        0,
    )
    if style == "slope":
        tall = height - lift

        def slope(p: Float) -> Float:
            drop = np.clip((p[:, 2] / tall + 0.5), 0, 1) * (0.5 - p[:, 1] / long) * 0.22 * tall
            return np.asarray(p - np.outer(drop, (0, 0, 1)))

        block = deformed(block, slope, 1.4)
    return [moved(block, (x, 0, (height + lift) / 2))]


def _feet(style: str, width: float, depth: float, lift: float) -> list[Mesh]:
    top = lift + 0.012
    x, y = width / 2 - 0.07, depth / 2 - 0.08
    spots = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    out: list[Mesh] = []
    if style == "plinth":
        return [box((width - 0.06, depth - 0.08, top), (0, 0.01, top / 2), 0.003, 1)]
    if style == "skid":
        for s in (-1, 1):
            out.append(box((0.03, 2 * y + 0.06, 0.012), (s * x, 0, 0.006), 0.002, 1))
            out += [box((0.03, 0.012, top), (s * x, q * (y + 0.02), top / 2), 0.002, 1) for q in (-1, 1)]
        return out
    for sx, sy in spots:
        if style == "square":
            out.append(box((0.055, 0.055, top), (sx * x, sy * y, top / 2), 0.003))
        elif style == "bun":
            out.append(moved(cylinder(0.036, top, min(0.02, top * 0.4), 20), (sx * x, sy * y, 0)))
        else:
            tilt = min(0.025, lift * 0.2)
            out.append(
                moved(leg(top, 0.05, 0.026, (sx * tilt, sy * tilt)), (sx * (x - 0.015), sy * (y - 0.01), 0))
            )
    if width > 1.7:
        out.append(box((0.04, 0.04, top), (0, 0, top / 2), 0.003, 1))
    return out


class _Taste:
    """What a maker of upholstery chooses, but for the size."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.cloth = finishes.upholstery(rng)
        self.cushions = finishes.upholstery(rng) if rng.random() < 0.08 else None
        self.arms = str(rng.choice(ARMS, p=[0.42, 0.22, 0.16, 0.20]))
        self.feet = str(rng.choice(FEET, p=[0.40, 0.22, 0.13, 0.1, 0.15]))
        plinth = self.feet == "plinth"
        self.lift = float(rng.uniform(0.03, 0.05)) if plinth else float(rng.uniform(0.07, 0.16))
        if self.feet == "bun":
            self.lift = float(rng.uniform(0.05, 0.08))
        metal = self.feet == "skid" or (self.feet == "square" and rng.random() < 0.4)
        self.wood = finishes.frame_metal(rng) if metal else finishes.wood(rng)
        self.piping = 0.005 if rng.random() < 0.45 else 0.0
        self.soft = float(rng.uniform(0.5, 1.4))


@sampler("sofa")
def sofa_rand(rng: np.random.Generator) -> Asset:
    """A sofa with two or three seats."""
    taste = _Taste(rng)
    seats = int(rng.choice([2, 3], p=[0.45, 0.55]))
    arm = rng.uniform(0.09, 0.24)
    seat = rng.uniform(0.41, 0.47)
    made = upholstered(
        taste.cloth,
        taste.wood,
        seats=seats,
        width=seats * rng.uniform(0.56, 0.66) + 2 * arm,
        depth=rng.uniform(0.82, 0.98),
        height=rng.uniform(0.72, 0.92),
        seat=seat,
        arm=arm,
        arm_height=seat + rng.uniform(0.12, 0.22),
        arms=taste.arms,
        feet=taste.feet,
        lift=taste.lift,
        soft=taste.soft,
        piping=taste.piping,
        bench=bool(rng.random() < 0.2),
        tight_back=bool(rng.random() < 0.15),
        cushions=taste.cushions,
        seed=int(rng.integers(10_000)),
    )
    return Asset(
        "sofa", made, {"material": taste.cloth.kind, "upholstery": taste.cloth.kind, "seats": str(seats)}
    )


def lounge_chair(
    cloth: Material,
    wood: Material,
    width: float = 0.70,
    depth: float = 0.78,
    height: float = 0.80,
    seat: float = 0.41,
    arm_height: float = 0.58,
    lean: float = 0.35,
    slats: int = 5,
    seed: int = 0,
) -> tuple[Part, ...]:
    """The parts of an easy chair of wood: an open frame with flat arms, slats and two cushions.

    lean: radians.
    """
    x, y = width / 2 - 0.025, depth / 2
    frame: list[Mesh] = []
    for s in (-1, 1):
        frame.append(moved(leg(arm_height - 0.01, 0.045, 0.032, (0, -0.03)), (s * x, -y + 0.11, 0)))
        frame.append(moved(leg(arm_height - 0.01, 0.045, 0.032, (0, 0.06)), (s * x, y - 0.22, 0)))
        arm = padded((0.065, depth * 0.72, 0.026), (0, 0, 0), 0.012, (0.006, 0.01, 0), 3)
        frame.append(
            moved(
                deformed(arm, lambda p: p - np.outer(p[:, 1] * 0.07, (0, 0, 1))),
                (s * x, -y + depth * 0.37, arm_height),
            )
        )
        rail = box((0.022, depth * 0.66, 0.06), (0, 0, 0), 0.004)
        frame.append(placed(rail, pose("x", -0.09, (s * (x - 0.012), -0.03, seat - 0.155))))
    span = 2 * x
    frame += [box((span, 0.022, 0.05), (0, q, seat - 0.155 - q * 0.09), 0.004) for q in (-y + 0.11, y - 0.25)]
    tall = (height - seat + 0.18) / np.cos(lean)
    foot = np.array([0.0, y - 0.30, seat - 0.16])
    turn = pose("x", -lean, foot)
    for s in (-1, 1):
        frame.append(placed(box((0.028, 0.028, tall), (s * (width / 2 - 0.085), 0, tall / 2), 0.006), turn))
    rungs = np.linspace(0.12, tall - 0.03, slats)
    frame += [placed(box((width - 0.18, 0.014, 0.045), (0, 0, z), 0.004), turn) for z in rungs]
    slanted = pose("x", -0.09, (0, -0.045, seat - 0.055))
    pads = [
        placed(
            padded(
                (width - 0.125, depth * 0.68, 0.11),
                (0, 0, 0),
                0.035,
                (0.004, 0.01, 0.02),
                5,
                0.005,
                seed,
                0.004,
            ),
            slanted,
        )
    ]
    back = padded(
        (width - 0.135, 0.105, tall - 0.13),
        (0, -0.068, tall / 2 + 0.075),
        0.035,
        (0.004, 0.02, 0.01),
        5,
        0.006,
        seed + 1,
        0.004,
        1,
    )
    pads.append(placed(back, turn))
    low = [
        box((width - 0.14, 0.05, 0.012), (0, q, seat - 0.116 - q * 0.09), 0.003, 1)
        for q in np.linspace(-0.24, 0.16, 5)
    ]
    return parts((frame + low, wood), (pads, cloth))


def tub_chair(
    cloth: Material,
    wood: Material,
    width: float = 0.74,
    depth: float = 0.72,
    height: float = 0.76,
    seat: float = 0.43,
    arm_height: float = 0.62,
    lift: float = 0.14,
    thick: float = 0.085,
    seed: int = 0,
) -> tuple[Part, ...]:
    """The parts of a tub chair: its back and arms are one curved shell.

    thick: of the shell; lift: height of the legs.
    """
    n = 41
    turn = np.linspace(-0.12 * np.pi, 1.12 * np.pi, n)
    a, b = (width - thick) / 2, (depth - thick) / 2
    line = np.column_stack([a * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.75, b * np.sin(turn)])
    line[:, 1] = np.where(
        np.sin(turn) < 0, (np.sin(turn) / np.sin(0.12 * np.pi)) * b * 0.93, line[:, 1] * 0.99
    )
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    out = np.column_stack([way[:, 1], -way[:, 0]])
    share = np.clip(np.sin(turn), 0, 1) ** 1.5
    tops = arm_height + (height - arm_height) * share - lift
    section = np.array(
        [
            (-0.5, 0.02),
            (-0.35, 0),
            (0.35, 0),
            (0.5, 0.02),
            (0.5, 0.35),
            (0.5, 0.7),
            (0.5, 0.9),
            (0.42, 0.965),
            (0.25, 0.992),
            (0, 1),
            (-0.25, 0.992),
            (-0.42, 0.965),
            (-0.5, 0.9),
            (-0.5, 0.7),
            (-0.5, 0.35),
        ]
    )
    ends = np.ones(n)
    ends[[0, -1]] = 0.72
    ends[[1, -2]] = 0.95
    rings = np.zeros((n, len(section), 3))
    for k in range(n):
        flare = 1 + 0.0 * share[k]
        across = section[:, 0] * thick * ends[k] * flare + 0.035 * (section[:, 1] - 0.5) * (0.4 + share[k])
        rings[k, :, :2] = line[k] + across[:, None] * out[k]
        rings[k, :, 2] = lift + (0.5 + (section[:, 1] - 0.5) * (0.97 + 0.03 * ends[k])) * tops[k]
    shell = loft(rings[:, ::-1], crease=1.4)
    seat_deep = depth - thick * 1.15
    seat_pad = padded(
        (width - 1.9 * thick, seat_deep, 0.15),
        (0, -thick * 0.55, seat - 0.085),
        0.05,
        (0.0, 0.02, 0.03),
        6,
        0.004,
        seed,
        0.005,
    )

    def narrow(p: Float) -> Float:
        rear = np.clip(p[:, 1] / (depth / 2), 0, 1)
        return np.asarray(p * np.column_stack([1 - 0.28 * rear**2, np.ones_like(rear), np.ones_like(rear)]))

    base = padded(
        (width - 1.9 * thick, seat_deep, seat - 0.13 - lift),
        (0, -thick * 0.5, (seat - 0.13 + lift) / 2),
        0.02,
        inner=5,
    )
    stand = [
        moved(
            leg(lift + 0.02, 0.044, 0.024, (sx * 0.03, sy * 0.03)),
            (sx * (width * 0.36), sy * depth * 0.33, 0),
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    return parts(
        ([shell, deformed(seat_pad, narrow, 1.4), deformed(base, narrow, 1.4)], cloth), (stand, wood)
    )


@sampler("armchair")
def armchair_rand(rng: np.random.Generator) -> Asset:
    """An armchair: upholstered, a tub, or a frame of wood with cushions."""
    taste = _Taste(rng)
    pick, seed = rng.random(), int(rng.integers(10_000))
    seat = rng.uniform(0.40, 0.46)
    if pick < 0.55:
        shape = "upholstered"
        arm = rng.uniform(0.09, 0.2)
        made = upholstered(
            taste.cloth,
            taste.wood,
            seats=1,
            width=rng.uniform(0.54, 0.64) + 2 * arm,
            depth=rng.uniform(0.78, 0.95),
            height=rng.uniform(0.74, 1.0),
            seat=seat,
            arm=arm,
            arm_height=seat + rng.uniform(0.12, 0.22),
            arms=taste.arms,
            feet=taste.feet,
            lift=taste.lift,
            soft=taste.soft,
            piping=taste.piping,
            tight_back=bool(rng.random() < 0.3),
            cushions=taste.cushions,
            seed=seed,
        )
    elif pick < 0.78:
        shape = "tub"
        made = tub_chair(
            taste.cloth,
            taste.wood,
            width=rng.uniform(0.68, 0.82),
            depth=rng.uniform(0.66, 0.78),
            height=rng.uniform(0.70, 0.82),
            seat=seat,
            arm_height=seat + rng.uniform(0.14, 0.22),
            lift=rng.uniform(0.10, 0.18),
            thick=rng.uniform(0.07, 0.11),
            seed=seed,
        )
    else:
        shape = "wooden frame"
        made = lounge_chair(
            taste.cloth,
            finishes.wood(rng) if rng.random() < 0.9 else materials.paint((0.08, 0.08, 0.08)),
            width=rng.uniform(0.64, 0.76),
            depth=rng.uniform(0.72, 0.84),
            height=rng.uniform(0.74, 0.95),
            seat=seat,
            arm_height=seat + rng.uniform(0.14, 0.19),
            lean=rng.uniform(0.28, 0.42),
            slats=int(rng.integers(4, 7)),
            seed=seed,
        )
    return Asset(
        "armchair",
        centred(made),
        {"material": taste.cloth.kind, "upholstery": taste.cloth.kind, "shape": shape},
    )
