import pg from 'pg';

export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL ?? 'postgres://shop:shop@127.0.0.1:54329/shop',
  max: 10,
  connectionTimeoutMillis: 5000,
});

// An idle connection that the database closed: the pool opens a new one when it is needed.
pool.on('error', (error) => console.error(`Database connection lost: ${error.message}`));

export const checkDatabase = () => pool.query('SELECT 1');

/** Runs `work` in a transaction on one connection. */
export async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
