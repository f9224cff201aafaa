# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Let rigid things fall until they lie still, by MuJoCo: on their sides, leaning, stacked, in bowls."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np

from cavendish.scenes.pieces import Piece, pieces
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.touch import Body, cross, room

STEP = 0.004  # seconds
DENSITY = 400.0  # kg/m3, as hollow household goods have
FRICTION = (0.6, 0.004, 0.0015)  # sliding; turning and rolling in metres
FASTEST = np.array([0.8, 0.8, 0.8, 6.0, 6.0, 6.0])  # metres and radians a second: no thin wall is leapt over
STILL = np.array([0.01, 0.01, 0.01, 0.08, 0.08, 0.08])  # below which a thing counts as at rest
SEARCH = 0.008  # metres that a thing may be let down at the end
SINK = 6e-4  # metres that it may be lifted


def settle(still: Sequence[Object], falling: Sequence[Object], seconds: float = 3.0) -> list[Float]:
    """Where things lie after they fell for `seconds` at most: poses (4, 4), one for each of `falling`.

    Things start from their poses, at rest, and should not start inside one another; what is in `still` does not move.
    They collide as the convex pieces of their meshes (`scenes.pieces`); at the end each is let down or lifted until
    the meshes themselves touch, to well under a millimetre. The same input gives the same bytes.
    What fell over an edge goes on falling: the caller looks where things are.
    Raises ImportError, with the cure, where mujoco or embreex is missing.
    """
    if not falling:
        return []
    mujoco = _mujoco()
    model = _model(mujoco, still, falling)
    data = mujoco.MjData(model)
    floor = min((float(thing.asset.extent[0][2] + thing.pose[2, 3]) for thing in still), default=np.inf) - 1.0
    velocity, place = data.qvel.reshape(-1, 6), data.qpos.reshape(-1, 7)
    quiet = 0
    for count in range(round(seconds / STEP)):
        mujoco.mj_step(model, data)
        np.clip(velocity, -FASTEST, FASTEST, out=velocity)
        if count % 10 == 9:
            speed = np.abs(velocity[place[:, 2] > floor]) / STILL
            quiet = quiet + 1 if np.max(speed, initial=0.0) < 1 else 0
            if quiet == 3:
                break
    return _touching(still, falling, [_pose(row) for row in data.qpos.reshape(-1, 7)])


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
    laid = [_world(thing.asset, thing.pose) for thing in still]
    moving = [_world(thing.asset, pose) for thing, pose in zip(falling, poses, strict=True)]
    poses = [pose.copy() for pose in poses]
    order = sorted(range(len(moving)), key=lambda k: (float(moving[k][0][:, 2].min()), k))
    for k in order:
        vertices, triangles = moving[k]
        near = _near(vertices, laid)
        if near is not None:
            later = [moving[j] for j in order[order.index(k) + 1 :]]
            shift = _drop(Body.around(vertices, triangles), near, _near(vertices, later))
            poses[k][2, 3] += shift
            vertices, triangles = vertices + [0, 0, shift], triangles + [0, 0, shift]
        laid.append((vertices, triangles))
    return poses


def _drop(upper: Body, lower: Body, others: Body | None) -> float:
    """How far to move a body along z so that it touches the lower one, which it nearly touches, metres.

    It goes into no others.
    """
    space = room(upper, lower, SINK)
    if not -SINK < space < SEARCH:
        return 0.0
    if space <= 0:  # what lies over it may bar the way
        return 0.0 if cross(upper, lower, np.array([0, 0, 5e-5 - space])) else -space
    # Rays from vertices miss where two edges meet: it goes down only so far that they do not cross.
    for part in (1.0, 0.75, 0.5, 0.25, 0.1):
        shift = np.array([0, 0, -part * space])
        if not cross(upper, lower, shift + (0, 0, 3e-4)) and not (others and cross(upper, others, shift)):
            return float(shift[2])
    return 0.0


def _world(asset: Asset, pose: Float) -> tuple[Float, Float]:
    """Vertices (V, 3) and triangles (F, 3, 3) of a posed asset."""
    points = [part.mesh.vertices @ pose[:3, :3].T + pose[:3, 3] for part in asset.parts]
    triangles = [p[part.mesh.faces] for p, part in zip(points, asset.parts, strict=True)]
    return np.concatenate(points), np.concatenate(triangles)


def _near(vertices: Float, others: Sequence[tuple[Float, Float]]) -> Body | None:
    """The triangles of others that a thing at `vertices` could touch, as one body."""
    low, high = vertices.min(axis=0) - 2 * SEARCH, vertices.max(axis=0) + 2 * SEARCH
    found = []
    for points, triangles in others:
        if np.all(points.max(axis=0) >= low) and np.all(points.min(axis=0) <= high):
            keep = np.all((triangles.max(axis=1) >= low) & (triangles.min(axis=1) <= high), axis=1)
            found.append(triangles[keep])
    near = np.concatenate(found) if found else np.zeros((0, 3, 3))
    return Body.around(near.reshape(-1, 3), near) if len(near) else None
