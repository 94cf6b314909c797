"""One session of asyncpg: python3 asyncpg_turns.py URL SESSION TURNS SEED"""

import asyncio
import io
import random
import sys
from datetime import datetime, timezone
from decimal import Decimal
from uuid import UUID

import asyncpg

url, session, turns, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
choose = random.Random(seed)
strings = ["plain", "O'Neil", "back\\slash", "new\nline", "żółw 🐢", "%", ""]


async def take_turn(connection, mark, number, text):
    async def values():
        when = datetime.fromtimestamp(1_700_000_000 + number, timezone.utc)
        asked = "SELECT $1::text, $2::int, $3::timestamptz, $4::bytea, $5::numeric, $6::float8, $7::uuid, $8::bool"
        price = Decimal(number) / 8 * choose.choice([1, -1, 10_000, 1_000_000])
        rest = (price, number / 8, UUID(int=number), number > 100)
        await connection.fetch(asked, text, None, when, bytes([number, 0, 255]), *rest)

    async def in_transaction():
        async with connection.transaction():
            await connection.execute("DELETE FROM item WHERE id = $1::int", number)
            try:
                async with connection.transaction():
                    await connection.fetch(f"SELECT 1 / 0 /* {mark} */")
            except asyncpg.PostgresError:
                pass
            if number % 2 == 0:
                raise ValueError("changed my mind")

    async def fetched():
        async with connection.transaction():
            async for _ in connection.cursor("SELECT id FROM item WHERE id <= $1::int", number, prefetch=7):
                pass

    async def fetched_in_part():
        async with connection.transaction():
            cursor = await connection.cursor(f"SELECT id FROM item WHERE id <= $1::int /* {mark} */", 100)
            await cursor.fetch(7)

    async def prepared():
        statement = await connection.prepare(f"SELECT name FROM item WHERE id = $1::int /* {mark} */")
        await statement.fetchval(number)
        await statement.fetch(7)

    many = "INSERT INTO entry (note) VALUES ($1::text)"
    actions = [
        values,
        in_transaction,
        fetched,
        fetched_in_part,
        prepared,
        lambda: connection.fetch("SELECT name FROM item WHERE id < $1::int", number),
        lambda: connection.fetchrow("SELECT * FROM item WHERE id = $1::int", number),
        lambda: connection.execute(f"SELECT 1 /* {mark} */; SELECT name FROM item WHERE id < 10"),
        lambda: connection.execute("UPDATE item SET name = $1::text WHERE id = $2::int", text, number),
        lambda: connection.executemany(many, [(text,)] * (number % 5 + 1)),
        lambda: connection.fetch(f"SELEC nonsense /* {mark} */"),
        lambda: connection.fetch("SELECT 1 / ($1::int - $1::int)", number),
        lambda: connection.execute("INSERT INTO item (id) VALUES ($1::int)", number),
        lambda: connection.copy_records_to_table("entry", records=[(text,)] * 3, columns=["note"]),
        lambda: connection.copy_from_query("SELECT * FROM item WHERE id <= $1", number, output=io.BytesIO()),
        lambda: connection.fetch(f"SELECT pg_sleep(3) /* {mark} */", timeout=0.02),
        lambda: connection.reset(),
    ]
    await choose.choice(actions)()


async def main():
    connection = await asyncpg.connect(url, statement_cache_size=choose.choice([0, 5, 100]))
    await connection.execute(f"SELECT 'session {session}'")
    for turn in range(turns):
        try:
            await take_turn(connection, f"{session}-{turn}", choose.randint(1, 200), choose.choice(strings))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncio.TimeoutError, ValueError):
            pass
    await connection.close()


asyncio.run(main())
