# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The Recipe: one YAML file, typed and checked. Every complaint names the file, the line, the key and the cure."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from cavendish.errors import InputError, nearest
from cavendish.manifests.prompts import book
from cavendish.manifests.tasks import TASKS
from cavendish.render.passes import ALWAYS, PASSES
from cavendish.render.quality import Quality
from cavendish.scenes.blame import home_of, told
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.ontology import categories
from cavendish.scenes.packs.choice import Choice
from cavendish.scenes.userfile import Source
from cavendish.scenes.views import Views
from cavendish.userfiles import bring, brought_again, found_again

Place = tuple[str | int, ...]


class _Unknown(BaseModel):
    """Stands for the parameters of a builder that is not known, which is the error that is told."""


class SceneChoice(BaseModel):
    """One kind of scene in the mix."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    builder: str = Field(description="Name of a builder.")
    weight: float = Field(1.0, gt=0, description="Its share of the scenes, relative to the others.")
    parameters: SerializeAsAny[BaseModel] = Field(
        default_factory=dict, validate_default=True, description="The builder's parameters."
    )

    @field_validator("builder")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in BUILDERS:
            raise ValueError(f"{name} is not a builder; {nearest(name, BUILDERS)}")
        return name

    @field_validator("parameters", mode="before")
    @classmethod
    def _typed(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.data.get("builder")
        if not name:
            return _Unknown()
        builder = BUILDERS[name]
        try:
            return builder.parameters.model_validate(value, context=info.context)
        except (ValueError, AssertionError):  # a ValidationError, or what pydantic makes one of
            raise
        except Exception as error:
            raise ValueError(
                f"the parameters of {name} fail: {told(error, home_of(builder.build))}"
            ) from error


class Truth(BaseModel):
    """What of the truth stays on disk. It is the larger part of a dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keep: tuple[str, ...] = Field(
        ALWAYS,
        description="The passes in truth.exr; [] writes none. `cavendish pairs` needs depth, normals and instances; "
        "geometric_normals, albedo and position are rendered where they are named here.",
        json_schema_extra={"items": {"enum": [*sorted(PASSES)]}, "uniqueItems": True},
    )
    half_normals: bool = Field(False, description="Normals at half precision: a third less disk.")
    objects: tuple[Literal["amodal", "boxes", "occlusion"], ...] = Field(
        (),
        description="What else frame.json says of each object. amodal: its whole mask, as if nothing stood before it, "
        "with pixels and bounds; boxes: its box in space; occlusion: its visible share, and what covers the rest.",
    )

    @property
    def rendered(self) -> frozenset[str]:
        """The optional passes to render."""
        return frozenset(self.keep) - frozenset(ALWAYS)

    @field_validator("keep")
    @classmethod
    def _passes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in PASSES:
                raise ValueError(f"{name} is not a pass; {nearest(name, PASSES)}")
        return value


