import { pool } from './db.ts';

/** Tells the other instances every 700 ms that this one is alive. Returns a function that ends it. */
export function startHeartbeat(name: string): () => void {
  const timer = setInterval(() => {
    pool
      .query(
        `INSERT INTO instances (name, seen_at) VALUES ($1, now())
         ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at`,
        [name],
      )
      .catch((error: Error) => console.error(`Heartbeat failed: ${error.message}`));
  }, 700);
  return () => clearInterval(timer);
}
