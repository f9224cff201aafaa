# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The schema of a row, the checksums of a scene, and prompts read backwards."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.checks.prompts import PROMPTS
from cavendish.manifests.checksums import read_checksums, write_checksums
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.legend import written
from cavendish.manifests.pair import Entry, Pair, encoding_of, row
from cavendish.manifests.recognise import outcomes, recognise
from cavendish.manifests.schema import Row, read_row

NAMES = ["depth", "instance", "normals", "semantic"]
GRAMMAR = {
    "top": ("{a}{empty} and {b}.", "{b} {empty} alone", "tell {a} of {word} and {word}"),
    "a": ("one {word}", "a\nline"),
    "b": ("two", "three {word}"),
    "empty": ("", " more"),
}


def some_row(drawn: Any, task: str = "semantic") -> dict[str, Any]:
    _, pair = drawn(task)[0]
    return json.loads(json.dumps(row(pair, "train", 12, 1, 0, 7)))


@pytest.mark.parametrize("task", NAMES)
def test_every_row_of_every_task_has_the_schemas_form(task: str, drawn: Any) -> None:
    for _, pair in drawn(task):
        text = json.dumps(row(pair, "train", 12, 1, 3, 7))
        read = read_row(text)
        assert read.model_dump().keys() == json.loads(text).keys() == Row.model_fields.keys()
        assert read.how == encoding_of(json.loads(text)) == pair.encoding


@pytest.mark.parametrize("key", sorted(Row.model_fields))
def test_a_row_without_a_key_is_refused(key: str, drawn: Any) -> None:
    whole = some_row(drawn)
    del whole[key]
    with pytest.raises(ValueError, match=f"^{key} is missing$"):
        read_row(json.dumps(whole))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"more": 1}, "more is not a key"),
        ({"width": "512"}, "width cannot be '512'"),
        ({"width": 0}, "width cannot be 0"),
        ({"view": True}, "view cannot be True"),
        ({"flip_safe": 1}, "flip_safe cannot be 1"),
        ({"prompt": ""}, "prompt cannot be ''"),
        ({"split": "a/b"}, "split cannot be 'a/b'"),
        ({"id": "000012-1-semantic-1"}, "id is '000012-1-semantic-1', and .* '000012-1-semantic-0'"),
        ({"scene": 13}, "input_image_file_name is '000012/1/rgb.png', and .* '000013/1/rgb.png'"),
        ({"view": 0}, "scene and view say '000012/0/rgb.png'"),
        ({"task": "depth"}, "target_image_file_name is .*'000012/1/depth-N.png'"),
        ({"truth": "000012/0/truth.exr"}, "truth is '000012/0/truth.exr'"),
        ({"input_image_file_name": "/etc/passwd"}, "leads out of the dataset"),
        ({"input_image_file_name": "000012/1/../../../rgb.png"}, "leads out of the dataset"),
        ({"target_image_file_name": "..\\x.png"}, "leads out of the dataset"),
        ({"target_image_file_name": "000012/1/semantic-00.png"}, "semantic-N.png"),
        ({"encoding": 1}, "encoding cannot be 1"),
    ],
)
def test_a_row_out_of_form_is_refused_with_the_reason(change: dict[str, Any], said: str, drawn: Any) -> None:
    with pytest.raises(ValueError, match=said):
        read_row(json.dumps(some_row(drawn) | change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 0}, "encoding.version cannot be 0"),
        ({"parameters": "{"}, "encoding.parameters: its parameters are no JSON text"),
        ({"parameters": "[]"}, "encoding.parameters: its parameters are no JSON object"),
        ({"background": [0, 0]}, "encoding.background"),
        ({"background": [0, 0, 256]}, "encoding.background.2 cannot be 256"),
        ({"legend": [{"name": "bed"}]}, "encoding.legend.0.said is missing .3 more"),
    ],
)
def test_an_encoding_out_of_form_is_refused(change: dict[str, Any], said: str, drawn: Any) -> None:
    whole = some_row(drawn)
    whole["encoding"] |= change
    with pytest.raises(ValueError, match=said):
        read_row(json.dumps(whole))


@pytest.mark.parametrize("line", [b"", b"{", b"[1]", b'"text"', b"\xff", b"{}"])
def test_what_is_no_row_at_all_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        read_row(line)


def test_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    for name in ("rows.jsonl", "0/rgb.png", "1/rgb.png", "0/deeper/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    write_checksums(tmp_path)
    assert sorted(read_checksums(tmp_path)) == ["0/deeper/x", "0/rgb.png", "1/rgb.png", "rows.jsonl"]
    before = (tmp_path / "checksums.txt").read_bytes()
    write_checksums(tmp_path)
    assert (tmp_path / "checksums.txt").read_bytes() == before
    if shutil.which("sha256sum"):
        check = ["sha256sum", "--strict", "-c", "checksums.txt"]
        assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
        (tmp_path / "1" / "rgb.png").write_text("other")
        assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("text", ["abc  x\n", f"{'0' * 64} x\n", f"{'0' * 64}  x\n" * 2, f"{'0' * 64}  \n"])
def test_checksums_in_another_form_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "checksums.txt").write_text(text)
    with pytest.raises(ValueError, match="is not a checksum"):
        read_checksums(tmp_path)


def test_a_grammar_recognises_all_that_it_says() -> None:
    for seed in range(300):
        text = sentence(expand(GRAMMAR, "top", np.random.default_rng(seed), word="red fox"))
        assert recognise(GRAMMAR, "top", text, {"word": ["hen", "red fox"]}) is not None, text


