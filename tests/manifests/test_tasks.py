# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the tasks draw from which frames, and that their rows alone give back the truth."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.codecs import (
    decode_instances,
    decode_legend,
    depth_codec,
    depth_codecs,
    normal_codec,
    normal_codecs,
)
from cavendish.manifests.classes import FLOOR, class_map
from cavendish.manifests.pair import encoding_of, row
from cavendish.manifests.tasks import TASKS, task
from cavendish.render.frame import Frame
from cavendish.render.object_truth import ObjectTruth
from cavendish.scenes.ontology import category

NAMES = ["depth", "instance", "normals", "semantic"]


def grid_of_chairs(count: int, side: int = 12, across: int = 12) -> Any:
    down = -(-count // across)
    instances = np.ones((down * (side + 6) + 6, across * (side + 6) + 6), np.uint32)
    for k in range(count):
        top, left = 6 + k // across * (side + 6), 6 + k % across * (side + 6)
        instances[top : top + side, left : left + side] = 2 + k
    return instances


def chairs(make: SimpleNamespace, count: int) -> Frame:
    return make.frame_of(grid_of_chairs(count), {1: "floor"} | {2 + k: "chair" for k in range(count)})


@pytest.mark.parametrize("task", NAMES)
def test_the_same_seed_gives_the_same_pairs(task: str, make: SimpleNamespace) -> None:
    frame = make.room(1)
    one, two, other = (make.pairs(task, frame, seed, per_view=3) for seed in (5, 5, 6))
    assert [(p.prompt, p.encoding, p.target.tobytes()) for p in one] == [
        (p.prompt, p.encoding, p.target.tobytes()) for p in two
    ]
    assert [p.prompt for p in one] != [p.prompt for p in other]


@pytest.mark.parametrize("task", NAMES)
def test_per_view_says_how_many(task: str, make: SimpleNamespace) -> None:
    for count in (1, 4):
        assert len(make.pairs(task, make.room(2, things=20), 2, per_view=count)) == count


@pytest.mark.parametrize("task", NAMES)
def test_drawing_changes_nothing_in_the_frame(task: str, make: SimpleNamespace) -> None:
    frame, kept = make.room(1), make.room(1)
    make.pairs(task, frame, 0, per_view=3)
    for name in ("rgb", "depth", "normals", "instances"):
        assert getattr(frame, name).tobytes() == getattr(kept, name).tobytes()


@pytest.mark.parametrize("seed", range(20))
def test_all_sky_makes_depth_and_normals_alone(seed: int, make: SimpleNamespace) -> None:
    for classes in ({}, {7: "chair", 8: "wall"}):
        frame = make.frame_of(np.zeros((48, 64), np.uint32), classes)
        counts = {task: len(make.pairs(task, frame, seed)) for task in NAMES}
        assert {task for task, count in counts.items() if count} == {"depth", "normals"}
    assert np.all(make.pairs("depth", frame)[0].target == 255)
    assert np.all(make.pairs("normals", frame)[0].target == 128)


def test_more_than_sixty_instances_shrink_the_distance_not_under_42(make: SimpleNamespace) -> None:
    frame = chairs(make, 96)
    (pair,) = make.pairs("instance", frame)
    shown = np.array([*(entry.color for entry in pair.encoding.legend), pair.encoding.background], float)
    gaps = np.linalg.norm(shown[:, None] - shown[None], axis=-1)[np.triu_indices(len(shown), 1)]
    assert len(shown) == 97
    assert 42 <= gaps.min() < 60
    assert decode_instances(pair.target, background=pair.encoding.background).max() == 96


def test_more_instances_than_colors_make_no_pair(make: SimpleNamespace) -> None:
    assert make.pairs("instance", chairs(make, 700)) == []


def test_no_countable_thing_makes_no_instance_pair(make: SimpleNamespace) -> None:
    instances = np.ones((64, 64), np.uint32)
    instances[32:] = 2
    assert make.pairs("instance", make.frame_of(instances, {1: "wall", 2: "floor"})) == []


@pytest.mark.parametrize("width", [1, 2, 3, 4, 6])
def test_thin_objects_are_skipped_or_come_back_whole(width: int, make: SimpleNamespace) -> None:
    instances = np.ones((100, 100), np.uint32)
    for k in range(3):
        instances[5:95, 20 + 25 * k : 20 + 25 * k + width] = 2 + k
    frame = make.frame_of(instances, {1: "wall", 2: "floor lamp", 3: "floor lamp", 4: "floor lamp"})
    drawn = make.pairs("instance", frame)
    if width < 3:
        assert drawn == []
    for pair in drawn:
        found = decode_instances(pair.target, background=pair.encoding.background)
        assert all(len(np.unique(found[instances == key])) == 1 for key in (2, 3, 4))
        assert found.max() == 3
    if width == 6:
        assert len(drawn) == 1


def test_objects_under_the_floor_are_background_in_instance_targets(make: SimpleNamespace) -> None:
    instances = np.ones((200, 200), np.uint32)
    instances[20:60, 20:60], instances[100:150, 100:150] = 2, 3
    instances[180:182, 180:182] = 4  # 4 pixels of 40,000: under 2e-4
    frame = make.frame_of(instances, {1: "wall", 2: "chair", 3: "chair", 4: "chair"})
    assert FLOOR * instances.size > 4
    (pair,) = make.pairs("instance", frame)
    assert sorted(entry.name for entry in pair.encoding.legend) == ["chair 2", "chair 3"]
    assert np.all(pair.target[180:182, 180:182] == pair.encoding.background)
    for pair in make.pairs("semantic", frame, per_view=20, subset=0.0, negatives=0):
        listed = [entry for entry in pair.encoding.legend if entry.name == "chair"]
        assert np.all(pair.target[180:182, 180:182] == listed[0].color), (
            "its class's pixels count all the same"
        )


def test_classes_under_the_floor_are_never_listed(make: SimpleNamespace) -> None:
    instances = np.ones((200, 200), np.uint32)
    instances[100:], instances[180:182, 180:182] = 2, 3
    frame = make.frame_of(instances, {1: "wall", 2: "floor", 3: "vase"})
    for pair in make.pairs("semantic", frame, per_view=80, absent=0.7):
        assert "vase" not in {entry.name for entry in pair.encoding.legend}


def test_classes_with_several_objects_come_first(make: SimpleNamespace) -> None:
    instances = np.ones((120, 120), np.uint32)
    for k, (top, left) in enumerate([(5, 5), (5, 60), (60, 5), (60, 60)]):
        instances[top : top + 30, left : left + 30] = 2 + k
    frame = make.frame_of(instances, {1: "wall", 2: "sofa", 3: "bed", 4: "chair", 5: "chair"})
    for seed in range(10):
        names = [
            p.encoding.legend[0].name.split()[0]
            for p in make.pairs("instance", frame, seed, per_view=3, negatives=0)
        ]
        assert names[0] == "chair" and sorted(names[1:]) == ["bed", "sofa"]


def test_subsets_and_absent_classes_follow_their_chances(make: SimpleNamespace) -> None:
    frame = make.room(3)
    visible = {item.category for item in frame.items if item.pixels}

    def listed(**chances: float) -> list[set[str]]:
        pairs = make.pairs("semantic", frame, 1, per_view=40, negatives=0, **chances)
        assert len(pairs) == 40
        return [{entry.name for entry in pair.encoding.legend} for pair in pairs]

    assert all(names == visible for names in listed(absent=0.0, subset=0.0))
    assert all(visible < names for names in listed(absent=1.0, subset=0.0))
    assert all(names < visible for names in listed(absent=0.0, subset=1.0))


def test_colors_are_drawn_afresh_for_every_pair(make: SimpleNamespace) -> None:
    pairs = make.pairs("semantic", make.room(3), 1, per_view=30, subset=0.0, absent=0.0, negatives=0)
    walls = {entry.color for pair in pairs for entry in pair.encoding.legend if entry.name == "wall"}
    assert len(walls) >= 25


@pytest.mark.parametrize("name", [name for name in depth_codecs() if depth_codec(name).metric])
def test_every_metric_palette_makes_pairs(name: str, make: SimpleNamespace) -> None:
    (pair,) = make.pairs("depth", make.room(2), codec=name)
    assert pair.encoding.codec == name


def test_palettes_come_by_their_shares_and_all_but_cube_are_named(make: SimpleNamespace) -> None:
    shares = {"cube": 2, "viridis": 1, "gray": 1, "hue": 0}
    pairs = make.pairs("depth", make.room(2), 3, per_view=100, palettes=shares, named=0.0)
    count = Counter(pair.encoding.codec for pair in pairs)
    assert set(count) == {"cube", "viridis", "gray"} and 35 <= count["cube"] <= 65
    for pair in pairs:
        spoken = any(entry.spelt for entry in pair.encoding.legend) or re.search("viridis|gray", pair.prompt)
        assert bool(spoken) == (pair.encoding.codec != "cube"), pair.prompt


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"palettes": {"marigold": 1}}, "up to scale and shift"),
        ({"palettes": {"plasmo": 1}}, "plasma"),
        ({"palettes": {"cube": 0}}, "no share is over 0"),
    ],
)
def test_palettes_that_cannot_be_are_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TASKS["depth"].parameters(**values)


