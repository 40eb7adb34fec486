"""Nothing is written over a store or a backup, whatever name is given."""

from __future__ import annotations

import os
from pathlib import Path

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


def test_a_new_file_is_its_owners_and_one_replaced_keeps_its_permissions(tmp_path):
    if os.name == "nt":
        pytest.skip("permissions are those of the folder there")
    fresh, shared = tmp_path / "fresh.pdf", tmp_path / "shared.pdf"
    shared.write_bytes(b"before")
    shared.chmod(0o640)
    for file in (fresh, shared):
        write_bytes(file, (b"after",))
    assert [file.stat().st_mode & 0o777 for file in (fresh, shared)] == [0o600, 0o640]


def test_trouble_on_the_way_leaves_what_was_there(tmp_path):
    def chunks():
        yield b"half"
        raise KeyboardInterrupt

    file = tmp_path / "log.csv"
    file.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write_bytes(file, chunks())
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_device_is_written_to_and_never_replaced():
    device = Path("/dev/full")
    if not device.is_char_device():
        device = Path(os.devnull)
        write_bytes(device, (b"text",))
    else:
        with pytest.raises(Refused, match="cannot be written"):
            write_bytes(device, (b"text",))
    assert not device.is_file()


def test_a_link_keeps_pointing_where_it_points(tmp_path):
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("before")
    link.symlink_to(target)
    write_bytes(link, (b"after",))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "after"
