# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The oracle against closed forms in float64."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

pytest.importorskip("embreex")

from cavendish.render.raycast import raycast
from cavendish.scenes import materials
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.scene import Asset, Camera, Material, Mesh, Object, Part, Scene

pytestmark = pytest.mark.extra

PLAIN = materials.plain((0.5, 0.5, 0.5))


def pose(*at: float, turns: int | None = None) -> Any:
    """A pose at a place, turned by a random rotation where `turns` seeds one."""
    made = np.eye(4)
    made[:3, 3] = at
    if turns is not None:
        q, r = np.linalg.qr(np.random.default_rng(turns).normal(size=(3, 3)))
        q *= np.sign(np.diag(r))
        made[:3, :3] = q * np.sign(np.linalg.det(q))
    return made


def thing(key: int, mesh: Mesh, at: Any, material: Material = PLAIN) -> Object:
    return Object(key, Asset("cube", (Part(mesh, material),)), at)


def sheet(width: float = 1.0, height: float = 1.0) -> Mesh:
    """A rectangle about the origin that faces +Z; UVs are its X and Y."""
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * (width / 2, height / 2, 1)
    faces = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
    return Mesh(corners.astype(np.float32), faces, None, corners[faces][..., :2].astype(np.float32))


def block(*size: float) -> Mesh:
    """A box about the origin whose faces look outwards; its vertices are exact in float32."""
    corners = np.array(list(product((-0.5, 0.5), repeat=3))) * size
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = np.array([f for a, b, c, d in quads for f in ((a, b, c), (a, c, d))], np.int32)
    return Mesh(corners.astype(np.float32), faces)


def globe(radius: float = 0.5, rows: int = 24, columns: int = 48, smooth: bool = True) -> Mesh:
    polar, around = np.meshgrid(
        np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, columns), indexing="ij"
    )
    unit = np.stack([np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)], -1)
    grid = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (q.reshape(-1) for q in (grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]))
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)]).astype(np.int32)
    unit = unit.reshape(-1, 3).astype(np.float32)
    return Mesh((unit * radius).astype(np.float32), faces, unit if smooth else None)


def directions(camera: Camera, shift: tuple[float, float] = (0.0, 0.0)) -> Any:
    """World directions (H, W, 3) through the pixel centres, of length 1 along the viewing axis."""
    u, v = np.meshgrid(np.arange(camera.width) + 0.5 + shift[0], np.arange(camera.height) + 0.5 + shift[1])
    local = np.stack([(u - camera.cx) / camera.fx, (camera.cy - v) / camera.fy, -np.ones_like(u)], -1)
    return local @ camera.pose[:3, :3].T


def plane_depth(camera: Camera, at: Any) -> Any:
    """Closed form: depth (H, W) of the plane z = 0 of a pose."""
    normal = at[:3, 2]
    return (normal @ (at[:3, 3] - camera.pose[:3, 3])) / (directions(camera) @ normal)


def slabs(
    camera: Camera, at: Any, size: Any, shift: tuple[float, float] = (0.0, 0.0)
) -> tuple[Any, Any, Any]:
    """Closed form of a box: where a ray goes in, where it comes out, and through which of six faces it goes in."""
    origin = at[:3, :3].T @ (camera.pose[:3, 3] - at[:3, 3])
    ways = directions(camera, shift) @ at[:3, :3]
    half = np.asarray(size, np.float32).astype(float) / 2
    with np.errstate(divide="ignore"):
        one, other = (-half - origin) / ways, (half - origin) / ways
    low, high = np.minimum(one, other), np.maximum(one, other)
    face = low.argmax(axis=-1) * 2 + (
        np.take_along_axis(ways, low.argmax(axis=-1)[..., None], -1)[..., 0] > 0
    )
    enter, leave = low.max(axis=-1), high.min(axis=-1)
    return np.where(enter <= leave, enter, np.inf), leave, np.where(enter <= leave, face, -1)


