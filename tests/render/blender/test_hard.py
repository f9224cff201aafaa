# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hard cases of the truth: holes, sheer cloth, mirrors, wires, inside things, crowds; what docs/truth.md states."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.render.quality import Quality
from cavendish.scenes import materials
from cavendish.scenes.scene import Asset, Camera, Light, Object, Part, Scene, World

pytestmark = pytest.mark.render

FAST = Quality(samples=1, bounces=0, denoise=False, threads=2)
SEEN = Quality(samples=16, bounces=2, denoise=False, threads=2)
LIT = World(None, (0.8, 0.8, 0.8), 1.0)
UP = np.pi / 2
OPACITIES = (0.05, 0.3, 0.9)
ROW, CROWD = 200, 40_000  # things in a row, things in all

GREEN = materials.foliage((0.2, 0.4, 0.1), length=0.4, width=0.23)
SIEVE = materials.perforated(pitch=0.11, hole=0.07)
WIDE = materials.perforated(pitch=0.11, hole=0.1)
RED = materials.plain((0.8, 0.1, 0.1))


def view(
    forms: SimpleNamespace, width: int = 96, height: int = 80, focal: float = 90.0, **turn: Any
) -> Camera:
    """From 4 m before the origin, at 1.5 m, along +Y."""
    pose = forms.turn(**({"x": UP, "at": (0, -4, 1.5)} | turn))
    return Camera(pose, width, height, focal, focal, width / 2, height / 2)


@pytest.fixture(scope="module")
def shapes(forms: SimpleNamespace) -> dict[str, list[Any]]:
    """Name -> shapes of each closed-form scene."""
    turn, shape = forms.turn, forms.Shape
    back = shape("quad", 9, turn(x=UP, at=(0, 2, 1.5)), (4.0, 3.0, 1.0))
    leafy = shape("quad", 1, turn(x=UP - 0.3, z=0.4, at=(0.1, 0, 1.5)), (1.6, 1.2, 1.0), GREEN)
    sieve = shape("quad", 2, turn(x=UP + 0.2, z=-0.3, at=(0.1, -1, 1.5)), (1.0, 0.8, 1.0), SIEVE)
    pane = shape("quad", 3, turn(x=UP, z=0.1, at=(0.3, 0.8, 1.5)), (0.9, 1.5, 1.0), materials.glass())
    wires = [
        shape(
            "box", 20 + k, turn(y=0.14 * k, at=(0.06 * (k - 11), 0.003 * k - 1.0, 1.5)), (0.0005, 0.0005, 0.6)
        )
        for k in range(23)
    ]
    made = {
        "leaves": [leafy, back],
        "leaves before the sky": [leafy],
        "sieve": [sieve, back],
        "two layers": [leafy, sieve, back],
        "sieve before glass": [sieve, pane, back],
        "forty layers": [
            *(
                shape("quad", 30 + k, turn(x=UP, at=(0, 0.04 * k, 1.5)), (1.0, 0.8, 1.0), WIDE)
                for k in range(40)
            ),
            back,
        ],
        "mirror": [
            shape("quad", 4, turn(x=UP, z=0.3, at=(0, 0, 1.5)), (1.0, 1.0, 1.0), materials.mirror()),
            shape("box", 5, turn(at=(1.2, -3, 1.5)), (0.4, 0.4, 0.4), RED),
        ],
        "wires": wires,
        "back faces": [
            shape("quad", 6, turn(x=-UP, z=0.5, at=(-0.5, 0, 1.5)), (0.8, 0.7, 1.0)),
            shape("quad", 7, turn(x=UP, z=0.5, at=(0.5, 1, 1.5)), (0.8, 0.7, 1.0)),
        ],
        "inside": [shape("box", 8, turn(z=0.4, x=0.2, at=(0.2, -3.5, 1.4)), (3.0, 2.0, 1.6))],
        "glowing": [
            shape(
                "quad", 10, turn(x=UP, z=0.3, at=(-0.8, 0, 1.5)), (0.6, 0.6, 1.0), materials.shade(glow=40.0)
            ),
            shape(
                "quad",
                11,
                turn(x=UP, z=-0.3, at=(0.8, 0, 1.5)),
                (0.6, 0.6, 1.0),
                materials.screen(glow=40.0),
            ),
        ],
    }
    for opacity in OPACITIES:
        cloth = materials.sheer(opacity=opacity)
        made[f"sheer {opacity}"] = [
            shape("quad", 12, turn(x=UP, z=0.3, at=(0, 0, 1.5)), (1.0, 1.0, 1.0), cloth),
            shape("box", 13, turn(z=0.4, at=(0, 1.5, 1.5)), (0.6, 0.6, 0.6), RED),
        ]
    return made


