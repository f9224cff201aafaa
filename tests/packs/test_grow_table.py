# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The table of Infinigen's generators, and the colours that thumbnails are named by."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from cavendish.packs.grow.picture import colour_name
from cavendish.packs.grow.plan import Finish, Generator, chosen, jobs, table
from cavendish.scenes.materials import KINDS
from cavendish.scenes.ontology import is_known, ontology

ASSETS = [row for row in table() if isinstance(row, Generator)]
FINISHES = [row for row in table() if isinstance(row, Finish)]


def test_the_table_is_large() -> None:
    assert len({row.category for row in ASSETS}) >= 60
    assert len({kind for row in FINISHES for kind in row.kinds}) >= 12


def test_every_class_is_described_and_every_kind_is_ours() -> None:
    for row in ASSETS:
        assert is_known(row.category), row.name
        assert ontology()[row.category].thing, row.name
    assert {kind for row in FINISHES for kind in row.kinds} <= set(KINDS)


def test_no_two_generators_have_one_name() -> None:
    assert [name for name, count in Counter(row.name for row in table()).items() if count > 1] == []
    assert all(count == 1 for count in Counter(row.factory for row in table()).values())


def test_rows_are_sound() -> None:
    for row in ASSETS:
        assert row.front in {"x", "-x", "y", "-y"}
        assert row.stands in {"floor", "thing", "wall", "ceiling", "ground"}
        assert row.size is not None, f"{row.name}: no size, nor has its class one"
        assert len(row.size) == 3
        assert all(0 < low < high for low, high in row.size), row.name
        assert all(0.01 < side < 5 for side in row.scale)


def test_a_class_may_have_several_generators_and_a_generator_may_be_named_alone() -> None:
    assert {row.name for row in chosen(["bookshelf"])} == {"bookcase", "large-shelf", "cell-shelf"}
    assert [row.name for row in chosen(["large-shelf"])] == ["large-shelf"]
    assert chosen(["materials"]) == FINISHES
    assert chosen(None) == list(table())


def test_budgets_of_generators_follow_the_packs() -> None:
    (fork,) = jobs(chosen(["fork"]), 1, 0, 20_000)
    (half,) = jobs(chosen(["fork"]), 1, 0, 10_000)
    assert half.faces * 2 == fork.faces < 20_000


def test_what_rooms_show_much_of_is_made_in_more_variants() -> None:
    one, two = (jobs(chosen(["plaster"]), count, 0, 20_000) for count in (1, 2))
    assert len(one) > 1 and len({job.name for job in two}) == 2 * len(one)
    assert [job.key for job in two[: len(one)]] == [job.key for job in one]


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ((250, 250, 248), "white"),
        ((128, 128, 130), "grey"),
        ((12, 10, 14), "black"),
        ((190, 30, 30), "red"),
        ((110, 70, 35), "brown"),
        ((60, 140, 60), "green"),
        ((40, 70, 190), "blue"),
    ],
)
def test_colours_have_their_plain_names(color: tuple[int, int, int], name: str, tmp_path: Path) -> None:
    Image.new("RGBA", (32, 32), (*color, 255)).save(tmp_path / "a.png")
    assert colour_name(tmp_path / "a.png") == name


def test_no_colour_is_named_where_none_has_most_of_it(tmp_path: Path) -> None:
    image = Image.new("RGBA", (64, 64), (200, 20, 20, 255))
    image.paste((20, 20, 200, 255), (0, 0, 32, 64))
    image.save(tmp_path / "a.png")
    assert colour_name(tmp_path / "a.png") is None
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "b.png")
    assert colour_name(tmp_path / "b.png") is None


@pytest.mark.skipif("CAVENDISH_TEST_INFINIGEN" not in os.environ, reason="installs 2 GB; ask for it by name")
def test_infinigen_grows_a_vase_and_a_sand(tmp_path: Path) -> None:
    from cavendish.packs.grow import grow
    from cavendish.scenes.packs.pack import read

    summary = grow(tmp_path / "pack", ("vase", "sand"), 1, 0, 1, None, 20_000, print)
    assert summary.failed == {}
    (vase,) = read(tmp_path / "pack").assets
    assert vase.faces <= 20_000
    assert 0.08 < vase.size[2] < 1.0