def brute(scene: Scene, camera: Camera) -> tuple[Any, Any]:
    """Depth and IDs by solving a linear system for every ray with every triangle."""
    ways = directions(camera).reshape(-1, 3)
    depth, ids = np.full(len(ways), np.inf), np.zeros(len(ways), int)
    for body in scene.objects:
        for part in body.asset.parts:
            points = part.mesh.vertices.astype(float) @ body.pose[:3, :3].T + body.pose[:3, 3]
            for a, b, c in points[part.mesh.faces]:
                systems = np.stack(np.broadcast_arrays(b - a, c - a, -ways), axis=-1)
                if np.linalg.matrix_rank(np.stack([b - a, c - a])) < 2:
                    continue
                with np.errstate(all="ignore"):
                    s, t, z = np.linalg.solve(systems, (camera.pose[:3, 3] - a)[None, :, None])[..., 0].T
                nearer = (s >= 0) & (t >= 0) & (s + t <= 1) & (z >= 1e-3) & (z < depth)
                depth[nearer], ids[nearer] = z[nearer], body.id
    shape = (camera.height, camera.width)
    return depth.reshape(shape), ids.reshape(shape)


def degrees(a: Any, b: Any) -> Any:
    return np.degrees(2 * np.arcsin(np.clip(np.linalg.norm(a - b, axis=-1) / 2, 0, 1)))


CAMERAS = {
    "landscape": pinhole(look(np.array([0.3, -3.0, 1.2]), np.array([0.0, 0.0, 0.4]), 0.1), 96, 64, 1.0),
    "portrait": pinhole(look(np.array([-1.3, -2.0, 2.2]), np.array([0.0, 0.0, 0.4])), 64, 96, 1.0),
    "shifted": Camera(look(np.array([0.3, -3, 1.2]), np.array([0, 0, 0.4])), 96, 64, 90.0, 70.0, 20.0, 55.5),
    "ten degrees": pinhole(look(np.array([0.3, -9.0, 2.2]), np.zeros(3)), 64, 64, np.radians(10)),
    "140 degrees": pinhole(look(np.array([0.3, -1.5, 0.7]), np.zeros(3), 0.4), 96, 64, np.radians(140)),
}


@pytest.mark.parametrize("name", CAMERAS)
def test_planes_are_where_they_are(name: str) -> None:
    camera, shown = CAMERAS[name], []
    for seed in range(6):
        at = pose(0.1, 0.2, 0.3, turns=seed)
        sight = raycast(Scene((thing(5, sheet(2, 1), at),)), camera)
        hit = sight.instances == 5
        assert np.abs(sight.depth[hit] / plane_depth(camera, at)[hit] - 1).max() <= 1e-12
        points = camera.pose[:3, 3] + plane_depth(camera, at)[..., None] * directions(camera)
        inside = np.abs((points - at[:3, 3]) @ at[:3, :3])[..., :2] - (1, 0.5)
        want = (inside.max(axis=-1) <= 0) & (plane_depth(camera, at) >= 1e-3)
        shown.append(want.mean())
        assert np.array_equal(hit, want)
        points = points[hit]
        assert np.allclose(sight.positions[hit], points, atol=1e-12)
        assert np.all(np.isnan(sight.positions[~hit]))
        facing = at[:3, 2] * np.sign(at[:3, 2] @ (camera.pose[:3, 3] - at[:3, 3])) @ camera.pose[:3, :3]
        assert degrees(sight.normals[hit], facing).max() <= 1e-7
        assert degrees(sight.geometric_normals[hit], facing).max() <= 1e-7
    assert 0.015 < np.mean(shown) < 1


