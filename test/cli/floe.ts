/**
 * The built program as a child process: what it prints, and how it ends.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

/** The root of the repository, where the program is run. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
export const pipelines = 'test/cli/fixtures/pipelines.ts'

/** What npm and vitest set must not change an answer. */
export const environment = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' }

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Starts the program, with options of Node's; its ends of the pipes are the caller's. */
export const start = (args: readonly string[], nodeOptions: readonly string[] = []): ChildProcess =>
  startIn(root, args, {}, nodeOptions)

/** Starts the program in another folder. */
export const startIn = (
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  nodeOptions: readonly string[] = [],
): ChildProcess =>
  spawn(process.execPath, [...nodeOptions, join(root, 'dist/cli/main.js'), ...args], {
    cwd: folder,
    env: { ...environment, ...env },
  })

/** What a started program prints until it ends. */
export const ended = (child: ChildProcess): Promise<Ended> =>
  new Promise((done, failed) => {
    let out = ''
    let err = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      err += text
    })
    child.on('error', failed)
    child.on('close', (code) => done({ code, out, err }))
  })

/** Runs the program to its end. */
export const floe = (...args: readonly string[]): Promise<Ended> => ended(start(args))

/** A folder of the test's own, removed at its end. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'floe-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
