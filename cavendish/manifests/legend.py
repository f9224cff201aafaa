# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How a prompt says which class has which colour: prose, sentences, lists, maps, lines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import numpy as np

from cavendish.manifests.grammar import joined
from cavendish.manifests.pair import Entry

Rng = np.random.Generator
SENTENCES = (
    "The {0} should be {1}.",
    "Use {1} for the {0}.",
    "Paint the {0} {1}.",
    "Give the {0} the color {1}.",
)


def written(entries: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    """The legend as text, and its form: 'prose' (the end of a sentence), 'sentences' or 'block' (after a colon)."""
    forms = (
        [_prose, _sentences, _map, _lines, _list, _row] if len(entries) <= 6 else [_map, _lines, _list, _row]
    )
    return forms[int(rng.integers(len(forms)))](entries, rng)


def states(prompt: str, entry: Entry) -> bool:
    """Whether a prompt gives the entry's colour to the entry's words, in any of the forms of `written`."""
    said, spelt = re.escape(entry.said), re.escape(entry.spelt)
    forms = (
        rf"\bthe {said} in {spelt}(?=,| and |\.)",
        rf"(?:^|[;:] |[-*] ){said}(?: = |: | -> | ){spelt}(?=;|\.|$)",
        re.escape(f"{json.dumps(entry.said, ensure_ascii=False)}: {json.dumps(entry.spelt)}"),
        *(re.escape(sentence.format(entry.said, entry.spelt)) for sentence in SENTENCES),
    )
    return any(re.search(form, prompt, re.MULTILINE) for form in forms)


def _prose(entries: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    return joined([f"the {e.said} in {e.spelt}" for e in entries]), "prose"


def _sentences(entries: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    pattern = SENTENCES[int(rng.integers(len(SENTENCES)))]
    return " ".join(pattern.format(e.said, e.spelt) for e in entries), "sentences"


def _map(entries: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    return " " + json.dumps({e.said: e.spelt for e in entries}, ensure_ascii=False), "block"


def _lines(entries: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    sign = (" = ", ": ", " -> ")[int(rng.integers(3))]
    return "\n" + "\n".join(f"{e.said}{sign}{e.spelt}" for e in entries), "block"


def _list(entries: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    bullet = ("- ", "* ")[int(rng.integers(2))]
    return "\n" + "\n".join(f"{bullet}{e.said}: {e.spelt}" for e in entries), "block"


def _row(entries: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    sign = (" ", ": ", " = ")[int(rng.integers(3))]
    return " " + "; ".join(f"{e.said}{sign}{e.spelt}" for e in entries) + ".", "block"