def test_a_name_is_of_one_task_alone() -> None:
    with pytest.raises(ValueError, match="there are two tasks called 'depth'"):
        task("depth", TASKS["depth"].parameters, TASKS["depth"].prove)(
            lambda frame, parameters, rng: iter(())
        )
    assert TASKS["depth"].draw.__name__ == "draw"


@pytest.mark.parametrize("task", NAMES)
def test_the_weight_of_a_task_is_that_of_its_pairs(task: str, make: SimpleNamespace) -> None:
    for pair in make.pairs(task, make.room(1), 4, per_view=3, weight=0.25):
        assert row(pair, "train", 0, 0, 0, 0)["weight"] == 0.25


def furnished(make: SimpleNamespace, *attributes: dict[str, str], category: str = "chair") -> Frame:
    frame = chairs(make, len(attributes))
    items = (
        frame.items[0],
        *(
            replace(item, category=category, attributes=own)
            for item, own in zip(frame.items[1:], attributes, strict=True)
        ),
    )
    return replace(frame, items=items)


WOOD, STEEL = {"material": "wood"}, {"material": "steel", "state": "open"}


def test_an_attribute_asks_for_those_that_have_it_alone(make: SimpleNamespace) -> None:
    frame = furnished(make, WOOD, STEEL, WOOD, STEEL)
    meant = {"wooden": {"2", "4"}, "metal": {"3", "5"}}
    asked = set()
    for seed in range(30):
        (pair,) = make.pairs("instance", frame, seed, attributes=1.0, negatives=0.0)
        word = next(word for word in meant if word in pair.prompt.lower())
        assert {entry.name.split()[-1] for entry in pair.encoding.legend} == meant[word]
        assert pair.program["attributes"] == {"material": word}
        assert pair.program["phrase"] == f"{word} chair"
        asked.add(word)
    assert asked == set(meant)


