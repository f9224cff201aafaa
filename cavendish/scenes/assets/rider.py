# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Riders: people who sit on a bicycle or a motorcycle, their hands on its handlebars, their feet on its pedals or rests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.person import attributes, centred
from cavendish.scenes.geometry import moved
from cavendish.scenes.parts.body.figure import figure
from cavendish.scenes.parts.body.pose import BALL, SIDES, Arm, Foot, Pose, bones
from cavendish.scenes.parts.clothes.wardrobe import COLORS, Look, someone
from cavendish.scenes.parts.mount import Mount
from cavendish.scenes.scene import Asset, Part

HIP = {
    True: 0.069,
    False: 0.075,
}  # from a saddle up to the hip joints, in heights of the body; with pedals or rests
KNEE = 0.046  # from what the knee goes round to its middle, likewise
FIST, RISE = 0.042, 0.021  # from a grip back and up to the wrist, likewise


# The usual places of kinds of machines; those of one that is there come with it.
MOUNTS: dict[str, Mount] = {
    "city bicycle": Mount(),
    "step-through bicycle": Mount((0.0, 0.32, 0.905)),
    "racing bicycle": Mount((0.0, 0.29, 0.97), ((-0.205, -0.45, 0.94), (0.205, -0.45, 0.94))),
    "mountain bicycle": Mount((0.0, 0.335, 0.95), ((-0.31, -0.32, 0.97), (0.31, -0.32, 0.97))),
    "motorcycle": Mount(
        (0.0, 0.33, 0.805),
        ((-0.34, -0.30, 1.00), (0.34, -0.30, 1.00)),
        ((-0.225, 0.08, 0.376), (0.225, 0.08, 0.376)),
        False,
        0.15,
    ),
}


def rider(look: Look, mount: Mount, lean: float = 0.45, head: float = 0.0) -> Asset:
    """A rider in the frame of the machine, not on the ground. lean: of the trunk, radians; head: turned by so much."""
    pose = riding(look, mount, lean, head)
    shift = (0.0, mount.saddle[1], 0.0)
    made = tuple(Part(moved(part.mesh, shift), part.material) for part in figure(look, pose))
    return Asset("rider", made, attributes(look, "riding"))


def riding(look: Look, mount: Mount, lean: float, head: float) -> Pose:
    """The pose that puts a body on a machine, with the middle between its hips above x = y = 0."""
    h = look.body.height
    feet, arms = [], []
    for side, (x, y, z) in zip(SIDES, mount.feet, strict=True):
        other = mount.feet[0 if side > 0 else 1][2]
        pitch = 0.12 + 0.5 * (other - z) if mount.pedals else 0.0  # the heel of the lower foot is up
        # The ball of the foot is on the pedal; a foot that is pitched up rolls over its ball.
        flat = BALL * h * (1.0 if pitch >= 0 else float(np.cos(pitch)))
        lift = z + BALL * h * float(np.sin(max(-pitch, 0.0)))
        ahead = mount.saddle[1] - y - flat
        apart = mount.knees / h + KNEE if mount.knees else None
        feet.append(
            Foot(side * x / h, ahead / h, lift / h, pitch, 0.06, 0.05 if mount.pedals else 0.12, apart)
        )
    for side, (x, y, z) in zip(SIDES, mount.grips, strict=True):
        wrist = (x - side * 0.05 * FIST * h, y - mount.saddle[1] + 0.9 * FIST * h, z + RISE * h)
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
    (x0, y0, _), (x1, y1, _) = mount.grips
    twist = 0.6 * float(np.arctan2(y1 - y0, x1 - x0))  # the shoulders go along with the handlebars
    return Pose(
        "riding",
        (feet[0], feet[1]),
        (arms[0], arms[1]),
        lean=lean * 0.7,
        tilt=lean * 0.3,
        twist=twist,
        head=(-0.25 * lean, head, 0.0),
        seat=mount.saddle[2] + HIP[mount.pedals] * h,
    )


def reaching(look: Look, mount: Mount) -> float:
    """How far a body of a look leans forward so that its arms, a little bent, reach a machine's handlebars, radians."""
    h, size = look.body.height, look.body.lengths
    arm = (size.upper_arm + size.forearm) * h * 0.96
    best, score = 0.0, np.inf
    for lean in np.linspace(-0.05, 1.3, 28):
        pose = riding(look, mount, float(lean), 0.0)
        limbs = zip(bones(h, size, pose).arms, pose.arms, strict=True)
        off = max(abs(float(np.linalg.norm(limb.root - np.array(held.hand))) - arm) for limb, held in limbs)
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
        fit = mount.saddle[2] / 0.54  # who rides a high saddle is tall
        height = float(np.clip(look.body.height, fit - 0.02, fit + 0.14))
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
    mount = replace(base, saddle=(0.0, base.saddle[1] + 0.3 * up, base.saddle[2] + up))
    if base.pedals:
        turn = float(rng.uniform(0, 2 * np.pi))
        along, rise = 0.168 * np.cos(turn), 0.168 * np.sin(turn)
        mount = replace(
            mount, feet=((-0.134, 0.105 - along, 0.285 + rise), (0.134, 0.105 + along, 0.285 - rise))
        )
    return centred(rider_rand(rng, mount, kind))
