# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Let rigid things fall until they lie still, by MuJoCo: on their sides, leaning, stacked, in bowls."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from cavendish.scenes.pieces import Piece, pieces
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.touch import Body, Posed, cross, room

STEP = 0.005  # seconds
DENSITY = 400.0  # kg/m3, as hollow household goods have
FRICTION = (0.6, 0.004, 0.003)  # sliding; turning and rolling in metres
# Metres and radians a second: no thin wall is leapt over. A fall may be faster, for walls stand.
SLOWEST = np.array([-0.8, -0.8, -1.6, -6.0, -6.0, -6.0])
FASTEST = np.array([0.8, 0.8, 0.8, 6.0, 6.0, 6.0])
SPIN = 0.975  # of its turning that a thing keeps each step: fruit and cans are no perfect rollers
STILL = np.array([0.01, 0.01, 0.01, 0.08, 0.08, 0.08])  # below which a thing counts as at rest
SLOW = 4  # times as fast as that, a thing is said to move still
QUIET = 2  # times, ten steps apart, that things must be found at rest
SEARCH = 0.008  # metres that a thing may be let down at the end
SINK = 6e-4  # metres that it may be lifted


class Rest(NamedTuple):
    """Where things lie, (4, 4) each, and whether each of them still moves."""

    poses: list[Float]
    moving: list[bool]


def settle(still: Sequence[Object], falling: Sequence[Object], seconds: float = 3.0) -> list[Float]:
    """Where things lie after they fell for `seconds` at most: poses (4, 4), one for each of `falling`. See `let_fall`."""
    return let_fall(still, falling, seconds).poses


def let_fall(
    still: Sequence[Object],
    falling: Sequence[Object],
    seconds: float = 3.0,
    share: float = 1.0,
    floor: float | None = None,
) -> Rest:
    """Where things lie after they fell for `seconds` at most, or until a share of those over a floor lies still.

    floor: a height, metres; without it, a metre below all that is still.

    Things start from their poses, at rest, and should not start inside one another; what is in `still` does not move.
    They collide as the convex pieces of their meshes (`scenes.pieces`); at the end each is let down or lifted until
    the meshes themselves touch, to well under a millimetre. The same input gives the same bytes.
    What fell over an edge goes on falling: the caller looks where things are.
    Raises ImportError, with the cure, where mujoco or embreex is missing.
    """
    if not falling:
        return Rest([], [])
    mujoco = _mujoco()
    model = _model(mujoco, still, falling)
    data = mujoco.MjData(model)
    if floor is None:
        floor = min((float(t.asset.extent[0][2] + t.pose[2, 3]) for t in still), default=np.inf) - 1.0
    velocity, place = data.qvel.reshape(-1, 6), data.qpos.reshape(-1, 7)
    quiet = 0
    for count in range(round(seconds / STEP)):
        mujoco.mj_step(model, data)
        np.clip(velocity, SLOWEST, FASTEST, out=velocity)
        velocity[:, 3:] *= SPIN
        if count % 10 == 9:
            speed = np.max(np.abs(velocity[place[:, 2] > floor]) / STILL, axis=1)
            quiet = quiet + 1 if np.sum(speed < 1) >= share * len(speed) else 0
            if quiet == QUIET:
                break
    moving = np.max(np.abs(velocity) / STILL, axis=1) > SLOW
    poses = _touching(still, falling, [_pose(row) for row in place])
    return Rest(poses, moving.tolist())


def _mujoco() -> ModuleType:
    try:
        return import_module("mujoco")
    except ImportError as error:
        raise ImportError(
            "mujoco is missing, which lets things fall; install it with: pip install 'cavendish[render]'"
        ) from error


