# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The quick preview: depth against the oracle within the precision of its buffer, colours that name things, and cures."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest

from cavendish.doctor import quick_preview
from cavendish.errors import InputError
from cavendish.render import preview as module
from cavendish.render.preview import preview
from cavendish.render.raycast import raycast
from cavendish.scenes import geometry, materials
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.scene import Asset, Camera, Material, Mesh, Object, Part, Scene, Sky, World

pytestmark = pytest.mark.extra

GREY = materials.plain((0.5, 0.5, 0.5))
SQUARE = Mesh(
    np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32),
    np.array([[0, 1, 2], [0, 2, 3]], np.int32),
)
AHEAD = Camera(np.eye(4), 48, 40, 50.0, 50.0, 24.0, 20.0)  # looks along -Z of the world


def pose(x: float = 0.0, y: float = 0.0, z: float = 0.0, about_x: float = 0.0) -> npt.NDArray[np.float64]:
    c, s = np.cos(about_x), np.sin(about_x)
    return np.array([[1, 0, 0, x], [0, c, -s, y], [0, s, c, z], [0, 0, 0, 1.0]])


def scene(*things: tuple[Mesh, Material, npt.NDArray[np.float64]], world: World | None = None) -> Scene:
    objects = [
        Object(k + 1, Asset("cube", (Part(mesh, material),)), at)
        for k, (mesh, material, at) in enumerate(things)
    ]
    return Scene(tuple(objects), world=world or World())


def scaled(mesh: Mesh, factor: float) -> Mesh:
    return replace(mesh, vertices=mesh.vertices * np.float32(factor))