class Limits(BaseModel):
    """When to give up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scene_seconds: float = Field(
        1800.0, gt=0, description="A scene that takes longer is stopped and quarantined."
    )


_FILES = {"type": "array", "items": {"type": "string"}}
_CLASSES = {"anyOf": [{"type": "object"}, {"type": "string"}, _FILES]}
_PROMPTS = _CLASSES
_NAMED = {"type": "object", "properties": {"file": {"type": "string"}, "sha256": {"type": "string"}}}
_Source = Annotated[Source, WithJsonSchema({"anyOf": [{"type": "string"}, _NAMED]})]


class Recipe(BaseModel):
    """What to grow: scenes, their views, the quality of the RGB, the pairs, the splits."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Cavendish recipe")

    builders: tuple[_Source, ...] = Field(
        (), description="Python files with builders of your own, counted from the recipe's folder."
    )
    classes: Annotated[dict[str, dict[str, Any]], WithJsonSchema(_CLASSES)] = Field(
        default_factory=dict,
        description="Classes of your own, name -> plural, kind, parent, use, synonyms, size; or YAML files of them.",
    )
    prompts: Annotated[dict[str, dict[str, Any]], WithJsonSchema(_PROMPTS)] = Field(
        default_factory=dict,
        description="Folders with prompts of your own, LANGUAGE/TASK.yaml in each, counted from the recipe's folder; in a "
        "dataset their words, language -> task -> file.",
    )
    packs: tuple[Choice, ...] = Field(
        (), description="Packs of assets that builders draw from beside our own; see `cavendish packs`."
    )
    seed: int = Field(0, ge=0, lt=2**63, description="The seed of all randomness.")
    count: int = Field(
        1, ge=1, le=10**9, description="How many scenes. A run may be continued with a larger count."
    )
    scenes: tuple[SceneChoice, ...] = Field(min_length=1, description="The kinds of scene and their shares.")
    views: Views = Field(default_factory=lambda: Views(), description="The cameras of each scene.")
    quality: Quality = Field(default_factory=lambda: Quality(), description="How the RGB is rendered.")
    tasks: dict[str, SerializeAsAny[BaseModel]] = Field(
        min_length=1, description="The tasks that pairs are drawn for, each with its parameters."
    )
    splits: dict[str, float] = Field(
        default_factory=lambda: {"train": 1.0}, min_length=1, description="Share of the scenes in each split."
    )
    truth: Truth = Field(default_factory=lambda: Truth(), description="What of the truth stays on disk.")
    limits: Limits = Field(default_factory=lambda: Limits(), description="When to give up on a scene.")

    def __reduce__(self) -> tuple[Callable[..., Recipe], tuple[Any, ...]]:
        # A process that reads it runs the user's files first, whose parameters' models it holds.
        return _revived, (self.builders, pickle.dumps(self.__getstate__()))

    @field_validator("classes")
    @classmethod
    def _classes(cls, value: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        categories(value)
        return value

    @field_validator("prompts")
    @classmethod
    def _prompts(cls, value: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        for language, task in ((language, task) for language, tasks in value.items() for task in tasks):
            book(task, language, value)
        return value

    @field_validator("tasks", mode="before")
    @classmethod
    def _tasks(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, Mapping):
            return value  # pydantic says what it is
        typed = {}
        for name, parameters in value.items():
            if name not in TASKS:
                raise ValueError(f"{name} is not a task; {nearest(str(name), TASKS)}")
            given = {} if parameters is None else parameters
            prompts = info.data.get("prompts") or {}  # a task's languages and styles are held against them
            typed[name] = _nested(name, TASKS[name].parameters, given, {"prompts": prompts})
        return typed

    @field_validator("splits")
    @classmethod
    def _splits(cls, value: dict[str, float]) -> dict[str, float]:
        for name, share in value.items():
            if not name.isidentifier() or not name.islower():
                raise ValueError(
                    f"{name!r} cannot name a split; use lower-case letters, such as train, val, test"
                )
            if not share > 0:
                raise ValueError(f"the share of {name} must be over 0")
        return value


def _revived(builders: tuple[Source, ...], state: bytes) -> Recipe:
    for file in builders:
        file.load()
    recipe = Recipe.__new__(Recipe)
    recipe.__setstate__(pickle.loads(state))
    return recipe


class Nested(ValueError):
    """A ValidationError of a model below, with the key it stands under."""

    def __init__(self, key: str, error: ValidationError) -> None:
        super().__init__(str(error))
        self.key, self.error = key, error


def _nested(key: str, model: type[BaseModel], value: Any, context: dict[str, Any]) -> BaseModel:
    try:
        return model.model_validate(value, context=context)
    except ValidationError as error:
        raise Nested(key, error) from error


def load(
    name: str | Path,
    overrides: Iterable[str] = (),
    count: int | None = None,
    seed: int | None = None,
    builders: Iterable[Path] = (),
    packs: Iterable[Path] = (),
) -> Recipe:
    """Read a recipe: a path, or the name of a shipped one.

    overrides: 'a.b=value' each, the value in YAML. count, seed: replace the recipe's own. builders: Python files with
    builders, packs: folders of packs, besides the recipe's own. Raises InputError.
    """
    path = find(name)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        lines = dict(_lines(root, ()))
        data = yaml.safe_load(text)
    except _Duplicate as error:
        raise InputError(f"{path}:{error.line}: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path}:{line}: this is not YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: this is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise InputError(
            f"{path}: a recipe is a mapping of keys such as scenes and tasks; see `cavendish recipes`"
        )
    given: dict[Place, str] = {}
    extra = [f"count={count}"] if count is not None else []
    extra += [f"seed={seed}"] if seed is not None else []
    for override in overrides:
        given[_override(data, override, "--set")] = f"--set {override}"
    for override in extra:
        given[_override(data, override, "--")] = f"--{override.replace('=', ' ')}"

    def at(*place: str | int) -> str:
        known = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 1)
        return given.get(place[:1], f"{path}:{known}")

    bring(data, path.parent, at, builders)
    more = [str(pack.resolve()) for pack in packs]
    if more:
        data["packs"] = [*(data.get("packs") or ()), *more]
    try:
        # What a shipped recipe names is the user's, and lies where the command runs.
        folder = Path() if path in shipped().values() else path.parent
        return Recipe.model_validate(data, context={"folder": folder})
    except ValidationError as error:
        raise InputError(_sentence(path, lines, given, error)) from error


def again(data: Mapping[str, Any], builders: Sequence[Path], packs: Sequence[Path] = ()) -> Recipe:
    """The recipe that a dataset holds, resolved. builders, packs: what its `builders` and `packs` were read from.

    No code runs but that of these files, and only where their SHA-256 is the dataset's. Raises InputError, and
    ValidationError where the recipe is none for this Cavendish.
    """
    files = brought_again(data.get("builders", ()), builders)
    return Recipe.model_validate(
        {**data, "builders": files, "packs": found_again(data.get("packs", ()), packs)}
    )


def find(source: str | Path) -> Path:
    """The file of a recipe that is given by path or by the name of a shipped one. Raises InputError."""
    path = Path(source)
    if path.is_file():
        return path
    shipped_ones = shipped()
    if str(source) in shipped_ones:
        return shipped_ones[str(source)]
    raise InputError(
        f"there is no recipe {source}: no such file, nor a shipped recipe; {nearest(path.stem, shipped_ones)}"
    )


def shipped() -> dict[str, Path]:
    """The recipes that come with Cavendish, name -> file."""
    package = Path(__file__).parent
    for folder in (package / "configs", package.parent / "configs"):
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    return {}


def digest(recipe: Recipe) -> str:
    """SHA-256 of all of a recipe that decides the bytes of its scenes: neither count, limits nor threads do."""
    return digest_of(recipe.model_dump(mode="json"))


def digest_of(data: Mapping[str, Any]) -> str:
    """The digest of a resolved recipe as plain data, as dataset.json holds it, even of a version that knew other keys."""
    # A recipe without files of a user's says nothing of them.
    decides = {
        key: value
        for key, value in data.items()
        if key not in ("count", "limits")
        and (value or key not in ("builders", "classes", "packs", "prompts"))
    }
    if isinstance(data.get("quality"), dict):
        decides["quality"] = {key: value for key, value in data["quality"].items() if key != "threads"}
    if decides.get("builders"):  # what they hold decides, not where they lie
        decides["builders"] = [file.get("sha256") for file in decides["builders"] if isinstance(file, dict)]
    if decides.get("packs"):
        decides["packs"] = [
            {key: value for key, value in pack.items() if key != "path"}
            for pack in decides["packs"]
            if isinstance(pack, dict)
        ]
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def schema() -> dict[str, Any]:
    """The JSON Schema of a recipe, with the parameters of every builder and task."""
    whole = Recipe.model_json_schema()
    definitions = whole["$defs"]

    def define(model: type[BaseModel]) -> dict[str, str]:
        text = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(text.pop("$defs", {}))
        name = model.__name__
        if definitions.get(name, text) != text:  # two packages may call theirs alike
            name = f"{model.__module__}.{name}"
        definitions[name] = text
        return {"$ref": f"#/$defs/{name}"}

    choice = definitions["SceneChoice"]
    choice["properties"]["builder"]["enum"] = sorted(BUILDERS)
    choice["properties"]["parameters"] = {"type": "object", "description": "The builder's parameters."}
    choice["allOf"] = [
        {
            "if": {"properties": {"builder": {"const": name}}},
            "then": {"properties": {"parameters": define(BUILDERS[name].parameters)}},
        }
        for name in sorted(BUILDERS)
    ]
    tasks = whole["properties"]["tasks"]
    tasks.pop("additionalProperties", None)
    tasks["properties"] = {
        name: {"anyOf": [define(TASKS[name].parameters), {"type": "null"}]} for name in sorted(TASKS)
    }
    tasks["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}


class _Duplicate(ValueError):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(f"the key {key} stands here a second time; remove one of the two")
        self.line = line


def _lines(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, int]]:
    """Line (from 1) of every key and item of a composed YAML document."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise _Duplicate(key.value, key.start_mark.line + 1)
            seen.add(key.value)
            yield (*place, key.value), key.start_mark.line + 1
            yield from _lines(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*place, index), item.start_mark.line + 1
            yield from _lines(item, (*place, index))


def _override(data: dict[str, Any], text: str, option: str) -> Place:
    """Set one key of nested data by 'a.b=value'; returns the place that it set."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise InputError(f"{option} {text}: write it as a.b=value, for example --set quality.samples=64")
    try:
        parsed = yaml.safe_load(value)
    except yaml.YAMLError as error:
        raise InputError(f"{option} {text}: the value is not YAML") from error
    place: list[str | int] = []
    at: Any = data
    steps = key.split(".")
    for depth, step in enumerate(steps):
        if isinstance(at, list):
            if not step.isdigit() or int(step) >= len(at):
                raise InputError(
                    f"{option} {text}: {'.'.join(steps[:depth])} is a list of {len(at)}; {step} is no index of it"
                )
            where: str | int = int(step)
        elif isinstance(at, dict):
            where = step
        else:
            raise InputError(
                f"{option} {text}: {'.'.join(steps[:depth])} holds a value, so nothing can be set inside it"
            )
        place.append(where)
        if depth == len(steps) - 1:
            at[where] = parsed
        else:
            if isinstance(at, dict) and at.get(step) is None:
                at[step] = {}
            at = at[where]
    return tuple(place)


def _flat(error: ValidationError, prefix: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every single complaint with its place; those of nested models are unfolded."""
    for detail in error.errors():
        place = (*prefix, *detail["loc"])
        inner = detail.get("ctx", {}).get("error")
        if isinstance(inner, Nested):
            yield from _flat(inner.error, (*place, inner.key))
        elif isinstance(inner, ValidationError):
            yield from _flat(inner, place)
        else:
            yield place, dict(detail)


def _sentence(path: Path, lines: dict[Place, int], given: Mapping[Place, str], error: ValidationError) -> str:
    """One sentence on the first complaint, and how many others there are."""
    every = list(_flat(error))
    # A list that is too short for want of a broken item says nothing new.
    complaints = [(p, d) for p, d in every if not any(len(q) > len(p) and q[: len(p)] == p for q, _ in every)]
    place, detail = complaints[0]
    key = ".".join(map(str, place)) or "the recipe"
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        what = f"{key} is not a known key; {nearest(str(place[-1]), _known(place[:-1]))}"
    elif kind == "missing":
        what = f"{key} is missing"
    elif kind == "value_error":
        what = f"{key}: {context['error']}"
    else:
        shown = repr(detail["input"])
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        message = detail["msg"].replace("Input should", "it should")
        what = f"{key} cannot be {shown}: {message[0].lower()}{message[1:]}"
    override = next((text for spot, text in given.items() if place[: len(spot)] == spot), None)
    nearby = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 1)
    where = override if override else f"{path}:{nearby}"
    more = f" ({len(complaints) - 1} more after this one)" if len(complaints) > 1 else ""
    return f"{where}: {what}{more}"


def _known(place: Place) -> list[str]:
    """The keys that a mapping at this place may have."""
    model: Any = Recipe
    for step in place:
        if isinstance(step, int) or model is None:
            continue
        if step == "parameters":
            return sorted({name for b in BUILDERS.values() for name in b.parameters.model_fields})
        if step == "tasks":
            model = None
            continue
        model = SceneChoice if step == "scenes" else getattr(model.model_fields.get(step), "annotation", None)
    if model is None:  # inside tasks
        task = TASKS.get(str(place[1])) if len(place) > 1 else None
        return sorted(task.parameters.model_fields) if task else sorted(TASKS)
    return sorted(getattr(model, "model_fields", {}))
