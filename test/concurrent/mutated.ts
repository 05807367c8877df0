/**
 * `floe/concurrent` with one mistake in it: what tests must tell from the real one.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

export interface Mistake {
  /** A module of src/concurrent. */
  readonly file: string
  /** What stands there once, and what stands there instead. */
  readonly from: string
  readonly to: string
}

/** The modules, with a mistake. */
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
          onLoad({ filter: new RegExp(`[\\\\/]concurrent[\\\\/]${file}$`) }, async ({ path }) => {
            const text = await readFile(path, 'utf8')
            if (text.split(from).length !== 2) throw new Error(`${file} does not have once: ${from}`)
            return { contents: text.replace(from, () => to), loader: 'ts' }
          }),
      },
    ],
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`)
}
