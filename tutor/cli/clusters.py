"""Where the trials of a search run: processes of this machine, or a cluster of Dask's or Ray's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from tutor.cli.faults import unusable
from tutor.judge.launch import THREADS

ORPHANED_SECONDS = 10  # that a process of a search that was killed waits for more work
PATIENCE = "30s"  # until a scheduler that does not answer counts as absent


def take_one_thread() -> None:
    """From now on NumPy's products take one thread, in this process and in those it starts. To be called before NumPy is
    loaded: several processes that each take all cores are in each other's way.
    """
    os.environ.update(dict.fromkeys((*THREADS, "VECLIB_MAXIMUM_THREADS"), "1"))


@dataclass(frozen=True, slots=True)
class Cluster:
    """A backend of joblib's. `scheduler`: the address of a cluster that is there; None for this machine alone.

    `jobs`: processes on this machine; None for one a core.
    """

    backend: str
    scheduler: str | None = None
    jobs: int | None = None

    @property
    def processes(self) -> int:
        return self.jobs or os.cpu_count() or 1

    @contextmanager
    def running(self, data: Sequence[Any]) -> Iterator[None]:
        """While it lasts, joblib sends its work there. `data`: arrays that every trial needs. Raises Unusable."""
        with {"loky": self._loky, "dask": self._dask, "ray": self._ray}[self.backend](data):
            yield

    @contextmanager
    def _loky(self, _: Sequence[Any]) -> Iterator[None]:
        """joblib's own processes; arrays lie in memory that all of them read."""
        import joblib

        options = {"inner_max_num_threads": 1, "idle_worker_timeout": ORPHANED_SECONDS}
        with joblib.parallel_config("loky", n_jobs=self.processes, **options):
            yield

    @contextmanager
    def _dask(self, data: Sequence[Any]) -> Iterator[None]:
        """Dask starts its own workers with one thread for BLAS each; those of a cluster, whoever started it."""
        import joblib

        distributed = _imported("distributed", "dask")
        with self._dask_client(distributed), joblib.parallel_config("dask", scatter=list(data)):
            yield

    @contextmanager
    def _dask_client(self, distributed: ModuleType) -> Iterator[None]:
        if self.scheduler is None:
            local = {"n_workers": self.processes, "threads_per_worker": 1, "dashboard_address": None}
            with distributed.LocalCluster(**local) as cluster, distributed.Client(cluster):
                yield
            return
        try:
            client = distributed.Client(self.scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise unusable("cli.search.unreachable", scheduler=self.scheduler, why=str(error)) from error
        with client:
            yield

    @contextmanager
    def _ray(self, _: Sequence[Any]) -> Iterator[None]:
        import joblib

        ray = _imported("ray", "ray")
        threads = {"env_vars": dict.fromkeys(THREADS, "1")}
        here = {} if self.scheduler else {"num_cpus": self.processes}
        ray.init(address=self.scheduler, runtime_env=threads, log_to_driver=False, **here)
        try:
            import_module("ray.util.joblib").register_ray()
            with joblib.parallel_config("ray"):
                yield
        finally:
            ray.shutdown()


def _imported(module: str, extra: str) -> ModuleType:
    """Raises Unusable where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise unusable("cli.search.missing", backend=extra) from None
