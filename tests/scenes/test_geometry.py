# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Primitives are closed, look outwards, have their analytic volume, true normals and UVs in metres."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cavendish.scenes import geometry as g
from cavendish.scenes.scene import Mesh

PI = np.pi
GRID = g.grid(lambda u, v: (0.6 * u, 0.4 * v, 0.05 * np.sin(3 * u)), 12, 8)
FRAME = [(0, -0.02), (0.05, -0.02), (0.05, 0.0), (0, 0.0)]
ELL = np.array([(0, 0), (0.4, 0), (0.4, 0.1), (0.1, 0.1), (0.1, 0.3), (0, 0.3)], float)
CUP = [(0, 0), (0.03, 0), (0.04, 0.09)]
# name: (mesh, its volume, how far the volume of its facets may be off)
SOLIDS = {
    "sharp box": (g.box((0.3, 0.5, 0.2), (1, 2, 3), bevel=0), 0.03, 1e-5),
    "box": (g.box((0.3, 0.5, 0.2), bevel=0.005), 0.03, 0.003),
    "round box": (g.box((0.3, 0.5, 0.2), bevel=0.08, segments=4), 0.03 - 0.0049, 0.06),
    "cylinder": (g.cylinder(0.1, 0.4, segments=64), PI * 0.004, 0.01),
    "cone": (g.cylinder(0.1, 0.4, bevel=0.001, segments=64, top=0.05), PI * 0.4 / 3 * 0.0175, 0.02),
    "ball by lathe": (
        g.lathe([(0.2 * np.sin(a), -0.2 * np.cos(a)) for a in np.linspace(0, PI, 33)], 64),
        4 / 3 * PI * 0.008,
        0.01,
    ),
    "tube": (
        g.tube(g.bend([(0, 0, 0), (0, 0, 0.5), (0.3, 0, 0.9)], 0.1, 8), 0.02, sides=48),
        PI * 0.0004,
        0.03,
    ),
    "bar": (g.tube([(0, 0, 0), (0, 0.2, 0.5)], 0.02, sides=48), PI * 0.0004 * np.hypot(0.2, 0.5), 0.01),
    "hoop": (
        g.tube([(np.cos(a), np.sin(a), 0) for a in np.linspace(0, 2 * PI, 65)[:-1]], 0.05, 32, closed=True),
        2 * PI**2 * 0.0025,
        0.01,
    ),
    "slab": (g.sheet(GRID, 0.01), 0.6 * 0.4 * 0.01, 0.02),
    "superellipsoid": (g.cushion((0.5, 0.4, 0.15), plump=1.0, steps=40), PI / 6 * 0.03, 0.12),
    "prism": (g.prism(ELL, 0.25), 0.06 * 0.25, 1e-5),
    "chamfered prism": (g.prism(ELL, 0.25, bevel=0.005), 0.06 * 0.25, 0.02),
    "vessel": (g.vessel(CUP, 0.003, 64), None, 0),
    "frame": (g.moulding(0.8, 0.6, FRAME), 0.02 * (0.48 - 0.7 * 0.5), 1e-4),
    "casing": (g.moulding(0.8, 2.0, FRAME, sides=3), 0.02 * (1.6 - 0.7 * 1.95), 1e-4),
}


@pytest.mark.parametrize("name", SOLIDS)
def test_solids_are_closed_and_enclose_their_volume(name, solid):
    mesh, volume, slack = SOLIDS[name]
    assert solid.open_edges(solid.welded(mesh)) == 0
    found = solid.volume(solid.corners(mesh))
    assert found > 0
    if volume is not None:
        assert found == pytest.approx(volume, rel=slack)


def test_a_vessel_is_hollow(solid):
    full = solid.volume(solid.corners(g.lathe([*CUP, (0, 0.09)], 64)))
    assert 0.05 * full < solid.volume(solid.corners(SOLIDS["vessel"][0])) < 0.35 * full


@pytest.mark.parametrize("name", SOLIDS)
def test_normals_are_of_unit_length_and_agree_with_the_faces(name, solid):
    mesh = SOLIDS[name][0]
    if mesh.normals is None:  # shaded flat
        assert name in ("prism", "chamfered prism", "frame", "casing")
        return
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1)[np.unique(mesh.faces)], 1, atol=1e-4)
    faces = solid.flat_normals(solid.corners(mesh))
    size = np.linalg.norm(faces, axis=1)
    large = size > 1e-9
    agree = np.einsum("fkc,fc->fk", mesh.normals[mesh.faces][large], faces[large] / size[large, None])
    assert agree.min() > 0.3
    assert np.average(agree.mean(axis=1), weights=size[large]) > 0.97


@pytest.mark.parametrize("name", SOLIDS)
def test_every_solid_has_finite_texture_coordinates(name):
    mesh = SOLIDS[name][0]
    assert mesh.uvs.shape == (len(mesh.faces), 3, 2)
    assert np.isfinite(mesh.uvs).all()


@pytest.mark.parametrize("name", ["sharp box", "box", "cylinder", "bar", "slab", "prism", "frame", "casing"])
def test_texture_coordinates_are_metres(name, solid):
    """Lengths of edges on the texture are their lengths in space, but for slanting bevels and caps."""
    mesh = SOLIDS[name][0]
    corners = solid.corners(mesh)
    space = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)
    texture = np.linalg.norm(mesh.uvs - np.roll(mesh.uvs, 1, axis=1), axis=2)
    area = np.linalg.norm(solid.flat_normals(corners), axis=1)
    true = np.all(np.abs(texture / np.maximum(space, 1e-9) - 1) < 0.04, axis=1)
    assert area[true].sum() > 0.9 * area.sum()


