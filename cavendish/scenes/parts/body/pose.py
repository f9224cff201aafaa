# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How a body is held: poses as angles and places for the feet and hands, and the bones they lead to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cavendish.scenes.geometry import rotation
from cavendish.scenes.parts.body.blob import along
from cavendish.scenes.scene import Float

SIDES = (-1.0, 1.0)  # the right and the left limb: a body faces -Y, so its right hand is at -X
ANKLE = 0.046  # height of the ankle over the ground, in heights of the body, shoes included
BALL, HEEL = 0.078, 0.034  # from the ankle to the ball of the foot and to the heel, likewise


@dataclass(frozen=True)
class Foot:
    """Where a foot is: metres for a body of 1 m. out: from the middle line; ahead: of the hips; lift: of the sole.

    pitch: heel up (positive) or toes up, radians. turn: toes out. knee: how far the knee falls outwards; apart: how far
    it is from the middle line instead, as far as the leg allows.
    """

    out: float = 0.052
    ahead: float = 0.0
    lift: float = 0.0
    pitch: float = 0.0
    turn: float = 0.18
    knee: float = 0.0
    apart: float | None = None


@dataclass(frozen=True)
class Arm:
    """How an arm is held, radians. flex: swung forward; abduct: away from the body; elbow: bent; turn: of the forearm inwards.

    hand: a place for the wrist instead, in the world where `world`, else (out, ahead, up) from the hips, in heights of
    the body. pole: where the elbow points then, (out, back, up). palm: where the palm looks, (out, back, up); curl: of
    the fingers, 0 flat to 1 a fist. wrist: bent towards the palm.
    """

    flex: float = 0.05
    abduct: float = 0.14
    elbow: float = 0.25
    turn: float = 0.3
    hand: tuple[float, float, float] | None = None
    world: bool = False
    pole: tuple[float, float, float] = (0.5, 0.8, -0.6)
    palm: tuple[float, float, float] = (-1.0, 0.25, 0.0)
    fingers: tuple[float, float, float] | None = None
    wrist: float = 0.0
    curl: float = 0.35


@dataclass(frozen=True)
class Pose:
    """A whole pose. Angles in radians; pairs are right and left.

    lean: of the trunk forwards at the waist; tilt: of the hips forwards; twist: of the shoulders about the vertical;
    roll, turn: of the hips, towards the right; sway: of the trunk sideways. head: nod, turn and cock of the head.
    seat: height of the hip joints over the ground, metres, where one sits. stretch: how straight the longer leg is.
    """

    name: str = "standing"
    feet: tuple[Foot, Foot] = (Foot(), Foot())
    arms: tuple[Arm, Arm] = (Arm(), Arm())
    lean: float = 0.0
    tilt: float = 0.0
    twist: float = 0.0
    roll: float = 0.0
    turn: float = 0.0
    sway: float = 0.0
    shift: float = 0.0
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    seat: float | None = None
    stretch: float = 0.9982


@dataclass(frozen=True, eq=False)
class Limb:
    """Joints of an arm or leg from the body outwards, (3,) metres each, where its bend points and the end's frame.

    frame: (3, 3); of a hand its columns are the thumb's side, the back of the hand and the fingers; of a foot the
    left, back and up.
    """

    side: float
    root: Float
    middle: Float
    tip: Float
    back: Float
    frame: Float
    curl: float = 0.3


@dataclass(frozen=True, eq=False)
class Bones:
    """A posed skeleton. waist: (3,); hips, chest, skull: frames (3, 3); head: (3,), between the ears."""

    height: float
    waist: Float
    hips: Float
    chest: Float
    nape: Float
    head: Float
    skull: Float
    arms: tuple[Limb, Limb]
    legs: tuple[Limb, Limb]


@dataclass(frozen=True)
class Lengths:
    """Of a skeleton, in heights of the body; `head` is the ears' height below the top, in metres."""

    waist: float = 0.615
    hip: float = 0.526
    hip_out: float = 0.052
    thigh: float = 0.241
    shank: float = 0.243
    shoulder: float = 0.783
    shoulder_out: float = 0.103
    upper_arm: float = 0.172
    forearm: float = 0.147
    head: float = 0.13


