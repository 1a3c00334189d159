"""Luigi tasks: one a stage and batch, each thin, and one wrapper a run; the only importer of luigi."""

import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import luigi

from pipeline.engine import Engine
from pipeline.errors import DemarcheError
from pipeline.plan import Batch
from pipeline.steps import Settings, Step, is_complete, run_step

log = logging.getLogger("demarche")


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that failed, and why in one line."""

    stage: str
    batch_id: str
    reason: str


@dataclass(eq=False)
class Run:
    """What the tasks of one run share.

    Attributes:
        settings: what the run works with.
        engine: what runs the work.
        fingerprints: by batch and stage.
        advance: is told the stage and how many more articles are done.
        done: stage and batch of every task that ran.
        failures: the tasks that failed.
        faults: sentences and articles on which the program broke, each a row of the rejects.
    """

    settings: Settings
    engine: Engine
    fingerprints: Mapping[str, Mapping[str, str]]
    advance: Callable[[str, int], None]
    done: list[tuple[str, str]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    faults: int = 0


class Given(luigi.Parameter):
    """An object handed over inside one process; luigi's own parameters are text."""

    def _warn_on_wrong_param_type(self, param_name: str, param_value: Any) -> None:
        """Any object is right."""

    def serialize(self, x: Any) -> str:
        """What stands in luigi's messages."""
        return getattr(x, "batch_id", "") or type(x).__name__


class TableTarget(luigi.Target):
    """The files of one stage of one batch; there when their fingerprint is the expected one."""

    def __init__(self, stage: str, batch: Batch, run: Run) -> None:
        self._place = (run.settings.out, stage, batch.batch_id, run.fingerprints[batch.batch_id][stage])

    def exists(self) -> bool:
        """Whether the files are there and made from what they would be made from now."""
        return is_complete(*self._place)


class StageTask(luigi.Task):
    """One stage of one batch."""

    stage = ""
    batch: Any = Given()
    context: Any = Given(significant=False)

    def output(self) -> TableTarget:
        """The files of the stage."""
        return TableTarget(self.stage, self.batch, self.context)

    def run(self) -> None:
        """Run the stage; what fails is noted with its reason, and the other batches go on."""
        run: Run = self.context
        fingerprint = run.fingerprints[self.batch.batch_id][self.stage]
        step = Step(self.stage, self.batch, run.settings, fingerprint, run.engine, partial(run.advance, self.stage))
        try:
            faults = run_step(step)
        except Exception as error:
            reason = str(error) if isinstance(error, DemarcheError) else f"{type(error).__name__}: {error}"
            run.failures.append(Failure(self.stage, self.batch.batch_id, " ".join(reason.split())))
            raise
        for fault in faults:
            log.error("%s of %s, sentence %s: %s", fault.stage, fault.uri, fault.sentence_number, fault.detail)
        run.faults += len(faults)
        run.done.append((self.stage, self.batch.batch_id))
        log.info("%s of batch %s done", self.stage, self.batch.batch_id)


class Ingest(StageTask):
    """Input files to articles."""

    stage = "ingest"


class Sentences(StageTask):
    """Articles to sentences."""

    stage = "sentences"

    def requires(self) -> StageTask:
        """The articles."""
        return Ingest(batch=self.batch, context=self.context)


class Actors(StageTask):
    """Sentences to mentions."""

    stage = "actors"

    def requires(self) -> StageTask:
        """The sentences."""
        return Sentences(batch=self.batch, context=self.context)


class Actions(StageTask):
    """Mentions to actions."""

    stage = "actions"

    def requires(self) -> StageTask:
        """The mentions."""
        return Actors(batch=self.batch, context=self.context)


class Events(StageTask):
    """Actions to events."""

    stage = "events"

    def requires(self) -> StageTask:
        """The actions."""
        return Actions(batch=self.batch, context=self.context)


class CodeArticles(luigi.WrapperTask):
    """The whole run: every stage of every batch, so that a table that was lost is made again too."""

    batches: Any = Given()
    context: Any = Given(significant=False)

    def requires(self) -> list[StageTask]:
        """All stages of all batches; their own order is in what each requires."""
        stages = (Ingest, Sentences, Actors, Actions, Events)
        return [stage(batch=batch, context=self.context) for batch in self.batches for stage in stages]


def build_tasks(run: Run, batches: Sequence[Batch]) -> bool:
    """Run what is not complete; give whether all went well."""
    config = luigi.configuration.get_config()  # type: ignore[no-untyped-call]
    config.set("core", "no_configure_logging", "true")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of luigi's own; ours are tests' business
        task = CodeArticles(batches=tuple(batches), context=run)
        built = bool(luigi.build([task], local_scheduler=True, workers=1))  # type: ignore[no-untyped-call]
    return built and not run.failures
