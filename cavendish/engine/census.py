# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which scenes a dataset has: read from its manifests line by line, each counted once, held against plan and folders."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cavendish.engine.plan import split_of
from cavendish.errors import InputError
from cavendish.manifests.checks import Fault, Finding, Held, Said, Tally
from cavendish.manifests.checks.material import Expected, SceneFiles
from cavendish.recipe import digest_of

NAME = "manifest"
PROVES = "every scene stands once in one split, none is missing or unspoken of, no two splits share one"
AGAIN = "run the same `cavendish generate` again, which writes the manifest anew"
FEW = 5  # scenes that a finding names
MANY = 10_000  # faults of the manifests that are kept


class _Views(BaseModel):
    per_scene: int = Field(ge=1)


class _Truth(BaseModel):
    keep: tuple[str, ...]
    half_normals: bool


class _Plan(BaseModel):
    """Of the recipe, what says where scenes lie and what is kept of them; its builders need not be installed."""

    seed: int = Field(ge=0)
    pairs_seed: int | None = Field(None, ge=0)
    count: int = Field(ge=1)
    splits: dict[str, float] = Field(min_length=1, max_length=254)
    views: _Views
    truth: _Truth


class Description(BaseModel):
    """dataset.json, as far as checks need it. raw: the whole recipe."""

    model_config = ConfigDict(frozen=True)

    cavendish: str
    recipe_digest: str
    recipe: _Plan
    complete: bool
    scenes: dict[str, int] | None = None
    pairs: dict[str, dict[str, int]] | None = None
    raw: dict[str, Any]