def bones(height: float, size: Lengths, pose: Pose) -> Bones:
    """The skeleton of a body of `height` metres in a pose, its feet on z = 0, its hips above x = y = 0."""
    h = height
    hips = (rotation("z", -pose.turn) @ rotation("y", -pose.roll) @ rotation("x", pose.tilt))[:3, :3]
    chest = (rotation("z", pose.twist) @ rotation("y", pose.sway) @ rotation("x", pose.lean + pose.tilt))[
        :3, :3
    ]
    ankles, frames = zip(
        *(_foot(h, foot, side) for foot, side in zip(pose.feet, SIDES, strict=True)), strict=True
    )
    sockets = [hips @ (side * size.hip_out * h, 0.0, 0.0) + (pose.shift * h, 0, 0) for side in SIDES]
    reach = (size.thigh + size.shank) * h
    if pose.seat is None:
        level = np.inf
        for ankle, socket in zip(ankles, sockets, strict=True):
            flat = float(np.hypot(*(ankle - socket)[:2]))
            rise = np.sqrt(max((pose.stretch * reach) ** 2 - flat**2, (0.3 * reach) ** 2))
            level = min(level, float(ankle[2] + rise - socket[2]))
    else:
        level = pose.seat
    center = np.array([pose.shift * h, 0.0, level])
    legs = []
    for side, ankle, frame, socket, foot in zip(SIDES, ankles, frames, sockets, pose.feet, strict=True):
        root = socket + (0, 0, level)
        forward = -frame[:, 1] * np.array([1, 1, 0]) + np.array([side * foot.knee, -0.15, 0.12])
        if foot.apart is not None:
            forward = _astride(
                root, ankle, size.thigh * h, size.shank * h, forward, side, side * foot.apart * h
            )
        knee, tip = joint(root, ankle, size.thigh * h, size.shank * h, forward)
        legs.append(Limb(side, root, knee, tip, -_across(forward, tip - root), frame))
    waist = center + hips @ (0, 0, (size.waist - size.hip) * h)
    nape = waist + chest @ (0, 0.016 * h, (0.836 - size.waist) * h)
    arms = []
    for side, arm in zip(SIDES, pose.arms, strict=True):
        root = waist + chest @ (side * size.shoulder_out * h, 0.012 * h, (size.shoulder - size.waist) * h)
        arms.append(_arm(root, side, arm, chest, center, h, size))
    nod, turn, cock = pose.head
    upright = (rotation("z", 0.6 * pose.twist + turn) @ rotation("y", cock) @ rotation("x", nod))[:3, :3]
    rise = h - size.head - 0.836 * h
    neck = (rotation("z", 0.6 * pose.twist) @ rotation("x", 0.5 * (pose.lean + pose.tilt + nod)))[:3, :3]
    head = nape + neck @ (0, -0.014 * h, rise)
    return Bones(h, waist, hips, chest, nape, head, upright, (arms[0], arms[1]), (legs[0], legs[1]))


def joint(root: Float, tip: Float, first: float, second: float, pole: Float) -> tuple[Float, Float]:
    """Where a limb of two bones bends so that it reaches `tip`, towards `pole`, and the tip it does reach."""
    way = tip - root
    far = float(np.clip(np.linalg.norm(way), abs(first - second) * 1.05, (first + second) * 0.9995))
    way = way / np.linalg.norm(way)
    share = (first**2 - second**2 + far**2) / (2 * far)
    side = np.sqrt(max(first**2 - share**2, 0.0))
    return root + way * share + _across(np.asarray(pole, float), way) * side, root + way * far


def _astride(
    root: Float, tip: Float, first: float, second: float, forward: Float, side: float, x: float
) -> Float:
    """Towards where a knee bends so that it comes to `x`, on the side of `forward` as far as it can."""
    middle, end = joint(root, tip, first, second, forward)
    way = (end - root) / np.linalg.norm(end - root)
    center = root + ((middle - root) @ way) * way
    out = _across(np.array([side, 0.0, 0.0]), way)
    ahead = np.cross(way, out)
    ahead *= np.sign(ahead @ forward)
    part = float(np.clip((x - center[0]) / (np.linalg.norm(middle - center) * out[0]), -0.95, 0.95))
    return np.asarray(part * out + np.sqrt(1 - part**2) * ahead)


def _across(pole: Float, way: Float) -> Float:
    way = way / np.linalg.norm(way)
    out = pole - (pole @ way) * way
    return np.asarray(out / np.linalg.norm(out))


