import shutil
from pathlib import Path

import pytest

from contested.errors import PublishError
from contested.publish.folder import replaced


def write(folder: Path, name: str, text: str, force: bool = False) -> None:
    with replaced(folder, force=force) as new:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_missing_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", "data/x", "1")
    assert names(tmp_path) == ["a/b/.contested-site", "a/b/data/x"]


def test_an_earlier_site_is_replaced_and_what_it_no_longer_has_is_gone(tmp_path: Path) -> None:
    write(tmp_path / "site", "old", "1")
    write(tmp_path / "site", "new", "2")
    assert names(tmp_path) == ["site/.contested-site", "site/new"]


def test_a_folder_with_files_of_others_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "site" / "photos").mkdir(parents=True)
    (tmp_path / "site" / "photos" / "a.jpg").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match=r"photos.*choose another folder"):
        write(tmp_path / "site", "index.html", "1")
    assert names(tmp_path) == ["site/photos/a.jpg"]


def test_a_file_added_to_a_site_stops_the_next_one(tmp_path: Path) -> None:
    write(tmp_path / "site", "data/x", "1")
    (tmp_path / "site" / "data" / "mine").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="data/mine"):
        write(tmp_path / "site", "data/x", "2")


def test_forced_it_keeps_the_files_of_others(tmp_path: Path) -> None:
    write(tmp_path / "site", "data/x", "1")
    (tmp_path / "site" / ".git").mkdir()
    (tmp_path / "site" / ".git" / "HEAD").write_text("mine", encoding="utf-8")
    (tmp_path / "site" / "data" / "mine").write_text("mine", encoding="utf-8")
    write(tmp_path / "site", "data/x", "2", force=True)
    assert names(tmp_path) == ["site/.contested-site", "site/.git/HEAD", "site/data/mine", "site/data/x"]
    assert (tmp_path / "site" / "data" / "x").read_text(encoding="utf-8") == "2"


def test_when_the_writing_fails_the_old_site_stays_and_nothing_is_left_behind(tmp_path: Path) -> None:
    write(tmp_path / "site", "x", "1")
    with pytest.raises(RuntimeError, match="half way"), replaced(tmp_path / "site") as new:
        (new / "x").write_text("2", encoding="utf-8")
        raise RuntimeError("half way")
    assert names(tmp_path) == ["site/.contested-site", "site/x"]
    assert (tmp_path / "site" / "x").read_text(encoding="utf-8") == "1"


def test_a_file_in_the_folders_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="is a file"):
        write(tmp_path / "site", "x", "1")


def test_what_the_system_says_is_told(tmp_path: Path) -> None:
    why = "[Errno 28] No space left on device: 'a' -> 'b'"
    for error in (OSError(28, "No space left on device"), shutil.Error([("a", "b", why)])):
        with pytest.raises(PublishError, match=r"written: No space left on device \("), replaced(tmp_path / "site"):
            raise error
        assert not list(tmp_path.iterdir())
