# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn a Scene into Blender's data: one mesh an asset, one object an object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt
from mathutils import Matrix

from cavendish.render.blender.crowd import realize_crowd
from cavendish.render.blender.lens import Moving
from cavendish.render.blender.light import realize_light, realize_world
from cavendish.render.blender.materials import realize_materials
from cavendish.render.blender.materials.truth import INSTANCE_PROPERTY
from cavendish.render.blender.packed import realize_packed
from cavendish.scenes.geometry import faceted
from cavendish.scenes.scene import Asset, Camera, Mesh, Object, Part, Scene

CROWD = 500  # this many objects of one asset are made as instances, which is quicker


def realize(scene: Scene, wanted: Collection[str] = ()) -> list[Moving]:
    """Fill the empty Blender scene with `scene`'s objects, lights and world (cameras are made a view at a time).

    wanted: the optional passes that the truth will hold. Returns the bodies that move.
    """
    assets = {id(thing.asset): thing.asset for thing in scene.objects}
    named = {repr(part.material): part.material for asset in assets.values() for part in asset.parts}
    own = {name: material for name, material in named.items() if material.packed is None}
    materials = dict(zip(own, realize_materials(own.values(), wanted), strict=True))
    packed = realize_packed(material.packed for material in named.values() if material.packed)
    materials |= {name: packed[material.packed] for name, material in named.items() if material.packed}
    meshes = {key: _mesh(asset) for key, asset in assets.items()}
    for key, asset in assets.items():
        for part in asset.parts:
            meshes[key].materials.append(materials[repr(part.material)])
    moving: list[Moving] = []
    still = Counter(id(thing.asset) for thing in scene.objects if thing.motion is None)
    crowds: dict[int, list[Object]] = {}
    # Blender keeps its objects sorted by name, and is quick only where each new one comes last.
    for thing in sorted(scene.objects, key=lambda thing: thing.id):
        key = id(thing.asset)
        for light in thing.asset.lights:
            realize_light(light, thing.pose @ light.pose)
        if thing.motion is None and still[key] >= CROWD:
            crowds.setdefault(key, []).append(thing)
            continue
        body = bpy.data.objects.new(f"{thing.id:08d} {thing.category}", meshes[key])
        body.matrix_world = Matrix(thing.pose.tolist())
        body[INSTANCE_PROPERTY] = float(thing.id)
        bpy.context.collection.objects.link(body)
        if thing.motion is not None:
            moving.append((body, thing.pose, thing.motion))
    for key, things in crowds.items():
        realize_crowd(things, meshes[key])
    for light in scene.lights:
        realize_light(light, light.pose)
    realize_world(scene.world)
    return moving


def realize_camera(camera: Camera) -> bpy.types.Object:
    """Make `camera` the active one, with its image size, intrinsics and pose."""
    render = bpy.context.scene.render
    render.resolution_x, render.resolution_y, render.resolution_percentage = camera.width, camera.height, 100
    # Blender clamps an aspect under 1 to 1, so the other side carries it.
    aspect = camera.fx / camera.fy
    render.pixel_aspect_x, render.pixel_aspect_y = max(1 / aspect, 1.0), max(aspect, 1.0)
    data = bpy.data.cameras.new("camera")
    data.sensor_fit = "HORIZONTAL"
    data.sensor_width = 36.0
    data.lens = camera.fx / camera.width * data.sensor_width
    data.shift_x = (camera.width / 2 - camera.cx) / camera.width
    data.shift_y = (camera.cy - camera.height / 2) / camera.width * aspect
    data.clip_start, data.clip_end = 1e-3, 1e6
    body = bpy.data.objects.new("camera", data)
    body.matrix_world = Matrix(camera.pose.tolist())
    bpy.context.collection.objects.link(body)
    bpy.context.scene.camera = body
    return body


def _mesh(asset: Asset) -> bpy.types.Mesh:
    """All parts as one mesh with a material slot each, explicit normals and UVs in metres."""
    parts = [Part(_shaded(part.mesh), part.material) for part in asset.parts]
    counts = [len(part.mesh.vertices) for part in parts]
    starts = np.cumsum([0, *counts[:-1]])
    vertices = np.concatenate([part.mesh.vertices for part in parts]).astype(np.float32)
    faces = np.concatenate([part.mesh.faces + start for part, start in zip(parts, starts, strict=True)])
    slots = np.concatenate([np.full(len(part.mesh.faces), k, np.int32) for k, part in enumerate(parts)])
    corners = faces.reshape(-1).astype(np.int32)

    uvs = [
        part.mesh.uvs if part.mesh.uvs is not None else np.zeros((len(part.mesh.faces), 3, 2))
        for part in parts
    ]

    mesh = bpy.data.meshes.new(asset.category)
    mesh.vertices.add(len(vertices))
    mesh.loops.add(len(corners))
    mesh.polygons.add(len(faces))
    mesh.polygons.foreach_set("loop_start", np.arange(0, len(corners), 3, dtype=np.int32))
    _set(mesh, "position", "FLOAT_VECTOR", "POINT", vertices)
    _set(mesh, ".corner_vert", "INT", "CORNER", corners)
    _set(mesh, "material_index", "INT", "FACE", slots)
    _set(mesh, "UVMap", "FLOAT2", "CORNER", np.concatenate(uvs).astype(np.float32))
    for name, width in _layers(parts).items():
        rows = [
            part.mesh.layers.get(name, np.zeros((len(part.mesh.faces), 3, width), np.float32))
            for part in parts
        ]
        kind = ("FLOAT", "FLOAT2", "FLOAT_VECTOR", "FLOAT_COLOR")[width - 1]
        _set(mesh, name, kind, "CORNER", np.concatenate(rows).astype(np.float32))
    # Free custom normals: Blender takes them as they are, with no smoothing of its own.
    normals = np.concatenate([part.mesh.normals for part in parts])
    _set(mesh, "custom_normal", "FLOAT_VECTOR", "POINT", normals)
    mesh.update(calc_edges=True)
    return mesh


def _set(mesh: bpy.types.Mesh, name: str, kind: str, domain: str, values: npt.NDArray[Any]) -> None:
    """Fill an attribute, which Blender copies whole; it would set properties of vertices and loops one by one."""
    attribute = mesh.attributes.get(name) or mesh.attributes.new(name, kind, domain)
    held = {"INT": "value", "FLOAT": "value", "FLOAT_COLOR": "color"}.get(kind, "vector")
    attribute.data.foreach_set(held, values.reshape(-1))


def _layers(parts: list[Part]) -> dict[str, int]:
    """The names of what packs' materials read at corners, and how many numbers each has."""
    return {name: layer.shape[2] for part in parts for name, layer in sorted(part.mesh.layers.items())}


def _shaded(mesh: Mesh) -> Mesh:
    """The mesh with vertex normals: a flat one gets its face normals, and vertices of its own for each triangle."""
    return mesh if mesh.normals is not None else faceted(mesh)
