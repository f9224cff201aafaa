# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A quick look at a Scene without Blender: colours and depth from OpenGL, through pyrender and EGL, with no display."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.errors import RENDER_EXTRA, InputError
from cavendish.scenes.geometry import faceted
from cavendish.scenes.scene import Asset, Camera, Colour, Float, Float32, Int32, Material, Part, Scene

# Shared library -> Debian package, of what pyrender loads from the system, and Mesa's drivers, one of which needs no GPU.
LIBRARIES = {"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"}
DRIVERS = "libgl1-mesa-dri"
CHOICES = ("PYOPENGL_PLATFORM", "EGL_DEVICE_ID")  # what a caller's environment may say
NEAR = 1e-3  # metres; what is nearer is clipped, as it is in the renders
GAMMA = 2.2  # of colours, as the renders read them
DAY: Colour = (0.72, 0.82, 0.93)  # what stands for a physical sky
GLASS = 0.25  # the share of what is behind it that a pane hides here
SHARED = (
    32  # of an asset with more instances in view, they share the vertices, and so the light of the nearest
)
INDEXED = 2**24  # vertices of one draw: pyrender keeps their indices as float32

# The light: what each adds to a white surface, and where those that have a place are, in camera axes.
AMBIENT, OVERHEAD = 0.38, 0.22
KEY = 0.4, np.array([-0.45, 0.6, 0.66])
FILL = 0.14, np.array([0.75, -0.1, 0.65])
GLOSS = 0.03  # what gives black things a shape


def preview(scene: Scene, camera: Camera) -> tuple[npt.NDArray[np.uint8], Float32]:
    """What `camera` sees, drawn in well under a second: rgb (H, W, 3) uint8 sRGB and depth (H, W) float32.

    rgb: each part in its material's colour, in a plain light that moves with the camera; glass and sheer cloth are seen
    through. No texture, shadow, lamp, fog, exposure or blur.
    depth: planar metres at the pixels' centres, +inf where nothing is. It is exact to 4 steps of its 24-bit buffer, which
    at depth d are d ** 2 / nearest / 2 ** 24 each, and to what it changes within 1/256 of a pixel, the grid of OpenGL.
    Glass and sheer cloth are surfaces. Holes of materials (`scenes.cutouts`) are closed in both.

    PYOPENGL_PLATFORM and EGL_DEVICE_ID are obeyed where they are set. Other contexts on the same EGL display end with
    this call's own: keep no canvas of pyrender's through it.
    Raises InputError, with the cure, where pyrender, a system library or a device that draws is missing.
    """
    with _pyrender() as pyrender:
        try:
            canvas = pyrender.OffscreenRenderer(camera.width, camera.height)
        except Exception as error:  # whatever EGL stumbles over: assertions, indices, its own
            raise InputError(
                f"the quick preview finds no device to draw with ({type(error).__name__} in EGL); {_cure(DRIVERS)}"
            ) from error
        try:
            stage, node = _stage(pyrender, scene, camera)
            flags = pyrender.RenderFlags
            # pyrender takes four samples a pixel and reads depth from one that is off the centre; only its flag for
            # segmentation turns that off.
            plain = flags.SEG | flags.DEPTH_ONLY
            rough = canvas.render(stage, plain, {node: 0})
            if rough.any():
                # Depth is the finer the farther the near plane. The buffer is even in 1 / depth, with steps of
                # 1 / NEAR / 2 ** 24: by a few of them the nearest may be nearer.
                nearest = float(rough[rough > 0].min())
                stage.main_camera_node.camera.znear = 1 / (1 / nearest + 8 / NEAR / 2**24)
            depth = canvas.render(stage, plain, {node: 0})
            rgb, _ = canvas.render(stage, flags.FLAT)
        finally:
            canvas.delete()
    return np.ascontiguousarray(rgb), np.where(depth > 0, depth, np.float32(np.inf))


@dataclass(frozen=True, eq=False)
class _Body:
    """An asset and where it stands in view: poses (N, 4, 4) asset to camera, spans (N, 2) least and greatest depth."""

    asset: Asset
    poses: Float
    spans: Float


