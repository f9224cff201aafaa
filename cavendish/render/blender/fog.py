# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Even fog: a box of scattering air around the scene and its cameras, in the RGB alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import bpy
import numpy as np

from cavendish.render.blender.materials.nodes import Tree, linear
from cavendish.render.blender.materials.templates import template
from cavendish.scenes.scene import Float, Fog, Scene

SIGHT = 3.0  # optical depth of the fog to the horizon: 5 % of the light comes through
ONWARD = 0.3  # mean cosine of the angle of scattering; that of real fog (0.85) is too noisy at few samples
LAYER = 0.3  # optical depth of the fog above the scene: the sky overhead stays to be seen


def realize_fog(scene: Scene) -> bpy.types.Object | None:
    """The scene's fog, hidden; None where it has none."""
    fog = scene.world.fog
    if fog is None or fog.density <= 0:
        return None
    low, high = _bounds(scene)
    reach = SIGHT / fog.density
    low -= (reach, reach, 1.0)
    high += (reach, reach, LAYER / fog.density)
    corners = np.array(list(product(*zip(low, high, strict=True))))
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh = bpy.data.meshes.new("fog")
    mesh.from_pydata(corners.tolist(), [], quads)
    mesh.materials.append(_material(fog))
    body = bpy.data.objects.new("fog", mesh)
    body.hide_render = True
    bpy.context.collection.objects.link(body)
    return body


@contextmanager
def in_fog(body: bpy.types.Object | None) -> Iterator[None]:
    """While it lasts, renders have the fog that `realize_fog` made, if any."""
    if body is not None:
        body.hide_render = False
    yield
    if body is not None:
        body.hide_render = True


def _bounds(scene: Scene) -> tuple[Float, Float]:
    """Low and high corner of all objects and cameras, (3,) metres each."""
    places = [camera.pose[:3, 3] for camera in scene.cameras]
    for thing in scene.objects:
        corners = np.array(list(product(*zip(*thing.asset.extent, strict=True))))
        places.extend(corners @ thing.pose[:3, :3].T + thing.pose[:3, 3])
    return np.min(places, axis=0), np.max(places, axis=0)


def _material(fog: Fog) -> bpy.types.Material:
    """Air that holds back `density` of the light a metre, and scatters so much of that as gives thick fog its colour.

    From the colour of the whole to that of one scattering: Chiang et al., "Practical and Controllable Subsurface
    Scattering for Production Path Tracing", SIGGRAPH 2016 talks.
    """
    tree, whole = Tree(), np.array(linear(fog.color)[:3])
    share = 1 - np.exp(-5.09406 * whole + 2.61188 * whole**2 - 4.31805 * whole**3)
    color = (*share.tolist(), 1.0)
    held = tree.add("VolumeAbsorption", color=color, density=fog.density)["Volume"]
    scattered = tree.add("VolumeScatter", color=color, density=fog.density, anisotropy=ONWARD)["Volume"]
    both = tree.add("AddShader", shader=held, shader_001=scattered)["Shader"]
    tree.add("OutputMaterial", volume=both)
    return template("fog", tree).material
