"""What comes in, and the one line for what does not."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import InputError
from contested.intake import Repeat, Settings, Taken, take
from contested.model import Report, report_id

TEXT = "The army captured Maskanah on Sunday."


def one(path: Path, settings: Settings | None = None) -> Taken:
    """The one thing that a path gives."""
    (taken,) = take([path], settings)
    return taken


def reports(*paths: Path, settings: Settings | None = None) -> list[Report]:
    """The reports of some paths."""
    return [taken for taken in take(paths, settings) if isinstance(taken, Report)]


def complaint(path: Path, settings: Settings | None = None) -> str:
    """The one line about a path that gives nothing else; it names the file and a remedy."""
    taken = one(path, settings)
    assert isinstance(taken, InputError), taken
    line = str(taken)
    assert line.startswith(str(path)) and "\n" not in line and taken.remedy
    return line


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content, its line ends as given."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_is_taken_as_it_stands(tmp_path: Path) -> None:
    text = "  Line one.\r\nقال\tالجيش 👍\u200f\r\n\n"
    report = one(written(tmp_path, "a.txt", text))
    assert isinstance(report, Report)
    assert report.text == text
    assert report.id == report_id(text)


def test_the_path_is_no_part_of_the_identity(tmp_path: Path) -> None:
    first, second = written(tmp_path, "a.txt", TEXT), written(tmp_path, "b.md", TEXT)
    taken = list(take([first, second]))
    assert isinstance(taken[0], Report) and isinstance(taken[1], Repeat)
    assert reports(second)[0].id == taken[0].id
    assert "a.txt" in str(taken[1]) and "b.md" in str(taken[1])


def test_the_same_words_of_another_publisher_are_another_report(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", TEXT)
    ids = {reports(path, settings=Settings({"source": name}))[0].id for name in ("SANA", "SOHR", "SANA")}
    assert len(ids) == 2


def test_front_matter_says_whose_and_when(tmp_path: Path) -> None:
    head = (
        '---\ntitle: "Army: on"\nsource: SANA\nside: syrian-government\ndate: 4 June 2017\nurl: ~\ncountry: sy\n---\n'
    )
    (report,) = reports(written(tmp_path, "a.md", head + "\n" + TEXT))
    assert report.text == "\n" + TEXT
    assert (report.title, report.source, report.date) == ("Army: on", "SANA", "2017-06-04")
    assert (report.side, report.country, report.url) == ("syrian-government", "SY", None)


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    for text in ("---\nhello\n---\n" + TEXT, "---\ntitle: x\n" + TEXT):
        assert reports(written(tmp_path, "a.txt", text))[0].text == text


def test_options_fill_in_what_the_report_does_not_say(tmp_path: Path) -> None:
    settings = Settings({"date": "2017-01-01", "source": "X", "country": "SY"})
    (report,) = reports(written(tmp_path, "a.md", f"---\nsource: Y\n---\n{TEXT}"), settings=settings)
    assert (report.source, report.date, report.country) == ("Y", "2017-01-01", "SY")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t", "empty"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16-LE"),
        (TEXT.encode("utf-32"), "UTF-32"),
        ("Première ligne.\nLe village a été pris.".encode("latin-1"), "Latin-1"),
        ("Армия взяла город, сообщает военный источник в понедельник вечером.".encode("cp1251"), "cp1251"),
        ("Café à Raqqa.\nété ".encode() + b"\xff", "broken UTF-8"),
        (b"%PDF-1.7\xff\x00", "a PDF"),
        (b"\x00\x01\x02" * 50, "binary"),
        (bytes(range(256)) * 9, "binary"),
        (b"---\ntitle: a: b\n---\nText.", "not YAML"),
        (b"---\ntitle: a\ndate: 2017-13-40\n---\nText.", "`date`"),
        (b"---\ncountry: Syria\n---\nText.", "`country`"),
        (b"---\ncountry: XX\n---\nText.", '"XX" is no country code'),
        ("---\ncountry: \u00df\n---\nText.".encode(), "no country code"),  # its capitals are SS, South Sudan
        (b"---\ntitle: a\nsource: b\x01c\n---\nText.", ":3: the front matter is not YAML: special characters"),
        (b"---\n" + b"[" * 20_000 + b"\n---\nText.", ":2: the front matter is not YAML"),
        (b"---\ntitle: *a\n---\nText.", "not YAML: found undefined alias"),
    ],
)
def test_bad_text_is_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in complaint(written(tmp_path, "a.txt", content))


def test_the_line_of_the_fault_is_named(tmp_path: Path) -> None:
    assert ":2:" in complaint(written(tmp_path, "a.txt", b"ascii\ncaf\xe9\n"))
    assert ":3:" in complaint(written(tmp_path, "b.md", "---\ntitle: x\ndate: never\n---\nText."))


def test_a_named_encoding_is_read(tmp_path: Path) -> None:
    text = "Le village a été pris."
    for encoding in ("latin-1", "utf-16", "cp1252"):
        path = written(tmp_path, "a.txt", text.encode(encoding))
        assert reports(path, settings=Settings(encoding=encoding))[0].text == text
    assert reports(written(tmp_path, "b.txt", text), settings=Settings(encoding="latin-1"))[0].text == text
    assert "--encoding" in complaint(written(tmp_path, "c.txt", b"\xff\xfe\xff"), Settings(encoding="ascii"))


@pytest.mark.parametrize("charset", ["cp1251", "utf-16", "utf-8"])
def test_an_encoding_may_be_detected(tmp_path: Path, charset: str) -> None:
    text = "Армия взяла город, сообщает военный источник в понедельник вечером. Двадцать человек погибли."
    (report,) = reports(written(tmp_path, "a.txt", text.encode(charset)), settings=Settings(encoding="detect"))
    assert report.text == text
    assert "binary" in complaint(written(tmp_path, "b.txt", b"\x00\x01\x02" * 50), Settings(encoding="detect"))


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert reports(written(tmp_path, "a.txt", b"\xef\xbb\xbf" + TEXT.encode()))[0].text == TEXT


def test_paths_that_give_nothing(tmp_path: Path) -> None:
    assert "no such file" in complaint(tmp_path / "nowhere.txt")
    assert "no readable file" in complaint(tmp_path)
    written(tmp_path, "picture.png", b"x")
    assert "no readable file" in complaint(tmp_path)
    assert "no format" in complaint(written(tmp_path, "a.xyz", "x"))
    assert "cannot be read" in str(one(Path("x" * 5000)))
    assert "no such file" in str(one(Path("a\0b")))


def test_a_folder_is_read_in_name_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", ".hidden/c.txt", "c.md", "d.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, name, name)
    assert [report.text for report in reports(tmp_path)] == ["a/z.txt", "b.txt", "c.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert "permission" in complaint(path)


def test_json_lines_bad_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        b'{"id": "1", "text": "one"}',
        b"[1]",
        b"not json",
        b'{"id": "2"}',
        b'{"id": "1", "text": "again"}',
        b'{"id": 3, "text": "three", "date": 20170405}',
        b'{"id": "4", "text": "x", "date": "soon"}',
        b'{"text": "caf\xe9"}',
        b"",
        b'{"text": 5}',
        b'{"text": "  "}',
        b'{"text": "lone \\ud800"}',
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b', "text": "x"}',
        b'{"id": 1e400, "text": "x"}',
        b'{"text": "x", "date": "0000-01-01"}',
        b'{"text": "x", "date": 20170405123456}',
        b'{"text": "x", "text": "y"}',
        b'{"id": "5", "text": "he said \\"text\\" twice: \\"text\\"", "more": {"text": 1, "id": [{"text": 2}]}}',
    ]
    taken = list(take([written(tmp_path, "a.jsonl", b"\n".join(lines))]))
    good = [one_ for one_ in taken if isinstance(one_, Report)]
    assert [(report.id, report.date) for report in good] == [("1", None), ("3", "2017-04-05"), ("5", None)]
    bad = [one_ for one_ in taken if isinstance(one_, InputError)]
    assert [error.line for error in bad] == [2, 3, 4, 5, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18]
    assert all(error.remedy and "a.jsonl" in str(error) for error in bad)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_lines_of_a_pipe_come_as_they_are_written(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    reading = threading.Event()

    def write() -> None:
        with (tmp_path / "a.jsonl").open("w") as pipe:
            for number in range(2):
                pipe.write(json.dumps({"text": f"{TEXT} {number}"}) + "\n")
                pipe.flush()
                assert number or reading.wait(60)

    thread = threading.Thread(target=write)
    thread.start()
    found = take([tmp_path / "a.jsonl"])
    assert isinstance(next(found), Report)
    reading.set()
    assert isinstance(next(found), Report) and not list(found)
    thread.join()


def test_json_lines_in_utf_16_are_one_error(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"text": "one"}\n{"text": "two"}\n'.encode("utf-16"))
    assert "UTF-16" in complaint(path)
    assert [report.text for report in reports(path, settings=Settings(encoding="utf-16"))] == ["one", "two"]


def test_columns_are_mapped(tmp_path: Path) -> None:
    columns = {"text": "article_content", "title": "article_title", "date": "day"}
    row = {"article_content": TEXT, "article_title": "Army", "day": "4/5/2017", "text": "not this"}
    for path in (
        written(tmp_path, "a.jsonl", json.dumps(row)),
        written(tmp_path, "a.csv", f'{";".join(row)}\n"{TEXT}";Army;4/5/2017;not this\n'),
    ):
        (report,) = reports(path, settings=Settings(columns=columns))
        assert (report.text, report.title, report.date) == (TEXT, "Army", "2017-04-05")
    assert "no column `text`" in complaint(written(tmp_path, "b.csv", "body\nx\n"))
    assert "--map" in complaint(written(tmp_path, "b.jsonl", '{"body": "x"}'))


def test_csv_names_the_line_on_which_a_row_begins(tmp_path: Path) -> None:
    taken = list(take([written(tmp_path, "a.csv", 'id,text,date\n1,"two\nlines",\n2,x,never\n3,,\n')]))
    assert isinstance(taken[0], Report) and taken[0].text == "two\nlines"
    assert [error.line for error in taken[1:] if isinstance(error, InputError)] == [4, 5]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("id,text\n1,one\n2,The army took it, he said\n3,three\n", ":3: has 3 cells, the header 2"),
        ('id,text\n1,one\n2,"two\n3,three\n', ":3: a quotation mark is opened and never closed"),
        ('id,text\n1,one\n2,"two\n3,three', ":3: a quotation mark is opened and never closed"),
        ('id,"text\n1,one\n', ":1: a quotation mark is opened and never closed"),
        ("text,text\none,two\n", ":1: has 2 columns `text`"),
        ("id,text\n", "holds no report"),
    ],
)
def test_a_table_never_loses_words_silently(tmp_path: Path, content: str, says: str) -> None:
    taken = list(take([written(tmp_path, "a.csv", content)]))
    (error,) = (each for each in taken if isinstance(each, InputError))
    assert says in str(error) and error.remedy
    assert "one" not in content.partition("\n")[2] or len(taken) > 1 or ":1:" in says


ROW = json.dumps({"text": TEXT})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"id,text\n1,{TEXT}\n2,x\0y\n\0,{TEXT}\n4,{TEXT}\n"),
        ("a.jsonl", f'{ROW}\n{ROW[:-9]}\0{ROW[-9:]}\n\0\n{ROW[:-1]}, "id": "4"}}\n'),
    ],
)
def test_a_zero_byte_costs_its_row(tmp_path: Path, name: str, content: str) -> None:
    taken = list(take([written(tmp_path, name, content)]))
    assert [each.text for each in taken if isinstance(each, Report)] == [TEXT, TEXT]
    errors = [each for each in taken if isinstance(each, InputError)]
    assert len(errors) == 2 and all(error.line for error in errors)


def test_what_is_no_table_is_one_line_however_it_is_called(tmp_path: Path) -> None:
    for data in (b"\0\1\2" * 50, bytes(range(256)) * 9, b"%PDF-1.7\n\0\n" * 20, TEXT.encode("utf-16-le")):
        assert "text" in complaint(written(tmp_path, "a.csv", data))


def test_a_message_shows_what_a_terminal_would_obey(tmp_path: Path) -> None:
    taken = one(written(tmp_path, "a\x1b[31m\nb.txt", b"\xff\xfe\xff"))
    assert "a\\x1b[31m b.txt:1: " in str(taken) and str(taken).isprintable()


@given(st.binary(max_size=300), st.sampled_from(["txt", "md", "csv", "jsonl"]))
def test_no_bytes_break_it(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    path = written(tmp_path_factory.getbasetemp(), f"any.{suffix}", content)
    for taken in take([path]):
        assert isinstance(taken, Report | Repeat | InputError)
        assert "\n" not in str(taken) or isinstance(taken, Report)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1, max_size=200))
def test_any_text_comes_in_unchanged(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    taken = one(written(tmp_path_factory.getbasetemp(), "same.txt", "x" + text))
    assert isinstance(taken, Report) and taken.text == "x" + text