def _model(mujoco: ModuleType, still: Sequence[Object], falling: Sequence[Object]) -> Any:
    """MuJoCo's model: a free body for each thing that falls, in their order."""
    spec = mujoco.MjSpec()
    option = spec.option
    option.timestep = STEP
    option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    option.tolerance = 1e-7
    option.enableflags |= int(mujoco.mjtEnableBit.mjENBL_SLEEP)  # what lies still costs nothing
    option.sleep_tolerance = float(STILL[0])
    spec.compiler.boundmass, spec.compiler.boundinertia = 1e-4, 1e-8
    known: dict[int, list[tuple[str, Piece]]] = {}
    for group, moves in ((still, False), (falling, True)):
        for thing in group:
            made = known.get(id(thing.asset))
            if made is None:
                made = known[id(thing.asset)] = _meshes(mujoco, spec, thing.asset, len(known))
            body = spec.worldbody.add_body(pos=thing.pose[:3, 3], quat=_quaternion(mujoco, thing.pose))
            if moves:
                body.add_freejoint()
            for name, piece in made:
                geom = body.add_geom(
                    condim=6,
                    friction=FRICTION,
                    density=DENSITY,
                    solref=(2 * STEP, 1.0),
                    solimp=(0.95, 0.99, 1e-3, 0.5, 2),
                )
                if piece.is_box:
                    low, high = piece.points.min(axis=0), piece.points.max(axis=0)
                    geom.type, geom.pos, geom.size = (
                        mujoco.mjtGeom.mjGEOM_BOX,
                        (low + high) / 2,
                        (high - low) / 2,
                    )
                else:
                    geom.type, geom.meshname = mujoco.mjtGeom.mjGEOM_MESH, name
    return spec.compile()


def _meshes(mujoco: ModuleType, spec: Any, asset: Asset, number: int) -> list[tuple[str, Piece]]:
    made = []
    for k, piece in enumerate(pieces(asset)):
        name = f"{number}.{k}"
        if not piece.is_box:
            mesh = spec.add_mesh(name=name, uservert=piece.points.reshape(-1))
            mesh.inertia = mujoco.mjtMeshInertia.mjMESH_INERTIA_CONVEX
        made.append((name, piece))
    return made


def _quaternion(mujoco: ModuleType, pose: Float) -> Float:
    out = np.zeros(4)
    mujoco.mju_mat2Quat(out, np.ascontiguousarray(pose[:3, :3], np.float64).reshape(9))
    return out


def _pose(row: Float) -> Float:
    """The pose (4, 4) of a row of MuJoCo's qpos: a position and a quaternion, its real part first."""
    w, x, y, z = row[3:] / np.linalg.norm(row[3:])
    pose = np.eye(4)
    pose[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    pose[:3, 3] = row[:3]
    return pose


def _touching(still: Sequence[Object], falling: Sequence[Object], poses: list[Float]) -> list[Float]:
    """The poses, each moved up or down until the thing's own mesh meets what is under it, the lowest first."""
    moving = [Posed.of(thing.asset, pose) for thing, pose in zip(falling, poses, strict=True)]
    order = sorted(range(len(moving)), key=lambda k: (float(moving[k].low[2]), k))
    # First what lies already, then what will, in the order in which it does.
    all_ = [*(Posed.of(thing.asset, thing.pose) for thing in still), *(moving[k] for k in order)]
    bounds = np.array([(one.low, one.high) for one in all_]).reshape(-1, 2, 3)
    out = [pose.copy() for pose in poses]
    for place, k in enumerate(order, len(still)):
        one = all_[place]
        low, high = one.low - 2 * SEARCH, one.high + 2 * SEARCH
        near = np.flatnonzero(np.all((bounds[:, 1] >= low) & (bounds[:, 0] <= high), axis=1)).tolist()
        lower = Body(tuple(all_[j] for j in near if j < place))
        later = Body(tuple(all_[j] for j in near if j > place))
        shift = np.array([0.0, 0.0, _drop(Body((one,)), lower, later)])
        out[k][:3, 3] += shift
        all_[place] = one.shifted(shift)
        bounds[place] += shift
    return out


def _drop(upper: Body, lower: Body, others: Body) -> float:
    """How far to move a body along z so that it touches the lower one, which it nearly touches, metres.

    It goes into no others.
    """
    space = room(upper, lower, SINK, SEARCH)
    if not -SINK < space < SEARCH:
        return 0.0
    if space <= 0:  # what lies over it may bar the way
        return 0.0 if cross(upper, lower, np.array([0, 0, 5e-5 - space])) else -space
    # Rays from vertices miss where two edges meet: it goes down only so far that they do not cross.
    for part in (1.0, 0.75, 0.5, 0.25, 0.1):
        shift = np.array([0, 0, -part * space])
        if not cross(upper, lower, shift + (0, 0, 3e-4)) and not cross(upper, others, shift):
            return float(shift[2])
    return 0.0
