/**
 * The database of tests that are the same for all: the server that `npm run test:postgres` has started, or else one within Node.
 */
import { type Database, startEmbedded } from './embedded.ts'

/** Whether it is a server of its own, that knows all that servers know. */
export const isServer = process.env.FLOE_POSTGRES !== undefined

export const startDatabase = async (): Promise<Database> =>
  process.env.FLOE_POSTGRES === undefined
    ? startEmbedded()
    : { url: process.env.FLOE_POSTGRES, stop: async () => undefined }
