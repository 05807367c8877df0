/**
 * The module loader as a plugin for Vite, vitest and Rollup (and Rolldown). Knows no types of theirs: what they ask of a
 * plugin is said here.
 */
import { basename, dirname } from 'node:path'
import type { SourceMap } from './edit.ts'
import { isModuleName, isUserModule } from './is-user-module.ts'
import { packageVersion } from './package-version.ts'
import { transform } from './transform.ts'

/** What Vite and Rollup know of this plugin. */
interface FloePlugin {
  readonly name: 'floe'
  readonly transform: (code: string, id: string) => { readonly code: string; readonly map: SourceMap } | undefined
}

/**
 * Attaches to functions of your modules what they capture, so that Floe reads them as they were written. In Rollup it stands
 * after the plugin that strips types; Vite and vitest see to that.
 *
 * @example
 * import { floe } from 'floe/loader/vite'
 *
 * const config = { plugins: [floe()] } // in vite.config.ts, vitest.config.ts or rollup.config.js
 * console.log(config.plugins[0]?.name)
 * // floe
 */
export const floe = (): FloePlugin => ({
  name: 'floe',
  transform: (code, id) => {
    if (!isModuleName(id) || !isUserModule(id)) return undefined
    return transform(code, { file: basename(id), versionOf: (specifier) => packageVersion(specifier, dirname(id)) })
  },
})
