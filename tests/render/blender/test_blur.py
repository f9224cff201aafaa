# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Depth of field, motion and fog are in the picture, by their formulas, and never in the truth."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.render.quality import Quality
from cavendish.scenes import materials
from cavendish.scenes.scene import Camera, Fog, Motion, Scene, World

pytestmark = pytest.mark.render

FAST = Quality(samples=1, bounces=0, denoise=False, threads=2)
MANY = Quality(samples=200, bounces=0, denoise=False, threads=2)
FOGGY = Quality(samples=16, bounces=2, denoise=True, threads=2)
TRUTH = ("depth", "normals", "instances", "geometric_normals", "albedo", "position")
GREY = World(None, (0.8, 0.8, 0.8), 1.0)
UP = np.pi / 2
FOCAL, AWAY = 200.0, 5.0  # pixels; metres from the eye to the spot
SPOT = 0.05  # metres, half the side of a small lit square
APERTURE, FOCUS = 0.2, 2.0
SPEED, SHUTTER = 8.0, 0.125  # metres a second, seconds


@pytest.fixture(scope="module")
def shots(draw: Any, forms: SimpleNamespace) -> dict[str, Any]:
    """Everything that this module looks at, rendered in one process."""
    turn, shape = forms.turn, forms.Shape
    eye = Camera(turn(x=UP, at=(0, -AWAY, 0)), 96, 80, FOCAL, FOCAL, 48.0, 40.0)
    lit = shape("quad", 1, turn(x=UP), (SPOT, SPOT, 1.0), materials.shade((0.9, 0.9, 0.9), glow=8.0))
    spot = forms.scene_of([lit], [eye], world=GREY)
    flying = replace(spot, objects=(replace(spot.objects[0], motion=Motion((SPEED, 0.0, 0.0))),))
    arm = replace(lit, pose=turn(x=UP, at=(0.0, 0.0, 0.0)), size=(0.4, 0.02, 1.0))
    whirling = forms.scene_of([arm], [eye], world=GREY)
    whirl = Motion((0.0, 0.0, 0.0), (0.0, 4.0, 0.0))
    whirling = replace(whirling, objects=(replace(whirling.objects[0], motion=whirl),))
    open_ = replace(eye, shutter=SHUTTER)
    made: dict[str, Any] = {
        "sharp": spot,
        "far off focus": replace(spot, cameras=(replace(eye, aperture=APERTURE, focus=FOCUS), eye)),
        "in focus": replace(spot, cameras=(replace(eye, aperture=APERTURE, focus=AWAY),)),
        "flying": replace(flying, cameras=(open_, eye)),
        "two shutters": replace(flying, cameras=(open_, replace(eye, shutter=SHUTTER / 2))),
        "panning": replace(spot, cameras=(replace(open_, motion=Motion((0, 0, 0), (0.0, 0.0, 1.6))),)),
        "whirling": replace(whirling, cameras=(open_,)),
        "still arm": replace(whirling, cameras=(eye,)),
    }
    jobs = {name: (scene, MANY) for name, scene in made.items()}
    yard, busy, fogs = yards(forms)
    jobs |= {
        "plain": (yard, FAST, TRUTH),
        "busy": (busy, FAST, TRUTH),
        **{f"fog {density}": (scene, FOGGY) for density, scene in fogs.items()},
    }
    result: dict[str, Any] = draw(jobs)
    return result


def yards(forms: SimpleNamespace) -> tuple[Scene, Scene, dict[float, Scene]]:
    """A scene of two views, the same with all that blurs, and black posts in fogs of several densities."""
    turn, shape = forms.turn, forms.Shape
    shapes = [
        shape("quad", 1, np.eye(4), (6.0, 9.0, 1.0), materials.tile((0.6, 0.6, 0.55))),
        shape("box", 2, turn(z=0.5, x=0.3, at=(-1, 0, 0.7)), (0.4, 0.4, 0.4)),
        shape("box", 3, turn(z=0.2, at=(1, 1, 0.5)), (0.4, 0.4, 0.4)),  # shares its mesh with one that moves
        shape("quad", 4, turn(x=UP, z=0.3, at=(0.2, -1, 0.8)), (0.5, 0.4, 1.0), materials.glass()),
        shape(
            "quad",
            5,
            turn(x=UP, z=0.3, at=(-0.9, -1.2, 0.8)),
            (0.3, 0.3, 1.0),
            materials.perforated(pitch=0.1, hole=0.06),
        ),
        shape("sphere", 6, turn(at=(0.4, 0.5, 0.4)), (0.4, 0.4, 0.4)),
    ]
    eyes = [Camera(turn(x=1.35, z=z, at=(0, -4, 1.5)), 72, 64, 70.0, 75.0, 33.0, 30.0) for z in (0.0, 0.2)]
    yard = forms.scene_of(shapes, eyes, world=GREY)
    motions = {
        2: Motion((1.0, 2.0, 0.5), (1.0, -2.0, 3.0)),
        6: Motion((3.0, 0.0, 0.0)),
        1: Motion((0.0, 0.0, 1.0)),
    }
    moving = tuple(replace(thing, motion=motions.get(thing.id)) for thing in yard.objects)
    blurred = [
        replace(eye, aperture=0.1, focus=2.0, shutter=0.2, motion=Motion((1.0, 0.0, 0.0), (0.0, 0.5, 1.0)))
        for eye in eyes
    ]
    busy = replace(yard, objects=moving, cameras=tuple(blurred), world=replace(GREY, fog=Fog(0.2)))
    black = materials.plain((0.0, 0.0, 0.0), roughness=1.0)
    posts = [
        shape("box", 1 + k, turn(at=(x, y, 0)), (0.04 * (y + 4),) * 3, black)
        for k, (x, y) in enumerate(POSTS)
    ]
    wide = Camera(turn(x=UP, at=(0, -4, 0)), 96, 64, 96.0, 96.0, 48.0, 32.0)
    fogs = {
        d: forms.scene_of(posts, [wide], world=replace(GREY, fog=Fog(d) if d else None))
        for d in (0.0, 0.05, 0.15)
    }
    return yard, busy, fogs


