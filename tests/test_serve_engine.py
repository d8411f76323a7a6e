"""The pool of workers: what a job returns, what a job may do to its worker, and that nobody else suffers."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from conftest import kg
from serving import Server, serving

from kg.errors import BuildError, QueryError
from kg.folder import Generation, write_generation
from kg.serve.engine import CLIENT, Busy, Crashed, Engine, Opened, TimeLimit
from kg.serve.gate import check, fenced
from kg.serve.problems import Refusal
from kg.serve.settings import Settings

# --- jobs


def label(opened: Opened, name: str) -> str:
    found = opened.store.select(
        f'SELECT ?label {{ ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(?label = "{name}") }}'
    )
    return str(found.rows[0][0])


def process(opened: Opened) -> int:
    return os.getpid()


def sleep(opened: Opened, seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def complain(opened: Opened) -> None:
    raise QueryError("a sentence about the query.")


def refuse(opened: Opened) -> None:
    raise Refusal(404, "not-found", "There is no such thing.", "Look elsewhere.")


def die(opened: Opened) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def stumble(opened: Opened) -> None:
    print("a fault that the test wants", file=sys.stderr)
    sys.exit(3)


def hoard(opened: Opened) -> int:
    return len(bytearray(1 << 40))


def chatter(opened: Opened) -> str:
    os.write(1, b"this goes to standard error, or else it would spoil the frames\n")
    return "quiet"


def large(opened: Opened) -> bytes:
    return b"x" * 5_000_000


def said(opened: Opened) -> int:
    return len(opened.store.select("SELECT ?s { ?s ?p ?o }").rows)


def raw(opened: Opened, digest: str) -> str:
    return opened.text(digest)


def running(build: Path, use: Callable[[Engine], Awaitable[None]], **settings: float) -> None:
    async def run() -> None:
        engine = Engine(build, Settings(**{"workers": 2, "seconds": 20.0, **settings}))
        await engine.start()
        try:
            await use(engine)
        finally:
            await engine.stop()

    asyncio.run(run())


def asked_by(client: str, engine: Engine, job: Callable[..., object], *arguments: object) -> asyncio.Task[object]:
    return asyncio.create_task(engine.run(job, *arguments, client=client))


def test_one_client_never_fills_the_queue_of_pages_either(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        CLIENT.set("greedy")
        slow = [asyncio.create_task(engine.run(sleep, 0.3)) for _ in range(20)]
        await asyncio.sleep(0.2)
        CLIENT.set("modest")
        assert await engine.run(label, "Bolton") == "Bolton"
        refused = [each for each in await asyncio.gather(*slow, return_exceptions=True) if isinstance(each, Busy)]
        assert len(refused) == 13

    running(seeds_build, use, workers=2, queue=10)


# --- what comes back


def test_a_job_reads_the_build_and_returns_what_it_finds(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        assert await engine.run(label, "Bolton") == "Bolton"
        assert await engine.run(chatter) == "quiet"
        assert len(await engine.run(large)) == 5_000_000

    running(seeds_build, use)


def test_an_error_of_ours_comes_back_as_it_was_raised(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        with pytest.raises(QueryError, match=r"a sentence about the query\."):
            await engine.run(complain)
        with pytest.raises(Refusal) as refused:
            await engine.run(refuse)
        assert (refused.value.problem.status, refused.value.problem.hint) == (404, "Look elsewhere.")
        with pytest.raises(BuildError, match=r"no digest"):
            await engine.run(raw, "../manifest")

    running(seeds_build, use, workers=1)


def test_a_worker_stays_for_the_next_job(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        assert await engine.run(process) == await engine.run(process)

    running(seeds_build, use, workers=1)


def test_a_pool_that_is_stopped_breaks_off_what_runs_and_leaves_no_process(seeds_build: Path) -> None:
    left: list[asyncio.Task[float]] = []

    async def use(engine: Engine) -> None:
        left.extend(asyncio.create_task(engine.run(sleep, 60.0)) for _ in range(4))
        await asyncio.sleep(0.2)

    async def stopped() -> list[float | BaseException]:
        engine = Engine(seeds_build, Settings(workers=2, queue=8))
        await engine.start()
        await use(engine)
        await asyncio.wait_for(engine.stop(), 30)
        return await asyncio.wait_for(asyncio.gather(*left, return_exceptions=True), 30)

    assert {type(each) for each in asyncio.run(stopped())} == {Crashed}


# --- what can't hurt


def test_a_job_that_is_late_is_killed_and_its_worker_replaced(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        before = await engine.run(process)
        start = time.monotonic()
        with pytest.raises(TimeLimit, match=r"Stopped after 0\.3 seconds"):
            await engine.run(sleep, 60.0, seconds=0.3)
        assert time.monotonic() - start < 15
        assert await engine.run(process) != before
        with pytest.raises(ProcessLookupError):
            os.kill(before, 0)

    running(seeds_build, use, workers=1)


@pytest.mark.parametrize("job", [die, stumble, hoard])
def test_a_job_that_ends_its_worker_costs_nobody_else(job: Callable[[Opened], object], seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        with pytest.raises(Crashed):
            await engine.run(job)
        assert await engine.run(label, "Bolton") == "Bolton"

    running(seeds_build, use, workers=1)


def test_a_client_that_goes_takes_its_job_along(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        job = asyncio.create_task(engine.run(sleep, 60.0))
        await asyncio.sleep(0.2)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert await asyncio.wait_for(engine.run(label, "Bolton"), 30) == "Bolton"

    running(seeds_build, use, workers=1)


@pytest.mark.slow
def test_whoever_finds_the_queue_full_is_told_so(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        jobs = [asyncio.create_task(engine.run(sleep, 0.5)) for _ in range(2)]
        await asyncio.sleep(0.1)
        CLIENT.set("another")
        jobs.append(asyncio.create_task(engine.run(sleep, 0.5)))
        await asyncio.sleep(0.2)
        with pytest.raises(Busy):
            await engine.run(process)
        assert await asyncio.gather(*jobs) == [0.5, 0.5, 0.5]

    running(seeds_build, use, workers=1, queue=2)


@pytest.mark.slow
def test_strangers_never_take_the_last_worker(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        slow = [asked_by(f"client {n}", engine, sleep, 20.0) for n in range(6)]
        await asyncio.sleep(0.2)
        start = time.monotonic()
        assert await engine.run(label, "Bolton") == "Bolton"
        assert time.monotonic() - start < 10
        for job in slow:
            job.cancel()

    running(seeds_build, use, workers=3, seconds=30.0)


@pytest.mark.slow
def test_one_client_never_takes_all_that_strangers_may(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        slow = [asked_by("greedy", engine, sleep, 20.0) for _ in range(6)]
        await asyncio.sleep(0.2)
        start = time.monotonic()
        assert await asked_by("modest", engine, label, "Bolton") == "Bolton"
        assert time.monotonic() - start < 10
        for job in slow:
            job.cancel()

    running(seeds_build, use, workers=3, seconds=30.0)


@pytest.mark.slow
def test_one_client_never_fills_the_queue(seeds_build: Path) -> None:
    async def use(engine: Engine) -> None:
        slow = [asked_by("greedy", engine, sleep, 0.5) for _ in range(20)]
        await asyncio.sleep(0.2)
        assert await asked_by("modest", engine, label, "Bolton") == "Bolton"
        assert await engine.run(label, "Bolton") == "Bolton"
        refused = [each for each in await asyncio.gather(*slow, return_exceptions=True) if isinstance(each, Busy)]
        assert len(refused) == 14

    running(seeds_build, use, workers=3, queue=10)


@pytest.mark.slow
def test_workers_end_with_the_server_however_it_ends(seeds_build: Path) -> None:
    if not Path("/proc/self/task").is_dir():
        pytest.skip("THIS SYSTEM DOES NOT TELL WHOSE CHILD A PROCESS IS: orphans are not looked for")
    with serving(seeds_build, "--workers", "2") as server:
        workers = Path(f"/proc/{server.process}/task/{server.process}/children").read_text().split()
        os.kill(server.process, signal.SIGKILL)
        until = time.monotonic() + 10
        while time.monotonic() < until and any(_runs(worker) for worker in workers):
            time.sleep(0.05)
        assert len(workers) == 2
        assert [worker for worker in workers if _runs(worker)] == []


def _runs(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# --- starting


def test_a_port_that_is_taken_is_one_sentence(served: Server, seeds_build: Path) -> None:
    port = str(served.place[1])
    done = kg("serve", "--build", seeds_build, "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"kg: 127.0.0.1:{port}: nothing can listen there (Address already in use); give another --port.\n"
    )


def test_a_missing_build_is_one_sentence(tmp_path: Path) -> None:
    done = kg("serve", "--build", tmp_path / "build", "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kg: {tmp_path / 'build'}: no build there; make one with: kg build")


# --- another build


def test_a_build_that_is_swapped_in_is_served_from_then_on(tmp_path: Path) -> None:
    quad = "<http://a.org/{0}> <http://a.org/p> <http://a.org/o> <http://a.org/g> .\n"
    build = tmp_path / "build"
    write_generation(build, Generation({}, {}, quad.format(1), (), {"documents": []}))

    async def use(engine: Engine) -> None:
        before = engine.generation
        assert await engine.run(said) == 1
        write_generation(build, Generation({}, {}, quad.format(1) + quad.format(2), (), {"documents": []}))
        assert await engine.run(said) == 2
        assert engine.generation != before

    running(build, use, workers=1)


# --- the gate


SERVICE = [
    "SELECT * { SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }",
    "SELECT * { service silent<http://127.0.0.1:7878/>{ ?s ?p ?o } }",
    "SELECT * { SERVICE # a comment\n <file:///etc/passwd> { ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <http://127.0.0.1/> } SERVICE ?where { ?s ?p ?o } }",
    "PREFIX a: <http://127.0.0.1:7878/> SELECT * { SERVICE a:sparql { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }",
    "SELECT * { ?s <http://a.org/'> ?o . SERVICE <http://127.0.0.1:7878/> { ?s ?p '' } }",
    "SELECT * { ?s ?p a:b\\#c . SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p """a"b\\""" """ . SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }',
    "ASK { { SELECT * { { SERVICE <http://[::1]/> {} } } } }",
]


@pytest.mark.parametrize("query", SERVICE)
def test_service_is_found_wherever_it_stands(query: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(query)
    assert refused.value.problem.status == 403


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://a.org/> {}' }",
        'SELECT * { ?s ?p """\n SERVICE <http://a.org/> {} """ }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://a.org/> {}",
        "SELECT * { ?s <http://a.org/SERVICE> ?service }",
        "PREFIX sc: <https://w3id.org/social-care-kg/def#> SELECT * { ?s sc:serviceType ?o ; sc:service $SERVICE }",
        "SELECT * { ?s ?p 'x'@service }",
    ],
)
def test_a_word_that_is_only_spoken_of_is_no_service(query: str) -> None:
    assert check(query) is False