def test_an_attribute_that_one_of_the_class_lacks_is_never_spoken_of(make: SimpleNamespace) -> None:
    frame = furnished(make, WOOD, STEEL, {})
    for seed in range(10):
        (pair,) = make.pairs("instance", frame, seed, attributes=1.0, negatives=0.0)
        assert len(pair.encoding.legend) == 3 and "wooden" not in pair.prompt


def test_negatives_ask_first_for_the_right_noun_with_the_wrong_attribute(make: SimpleNamespace) -> None:
    frame = furnished(make, WOOD, WOOD)
    hard = easy = 0
    for pair in make.pairs("instance", frame, 2, per_view=60, negatives=1.0):
        (entry,) = pair.encoding.legend
        assert not entry.present and np.all(pair.target == pair.encoding.background)
        if pair.program["class"] == "chair":
            assert pair.program["attributes"]["material"] != "wooden"
            hard += 1
        else:
            assert pair.program["class"] not in ("office chair", "armchair", "wheelchair", "floor")
            easy += 1
    assert hard > easy > 0


def test_semantic_negatives_are_background_alone(make: SimpleNamespace) -> None:
    frame = make.room(3)
    visible = {item.category for item in frame.items if item.pixels}
    for pair in make.pairs("semantic", frame, 1, per_view=30, negatives=1.0):
        assert np.all(pair.target == pair.encoding.background)
        assert not visible & {entry.name for entry in pair.encoding.legend}
        assert not any(entry.present for entry in pair.encoding.legend)


