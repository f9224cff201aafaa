# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The card and the overview of a tiny dataset on disk; its snippets run against the dataset as `datasets` loads it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml
from PIL import Image

from cavendish.manifests.card import write_card
from cavendish.manifests.overview import write_overview
from cavendish.manifests.pair import row
from cavendish.render import png
from cavendish.render.frame import write_frame

SCENES = {"train": [0, 1, 3], "val": [2]}
TASKS = ("depth", "instance", "normals", "semantic")
PACK = {
    "name": "polyfarm",
    "version": "2",
    "source": "https://example.org/polyfarm",
    "sha256": "ab" * 32,
    "licences": {"CC0-1.0": 12, "CC-BY-4.0": 3},
}


@pytest.fixture(scope="module")
def dataset(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """OUT and its description: three scenes of train and one of val, two views each, all tasks, card and overview."""
    out = tmp_path_factory.mktemp("data") / "out"
    pairs: dict[str, dict[str, int]] = {}
    for split, scenes in SCENES.items():
        lines = []
        for scene in scenes:
            rows = []
            for view in range(2):
                frame, folder = make.room(10 * scene + view), out / split / f"{scene:06d}" / str(view)
                write_frame(folder, frame)
                for task in sorted(TASKS):
                    for index, pair in enumerate(make.pairs(task, frame, scene, per_view=2)):
                        rows.append(row(pair, split, scene, view, index, 7))
                        png.write(out / split / rows[-1]["target_image_file_name"], pair.target)
                        counts = pairs.setdefault(split, {})
                        counts[task] = counts.get(task, 0) + 1
            text = "".join(json.dumps(r) + "\n" for r in rows)
            (out / split / f"{scene:06d}" / "rows.jsonl").write_text(text)
            lines.append(text)
        (out / split / "metadata.jsonl").write_text("".join(lines))
    description = {
        "cavendish": "0.1.0",
        "recipe": {"name": "tiny", "seed": 7, "note": "costs $5: a {brace} and 'quotes'"},
        "scenes": {split: len(scenes) for split, scenes in SCENES.items()},
        "views": 8,
        "pairs": pairs,
    }
    (out / "dataset.json").write_text(json.dumps(description))
    (out / "quarantine.jsonl").write_text('{"scene": 9}\n')
    write_overview(out, description)
    write_card(out, description)
    return out, description


def snippets(out: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (out / "README.md").read_text(), re.DOTALL)


def test_the_card_says_what_is_there(dataset: Any) -> None:
    out, description = dataset
    text = (out / "README.md").read_text()
    header = yaml.safe_load(text.split("---\n")[1])
    assert header["size_categories"] == ["n<1K"]
    total = sum(sum(counts.values()) for counts in description["pairs"].values())
    assert "8 views of 4 procedural scenes" in text and f"{total} pairs" in text
    train = description["pairs"]["train"]
    assert "| train | 3 | " + " | ".join(str(train[task]) for task in sorted(train)) + " |" in text
    recipe = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[0])
    assert recipe == description["recipe"]
    assert "$" not in text.replace("$5", "")


def test_the_table_of_the_card_is_square(dataset: Any) -> None:
    rows = [line for line in (dataset[0] / "README.md").read_text().splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in rows[:4]}) == 1


def test_the_card_counts_classes_flips_and_shows_prompts(dataset: Any) -> None:
    out, description = dataset
    text = (out / "README.md").read_text()
    rows = [json.loads(line) for path in out.glob("*/metadata.jsonl") for line in path.open()]
    floors = sum(any(e["name"] == "floor" and e["present"] for e in r["encoding"]["legend"]) for r in rows)
    assert re.search(rf"^\| floor \| {floors} \| \d+ \|$", text, re.MULTILINE)
    normals = sum(counts["normals"] for counts in description["pairs"].values())
    assert f"| normals | {normals} | 0 |" in text
    for task in TASKS:
        assert any(f"```text\n{r['prompt']}\n```" in text for r in rows if r["task"] == task)


def test_licences_are_those_of_the_packs(dataset: Any, tmp_path: Path) -> None:
    out, description = dataset
    header = yaml.safe_load((out / "README.md").read_text().split("---\n")[1])
    assert header["license"] == "other" and "no asset from elsewhere" in (out / "README.md").read_text()
    write_card(tmp_path, description | {"packs": [PACK], "packages": {"cavendish-farm": "1.2"}})
    text = (tmp_path / "README.md").read_text()
    assert yaml.safe_load(text.split("---\n")[1])["license"] == ["cc-by-4.0", "cc0-1.0"]
    assert "| polyfarm 2 | https://example.org/polyfarm | CC-BY-4.0 (3), CC0-1.0 (12) |" in text
    assert "cavendish-farm 1.2" in text
    told = json.loads((tmp_path / "croissant.json").read_text())
    assert told["license"][0] == "https://spdx.org/licenses/CC-BY-4.0.html"


