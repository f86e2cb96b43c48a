"""The kinds of writes that are no entries of the log: tablets and tokens as such, webhooks and their deliveries."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from models.mutation import stored_instant
from models.webhook import RETRIES_S
from sync.backup.backup import tell_saved
from sync.backup.manifest import SavedHead
from sync.database.database import Database
from sync.enrolment import create_enrolment, create_enrolment_of, enrol, withdraw_enrolment
from sync.events.outbox import Attempt, forget_done, keep_events, record
from sync.events.webhook_lease import Lease, give_lease, keep_lease, take_lease
from sync.events.webhooks import (
    NewValues,
    add_webhook,
    change_webhook,
    remove_webhook,
    replay_from,
    resume_deliveries,
    rotate_secret,
    skip_deliveries,
)
from sync.exchange.committer import Committer
from sync.exchange.stopping import stop
from sync.files.photos import NewPhoto, keep_photos
from sync.log.chain import read_head
from sync.log.cursor import Cursor
from sync.log.epochs import epoch_at, epochs_of
from sync.operations import (
    STAFF_TOKEN_LIFE,
    Seen,
    Tablet,
    create_operation,
    issue_token,
    mark_seen,
    retire_device,
    revoke_token,
    thin_seen,
)
from sync.recovery.confirming import admit, wait_for_confirmation
from tests.at_once.season import DISPATCHER, NAME, Season
from tests.at_once.writes import WRITES as WRITES
from tests.at_once.writes import chance, write

# Tablets and tokens as such


@write("operation")
async def new_operation(database: Database, season: Season, now: datetime) -> object:
    made = await Committer(database).beside_lock(create_operation, "shusha-2022", "Asia/Baku", now, chance())
    return made


@write("codes")
async def new_code(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, create_enrolment, NAME, "T9", "Tablet 9", now, chance())


@write("codes")
async def new_code_for_a_tablet(database: Database, season: Season, now: datetime) -> object:
    id = season.tablets[0].id
    return await Committer(database).under_lock(NAME, create_enrolment_of, NAME, id, now, chance())


@write("tokens")
async def new_token_of_a_person(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(
        NAME, issue_token, NAME, "viewer", now, STAFF_TOKEN_LIFE, chance(), person="Reader"
    )


@write("history")
async def stop_of_an_old_history(database: Database, season: Season, now: datetime) -> object:
    shown = Cursor(NAME, epoch_at(now + timedelta(days=1), bytes(10)), 7, "f" * 16)
    return await Committer(database).under_lock(NAME, stop, NAME, (shown,), "backup 1", stored_instant(now))


@write("team")
async def enrolment_into_a_new_team(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, enrol, season.codes[0], now, chance())


@write("team")
async def another_enrolment_into_that_team(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, enrol, season.codes[1], now, chance())


@write("tablets", "authors", "codes")
async def enrolment_in_place_of_a_tablet(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, enrol, season.replacing, now, chance(), "s" * 43)


@write("team", "codes")
async def withdrawal_of_a_code(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, withdraw_enrolment, NAME, season.withdrawable, now)


@write("tablets", "authors", "codes")
async def retirement(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, retire_device, NAME, season.tablets[0].id, now)


@write("tablets", "tokens")
async def revocation(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, revoke_token, NAME, season.tablets[0].token_id, now)


@write("tablets")
async def seen(database: Database, season: Season, now: datetime) -> object:
    """The tablets in the order in which nobody else takes them."""
    at = stored_instant(now)
    used = tuple(Seen(NAME, tablet.token_id, at, tablet.id, at, 7) for tablet in reversed(season.tablets))
    return await Committer(database).beside_lock(mark_seen, used)


@write("tablets")
async def forgetting_of_old_exchanges(database: Database, season: Season, now: datetime) -> object:
    tablet = Tablet(NAME, season.tablets[0].id, "Asia/Baku")
    return await Committer(database).beside_lock(thin_seen, tablet, now + timedelta(days=100))


# Webhooks


@write("webhook")
async def new_webhook(database: Database, season: Season, now: datetime) -> object:
    url, events = "https://other.example/", ("find.*",)
    return await Committer(database).under_lock(NAME, add_webhook, NAME, url, events, "", 1, "Admin", now, chance())


@write("outbox", "parked")
async def replay_of_all_events(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, replay_from, season.webhook, 1, now)


@write("parked")
async def resumption_of_what_is_parked(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, resume_deliveries, season.webhook, None, now)


@write("parked", "finished")
async def skipping_of_what_is_parked(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, skip_deliveries, season.webhook, (season.parked,), now)


@write("finished")
async def forgetting_of_finished_deliveries(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).beside_lock(forget_done, now + timedelta(days=100))


@write("lease")
async def taking_over_of_a_webhook(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).beside_lock(take_lease, season.webhook, Lease(DISPATCHER, 1), "another process")


@write("lease")
async def end_of_a_dispatcher(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).beside_lock(give_lease, season.webhook, DISPATCHER)


@write("outbox")
async def next_deliveries(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).beside_lock(keep_events, season.webhook, season.next_events, now)


@write("outbox", "finished")
async def deliveries_that_arrived(database: Database, season: Season, now: datetime) -> object:
    return await record_all(database, season, Attempt(stored_instant(now), 200, 5, None, ""), now)


@write("outbox", "parked")
async def deliveries_that_are_refused_for_ever(database: Database, season: Season, now: datetime) -> object:
    gone = Attempt(stored_instant(now), 410, 5, "410 Gone", "", gone=True)
    return await record_all(database, season, gone, now, ())


@write("outbox")
async def deliveries_that_fail_for_now(database: Database, season: Season, now: datetime) -> object:
    return await record_all(database, season, Attempt(stored_instant(now), 503, 5, "503", ""), now)


async def record_all(
    database: Database, season: Season, attempt: Attempt, now: datetime, retries: tuple[float, ...] = RETRIES_S
) -> object:
    attempts = tuple((row, attempt) for row in season.on_their_way)
    return await Committer(database).beside_lock(record, season.webhook, attempts, now, retries, chance())


@write("webhook", "outbox")
async def change_of_a_webhook(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(
        NAME, change_webhook, season.webhook, NewValues(events=("find.*",), enabled=True), now
    )


@write("webhook")
async def new_secret(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, rotate_secret, season.webhook, now, chance())


@write("webhook", "outbox", "parked", "lease", "finished")
async def removal_of_a_webhook(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, remove_webhook, season.webhook)


@write("lease")
async def sign_of_life_of_a_dispatcher(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).beside_lock(keep_lease, season.webhook, DISPATCHER)


@write("edition")
async def backup_that_is_verified(database: Database, season: Season, now: datetime) -> object:
    saved = SavedHead(NAME, await database.read(_epoch_of_backup), 10, "0" * 64)
    return await Committer(database).under_lock(NAME, tell_saved, saved)


def _epoch_of_backup(connection: Connection) -> str:
    """The epoch in which the backup was made, also where another one has begun since."""
    return epochs_of(connection, NAME, read_head(connection, NAME).epoch).at(10)


# After a restore without a journal


@write("tokens", "tablets", "webhook")
async def restore_after_which_everybody_waits(database: Database, season: Season, now: datetime) -> object:
    return await Committer(database).under_lock(NAME, wait_for_confirmation, NAME, stored_instant(now))


@write("tokens", "tablets", "webhook", "codes")
async def admission_of_who_waits(database: Database, season: Season, now: datetime) -> object:
    """Also of a tablet whose device others retire or enrol anew, and whose token another revokes."""
    one, other = season.tablets[0], season.tablets[2]
    return await Committer(database).under_lock(
        NAME, admit, NAME, (one.id, other.id), (one.token_id,), (season.webhook.id,)
    )


@write("tokens", "tablets")
async def admission_by_another_administrator(database: Database, season: Season, now: datetime) -> object:
    tablets = tuple(tablet.id for tablet in season.tablets[:2])
    return await Committer(database).under_lock(NAME, admit, NAME, tablets, (season.waiting,), ())


# Photos


@write("form")
async def photos_alone(database: Database, season: Season, now: datetime) -> object:
    """By their keys, in the order in which nobody else takes them."""
    photos = tuple(NewPhoto(digit * 64, "image/jpeg", b"...") for digit in "ba")
    return await Committer(database).beside_lock(keep_photos, NAME, photos, stored_instant(now))