@pytest.mark.parametrize(
    "text",
    [
        "One red fox and two",  # no full stop
        "one red fox and two.",  # no capital
        "One red fox  and two.",  # two blanks
        "One red fox and two. ",
        "One red foxand two.",
        "One goose and two.",
        "One red fox more and three hen.",  # a word is the same wherever it stands
        "Tell one hen of hen and red fox",
        "Two more  alone",
        "",
    ],
)
def test_a_grammar_refuses_what_it_never_says(text: str) -> None:
    assert recognise(GRAMMAR, "top", text, {"word": ["hen", "red fox"]}) is None


def test_the_words_that_were_found_are_told() -> None:
    words = {"word": ["hen", "red fox"]}
    assert recognise(GRAMMAR, "top", "One hen more and two.", words) == {"word": "hen"}
    assert recognise(GRAMMAR, "top", "Two more alone", words) == {}


def test_outcomes_are_all_of_them_and_each_way_once() -> None:
    def draw(rng: np.random.Generator) -> tuple[int, ...]:
        first = int(rng.integers(3))
        return (first, *(int(rng.integers(2)) for _ in range(first)))

    found = list(outcomes(draw))
    assert len(found) == len(set(found)) == 1 + 2 + 4
    assert list(outcomes(lambda rng: "always")) == ["always"]


@pytest.mark.parametrize("count", [1, 3, 9])
def test_outcomes_hold_every_legend_that_is_ever_written(count: int) -> None:
    legend = [Entry(f"c{k}", f"c{k}", (k, 0, 0), f"#0{k}0000", True) for k in range(count)]
    every = set(outcomes(lambda rng: written(legend, rng)))
    drawn = {written(legend, np.random.default_rng(seed)) for seed in range(400)}
    assert drawn == every


@pytest.mark.parametrize("task", NAMES)
def test_every_prompt_that_a_task_draws_is_recognised(task: str, drawn: Any) -> None:
    for _, pair in drawn(task):
        assert PROMPTS[task](pair) == "", pair.prompt


@pytest.mark.parametrize("task", NAMES)
def test_prompts_of_other_tasks_are_refused(task: str, drawn: Any) -> None:
    for other in NAMES:
        for (_, pair), (_, stranger) in zip(drawn(task)[:40], drawn(other)[:40], strict=True):
            if other != task:
                assert complaint(replace(pair, prompt=stranger.prompt)), stranger.prompt


def complaint(pair: Pair) -> str:
    try:
        return PROMPTS[pair.task](pair)
    except ValueError as error:
        return str(error)


def meant(pair: Pair) -> Any:
    """What a pair's prompt must say: pairs that agree in it may swap their prompts."""
    legend = [(entry.name.rsplit(" ", 1)[0], entry.said, entry.spelt) for entry in pair.encoding.legend]
    if pair.task == "instance":
        return legend[0], pair.encoding.background
    return legend, pair.encoding.background if pair.task != "depth" else None


@pytest.mark.parametrize("task", ["depth", "semantic", "instance"])
def test_swapped_prompts_of_one_task_are_refused_where_they_differ_in_meaning(task: str, drawn: Any) -> None:
    tried = 0
    pairs = [pair for _, pair in drawn(task)[:50]]
    for pair in pairs:
        for other in pairs:
            if meant(pair) != meant(other) and not _says_both(pair, other):
                assert complaint(replace(pair, prompt=other.prompt)), (pair.prompt, other.prompt)
                tried += 1
    assert tried > 400


def _says_both(pair: Pair, other: Pair) -> bool:
    """Whether the other's prompt is true of this pair too: one class, two words, and a background left unsaid."""
    if pair.task != "instance":
        return False
    names = {p.encoding.legend[0].name.rsplit(" ", 1)[0] for p in (pair, other)}
    return len(names) == 1


@pytest.mark.parametrize("task", NAMES)
def test_a_prompt_with_a_word_too_many_is_refused(task: str, drawn: Any) -> None:
    for _, pair in drawn(task)[:40]:
        words = pair.prompt.split(" ")
        for k in (0, len(words) // 2, len(words) - 1):
            twice = " ".join(words[: k + 1] + words[k:])
            assert complaint(replace(pair, prompt=twice)), twice
        for more in (f"{pair.prompt} Thanks.", f"Please. {pair.prompt}"):
            assert complaint(replace(pair, prompt=more)), more


def test_a_depth_legend_that_is_not_the_codecs_is_refused(drawn: Any) -> None:
    tried = 0
    for _, pair in drawn("depth")[:40]:
        first, second, *rest = pair.encoding.legend
        for legend in (
            (replace(first, color=(1, 2, 3)), second, *rest),
            (second, first, *rest),
            (first, second),
            (replace(first, spelt="teal" if first.spelt else first.spelt or "black"), second, *rest),
        ):
            wrong = replace(pair, encoding=replace(pair.encoding, legend=legend))
            assert complaint(wrong)
            tried += 1
    assert tried == 160


def test_a_background_that_the_prompt_does_not_name_is_refused(drawn: Any) -> None:
    tried = 0
    for task in ("semantic", "instance"):
        for _, pair in drawn(task)[:60]:
            for other in ((0, 0, 128), (255, 0, 255), (1, 2, 3)):
                if other != pair.encoding.background:
                    assert complaint(replace(pair, encoding=replace(pair.encoding, background=other)))
                    tried += 1
    assert tried > 300
