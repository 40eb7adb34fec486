"""Nothing is written over a store or a backup, whatever name is given."""

from __future__ import annotations

import pytest

from desktop.services.outcome import Refused
from desktop.services.whole_file import write_bytes


def test_an_export_never_takes_the_place_of_the_store(services, marta):
    store = services.store.path
    with pytest.raises(Refused, match="holds the data of Switchback"):
        services.exports.write(store, (marta.id,))
    with pytest.raises(Refused, match="holds the data of Switchback"):
        write_bytes(store, (b"a picture",))
    assert services.athletes.roster() == (marta,)


def test_any_other_file_is_replaced_when_it_is_whole(tmp_path):
    file = tmp_path / "map.png"
    file.write_bytes(b"before")
    write_bytes(file, (b"af", b"ter"))
    assert file.read_bytes() == b"after"