@pytest.mark.parametrize(
    ("total", "size"), [(999, "n<1K"), (1000, "1K<n<10K"), (10**6, "1M<n<10M"), (5 * 10**7, "10M<n<100M")]
)
def test_sizes_are_hugging_faces_categories(total: int, size: str, tmp_path: Path) -> None:
    description = {
        "cavendish": "1",
        "recipe": {},
        "scenes": {"train": 1},
        "views": 1,
        "pairs": {"train": {"depth": total}},
    }
    write_card(tmp_path, description)
    assert yaml.safe_load((tmp_path / "README.md").read_text().split("---\n")[1])["size_categories"] == [size]


def test_snippets_compile(dataset: Any) -> None:
    found = snippets(dataset[0])
    assert len(found) == 3
    for number, code in enumerate(found):
        compile(code, f"snippet {number}", "exec")


def test_card_and_overview_are_the_same_bytes_again(dataset: Any, tmp_path: Path) -> None:
    out, description = dataset
    kept = [(out / name).read_bytes() for name in ("README.md", "overview.png")]
    write_overview(out, description)
    write_card(out, description)
    assert [(out / name).read_bytes() for name in ("README.md", "overview.png")] == kept


def test_the_overview_shows_each_input_and_its_targets(dataset: Any) -> None:
    out, _ = dataset
    sheet = np.array(Image.open(out / "overview.png").convert("RGB")).astype(int)
    rows = [json.loads(line) for line in (out / "train" / "000000" / "rows.jsonl").read_text().splitlines()]
    first = [r for r in rows if r["view"] == 0]
    # 256-pixel tiles, six pixels apart, words between the lines: each target's own colours lie in its tile.
    across, line = sheet.shape[1] // 262, 256 + 77
    assert len(first) == 8 and across == 5  # nine pictures: five and four
    for place, record in enumerate(first, 1):
        target = np.array(Image.open(out / "train" / record["target_image_file_name"]))
        top, left = 6 + place // across * line, 6 + place % across * 262
        tile = sheet[top : top + 256, left : left + 256]
        assert np.array_equal(tile[::2, ::2], target), record["id"]
    assert sheet.shape[0] == 4 * 2 * line + 6, "two lines for each of the four scenes"


def test_an_overview_of_nothing_writes_nothing(tmp_path: Path) -> None:
    write_overview(tmp_path, {"scenes": {}})
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The `datasets` library with a cache of its own and no network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    datasets.disable_progress_bars()
    return datasets


COLUMNS = {"input_image", "target_image", "prompt", "encoding", "task", "id", "flip_safe"}


@pytest.mark.extra
@pytest.mark.parametrize("way", ["imagefolder", "folder"])
def test_datasets_loads_both_ways_with_all_columns(
    way: str, dataset: Any, offline: Any, tmp_path: Path
) -> None:
    out, description = dataset
    cache = str(tmp_path / "cache")
    if way == "imagefolder":
        loaded = offline.load_dataset("imagefolder", data_dir=str(out), cache_dir=cache)
    else:
        loaded = offline.load_dataset(str(out), cache_dir=cache)
    assert set(loaded) == {"train", "validation"}
    for split, name in (("train", "train"), ("validation", "val")):
        rows = [json.loads(line) for line in (out / name / "metadata.jsonl").read_text().splitlines()]
        assert set(loaded[split].column_names) >= COLUMNS
        assert len(loaded[split]) == len(rows) == sum(description["pairs"][name].values())
        by_id = {r["id"]: r for r in rows}
        for item in loaded[split]:
            record = by_id[item["id"]]
            assert item["prompt"] == record["prompt"]
            for side in ("input", "target"):
                disk = png.read(out / name / record[f"{side}_image_file_name"])
                assert np.array_equal(np.array(item[f"{side}_image"]), disk)


@pytest.mark.extra
def test_the_cards_snippets_run_as_they_stand(dataset: Any, offline: Any, tmp_path: Path) -> None:
    out, _ = dataset
    load, reading, decoding = (code.replace("THIS FOLDER", str(out)) for code in snippets(out))
    space: dict[str, Any] = {}
    exec(load, space)
    assert {"input_image", "target_image", "prompt", "encoding"} <= set(space["pairs"].column_names)
    space = {}
    exec(reading, space)
    exec(decoding, space)
    # What the last pair of each task left behind.
    assert space["nearest"] > 0 and space["facing"].ndim == 2 and space["count"] >= 0
    assert space["shares"] and all(0 <= share <= 1 for share in space["shares"].values())
    assert space["pair"].row.split == "val"
