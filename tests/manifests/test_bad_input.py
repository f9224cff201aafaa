# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Wrong tasks and prompts in a recipe: each is told in one sentence with file, line and cure, before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from cavendish.errors import InputError
from cavendish.recipe import load

HEAD = "seed: 1\ncount: 1\nscenes: [{builder: room}]\n"


def said(folder: Path, text: str) -> str:
    (folder / "r.yaml").write_text(HEAD + text)
    with pytest.raises(InputError) as caught:
        load(str(folder / "r.yaml"))
    return str(caught.value)


@pytest.mark.parametrize(
    ("tasks", "complaint"),
    [
        ("{dept: }", "r.yaml:4: tasks: dept is not a task; did you mean depth?"),
        ("{depth: {weight: -1}}", "tasks.depth.weight cannot be -1: it should be greater than or equal to 0"),
        ("{depth: {weight: .nan}}", "tasks.depth.weight cannot be nan: it should be a finite number"),
        ("{depth: {palettes: {plasmo: 1}}}", "unknown depth codec 'plasmo'; did you mean 'plasma'?"),
        ("{depth: {palettes: {cube: 0}}}", "no share is over 0; give"),
        (
            "{semantic: {vocabularies: {ade20k: 1}}}",
            "no more than 64 colors are 60 apart; take a smaller one",
        ),
        ("{edit: {kinds: [recolor]}}", "tasks.edit.kinds.0 cannot be 'recolor': it should be 'recolour'"),
        ("{edit: {kinds: []}}", "tasks.edit.kinds"),
        ("{generation: {styles: {length: {tiny: 1}}}}", "tiny is no length of generation; known are long"),
        ("{generation: {styles: {size: {long: 1}}}}", "size is no axis of style of generation"),
        ("{instance: {attributes: 2}}", "tasks.instance.attributes cannot be 2"),
        ("{referring: {per_view: 0}}", "tasks.referring.per_view cannot be 0"),
        ("{referring: {languages: {xx: 1}}}", "there are no prompts of referring in 'xx'; known are en"),
        ("{depth: {wieght: 1}}", "wieght"),
    ],
)
def test_a_task_that_cannot_be_is_told_with_its_line(tasks: str, complaint: str, tmp_path: Path) -> None:
    text = said(tmp_path, f"tasks: {tasks}\n")
    assert "r.yaml:4: " in text and complaint in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("symbols", "complaint"),
    [
        ('{prompt: {order: {short: ["{whip} {map}."]}}}', "{whip} is neither a slot nor a symbol"),
        ('{map: ["{map} again"]}', "leads back to itself"),
        ("{prompt: {shout: {short: [x]}}}", "shout"),
        ("{map: []}", "map"),
    ],
)
def test_a_template_that_cannot_be_said_is_told_with_its_line(
    symbols: str, complaint: str, tmp_path: Path
) -> None:
    (tmp_path / "mine/en").mkdir(parents=True)
    (tmp_path / "mine/en/depth.yaml").write_text(f"symbols: {symbols}\n")
    text = said(tmp_path, "tasks: {depth: }\nprompts: [mine]\n")
    assert "r.yaml:5: " in text and "en/depth.yaml" in text and complaint in text
