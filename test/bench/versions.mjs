/**
 * The versions of what is measured, as installed: peers of test/bench/package.json, and those that Floe itself has.
 */
import { existsSync, readFileSync } from 'node:fs'

const folders = [new URL('node_modules/', import.meta.url), new URL('../../node_modules/', import.meta.url)]

/** `lodash 4.18.1`; undefined if it is not installed. */
export const versionOf = (name) => {
  const found = folders.map((folder) => new URL(`${name}/package.json`, folder)).find((path) => existsSync(path))
  return found === undefined ? undefined : JSON.parse(readFileSync(found, 'utf8')).version
}
