# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The trainers that are too large to install: the rule by which each loads, restated, must find every pair."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Exported = Callable[..., Path]
Triple = tuple[bytes | None, str, bytes]
Wanted = Callable[..., list[Triple]]


def flat(triples: list[Triple]) -> list[Triple]:
    """With prompts on one line."""
    return [(source, " ".join(prompt.split("\n")), target) for source, prompt, target in triples]


def read(path: str | Path) -> bytes:
    return Path(path).read_bytes()


def test_diffsynth(exported: Exported, wanted: Wanted) -> None:
    """UnifiedDataset: a JSON list; the files of each of `data_file_keys` counted from the base path."""
    out = exported("diffsynth")
    for key in ("edit_image", "kontext_images"):
        data = json.loads((out / "train.json").read_text())
        assert [(read(out / row[key]), row["prompt"], read(out / row["image"])) for row in data] == wanted()


def test_musubi(exported: Exported, wanted: Wanted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its TOML names a JSONL; paths are opened as they stand, from any folder."""
    config = tomllib.loads((exported("musubi") / "dataset.toml").read_text())
    monkeypatch.chdir(tmp_path)
    assert config["general"]["resolution"] == [96, 64]
    (block,) = config["datasets"]
    assert block["cache_directory"]
    rows = [json.loads(line) for line in Path(block["image_jsonl_file"]).read_text().splitlines()]
    assert [(read(row["control_path"]), row["caption"], read(row["image_path"])) for row in rows] == wanted()


def test_ai_toolkit(exported: Exported, wanted: Wanted) -> None:
    """Every picture of `folder_path`; the control and the caption by its name without the suffix."""
    (block,) = yaml.safe_load((exported("ai-toolkit") / "datasets.yaml").read_text())["datasets"]
    found = []
    for path in sorted(Path(block["folder_path"]).iterdir()):
        if path.suffix == ".png":
            caption = path.with_suffix(f".{block['caption_ext']}").read_text()
            found.append((read(Path(block["control_path"]) / path.name), caption, read(path)))
    assert sorted(found) == sorted(wanted())
    assert not block["flip_x"]


def test_simpletuner(exported: Exported, wanted: Wanted) -> None:
    """A conditioning dataset with a file of the same name and suffix; a line of the text is a caption."""
    blocks = {
        block["id"]: block
        for block in json.loads((exported("simpletuner") / "multidatabackend.json").read_text())
    }
    (targets,) = (block for block in blocks.values() if block["dataset_type"] == "image")
    inputs = blocks[targets["conditioning_data"][0]]
    assert inputs["conditioning_type"] == "reference_strict" and inputs["dataset_type"] == "conditioning"
    assert any(block["dataset_type"] == "text_embeds" and block["default"] for block in blocks.values())
    assert len({block.get("cache_dir_vae", block.get("cache_dir")) for block in blocks.values()}) == 3
    found = []
    for path in Path(targets["instance_data_dir"]).glob("**/*.png"):
        (caption,) = path.with_suffix(".txt").read_text().splitlines()
        place = path.relative_to(targets["instance_data_dir"])
        found.append((read(Path(inputs["instance_data_dir"]) / place), caption, read(path)))
    assert sorted(found) == sorted(flat(wanted()))


def test_omnigen2(
    exported: Exported, wanted: Wanted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its YAML lists JSONL files; `input_images` may be null, paths are opened as they stand."""
    config = yaml.safe_load((exported("omnigen2") / "train.yml").read_text())
    monkeypatch.chdir(tmp_path)
    found: list[Triple] = []
    for block in config["data"]:
        assert block["ratio"] > 0 and block["path"].endswith(".jsonl")
        for line in Path(block["path"]).read_text().splitlines():
            row = json.loads(line)
            assert row["task_type"] == ("edit" if row["input_images"] else "text_to_image")
            source = read(row["input_images"][0]) if row["input_images"] else None
            found.append((source, row["instruction"], read(row["output_image"])))
    assert found == wanted(generation=True)


@pytest.mark.extra
def test_omnigen2_rows_load_as_json(exported: Exported, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    path = str(exported("omnigen2") / "train.jsonl")
    rows = datasets.load_dataset("json", data_files=path, cache_dir=str(tmp_path / "cache"))["train"]
    assert [row["input_images"] is None for row in rows] == 2 * 2 * [False, False, False, True, False]


def test_uniworld(exported: Exported, wanted: Wanted) -> None:
    """A text of lines `folder,JSON,need_weight`; the last picture is the answer; line ends in a prompt are dropped."""
    found: list[Triple] = []
    for line in (exported("uniworld") / "train.txt").read_text().splitlines():
        folder, path, weight = line.split(",")
        assert weight == "false"
        for row in json.loads(Path(path).read_text()):
            human, gpt = row["conversations"]
            assert (human["from"], gpt["from"], gpt["value"]) == ("human", "gpt", "<gen_image>")
            *sources, target = (f"{folder}/{name}" for name in row["image"])
            assert human["value"].count("<image>") == len(sources)
            prompt = human["value"].replace("<image>", "").replace("\n", "")
            found.append((read(sources[0]) if sources else None, prompt, read(target)))
    assert found == flat(wanted(generation=True))


@pytest.mark.extra
def test_bagel(exported: Exported, wanted: Wanted, dataset: Path) -> None:
    """The files of `data_dir` that parquet_info knows by their paths, row group by row group."""
    pq = pytest.importorskip("pyarrow.parquet")
    out = exported("bagel")
    info = json.loads((out / "parquet_info.json").read_text())
    counts = json.loads((out / "dataset_info.json").read_text())["train"]
    data_dir, found = str(out / "train"), []
    names = [str(path) for path in Path(data_dir).iterdir() if path.suffix == ".parquet"]
    assert len(names) == counts["num_files"]
    for path in sorted(names):
        for group in range(info[path]["num_row_groups"]):
            for _, row in pq.ParquetFile(path).read_row_group(group).to_pandas().iterrows():
                source, target = row["image_list"]
                found.append((source, row["instruction_list"][0][0], target))
    assert found == wanted() and len(found) == counts["num_total_samples"]


@pytest.mark.parametrize(
    "name",
    [
        "diffsynth",
        "musubi",
        "ai-toolkit",
        "simpletuner",
        "webdataset",
        "bagel",
        "diffusers",
        "instruct-pix2pix",
    ],
)
def test_what_cannot_be_held_is_counted(name: str, state_of: Callable[..., Any]) -> None:
    if name in ("bagel", "diffusers", "instruct-pix2pix"):
        pytest.importorskip("pyarrow")
    state = state_of(name)
    assert state.samples == 6 * 4
    assert dict(state.reasons) == {"it has no input picture, and this format needs one": 6}


def test_a_picture_of_many_pairs_is_there_once(exported: Exported) -> None:
    assert len(list(exported("musubi").rglob("rgb.png"))) == 6
