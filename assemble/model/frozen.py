"""`Frozen`, the base of the values that pass between the stages.

To a reader, to mypy and to `dataclasses.replace` a subclass is a dataclass with `frozen` and
`kw_only`. Only the making differs: `dataclasses` writes and compiles the methods of each class,
0.45 ms each or 20 ms of every run; here all classes share the methods below. Making an instance
takes as long as there.
"""

import reprlib
from dataclasses import Field, FrozenInstanceError, make_dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Never, dataclass_transform

_store = object.__setattr__
"""What sets an attribute where `Frozen.__setattr__` refuses to."""


class _Fields:
    """`__dataclass_fields__`, made when the functions of `dataclasses` first ask for it."""

    def __init__(self) -> None:
        self._made: dict[type[Frozen], dict[str, Field[Any]]] = {}

    def __get__(self, _: object, owner: type["Frozen"]) -> dict[str, Field[Any]]:
        if owner not in self._made:
            made = make_dataclass(owner.__name__, owner._names, repr=False, eq=False)
            self._made[owner] = vars(made)["__dataclass_fields__"]
        return self._made[owner]


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Frozen:
    """A value whose fields are its class's annotations, given by keyword and never changed.

    A field with a value in the class may be left out. Values of one class are equal if all their
    fields are.
    """

    _names: ClassVar[tuple[str, ...]]
    _known: ClassVar[frozenset[str]]
    _required: ClassVar[frozenset[str]]

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    else:
        __dataclass_fields__ = _Fields()

    def __init_subclass__(cls) -> None:
        cls._names = tuple(cls.__annotations__)
        cls._known = frozenset(cls._names)
        cls._required = frozenset(name for name in cls._names if name not in cls.__dict__)

    def __init__(self, **values: Any) -> None:
        if not (self._known.issuperset(values) and self._required.issubset(values)):
            self._refuse(values)
        for name, value in values.items():
            _store(self, name, value)

    def _refuse(self, values: dict[str, Any]) -> Never:
        missing = sorted(self._required - values.keys())
        unknown = sorted(values.keys() - self._known)
        raise TypeError(f"{type(self).__name__}: fields missing {missing}, unknown {unknown}")

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return field_values(self) == field_values(other)

    def __hash__(self) -> int:
        return hash(field_values(self))

    def __repr__(self) -> str:
        # Pictures and fonts hold megabytes: long values are shortened.
        shown = (f"{name}={reprlib.repr(getattr(self, name))}" for name in self._names)
        return f"{type(self).__name__}({', '.join(shown)})"


def field_values(value: Frozen) -> tuple[Any, ...]:
    """The values of all fields, in order."""
    return tuple([getattr(value, name) for name in value._names])