def _bodies(scene: Scene, camera: Camera) -> list[_Body]:
    """What may be in view, the nearest first, so that what they hide need not be shaded."""
    to_camera = np.linalg.inv(camera.pose)
    assets: dict[int, tuple[Asset, list[Float]]] = {}
    for thing in scene.objects:
        assets.setdefault(id(thing.asset), (thing.asset, []))[1].append(to_camera @ thing.pose)
    bodies = []
    for asset, standing in assets.values():
        poses = np.stack(standing)
        box = np.stack(np.meshgrid(*np.transpose(asset.extent), indexing="ij"), -1).reshape(8, 3)
        corners = box @ poses[:, :3, :3].transpose(0, 2, 1) + poses[:, None, :3, 3]
        seen = ~_outside(corners, camera)
        if seen.any():
            depth = -corners[seen, :, 2]
            spans = np.stack([depth.min(axis=1), depth.max(axis=1)], axis=1)
            order = np.argsort(spans[:, 0])
            bodies.append(_Body(asset, poses[seen][order], spans[order]))
    return sorted(bodies, key=lambda body: float(body.spans.mean()))


def _outside(points: Float, camera: Camera) -> npt.NDArray[np.bool_]:
    """Whether all of (N, K, 3) points in camera axes lie beyond one side of the view, or behind it: (N,)."""
    left, right = -camera.cx / camera.fx, (camera.width - camera.cx) / camera.fx
    top, bottom = camera.cy / camera.fy, (camera.cy - camera.height) / camera.fy
    # The normals of the view's four sides and of the image plane, into the view.
    inward = np.array([[1, 0, left], [-1, 0, -right], [0, 1, bottom], [0, -1, -top], [0, 0, -1]])
    return np.asarray((points @ inward.T < 0).all(axis=1).any(axis=1))


def _stage(pyrender: ModuleType, scene: Scene, camera: Camera) -> tuple[Any, Any]:
    """pyrender's scene in camera axes (32-bit numbers are finest near the eye), and the node of all that is drawn."""
    bodies = _bodies(scene, camera)
    far = 1.01 * max((float(body.spans[:, 1].max()) for body in bodies), default=0.0)
    stage = pyrender.Scene(bg_color=[*(DAY if scene.world.sky else scene.world.color), 1.0])
    stage.add(pyrender.IntrinsicsCamera(camera.fx, camera.fy, camera.cx, camera.cy, NEAR, max(far, 2 * NEAR)))
    solid: list[Any] = []
    clear: list[Any] = []
    for body in bodies:
        several = [body.poses] if len(body.poses) > SHARED else body.poses[:, None]
        for draws, is_clear in ((solid, False), (clear, True)):
            parts = [part for part in body.asset.parts if (_alpha(part.material) < 1) == is_clear]
            if parts:
                skin = _skin(parts)
                draws += [draw for poses in several for draw in _draw(pyrender, skin, poses, camera)]
    # One mesh, since pyrender draws meshes in no certain order: solid things first, then clear ones from the back.
    return stage, stage.add(pyrender.Mesh(solid + clear[::-1]))


@dataclass(frozen=True, eq=False)
class _Skin:
    """Parts of an asset as one: positions and normals (V, 3), faces (F, 3), sRGB and alpha (V, 4) in 0..1."""

    positions: Float32
    normals: Float32
    faces: Int32
    colors: Float


def _skin(parts: list[Part]) -> _Skin:
    meshes = [part.mesh if part.mesh.normals is not None else faceted(part.mesh) for part in parts]
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    return _Skin(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes if mesh.normals is not None]),
        np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts[:-1], strict=True)]),
        np.repeat([(*p.material.color, _alpha(p.material)) for p in parts], np.diff(starts), axis=0),
    )


