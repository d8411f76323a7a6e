"""Jobs in, what they return out: a pool of warm worker processes that read the build, each killed at its time limit.

Nothing that a client asks for runs in the server's own process. A job that is late, crashes its worker or takes too
much memory costs that worker only, and another one is started at once.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from kg.errors import BuildError, ServeError
from kg.folder import base_of, current
from kg.serve.settings import Settings
from kg.serve.worker import LENGTH, Done, Opened, Start, Task, packed

__all__ = ["CLIENT", "Busy", "Crashed", "Engine", "Opened", "TimeLimit"]

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")
TO_START = 60.0
CLIENT: ContextVar[str] = ContextVar("CLIENT", default="")


class TimeLimit(ServeError):
    """A job was stopped because it ran for too long."""


class Busy(ServeError):
    """Too many requests wait for a worker."""


class Crashed(ServeError):
    """A job ended its worker: it took too much memory, nested too deep, or is at fault itself."""


class Engine:
    """A pool of workers on one build. `modules` are what they import before the first job comes."""

    def __init__(self, build: Path, settings: Settings, modules: Sequence[str] = ()) -> None:
        self._build = build
        self._settings = settings
        self._start = packed(Start(tuple(sys.path), tuple(modules), settings.memory))
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._staff = 0
        self._is_stopping = False
        self._turns = _Turns(settings.workers, settings.queue)
        self._workers: set[_Worker] = set()
        self._chores: set[asyncio.Task[None]] = set()
        self._link = build / "current"
        self._seen = ""
        self._home, self._base = current(build), base_of(build)

    @property
    def home(self) -> Path:
        """The folder of the current generation: a build that was swapped in since is noticed.

        Raises:
            BuildError: the build is gone.
        """
        self._look()
        return self._home

    @property
    def generation(self) -> str:
        """The name of the current generation, which changes with what it says."""
        return self.home.name

    @property
    def base(self) -> str:
        """The base of the IRIs of the build's things and graphs."""
        self._look()
        return self._base

    def _look(self) -> None:
        target = os.path.realpath(self._link)
        if target != self._seen:
            self._home, self._base = current(self._build), base_of(self._build)
            self._seen = target

    async def start(self) -> None:
        """Start the workers and wait until they answer."""
        await asyncio.gather(*(self._hire() for _ in range(self._settings.workers)))

    async def stop(self) -> None:
        """End all workers; jobs that run break off."""
        self._is_stopping = True
        await asyncio.gather(*self._chores, *(self._dismiss(worker) for worker in tuple(self._workers)))

    async def run(
        self,
        job: Callable[[Opened, *Arguments], T],
        *arguments: *Arguments,
        seconds: float | None = None,
        client: str = "",
    ) -> T:
        """Run `job(opened, *arguments)` in a worker, within `seconds`; job, arguments and result are pickled.

        A job that runs what a client wrote names the `client`: such jobs never take the last worker, nor does one
        client take all that are left for such jobs. No client takes all places in the queue; whose any other job is,
        `CLIENT` says.

        Raises:
            TimeLimit: it took longer; its worker is killed.
            Busy: too many jobs wait.
            Crashed: its worker ended.
            KgError: what the job itself raised.
        """
        limit = self._settings.seconds if seconds is None else seconds
        task = Task(job, arguments, self.home, limit)
        async with self._turns.taken(_Claim(client or CLIENT.get(), bool(client))), self._worker() as worker:
            done = await worker.answer(task)
        if done.error is not None:
            raise done.error
        result: T = done.value
        return result

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[_Worker]:
        """Lend a worker; one that is not fit for another job is replaced."""
        if self._idle.empty() and self._staff < self._settings.workers:
            await self._hire()
        worker = await self._idle.get()
        try:
            yield worker
        finally:
            if worker.is_ready:
                self._idle.put_nowait(worker)
            else:
                worker.kill()
                chore = asyncio.create_task(self._replace(worker))
                self._chores.add(chore)
                chore.add_done_callback(self._chores.discard)

    async def _replace(self, worker: _Worker) -> None:
        await self._dismiss(worker)
        with suppress(ServeError, BuildError):  # then whoever comes next tries again, and is told why
            await self._hire()

    async def _dismiss(self, worker: _Worker) -> None:
        self._forget(worker)
        await worker.end()

    def _forget(self, worker: _Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
            self._staff -= 1

    async def _hire(self) -> None:
        if self._is_stopping:
            raise Crashed("The server ends.")
        self._staff += 1
        try:
            worker = await _Worker.hired(self._start)
        except BaseException:
            self._staff -= 1
            raise
        self._workers.add(worker)
        try:
            await worker.answer(Task(_greet, (), self.home, TO_START))
        finally:
            if worker.is_ready:
                self._idle.put_nowait(worker)
            else:
                worker.kill()
                self._forget(worker)


def _greet(opened: Opened) -> bool:
    """Touch the store, so that the first client need not wait for it."""
    return opened.store.ask("ASK { ?subject ?predicate ?object }")


class _Worker:
    """A process that answers one task after another."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin and process.stdout
        self._process, self._tasks, self._answers = process, process.stdin, process.stdout
        self.is_ready = True

    @classmethod
    async def hired(cls, start: bytes) -> _Worker:
        """Start a process."""
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-c", "from kg.serve.worker import main; main()")
        folders = os.pathsep.join(folder for folder in sys.path if folder)
        environment = {**os.environ, "PYTHONPATH": folders, "PYTHONSAFEPATH": "1"}
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, env=environment, limit=1 << 20, start_new_session=True
        )
        worker = cls(process)
        worker._tasks.write(start)
        return worker

    async def answer(self, task: Task) -> Done:
        """Have a task done. Whoever stops waiting leaves the worker unfit for another.

        Raises:
            TimeLimit: it took longer than it may.
            Crashed: the process ended.
        """
        self.is_ready = False
        try:
            async with asyncio.timeout(task.seconds):
                self._tasks.write(packed(task))
                await self._tasks.drain()
                length = await self._answers.readexactly(LENGTH.size)
                body = await self._answers.readexactly(LENGTH.unpack(length)[0])
        except TimeoutError as error:
            raise TimeLimit(f"Stopped after {task.seconds:g} seconds, the most that one request may take.") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Crashed("The work on this request broke off: it took too much memory, or nests too deep.") from error
        self.is_ready = True
        done: Done = pickle.loads(body)
        return done

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        if self._process.returncode is None:
            self._process.kill()

    async def end(self) -> None:
        """End the process and wait until it is gone."""
        self._tasks.close()
        self.kill()
        await self._process.wait()


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a job claims a worker for: a client, and whether it runs what the client wrote."""

    client: str
    stranger: bool


class _Turns:
    """Who may take a worker, and who waits: jobs of our own first, and of those whoever runs least."""

    def __init__(self, workers: int, queue: int) -> None:
        self._workers, self._queue = workers, queue
        self._running: Counter[_Claim] = Counter()
        self._waiting: deque[tuple[_Claim, asyncio.Future[None]]] = deque()

    @asynccontextmanager
    async def taken(self, claim: _Claim) -> AsyncIterator[None]:
        """Wait for a turn, and give it back.

        Raises:
            Busy: the queue has no place for the client.
        """
        if self._may_run(claim):
            self._running[claim] += 1
        else:
            await self._wait(claim)
        try:
            yield
        finally:
            self._give_back(claim)

    def _give_back(self, claim: _Claim) -> None:
        self._running[claim] -= 1
        if not self._running[claim]:
            del self._running[claim]
        self._call()

    def _may_run(self, claim: _Claim) -> bool:
        if self._running.total() >= self._workers:
            return False
        if not claim.stranger or self._workers == 1:
            return True
        places = self._workers - 1
        taken = sum(count for each, count in self._running.items() if each.stranger)
        return taken < places and self._running[claim] < max(places - 1, 1)

    async def _wait(self, claim: _Claim) -> None:
        waiting = [each for each, _ in self._waiting if each.stranger == claim.stranger]
        if len(waiting) >= self._queue or waiting.count(claim) >= max(self._queue // 2, 1):
            raise Busy("Too many requests wait already; ask again in a few seconds.")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((claim, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back(claim)
            else:
                self._waiting.remove((claim, turn))
            raise

    def _call(self) -> None:
        """Give turns that became free to those who wait."""
        while able := [place for place in self._waiting if self._may_run(place[0])]:
            claim, turn = place = min(able, key=lambda place: (place[0].stranger, self._running[place[0]]))
            self._waiting.remove(place)
            self._running[claim] += 1
            turn.set_result(None)
