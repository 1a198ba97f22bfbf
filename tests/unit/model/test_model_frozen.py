"""The base of the model's values, held against what `dataclasses` does."""

import copy
import dataclasses

import pytest

from assemble.model.frozen import Frozen


class Point(Frozen):
    """A place, with a name if it has one."""

    x: int
    y: int
    name: str = ""

    @property
    def sum(self) -> int:
        """Something that isn't a field."""
        return self.x + self.y


class Spot(Frozen):
    """The same fields in another class."""

    x: int
    y: int
    name: str = ""


def test_fields_are_given_by_keyword():
    """Given fields are kept, those left out have the class's value."""
    point = Point(x=1, y=2)

    assert (point.x, point.y, point.name, point.sum) == (1, 2, "", 3)
    with pytest.raises(TypeError, match="positional"):
        Point(1, 2)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"x": 1}, r"missing \['y'\]"), ({"x": 1, "y": 2, "z": 3}, r"unknown \['z'\]")],
)
def test_wrong_fields_are_refused(given, said):
    """A field that is missing or isn't known is named."""
    with pytest.raises(TypeError, match=said):
        Point(**given)


def test_nothing_changes():
    """No field is set or deleted, nor any other attribute added."""
    point = Point(x=1, y=2)
    for name in ("x", "z"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(point, name, 3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x


def test_equality_goes_by_class_and_fields():
    """Values of one class with the same fields are equal and hash alike; others aren't equal."""
    assert Point(x=1, y=2) == Point(x=1, y=2, name="")
    assert hash(Point(x=1, y=2)) == hash(Point(x=1, y=2, name=""))
    assert Point(x=1, y=2) != Point(x=1, y=3)
    assert Point(x=1, y=2) != Spot(x=1, y=2)
    assert Point(x=1, y=2) != (1, 2, "")


def test_dataclasses_take_it_for_one_of_theirs():
    """`replace`, `fields` and `asdict` work, with inherited defaults too."""
    point = Point(x=1, y=2)

    assert dataclasses.is_dataclass(point)
    assert dataclasses.replace(point, y=5) == Point(x=1, y=5)
    assert [field.name for field in dataclasses.fields(Point)] == ["x", "y", "name"]
    assert dataclasses.asdict(Spot(x=1, y=2)) == {"x": 1, "y": 2, "name": ""}
    with pytest.raises(TypeError, match="unknown"):
        dataclasses.replace(point, z=5)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copies_are_equal(copied):
    """Copies hold the same fields."""
    assert copied(Point(x=1, y=2)) == Point(x=1, y=2)


def test_long_values_are_shown_short():
    """A megabyte in a field doesn't fill a failing test's output."""
    shown = repr(Point(x=1, y=2, name="a" * 1000))

    assert shown.startswith("Point(x=1, y=2, name='aaa")
    assert len(shown) < 100