def test_the_grain_of_a_box_runs_along_its_longest_side(solid):
    mesh = g.box((0.1, 0.9, 0.2), bevel=0)
    edges = (np.roll(mesh.vertices[mesh.faces], -1, axis=1) - mesh.vertices[mesh.faces]).reshape(-1, 3)
    texture = (np.roll(mesh.uvs, -1, axis=1) - mesh.uvs).reshape(-1, 2)
    along = np.abs(edges[:, 1]) > 0.8
    assert along.any()
    assert np.allclose(np.abs(texture[along, 0]), 0.9, atol=1e-5)


def test_a_tube_keeps_its_thickness_round_a_sharp_corner(solid):
    mesh = g.tube([(0, 0, 0), (0, 0, 0.5), (0.5, 0, 0.5)], 0.02, sides=48)
    assert solid.volume(solid.corners(mesh)) == pytest.approx(PI * 0.0004, rel=0.005)
    assert mesh.vertices[:, 2].max() == pytest.approx(0.52, abs=1e-4)


def test_a_bevel_leaves_the_size_as_asked():
    low, high = g.bounds([g.box((0.3, 0.5, 0.2), (1, 2, 3), bevel=0.02)])
    assert np.allclose(high - low, (0.3, 0.5, 0.2), atol=1e-6)
    assert np.allclose((low + high) / 2, (1, 2, 3), atol=1e-6)


@st.composite
def stars(draw):
    """Outlines around a point, counter-clockwise, often concave."""
    radii = draw(st.lists(st.floats(0.2, 1.0), min_size=3, max_size=24))
    turn = np.linspace(0, 2 * PI, len(radii), endpoint=False)
    return np.stack([np.cos(turn) * radii, np.sin(turn) * radii], axis=1)


@settings(max_examples=60, deadline=None)
@given(stars())
def test_triangles_of_an_outline_cover_it_once(outline):
    triangles = g.triangulate(outline)
    a, b, c = (outline[triangles[:, k]] for k in range(3))
    areas = ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / 2
    x, y = outline.T
    whole = np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2
    assert len(triangles) == len(outline) - 2
    assert areas.min() > -1e-12
    assert areas.sum() == pytest.approx(whole)


def test_a_clockwise_outline_is_refused():
    with pytest.raises(ValueError, match="clockwise"):
        g.triangulate(ELL[::-1])


def test_an_offset_moves_each_edge():
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float)
    assert np.allclose(g.offset(square, 0.1), [(-0.1, -0.1), (1.1, -0.1), (1.1, 1.1), (-0.1, 1.1)])


@pytest.mark.parametrize(("axis", "start", "end"), [("x", 1, 2), ("y", 2, 0), ("z", 0, 1)])
def test_a_quarter_turn_is_right_handed(axis, start, end):
    assert np.allclose(g.rotation(axis, PI / 2)[:3, :3] @ np.eye(3)[start], np.eye(3)[end])


def test_turning_moving_and_placing_agree(solid):
    mesh = SOLIDS["prism"][0]
    pose = g.translation(1, 2, 3) @ g.rotation("y", 0.7)
    one = g.placed(mesh, pose)
    other = g.moved(g.turned(mesh, "y", 0.7), (1, 2, 3))
    assert np.allclose(one.vertices, other.vertices, atol=1e-5)
    assert solid.volume(solid.corners(one)) == pytest.approx(solid.volume(solid.corners(mesh)), rel=1e-4)


def test_placing_turns_normals_without_shifting_them():
    mesh = g.placed(g.box((1, 1, 1), bevel=0), g.translation(5, 0, 0) @ g.rotation("z", 0.3))
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-5)


def test_a_merged_mesh_holds_all_of_its_parts(solid):
    flat, smooth = SOLIDS["prism"][0], SOLIDS["cylinder"][0]
    whole = g.merge([flat, smooth])
    assert len(whole.faces) == len(flat.faces) + len(smooth.faces)
    assert solid.volume(solid.corners(whole)) == pytest.approx(
        solid.volume(solid.corners(flat)) + solid.volume(solid.corners(smooth)), rel=1e-4
    )
    facets = solid.flat_normals(solid.corners(whole))[: len(flat.faces)]
    facets /= np.linalg.norm(facets, axis=1, keepdims=True)
    assert np.allclose(whole.normals[whole.faces[: len(flat.faces), 0]], facets, atol=1e-4)


def test_a_bent_path_keeps_its_ends_and_has_no_sharp_corner():
    path = g.bend([(0, 0, 0), (1, 0, 0), (1, 1, 0)], 0.3, steps=8)
    steps = np.diff(path, axis=0)
    steps /= np.linalg.norm(steps, axis=1, keepdims=True)
    assert np.allclose(path[[0, -1]], [(0, 0, 0), (1, 1, 0)])
    assert np.arccos(np.clip(np.sum(steps[1:] * steps[:-1], axis=1), -1, 1)).max() < 0.35


def test_a_curve_goes_through_its_points():
    points = np.array([(0, 0), (1, 2), (3, 1), (4, 4)], float)
    path = g.curve(points, steps=5)
    assert np.allclose(path[::5], points)


def test_slivers_are_left_out():
    points = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0), (2, 0, 0)], np.float32)
    mesh = g.without_slivers(Mesh(points, np.array([(0, 1, 2), (0, 1, 3)], np.int32)))
    assert mesh.faces.tolist() == [[0, 1, 2]]


def test_grounded_meshes_stand_on_the_floor_together():
    low, high = g.grounded([g.box((1, 1, 1)), g.box((1, 1, 1), (0, 0, 2))])
    assert low.vertices[:, 2].min() == pytest.approx(0, abs=1e-6)
    assert high.vertices[:, 2].min() == pytest.approx(2, abs=1e-6)
