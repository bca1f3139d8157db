from pathlib import Path

import pytest

from db.drives import Drive, Kind, camera_cards, kind_of_drive, mounted_drives


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/vda / ext4 rw 0 0\n"
        "server:/home /home nfs4 rw 0 0\n"
        "//server/share /mnt/镇\\040共享 cifs rw 0 0\n"
        f"{tmp_path}/dev/sdb1 /media/stick vfat rw 0 0\n"
        "/dev/usb1 /media/usb vfat rw 0 0\n"
        "/dev/card1 /media/card vfat rw 0 0\n"
        "/dev/disk1 /data ext4 rw 0 0\n"
        "tmpfs /run tmpfs rw 0 0\n"
    )
    return table


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    """Disks as Linux lists them: a partition is a link into the folder of its disk."""
    folder = tmp_path / "block"
    folder.mkdir()
    for disk, where, removable in (
        ("usb", "pci/usb1/1-1", "0"),
        ("card", "pci/mmc0", "1"),
        ("disk", "pci/ata1", "0"),
    ):
        device = tmp_path / "devices" / where / disk
        (device / f"{disk}1").mkdir(parents=True)
        (device / "removable").write_text(f"{removable}\n")
        (folder / f"{disk}1").symlink_to(device / f"{disk}1")
        (folder / disk).symlink_to(device)
    return folder


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/work", Kind.FIXED),
        ("/home/a/workspace", Kind.NETWORK),
        ("/homely", Kind.FIXED),
        ("/mnt/镇 共享/a", Kind.NETWORK),
        ("/media/usb/a", Kind.REMOVABLE),
        ("/media/card/a", Kind.REMOVABLE),
        ("/data/a", Kind.FIXED),
        ("/run/a", Kind.FIXED),
    ],
)
def test_the_drive_is_that_of_the_nearest_mount(mounts: Path, blocks: Path, folder: str, kind: Kind) -> None:
    assert kind_of_drive(Path(folder), mounted_drives(mounts, blocks)) is kind


def test_a_disk_without_partitions_can_be_removable_too(tmp_path: Path, blocks: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text("/dev/card /media/card vfat rw 0 0\n")
    assert mounted_drives(table, blocks) == [Drive(Path("/media/card"), Kind.REMOVABLE)]


def test_where_there_is_no_table_psutil_is_asked(tmp_path: Path) -> None:
    drives = mounted_drives(tmp_path / "no table")
    assert kind_of_drive(Path("/proc/self"), drives) is Kind.FIXED


@pytest.mark.parametrize(
    ("options", "kind"),
    [("rw,fixed", Kind.FIXED), ("rw,remote", Kind.NETWORK), ("rw,removable", Kind.REMOVABLE)],
)
def test_windows_says_it_in_the_options(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: str, kind: Kind
) -> None:
    import psutil

    class Partition:
        mountpoint = "/here"
        opts = options

    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [Partition()])
    assert mounted_drives(tmp_path / "no table") == [Drive(Path("/here"), kind)]


def test_what_is_not_listed_counts_as_fixed() -> None:
    assert kind_of_drive(Path("/somewhere"), []) is Kind.FIXED


def test_a_network_path_of_windows_is_on_the_network() -> None:
    class Share:
        drive = "\\\\server\\share"

        def resolve(self) -> "Share":
            return self

    assert kind_of_drive(Share(), []) is Kind.NETWORK  # type: ignore[arg-type]


def test_a_card_is_a_drive_that_can_be_pulled_out_and_holds_photos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, stick, inside, empty = (tmp_path / name for name in ("card", "stick", "inside", "empty"))
    (card / "DCIM").mkdir(parents=True)
    (inside / "DCIM").mkdir(parents=True)
    stick.mkdir()
    drives = [
        Drive(card, Kind.REMOVABLE),
        Drive(stick, Kind.REMOVABLE),
        Drive(inside, Kind.FIXED),
        Drive(empty, Kind.REMOVABLE),
    ]
    whole = Path.is_dir

    def answer(path: Path) -> bool:
        if path.is_relative_to(empty):
            raise OSError(21, "the device is not ready")
        return whole(path)

    monkeypatch.setattr(Path, "is_dir", answer)
    assert camera_cards(drives) == [card]
