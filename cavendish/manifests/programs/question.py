# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Questions about what things are for, made of, stand on, hold: programs that name no class of their answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from cavendish.manifests.grammar import Grammar, expand
from cavendish.manifests.programs.graph import ViewGraph
from cavendish.manifests.programs.propose import Expression, checked
from cavendish.manifests.programs.relations import pair
from cavendish.manifests.programs.run import run
from cavendish.manifests.programs.say import say
from cavendish.manifests.programs.steps import Affords, Attribute, Count, Kind, Most, Program, Related, Step
from cavendish.manifests.programs.words import MATERIALS, material, wears
from cavendish.scenes.ontology import category, ontology

Rng = np.random.Generator
KINDS = ("use", "comparison", "material", "support", "containment", "consequence", "safety")
SAFETY = ("sharp", "fight_fire", "find_exit", "detect_smoke", "warn_floor")
RELATIONS = {"support": "supports", "containment": "contains", "consequence": "rests_on"}
TRIES = 300  # in a row that come to nothing, before a view has no more to say
NEEDED = 0.6  # the chance that a sentence before the question says why one asks


def questions(graph: ViewGraph, kinds: Mapping[str, float], rng: Rng) -> Iterator[Expression]:
    """Questions that a view answers, without end; fewer where it answers few."""
    names = [name for name in KINDS if kinds.get(name, 0) > 0]
    shares = np.array([kinds[name] for name in names])
    misses = 0
    while misses < TRIES:
        kind = names[int(rng.choice(len(names), p=shares / shares.sum()))]
        program = _about(graph, kind, rng)
        question = None if program is None else checked(graph, program, kind)
        misses = misses + 1 if question is None or not question.found else 0
        if question is not None and question.found:
            yield question


def unanswered(graph: ViewGraph, kinds: Mapping[str, float], rng: Rng) -> Iterator[Expression]:
    """Questions that surely nothing in view answers."""
    uses = [use for use in _uses() if kinds.get("safety" if use in SAFETY else "use", 0) > 0]
    for k in rng.permutation(len(uses)).tolist():
        question = checked(graph, Program((Affords(uses[k]), Count(1))), "negative")
        if question is not None and not question.found:
            yield question


def asked(question: Expression, graph: ViewGraph, grammar: Grammar, rng: Rng) -> tuple[str, dict[str, str]]:
    """The words that stand for what is asked, and the other words of the prompt: need, ask, it."""
    program = question.program
    affords, related, made = program.last(Affords), program.last(Related), program.last(Attribute)
    anchor = "" if related is None else say(related.to, grammar, rng)
    phrase = say(program, grammar, rng, anchor)
    need = ""
    if affords is not None and rng.random() < NEEDED:
        need = expand(grammar, f"{affords.use}_need", rng) + " "
    if program.last(Most) is not None:
        ask = f"where is {phrase}"
    elif related is not None:
        ask = expand(grammar, f"{related.relation}_ask", rng, anchor=anchor)
    elif affords is not None:
        ask = expand(grammar, f"{affords.use}_ask", rng)
    else:
        ask = expand(grammar, "material_ask", rng, material=made.value)
    several = len(question.found) > 1 and not phrase.startswith(("every ", "each "))
    return phrase, {"need": need, "ask": ask, "it": "them" if several else "it"}


def _about(graph: ViewGraph, kind: str, rng: Rng) -> Program | None:
    steps: list[Step] = []
    if kind in ("use", "comparison", "safety"):
        seen = {item.category for item, clear in zip(graph.items, graph.clear, strict=True) if clear}
        uses = sorted(
            {
                use
                for name in seen
                for use in category(name).affords or ()
                if (use in SAFETY) == (kind == "safety")
            }
        )
        if not uses:
            return None
        steps.append(Affords(uses[int(rng.integers(len(uses)))]))
        if kind == "comparison":
            orders = ("near", "far", "large", "small", "left", "right", "tall")
            return Program((*steps, Most(orders[int(rng.integers(len(orders)))]), Count(1)))
    elif kind == "material":
        names = [name for name in MATERIALS if any(_made(graph, k, name) for k in range(len(graph)))]
        if not names:
            return None
        steps.append(Attribute("material", names[int(rng.integers(len(names)))]))
    else:
        relation = RELATIONS[kind]
        sure = pair(graph, relation)[0] & graph.clear[:, None] & graph.clear[None] & graph.thing[None]
        anchors = np.flatnonzero(sure.any(axis=0)).tolist()
        if not anchors:
            return None
        anchor = graph.items[anchors[int(rng.integers(len(anchors)))]].category
        steps.append(Related(relation, Program((Kind(anchor), Count(1)))))
    number = int(run(Program(tuple(steps)), graph).sure.sum())
    if number == 1 or (number > 1 and rng.random() < 0.4):
        steps.append(Count(number))
    return Program(tuple(steps))


def _made(graph: ViewGraph, k: int, name: str) -> bool:
    item = graph.items[k]
    return (
        bool(graph.clear[k]) and wears(item.category) and material(item.attributes.get("material"), name)[0]
    )


def _uses() -> list[str]:
    return sorted({use for known in ontology().values() for use in known.affords or ()})
