/**
 * Runs the tests of `floe/postgres` against a PostgreSQL server, which it starts, and installs if need be.
 *
 *   npm run test:postgres -- [names of files]
 *   FLOE_KILLS=200 npm run test:postgres -- kills
 *
 * Processes that are killed are of what was built last.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startServer } from './server.ts'

const server = await startServer()
try {
  const vitest = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.postgres.config.ts', ...process.argv.slice(2)],
    { stdio: 'inherit', env: { ...process.env, FLOE_POSTGRES: server.url } },
  )
  const [code] = await once(vitest, 'exit')
  process.exitCode = typeof code === 'number' ? code : 1
} finally {
  await server.stop()
}
