# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The optional passes of the truth: geometric normals, albedo, position."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.render.passes import ALWAYS, PASSES
from cavendish.render.quality import Quality
from cavendish.scenes import materials
from cavendish.scenes.scene import Asset, Camera, Mesh, Object, Part, Scene, World

pytestmark = pytest.mark.render

FAST = Quality(samples=1, bounces=0, denoise=False, threads=2)
OPTIONAL = tuple(name for name in PASSES if name not in ALWAYS)
LIT = World(None, (0.8, 0.8, 0.8), 1.0)
UP = np.pi / 2
COLOR = (0.5, 0.4, 0.3)
FAR_OFF = np.array((520.0, -340.0, 12.0))  # metres from the world's origin


def linear(color: tuple[float, float, float]) -> Any:
    """Linear Rec.709 of sRGB, by IEC 61966-2-1."""
    c = np.array(color)
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


BLACK = ("glass", "mirror", "metal", "perforated")  # what has no diffuse reflectance
TEXTURED = {  # kinds whose colour is no one number: it varies about the colour that names it
    name for name in materials.KINDS if name not in (*BLACK, "plain")
}


@pytest.fixture(scope="module")
def scenes(forms: SimpleNamespace) -> dict[str, Scene]:
    turn, shape = forms.turn, forms.Shape
    swatches, all_swatches = forms.swatches(COLOR)
    eye = Camera(turn(x=UP, at=(0, -4, 1.5)), 224, 128, 110.0, 110.0, 112.0, 64.0)
    solids = [
        shape("quad", 1, turn(x=0.03, y=-0.05, at=FAR_OFF), (4.0, 5.0, 1.0)),
        shape("box", 2, turn(x=0.4, z=1.1, at=FAR_OFF + (1.2, -2.0, 1.0)), (0.4, 0.4, 0.4)),
    ]
    eyes = [
        Camera(turn(x=1.36, z=z, at=FAR_OFF + (x, -6.0, 1.7)), 96, 72, 80.0, 88.0, 46.0, 37.0)
        for x, z in ((0.2, 0.14), (-2.0, -0.3))
    ]
    card = shape(
        "quad",
        7,
        turn(x=UP, at=(0, 0, 1.5)),
        (1.5, 1.0, 1.0),
        materials.foliage(COLOR, length=0.5, width=0.3),
    )
    behind = shape("quad", 8, turn(x=UP, at=(0, 1, 1.5)), (3.0, 3.0, 1.0), materials.plain((0.9, 0.2, 0.1)))
    return {
        "swatches": forms.scene_of(swatches, [all_swatches], world=LIT),
        "solids": forms.scene_of(solids, eyes, world=LIT),
        "through leaves": forms.scene_of([card, behind], [eye], world=LIT),
        "smooth": smooth(eye),
    }


CORNERS = np.array([[-2.0, 0.0, 0.0], [2.5, 1.0, 0.3], [0.2, -0.5, 3.4]])
LEANING = np.array([[-0.6, -1.0, 0.1], [0.7, -1.0, 0.2], [0.1, -0.9, 0.8]])


def smooth(eye: Camera) -> Scene:
    """One triangle whose vertex normals lean apart, seen from the side that they face and then from the other."""
    normals = (LEANING / np.linalg.norm(LEANING, axis=1, keepdims=True)).astype(np.float32)
    mesh = Mesh(CORNERS.astype(np.float32), np.array([[0, 1, 2]], np.int32), normals)
    asset = Asset("cube", (Part(mesh, materials.leather(COLOR)),))
    pose = np.diag([-1.0, -1.0, 1.0, 1.0])
    return Scene(
        (Object(9, asset, np.eye(4)), Object(10, asset, pose + np.pad([[9.0]], ((0, 3), (3, 0))))),
        cameras=(eye, _beyond(eye)),
    )


def _beyond(eye: Camera) -> Camera:
    pose = eye.pose @ np.diag([-1.0, 1.0, -1.0, 1.0])
    pose[1, 3] = 4.0
    return Camera(pose, eye.width, eye.height, eye.fx, eye.fy, eye.cx, eye.cy)


@pytest.fixture(scope="module")
def shots(draw: Any, scenes: dict[str, Scene]) -> dict[str, Any]:
    """Everything that this module looks at, rendered in one process."""
    jobs: dict[str, Any] = {name: (scene, FAST, OPTIONAL) for name, scene in scenes.items()}
    jobs["unasked"] = (scenes["solids"], FAST)
    jobs["one"] = (scenes["solids"], FAST, ("position",))
    jobs["unknown"] = (scenes["solids"], FAST, ("position", "colour"))
    made: dict[str, Any] = draw(jobs)
    return made


def angles(a: Any, b: Any) -> Any:
    """Degrees between unit vectors; exact for small angles."""
    return np.degrees(2 * np.arcsin(np.clip(np.linalg.norm(np.asarray(a, float) - b, axis=-1) / 2, 0, 1)))


