/**
 * Proves that the type checker accepts this folder: every line that must compile does, and every line under a
 * `@ts-expect-error` does not. The programs of this folder prove nothing by running.
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
const files = readdirSync(`${root}test/types`)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `test/types/${file}`)

/** What the type checker has to say, line by line, and which files it looked at. It needs no threads: other tests do. */
const said = async (): Promise<readonly string[]> => {
  const options = ['-p', 'test/types', '--singleThreaded', '--listFiles', '--pretty', 'false']
  const run = promisify(execFile)(process.execPath, [compiler, ...options], { cwd: root, maxBuffer: 1e8 })
  const { stdout } = await run.catch((failed: { readonly stdout: string }) => failed)
  return stdout.split('\n')
}

test('the type checker agrees, and has looked at these files', { timeout: 300_000 }, async () => {
  const lines = await said()
  expect(lines.filter((line) => files.some((file) => line.startsWith(file)))).toEqual([])
  for (const file of files) expect(lines).toContain(`${root}${file}`)
})
