"""The command line: each command parses, calls one room and prints. Everything slow is imported inside the command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import __version__
from kg.errors import KgError, QueryError
from kg.rdf import BASE

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

EndpointUrl = Annotated[str, typer.Option(help="Ask a SPARQL server in place of the build.")]
Timeout = Annotated[float, typer.Option(help="Seconds to wait for each answer of a server.")]
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
    GRAPHML = "graphml"
    GEXF = "gexf"
    GML = "gml"
    DOT = "dot"
    CYTOSCAPE = "cytoscape"
    NEO4J = "neo4j"
    CSV = "csv"
    EXCEL = "csv-excel"


class Projection(StrEnum):
    """What a network is made of; docs/networks.md."""

    FULL = "full"
    COMMENTS = "comments"
    POSTS = "posts"
    CO_MENTION = "co-mention"
    SERVICES = "services"
    PARTNERS = "partners"
    CONNECTIONS = "connections"


class NetworkFormat(StrEnum):
    """How a network is told."""

    TABLE = "table"
    JSON = "json"
    SVG = "svg"


class ScoreFormat(StrEnum):
    """Formats of a score."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


class DiffFormat(StrEnum):
    """Formats of a difference."""

    TEXT = "text"
    JSON = "json"
    PATCH = "patch"


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


@app.command(
    epilog="Examples: kg build seeds/ --out build · kg build reports.zip · kg build - < report.txt · "
    "find . -name '*.pdf' | kg build --files-from -"
)
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Documents, folders or ZIP archives of documents, or - for one by standard input.",
            show_default="seeds/",
            metavar="[PATH|-]...",
        ),
    ] = None,
    files_from: Annotated[
        list[str] | None,
        typer.Option(help="A file that names a PATH a line, or - for standard input.", metavar="FILE|-"),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder for the build.")] = Path("build"),
    jobs: Annotated[int, typer.Option(min=0, help="Processes to read with; 0: as many as help.")] = 0,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as violations.")] = False,
    decisions: Annotated[Path | None, typer.Option(help="Turtle with decisions on who is who.")] = None,
    vocabulary: Annotated[list[Path] | None, typer.Option(help="A folder of further vocabularies.")] = None,
    base: Annotated[str, typer.Option(help="Below which address things and graphs have their IRIs.")] = BASE,
) -> None:
    """Read documents, extract facts, validate them and write the build folder."""
    from kg.building import build as run
    from kg.resources import folder
    from kg.summary import progress, summary_text

    report = progress(sys.stderr)
    made = run(
        [*(paths or []), *(Path(f"@{name}") for name in files_from or [])] or [folder("seeds")],
        out,
        jobs=jobs,
        decisions=decisions,
        vocabularies=vocabulary or [],
        base=base,
        progress=report,
    )
    print(summary_text(made, out, colour=_colour(sys.stdout)), end="")
    for document in made.documents:
        for note in document.notes:
            print(f"kg: note: {document.path}: {note}", file=sys.stderr)
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
    from kg.building import judge_build, judge_files
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
    epilog="Examples: kg query directors-on-authorities · kg query ratings -p authority=Bolton --format csv · "
    'echo "ASK {}" | kg query -'
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
    endpoint: EndpointUrl = "",
    timeout: Timeout = 60,
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
    epilog="Examples: kg export graph.ttl --format turtle · kg export - --format nq --facts · "
    "kg export tables --format csv · kg export who.graphml --format graphml --projection comments"
)
def export(
    file: Annotated[
        str,
        typer.Argument(
            help="The file to write (a folder for csv, csv-excel and neo4j), or - for standard output.",
            metavar="FILE|-",
        ),
    ] = "-",
    format: Annotated[GraphFormat, typer.Option(help="The format.")] = GraphFormat.TURTLE,
    facts: Annotated[bool, typer.Option("--facts", help="Leave evidence and provenance out.")] = False,
    projection: Annotated[
        Projection | None, typer.Option(help="What a network is made of.", show_default="full")
    ] = None,
    build: BuildFolder = Path("build"),
    endpoint: EndpointUrl = "",
    timeout: Timeout = 60,
) -> None:
    """Write the graph in a format that other programs read."""
    from kg.export.builds import Wish, export_build, export_source

    wish = Wish(format.value, file, facts, projection.value if projection else "")
    if endpoint:
        export_source(_source(build, endpoint, timeout), wish)
    else:
        export_build(build, wish)


