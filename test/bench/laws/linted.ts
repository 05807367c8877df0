/** Which entries of the corpus eslint-plugin-functional complains about, by its recommended rules. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** Their names; undefined where the plugin is not installed. */
export const complaints = (): ReadonlySet<string> | undefined => {
  if (!existsSync(pathOf('../node_modules/eslint-plugin-functional'))) return undefined
  const printed = execFileSync(process.execPath, [pathOf('lint.mjs')], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  return new Set((JSON.parse(printed) as { readonly complaints: readonly string[] }).complaints)
}
