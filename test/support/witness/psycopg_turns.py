"""One session of psycopg 3: python3 psycopg_turns.py URL SESSION TURNS SEED"""

import random
import sys
import threading
from datetime import datetime, timezone
from decimal import Decimal
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

url, session, turns, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
choose = random.Random(seed)
strings = ["plain", "O'Neil", "back\\slash", "new\nline", "żółw 🐢", "%", ""]
connection = psycopg.connect(url, autocommit=True)


def values():
    when = datetime.fromtimestamp(1_700_000_000 + number, timezone.utc)
    asked = "SELECT %s::text, %s::int, %s::timestamptz, %s::bytea, %s::jsonb, %s::bool"
    connection.execute(asked, (text, None, when, bytes([number, 0, 255]), Jsonb({"text": text}), number > 100))


def binary_values():
    asked = "SELECT %b::int, %b::text, %b::numeric, %b::float8, %b::uuid, %b::jsonb, %b::timestamptz"
    when = datetime.fromtimestamp(1_700_000_000 + number, timezone.utc)
    price = Decimal(number) / 8 * choose.choice([1, -1, 10_000, 1_000_000])
    rest = (price, number / 8, UUID(int=number), Jsonb([number]), when)
    connection.execute(asked, (number * 300, text, *rest), binary=True)


def in_pipeline():
    with connection.pipeline():
        connection.execute("SELECT %s::int + 1", (number,))
        connection.execute("SELECT name FROM item WHERE id < %s::int", (number,))
        connection.execute("UPDATE item SET name = %s::text WHERE id = %s::int", (text, number))
        if number % 3 == 0:
            connection.execute(f"SELECT 1 / 0 /* {mark} a */")
        connection.execute(f"SELECT 'after' /* {mark} b */")


def in_transaction():
    with connection.transaction():
        connection.execute("DELETE FROM item WHERE id = %s::int", (number,))
        try:
            with connection.transaction():
                connection.execute(f"SELECT 1 / 0 /* {mark} */")
        except psycopg.Error:
            pass
        if number % 2 == 0:
            raise psycopg.Rollback()


def fetched():
    with connection.transaction(), connection.cursor(f"c{mark}") as named:
        named.itersize = 7
        named.execute("SELECT id FROM item WHERE id <= %s::int", (number,))
        list(named)


def copied_in():
    with connection.cursor().copy(f"COPY entry (note) FROM STDIN /* {mark} rows=2 */") as copy:
        copy.write_row(["a"])
        copy.write_row(["b"])


def copied_in_wrongly():
    with connection.cursor().copy(f"COPY entry (note) FROM STDIN /* {mark} */"):
        raise ValueError("changed my mind")


def copied_out():
    with connection.cursor().copy("COPY (SELECT * FROM item ORDER BY id LIMIT 3) TO STDOUT (FORMAT binary)") as copy:
        list(copy)


def cancelled():
    timer = threading.Timer(0.02, connection.cancel)
    timer.start()
    try:
        connection.execute(f"SELECT pg_sleep(3) /* {mark} */")
    finally:
        timer.join()


actions = [
    values,
    binary_values,
    lambda: connection.execute("SELECT name FROM item WHERE id = %s::int", (number,)),
    lambda: connection.execute("SELECT price FROM item WHERE id = %s::int", (number,), prepare=True),
    lambda: connection.execute("SELECT %s::int", (number * 1_000_000,)),
    lambda: connection.execute("SELECT %s::bigint", (number * 1_000_000_000_000,)),
    lambda: connection.execute(f"SELECT 1 /* {mark} */; SELECT name FROM item WHERE id < 10"),
    lambda: connection.cursor().executemany("SELECT name FROM item WHERE id = %s::int", [(number,), (7,), (8,)]),
    lambda: list(connection.cursor().stream("SELECT id FROM item WHERE id < %s::int", (number,))),
    lambda: connection.execute(f"SELEC nonsense /* {mark} */"),
    lambda: connection.execute("SELECT 1 / (%s::int - %s::int)", (number, number)),
    lambda: connection.execute("INSERT INTO item (id) VALUES (%s::int)", (number,)),
    in_pipeline,
    in_transaction,
    fetched,
    copied_in,
    copied_in_wrongly,
    copied_out,
    cancelled,
]

connection.execute(f"SELECT 'session {session}'")
for turn in range(turns):
    mark, number, text = f"{session}-{turn}", choose.randint(1, 200), choose.choice(strings)
    try:
        choose.choice(actions)()
    except (psycopg.Error, ValueError):
        pass
connection.close()
