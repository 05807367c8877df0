/**
 * The packages by which a database is spoken to. They are loaded when the first connection is wanted, and not before: whoever
 * reads files needs none of them.
 */

import { FloeError } from '../../error/floe-error.ts'
import { systemCode } from '../files/file-errors.ts'

const needed = async <A>(name: string, load: () => Promise<A>): Promise<A> => {
  try {
    return await load()
  } catch (thrown) {
    if (systemCode(thrown) !== 'ERR_MODULE_NOT_FOUND') throw thrown
    throw new FloeError('InvalidArgument', {
      message: `floe/postgres needs the package ${name}, which is not installed`,
      hint: 'npm install pg pg-cursor pg-copy-streams',
      cause: thrown,
    })
  }
}

export const loadPg = (): Promise<typeof import('pg')> =>
  needed('pg', async () => (await import('pg')).default as unknown as typeof import('pg'))

export const loadCursor = (): Promise<typeof import('pg-cursor')> =>
  needed('pg-cursor', async () => (await import('pg-cursor')).default as unknown as typeof import('pg-cursor'))

export const loadCopy = (): Promise<typeof import('pg-copy-streams')> =>
  needed(
    'pg-copy-streams',
    async () => (await import('pg-copy-streams')).default as unknown as typeof import('pg-copy-streams'),
  )