def bound(
    true: npt.NDArray[np.float64], nearest: float, slope: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """What depth may be off by.

    The buffer keeps z = far / (far - near) * (1 - near / d) in 24 bits, so a step of it is d ** 2 / near / 2 ** 24 (no
    more). It is rounded to half a step; the corners' z and w, their quotient and the way back to metres in float32 (24
    bits too) add about as much each, 4 steps in all. OpenGL moves corners to a grid of 1/256 pixel, by half of that on
    either axis; slope is what depth changes over a pixel on both.
    """
    return 4 * true**2 / nearest / 2**24 + slope / 512


def compare(seen: Scene, camera: Camera) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Error over bound of the preview's depth, and where one triangle fills a pixel."""
    _, depth = preview(seen, camera)
    true = raycast(seen, camera)
    k = {name: 2 * getattr(camera, name) for name in ("width", "height", "fx", "fy", "cx", "cy")}
    quarters = raycast(seen, replace(camera, **k))  # looks at the middles of each pixel's quarters
    beside = [
        (quarters.depth[row::2, column::2], quarters.triangles[row::2, column::2])
        for row, column in product((0, 1), repeat=2)
    ]
    whole = np.all([triangles == true.triangles for _, triangles in beside], axis=0)
    assert np.array_equal(np.isfinite(depth[whole]), np.isfinite(true.depth[whole]))
    whole &= np.isfinite(true.depth)
    with np.errstate(invalid="ignore"):
        slope = 4 * np.max([np.abs(other - true.depth) for other, _ in beside], axis=0)
        return np.abs(depth - true.depth) / bound(true.depth, float(depth.min()), slope), whole


@pytest.fixture(scope="module")
def room() -> Scene:
    builder = BUILDERS["room"]
    return builder.build(builder.parameters(use=("office",)), np.random.default_rng(2))


ROLL = np.array([[0.6, -0.8, 0, 0], [0.8, 0.6, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
CAMERAS = {
    "square": lambda at: pinhole(at, 96, 96, 1.1),
    "portrait, odd": lambda at: pinhole(at, 81, 123, 1.0),
    "off centre": lambda at: replace(pinhole(at, 112, 80, 1.2), cx=21.3, cy=66.8),
    "oblong pixels": lambda at: replace(pinhole(at, 96, 80, 1.2), fx=100.0, fy=58.0),
    "rolled": lambda at: pinhole(at @ ROLL, 96, 72, 0.8),
}


@pytest.mark.parametrize("name", CAMERAS)
def test_depth_of_a_room_is_the_oracles_within_the_buffers_precision(room: Scene, name: str) -> None:
    low, high = np.array(room.air[0].low), np.array(room.air[0].high)
    eye = low + (high - low) * [0.2, 0.3, 0.6]
    camera = CAMERAS[name](look(eye, low + (high - low) * [0.8, 0.7, -0.2]))
    error, whole = compare(room, camera)
    assert whole.mean() > 0.3
    assert error[whole].max() <= 1
    # The bound is tight: half a pixel aside nearly every pixel breaks it.
    _, depth = preview(room, camera)
    aside = raycast(room, camera, (0.5, 0.5)).depth
    assert np.mean(np.abs(aside - depth)[whole] > bound(aside, float(depth.min()), 0 * aside)[whole]) > 0.8


@pytest.mark.parametrize("distance", [0.02, 3.0, 900.0])
def test_depth_of_a_tilted_plane_is_its_closed_form(distance: float) -> None:
    tilt = 0.9
    camera = replace(AHEAD, fx=44.0, fy=57.0, cx=17.2, cy=22.9)
    seen = scene((scaled(SQUARE, 9 * distance), GREY, pose(z=-distance, about_x=-tilt)))
    _, depth = preview(seen, camera)
    # Points of the plane: sin(tilt) * y + cos(tilt) * (z + distance) = 0, along (.., -(v - cy) / fy, -1).
    y = -(np.arange(40) + 0.5 - camera.cy) / camera.fy
    line = np.cos(tilt) * distance / (np.cos(tilt) - np.sin(tilt) * y)
    slope = np.abs(np.gradient(line))
    assert depth.shape == (40, 48)
    assert np.all(np.abs(depth - line[:, None]) <= bound(line, float(depth.min()), slope)[:, None])


def test_many_instances_share_their_vertices_and_stand_where_they_should() -> None:
    block = Asset("cube", (Part(geometry.box((0.2, 0.15, 0.2), bevel=0), GREY),))
    places = [(x, y) for x in np.linspace(-1.2, 1.2, 8) for y in np.linspace(-0.9, 0.9, 8)]
    seen = Scene(tuple(Object(k + 1, block, pose(x, y, -3 - 0.1 * k)) for k, (x, y) in enumerate(places)))
    camera = pinhole(np.eye(4), 200, 160, 0.9)
    assert len(places) > module.SHARED
    error, whole = compare(seen, camera)
    assert whole.sum() > 500
    assert error[whole].max() <= 1


def test_both_sides_of_a_sheet_are_seen_and_lit_alike() -> None:
    for count in (1, module.SHARED + 1):
        sheet = Asset("cube", (Part(SQUARE, GREY),))
        turned = pose(z=-3.0, about_x=np.pi)
        views = []
        for at in (pose(z=-3.0), turned):
            behind = [Object(k + 2, sheet, pose(x=2.5 * (k % 2) - 1.2, z=-9.0 - k)) for k in range(count - 1)]
            views.append(preview(Scene((Object(1, sheet, at), *behind)), AHEAD))
        (rgb, depth), (other, other_depth) = views
        assert depth[20, 24] == other_depth[20, 24] == pytest.approx(3, rel=1e-6)
        assert np.abs(rgb[20, 24].astype(int) - other[20, 24]).max() <= 1


def test_a_surface_that_faces_the_viewer_has_its_materials_colour() -> None:
    for color in ((0.8, 0.2, 0.1), (0.15, 0.4, 0.75), (0.9, 0.9, 0.9), (0.05, 0.05, 0.05)):
        rgb, _ = preview(scene((SQUARE, materials.plain(color), pose(z=-2.5))), AHEAD)
        assert rgb.dtype == np.uint8
        assert np.abs(rgb[20, 24] / 255 - color).max() < 0.12


def test_light_follows_smooth_normals() -> None:
    square = replace(SQUARE, normals=np.tile(np.float32([0, 0, 1]), (4, 1)))
    bent = replace(square, normals=np.float32([[0, 0, 1], [1, 0, 0], [1, 0, 0], [0, 0, 1]]))
    flat, _ = preview(scene((square, GREY, pose(z=-1.5))), AHEAD)
    smooth, _ = preview(scene((bent, GREY, pose(z=-1.5))), AHEAD)
    assert np.ptp(flat[20, :, 1].astype(int)) <= 1
    assert np.ptp(smooth[20, :, 1].astype(int)) > 15


@pytest.mark.parametrize("material", [materials.glass(), materials.sheer()], ids=["glass", "sheer"])
def test_clear_things_are_surfaces_in_depth_and_seen_through_in_colour(material: Material) -> None:
    red = (scaled(SQUARE, 3), materials.plain((0.8, 0.1, 0.1)), pose(z=-5.0))
    blue = (scaled(SQUARE, 3), materials.plain((0.1, 0.1, 0.8)), pose(z=-5.0))
    pane = (SQUARE, material, pose(z=-2.0))
    before_red, depth = preview(scene(pane, red), AHEAD)
    before_blue, _ = preview(scene(blue, pane), AHEAD)
    assert depth[20, 24] == pytest.approx(2, rel=1e-6)
    assert int(before_red[20, 24, 0]) - before_blue[20, 24, 0] > 60
    bare, _ = preview(scene(red), AHEAD)
    assert before_red[20, 24, 2] > bare[20, 24, 2] + 30


def test_where_nothing_is_depth_is_infinite_and_the_world_shows() -> None:
    for seen in (Scene(()), scene((SQUARE, GREY, pose(z=4.0)))):  # nothing at all; a thing behind the camera
        rgb, depth = preview(replace(seen, world=World(color=(0.2, 0.6, 0.4))), AHEAD)
        assert np.all(np.isposinf(depth)) and depth.dtype == np.float32
        assert np.all(np.abs(rgb / 255 - (0.2, 0.6, 0.4)) < 0.005)
    day, _ = preview(Scene((), world=World(sky=Sky(0.5, 0.0))), AHEAD)
    assert day[0, 0, 2] > day[0, 0, 0] > 128
    _, depth = preview(scene((scaled(SQUARE, 0.2), GREY, pose(z=-2.0))), AHEAD)
    assert np.isposinf(depth[0, 0]) and np.isfinite(depth[20, 24])


def test_what_straddles_the_camera_is_drawn() -> None:
    floor = scene((scaled(SQUARE, 50), GREY, pose(y=-1.5, about_x=-np.pi / 2)))
    error, whole = compare(floor, AHEAD)
    assert whole[30:].any() and error[whole].max() <= 1


def test_a_draw_of_more_vertices_than_indices_can_count_is_the_same(
    room: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = pinhole(look(np.array([0.0, 0.0, 1.5]), np.array([1.0, 1.0, 1.0])), 64, 64, 1.0)
    usual = preview(room, camera)
    again = preview(room, camera)
    monkeypatch.setattr(module, "INDEXED", 10)
    for one, other, third in zip(usual, again, preview(room, camera), strict=True):
        assert np.array_equal(one, other), "the same scene gives another picture"
        assert np.array_equal(one, third)


def test_many_previews_leave_nothing_behind() -> None:
    import psutil  # not in the base install, where this file is read too

    seen = scene((geometry.lathe([[0, -1], [1, 0], [0, 1]], 256), GREY, pose(z=-3.0)))
    camera = replace(AHEAD, width=320, height=320)
    process = psutil.Process()
    for _ in range(5):
        preview(seen, camera)
    memory, files, threads = process.memory_info().rss, process.num_fds(), process.num_threads()
    for _ in range(30):
        preview(seen, camera)
    # A picture's buffers alone are 4 MB: 320 x 320 pixels, 4 + 1 samples of colour and depth.
    assert process.memory_info().rss - memory < 16e6
    assert process.num_fds() <= files and process.num_threads() <= threads


@pytest.mark.parametrize("asked", [None, "egl"])
def test_the_callers_environment_stays_as_it_is(asked: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYOPENGL_PLATFORM", raising=False)
    if asked:
        monkeypatch.setenv("PYOPENGL_PLATFORM", asked)
    before = dict(os.environ)
    preview(Scene(()), AHEAD)
    assert dict(os.environ) == before


LOOK = "from cavendish.doctor import LOOK; exec(LOOK)"
HIDE = """
import ctypes, sys
class Without(ctypes.CDLL):
    def __init__(self, name, *rest, **more):
        if {name!r} in str(name):
            raise OSError(f"{{name}}: cannot open shared object file")
        super().__init__(name, *rest, **more)
ctypes.CDLL = ctypes.cdll._dlltype = Without
"""
LACKS = {
    "no EGL": (HIDE.format(name="libEGL"), {}, "libEGL.so.1", "apt-get install -y libegl1 libgl1-mesa-dri"),
    "no GL": (HIDE.format(name="libGL.so"), {}, "libGL.so.1", "apt-get install -y libgl1 libgl1-mesa-dri"),
    "no driver": ("", {"LIBGL_DRIVERS_PATH": "/nowhere", "GBM_BACKENDS_PATH": "/nowhere"}, "no device",
                  "apt-get install -y libgl1-mesa-dri"),
    "no such device": ("", {"EGL_DEVICE_ID": "77"}, "no device", "without EGL_DEVICE_ID=77"),
    "another platform": ("", {"PYOPENGL_PLATFORM": "nonsense"}, "no device", "without PYOPENGL_PLATFORM=nonsense"),
    "no pyrender": ("import sys; sys.modules['pyrender'] = None", {}, "lacks pyrender", "pip install -e '.[render]'"),
}  # fmt: skip


@pytest.mark.parametrize("lack", LACKS)
def test_what_is_missing_is_named_with_its_cure(lack: str) -> None:
    before, environment, thing, cure = LACKS[lack]
    clean = {name: value for name, value in os.environ.items() if name not in module.CHOICES}
    run = subprocess.run(
        [sys.executable, "-c", f"{before}\n{LOOK}"], env=clean | environment, capture_output=True, text=True
    )
    assert run.returncode == 1
    said = run.stderr.strip().splitlines()[-1]  # Mesa's own complaints come before
    assert thing in said and cure in said


def test_importing_the_preview_loads_no_opengl() -> None:
    code = "import sys, cavendish.render.preview; sys.exit(any(m in sys.modules for m in ('OpenGL', 'pyrender')))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_doctor_tries_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in module.CHOICES:
        monkeypatch.delenv(name, raising=False)
    assert quick_preview().good
    monkeypatch.setenv("EGL_DEVICE_ID", "77")
    finding = quick_preview()
    assert not finding.good and not finding.needed
    assert "device" in finding.found and "EGL_DEVICE_ID=77" in finding.cure


def test_after_a_failure_the_next_preview_works(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = scene((SQUARE, GREY, pose(z=-2.0)))
    with monkeypatch.context() as patch:
        patch.setattr(module, "_stage", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            preview(seen, AHEAD)
    assert "PYOPENGL_PLATFORM" not in os.environ
    assert preview(seen, AHEAD)[1][20, 24] == pytest.approx(2, rel=1e-6)
    with monkeypatch.context() as patch:
        patch.setenv("EGL_DEVICE_ID", "77")
        with pytest.raises(InputError, match="no device"):
            preview(seen, AHEAD)
    assert preview(seen, AHEAD)[1][20, 24] == pytest.approx(2, rel=1e-6)
