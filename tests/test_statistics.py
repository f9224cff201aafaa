# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Statistics of the builders' views: closed-form scenes, small summaries, the page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from cavendish.cli import app
from cavendish.errors import InputError
from cavendish.render.raycast import raycast
from cavendish.scenes import materials
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import look as aim
from cavendish.scenes.cameras import pinhole
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.scene import Asset, Camera, Object, Part, Scene
from cavendish.show_statistics import show_statistics
from cavendish.statistics import (
    EDGES,
    SIZES,
    Job,
    Look,
    Summary,
    angles,
    histogram,
    in_view,
    lightness,
    look,
    measured,
    quantile,
)
from cavendish.statistics_page import merged, page, shape

PAINT = materials.plain((0.5, 0.5, 0.5))


def slab(category: str, size: tuple[float, float, float]) -> Asset:
    return Asset(category, (Part(box(size, (0, 0, 0), bevel=0), PAINT),))


def wall_and_cube(width: int = 80, height: int = 40) -> Scene:
    """A camera that looks along +Y at a wall 4 m away over the left half, with a cube's face 1.6 m away before it.

    The view is 90 degrees across, so the picture is 8 m wide at 4 m; the right half is sky.
    """
    camera = pinhole(aim(np.zeros(3), np.array([0.0, 1.0, 0.0])), width, height, np.pi / 2)
    wall = slab("wall", (10.0, 1.0, 10.0))
    cube = slab("cube", (0.4, 0.4, 0.4))
    return Scene(
        (
            Object(1, wall, translation(-5.0, 4.5, 0.0)),
            Object(2, cube, translation(-0.2, 1.8, 0.0)),
            Object(3, cube, translation(0.0, -5.0, 0.0)),
        ),
        cameras=(camera,),
    )


@pytest.mark.extra
def test_a_closed_form_scene_is_measured_exactly() -> None:
    scene = wall_and_cube()
    found = measured(scene, "handheld", {"build": 0.5})
    pixels = 80 * 40
    face = 10 * 10  # 0.4 m at 1.6 m with 40 pixels a unit of slope
    assert found.sky == pytest.approx(0.5)
    assert found.shares["cube"] == face / pixels
    assert found.shares["wall"] == (pixels / 2 - face) / pixels
    assert found.depths.sum() == pixels / 2
    near, far = (int(np.searchsorted(EDGES, metres)) for metres in (1.6, 4.0))  # on an edge, rounding decides
    assert found.depths[near - 2 : near + 1].sum() == face
    assert found.depths[far - 2 : far + 1].sum() == pixels / 2 - face
    assert found.inside == {"NYU": 1.0, "KITTI": 1 - face / (pixels / 2), "ETH3D": 1.0}
    assert (found.classes, found.things, found.built) == (2, 1, 2)
    assert found.triangles == 36
    assert found.field_of_view == pytest.approx((90.0, 2 * np.degrees(np.arctan(0.5))))


def test_depths_beyond_the_bins_count_in_the_outermost() -> None:
    counts = histogram(np.array([1e-3, 0.051, 7e4, 1.0, 1.0]))
    assert counts.sum() == 5
    assert (counts[0], counts[-1], counts.max()) == (2, 1, 2)


def test_quantiles_of_a_histogram() -> None:
    middle = np.sqrt(EDGES[:-1] * EDGES[1:])
    shares = np.where((middle > 1) & (middle < 100), 1.0, 0.0)  # even in the logarithm from 1 to 100 m
    assert quantile(shares, 0.5) == pytest.approx(10.0, rel=0.03)
    assert quantile(shares, 0.25) == pytest.approx(np.sqrt(10), rel=0.04)
    assert np.isnan(quantile(np.zeros_like(shares), 0.5))


def test_angles_of_a_camera_with_a_shifted_lens() -> None:
    camera = Camera(np.eye(4), 100, 50, 100.0, 100.0, 0.0, 25.0)
    assert angles(camera) == pytest.approx((45.0, 2 * np.degrees(np.arctan(0.25))))


def test_lightness() -> None:
    rgb = np.zeros((2, 2, 3), np.uint8)
    rgb[0] = 255
    rgb[1, 0] = 128
    mean, clipped = lightness(rgb)
    assert mean == pytest.approx((2 + 128 / 255) / 4)
    assert clipped == 0.75


def a_look(depth: float, sky: float, style: str = "handheld", classes: int = 3) -> Look:
    size = (10, 10)
    seen = round(100 * (1 - sky))
    names = ["wall", "floor", "chair", "table"][:classes]
    return Look(
        style,
        size,
        (60.0, 60.0),
        histogram(np.full(seen, depth)),
        sky,
        {"NYU": float(depth < 10), "KITTI": float(depth >= 2), "ETH3D": 1.0},
        dict.fromkeys(names, seen / 100 / classes),
        2,
        4,
        1000,
        {"build": 1.0, "place": 2.0},
    )


