# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Users' files: run once, by their text; taken back where they fail; edited ones replace themselves; classes of a recipe."""

import hashlib
import pickle
import sys

import pytest
from pydantic import BaseModel, ValidationError

from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.datafile import UserFile
from cavendish.scenes.ontology import adopt, category, is_known, ontology
from cavendish.scenes.userfile import BadFile, source

TEXT = """
from pydantic import BaseModel
from cavendish.scenes.builders import builder
class P(BaseModel):
    n: int = 1
@builder("NAME", P)
def build(parameters, rng):
    '''Nothing.'''
"""


@pytest.fixture
def write(tmp_path):
    before = dict(BUILDERS)

    def write(text, name="mine.py"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    yield write
    BUILDERS.clear()
    BUILDERS.update(before)


def test_a_file_is_known_by_its_text_and_its_folder_is_not_searched(write):
    path = write(TEXT.replace("NAME", "mine_a"))
    found = source(path, "mine.py")
    assert found.file == "mine.py" and found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert BUILDERS["mine_a"].summary == "Nothing." and str(path.parent) not in sys.path
    assert source(path) == source(path) and found.model_dump().keys() == {"file", "sha256"}


def test_its_models_can_be_sent_after_it(write):
    found = source(write(TEXT.replace("NAME", "mine_b")))
    made = BUILDERS["mine_b"].parameters(n=3)
    assert pickle.loads(pickle.dumps((found, made)))[1] == made


def test_an_edited_file_replaces_itself(write):
    source(write(TEXT.replace("NAME", "mine_c")))
    source(write("\n" + TEXT.replace("NAME", "mine_c").replace("Nothing", "Something")))
    assert BUILDERS["mine_c"].summary == "Something."
    source(write(TEXT.replace("NAME", "mine_d")))
    assert "mine_c" not in BUILDERS and "mine_d" in BUILDERS


def test_what_fails_leaves_nothing_behind(write):
    before = dict(BUILDERS)
    with pytest.raises(BadFile, match=r"ZeroDivisionError: division by zero \(.*mine.py:10\)"):
        source(write(TEXT.replace("NAME", "mine_e") + "\n1 / 0\n"))
    assert before == BUILDERS
    with pytest.raises(BadFile, match="SystemExit"):
        source(write("raise SystemExit(3)"))


def test_a_file_that_adds_nothing_is_refused(write, tmp_path):
    with pytest.raises(BadFile, match="adds no builder, asset or material; write @builder"):
        source(write("def f(): pass"))
    with pytest.raises(BadFile, match="cannot be read: No such file"):
        source(tmp_path / "missing.py")
    with pytest.raises(BadFile, match="is no Python file"):
        source(tmp_path / "room.blend")


def test_a_file_in_parameters_counts_from_the_recipe_and_is_held_by_its_digest(tmp_path):
    class P(BaseModel):
        mesh: UserFile

    (tmp_path / "a.obj").write_bytes(b"v 0 0 0")
    made = P.model_validate({"mesh": "a.obj"}, context={"folder": tmp_path})
    assert made.mesh.read() == b"v 0 0 0" and made.mesh.path == (tmp_path / "a.obj").resolve()
    dumped = made.model_dump(mode="json")
    assert dumped == {"mesh": {"file": "a.obj", "sha256": hashlib.sha256(b"v 0 0 0").hexdigest()}}
    assert P.model_validate(dumped, context={"folder": tmp_path}).mesh.path == made.mesh.path
    (tmp_path / "a.obj").write_bytes(b"v 1 0 0")
    with pytest.raises(ValueError, match="has changed since"):
        made.mesh.read()
    with pytest.raises(ValidationError, match="is another file than was asked for"):
        P.model_validate(dumped, context={"folder": tmp_path})
    with pytest.raises(ValidationError, match="there is no file"):
        P.model_validate({"mesh": "b.obj"}, context={"folder": tmp_path})


def test_a_recipes_classes_take_the_place_of_those_before_it():
    try:
        adopt({"samovar": {"plural": "samowars", "kind": "stuff", "synonyms": ["tea urn"]}})
        assert category("samovar").plural == "samowars" and not category("samovar").thing
        assert "samovar" in ontology() and is_known("samovar")
        adopt({"yurt": {}})
        assert not is_known("samovar") and category("yurt").plural == "yurts"
    finally:
        adopt({})
    assert not is_known("yurt")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"chair": {}}, "a name of Cavendish's class 'chair'; use that class"),
        ({"settee": {"synonyms": ["couch"]}}, "called 'couch', which is a name of Cavendish's class 'sofa'"),
        ({"yurt": {"synonyms": ["tent"]}, "tent": {}}, "'yurt' and 'tent' are both called 'tent'"),
        ({"yurt": {"plurals": "yurts"}}, "'plurals' is no field of the class 'yurt'"),
        ({"yurt": {"kind": "object"}}, "it is thing"),
        ({"yurt": {"size": [1, 2]}}, "least and most width"),
        ({"yurt": "yurts"}, "takes a mapping"),
        ({"Yurt": {}}, "lower-case"),
        ({7: {}}, "cannot name a class"),
    ],
)  # fmt: skip
def test_a_wrong_class_is_refused(rows, says):
    with pytest.raises(ValueError, match=says):
        adopt(rows)
