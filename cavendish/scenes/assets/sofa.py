# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Sofas, and what upholstered armchairs share with them: a padded frame with arms, seat and back cushions, and feet."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, placed
from cavendish.scenes.parts.fittings import deformed, ellipse, leg, loft, padded, parts, pose
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


class Taste:
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
    taste = Taste(rng)
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
