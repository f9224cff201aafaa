# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Expressions that a machine can check: programs, run on what a picture shows of a scene, and said in words.

graph = view_graph(frame)                               # what is seen of each object
program = Program((Kind("mug"), Attribute("color", "red"), Count(1)))
found = run(program, graph)                             # surely, and perhaps
say(program, load("referring"), rng)                    # the red mug
"""

from cavendish.manifests.programs.graph import ViewGraph, view_graph
from cavendish.manifests.programs.run import Found, run
from cavendish.manifests.programs.say import say
from cavendish.manifests.programs.steps import (
    Affords,
    Attribute,
    Count,
    Kind,
    Most,
    Program,
    Related,
    as_json,
    from_json,
)

__all__ = [
    "Affords",
    "Attribute",
    "Count",
    "Found",
    "Kind",
    "Most",
    "Program",
    "Related",
    "ViewGraph",
    "as_json",
    "from_json",
    "run",
    "say",
    "view_graph",
]
