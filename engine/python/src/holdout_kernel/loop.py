"""The event loop of cells: `await` at the top level runs to its end before the run goes on, and Stop ends it."""

import asyncio
import time

# Between two looks for an interrupt while everything waits.
_STEP_SECONDS = 0.05


class _Waiter:
    """Waits for the next timer. There are no sockets here, so nothing else can come."""

    def select(self, timeout):
        """Sleeps until the next timer at most.

        :raises RuntimeError: where nothing is scheduled that could go on.
        """
        if timeout is None:
            raise RuntimeError("This await would never end: nothing that it waits for is under way.")
        if timeout > 0:
            time.sleep(min(timeout, _STEP_SECONDS))
        return []

    def close(self):
        """Nothing is held."""


class Loop(asyncio.BaseEventLoop):
    """An event loop without sockets and threads."""

    def __init__(self):
        super().__init__()
        self._selector = _Waiter()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


class _Policy(asyncio.DefaultEventLoopPolicy):
    _loop_factory = Loop


class TopLevel:
    """Runs the coroutines of cells in one loop, so that a task of an earlier cell goes on in a later one."""

    def __init__(self):
        self._loop = None

    def install(self):
        """`asyncio.run` and the like get such loops too."""
        asyncio.set_event_loop_policy(_Policy())
        asyncio._set_running_loop(None)

    def run(self, coroutine):
        """The coroutine's value; what it raises is raised, and an interrupt cancels it.

        :raises RuntimeError: where it waits for nothing that is under way.
        """
        self._loop = self._loop or Loop()
        asyncio.set_event_loop(self._loop)
        task = self._loop.create_task(coroutine)
        try:
            return self._loop.run_until_complete(task)
        except BaseException:
            if not task.done():
                task.cancel()
                self._loop.run_until_complete(asyncio.wait([task], timeout=1))
            raise
