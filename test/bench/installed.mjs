/**
 * The packages of test/bench/package.json, which are installed when they are needed for the first time.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = (path) => new URL(path, import.meta.url)

/** @param name one of them: those that were installed before it was added are installed anew */
export const installed = (name) => {
  if (existsSync(here(`node_modules/${name}`))) return
  execFileSync('npm', ['ci', '--prefix', fileURLToPath(here('.'))], { stdio: 'inherit' })
}
