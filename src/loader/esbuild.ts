/**
 * The module loader as a plugin for esbuild. esbuild gives plugins the files as they are, so types are stripped here first,
 * by the same esbuild and by the same tsconfig.
 */
import { basename, dirname } from 'node:path'
import type { BuildOptions, OnLoadResult, Plugin, PluginBuild } from 'esbuild'
import { takeMap, withMap } from './inline-map.ts'
import { isUserModule } from './is-user-module.ts'
import { packageVersion } from './package-version.ts'
import { transform } from './transform.ts'

/** Of the options of a build, those that say what the syntax of one file means. */
const languageOf = ({
  jsx,
  jsxDev,
  jsxFactory,
  jsxFragment,
  jsxImportSource,
  jsxSideEffects,
  tsconfig,
  tsconfigRaw,
}: BuildOptions) =>
  Object.fromEntries(
    Object.entries({
      jsx,
      jsxDev,
      jsxFactory,
      jsxFragment,
      jsxImportSource,
      jsxSideEffects,
      tsconfig,
      tsconfigRaw,
    }).filter(([, value]) => value !== undefined),
  ) as BuildOptions

/** A file as JavaScript of today, with nothing else done to it; the map is in it. */
const strip = async (path: string, { esbuild, initialOptions }: PluginBuild): Promise<string | undefined> => {
  const { outputFiles } = await esbuild.build({
    ...languageOf(initialOptions),
    entryPoints: [path],
    bundle: false,
    write: false,
    outdir: dirname(path),
    sourcemap: 'inline',
    target: 'esnext',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text
}

const load = async (path: string, build: PluginBuild): Promise<OnLoadResult | undefined> => {
  // What cannot be read is left to esbuild, which says why.
  const stripped = await strip(path, build).catch(() => undefined)
  if (stripped === undefined) return undefined
  const { code, map } = takeMap(stripped)
  const versionOf = (specifier: string) => packageVersion(specifier, dirname(path))
  const changed = transform(code, { file: basename(path), map, versionOf })
  return changed === undefined ? undefined : { contents: withMap(changed), loader: 'js' }
}

/**
 * Attaches to functions of your modules what they capture, so that Floe reads them as they were written, minified or not. It
 * reads the files itself, so it stands after plugins that change them.
 *
 * @example
 * import { build } from 'esbuild'
 * import { floe } from 'floe/loader/esbuild'
 *
 * const { errors } = await build({
 *   stdin: { contents: "console.log('bundled')" },
 *   bundle: true,
 *   write: false,
 *   plugins: [floe()],
 * })
 * console.log(errors.length)
 * // 0
 */
export const floe = (): Plugin => ({
  name: 'floe',
  setup: (build) => {
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path }) =>
      isUserModule(path) ? load(path, build) : undefined,
    )
  },
})
