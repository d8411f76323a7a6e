"""The command line: each command parses, calls one room and prints. Everything slow is imported inside the command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import __version__
from kg.errors import ExportError, KgError, QueryError

if TYPE_CHECKING:
    from kg.results import Source

FINE, VIOLATIONS, UNUSABLE = 0, 1, 2

app = typer.Typer(
    name="kg",
    help="Documents about how UK local authorities' social services are inspected → a graph in which every fact is "
    "proved by its sentence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

BuildFolder = Annotated[Path, typer.Option("--build", help="The build folder to read.", show_default=True)]


class TableFormat(StrEnum):
    """Formats of a query's answer."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    MARKDOWN = "md"
    TURTLE = "turtle"
    NTRIPLES = "nt"


class ReportFormat(StrEnum):
    """Formats of a validation report."""

    TEXT = "text"
    TURTLE = "turtle"
    JSON = "json"


class GraphFormat(StrEnum):
    """Formats of an export."""

    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "nt"
    NQUADS = "nq"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    CSV = "csv"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Parse what stands before a command."""


@app.command(epilog="Example: kg build seeds/ --out build")
def build(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Documents or folders of documents.", show_default="seeds/")
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder for the build.")] = Path("build"),
    jobs: Annotated[int, typer.Option(min=0, help="Processes to read with; 0: as many as help.")] = 0,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as violations.")] = False,
    decisions: Annotated[Path | None, typer.Option(help="Turtle with decisions on who is who.")] = None,
    vocabulary: Annotated[list[Path] | None, typer.Option(help="A folder of further vocabularies.")] = None,
) -> None:
    """Read documents, extract facts, validate them and write the build folder."""
    from kg.build import build as run
    from kg.resources import folder
    from kg.summary import progress, summary_text

    report = progress(sys.stderr)
    made = run(
        paths or [folder("seeds")],
        out,
        jobs=jobs,
        decisions=decisions,
        vocabularies=vocabulary or [],
        progress=report,
    )
    print(summary_text(made, out, colour=_colour(sys.stdout)), end="")
    for unread in made.unread:
        print(f"kg: {unread.path}: {unread.reason}", file=sys.stderr)
    if made.unread:
        raise typer.Exit(UNUSABLE)
    raise typer.Exit(FINE if made.conforms(strict) else VIOLATIONS)


@app.command(epilog="Examples: kg validate · kg validate graph.ttl --format turtle")
def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="RDF files; without any, the build folder.", show_default=False),
    ] = None,
    build: BuildFolder = Path("build"),
    shapes: Annotated[Path | None, typer.Option(help="A folder of shapes in place of kg's own.")] = None,
    format: Annotated[ReportFormat, typer.Option(help="How to write the report.")] = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as violations.")] = False,
) -> None:
    """Say whether a build, or RDF files, can be trusted: SHACL results as sentences."""
    from kg.build import judge_build, judge_files
    from kg.validate import conforms, report_json, report_text, report_turtle

    violations = judge_files(files, shapes) if files else judge_build(build, shapes)
    write = {ReportFormat.TEXT: report_text, ReportFormat.TURTLE: report_turtle, ReportFormat.JSON: report_json}[format]
    print(write(violations), end="")
    raise typer.Exit(FINE if conforms(violations, strict) else VIOLATIONS)


@app.command(epilog="Example: kg queries")
def queries() -> None:
    """List the saved queries with what they answer and their parameters."""
    from kg.query import saved_queries

    known = saved_queries()
    width = max(len(query.name) for query in known)
    for query in known:
        print(f"{query.name:{width}}  {query.summary}")
        for parameter in query.parameters:
            print(f"{'':{width}}    -p {parameter.name}=…  {parameter.description}")


@app.command(
    epilog='Examples: kg query directors-on-authorities · kg query ratings -p authority=Bolton --format csv · echo "ASK {}" | kg query -'
)
def query(
    name: Annotated[
        str,
        typer.Argument(help="A saved query, a file of SPARQL, or - for standard input.", metavar="NAME|FILE|-"),
    ],
    parameter: Annotated[
        list[str] | None, typer.Option("-p", help="A parameter's value: name=value.", metavar="NAME=VALUE")
    ] = None,
    format: Annotated[TableFormat | None, typer.Option(help="How to write the answer.", show_default="table")] = None,
    build: BuildFolder = Path("build"),
    endpoint: Annotated[str, typer.Option(help="Ask a SPARQL server in place of the build.")] = "",
    timeout: Annotated[float, typer.Option(help="Seconds to wait for a server.")] = 60,
) -> None:
    """Answer a saved query or one of your own."""
    from kg import results
    from kg.query import find, parse, run

    asked = parse("-", sys.stdin.read(), "standard input") if name == "-" else find(name)
    answer = run(_source(build, endpoint, timeout), asked, _values(parameter or []))
    form = format.value if format else "table" if isinstance(answer, results.Table | results.Answer) else "turtle"
    if form == "table" and isinstance(answer, results.Table) and sys.stdout.isatty():
        print(results.as_text(answer, _width()), end="")
        print(f"{len(answer.rows)} row{'s' * (len(answer.rows) != 1)}", file=sys.stderr)
        return
    sys.stdout.write(results.write(answer, form))


@app.command(
    epilog='Examples: kg explain "John Bolton" · kg explain ratings#3 · kg explain islington-joint-review.txt:6021-6093'
)
def explain(
    what: Annotated[
        str,
        typer.Argument(help="An IRI, a label, a place in a document or a row of a saved query.", metavar="IRI|NAME"),
    ],
    build: BuildFolder = Path("build"),
) -> None:
    """Show the facts about a thing, each with the sentence, the span and the rule."""
    from kg.explain import as_text, subjects
    from kg.explain import explain as facts_about
    from kg.folder import opened, stored_text

    store = opened(build)
    found = [(subject, facts_about(store, subject)) for subject in subjects(store, what)]
    print(as_text(found, lambda digest: stored_text(build, digest), _mark(sys.stdout)))


@app.command(
    epilog="Examples: kg export graph.ttl --format turtle · kg export - --format nq --facts · kg export tables --format csv"
)
def export(
    file: Annotated[
        str,
        typer.Argument(help="The file to write (a folder for csv), or - for standard output.", metavar="FILE|-"),
    ] = "-",
    format: Annotated[GraphFormat, typer.Option(help="The format.")] = GraphFormat.TURTLE,
    facts: Annotated[bool, typer.Option("--facts", help="Leave evidence and provenance out.")] = False,
    build: BuildFolder = Path("build"),
) -> None:
    """Write the graph in a format that other programs read."""
    from kg.export import export as write
    from kg.export import export_tables
    from kg.folder import all_quads, opened
    from kg.query import evidence_tables

    if format is not GraphFormat.CSV:
        write(all_quads(build), format.value, sys.stdout if file == "-" else Path(file), facts_only=facts)
    elif file == "-":
        raise ExportError("csv writes a folder of tables; name one, for example: kg export tables --format csv")
    else:
        export_tables(evidence_tables(opened(build)), Path(file))


def _source(build: Path, endpoint: str, timeout: float) -> Source:
    if endpoint:
        from kg.remote import Endpoint

        return Endpoint(endpoint, timeout)
    from kg.folder import opened

    return opened(build)


def _values(parameters: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise QueryError(f"-p {parameter}: a parameter is written name=value, for example -p authority=Bolton.")
        found[name.strip()] = value.strip()
    return found


def _colour(stream: object) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)()) and "NO_COLOR" not in os.environ


def _mark(stream: object) -> Callable[[str], str]:
    return (lambda span: f"\033[1;33m{span}\033[0m") if _colour(stream) else (lambda span: f"»{span}«")


def _width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def main() -> None:
    """Run the command line; errors that a person can put right are one line, and exit with 2."""
    try:
        app()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        raise SystemExit(UNUSABLE) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FINE) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