def _foot(h: float, foot: Foot, side: float) -> tuple[Float, Float]:
    """The ankle and the foot's frame; a pitched foot rolls over its ball or its heel."""
    turn = rotation("z", side * foot.turn)[:3, :3]
    frame = turn @ rotation("x", foot.pitch)[:3, :3]
    pivot = np.array([0, -BALL, 0]) if foot.pitch > 0 else np.array([0, HEEL, 0])
    ankle = turn @ pivot + frame @ (np.array([0, 0, ANKLE]) - pivot)
    return h * (ankle + (side * foot.out, -foot.ahead, foot.lift)), frame


def _arm(root: Float, side: float, arm: Arm, chest: Float, hips: Float, h: float, size: Lengths) -> Limb:
    first, second = size.upper_arm * h, size.forearm * h
    mirror = np.array([side, 1.0, 1.0])
    if arm.hand is None:
        swing = (rotation("y", -side * arm.abduct) @ rotation("x", -arm.flex))[:3, :3]
        swing = chest @ swing
        middle = root + swing @ (0, 0, -first)
        bend = (rotation("z", -side * arm.turn) @ rotation("x", -arm.elbow))[:3, :3]
        tip = middle + swing @ bend @ (0, 0, -second)
        back = swing @ rotation("z", -side * arm.turn)[:3, :3] @ (0.0, 1.0, 0.0)
    else:
        if arm.world:
            target = np.array(arm.hand)
        else:
            target = hips + h * np.array([side * arm.hand[0], -arm.hand[1], arm.hand[2]])
        pole = chest @ (mirror * arm.pole)
        middle, tip = joint(root, target, first, second, pole)
        back = _across(pole, tip - root)
    fingers = tip - middle if arm.fingers is None else mirror * arm.fingers
    fingers = fingers / np.linalg.norm(fingers)
    frame = along(fingers, -(chest @ (mirror * arm.palm)))
    if arm.wrist:
        c, s = np.cos(arm.wrist), np.sin(arm.wrist)
        fingers = c * fingers - s * frame[:, 1]
        frame = along(fingers, frame[:, 1])
    return Limb(side, root, middle, tip, back, frame, arm.curl)


def standing(rng: np.random.Generator) -> Pose:
    """Upright, mostly with the weight on one leg; the arms hang, or a hand is at the hip, on the bag or raised."""
    side = int(rng.integers(2))
    ease = float(rng.uniform(0.0, 1.0))
    free = Foot(
        0.055 + 0.03 * ease,
        0.02 + 0.05 * ease * rng.uniform(-0.3, 1),
        0.0,
        0.0,
        0.2 + 0.25 * ease,
        0.3 * ease,
    )
    firm = Foot(0.045, 0.0, turn=float(rng.uniform(0.08, 0.3)))
    lean = (1 if side == 0 else -1) * ease
    arms = [_hanging(rng), _hanging(rng)]
    gesture = rng.random()
    k = int(rng.integers(2))
    if gesture < 0.12:
        arms[k] = Arm(hand=(0.115, 0.005, 0.085), pole=(1.0, 0.5, 0.1), palm=(-1, 0.4, -0.3), curl=0.4)
    elif gesture < 0.24:  # looks at something in the hand
        arms[k] = Arm(0.2, 0.1, 1.75, 0.45, palm=(-0.5, 0.6, 0.6), curl=0.6)
    elif gesture < 0.34:  # both hands together in front
        arms = [
            Arm(hand=(0.012, 0.088, 0.03 + 0.012 * j), pole=(0.9, 0.5, -0.4), palm=(-0.3, 1, 0))
            for j in (0, 1)
        ]
    elif gesture < 0.44:  # behind the back
        arms = [
            Arm(
                hand=(0.02, -0.095, 0.04 + 0.02 * j),
                pole=(1.0, 0.3, -0.4),
                palm=(-0.3, 1, 0.2),
                fingers=(-0.9, 0, -0.4),
            )
            for j in (0, 1)
        ]
    elif gesture < 0.5:  # waves or points
        arms[k] = Arm(float(rng.uniform(0.5, 1.4)), 0.5, 1.5, -0.2, palm=(0, -1, 0), curl=0.1)
    nod, look = float(rng.normal(0.05, 0.1)), float(rng.normal(0, 0.3))
    return Pose(
        "standing",
        (firm, free) if side == 0 else (free, firm),
        (arms[0], arms[1]),
        lean=float(rng.normal(0.02, 0.03)),
        twist=float(rng.normal(0, 0.08)),
        roll=0.07 * lean,
        sway=-0.03 * lean,
        shift=-0.02 * lean,
        head=(nod, float(np.clip(look, -0.8, 0.8)), float(rng.normal(0, 0.05))),
    )