@pytest.fixture(scope="module")
def scenes(forms: SimpleNamespace, shapes: dict[str, list[Any]]) -> dict[str, Scene]:
    """Every scene of this module by its name."""
    eye = view(forms)
    fine = view(forms, 128, 128, 400.0)
    made = {
        name: forms.scene_of(given, [fine if name == "wires" else eye], world=LIT)
        for name, given in shapes.items()
    }
    made["behind me"] = replace(made["back faces"], cameras=(view(forms, z=np.pi),))
    made["empty"] = Scene((), cameras=(eye,), world=LIT)
    near = [
        forms.Shape("quad", key, forms.turn(x=UP, at=(x, -4 + away, 1.5)), (0.3 * away, 2 * away, 1.0))
        for key, x, away in ((1, -0.0002, 0.0006), (2, 0.0008, 0.002))
    ]
    made["near"] = forms.scene_of(near, [eye], world=LIT)
    square = Asset("cube", (Part(forms.mesh_of(forms.Shape("quad", 1, np.eye(4), (0.4, 0.4, 1.0))), RED),))
    crowd = [Object(k + 1, square, forms.turn(at=(k % ROW, k // ROW, 0.0))) for k in range(CROWD)]
    # IDs above the end of Blender's pass index; listed backwards, for no order of IDs is promised.
    above = forms.turn(at=(150.3, 180.2, 12.0), z=0.4, x=0.3)
    made["crowd"] = Scene(tuple(crowd[::-1]), cameras=(Camera(above, 64, 48, 60.0, 60.0, 32.0, 24.0),))
    made["lamp"] = replace(
        made["back faces"], lights=(Light("area", forms.turn(x=UP, at=(0, -2, 1.5)), 50.0, size=(0.5, 0.5)),)
    )
    return made


@pytest.fixture(scope="module")
def shots(draw: Any, scenes: dict[str, Scene]) -> dict[str, Any]:
    """Everything that this module looks at, rendered in one process."""
    pictured = [name for name in scenes if name.startswith("sheer") or name in ("mirror", "leaves", "sieve")]
    jobs = {name: (scene, SEEN if name in pictured else FAST) for name, scene in scenes.items()}
    made: dict[str, Any] = draw(jobs)
    return made


def angles(a: Any, b: Any) -> Any:
    """Degrees between unit vectors; exact for small angles."""
    return np.degrees(2 * np.arcsin(np.clip(np.linalg.norm(np.asarray(a, float) - b, axis=-1) / 2, 0, 1)))


def agrees(forms: SimpleNamespace, given: list[Any], eye: Camera, truth: Any, reach: float = 0.02) -> Any:
    """Assert that truth is the closed form wherever it is certain. Returns where, and the closed form."""
    want, sure = forms.cast(given, eye), forms.certain(given, eye, reach)
    assert np.array_equal(truth["instances"][sure], want["instances"][sure])
    assert np.array_equal(np.isfinite(truth["depth"])[sure], np.isfinite(want["depth"])[sure])
    on = sure & np.isfinite(want["depth"])
    assert np.abs(truth["depth"][on] / want["depth"][on] - 1).max() <= 1e-5
    assert angles(truth["normals"][on], want["normals"][on]).max() <= 0.05
    return sure, want


CUT = ("leaves", "leaves before the sky", "sieve", "two layers", "sieve before glass", "forty layers")


@pytest.mark.parametrize("name", CUT)
def test_a_hole_is_a_hole_and_the_rest_is_a_surface(
    name: str, shapes: Any, scenes: Any, shots: Any, forms: SimpleNamespace
) -> None:
    """At each pixel's centre, by the closed form of the holes: what lies there, and what shows through them."""
    given, eye = shapes[name], scenes[name].cameras[0]
    sure, want = agrees(forms, given, eye, shots[name][0])
    assert sure.mean() > 0.7, "the scene is all edges: the test would see nothing"
    whole = forms.cast([replace(shape, material=RED) for shape in given], eye)
    through = sure & (want["instances"] != whole["instances"])
    assert through.mean() > 0.04, "hardly a hole is seen through"
    assert (
        sure & (want["instances"] == whole["instances"]) & (whole["instances"] < 9)
    ).sum() > 100 or name == CUT[-1]


def test_more_holes_lie_one_behind_the_other_than_the_rgb_shows(shots: Any) -> None:
    assert (shots["forty layers"][0]["instances"] == 9).sum() > 100


def test_holes_show_in_the_picture(shots: Any) -> None:
    """The card of leaves stands before a wall: where the truth has the wall, the picture does."""
    shot = shots["leaves"][0]
    leaf, wall = (shot["rgb"][shot["instances"] == key].astype(float).mean(axis=0) for key in (1, 9))
    assert wall.mean() > 1.3 * leaf.mean()


@pytest.mark.parametrize("opacity", OPACITIES)
def test_sheer_cloth_is_the_surface(
    opacity: float, shapes: Any, scenes: Any, shots: Any, forms: SimpleNamespace
) -> None:
    name = f"sheer {opacity}"
    _, want = agrees(forms, shapes[name], scenes[name].cameras[0], shots[name][0])
    assert (want["instances"] == 12).sum() > 500


def test_the_more_opaque_the_cloth_the_less_shows_through_it(shots: Any) -> None:
    """The red box behind it, by how red the middle is against the cloth beside it."""
    red = []
    for opacity in OPACITIES:
        rgb = shots[f"sheer {opacity}"][0]["rgb"].astype(float)
        middle, side = rgb[36:44, 44:52].mean(axis=(0, 1)), rgb[36:44, 26:30].mean(axis=(0, 1))
        red.append((middle[0] - middle[1]) - (side[0] - side[1]))
    assert red[0] > red[1] + 10 > red[2] + 20


def test_cloth_that_the_truth_could_not_see_is_refused() -> None:
    with pytest.raises(ValueError, match=r"opacity.*0\.005"):
        materials.sheer(opacity=0.005)


def test_a_mirror_is_the_surface_not_what_it_shows(
    shapes: Any, scenes: Any, shots: Any, forms: SimpleNamespace
) -> None:
    _, want = agrees(forms, shapes["mirror"], scenes["mirror"].cameras[0], shots["mirror"][0])
    mirror = shots["mirror"][0]["rgb"][want["instances"] == 4].astype(float)
    reddest = np.sort(mirror[:, 0] - mirror[:, 1])
    assert reddest[-20] > 40 > 20 > np.median(reddest), (
        "no red box is in the mirror: the test would see nothing"
    )


def test_a_thin_wire_is_hit_where_a_centres_ray_meets_it_and_nowhere_else(
    shapes: Any, scenes: Any, shots: Any, forms: SimpleNamespace
) -> None:
    """1 mm thick, 3 m away: 0.13 pixels wide."""
    sure, want = agrees(forms, shapes["wires"], scenes["wires"].cameras[0], shots["wires"][0], reach=0.008)
    assert (sure & (want["instances"] > 0)).sum() > 100
    assert (want["instances"] > 0).mean() < 0.1, "what is thin fills little of the picture"


@pytest.mark.parametrize("name", ["back faces", "inside", "glowing", "lamp"])
def test_a_face_is_a_surface_from_both_sides_and_whether_it_glows_or_not(
    name: str, shapes: Any, scenes: Any, shots: Any, forms: SimpleNamespace
) -> None:
    given = shapes["back faces" if name == "lamp" else name]
    sure, want = agrees(forms, given, scenes[name].cameras[0], shots[name][0])
    assert (sure & (want["instances"] > 0)).sum() > 800
    toward = np.nanmin(shots[name][0]["normals"][..., 2])
    assert toward > -0.75, "a normal faces away from every ray that could meet it"


def test_what_is_behind_the_camera_is_not_seen(shots: Any) -> None:
    nothing(shots["behind me"][0])


def test_an_empty_scene_is_sky(shots: Any) -> None:
    nothing(shots["empty"][0])
    assert shots["empty"][0]["rgb"].mean() > 50


def nothing(truth: Any) -> None:
    assert np.all(np.isposinf(truth["depth"]))
    assert np.all(np.isnan(truth["normals"]))
    assert np.all(truth["instances"] == 0)


def test_nothing_nearer_than_a_millimetre_counts(shots: Any) -> None:
    """Two strips, 0.6 mm and 2 mm before the lens."""
    truth = shots["near"][0]
    assert set(np.unique(truth["instances"])) == {0, 2}
    assert np.abs(truth["depth"][truth["instances"] == 2] / 0.002 - 1).max() <= 1e-5


def test_each_of_forty_thousand_things_that_share_a_mesh_has_its_id(scenes: Any, shots: Any) -> None:
    eye, truth = scenes["crowd"].cameras[0], shots["crowd"][0]
    v, u = np.mgrid[: eye.height, : eye.width] + 0.5
    local = np.stack([(u - eye.cx) / eye.fx, -(v - eye.cy) / eye.fy, -np.ones_like(u)], -1)
    rays = local @ eye.pose[:3, :3].T
    depth = -eye.pose[2, 3] / rays[..., 2]
    place = eye.pose[:2, 3] + depth[..., None] * rays[..., :2]
    nearest = np.rint(place).astype(int)
    off = 0.4 - np.abs(place - nearest).max(axis=-1)
    sure = np.abs(off) > 0.01
    want = np.where(off > 0, 1 + nearest[..., 0] + ROW * nearest[..., 1], 0)
    assert want.min() == 0 and want[want > 0].min() > 32_767 and len(np.unique(want)) > 50
    assert np.array_equal(truth["instances"][sure], want[sure])
    hit = sure & (want > 0)
    assert np.abs(truth["depth"][hit] / depth[hit] - 1).max() <= 1e-5