def test_objects_of_which_little_is_seen_are_not_spoken_of(make: SimpleNamespace) -> None:
    frame = chairs(make, 3)
    hidden = replace(frame.items[2], more=ObjectTruth(frame.items[2].id, visible=0.05))
    frame = replace(frame, items=(*frame.items[:2], hidden, *frame.items[3:]))
    (pair,) = make.pairs("instance", frame, 1, negatives=0.0)
    assert [entry.name for entry in pair.encoding.legend] == ["chair 2", "chair 4"]


def test_a_word_that_is_also_one_for_another_class_in_view_is_not_used(make: SimpleNamespace) -> None:
    frame = chairs(make, 4)
    items = (*frame.items[:3], *(replace(item, category="office chair") for item in frame.items[3:]))
    frame = replace(frame, items=items)
    for seed in range(8):
        for pair in make.pairs("instance", frame, seed, per_view=2, negatives=0.0):
            assert pair.program["class"] == "office chair", "an office chair is a chair too"
        for pair in make.pairs("semantic", frame, seed, per_view=6, subset=1.0, negatives=0.0):
            names = {entry.name for entry in pair.encoding.legend}
            assert "chair" not in names or "office chair" in names


@pytest.mark.parametrize(
    ("name", "count", "classes"),
    [("cityscapes", 19, ("road", "car", "person")), ("nyu40", 40, ("floor", "chair", "bed"))],
)
def test_a_legend_may_be_a_benchmarks_whole_vocabulary(
    name: str, count: int, classes: tuple[str, str, str], make: SimpleNamespace
) -> None:
    ground, thing, absent = classes
    instances = np.zeros((64, 64), np.uint32)
    instances[32:], instances[20:50, 20:40] = 1, 2
    frame = make.frame_of(instances, {1: ground, 2: thing, 3: absent})
    for pair in make.pairs("semantic", frame, 1, per_view=3, vocabularies={name: 1.0}, negatives=0):
        entries = {entry.name: entry for entry in pair.encoding.legend}
        assert len(entries) == count
        assert entries[ground].present and entries[thing].present and not entries[absent].present
        palette = [entry.color for entry in entries.values()]
        decoded = decode_legend(pair.target, palette, background=pair.encoding.background)
        assert np.all(decoded[instances == 2] == list(entries).index(thing))
        if name == "cityscapes":
            assert np.all(decoded[instances == 0] == list(entries).index("sky"))


def test_a_benchmark_that_has_no_words_for_a_scene_is_not_used_on_it(make: SimpleNamespace) -> None:
    for pair in make.pairs(
        "semantic", make.room(3), 1, per_view=3, vocabularies={"cityscapes": 1.0}, negatives=0
    ):
        assert "vocabulary" not in pair.encoding.parameters, "a street's wall is not a room's"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"vocabularies": {"ade20k": 0.5}}, "ade20k has 150 labels, and no more than 64 colors are 60 apart"),
        ({"vocabularies": {"cityscape": 0.5}}, "did you mean cityscapes"),
        ({"vocabularies": {"nyu40": 0.7}, "negatives": 0.4}, "over 1 together"),
    ],
)
def test_vocabularies_that_cannot_be_are_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TASKS["semantic"].parameters(**values)


@pytest.mark.parametrize(
    ("style", "pattern"),
    [
        ({"legend": {"map": 1}}, r'\{"'),
        ({"legend": {"list": 1}}, r"\n[-*] "),
        ({"color": {"hex": 1}}, r"#[0-9A-F]{6}"),
        ({"color": {"angles": 1}}, r"<\d+, \d+, \d+>"),
        ({"background": {"listed": 1}}, r"background|rest"),
    ],
)
def test_styles_choose_legends_colors_and_backgrounds(
    style: dict[str, dict[str, float]], pattern: str, make: SimpleNamespace
) -> None:
    for pair in make.pairs("semantic", make.room(2), 1, per_view=12, styles=style):
        assert re.search(pattern, pair.prompt), pair.prompt


