"""One session of psycopg2: python3 psycopg2_turns.py URL SESSION TURNS SEED"""

import io
import random
import sys
import threading
from datetime import datetime, timezone

import psycopg2
from psycopg2.extras import Json, execute_batch, execute_values

url, session, turns, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
choose = random.Random(seed)
strings = ["plain", "O'Neil", "back\\slash", "new\nline", "żółw", "%", ""]
connection = psycopg2.connect(url)
cursor = connection.cursor()


def cancelled():
    timer = threading.Timer(0.02, connection.cancel)
    timer.start()
    try:
        cursor.execute(f"SELECT pg_sleep(3) /* {mark} */")
    finally:
        timer.join()


def values():
    when = datetime.fromtimestamp(1_700_000_000 + number, timezone.utc)
    cursor.execute("SELECT %s, %s, %s, %s, %s", (text, number, None, when, bytes([number, 0, 255])))


def fetched():
    with connection.cursor(f"c{mark}") as named:
        named.itersize = 7
        named.execute("SELECT id FROM item WHERE id <= %s", (number,))
        list(named)


def copied_in():
    cursor.copy_expert(f"COPY entry (note) FROM STDIN /* {mark} rows=2 */", io.StringIO("a\nb\n"))


def autocommitted():
    connection.commit()
    connection.autocommit = True
    cursor.execute(f"SELECT 'on its own' /* {mark} */")
    connection.autocommit = False


def in_another_encoding():
    connection.set_client_encoding("LATIN1")
    cursor.execute(f"SELECT 'Größe, café' /* {mark} */")
    connection.commit()
    connection.set_client_encoding("UTF8")


actions = [
    values,
    lambda: cursor.execute("SELECT name FROM item WHERE id = %s", (number,)),
    lambda: cursor.execute("SELECT %s, %s", (Json({"text": text}), [1, 2, number])),
    lambda: cursor.execute(f"SELECT 1 /* {mark} */; SELECT name FROM item WHERE id < 10"),
    lambda: cursor.execute("UPDATE item SET name = %s WHERE id = %s", (text.replace("\x00", ""), number)),
    lambda: cursor.executemany("SELECT name FROM item WHERE id = %s", [(number,), (7,), (8,)]),
    lambda: execute_batch(cursor, "INSERT INTO entry (note) VALUES (%s)", [(text,)] * 3),
    lambda: execute_values(cursor, "INSERT INTO entry (note) VALUES %s", [(text,)] * 5),
    lambda: cursor.execute(f"SELEC nonsense /* {mark} */"),
    lambda: cursor.execute("SELECT 1 / (%s - %s)", (number, number)),
    lambda: cursor.execute(f"SAVEPOINT s; SELECT 1 /* {mark} */; ROLLBACK TO s"),
    lambda: cursor.copy_expert("COPY (SELECT * FROM item ORDER BY id LIMIT 3) TO STDOUT", io.StringIO()),
    copied_in,
    fetched,
    cancelled,
    autocommitted,
    in_another_encoding,
    connection.commit,
    connection.rollback,
]

cursor.execute(f"SELECT 'session {session}'")
for turn in range(turns):
    mark, number, text = f"{session}-{turn}", choose.randint(1, 200), choose.choice(strings)
    try:
        choose.choice(actions)()
        if choose.random() < 0.5:
            connection.commit()
    except psycopg2.Error:
        connection.rollback()
        connection.set_client_encoding("UTF8")
connection.close()