def test_a_server_that_is_allowed_may_be_asked_and_no_other() -> None:
    allowed = ("https://a.org/sparql",)
    assert check("SELECT * { SERVICE <https://a.org/sparql> {} }", allowed) is True
    assert check("PREFIX a: <https://a.org/> SELECT * { SERVICE a:sparql {} }", allowed) is True
    assert check("ASK {}", allowed) is False
    for query in SERVICE:
        with pytest.raises(Refusal):
            check(query, allowed)


def test_what_readers_may_read_differently_is_refused_where_servers_may_be_asked() -> None:
    hidden = 'SELECT * { SERVICE <https://a.org/sparql> {} FILTER(?a<?b#>"""\n) SERVICE <http://127.0.0.1/> {} } #"""'
    with pytest.raises(Refusal):
        check(hidden, ("https://a.org/sparql",))


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_brackets_that_nest_too_deep_are_refused(opening: str, closing: str) -> None:
    check(f"ASK {opening * 200}{closing * 200}")
    with pytest.raises(Refusal, match="nests more than 200 brackets"):
        check(f"ASK {opening * 10_000}{closing * 10_000}")
    assert check(f"ASK {{ ?s ?p '{opening * 10_000}' }}") is False


def test_inside_the_fence_nothing_can_be_opened(tmp_path: Path) -> None:
    with fenced():
        with pytest.raises(OSError, match="Too many open files"):
            socket.socket()
        with pytest.raises(OSError, match="Too many open files"):
            (tmp_path / "new").write_text("")
    socket.socket().close()
