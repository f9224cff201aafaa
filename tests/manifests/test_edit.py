# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Edit pairs: what instructions say, and the faults that validation finds in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.engine.worker import write_pairs
from cavendish.manifests.captions.naming import named
from cavendish.manifests.checks import CHECKS, Fault
from cavendish.manifests.checks.material import Expected, ViewFiles
from cavendish.manifests.grammar import expand, sentence, size
from cavendish.manifests.prompts import phrasebook
from cavendish.manifests.recognise import recognise
from cavendish.manifests.schema import read_row
from cavendish.manifests.tasks import TASKS
from cavendish.manifests.tasks.edit import KINDS, Edit, complaint, manner, slots
from cavendish.render import png
from cavendish.render.frame import Edit as Retouch
from cavendish.render.frame import Frame, read_frame, write_frame
from cavendish.render.retouch import changed, difference, grown

THING: dict[str, Any] = {"object": 3, "class": "office chair", "which": "leftmost"}
CHANGES: list[dict[str, Any]] = [
    {"kind": "recolour", **THING, "color": "red"},
    {"kind": "remove", **THING, "load": [4]},
    {"kind": "add", "object": 9, "class": "apple", "on": 2, "place": "table"},
    {"kind": "swap", **THING, "new": 9, "new_class": "stool"},
    {"kind": "move", **THING, "load": [], "way": "nearer"},
    {"kind": "time", "hour": "midday"},
    {"kind": "lamps", "state": "off", "lamps": [5]},
    {"kind": "lamps", "state": "on", "lamps": [5], "class": "floor lamp"},
]


@pytest.fixture
def frame(make: SimpleNamespace) -> Frame:
    """A wall with a chair and two boxes; the chair has been painted."""
    instances = np.full((96, 128), 1)
    instances[30:70, 40:70] = 2
    instances[40:60, 5:25] = 3
    instances[40:60, 95:115] = 4
    bare: Frame = make.frame_of(instances, {1: "wall", 2: "chair", 3: "box", 4: "box"})
    mask = bare.instances == 2
    rgb = np.clip(
        bare.rgb.astype(int) + np.random.default_rng(1).integers(-1, 2, bare.rgb.shape), 0, 255
    ).astype(np.uint8)
    rgb[mask] = 255 - bare.rgb[mask] // 2
    facts = {"kind": "recolour", "object": 2, "class": "chair", "which": "", "color": "red", "touched": [2]}
    source = {
        "scene_digest": "0",
        "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
        "mask_sha256": hashlib.sha256(mask.tobytes()).hexdigest(),
    }
    return replace(bare, edits=(Retouch(facts, rgb, mask, source),))


@pytest.fixture
def view(frame: Frame, tmp_path: Path) -> Callable[..., ViewFiles]:
    """The frame and its edit pair on disk; `spoil` may change the pair's row."""
    folder = tmp_path / "train" / "000000" / "0"

    def write(spoil: Callable[[dict[str, Any]], None] = lambda row: None) -> ViewFiles:
        write_frame(folder, frame)
        pairs = list(TASKS["edit"].draw(frame, Edit(), np.random.default_rng(0)))
        rows = write_pairs(folder, pairs, "train", 0, 0, 7)
        for row in rows:
            spoil(row)
        expected = Expected("train", 7, "", ("depth", "normals", "instances"), False, 1)
        return ViewFiles(tmp_path, "train", 0, 0, tuple(read_row(json.dumps(row)) for row in rows), expected)

    return write


def faults(view: ViewFiles) -> list[str]:
    return [said.message for said in CHECKS["edits"].run(view) if isinstance(said, Fault)]


def test_there_are_ten_thousand_instructions_and_some_hundreds_of_each_kind() -> None:
    book = phrasebook("edit")
    assert size(book.grammar, "prompt") > 10_000
    assert all(size(book.grammar, f"prompt_{kind}") > 800 for kind in book.axes["kind"])
    assert {manner(change).partition("_")[0] for change in CHANGES} == set(KINDS)


def test_every_instruction_reads_back_as_its_change_and_as_no_other() -> None:
    book, rng = phrasebook("edit"), np.random.default_rng(0)
    for change in CHANGES:
        words = {name: [word] for name, word in slots(change).items()}
        other = {
            name: ["the sofa" if name in ("object", "lamps") else f"no {word}"]
            for name, [word] in words.items()
        }
        for _ in range(25):
            start = book.start({}, rng, kind=manner(change))
            text = sentence(expand(book.grammar, start, rng, **slots(change)))
            assert recognise(book.grammar, f"prompt_{manner(change)}", text, words) is not None, text
            assert recognise(book.grammar, f"prompt_{manner(change)}", text, other) is None, text
            assert text[-1] in ".?" and "{" not in text and "  " not in text


def test_things_are_named_by_class_or_side_and_slivers_not_at_all(frame: Frame) -> None:
    assert named(frame, 0.004) == {2: "", 3: "leftmost", 4: "rightmost"}
    thin = frame.instances.copy()
    thin[frame.instances == 2] = 1
    thin[30:70, 40:42] = 2
    items = tuple(
        replace(item, pixels=80, box=(40, 30, 42, 70)) if item.id == 2 else item for item in frame.items
    )
    assert 2 not in named(replace(frame, instances=thin, items=items), 0.004)


