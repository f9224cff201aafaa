# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the ontology says things are for has its words."""

from __future__ import annotations

from cavendish.manifests.prompts import load
from cavendish.scenes.ontology import ontology


def test_every_use_of_the_ontology_has_its_words() -> None:
    grammar = load("reasoning")
    uses = {use for known in ontology().values() for use in (*(known.affords or ()), *known.might)}
    assert uses == {name.removesuffix("_that") for name in grammar if name.endswith("_that")}
    for use in uses:
        assert all(f"{use}_{part}" in grammar for part in ("that", "ask", "need"))


def test_the_ontology_names_classes_that_are_there_and_shipped_ones_state_their_uses() -> None:
    for known in ontology().values():
        assert set(known.alike) <= set(ontology()), known.name
        assert known.affords is not None, known.name
        assert not set(known.affords) & set(known.might), known.name
