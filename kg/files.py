"""Write files atomically."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kg.errors import OutputError


def write(path: Path, content: str | bytes) -> None:
    """Write bytes, or UTF-8 text with Unix newlines; an interruption keeps the old file intact. Raises OutputError."""
    temporary = None
    try:
        path = path.resolve()  # write to the target of a link, and keep the link
        if path.exists() and not path.is_file():
            path.write_bytes(_bytes(content))  # write to a device or a pipe; do not replace it
            return
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(_bytes(content))
            stream.flush()
            os.fsync(handle)  # otherwise a power failure could leave an empty file
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        temporary = None
    except (OSError, RuntimeError, ValueError) as error:  # a cycle of links, a null character in the name
        raise OutputError(f"{path}: cannot be written ({_why(error)}); choose another place") from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def folder(path: Path) -> None:
    """Create a folder and its parents if they do not exist; raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be created ({_why(error)}); choose another place") from None


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
