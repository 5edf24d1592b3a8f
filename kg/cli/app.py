"""The command line: one Typer application, which also prints all errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from kg.cli.output import note
from kg.errors import KgError, brief
from kg.registry import COMMANDS, function

#: Exit codes besides those of errors: a bug in the program, out of memory, and stopped by Ctrl-C.
FAILED, GIVEN_UP, STOPPED = 3, 4, 130
#: Options of some commands, and what others have for the same purpose.
OTHER = {"--concept": "--through", "--max-hops": "--max-length", "--max-length": "--max-hops", "--k": "-k"}
#: What Ctrl-C stopped, kept until the process ends: freeing the memory of a search can take a second.
_KEPT: list[KeyboardInterrupt] = []


def app(name: str = "", *, whole: bool = False) -> typer.Typer:
    """The command line with one command; if ``name`` is unknown, with all commands, as mere names unless ``whole``."""
    made = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Ask the knowledge graph of vitamin D mechanisms: cited, signed causal chains. "
        "For learning, not medical advice.",
    )
    made.callback()(_root)
    for known, command in COMMANDS.items():
        if known == name or (whole and name not in COMMANDS):
            made.command(known)(_stoppable(_command(known)))
        elif name not in COMMANDS:
            made.command(known, short_help=command.summary)(_nothing)
    return made


def _command(name: str) -> Callable[..., None]:
    """The function that Typer calls: written by hand in ``kg.cli``, or made from the signature of its question."""
    _import_msgspec()
    if COMMANDS[name].module.startswith("kg.cli."):
        return function(name)
    from kg.cli.command import command

    return command(name)


def _stoppable(command: Callable[..., None]) -> Callable[..., None]:
    """The command, which ends at once on Ctrl-C."""

    @wraps(command)
    def run(**given: Any) -> None:
        try:
            command(**given)
        except KeyboardInterrupt as stop:
            _KEPT.append(stop)
            raise

    return run


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, which takes 5 ms to load: ``typing`` has what msgspec uses."""
    sys.modules.setdefault("typing_extensions", None)  # type: ignore[arg-type]
    import msgspec  # noqa: F401

    if not sys.modules["typing_extensions"]:
        del sys.modules["typing_extensions"]


def _nothing() -> None:
    """A placeholder for a command that is only listed."""


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kg {version('vitamin-d-kg')}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error is one line on standard error.

    A traceback is printed only for a bug, and only where the environment has ``KG_DEBUG=1``.
    """
    try:
        code = _run(arguments)
    except KgError as error:
        code = _fail(str(error), error.exit_code)
    except SystemExit as stop:  # Typer raises it when the reader of a pipe has closed it
        code = int(stop.code or 0)
    except OSError as error:  # standard output cannot be written, for example to a full disk
        code = _fail(f"the answer cannot be written ({error.strerror or error})", 2)
    except KeyboardInterrupt:
        code = STOPPED
    except MemoryError:
        code = _fail("not enough memory; ask for less", GIVEN_UP)
    except BaseException as error:  # noqa: BLE001 - bugs, and panics of libraries in Rust
        code = _bug(error)
    return _fail("stopped", code) if code == STOPPED else code or 0


def _run(arguments: list[str]) -> int | None:
    try:
        asked = app(arguments[0] if arguments else "", whole="_KG_COMPLETE" in os.environ)
        code: int | None = asked(arguments, prog_name="kg", standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):  # Typer's own errors have it
            raise
        return _usage(error)
    return code


def _usage(error: Exception) -> int:
    """Report a usage error that Typer found, on one line."""
    _suggest(error)
    message = brief(" ".join(error.format_message().split()))  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "kg"
    if not message or type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(context.get_help() if context else "try: kg --help")
        return 2
    return _fail(f"{message.rstrip('.')}; try: {command} {_option(context) if 'extra arg' in message else '--help'}", 2)


def _option(context: Any) -> str:
    """The option by which a command takes a concept that was given without one; else --help."""
    names = {name for option in context.command.params for name in option.opts}
    return next((f"{name} NAME" for name in ("--concept", "--through", "--focus") if name in names), "--help")


def _suggest(error: Any) -> None:
    """Suggest the option that a command has in place of one of another command."""
    wanted = OTHER.get(getattr(error, "option_name", ""), "")
    if wanted and any(wanted in option.opts for option in error.ctx.command.params):
        error.possibilities = [wanted]


def _bug(error: BaseException) -> int:
    """Report a bug on one line, with the traceback if ``KG_DEBUG=1``."""
    if os.environ.get("KG_DEBUG") == "1":
        import traceback

        note("".join(traceback.format_exception(error)).rstrip())
    said = brief(" ".join(f"{type(error).__name__}: {error}".split())).rstrip(":")
    return _fail(f"internal error: {said}; please report it; KG_DEBUG=1 shows the details", FAILED)


def _fail(message: str, code: int) -> int:
    note(f"kg: {message}")
    return code
