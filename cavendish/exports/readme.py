# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The README of an export: what is in it, how it is loaded, what to mind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cavendish import __version__
from cavendish.exports.parquet import header
from cavendish.exports.registry import Format
from cavendish.exports.state import State


def readme(form: Format, state: State, described: Mapping[str, Any], out: Path) -> str:
    """The whole text, Markdown; `OUT` in the format's usage becomes the export's folder."""
    # By it `datasets` finds the shards of each split.
    head = header(state.written) if (out / "data").is_dir() else ""
    noun = "views" if form.views else "pairs"
    text = [
        f"{head}# {form.name}: {state.samples} {noun}",
        "",
        f"{form.summary}. Written by Cavendish {__version__}.",
        "",
        *_table(state, form.views),
        "",
        "## Loading",
        "",
        form.usage.replace("OUT", str(out)).strip(),
        "",
        "## To mind",
        "",
        *_notes(form, state),
    ]
    return "\n".join(text) + "\n"


def _table(state: State, views: bool) -> list[str]:
    if views:
        rows = [f"| {split} | {sum(tasks.values())} |" for split, tasks in state.written.items()]
        return ["| split | views |", "|---|--:|", *rows]
    rows = [
        f"| {split} | {task} | {count} |"
        for split, tasks in state.written.items()
        for task, count in sorted(tasks.items())
    ]
    return ["| split | task | pairs |", "|---|---|--:|", *rows]


def _notes(form: Format, state: State) -> list[str]:
    sizes = ", ".join(f"{size} ({count})" for size, count in sorted(state.sizes.items()))
    notes = [f"- Sizes: {sizes}. Let nothing resample the targets: their colours are measurements."]
    if not form.views:
        notes.append("- Targets are the dataset's own PNG files, byte for byte.")
    if state.unsafe and not form.views:
        notes.append(
            f"- Keep random flips off: {state.unsafe} of the pairs are false when mirrored (normals, left and right)."
        )
    if state.unlike and not form.views and not form.weighs:
        notes.append(
            f"- {state.unlike} of the pairs have a weight other than 1, which this trainer does not read: export with `--mix "
            "weights` to have pairs repeated and left out by their weights beforehand, or `--mix TASK=SHARE`."
        )
    for why, count in sorted(state.reasons.items()):
        notes.append(f"- Left out, {count}: {why}.")
    return notes
