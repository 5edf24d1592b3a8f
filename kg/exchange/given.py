"""The files of an import: plain, compressed, or in an archive; read as streams within bounds, never unpacked."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from kg.errors import DataError
from kg.exchange.report import short
from kg.model.characters import hidden, one_line
from kg.turtle.parse import unmarked

#: Maximum size of a file, or of all files of an archive, after unpacking.
LARGEST = 2 << 30
#: How much of a file is looked at to find out what it is.
PEEK = 64 << 10
#: Maximum number of files in an archive.
MEMBERS = 1000
_GZIP, _ZIP, _TAR = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06"), (b"ustar", 257)
_LEAVES = re.compile(r"/|[A-Za-z]:|\.\.(/|$)|.*/\.\.(/|$)")
_DAMAGED = (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile, RuntimeError, NotImplementedError)
Stream = IO[bytes]
Opener = Callable[[], Stream]


class Given:
    """A file that was given, or one in an archive that was given.

    ``path`` is the file as it was given, ``inside`` the name in the archive, if it is in one.
    """

    def __init__(self, path: Path, opener: Opener, inside: str = "") -> None:
        self.path = path
        self.inside = inside
        self._opener = opener

    @property
    def shown(self) -> str:
        """The file in messages."""
        return f"{self.path}:{short(one_line(self.inside))}" if self.inside else str(self.path)

    @cached_property
    def name(self) -> str:
        """The name of the file without its folders, and without the ending ``.gz``."""
        name = PurePosixPath(self.inside).name if self.inside else self.path.name
        return one_line(name.removesuffix(".gz")) or "a file"

    def place(self, line: int) -> str:
        """A line in reports."""
        return f"line {line} of {self.name}"

    @cached_property
    def head(self) -> bytes:
        """The first bytes, without a byte order mark."""
        with self.open() as stream:
            return unmarked(stream.read(PEEK))

    @cached_property
    def start(self) -> str:
        """The first bytes as text, without a line that they cut off; empty if they are not text."""
        head = self.head
        whole = head if len(head) < PEEK - 3 else head[: head.rfind(b"\n") + 1] or head
        return "" if b"\0" in head else whole.decode("utf-8", "replace")

    @property
    def nul(self) -> int:
        """The line of the first NUL character, if the beginning of the file is otherwise text; else 0."""
        before, nul, _ = self.head.partition(b"\0")
        text = self.head[: self.head.rfind(b"\n") + 1].replace(b"\0", b"").decode("utf-8", "surrogateescape")
        return before.count(b"\n") + 1 if nul and text and not hidden(text) else 0

    def open(self) -> io.BufferedReader:
        """A stream of the unpacked bytes, which raises DataError if it is damaged or too long."""
        with closing(_bounded(self._opener, self.shown)) as stream:
            packed = stream.peek(2)[:2] == _GZIP
        return _bounded((lambda: cast("Stream", _Unzipped(self._opener()))) if packed else self._opener, self.shown)

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines that are not blank, with their numbers, one by one; raises DataError where they are not text."""
        with self.open() as stream:
            for number, line in enumerate(stream, 1):
                if b"\0" in line:
                    raise self.has_nul(number)
                try:
                    text = (unmarked(line) if number == 1 else line).decode()
                except UnicodeDecodeError:
                    raise DataError(f"{self.shown}:{number}: not UTF-8; save the file as UTF-8") from None
                if text := text.rstrip("\r\n"):
                    yield number, text

    def has_nul(self, line: int) -> DataError:
        """The error for a NUL character on a line."""
        return DataError(f"{self.shown}:{line}: has a NUL character, so it is not text; save it again as UTF-8")


def given(path: Path) -> list[Given]:
    """The files that a path leads to: one, or those of an archive; raises DataError if it cannot be read."""
    if path.is_dir():
        raise DataError(f"{path}: is a folder; name the files in it")
    file = Given(path, lambda: _opened(path))
    with _bounded(lambda: _opened(path), str(path)) as stream:  # before it is decompressed
        packed = stream.peek(4)[:4]
    if packed in _ZIP:
        return _checked(path, _zipped(path))
    mark, at = _TAR
    return _checked(path, _tarred(file)) if file.head[at : at + len(mark)] == mark else [file]


def _opened(path: Path) -> Stream:
    try:
        return path.open("rb")
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from None
    except ValueError:
        raise DataError(f"{path}: is not a path (it has a null character); give another") from None


def _checked(path: Path, files: Iterator[Given]) -> list[Given]:
    """The files of an archive; raises DataError if one would leave it, or if there are too many."""
    kept: list[Given] = []
    for file in files:
        if _LEAVES.match(name := file.inside.replace("\\", "/")):
            raise DataError(
                f"{file.shown}: points outside the archive; do not trust it, or unpack it and name the files"
            )
        if len(kept) == MEMBERS:
            raise DataError(f"{path}: has more than {MEMBERS:,} files; unpack it, and name those to import")
        if not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts):  # as macOS adds them
            kept.append(file)
    return kept


def _zipped(path: Path) -> Iterator[Given]:
    try:
        with zipfile.ZipFile(path) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
    except _DAMAGED as error:
        raise _damaged(str(path), error) from None
    if sum(info.file_size for info in files) > LARGEST:
        raise _too_large(str(path))
    for info in files:
        yield Given(path, _zip_opener(path, info), info.filename)


def _zip_opener(path: Path, info: zipfile.ZipInfo) -> Opener:
    return lambda: zipfile.ZipFile(path).open(info)


def _tarred(file: Given) -> Iterator[Given]:
    try:
        with file.open() as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
            for member in archive:
                if member.isreg() and not member.issparse():
                    yield Given(file.path, partial(_member, file, member), member.name)
    except _DAMAGED as error:
        raise _damaged(str(file.path), error) from None


def _member(file: Given, member: tarfile.TarInfo) -> Stream:
    archive = tarfile.open(fileobj=file.open(), mode="r:")  # noqa: SIM115 - closed with the stream
    return cast("Stream", archive.extractfile(member))


class _Unzipped(gzip.GzipFile):
    """A stream without its compression, which closes it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        super().__init__(fileobj=stream)

    def close(self) -> None:
        super().close()
        self._stream.close()


class _Bounded(io.RawIOBase):
    """A stream that ends with DataError where it is damaged, or beyond the limit."""

    def __init__(self, stream: Stream, shown: str) -> None:
        self._stream = stream
        self._shown = shown
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except _DAMAGED as error:
            raise _damaged(self._shown, error) from None
        self._moved(self._at + len(data))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = offset if whence == io.SEEK_SET else self._at + offset
        self._moved(start)
        try:
            return self._stream.seek(start)
        except _DAMAGED as error:
            raise _damaged(self._shown, error) from None

    def tell(self) -> int:
        return self._at

    def _moved(self, at: int) -> None:
        self._at = at
        if at > LARGEST:
            raise _too_large(self._shown)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _bounded(opener: Opener, shown: str) -> io.BufferedReader:
    try:
        return io.BufferedReader(cast("io.RawIOBase", _Bounded(opener(), shown)), 1 << 16)
    except _DAMAGED as error:
        raise _damaged(shown, error) from None


def _damaged(shown: str, error: Exception) -> DataError:
    if isinstance(error, RuntimeError):  # also NotImplementedError
        return DataError(f"{shown}: is encrypted or packed in an unusual way; unpack it, and name the files")
    return DataError(f"{shown}: is incomplete or damaged; download or pack it again")


def _too_large(shown: str) -> DataError:
    return DataError(f"{shown}: is larger than {LARGEST >> 20} MiB; split it, or leave out what is not needed")