@app.command(
    epilog="Examples: kg network · kg network --projection comments --format svg > comments.svg · "
    'kg network --path "John Bolton" "Len Taylor"'
)
def network(
    projection: Annotated[Projection, typer.Option(help="What is linked with what.")] = Projection.CONNECTIONS,
    path: Annotated[
        tuple[str, str] | None,
        typer.Option(help="How are these two linked? Labels or IRIs.", metavar="A B", show_default=False),
    ] = None,
    format: Annotated[NetworkFormat, typer.Option(help="Tables, JSON or a picture.")] = NetworkFormat.TABLE,
    top: Annotated[int, typer.Option(min=1, help="Rows of each table.")] = 20,
    build: BuildFolder = Path("build"),
    endpoint: EndpointUrl = "",
    timeout: Timeout = 60,
) -> None:
    """Say who stands in the middle, who belongs together, who joins councils, and how two are linked."""
    from kg.folder import stored_text
    from kg.network.answer import Style, Wanted, connected, measured
    from kg.network.paths import as_quoted, from_texts

    source = _source(build, endpoint, timeout)
    style = Style(top, _width() if sys.stdout.isatty() else 0, _mark(sys.stdout))
    if path:
        sentence_at = as_quoted(source) if endpoint else from_texts(lambda digest: stored_text(build, digest))
        told = connected(source, Wanted(*path, projection.value), format.value, style, sentence_at)
    else:
        told = measured(source, projection.value, format.value, style)
    sys.stdout.write(told)


@app.command(
    epilog="Examples: kg score tests/gold/seeds.json --texts seeds · "
    "kg score tests/heldout/late/gold.json --held-out tests/heldout/late"
)
def score(
    golds: Annotated[list[Path], typer.Argument(help="Gold files, beside their texts.", metavar="GOLD…")],
    texts: Annotated[list[Path] | None, typer.Option(help="A folder where texts lie that are not beside.")] = None,
    held_out: Annotated[list[Path] | None, typer.Option(help="A folder whose golds were not developed on.")] = None,
    negatives: Annotated[Path | None, typer.Option(help="A file of sentences that tell no facts.")] = None,
    perturb: Annotated[bool, typer.Option("--perturb", help="Read all texts again, spoilt in ten ways.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed and what is false.")] = False,
    baseline: Annotated[Path | None, typer.Option(help="Earlier figures: exit 1 if any is half a point worse.")] = None,
    write_baseline: Annotated[Path | None, typer.Option(help="Write the figures for later runs to keep to.")] = None,
    format: Annotated[ScoreFormat, typer.Option(help="How to write the figures.")] = ScoreFormat.TABLE,
) -> None:
    """Say how well the extractor reads: precision, recall and F1 for each kind of fact."""
    from kg.score import measure
    from kg.score.gate import losses
    from kg.score.gate import write_baseline as keep
    from kg.score.report import as_json, as_markdown, as_text

    measured = measure(golds, texts or (), held_out or (), negatives, perturb)
    write = {ScoreFormat.TABLE: as_text, ScoreFormat.JSON: as_json, ScoreFormat.MARKDOWN: as_markdown}[format]
    sys.stdout.write(write(measured, misses))
    if write_baseline:
        keep(measured, write_baseline)
    worse = losses(measured, baseline) if baseline else ()
    for line in worse:
        print(f"kg: {line}", file=sys.stderr)
    raise typer.Exit(VIOLATIONS if worse else FINE)


