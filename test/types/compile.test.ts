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
const files = readdirSync(`${root}test/types`).map((file) => `test/types/${file}`)

/** What the type checker has to say, line by line. */
const complaints = async (): Promise<readonly string[]> => {
  const run = promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.json', '--pretty', 'false'], {
    cwd: root,
  })
  const { stdout } = await run.catch((failed: { readonly stdout: string }) => failed)
  return stdout.split('\n')
}

test('the type checker agrees', async () => {
  const ours = (await complaints()).filter((line) => files.some((file) => line.startsWith(file)))
  expect(ours).toEqual([])
})

test('and has looked at these files', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.json', '--listFilesOnly'], {
    cwd: root,
    maxBuffer: 1e8,
  })
  for (const file of files) expect(stdout).toContain(file)
})