@pytest.mark.parametrize("size", [0.1, 1.0, 10.0, 100.0, 1000.0])
@pytest.mark.parametrize("name", ["landscape", "portrait", "shifted", "140 degrees"])
def test_boxes_of_every_size_are_their_closed_forms(size: float, name: str) -> None:
    camera = CAMERAS[name]
    scaled = camera.pose.copy()
    scaled[:3, 3] *= size
    camera = replace(camera, pose=scaled)
    at = pose(0.02 * size, 0, 0.3 * size, turns=2)
    sight = raycast(Scene((thing(9, block(size, size, size), at),)), camera)
    enter, _, face = slabs(camera, at, (size,) * 3)
    around = [slabs(camera, at, (size,) * 3, shift)[2] for shift in product((-1e-3, 1e-3), repeat=2)]
    sure = np.all([other == face for other in around], axis=0)
    assert sure.mean() > 0.98
    assert np.array_equal(np.isfinite(sight.depth)[sure], (face >= 0)[sure])
    hit = sure & (face >= 0)
    assert hit.sum() > 200
    assert np.all(sight.instances[hit] == 9)
    assert np.abs(sight.depth[hit] / enter[hit] - 1).max() <= 1e-12


def test_any_triangles_are_what_brute_force_says() -> None:
    rng = np.random.default_rng(4)
    for camera in (CAMERAS["landscape"], CAMERAS["140 degrees"]):
        camera = replace(camera, width=48, height=40, cx=24.0, cy=20.0)
        points = (rng.normal(size=(120, 3, 3)) * rng.choice([0.05, 0.2, 0.6], (120, 1, 1))).astype(np.float32)
        points += rng.normal(size=(120, 1, 3)).astype(np.float32)
        points[0, 2] = points[0, 1]  # a triangle without area
        bodies = [
            thing(k + 1, Mesh(p, np.array([[0, 1, 2]], np.int32)), pose(0, 0, 0, turns=k))
            for k, p in enumerate(points)
        ]
        sight = raycast(Scene(tuple(bodies)), camera)
        depth, ids = brute(Scene(tuple(bodies)), camera)
        assert len(np.unique(ids)) > 10
        assert np.mean(sight.instances != ids) <= 1e-3
        same = (sight.instances == ids) & (ids > 0)
        assert np.abs(sight.depth[same] / depth[same] - 1).max() <= 1e-9


def test_inside_a_closed_box_every_ray_hits_its_far_wall() -> None:
    at = pose(0.5, -0.4, 0.9, turns=6)
    for name, camera in CAMERAS.items():
        size = (30.0, 31.0, 29.0) if name == "ten degrees" else (7.0, 8.0, 6.0)
        sight = raycast(Scene((thing(3, block(*size), at),)), camera)
        _, leave, _ = slabs(camera, at, size)
        assert np.all(sight.instances == 3)
        assert np.abs(sight.depth / leave - 1).max() <= 1e-12
        # Seen from its back, a face's normal is turned to the viewer.
        toward = -directions(camera) @ camera.pose[:3, :3]
        assert np.sum(sight.normals * toward, axis=-1).min() > 0


def test_what_is_behind_the_camera_changes_nothing() -> None:
    camera = CAMERAS["140 degrees"]
    before = thing(1, block(0.5, 0.5, 0.5), pose(0, 0, 0, turns=3))
    back = camera.pose[:3, 2]
    behind = [
        thing(k + 2, block(*(0.4,) * 3), pose(*(camera.pose[:3, 3] + (0.8 + k) * back), turns=k))
        for k in range(9)
    ]
    behind.append(thing(99, sheet(50, 50), look(camera.pose[:3, 3] + 0.01 * back, camera.pose[:3, 3])))
    alone, among = raycast(Scene((before,)), camera), raycast(Scene((before, *behind)), camera)
    assert alone.instances.any()
    assert np.array_equal(alone.instances, among.instances)
    assert np.array_equal(alone.depth, among.depth)


def test_a_wire_of_a_millimetre_is_hit_where_its_closed_form_says() -> None:
    camera = pinhole(look(np.array([0, -3.0, 0.0]), np.zeros(3), 0.3), 256, 256, 0.9)
    at = pose(0, 0, 0)
    size = (0.001, 0.001, 4.0)
    enter, _, face = slabs(camera, at, size)
    sight = raycast(Scene((thing(4, block(*size), at),)), camera)
    assert 15 < np.sum(face >= 0) < 256
    assert np.array_equal(sight.instances == 4, face >= 0)
    assert np.abs(sight.depth[face >= 0] / enter[face >= 0] - 1).max() <= 1e-12


