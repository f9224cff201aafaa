# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which pairs of a dataset are exported, how often each, and in which order."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cavendish.errors import InputError, nearest
from cavendish.manifests.read import StoredPair, read

WEIGHTS = "weights"  # in --mix: the rows' own


@dataclass(frozen=True)
class Selection:
    """What to take. Empty splits or tasks mean all of them.

    limit: at most so many samples of each split; None for all. mix: task -> how often each of its pairs is taken, on
    average. weights: each pair is also taken as often as its own weight says.
    """

    splits: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    limit: int | None = None
    mix: Mapping[str, float] = field(default_factory=dict)
    weights: bool = False

    def as_json(self) -> dict[str, Any]:
        """As a state file keeps it."""
        whole = asdict(self)
        return {key: list(value) if isinstance(value, tuple) else value for key, value in whole.items()}

    def times(self, pair: StoredPair) -> int:
        """How often a pair is taken: its share rounded up or down by a number drawn from its id, so never by the order."""
        share = self.mix.get(pair.task, 1.0) * (pair.row.weight if self.weights else 1.0)
        digest = blake2b(pair.id.encode(), digest_size=8).digest()
        return math.floor(share + int.from_bytes(digest, "big") / 2**64)


@dataclass(frozen=True, eq=False)
class Sample:
    """A pair in an export. copy: 0, and 1, 2 ... where the mix takes it again."""

    pair: StoredPair
    copy: int = 0
    weight: float = 1.0

    @property
    def key(self) -> str:
        """Its name, unlike any other's; letters, digits, `-` and `_` alone."""
        return f"{self.pair.id}-again{self.copy}" if self.copy else self.pair.id

    @property
    def row(self) -> dict[str, Any]:
        """The manifest's row, with the sample's own name and weight."""
        return self.pair.row.model_dump(mode="json") | {"id": self.key, "weight": self.weight}

    @property
    def input(self) -> Path | None:
        """The file of the input picture, None where there is none."""
        name = self.pair.row.input_image_file_name
        return None if name is None else self.pair.folder / name

    @property
    def target(self) -> Path:
        """The file of the target."""
        return self.pair.folder / self.pair.row.target_image_file_name

    @property
    def mask(self) -> Path | None:
        """The file of an edit's mask, None where there is none."""
        name = self.pair.row.mask_image_file_name
        return None if name is None else self.pair.folder / name


def mixed(words: Sequence[str]) -> tuple[dict[str, float], bool]:
    """What `--mix` was given, as (task -> share, whether rows are taken by their weights). Raises InputError."""
    shares: dict[str, float] = {}
    for word in words:
        task, equals, number = word.partition("=")
        if word == WEIGHTS:
            continue
        try:
            share = float(number)
        except ValueError:
            share = -1.0
        if not equals or not (0 <= share < math.inf):
            raise InputError(
                f"--mix {word}: write TASK=SHARE with a share from 0 up, such as depth=2, or `--mix {WEIGHTS}` to take "
                "every pair as often as its own weight says"
            )
        shares[task] = share
    return shares, WEIGHTS in words


def description(root: Path) -> dict[str, Any]:
    """What dataset.json says of the dataset in `root`. Raises InputError where there is none, or no manifest yet."""
    path = root / "dataset.json"
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        pairs = whole.get("pairs")
        counts = {split: sum(tasks.values()) for split, tasks in (pairs or {}).items()}
    except FileNotFoundError as error:
        raise InputError(
            f"{root} holds no dataset (there is no dataset.json); give the folder that `generate -o` was given"
        ) from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path} cannot be read as a dataset's description ({error})") from error
    if not sum(counts.values()):
        raise InputError(f"{root} holds no pairs yet; run its `cavendish generate` to the end")
    return dict(whole)


def checked(selection: Selection, pairs: Mapping[str, Mapping[str, int]]) -> Selection:
    """The selection with every split named. Raises InputError for one that the dataset's pairs do not have."""
    tasks = {task for counts in pairs.values() for task in counts}
    for split in selection.splits:
        if split not in pairs:
            raise InputError(f"--split {split}: the dataset has no such split; {nearest(split, pairs)}")
    for option, names in (("--tasks", selection.tasks), ("--mix", tuple(selection.mix))):
        for task in names:
            if task not in tasks:
                raise InputError(f"{option} {task}: the dataset has no such task; {nearest(task, tasks)}")
    splits = tuple(split for split in pairs if not selection.splits or split in selection.splits)
    return Selection(
        splits, tuple(sorted(set(selection.tasks))), selection.limit, selection.mix, selection.weights
    )


def expected(selection: Selection, pairs: Mapping[str, Mapping[str, int]]) -> int:
    """About how many pairs a checked selection takes; a mix by the rows' weights is not foreseen."""
    total = 0
    for split in selection.splits:
        counts = pairs[split].items()
        wanted = [(task, n) for task, n in counts if not selection.tasks or task in selection.tasks]
        share = sum(n * selection.mix.get(task, 1.0) for task, n in wanted)
        total += round(share) if selection.limit is None else min(selection.limit, round(share))
    return total


def taken(
    root: Path, selection: Selection, split: str, views: bool, cannot: Callable[[Sample], str]
) -> Iterator[Sample | str]:
    """The samples of a split in the manifest's order, one at a time; a text says why a pair is not among them.

    views: one sample for each view, of its first pair. cannot: why a sample cannot be held, '' where it can; such a one
    does not count for the limit. Raises InputError.
    """
    given, last = 0, ""
    for pair in read(root, split, selection.tasks or None):
        if views:
            if pair.row.truth == last:
                continue
            last = pair.row.truth
        why = cannot(Sample(pair))
        times = 1 if views else selection.times(pair)
        if why or not times:
            yield why or "the mix takes fewer of its task"
            continue
        for copy in range(times):
            if given == selection.limit:
                return
            given += 1
            yield Sample(pair, copy, 1.0 if selection.weights else pair.row.weight)