def walking(rng: np.random.Generator) -> Pose:
    """A step: opposite arm and leg forward, the pelvis turned with the leg."""
    side = int(rng.integers(2))
    long = float(rng.uniform(0.75, 1.15))
    phase = float(rng.uniform(0.0, 1.0))  # 0: both feet down and apart; 1: the swinging foot passes the other
    wide = 0.03
    if phase < 0.6:
        p = phase / 0.6
        front = Foot(wide, 0.2 * long - 0.05 * p, 0.0, -0.35 * (1 - p), 0.1)
        rear = Foot(wide, -0.17 * long - 0.03 * p, 0.0, 0.35 + 0.4 * p, 0.12)
        spread = 1 - 0.2 * p
    else:
        p = (phase - 0.6) / 0.4
        front = Foot(wide, 0.04 - 0.05 * p, 0.0, 0.0, 0.1)
        rear = Foot(wide, -0.16 + 0.17 * p, 0.03 + 0.01 * p, 0.9 - 0.7 * p, 0.1)
        spread = 0.55 - 0.4 * p
    swing = 0.5 * long * spread
    forth = Arm(swing * 0.9, 0.1, 0.35 + 0.45 * spread, 0.25, curl=0.45)
    back = Arm(-swing * 0.9, 0.12, 0.2 + 0.1 * spread, 0.2, curl=0.45)
    sign = 1.0 if side == 0 else -1.0  # side: the foot in front, right or left
    return Pose(
        "walking",
        (front, rear) if side == 0 else (rear, front),
        (back, forth) if side == 0 else (forth, back),
        lean=float(rng.normal(0.03, 0.02)),
        tilt=0.02,
        twist=-0.14 * sign * spread,
        turn=-0.1 * sign * spread,
        roll=0.03 * sign * (1 - spread),
        head=(float(rng.normal(0.06, 0.08)), float(rng.normal(0, 0.2)), 0.0),
        stretch=0.9985,
    )


def sitting(rng: np.random.Generator, hip: float, height: float, size: Lengths) -> Pose:
    """On a seat that brings the hip joints to `hip` metres; the feet stand in front, the hands lie in the lap."""
    h = height
    drop = float(np.clip((hip / h - ANKLE) / size.shank, -1, 1))
    knee = size.thigh + size.shank * np.sqrt(max(1 - min(drop, 1.0) ** 2, 0.0)) * 0.6
    ahead = float(knee + rng.uniform(-0.05, 0.02))
    apart = float(rng.uniform(0.0, 0.05))
    feet = [
        Foot(0.05 + apart, ahead + float(rng.uniform(-0.05, 0.03)), 0.0, 0.0, 0.1 + apart, 0.6 * apart)
        for _ in SIDES
    ]
    on = float(rng.uniform(0.13, 0.2))
    arms = [
        Arm(
            hand=(0.07, on, 0.062),
            pole=(0.6, 0.8, -0.7),
            palm=(-0.15, 0.2, -1.0),
            fingers=(-0.25, -1, -0.1),
            curl=0.25,
        )
        for _ in SIDES
    ]
    if rng.random() < 0.3:
        arms[int(rng.integers(2))] = Arm(0.35, 0.1, 1.7, 0.5, palm=(-0.5, 0.6, 0.6), curl=0.6)
    return Pose(
        "sitting",
        (feet[0], feet[1]),
        (arms[0], arms[1]),
        lean=float(rng.uniform(-0.05, 0.14)),
        tilt=-0.12,
        twist=float(rng.normal(0, 0.06)),
        head=(float(rng.normal(0.1, 0.12)), float(rng.normal(0, 0.3)), 0.0),
        seat=hip,
    )


def _hanging(rng: np.random.Generator) -> Arm:
    return Arm(
        float(rng.normal(0.06, 0.06)),
        float(rng.uniform(0.1, 0.2)),
        float(rng.uniform(0.15, 0.45)),
        float(rng.uniform(0.1, 0.5)),
        curl=float(rng.uniform(0.3, 0.55)),
    )