def test_a_pair_holds_target_mask_and_program(frame: Frame) -> None:
    (pair,) = TASKS["edit"].draw(frame, Edit(weight=0.5), np.random.default_rng(0))
    TASKS["edit"].prove(pair, frame)
    assert (
        pair.mask is not None
        and pair.mask.sum() == 1200
        and pair.weight == 0.5
        and pair.has_input
        and pair.flip_safe
    )
    for wrong in (
        replace(pair, target=frame.rgb),
        replace(pair, mask=~pair.mask),
        replace(pair, program={**pair.program, "color": "blue"}),
    ):
        with pytest.raises(ValueError, match="edit:"):
            TASKS["edit"].prove(wrong, frame)


def test_a_side_in_the_instruction_breaks_a_flip(frame: Frame) -> None:
    (edit,) = frame.edits
    sided = replace(edit, change={**edit.change, "which": "leftmost"})
    (pair,) = TASKS["edit"].draw(replace(frame, edits=(sided,)), Edit(), np.random.default_rng(0))
    assert "leftmost" in pair.prompt and not pair.flip_safe


def test_edits_come_back_with_their_frame(view: Callable[..., ViewFiles], frame: Frame) -> None:
    folder = view().folder
    (edit,), (first,) = read_frame(folder).edits, frame.edits
    assert edit.change == first.change and edit.source == first.source
    assert np.array_equal(edit.rgb, first.rgb) and np.array_equal(edit.mask, first.mask)
    (folder / "edit-0.mask.png").unlink()
    assert read_frame(folder).edits == ()


def test_validation_holds_a_good_edit(view: Callable[..., ViewFiles]) -> None:
    assert faults(view()) == []


def test_validation_finds_a_wrong_mask(view: Callable[..., ViewFiles], frame: Frame) -> None:
    files = view()
    mask = np.repeat((np.roll(frame.edits[0].mask, 40, axis=1) * 255).astype(np.uint8)[..., None], 3, axis=2)
    png.write(files.folder / "edit-0.mask.png", mask)
    text = " ".join(faults(files))
    assert "not the one that was made" in text and "not what is seen of the thing" in text


def test_validation_finds_a_swapped_target(view: Callable[..., ViewFiles], frame: Frame) -> None:
    files = view()
    png.write(files.folder / "edit-0.png", np.ascontiguousarray(frame.edits[0].rgb[:, ::-1]))
    text = " ".join(faults(files))
    assert "not the picture that was rendered" in text and "far from what was changed" in text


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("color", "blue", "not the change in frame.json"),
        ("object", 3, "no chair of this view"),
        ("which", "leftmost", "more than one thing"),
        ("kind", "dance", "none of an edit"),
    ],
)
def test_validation_finds_a_false_program(
    view: Callable[..., ViewFiles], key: str, value: object, said: str
) -> None:
    def spoil(row: dict[str, Any]) -> None:
        row["program"] = json.dumps(json.loads(row["program"]) | {key: value})

    assert said in " ".join(faults(view(spoil)))


def test_validation_finds_an_instruction_of_another_change(view: Callable[..., ViewFiles]) -> None:
    def spoil(row: dict[str, Any]) -> None:
        row["prompt"] = row["prompt"].replace("red", "blue")

    assert "does not say what was changed" in " ".join(faults(view(spoil)))


def test_edits_that_do_not_show_are_none(frame: Frame, make: SimpleNamespace) -> None:
    (edit,) = frame.edits
    assert complaint(frame, edit) == ""
    assert "does not show" in complaint(frame, replace(edit, rgb=frame.rgb))
    small = np.zeros_like(edit.mask)
    small[40:44, 50:54] = True
    assert "too small" in complaint(frame, replace(edit, mask=small))
    everywhere = replace(edit, rgb=np.clip(edit.rgb.astype(int) + 30, 0, 255).astype(np.uint8))
    assert "far from what was changed" in complaint(frame, everywhere)
    night = replace(edit, change={"kind": "time"}, rgb=edit.rgb // 30, mask=np.ones_like(edit.mask))
    assert "too dark" in complaint(frame, night)


def test_the_mask_is_where_the_truth_differs_or_the_thing_is(frame: Frame) -> None:
    after = {name: pixels.copy() for name, pixels in frame.truth.items()}
    assert np.array_equal(changed(frame.truth, after, {2}), frame.instances == 2)
    after["depth"][0, 0] *= 1.1
    after["instances"][95, 0] = 77
    assert np.flatnonzero(changed(frame.truth, after, set())).tolist() == [0, 95 * 128]
    assert changed(frame.truth, after, None).all()


def test_differences_are_measured_in_the_mask_and_away_from_it() -> None:
    before = np.zeros((64, 64, 3), np.uint8)
    after, mask = before.copy(), np.zeros((64, 64), bool)
    mask[20:30, 20:30] = True
    after[19:31, 19:31] = 100  # antialiasing reaches out of the mask
    gap = difference(before, after, mask)
    assert (gap.inside, gap.median, gap.mean) == (100.0, 0.0, 0.0)
    assert grown(mask, 2).sum() == 14 * 14