def test_both_sides_of_a_sheet_face_the_viewer() -> None:
    mesh = sheet(4, 4)
    leaning = np.array([0.6, 0.0, 0.8], np.float32)
    mesh = replace(mesh, normals=np.tile(leaning, (4, 1)))
    for side in (1.0, -1.0):
        camera = pinhole(look(np.array([0.4, 0.1, 3.0 * side]), np.zeros(3)), 48, 32, 1.0)
        sight = raycast(Scene((thing(1, mesh, np.eye(4)),)), camera)
        assert np.all(sight.instances == 1)
        to_world = camera.pose[:3, :3].T
        assert degrees(sight.geometric_normals @ to_world, np.array([0, 0, side])).max() <= 1e-7
        # The shading normal turns with the triangle, even where it then leans away.
        assert degrees(sight.normals @ to_world, leaning.astype(float) * side).max() <= 1e-5


def test_shading_normals_are_the_vertices_mixed() -> None:
    camera, at = CAMERAS["landscape"], pose(0.1, 0.4, 0.2, turns=11)
    corners = np.array([[-2.0, -1.0, 0.0], [2.5, -1.2, 0.3], [0.2, 1.5, 0.4]], np.float32)
    leaning = np.array([[-0.6, -1.0, 0.9], [0.7, -1.0, 0.8], [0.1, 0.9, 0.8]])
    leaning /= np.linalg.norm(leaning, axis=1, keepdims=True)
    leaning = leaning.astype(np.float32).astype(float)
    mesh = Mesh(corners, np.array([[0, 1, 2]], np.int32), leaning.astype(np.float32))
    sight = raycast(Scene((thing(9, mesh, at),)), camera)
    hit = sight.instances == 9
    assert hit.sum() > 400
    points = (sight.positions[hit] - at[:3, 3]) @ at[:3, :3]
    system = np.vstack([corners.astype(float).T, np.ones(3)])
    weights = np.linalg.lstsq(system, np.vstack([points.T, np.ones(len(points))]), rcond=None)[0]
    want = weights.T @ leaning
    want /= np.linalg.norm(want, axis=1, keepdims=True)
    assert np.ptp(want, axis=0).max() > 0.5, "the normals hardly vary: the test would see nothing"
    want = want @ at[:3, :3].T @ camera.pose[:3, :3]
    face = np.cross(*(corners[1:].astype(float) - corners[0])) @ at[:3, :3].T
    side = np.sign(face @ (camera.pose[:3, 3] - at[:3, 3]))
    assert degrees(sight.normals[hit], want * side).max() <= 1e-6
    assert np.abs(np.linalg.norm(sight.normals[hit], axis=-1) - 1).max() <= 1e-12


def test_a_smooth_sphere_has_the_normals_of_its_points() -> None:
    camera, at = CAMERAS["landscape"], pose(0.1, 0, 0.3, turns=2)
    sight = raycast(Scene((thing(2, globe(0.75, 200, 400), at),)), camera)
    hit = sight.instances == 2
    out = sight.positions[hit] - at[:3, 3]
    assert np.abs(np.linalg.norm(out, axis=1) - 0.75).max() <= 2e-4
    want = out / np.linalg.norm(out, axis=1, keepdims=True) @ camera.pose[:3, :3]
    assert degrees(sight.normals[hit], want).max() <= 0.02
    assert degrees(sight.geometric_normals[hit], want).max() > 0.1


def test_instances_of_one_asset_keep_their_own_ids() -> None:
    asset = Asset("cube", (Part(block(0.5, 0.5, 0.5), PLAIN),))
    ids = (1, 40_000, 70_001, 16_777_215)
    bodies = [Object(key, asset, pose(k - 1.5, 0, 0.3, turns=k)) for k, key in enumerate(ids)]
    sight = raycast(Scene(tuple(bodies)), CAMERAS["landscape"])
    assert set(np.unique(sight.instances).tolist()) == {0, *ids}
    for body in bodies:
        hit = sight.instances == body.id
        enter, _, _ = slabs(CAMERAS["landscape"], body.pose, (0.5,) * 3)
        assert np.abs(sight.depth[hit] / enter[hit] - 1).max() <= 1e-12