@pytest.mark.parametrize("form", ["name", "plural", "synonym"])
def test_styles_choose_how_classes_are_called(form: str, make: SimpleNamespace) -> None:
    for pair in make.pairs("semantic", make.room(2), 1, per_view=12, styles={"class": {form: 1}}):
        for entry in pair.encoding.legend:
            known = category(entry.name)
            words = {"name": (), "plural": (known.plural,), "synonym": known.synonyms}[form]
            assert entry.said in (entry.name, *words)


@pytest.mark.parametrize("name", normal_codecs())
def test_every_normal_codec_makes_pairs(name: str, make: SimpleNamespace) -> None:
    (pair,) = make.pairs("normals", make.room(2), codec=name)
    assert pair.encoding.codec == name
    assert not pair.flip_safe


@pytest.mark.parametrize("task", ["depth", "normals"])
def test_an_unknown_codec_is_refused_with_the_nearest_name(task: str) -> None:
    with pytest.raises(ValidationError, match=r"did you mean|valid:"):
        TASKS[task].parameters(codec="cubic" if task == "depth" else "bananas")


@pytest.mark.parametrize("task", NAMES)
def test_rows_give_the_encoding_back_through_json(task: str, drawn: Any) -> None:
    for _, pair in drawn(task):
        back = json.loads(json.dumps(row(pair, "train", 12, 0, 3, 7)))
        assert encoding_of(back) == pair.encoding
        assert back["prompt"] == pair.prompt
        assert (back["width"], back["height"]) == (128, 128)
        assert back["flip_safe"] is (task != "normals")


def test_all_rows_have_the_same_keys_and_ids_of_their_own(drawn: Any) -> None:
    rows = [
        row(pair, "train", scene, view, index, 0)
        for scene in (0, 12)
        for view in (0, 1)
        for task in NAMES
        for index, (_, pair) in enumerate(drawn(task)[:3])
    ]
    assert len({json.dumps(sorted(r)) for r in rows}) == 1
    assert len({json.dumps(sorted(r["encoding"])) for r in rows}) == 1
    assert len({r["id"] for r in rows}) == len({r["target_image_file_name"] for r in rows}) == len(rows)
    needed = "id task prompt input_image_file_name target_image_file_name width height encoding truth scene view seed"
    assert set(needed.split()) <= set(rows[0])
    assert rows[0]["input_image_file_name"] == "000000/0/rgb.png"


def decoded(record: dict[str, Any], target: Any) -> Any:
    """The truth of a target, from its row alone."""
    how = encoding_of(record)
    if record["task"] == "depth":
        return depth_codec(how.codec, **how.parameters).decode(target)
    if record["task"] == "normals":
        return normal_codec(how.codec).decode(target)
    if record["task"] == "semantic":
        return decode_legend(target, [entry.color for entry in how.legend], background=how.background)
    return decode_instances(target, background=how.background)


@pytest.mark.parametrize("task", NAMES)
def test_a_row_and_its_target_give_back_the_truth(task: str, drawn: Any) -> None:
    for frame, pair in drawn(task)[:40]:
        record = json.loads(json.dumps(row(pair, "val", 0, 0, 0, 0)))
        found = decoded(record, pair.target)
        if task == "depth":
            sky = np.isinf(frame.depth)
            assert np.array_equal(np.isinf(found), sky)
            step = (1 + frame.depth[~sky] / 10.0) ** 3 / 357  # the paper's curve: half a step is the bound
            assert np.all(np.abs(found[~sky] - frame.depth[~sky]) <= 0.52 * step + 1e-4)
        elif task == "normals":
            known = ~np.isnan(frame.normals[..., 0])
            assert np.array_equal(~np.isnan(found[..., 0]), known)
            assert np.all(
                np.sum(found[known] * frame.normals[known], axis=-1) >= np.cos(np.radians(0.39)) - 1e-6
            )
        elif task == "semantic":
            names = [entry["name"] for entry in record["encoding"]["legend"]]
            assert np.array_equal(found, class_map(frame, names))
        else:
            legend = [entry for entry in record["encoding"]["legend"] if entry["present"]]
            keys = [int(entry["name"].rsplit(" ", 1)[1]) for entry in legend]
            assert found.max() == len(keys)
            for key in keys:
                here = frame.instances == key
                values, counts = np.unique(found[here], return_counts=True)
                best = values[counts.argmax()]
                assert best > 0
                assert counts.max() / np.count_nonzero(here | (found == best)) >= 0.9
