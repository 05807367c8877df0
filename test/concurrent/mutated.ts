/**
 * `floe/concurrent` with one mistake in it: what tests must tell from the real one.
 */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'

export interface Mistake {
  /** A module of src/concurrent. */
  readonly file: string
  /** What stands there once, and what stands there instead. */
  readonly from: string
  readonly to: string
}

/** What is added to modules: permits that a mistake leaves held would have Node follow promises for good, and be slow. */
const added: Readonly<Record<string, string>> = {
  'surroundings.ts': '\nexport const unfollow = () => storage?.disable()\n',
  'index.ts': "\nexport { unfollow } from './surroundings.ts'\n",
}

/** The modules, with a mistake, for the test that is running. */
export const mutated = async ({ file, from, to }: Mistake): Promise<typeof import('floe/concurrent')> => {
  const folder = join(process.cwd(), 'src/concurrent')
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [
      {
        name: 'mistake',
        setup: ({ onLoad }) =>
          onLoad({ filter: /[\\/]concurrent[\\/][\w-]+\.ts$/ }, async ({ path }) => {
            const text = `${await readFile(path, 'utf8')}${added[basename(path)] ?? ''}`
            if (basename(path) !== file) return { contents: text, loader: 'ts' }
            if (text.split(from).length !== 2) throw new Error(`${file} does not have once: ${from}`)
            return { contents: text.replace(from, () => to), loader: 'ts' }
          }),
      },
    ],
  })
  const text = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')
  const made = (await import(`data:text/javascript;base64,${text}`)) as typeof import('floe/concurrent') & {
    readonly unfollow: () => void
  }
  onTestFinished(made.unfollow)
  return made
}
