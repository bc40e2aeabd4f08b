import sqlite3
from collections.abc import Iterator
from contextlib import closing
from sqlite3 import Connection

import pytest

from tutor.storage.migrations import MIGRATIONS, NewerRecord, migrate, version_of

ONE = ("CREATE TABLE a (x)",)
TWO = ("CREATE TABLE b (x)", "INSERT INTO b VALUES (1)")


@pytest.fixture
def db() -> Iterator[Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def test_a_new_record_gets_all_migrations(db: Connection) -> None:
    assert migrate(db) == 0
    assert version_of(db) == len(MIGRATIONS)


def test_only_the_missing_migrations_are_applied(db: Connection) -> None:
    migrate(db, [ONE])
    assert migrate(db, [ONE, TWO]) == 1
    assert db.execute("SELECT * FROM b").fetchall() == [(1,)]


def test_a_migration_that_fails_leaves_the_record_as_it_was(db: Connection) -> None:
    migrate(db, [ONE])
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, [ONE, (*TWO, "CREATE TABLE a (x)")])
    assert version_of(db) == 1
    assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]


def test_a_newer_record_is_refused(db: Connection) -> None:
    db.execute("PRAGMA user_version = 7")
    with pytest.raises(NewerRecord) as caught:
        migrate(db, [ONE])
    assert (caught.value.found, caught.value.known) == (7, 1)
