import pytest

from desktop.services.value import Value


class Place(Value):
    name: str
    high: int = 0
    far: float | None = None


class Hut(Place):
    beds: int = 4


def test_is_made_by_place_and_by_name():
    assert Place("Tour", 800) == Place(name="Tour", high=800) == Place("Tour", high=800, far=None)
    assert Hut("Berg", 1900, beds=12).beds == 12
    assert hash(Place("Tour")) == hash(Place("Tour", 0))


def test_differs_by_any_field_and_by_its_class():
    assert Place("Tour") != Place("Tour", 1)
    assert Place("Tour") != Hut("Tour")
    assert Place("Tour") != "Tour"


def test_says_what_it_holds():
    assert repr(Place("Tour", far=2.5)) == "Place(name='Tour', high=0, far=2.5)"


@pytest.mark.parametrize(
    "wrong, words",
    [
        (Place, "Place lacks name"),
        (lambda: Place("Tour", 1, 2.0, 3), "takes name, high, far, each once"),  # pyright: ignore[reportCallIssue]
        (lambda: Place("Tour", name="Berg"), "each once"),  # pyright: ignore[reportCallIssue]
        (lambda: Place("Tour", deep=3), "Place has no deep"),  # pyright: ignore[reportCallIssue]
        (lambda: Place("Tour").changed(deep=3), "Place has no deep"),
    ],
)
def test_refuses_what_does_not_fit(wrong, words):
    with pytest.raises(TypeError, match=words):
        wrong()


def test_is_never_changed_but_has_twins():
    place = Place("Tour", 800)
    with pytest.raises(AttributeError, match=r"Place\.high cannot be changed"):
        place.high = 900  # pyright: ignore[reportAttributeAccessIssue]
    assert place.changed(high=900) == Place("Tour", 900)
    assert place == Place("Tour", 800)
