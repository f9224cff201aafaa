# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Riders: people who sit on a bicycle or a motorcycle, their hands on its handlebars, their feet on its pedals or rests."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.person import attributes, centred
from cavendish.scenes.geometry import moved
from cavendish.scenes.parts.body.figure import figure
from cavendish.scenes.parts.body.pose import BALL, SIDES, Arm, Foot, Pose
from cavendish.scenes.parts.clothes.wardrobe import COLORS, Look, someone
from cavendish.scenes.scene import Asset, Part

HIP = 0.050  # from a saddle up to the hip joints, in heights of the body


@dataclass(frozen=True)
class Mount:
    """Where a machine holds its rider, metres in the machine's frame: it stands on z = 0 and faces -Y.

    saddle: (y, z) of the middle of its top. grips: (half width, y, z) of the handlebars' ends where hands hold them.
    cranks: (y, z) of the pedals' axle and the cranks' length; a length of 0 makes them fixed rests. pedal: half the
    distance between the feet. angle: of the cranks, radians; at 0 the right pedal is in front.
    """

    saddle: tuple[float, float] = (0.30, 0.95)
    grips: tuple[float, float, float] = (0.275, -0.18, 1.05)
    cranks: tuple[float, float, float] = (0.10, 0.27, 0.168)
    pedal: float = 0.13
    angle: float = 0.4


# The kinds of `bicycle`, the hubs half a wheelbase before and behind the origin, and a motorcycle.
MOUNTS: dict[str, Mount] = {
    "city bicycle": Mount(),
    "step-through bicycle": Mount((0.285, 0.90)),
    "racing bicycle": Mount((0.275, 0.96), (0.205, -0.45, 0.94), (0.07, 0.27, 0.168)),
    "mountain bicycle": Mount((0.32, 0.95), (0.32, -0.35, 0.955), (0.125, 0.29, 0.168)),
    "motorcycle": Mount((0.25, 0.80), (0.34, -0.36, 1.00), (0.02, 0.30, 0.0), 0.20),
}


def rider(look: Look, mount: Mount, lean: float = 0.45, head: float = 0.0) -> Asset:
    """A rider in the frame of the machine, not on the ground. lean: of the trunk, radians; head: turned by so much."""
    pose = riding(look, mount, lean, head)
    shift = (0.0, mount.saddle[0], 0.0)
    made = tuple(Part(moved(part.mesh, shift), part.material) for part in figure(look, pose))
    return Asset("rider", made, attributes(look, "riding"))


def riding(look: Look, mount: Mount, lean: float, head: float) -> Pose:
    """The pose that puts a body on a machine, with the middle between its hips above x = y = 0."""
    h = look.body.height
    seat = mount.saddle[1] + HIP * h
    y, z, length = mount.cranks
    feet = []
    for side in SIDES:
        turn = mount.angle + (np.pi if side > 0 else 0.0)
        fixed = length == 0
        pedal = np.array([y - length * np.cos(turn), z + length * np.sin(turn) + 0.012])
        pitch = 0.0 if fixed else 0.12 - 0.16 * float(np.sin(turn))
        # The ball of the foot is on the pedal; a foot that is pitched up rolls over its ball.
        ahead = -(pedal[0] - mount.saddle[0]) - (BALL * h if pitch >= 0 else BALL * h * np.cos(pitch))
        lift = float(pedal[1]) + (0.0 if pitch >= 0 else -(BALL * h) * float(np.sin(-pitch)))
        feet.append(Foot(mount.pedal / h, ahead / h, lift / h, pitch, 0.06, 0.12 if fixed else 0.05))
    wide, front, high = mount.grips
    arms = []
    reach = 0.042 * h  # the wrist is behind and above the grip
    for side in SIDES:
        wrist = (side * wide, front - mount.saddle[0] + reach * 0.9, high + reach * 0.35)
        arms.append(
            Arm(
                hand=wrist,
                world=True,
                pole=(0.75, 0.5, -0.75),
                palm=(-0.1, 0.35, -1.0),
                fingers=(-0.05, -1.0, -0.28),
                curl=0.92,
            )
        )
    return Pose(
        "riding",
        (feet[0], feet[1]),
        (arms[0], arms[1]),
        lean=lean * 0.7,
        tilt=lean * 0.3,
        head=(-0.25 * lean, head, 0.0),
        seat=seat,
    )


def reaching(look: Look, mount: Mount) -> float:
    """How far a body of a look leans forward so that its arms, a little bent, reach a machine's handlebars, radians."""
    h, size = look.body.height, look.body.lengths
    arm = (size.upper_arm + size.forearm) * h * 0.96
    seat = mount.saddle[1] + HIP * h
    trunk = (size.shoulder - size.hip) * h
    best, score = 0.0, np.inf
    for lean in np.linspace(-0.05, 1.0, 43):
        shoulder = np.array(
            [
                size.shoulder_out * h,
                mount.saddle[0] - trunk * np.sin(lean * 0.9),
                seat + trunk * np.cos(lean * 0.9),
            ]
        )
        wrist = np.array([mount.grips[0], mount.grips[1] + 0.038 * h, mount.grips[2] + 0.015 * h])
        off = abs(float(np.linalg.norm(shoulder - wrist)) - arm)
        if off < score:
            best, score = float(lean), off
    return best


def equipped(look: Look, helmet: str, rng: np.random.Generator) -> Look:
    """The look with a helmet on, and nothing that a rider could not wear."""
    color = COLORS[str(rng.choice(["white", "black", "red", "blue", "grey", "yellow", "orange", "teal"]))]
    shell = materials.paint(finishes.jitter(color, rng, 0.02), 0.2, seed=finishes.seed(rng))
    bag = look.bag if look.bag != "handbag" else "none"
    return replace(look, hat=helmet, hat_cloth=shell if helmet != "none" else look.hat_cloth, bag=bag)


def rider_rand(rng: np.random.Generator, mount: Mount | None = None, kind: str = "city bicycle") -> Asset:
    """A rider for a machine of a kind, one of MOUNTS, in the machine's frame; `mount`: where this one holds him."""
    mount = mount or MOUNTS[kind]
    look = someone(rng, cycling=True)
    if kind == "motorcycle":
        helmet = "motorcycle helmet" if rng.random() < 0.65 else "open helmet"
    else:
        fit = mount.saddle[1] / 0.54  # who rides a high saddle is tall
        height = float(np.clip(look.body.height, fit - 0.10, fit + 0.14))
        look = replace(look, body=replace(look.body, height=min(height, 1.95)))
        sport = kind in ("racing bicycle", "mountain bicycle")
        helmet = "bicycle helmet" if rng.random() < (0.85 if sport else 0.45) else "none"
    look = equipped(look, helmet, rng)
    return rider(look, mount, reaching(look, mount), float(rng.normal(0, 0.12)))


@sampler("rider")
def any_rider_rand(rng: np.random.Generator) -> Asset:
    """A rider without a machine, the lowest sole on z = 0: a cyclist, at times a motorcyclist."""
    kind = str(rng.choice(list(MOUNTS), p=[0.3, 0.17, 0.15, 0.15, 0.23]))
    base = MOUNTS[kind]
    up = float(rng.uniform(-0.05, 0.06))
    mount = replace(
        base,
        saddle=(base.saddle[0] + 0.3 * up, base.saddle[1] + up),
        grips=(
            base.grips[0] * float(rng.uniform(0.95, 1.05)),
            base.grips[1],
            base.grips[2] + float(rng.uniform(-0.04, 0.05)),
        ),
        angle=float(rng.uniform(0, 2 * np.pi)),
    )
    return centred(rider_rand(rng, mount, kind))
