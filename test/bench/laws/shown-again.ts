/**
 * Failures shown again as somebody else would: in a process of its own, with another zone, locale, environment, folder, and
 * other options of Node.
 */
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

export interface Asked {
  /** Of an entry of the corpus. */
  readonly name: string
  readonly replay: string
  readonly given: 'fresh' | 'as it is'
}

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** The texts of failures, null for those that did not fail. */
export const shownAgain = (asked: readonly Asked[]): readonly (string | null)[] => {
  const { NODE_OPTIONS: _, ...env } = process.env
  const given = ['--stack-trace-limit=25', '--import', import.meta.resolve('tsx'), pathOf('show-again.ts')]
  const printed = execFileSync(process.execPath, given, {
    cwd: tmpdir(),
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: {
      ...env,
      TSX_TSCONFIG_PATH: pathOf('../../../tsconfig.json'),
      TZ: 'Asia/Kolkata',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      NODE_ENV: 'production',
      FLOE_FAILURES: 'off',
    },
  })
  return JSON.parse(printed) as readonly (string | null)[]
}
