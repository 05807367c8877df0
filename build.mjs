/**
 * Builds `dist`: the declarations by tsc, a file for each module of `src`; the code by esbuild, in few files, since Node pays
 * for each that it loads. One file for each entry of package.json, one for what the program and the loader find by its
 * path, and chunks of what these share and of what is loaded later.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const { exports, bin } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

/** Found by their paths: by Node's hooks for modules, by threads, and by tests of the program. */
const byPath = [
  './dist/loader/hooks.js',
  './dist/cli/program.js',
  './dist/cli/typescript-hooks.js',
  './dist/cli/watchdog-thread.js',
  './dist/cli/worker-loader.js',
  './dist/engine/workers/thread.js',
]
const built = [...Object.values(exports).flatMap((entry) => entry.default ?? []), bin.floe, ...byPath]

/**
 * What is loaded together gets into few chunks: esbuild makes one for each set of entries that share modules, so whoever has
 * most of `floe` anyway, or comes after it, says that it has all; and whoever reads functions, that it has the engine.
 */
const engine = fileURLToPath(new URL('src/engine/compiled/execute.ts', import.meta.url))
const withFloe = {
  name: 'with floe',
  setup: ({ onLoad }) => {
    const having = (filter, what) =>
      onLoad({ filter }, async ({ path }) => ({
        contents: [await readFile(path, 'utf8'), ...what.map((one) => `import ${JSON.stringify(one)}`)].join('\n'),
        loader: 'ts',
      }))
    having(
      /[\\/]src[\\/](?:(?:io|io[\\/]postgres|codec)[\\/]index|inspect[\\/]table|engine[\\/].*[\\/]execute|cli[\\/](?:exports-to-check|write-evidence))\.ts$/,
      ['floe'],
    )
    having(
      /[\\/]src[\\/](?:(?:inspect|laws)[\\/]index|engine[\\/]execution|cli[\\/](?:program|check-\w+)|laws[\\/]equivalence[\\/](?:compare|pair|equivalent|print-equivalence))\.ts$/,
      ['floe', engine],
    )
  },
}

rmSync(new URL('dist', import.meta.url), { recursive: true, force: true })
const tsc = spawn('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: process.platform === 'win32' })
const code = build({
  entryPoints: built.map((path) => path.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
  outbase: 'src',
  outdir: 'dist',
  // As deep as all entries but one: what a module finds beside it by `import.meta.url`, it finds from there as well.
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  alias: { floe: './src/index.ts' },
  ignoreAnnotations: true,
  plugins: [withFloe],
  format: 'esm',
  platform: 'node',
  target: 'es2023',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
})
const [[exitCode]] = await Promise.all([once(tsc, 'exit'), code])
process.exitCode = exitCode ?? 1
