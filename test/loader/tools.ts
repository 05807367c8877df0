/**
 * Ways in which a user's TypeScript gets to be loaded with Floe's loader: each takes a folder of modules and gives what is
 * read of their functions.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { build as viteBuild } from 'vite'
import { afterAll, beforeAll } from 'vitest'
import { floe as esbuildPlugin } from '../../src/loader/esbuild.ts'
import { floe as vitePlugin } from '../../src/loader/vite.ts'
import type { Files } from './fixture.ts'
import type { Told } from './report.ts'

export type Report = Readonly<Record<string, Told>>
/** Reports on the module `cases.ts` in a folder. */
export type Tool = (folder: string) => Promise<Report>

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

const home = mkdtempSync(join(tmpdir(), 'floe-loader-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** A new folder with these files. */
export const folderOf = (files: Files): string => {
  const folder = mkdtempSync(join(home, 'user-'))
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files }))
    writeFileSync(join(folder, name), text)
  return folder
}

const hooks = pathToFileURL(join(home, 'node_modules/floe/dist/src/loader/index.js')).href
const reporter = join(home, 'node_modules/floe/dist/test/loader/report.js')
/** What vitest sets must not reach others. */
const clean = { PATH: process.env.PATH ?? '' }
const tsx = import.meta.resolve('tsx')

/** Builds the loader and the reporter as they stand in the sources, for other processes. */
export const buildLoader = (): void =>
  beforeAll(async () => {
    await build({
      absWorkingDir: root,
      entryPoints: ['src/loader/index.ts', 'src/loader/hooks.ts', 'src/loader/vite.ts', 'test/loader/report.ts'],
      outbase: '.',
      outdir: join(home, 'node_modules/floe/dist'),
      bundle: true,
      platform: 'node',
      format: 'esm',
    })
    writeFileSync(join(home, 'node_modules/floe/package.json'), '{ "type": "module" }')
  })

/** What another process reports of a file. */
const report = async (file: string, ...imports: readonly string[]): Promise<Report> => {
  const args = [...imports.flatMap((one) => ['--import', one]), reporter, file, 'report']
  const { stdout } = await run(process.execPath, args, { cwd: root, env: clean })
  return JSON.parse(stdout) as Report
}

/** TypeScript with its types blanked, as Node from 22.18 on has them stripped. */
const hasStripping = (process.features as { readonly typescript?: false | string }).typescript === 'strip'

const bundled =
  (isMinified: boolean): Tool =>
  async (folder) => {
    const outfile = join(folder, 'out/bundle.mjs')
    await build({
      entryPoints: [join(folder, 'cases.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      minify: isMinified,
      plugins: [esbuildPlugin()],
    })
    return report(outfile)
  }

/** What a file prints under tsx and the loader, with source maps. */
export const printed = async (file: string): Promise<string> => {
  const args = ['--enable-source-maps', '--import', tsx, '--import', hooks, file]
  return (await run(process.execPath, args, { cwd: root, env: clean })).stdout
}

/** By tsx alone, as if there was no loader. */
export const withoutLoader: Tool = (folder) => report(join(folder, 'cases.ts'), tsx)

export const tools = {
  tsx: (folder: string) => report(join(folder, 'cases.ts'), tsx, hooks),
  tsc: async (folder: string) => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const options = '--target es2023 --module nodenext --rewriteRelativeImportExtensions --outDir out --strict'
    await run(process.execPath, [tsc, ...options.split(' '), 'cases.ts'], { cwd: folder })
    return report(join(folder, 'out/cases.js'), hooks)
  },
  'esbuild, bundled': bundled(false),
  'esbuild, minified': bundled(true),
  'vite, built and minified': async (folder: string) => {
    await viteBuild({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [vitePlugin()],
      build: {
        lib: { entry: 'cases.ts', formats: ['es'], fileName: 'bundle' },
        outDir: 'out',
        minify: true,
      },
    })
    return report(join(folder, 'out/bundle.js'))
  },
  vitest: async (folder: string) => {
    const plugin = pathToFileURL(join(home, 'node_modules/floe/dist/src/loader/vite.js')).href
    writeFileSync(
      join(folder, 'vitest.config.mjs'),
      `import { floe } from ${JSON.stringify(plugin)}
       export default { plugins: [floe()], test: { globals: true } }`,
    )
    writeFileSync(
      join(folder, 'cases.test.ts'),
      `import { writeFileSync } from 'node:fs'
       import { cases } from './cases.ts'
       import { reportOf } from ${JSON.stringify(reporter)}
       test('report', () => writeFileSync('report.json', JSON.stringify(reportOf(cases))))`,
    )
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run'], { cwd: folder, env: clean })
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report
  },
  ...(hasStripping ? { 'Node strips types': (folder: string) => report(join(folder, 'cases.ts'), hooks) } : {}),
}
