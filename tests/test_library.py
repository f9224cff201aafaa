# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`cavendish scenes`: what is listed, shown and drawn, and what is said of bad input."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from cavendish import gallery
from cavendish.cli import app
from cavendish.errors import InputError
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import CAMERAS

run = CliRunner().invoke


def test_the_list_names_all_builders_cameras_and_things() -> None:
    said = run(app, ["scenes", "list"]).output
    for name in (*BUILDERS, *CAMERAS):
        assert name in said
    assert f"{len(ASSETS)} things" in said and "office chair" in said


def test_a_builder_is_shown_with_parameters_classes_and_statistics() -> None:
    result = run(app, ["scenes", "show", "primitives", "--seeds", "3"])
    assert result.exit_code == 0
    for key in BUILDERS["primitives"].parameters.model_fields:
        assert key in result.output
    assert "3 scenes:" in result.output and "triangles" in result.output and "ground 3" in result.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "rom"], "there is no builder rom; did you mean room?"),
        (["preview", "offise chair", "-o", "a.png"], "did you mean office chair?"),
        (["preview", "room", "--set", "widht=3", "-o", "a.png"], "did you mean width?"),
        (["preview", "room", "--set", "clutter", "-o", "a.png"], "write it as key=value"),
        (["preview", "room", "--camera", "fisheye", "-o", "a.png"], "fisheye is not a style of camera"),
        (["preview", "room", "--width", "100", "-o", "a.png"], "--width: 100 pixels cannot be"),
        (["preview", "room", "-o", "a.bmp"], "named"),
        (["gallery", "--only", "rom", "-o", "g"], "there is no builder rom"),
    ],
)
def test_bad_input_is_one_sentence(words: list[str], message: str, tmp_path: Path) -> None:
    words = [str(tmp_path / word) if word in ("a.png", "g") else word for word in words]
    if "a.bmp" in words:
        with pytest.raises(InputError, match=r"\.png or \.jpg"):
            gallery.save(tmp_path / "a.bmp", Image.new("RGB", (8, 8)))
        return
    result = run(app, ["scenes", *words])
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)
    assert not list(tmp_path.iterdir())


@pytest.mark.extra
@pytest.mark.parametrize("name", ["primitives", "mug"])
def test_a_preview_is_a_picture_and_the_same_each_time(name: str, tmp_path: Path) -> None:
    for file in ("a.png", "b.png"):
        words = ["scenes", "preview", name, "--seed", "3", "--width", "128", "--height", "96"]
        result = run(app, [*words, "-o", str(tmp_path / "new" / file)])
        assert result.exit_code == 0, result.output
        assert "drawn in" in result.output
    one, other = (np.asarray(Image.open(tmp_path / "new" / file)) for file in ("a.png", "b.png"))
    assert one.shape in ((96, 128, 3), (96, 96, 3)) and one.std() > 5
    assert np.array_equal(one, other)


@pytest.mark.extra
def test_a_gallery_has_a_sheet_of_each_builder(tmp_path: Path) -> None:
    words = ["scenes", "gallery", "--only", "primitives", "--count", "5", "--quality", "quick"]
    result = run(app, [*words, "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    with Image.open(tmp_path / "primitives.jpg") as sheet:
        assert sheet.width > 3 * 384 and sheet.height > 2 * 256


MINE = """
from pydantic import BaseModel

from cavendish.scenes.builders import BUILDERS, builder


class Nothing(BaseModel):
    pass


@builder("lone-solids", Nothing)
def lone_solids(parameters, rng):
    solids = BUILDERS["primitives"]
    return solids.build(solids.parameters(), rng)
"""


@pytest.mark.extra
def test_a_gallery_draws_builders_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(MINE, encoding="utf-8")
    words = ["scenes", "gallery", "--only", "lone-solids", "--count", "1", "--quality", "quick"]
    result = run(app, [*words, "--builders", str(tmp_path / "mine.py"), "-o", str(tmp_path)])
    BUILDERS.pop("lone-solids")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "lone-solids.jpg").stat().st_size > 5_000


@pytest.mark.extra
def test_the_sheet_of_things_has_one_of_each_by_family(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = {name: ASSETS[name] for name in ("apple", "mug", "sofa", "orange")}
    monkeypatch.setattr("cavendish.library.ASSETS", some)
    result = run(app, ["scenes", "gallery", "--only", "things", "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.iterdir()] == ["things.jpg"]
    sheet = np.asarray(Image.open(tmp_path / "things.jpg")).astype(float)
    fruit = [sheet[60:120, 6 + 174 * k + 60 : 6 + 174 * k + 120].mean(axis=(0, 1)) for k in range(2)]
    assert fruit[1][0] > 2 * fruit[1][2], "the orange comes second, after the other fruit"


@pytest.mark.extra
def test_every_thing_is_drawn_whole_and_in_the_middle() -> None:
    for name in ("sofa", "person", "street lamp"):
        scene = gallery.asset_scene(name, 0, 96)
        (picture,) = gallery.quick(scene)
        middle, rim = (
            picture[32:64, 32:64].astype(float),
            np.concatenate([picture[0], picture[:, 0]]).astype(float),
        )
        assert middle.std() > rim.std()