@app.command(
    epilog="Examples: kg publish http://localhost:7878 · KG_USER=dba KG_PASSWORD=dba kg publish http://localhost:8890"
)
def publish(
    url: Annotated[str, typer.Argument(help="A server's base or its query address.", metavar="URL")],
    build: BuildFolder = Path("build"),
    store: Annotated[str, typer.Option(help="The address of the graph store, if it is not where it usually is.")] = "",
    update: Annotated[str, typer.Option(help="The update address of a server without a graph store.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Read back what seems unchanged, too.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds to wait for each answer.")] = 60,
) -> None:
    """Bring a server to what the build holds: what changed is sent, read back and compared; KG_USER, KG_PASSWORD."""
    from kg.folder import all_quads, base_of
    from kg.publish import in_words, progress, server
    from kg.publish import publish as send

    place = server(url, timeout, update=update, store=store, base=base_of(build))
    print(in_words(send(all_quads(build), place, check=check, progress=progress(sys.stderr)), place))


@app.command(
    epilog="Examples: kg diff build-2023 build · kg diff build-2023 build --format patch > changes.rdfp · "
    "kg diff build-2023 build --query overall-judgements"
)
def diff(
    old: Annotated[Path, typer.Argument(help="The earlier build folder.", metavar="OLD")],
    new: Annotated[Path, typer.Argument(help="The later build folder.", metavar="NEW")],
    format: Annotated[DiffFormat, typer.Option(help="Sentences, JSON, or an RDF patch.")] = DiffFormat.TEXT,
    query: Annotated[
        str, typer.Option(help="A saved query or a file of SPARQL: which rows were won and lost, and why.")
    ] = "",
    parameter: Annotated[
        list[str] | None, typer.Option("-p", help="A parameter's value: name=value.", metavar="NAME=VALUE")
    ] = None,
) -> None:
    """Say what changed from one build to another, by document and kind of fact, or in the answer to a query."""
    from kg.diff import difference, rows_difference

    if parameter and not query:
        raise QueryError("-p is for the parameters of a query; name one with --query.")
    if query:
        told = rows_difference(old, new, query, _values(parameter or []), format.value)
    else:
        told = difference(old, new, format.value)
    sys.stdout.write(told)


@app.command(epilog="Examples: kg serve · kg serve --port 8080 --timeout 5 · kg serve --host 0.0.0.0")
def serve(
    build: BuildFolder = Path("build"),
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0: all of this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0: any that is free.")] = 8000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that one query may run.")] = 10,
    rows: Annotated[int, typer.Option(min=1, help="The most rows, or triples, of one answer.")] = 10_000,
    bytes: Annotated[int, typer.Option(min=1000, help="The most bytes of one answer.")] = 20_000_000,
    patience: Annotated[float, typer.Option(min=0.1, help="Seconds that a client may take to send or receive.")] = 15,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that answer.", show_default="as many as help")
    ] = None,
    service: Annotated[
        list[str] | None, typer.Option(help="The address of a server that SERVICE may ask.", show_default="none")
    ] = None,
) -> None:
    """Serve the build over HTTP: pages to explore, SPARQL, linked data, saved queries. It only reads."""
    from kg.serve import Settings
    from kg.serve import serve as run

    wanted = Settings(host, port, timeout, rows, bytes, services=tuple(service or ()), patience=patience)
    run(build, replace(wanted, workers=workers) if workers else wanted)


@app.command(epilog="Examples: kg release --out social-care-kg-0.1.0 · kg verify social-care-kg-0.1.0")
def release(
    out: Annotated[Path, typer.Option(help="The folder to write.")],
    build: BuildFolder = Path("build"),
    texts: Annotated[bool, typer.Option("--texts", help="Add the documents' texts, if you may.")] = False,
) -> None:
    """Write the build as a publication: graph, digests, description, licences, citation and checksums."""
    from kg.release import in_words
    from kg.release import release as write

    print(in_words(write(build, out, with_texts=texts), out))


@app.command(epilog="Examples: kg verify · kg verify social-care-kg-0.1.0 --texts build/texts")
def verify(
    place: Annotated[Path, typer.Argument(help="A build or a release.", metavar="FOLDER")] = Path("build"),
    texts: Annotated[
        Path | None, typer.Option(help="Where the texts of a release lie: the documents, or a build's texts.")
    ] = None,
) -> None:
    """Prove that a build or a release is whole, and that every quotation is in its text."""
    from kg.verify import as_text, is_sound
    from kg.verify import verify as checked

    checks = checked(place, texts)
    print(as_text(checks), end="")
    raise typer.Exit(FINE if is_sound(checks) else VIOLATIONS)


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