def test_a_pass_is_there_where_it_is_wanted_and_of_its_kind(shots: Any) -> None:
    assert set(shots["unasked"][0]) == {"rgb", *ALWAYS}
    assert set(shots["one"][0]) == {"rgb", *ALWAYS, "position"}
    shot = shots["solids"][0]
    assert set(shot) == {"rgb", *PASSES}
    for name, known in PASSES.items():
        layers = (3,) if len(known.channels) == 3 else ()
        assert (shot[name].dtype, shot[name].shape) == (known.dtype, (72, 96, *layers)), name
        empty = shot["instances"] == 0
        assert empty.any()
        assert np.array_equal(
            shot[name][empty], np.full_like(shot[name][empty], known.nothing), equal_nan=True
        ), name


def test_what_is_wanted_changes_nothing_else(shots: Any) -> None:
    for name in ("one", "solids"):
        for name_of_pass in ("rgb", *ALWAYS):
            assert shots[name][0][name_of_pass].tobytes() == shots["unasked"][0][name_of_pass].tobytes()


def test_geometric_normals_are_the_triangles_and_face_the_viewer(scenes: Any, shots: Any) -> None:
    """Where the shading normal leans away, and on the back too."""
    plane = np.cross(CORNERS[1] - CORNERS[0], CORNERS[2] - CORNERS[0])
    plane /= np.linalg.norm(plane)
    for view, truth in enumerate(shots["smooth"]):
        here = truth["instances"] == 9
        assert here.sum() > 1000
        want = plane @ scenes["smooth"].cameras[view].pose[:3, :3]
        want *= np.sign(want[2])
        assert angles(truth["geometric_normals"][here], want).max() <= 0.01
        assert angles(truth["normals"][here], want).max() > 10, "shading and geometry are the same here"


def test_position_is_the_point_that_the_pixel_shows(scenes: Any, shots: Any, forms: SimpleNamespace) -> None:
    """500 m from the world's origin, where float32 holds 3e-5 m."""
    for view, eye in enumerate(scenes["solids"].cameras):
        truth = shots["solids"][view]
        here = np.isfinite(truth["depth"])
        rows, columns = np.nonzero(here)
        local = np.stack(
            [(columns + 0.5 - eye.cx) / eye.fx, -(rows + 0.5 - eye.cy) / eye.fy, -np.ones(len(rows))], -1
        )
        want = eye.pose[:3, 3] + truth["depth"][here].astype(float)[:, None] * (local @ eye.pose[:3, :3].T)
        assert np.abs(truth["position"][here] - want).max() <= 6.2e-5
        floor = here & (truth["instances"] == 1)
        up = forms.turn(x=0.03, y=-0.05)[:3, 2]
        assert np.abs((truth["position"][floor] - FAR_OFF) @ up).max() <= 6.2e-5


def test_albedo_of_a_plain_surface_is_its_colour(shots: Any, scenes: Any, forms: SimpleNamespace) -> None:
    """At whatever angle, and however it shines."""
    here = swatch("plain", shots, scenes, forms)
    assert np.abs(shots["swatches"][0]["albedo"][here] - linear(COLOR)).max() <= 1e-5


@pytest.mark.parametrize("name", BLACK)
def test_albedo_of_what_only_mirrors_or_lets_light_through_is_black(
    name: str, shots: Any, scenes: Any, forms: SimpleNamespace
) -> None:
    here = swatch(name, shots, scenes, forms)
    assert np.all(shots["swatches"][0]["albedo"][here] == 0)


@pytest.mark.parametrize("name", sorted(TEXTURED))
def test_albedo_of_a_textured_surface_lies_about_its_colour(
    name: str, shots: Any, scenes: Any, forms: SimpleNamespace
) -> None:
    here = swatch(name, shots, scenes, forms)
    albedo = shots["swatches"][0]["albedo"][here]
    assert np.all(np.abs(np.log2(albedo.mean(axis=0) / linear(COLOR))) < 1)
    assert albedo.max() <= 1


def test_albedo_through_a_hole_is_that_of_what_lies_behind(shots: Any) -> None:
    """Were the card's added to it, it would not be the wall's own."""
    truth = shots["through leaves"][0]
    wall, leaf = truth["instances"] == 8, truth["instances"] == 7
    assert wall.sum() > 500 and leaf.sum() > 500
    assert np.abs(truth["albedo"][wall] - linear((0.9, 0.2, 0.1))).max() <= 1e-5
    assert np.abs(truth["albedo"][leaf] - linear((0.9, 0.2, 0.1))).max() > 0.1


def test_an_unknown_pass_is_named_with_those_that_there_are(shots: Any) -> None:
    assert "'colour'" in shots["unknown"]
    assert "albedo" in shots["unknown"]


def swatch(name: str, shots: Any, scenes: Any, forms: SimpleNamespace) -> Any:
    """Where the swatch of a material is seen, off edges and holes."""
    swatches, eye = forms.swatches(COLOR)
    key = 100 + sorted(materials.KINDS).index(name)
    here = forms.certain(swatches, eye) & (shots["swatches"][0]["instances"] == key)
    assert here.sum() > 100
    return here