def test_forty_thousand_instances() -> None:
    asset = Asset("cube", (Part(block(0.5, 0.5, 0.5), PLAIN),))
    bodies = [Object(k + 1, asset, pose(k % 200 - 100, k // 200, 0)) for k in range(40_000)]
    camera = pinhole(look(np.array([3.3, 50.2, 40.0]), np.array([3.3, 50.2001, 0.0])), 96, 96, 1.0)
    sight = raycast(Scene(tuple(bodies)), camera)
    top = np.abs(sight.positions[..., 2] - 0.25) < 1e-9
    assert top.mean() > 0.15
    x, y = np.rint(sight.positions[top][:, 0]).astype(int), np.rint(sight.positions[top][:, 1]).astype(int)
    assert np.array_equal(sight.instances[top], (x + 100) + 200 * y + 1)
    assert len(np.unique(sight.instances)) > 1000


def test_views_of_one_scene_agree_on_its_points() -> None:
    """A point that one view sees is where the other view sees it, or behind what that one sees."""
    bodies = [thing(k + 1, globe(0.5), pose(k - 1, 0.4 * k, 0.5, turns=k)) for k in range(3)]
    bodies.append(thing(8, block(0.7, 0.6, 0.5), pose(0.4, -1, 0.3, turns=9)))
    scene = Scene((*bodies, thing(9, sheet(12, 12), pose(0, 0, 0, turns=None))))
    for one, other in (("landscape", "portrait"), ("portrait", "140 degrees"), ("shifted", "landscape")):
        sight, camera = raycast(scene, CAMERAS[one]), CAMERAS[other]
        rows, columns = np.nonzero(sight.instances)
        local = (sight.positions[rows, columns] - camera.pose[:3, 3]) @ camera.pose[:3, :3]
        with np.errstate(all="ignore"):
            u = camera.cx - camera.fx * local[:, 0] / local[:, 2]
            v = camera.cy + camera.fy * local[:, 1] / local[:, 2]
        inside = (local[:, 2] < -0.01) & (u > 0.5) & (v > 0.5)
        inside &= (u < camera.width - 0.5) & (v < camera.height - 0.5)
        picked = np.flatnonzero(inside)[:: max(1, inside.sum() // 60)]
        assert len(picked) > 20
        met = 0
        for k in picked:
            # A camera of one pixel, whose centre is the point.
            single = replace(camera, width=1, height=1, cx=camera.cx - u[k] + 0.5, cy=camera.cy - v[k] + 0.5)
            again = raycast(scene, single)
            assert again.depth[0, 0] <= -local[k, 2] * (1 + 1e-6)
            if abs(again.depth[0, 0] / -local[k, 2] - 1) <= 1e-6:
                met += 1
                assert np.linalg.norm(again.positions[0, 0] - sight.positions[rows[k], columns[k]]) <= 1e-6
                assert again.instances[0, 0] == sight.instances[rows[k], columns[k]]
        assert met > 0.4 * len(picked)


def test_a_shift_moves_the_rays_right_and_down() -> None:
    scene, camera = Scene((thing(1, globe(0.6), pose(0.1, 0, 0.2, turns=1)),)), CAMERAS["landscape"]
    moved = raycast(scene, camera, shift=(0.25, -0.5))
    want = raycast(scene, replace(camera, cx=camera.cx - 0.25, cy=camera.cy + 0.5))
    assert np.allclose(moved.depth, want.depth, rtol=1e-12)
    hit = moved.instances > 0
    points = camera.pose[:3, 3] + moved.depth[hit][:, None] * directions(camera, (0.25, -0.5))[hit]
    assert np.allclose(moved.positions[hit], points, atol=1e-12)
