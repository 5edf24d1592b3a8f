"""The command line: one Typer application, and the one place where errors are printed."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from kg import registry
from kg.cli.output import note
from kg.errors import KgError

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Ask the knowledge graph of vitamin D mechanisms: cited, signed causal chains. "
    "For learning, not medical advice.",
)

#: The exit code after Ctrl-C, as of other programs; Typer gives it, too.
STOPPED = 130
#: The module that holds each command: only the one that is asked for is imported.
COMMANDS = {
    "path": "questions",
    "effect": "questions",
    "what-if": "respond",
    "effects": "respond",
    "why": "respond",
    "loops": "support",
    "break": "support",
    "bridges": "support",
    "find": "look",
    "show": "look",
    "claims": "look",
    "sources": "look",
    "stats": "look",
    "diff": "changes",
    "sparql": "query",
    "contested": "compare",
    "common": "compare",
    "compare": "compare",
    "render": "draw",
    "site": "draw",
    "check": "curate",
    "fmt": "curate",
    "verify": "curate",
    "coverage": "curate",
    "locate": "curate",
    "add": "curate",
    "withdraw": "withdraw",
    "import": "exchange",
    "export": "exchange",
    "serve": "serving",
    "mcp": "serving",
}


def _register(asked: list[str]) -> None:
    """Import the module of the command that is asked for, or all, for help, completion and mistakes."""
    if asked and asked[0] in registry.COMMANDS:
        from kg.cli.command import command

        app.command(asked[0])(command(asked[0]))
        return
    wanted = {COMMANDS[name] for name in asked if name in COMMANDS} or dict.fromkeys(COMMANDS.values())
    for module in wanted:
        import_module(f"kg.cli.{module}")
    if not set(asked) & COMMANDS.keys():
        for name, known in registry.COMMANDS.items():
            app.command(name, help=known.summary)(lambda: None)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kg {version('vitamin-d-kg')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error is one line on standard error, never a traceback."""
    try:
        _register(arguments[:1])
        code = app(arguments, prog_name="kg", standalone_mode=False)
    except KgError as error:
        code = _fail(str(error), error.exit_code)
    except SystemExit as stop:  # Typer ends so when the reader of a pipe has seen enough
        code = int(stop.code or 0)
    except OSError as error:  # standard output cannot be written: a full disk
        code = _fail(f"the answer cannot be written ({error.strerror})", 2)
    except KeyboardInterrupt:
        code = STOPPED
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        code = _usage(error)
    return _fail("stopped", code) if code == STOPPED else code or 0


def _usage(error: Exception) -> int:
    """A wrong use of the command line, as Typer found it, in one line."""
    message = " ".join(error.format_message().split())  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "kg"
    if not message or type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(context.get_help() if context else "try: kg --help")
        return 2
    return _fail(f"{message.rstrip('.')}; try: {command} --help", 2)


def _fail(message: str, code: int) -> int:
    note(f"kg: {message}")
    return code