def read_description(root: Path) -> Description:
    """Read dataset.json. Raises InputError where `root` holds no dataset."""
    path = root / "dataset.json"
    if not path.is_file():
        raise InputError(
            f"{root} holds no dataset (there is no dataset.json); give the folder that `generate` made"
        )
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        return Description.model_validate(whole | {"raw": whole["recipe"]})
    except (OSError, ValueError, KeyError, TypeError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else repr(error)
        raise InputError(
            f"{path} cannot be read as a dataset's description ({why}); run its `generate` again"
        ) from error


class Census:
    """The count of a dataset's scenes. It takes a byte a scene of the recipe and 16 a scene that is there."""

    def __init__(self, described: Description) -> None:
        recipe = described.recipe
        self.described, self.splits = described, list(recipe.splits)
        self.split_by_scene = bytearray(recipe.count)  # 0: not seen, else 1 + the split's index
        self.total = self.rows = 0
        self.scenes: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.faults: list[Fault] = []
        self.untold = 0
        self.quarantined: set[int] = set()
        self._names = array("Q")  # the first 64 bits of a scene's digest
        self._numbers = array("Q")  # its number and split: number << 8 | index of the split

    def fault(self, place: str, message: str) -> None:
        """Note a fault, to be told in the end: so many of them, and the number of the others."""
        if len(self.faults) < MANY:
            self.faults.append(Fault(place, message))
        else:
            self.untold += 1

    def expected(self, scene: int) -> Expected:
        """What the recipe says of a scene."""
        recipe = self.described.recipe
        return Expected(
            split_of(recipe.splits, recipe.seed, scene),
            recipe.seed,
            self.described.recipe_digest,
            recipe.truth.keep,
            recipe.truth.half_normals,
            recipe.views.per_scene,
            recipe.pairs_seed,
        )

    def known(self, scene: int) -> bool:
        """Whether the recipe has a scene of this number."""
        return 0 <= scene < self.described.recipe.count

    def split(self, scene: int) -> str | None:
        """The split in which a scene was seen, None where in none yet."""
        index = self.split_by_scene[scene] if self.known(scene) else 0
        return self.splits[index - 1] if index else None

    def enter(self, split: str, scene: int) -> None:
        """Count a scene of a split."""
        self.total += 1
        self.scenes[split] += 1
        if self.known(scene):
            self.split_by_scene[scene] = self.splits.index(split) + 1

    def digests(self, scene: SceneFiles, digests: frozenset[str]) -> None:
        """Keep what a scene is, to find it again in another split."""
        for digest in sorted(digests):
            name = hashlib.blake2b(digest.encode(), digest_size=8).digest()
            self._names.append(int.from_bytes(name, "little"))
            self._numbers.append(scene.number << 8 | self.splits.index(scene.split))

    def leaks(self) -> Iterator[tuple[str, str]]:
        """The folders of scenes that are the same and lie in different splits, two by two."""
        names, numbers = (np.frombuffer(values, np.uint64) for values in (self._names, self._numbers))
        order = np.lexsort((numbers, names))
        names, numbers = names[order], numbers[order]
        begins = np.flatnonzero(np.append(True, names[1:] != names[:-1])) if len(names) else np.array([], int)
        ends = np.append(begins[1:], len(names))
        for begin, end in zip(begins[ends - begins > 1], ends[ends - begins > 1], strict=True):
            group = [int(number) for number in numbers[begin:end]]
            first = group[0]
            for other in group[1:]:
                if other & 255 != first & 255:
                    yield self._place(first), self._place(other)

    def spread(self, count: int) -> list[tuple[str, int]]:
        """`count` of the scenes that are there, evenly over their numbers: split and number."""
        there = np.flatnonzero(np.frombuffer(self.split_by_scene, np.uint8))
        places = np.linspace(0, len(there) - 1, min(count, len(there))).round().astype(int)
        return [(self.splits[self.split_by_scene[scene] - 1], int(scene)) for scene in there[places]]

    def notes(self) -> tuple[str, ...]:
        """What is no fault and should be known."""
        missing = len(self.split_by_scene) - np.count_nonzero(np.frombuffer(self.split_by_scene, np.uint8))
        if not missing:
            return ()
        failed = f", {len(self.quarantined)} of them in quarantine.jsonl" if self.quarantined else ""
        return (
            f"the dataset is incomplete: {missing} of {len(self.split_by_scene)} scenes are not there{failed}; run the same "
            "`cavendish generate` again to go on",
        )

    def _place(self, packed: int) -> str:
        return f"{self.splits[packed & 255]}/{packed >> 8:06d}"


def scenes(root: Path, census: Census) -> Iterator[SceneFiles]:
    """Every scene of the dataset: those of the manifests, in their order, and those that no manifest speaks of."""
    for split in census.splits:
        path = root / split / "metadata.jsonl"
        if path.is_file():
            for scene, lines in _groups(path, split, census):
                yield from _of_manifest(root, split, scene, lines, census)
        elif (root / split).is_dir():
            census.fault(f"{split}/metadata.jsonl", f"the file is missing; {AGAIN}")
        yield from _unspoken(root, split, census)
    for entry in sorted(root.iterdir()):
        if entry.name not in census.splits and (entry / "metadata.jsonl").exists():
            census.fault(entry.name, "it is no split of the recipe; remove it")


def _groups(path: Path, split: str, census: Census) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    """The lines of each run of rows of one scene."""
    now, lines = -1, list[bytes]()
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip(b"\n")
            if not line.strip():
                continue
            census.rows += 1
            try:
                row = json.loads(line)
                scene, task = row["scene"], row["task"]
                if type(scene) is not int or scene < 0:
                    raise TypeError(f"scene {scene!r}")
            except (ValueError, LookupError, TypeError) as error:
                census.fault(f"{split}/metadata.jsonl:{number}", f"this is no row ({error}); {AGAIN}")
                continue
            census.pairs[split, str(task)] += 1
            if scene != now and lines:
                yield now, tuple(lines)
                lines = []
            now = scene
            lines.append(line)
    if lines:
        yield now, tuple(lines)


def _of_manifest(
    root: Path, split: str, scene: int, lines: tuple[bytes, ...], census: Census
) -> Iterator[SceneFiles]:
    before = census.split(scene)
    place = f"{split}/{scene:06d}"
    if not census.known(scene):
        count = census.described.recipe.count
        census.fault(
            place, f"the manifest has rows of it, and the recipe's scenes are 0 to {count - 1}; {AGAIN}"
        )
    if before == split:
        ids = ", ".join(str(json.loads(line).get("id")) for line in lines[:FEW])
        census.fault(place, f"its rows stand in two places of {split}/metadata.jsonl (again: {ids}); {AGAIN}")
        return
    if before is not None:
        census.fault(place, f"the scene lies in {before} too; remove it from the split that is not its own")
    census.enter(split, scene)
    yield SceneFiles(root, split, scene, lines, census.expected(scene))


def _unspoken(root: Path, split: str, census: Census) -> Iterator[SceneFiles]:
    """The scenes of a split's folder that its manifest does not speak of; some have no pair, which is no fault."""
    folder = root / split
    found: list[int] = []
    for path in folder.iterdir() if folder.is_dir() else ():
        name = path.name
        if name.startswith(".") or name == "metadata.jsonl":
            continue
        if not (name.isascii() and name.isdigit() and name == f"{int(name):06d}" and path.is_dir()):
            census.fault(f"{split}/{name}", "it is no scene's folder; remove it")
        elif not census.known(int(name)):
            census.fault(f"{split}/{name}", "the recipe has no such scene; remove it")
        elif census.split(int(name)) != split:
            found.append(int(name))
    for scene in sorted(found):
        before = census.split(scene)
        if before is not None:
            census.fault(
                f"{split}/{scene:06d}",
                f"the scene lies in {before} too; remove it from the split that is not its own",
            )
        census.enter(split, scene)
        yield SceneFiles(root, split, scene, (), census.expected(scene))


def conclude(census: Census, root: Path) -> tuple[dict[str, Tally], list[Finding]]:
    """What the whole shows once every scene was counted: tallies and findings."""
    tally, findings = tallied(NAME, _whole(census, root))
    return {NAME: tally}, findings


def tallied(name: str, said: Iterator[Said]) -> tuple[Tally, list[Finding]]:
    """The tally of all that was said, and the faults as findings of the check `name`."""
    tally, findings = Tally(), []
    for one in said:
        tally.add(one)
        if isinstance(one, Fault):
            findings.append(Finding(name, one.place, one.message))
    return tally, findings


def _whole(census: Census, root: Path) -> Iterator[Said]:
    yield Held(census.total)
    yield from sorted(census.faults, key=lambda fault: fault.place)
    if census.untold:
        yield Fault("the manifests", f"they have {census.untold} more faults like these; {AGAIN}")
    if digest_of(census.described.raw) != census.described.recipe_digest:
        yield Fault(
            "dataset.json", "its recipe was changed after the dataset was made; put the first one back"
        )
    for first, other in census.leaks():
        yield Fault(
            other, f"it is the same scene as {first}, in another split; make the dataset again with one seed"
        )
    _quarantine(census, root)
    described = census.described
    if not described.complete or described.scenes is None:
        return
    absent = np.flatnonzero(np.frombuffer(census.split_by_scene, np.uint8) == 0)
    if len(absent):
        named = ", ".join(map(str, absent[:FEW])) + (", ..." if len(absent) > FEW else "")
        yield Fault(
            "dataset.json", f"it says complete, and {len(absent)} scenes are not there ({named}); {AGAIN}"
        )
    for split in sorted({*described.scenes, *census.scenes}):
        said, there = described.scenes.get(split, 0), census.scenes[split]
        if said != there:
            yield Fault("dataset.json", f"it says {said} scenes in {split}, and {there} are there; {AGAIN}")
    pairs = {
        (split, task): n for split, tasks in (described.pairs or {}).items() for task, n in tasks.items()
    }
    for split, task in sorted({*pairs, *census.pairs}):
        said, there = pairs.get((split, task), 0), census.pairs[split, task]
        if said != there:
            yield Fault(
                "dataset.json", f"it says {said} {task} pairs in {split}, and {there} are there; {AGAIN}"
            )


def _quarantine(census: Census, root: Path) -> None:
    """Note which scenes are in quarantine."""
    path = root / "quarantine.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            census.quarantined.add(int(json.loads(line)["scene"]))
        except (ValueError, LookupError, TypeError):
            continue
