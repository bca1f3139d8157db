"""Making the sample: a workspace with weeks of patrols, their summaries, and a signed daily report."""

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from db.founding import found_office
from db.inbox import INBOX
from db.incarnation import Machine
from db.keys import certifying, keep_person_key, kept_keys, open_person_key
from db.opening import new_folder
from db.queries.paper_rules import inspector_places
from db.queries.trust import known_here
from db.report_files import order_report
from db.report_signing import sign_final_report
from db.settings import Settings
from db.workspace import Workspace
from inspector.journal.person_key import CHANCE_BYTES, PersonKey
from inspector.model.ids import RANDOM_BYTES, PatrolId, uuid7
from inspector.periods import Instant, at
from inspector.reports.attachment import Stage
from inspector.reports.known import Known
from inspector.reports.worker import build
from inspector.sample.afterwards import correct_a_stop, hint_at_a_finding
from inspector.sample.circulating import circulars
from inspector.sample.complaints import record_complaints
from inspector.sample.county import COUNTY, FOUNDER, OFFICE_NAME, PEOPLE, SIGNER, SIGNERS_GRID, STAFF
from inspector.sample.dossiers import site_papers
from inspector.sample.earlier import days_patrolled
from inspector.sample.inbox import fill_inbox
from inspector.sample.lives import SIGNING, Office, steps_of_offices
from inspector.sample.orders import steps_of_orders
from inspector.sample.plan import take_sample_plan
from inspector.sample.recording import Recording, Report
from inspector.sample.routes import send_a_group
from inspector.sample.searches import record_search_list
from inspector.sample.settling import Settled, sample_rules, settle_county
from inspector.sample.sheets import send_and_take_back
from inspector.sample.shots import REPORTED_DAY
from inspector.sample.signed_summaries import hand_over, signed_summaries
from inspector.sample.summing import summing_up

PASSPHRASE = "演示演示"  # noqa: S105 - no secret: a sample is for everybody
"""Opens every key of the sample."""
GUESS_COST, GUESS_ROUNDS = 2**10, 1_000
"""How dear a guess at the passphrase is: cheap, for everybody knows it."""
FOUNDED, SIGNED = "09:00", "17:05"


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample as it lies on the disk; ``known`` is what its workspace says of the signed ``report``.

    ``summaries`` are the signed papers of a month and of a week.
    """

    folder: Path
    report: Path
    summaries: tuple[Path, ...]
    patrol: PatrolId
    inbox: Path
    known: Known


def make_sample(
    folder: Path,
    now: Instant,
    *,
    machine: Machine | None = None,
    language: str = "zh_CN",
    report: Report = lambda _done, _total: None,
) -> Sample:
    """Make the sample county in the new ``folder``, with the weeks before ``now`` and a signed report.

    Papers, lists and findings are in ``language`` (``zh_CN`` or ``en``); names stay Chinese. All of it is
    made or nothing; ``report(done, total)`` may raise to stop. Apart from keys, salts and signatures the same
    ``now`` gives the same sample. Raises Refused where a workspace may not lie, and when the disk is full.
    """
    folder = folder.absolute()
    with new_folder(folder) as unfinished:
        founded_at = at(now.day - timedelta(days=days_patrolled(now.day) + 1), FOUNDED, now.tz)
        founded = found_office(
            unfinished,
            office_name=OFFICE_NAME,
            founder_name=FOUNDER,
            passphrase=PASSPHRASE,
            at=founded_at,
            code=COUNTY,
            rules=sample_rules(language),
            machine=machine,
            cost=GUESS_COST,
            rounds=GUESS_ROUNDS,
        )
        with closing(founded.workspace) as workspace:
            chance = Random(OFFICE_NAME).randbytes  # noqa: S311 - ids of a sample need not be secret
            settled = settle_county(founded, PASSPHRASE, founded_at, now, language, chance)
            papers = site_papers(
                settled.sites.values(), now.day, language, lambda: uuid7(founded_at.ts, chance(RANDOM_BYTES))
            )
            workspace.record([*papers], founded.actor, founded_at)
            keys = {name: _certify(workspace, settled, name, founded_at) for name in STAFF[SIGNERS_GRID]}
            own = {name: _certify(workspace, settled, name, founded_at) for name in SIGNING}
            own[FOUNDER] = open_person_key(kept_keys(workspace.folder, founded.founder)[0], PASSPHRASE)
            office = Office(workspace, settled, own, language, chance)
            summaries: list[Path] = []
            patrol = Recording(workspace, settled, now, language, chance).record(
                report,
                [
                    *steps_of_offices(office, now),
                    *steps_of_orders(office, now),
                    *summing_up(office, now),
                    *signed_summaries(office, now, summaries),
                    *circulars(office, now),
                ],
            )
            signed = _sign(workspace, settled, patrol, keys, now)
            correct_a_stop(workspace, settled, now, language)
            hint_at_a_finding(workspace, settled, now, language, chance)
            record_complaints(workspace, settled, now, language, chance)
            record_search_list(workspace, settled, now, language, chance)
            take_sample_plan(workspace, settled, now, language, chance)
            send_a_group(workspace, settled, now, language, chance)
            send_and_take_back(workspace, settled, now, language, chance)
            hand_over(workspace, now)
            chosen = settled.acting(SIGNER, SIGNERS_GRID)
            workspace.keep_settings(Settings(person=chosen.person, org=chosen.org, inbox=str(folder / INBOX)))
            with closing(workspace.reader()) as reader:
                known = known_here(reader, workspace.root, now)
        fill_inbox(unfinished / INBOX, now)
    return Sample(
        folder=folder,
        report=folder / signed.relative_to(unfinished),
        summaries=tuple(folder / one.relative_to(unfinished) for one in summaries),
        patrol=patrol,
        inbox=folder / INBOX,
        known=known,
    )


def _certify(workspace: Workspace, settled: Settled, name: str, moment: Instant) -> PersonKey:
    """Give a signer a key, kept in the workspace, and let everybody know its certificate."""
    signer = settled.acting(name, next(one.grid for one in PEOPLE if one.name == name))
    key = PersonKey.make(name, OFFICE_NAME, moment, os.urandom(CHANCE_BYTES))
    keep_person_key(workspace.folder, signer.person, key, PASSPHRASE, GUESS_ROUNDS)
    workspace.record([certifying(signer.person, key)], signer, moment)
    return key


def _sign(
    workspace: Workspace, settled: Settled, patrol: PatrolId, keys: Mapping[str, PersonKey], now: Instant
) -> Path:
    """Build yesterday's report and sign it as both its inspectors did in the afternoon."""
    moment = at(now.day - timedelta(days=REPORTED_DAY), SIGNED, now.tz)
    with closing(workspace.reader()) as reader:
        order = order_report(reader, workspace, patrol, Stage.FINAL)
        build(order.paper, order.carried, order.to)
        for place, (name, key) in zip(inspector_places(len(keys)), keys.items(), strict=True):
            signer = settled.acting(name, SIGNERS_GRID)
            sign_final_report(reader, workspace, patrol, key, signer, moment, field=place)
    return order.to
