# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The verdict on a dataset: what every check counted, measured and found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from cavendish import __version__
from cavendish.engine import census, oracle
from cavendish.engine.census import Description
from cavendish.manifests.checks import CHECKS, Finding, Sums, Tally

PROVES = {
    **{name: check.proves for name, check in CHECKS.items()},
    census.NAME: census.PROVES,
    oracle.NAME: oracle.PROVES,
}


@dataclass(frozen=True)
class Verdict:
    """What is known of a dataset after its checks.

    notes: what is no fault and should be known. findings: the first of them; more: how many others there were.
    """

    described: Description
    scenes: int
    rows: int
    notes: tuple[str, ...]
    tallies: dict[str, Tally]
    findings: list[Finding]
    more: int

    @property
    def holds(self) -> bool:
        """Whether no check found a fault."""
        return not any(tally.faults for tally in self.tallies.values())


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as validation.json has it: the same dataset and versions give the same bytes."""
    return {
        "holds": verdict.holds,
        "cavendish": __version__,
        "numpy": np.__version__,
        "dataset": {
            "cavendish": verdict.described.cavendish,
            "recipe_digest": verdict.described.recipe_digest,
        },
        "scenes": verdict.scenes,
        "rows": verdict.rows,
        "notes": list(verdict.notes),
        "checks": {name: _tally(name, tally) for name, tally in verdict.tallies.items()},
        "findings": [asdict(finding) for finding in verdict.findings],
        "more_findings": verdict.more,
    }


def _tally(name: str, tally: Tally) -> dict[str, Any]:
    return {
        "proves": PROVES[name],
        "checked": tally.checked,
        "faults": tally.faults,
        "unchecked": [
            {"what": what, "why": why, "count": count}
            for (what, why), count in sorted(tally.unchecked.items())
        ],
        "figures": {label: _sums(sums) for label, sums in sorted(tally.figures.items())},
    }


def _sums(sums: Sums) -> dict[str, Any]:
    mean = tuple(total / sums.count for total in sums.total)
    found = {"mean": mean, "least": sums.least, "most": sums.most}
    single = len(mean) == 1
    return {"count": sums.count} | {
        key: _rounded(values[0]) if single else [_rounded(v) for v in values] for key, values in found.items()
    }


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")
