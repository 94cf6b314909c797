import { pool } from './db.ts';

/** Tells the other instances every 700 ms that this one is alive. Returns a function that ends it. */
export function startHeartbeat(name: string): () => void {
  let works = true;
  const timer = setInterval(async () => {
    try {
      await pool.query(
        `INSERT INTO instances (name, seen_at) VALUES ($1, now())
         ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at`,
        [name],
      );
      works = true;
    } catch (error) {
      if (works) console.error(`Heartbeat fails: ${(error as Error).message}`); // Once, not every 700 ms.
      works = false;
    }
  }, 700);
  return () => clearInterval(timer);
}