POSTS = ((-0.6, 0.0), (0.0, 4.0), (5.0, 16.0))


def bright(shot: Any) -> Any:
    """Which pixels are brighter than half-way from the even background to what is brightest."""
    grey = shot["rgb"].astype(float).mean(axis=-1)
    ground, top = np.median(grey), np.sort(grey, axis=None)[-12:].mean()
    assert top > ground + 15, "nothing is bright"
    return grey > (ground + top) / 2


def extent(shot: Any) -> tuple[int, int]:
    """Width and height of what is bright, pixels, from its rows and columns through the middle."""
    lit = bright(shot)
    return int(lit[39:41].any(axis=0).sum()), int(lit[:, 47:49].any(axis=1).sum())


def test_blur_off_focus_is_the_circle_of_confusion(shots: Any) -> None:
    """A spot's disc: A f |z - s| / (z s) pixels wide, for a lens of diameter A focused at s."""
    disc = APERTURE * FOCAL * (AWAY - FOCUS) / (AWAY * FOCUS)
    side = 2 * SPOT * FOCAL / AWAY
    assert extent(shots["sharp"][0]) == pytest.approx((side, side), abs=0.5)
    assert extent(shots["far off focus"][0]) == pytest.approx((disc, disc), abs=1.5)
    assert disc > 2.5 * side, "hardly anything is blurred: the test would see nothing"


def test_what_is_in_focus_is_sharp(shots: Any) -> None:
    assert np.array_equal(bright(shots["in focus"][0]), bright(shots["sharp"][0]))


def test_a_streak_is_as_long_as_the_way_that_the_thing_went(shots: Any) -> None:
    way, side = SPEED * SHUTTER * FOCAL / AWAY, 2 * SPOT * FOCAL / AWAY
    assert extent(shots["flying"][0]) == pytest.approx((way, side), abs=1.5)
    middle = np.nonzero(bright(shots["flying"][0]).any(axis=0))[0].mean() + 0.5
    assert middle == pytest.approx(48.0, abs=0.75), "the pose is that of mid-shutter"
    assert extent(shots["two shutters"][1]) == pytest.approx((way / 2, side), abs=2.5)


def test_a_panning_camera_draws_all_into_streaks(shots: Any) -> None:
    """1.6 radians a second about the vertical, for an eighth of a second."""
    way, side = 1.6 * SHUTTER * FOCAL, 2 * SPOT * FOCAL / AWAY
    assert extent(shots["panning"][0]) == pytest.approx((way, side), abs=1.5)


def test_a_turning_thing_sweeps_a_fan(shots: Any) -> None:
    """An arm that turns by half a radian: its ends go a quarter up and down."""
    reach = 0.4 * np.sin(4.0 * SHUTTER / 2) * FOCAL / AWAY
    heights = {}
    for name in ("whirling", "still arm"):
        grey = shots[name][0]["rgb"].astype(float).mean(axis=-1)
        lit = np.nonzero(grey[:, 34:37].mean(axis=1) > np.median(grey) + 6)[0]  # at the arm's end
        heights[name] = np.ptp(lit) + 1
    assert heights["still arm"] <= 4
    assert heights["whirling"] == pytest.approx(2 * reach * 12.5 / 16, abs=3)


@pytest.mark.parametrize("name", ["far off focus", "flying"])
def test_blur_does_not_leak_into_the_next_view(name: str, shots: Any) -> None:
    """The second view has neither aperture nor shutter: it is the scene that never had any, bit for bit."""
    first, second = shots[name]
    assert first["rgb"].tobytes() != second["rgb"].tobytes()
    assert second["rgb"].tobytes() == shots["sharp"][0]["rgb"].tobytes()


@pytest.mark.parametrize("view", [0, 1])
@pytest.mark.parametrize("name", TRUTH)
def test_truth_is_sharp_clear_and_at_mid_shutter(name: str, view: int, shots: Any) -> None:
    """Bit for bit that of the same scene without aperture, shutter, motion and fog."""
    plain, busy = shots["plain"][view], shots["busy"][view]
    assert plain[name].tobytes() == busy[name].tobytes()
    assert plain["rgb"].tobytes() != busy["rgb"].tobytes()


def test_fog_hides_what_is_far_and_leaves_the_sky_and_the_truth(shots: Any) -> None:
    """Black posts in even light shine by the fog before them alone."""
    shone = {}
    for density in (0.0, 0.05, 0.15):
        shot = shots[f"fog {density}"][0]
        assert set(np.unique(shot["instances"])) == {0, 1, 2, 3}
        grey = shot["rgb"].astype(float).mean(axis=-1)
        shone[density] = [float(np.median(grey[shot["instances"] == key])) for key in (0, 1, 2, 3)]
        assert shone[density][0] > 60, "no sky is left"
    for sky, *posts in (shone[0.05], shone[0.15]):
        assert posts[0] < posts[1] - 8 < posts[2] - 16 < sky
    assert max(shone[0.0][1:]) < 12
    assert all(thick > thin for thin, thick in zip(shone[0.05][1:], shone[0.15][1:], strict=True))
