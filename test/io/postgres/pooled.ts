/**
 * Connections to a database that is there for the tests of one file.
 */
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import type { Database } from './embedded.ts'

/** They are there once tests run. Two: the embedded server serves one after the other. */
export const pooled = (start: () => Promise<Database>): { readonly pool: pg.Pool } => {
  let database: Database
  let pool: pg.Pool
  beforeAll(async () => {
    database = await start()
    pool = new pg.Pool({ connectionString: database.url, max: 2 })
  })
  afterAll(async () => {
    await pool.end()
    await database.stop()
  })
  return {
    get pool() {
      return pool
    },
  }
}
