/**
 * A PostgreSQL that needs nothing installed: PGlite, over its socket server. It is one process of PostgreSQL, so one transaction
 * at a time; it knows no `copy … from stdin`, no cancelling, and lets everybody in.
 */
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

/** A database that can be connected to. */
export interface Database {
  readonly url: string
  readonly stop: () => Promise<void>
}

export const startEmbedded = async (): Promise<Database> => {
  const db = await PGlite.create()
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 8 })
  await server.start()
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    stop: async () => {
      await server.stop()
      await db.close()
    },
  }
}
