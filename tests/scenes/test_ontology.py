# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The classes: every row complete, every name of one thing only."""

from collections import Counter

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.ontology import FIELDS, category, ontology, rows


def test_every_row_is_complete():
    needed = {"plural", "kind", "parent", "use"}
    for name, row in rows():
        assert needed <= set(row) <= {*FIELDS}
        assert row["kind"] in ("thing", "stuff"), name
        assert all(isinstance(row[key], str) and row[key].strip() for key in ("plural", "parent", "use")), (
            name
        )
        assert name == name.strip().lower()


def test_sizes_are_ranges_in_metres():
    for row in ontology().values():
        for low, high in row.size or ():
            assert 0 < low <= high < 1000, row.name


def test_no_name_stands_for_two_classes():
    names = Counter(
        word.lower()
        for row in ontology().values()
        for word in {row.name.lower(), row.plural.lower(), *(s.lower() for s in row.synonyms)}
    )
    assert [word for word, count in names.items() if count > 1] == []


def test_every_asset_is_of_a_countable_class():
    assert all(ontology()[name].thing for name in ASSETS)


def test_a_foreign_class_is_a_countable_thing():
    made = category("samovar")
    assert made.thing
    assert made.plural == "samovars"