def test_a_summary_is_of_views_alike() -> None:
    summary = Summary()
    summary.add(a_look(5.0, 0.0))
    summary.add(a_look(40.0, 0.5, "tripod", 4))
    summary.add("ValueError: no camera")
    assert (summary.views, summary.failures.total()) == (2, 1)
    assert summary.sky == 0.25
    assert summary.depths.sum() == pytest.approx(0.75)
    assert summary.inside("NYU") == pytest.approx(1 / 1.5)  # of the pixels that have a depth
    assert summary.inside("KITTI") == 1.0
    assert summary.shares["table"] == pytest.approx(0.125 / 2)
    assert summary.numbers["classes"] == [3, 4]
    assert dict(summary.styles) == {"handheld": 1, "tripod": 1}
    assert "brightness" not in summary.numbers


def test_builders_count_alike_in_all_together() -> None:
    near, far = Summary(), Summary()
    for _ in range(3):
        near.add(a_look(5.0, 0.0))
    far.add(a_look(40.0, 0.5))
    whole = merged([near, far])
    assert whole.sky == 0.25
    assert whole.depths.sum() == pytest.approx(0.75)
    assert whole.inside("NYU") == pytest.approx(1 / 1.5)


def test_the_page_tells_all_and_what_failed() -> None:
    summary, empty = Summary(), Summary()
    summary.add(a_look(5.0, 0.2))
    empty.add("ValueError: no tripod camera was found\nand more")
    text = page({"room": summary, "street": empty}, "cavendish scenes stats", "images/x.png")
    for words in (
        "## Depth",
        "| room | 20% |",
        "handheld 100%",
        "1:1 100%",
        "add `--render`",
        "images/x.png",
    ):
        assert words in text
    assert "- street, 1 of 1: ValueError: no tripod camera was found" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


def test_shapes() -> None:
    assert [shape(size) for size in SIZES] == ["1:1", "4:3", "3:2", "16:9", "3:4"]


@pytest.mark.extra
def test_a_look_is_the_same_each_time() -> None:
    first, second = (look(Job("primitives", 3)) for _ in range(2))
    assert np.array_equal(first.depths, second.depths)
    assert (first.shares, first.style, first.size) == (second.shares, second.style, second.size)
    assert first.size in SIZES
    assert sum(first.shares.values()) + first.sky == pytest.approx(1.0)


@pytest.mark.extra
@pytest.mark.parametrize(("name", "views"), [("room", 3), ("street", 1)])
def test_eight_classes_are_in_the_median_view(name: str, views: int) -> None:
    assert np.median([look(Job(name, seed)).classes for seed in range(views)]) >= 8


@pytest.mark.extra
def test_what_is_out_of_view_changes_nothing() -> None:
    scene = wall_and_cube()
    for turn in np.linspace(0, 2 * np.pi, 7):
        camera = pinhole(aim(np.zeros(3), np.array([np.sin(turn), np.cos(turn), 0.3])), 40, 30, 1.0)
        kept = in_view(scene, camera)
        assert np.array_equal(raycast(scene, camera).depth, raycast(kept, camera).depth)
    ahead = in_view(scene, scene.cameras[0])
    assert [thing.id for thing in ahead.objects] == [1, 2]


@pytest.mark.extra
def test_the_command_writes_a_page_and_a_figure(tmp_path: Path) -> None:
    out = tmp_path / "docs" / "statistics.md"
    assert show_statistics(out, 2, ("primitives",), False, 1, Console(quiet=True)) == 0
    text = out.read_text(encoding="utf-8")
    assert "`cavendish scenes stats --scenes 2 --only primitives`" in text
    assert (tmp_path / "docs" / "images" / "statistics.png").read_bytes().startswith(b"\x89PNG")


MINE = """
import numpy as np
from pydantic import BaseModel

from cavendish.scenes.builders import BUILDERS, builder


class Nothing(BaseModel):
    pass


@builder("lone solids", Nothing)
def lone_solids(parameters, rng):
    solids = BUILDERS["primitives"]
    return solids.build(solids.parameters(), rng)
"""


@pytest.mark.extra
def test_the_command_measures_builders_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(MINE, encoding="utf-8")
    out = tmp_path / "mine.md"
    words = ["scenes", "stats", "-o", str(out), "--scenes", "1", "--workers", "1", "--only", "lone solids"]
    result = CliRunner().invoke(app, [*words, "--builders", str(tmp_path / "mine.py")])
    BUILDERS.pop("lone solids")
    assert result.exit_code == 0, result.output
    text = out.read_text(encoding="utf-8")
    assert f"--only 'lone solids' --builders {tmp_path / 'mine.py'}" in text
    assert "| lone solids |" in text


def test_bad_input_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no builder rooom; did you mean room\?"):
        show_statistics(tmp_path / "a.md", 1, ("rooom",), False, 1, Console(quiet=True))
    with pytest.raises(InputError, match="blend makes no scene without parameters"):
        show_statistics(tmp_path / "a.md", 1, ("blend",), False, 1, Console(quiet=True))
    with pytest.raises(InputError, match=r"name it \.md"):
        show_statistics(tmp_path / "a.html", 1, (), False, 1, Console(quiet=True))