def _draw(pyrender: ModuleType, skin: _Skin, poses: Float, camera: Camera) -> list[Any]:
    """A skin, all solid or all clear, at (N, 4, 4) poses as one draw; none where nothing of it is in view."""
    # A triangle seen from behind is drawn turned round: pyrender's depth would leave it out, and its light is that of
    # the side in view.
    before, behind = _sides(skin, poses, camera)
    if not len(before) + len(behind):
        return []
    (front, front_places), (back, back_places) = (
        _used(side, len(skin.positions)) for side in (before, behind)
    )
    used = np.concatenate([front, back])
    positions, colors = skin.positions[used], skin.colors[used]
    normals = np.concatenate([skin.normals[front], -skin.normals[back]]) @ poses[0, :3, :3].T
    colors[:, :3] = _lit(colors[:, :3], normals, camera)
    faces = np.concatenate([front_places[before], back_places[behind[:, ::-1]] + len(front)])
    clear = colors[0, 3] < 1
    if clear:  # each triangle tints what is drawn before it, so the farthest comes first
        faces = faces[np.argsort((positions @ poses[0, 2, :3])[faces].sum(axis=1))]
    indices: Int32 | None = faces
    if len(used) > INDEXED:
        positions, colors, indices = positions[faces.reshape(-1)], colors[faces.reshape(-1)], None
    material = pyrender.MetallicRoughnessMaterial(
        baseColorFactor=[1.0] * 4, alphaMode="BLEND" if clear else "OPAQUE"
    )
    return [pyrender.Primitive(positions, color_0=colors, indices=indices, material=material, poses=poses)]


def _lit(colors: Float, normals: Float, camera: Camera) -> Float:
    """(V, 3) sRGB colours of surfaces with (V, 3) normals in camera axes, in the light of this file."""
    light = AMBIENT + OVERHEAD * (1 + normals @ camera.pose[2, :3]) / 2
    for strength, place in (KEY, FILL):
        light = light + strength * np.maximum(normals @ (place / np.linalg.norm(place)), 0)
    gloss = GLOSS * np.maximum(normals @ (KEY[1] / np.linalg.norm(KEY[1])), 0) ** 8
    return np.asarray(np.minimum(colors**GAMMA * light[:, None] + gloss[:, None], 1) ** (1 / GAMMA))


def _sides(skin: _Skin, poses: Float, camera: Camera) -> tuple[Int32, Int32]:
    """The faces in view from before and those from behind; of several instances, all faces as both."""
    if len(poses) > 1:
        return skin.faces, skin.faces
    triangles = (skin.positions @ poses[0, :3, :3].T + poses[0, :3, 3])[skin.faces]
    visible = ~_outside(triangles, camera)
    faces, triangles = skin.faces[visible], triangles[visible]
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    before = np.sum(normals * triangles[:, 0], axis=1) <= 0
    return faces[before], faces[~before]


def _used(faces: Int32, count: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Which of `count` vertices occur in faces, and the place of each among those."""
    used = np.zeros(count, bool)
    used[faces] = True
    return np.flatnonzero(used), np.cumsum(used) - 1


def _alpha(material: Material) -> float:
    return GLASS if material.kind == "glass" else material.opacity


@contextmanager
def _pyrender() -> Iterator[ModuleType]:
    """pyrender, told to draw through EGL while it is in use: it asks the environment. Raises InputError."""
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError as error:
            raise InputError(
                f"the quick preview lacks the system's {library}; sudo apt-get install -y {package} {DRIVERS}"
            ) from error
    chosen = os.environ.get("PYOPENGL_PLATFORM")
    os.environ["PYOPENGL_PLATFORM"] = chosen or "egl"
    try:
        try:
            import pyrender
        except ModuleNotFoundError as error:
            raise InputError(
                f"the quick preview lacks {error.name}, which is not installed; {RENDER_EXTRA}"
            ) from error
        except Exception as error:  # PyOpenGL's attributes that are None where a library is not found
            raise InputError(
                f"the quick preview cannot load OpenGL ({type(error).__name__}: {error}); {_cure(DRIVERS)}"
            ) from error
        yield pyrender
    finally:
        if chosen is None:
            del os.environ["PYOPENGL_PLATFORM"]
        else:
            os.environ["PYOPENGL_PLATFORM"] = chosen


def _cure(packages: str) -> str:
    """What mends EGL: what the caller's environment asks for may be what is not there."""
    asked = [f"{name}={os.environ[name]}" for name in CHOICES if os.environ.get(name) not in (None, "egl")]
    install = f"sudo apt-get install -y {packages}"
    return f"without {' and '.join(asked)} in the environment, or: {install}" if asked else install
