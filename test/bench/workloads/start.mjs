/**
 * What must be paid before the first row: loading Floe, and planning and compiling a pipeline. All in fresh processes,
 * but for the second run of a pipeline.
 */
import { gzipSync } from 'node:zlib'
import { dist } from '../floe-dist.mjs'

/** Thirty stages over a row, a third of each kind; the functions differ, as a user's do. */
const thirtyStages = ({ F }) =>
  F.pipe(
    F.rows([{ a: 1, b: 'x' }]),
    F.flow(
      F.map((r) => ({ ...r, c0: r.a + 0 })),
      F.filter((r) => r.c0 > -1),
      F.derive({ d0: (r) => r.c0 * 2 }),
      F.map((r) => ({ ...r, c1: r.d0 + 1 })),
      F.filter((r) => r.c1 > -2),
      F.derive({ d1: (r) => r.c1 * 3 }),
      F.map((r) => ({ ...r, c2: r.d1 + 2 })),
      F.filter((r) => r.c2 > -3),
      F.derive({ d2: (r) => r.c2 * 4 }),
    ),
    F.flow(
      F.map((r) => ({ ...r, c3: r.d2 + 3 })),
      F.filter((r) => r.c3 > -4),
      F.derive({ d3: (r) => r.c3 * 5 }),
      F.map((r) => ({ ...r, c4: r.d3 + 4 })),
      F.filter((r) => r.c4 > -5),
      F.derive({ d4: (r) => r.c4 * 6 }),
      F.map((r) => ({ ...r, c5: r.d4 + 5 })),
      F.filter((r) => r.c5 > -6),
      F.derive({ d5: (r) => r.c5 * 7 }),
    ),
    F.flow(
      F.map((r) => ({ ...r, c6: r.d5 + 6 })),
      F.filter((r) => r.c6 > -7),
      F.derive({ d6: (r) => r.c6 * 8 }),
      F.map((r) => ({ ...r, c7: r.d6 + 7 })),
      F.filter((r) => r.c7 > -8),
      F.derive({ d7: (r) => r.c7 * 9 }),
      F.map((r) => ({ ...r, c8: r.d7 + 8 })),
      F.filter((r) => r.c8 > -9),
      F.derive({ d8: (r) => r.c8 * 10 }),
    ),
    F.flow(
      F.map((r) => ({ b: r.b, e: r.d8 % 1000 })),
      F.filter((r) => r.e >= 0),
      F.derive({ f: (r) => `${r.b}${r.e}` }),
    ),
  )

const planning = {
  prepare: () => import('../floe.mjs'),
  run: (floe) => floe.rowsOf(thirtyStages(floe)),
}

const importing = (entry) => ({
  name: `import '${entry}'`,
  run: () => import(`${dist}/${entry.replace(/^floe\/?/, '')}/index.js`),
})

/** Kilobytes of an output file, as it travels. */
const zipped = ({ contents }) => gzipSync(contents, { level: 9 }).length / 1000

/**
 * Kilobytes of our own code behind `floe`, as a bundler that splits code ships it, without its dependencies: what is loaded
 * at once, and all, with what the first run loads.
 */
const bundled = async () => {
  const { build } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    entryPoints: [`${dist}/index.js`],
    outdir: 'bundled',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'error',
  })
  const { outputs } = metafile
  const atOnce = new Set([Object.keys(outputs).find((path) => outputs[path].entryPoint?.endsWith('dist/index.js'))])
  for (const path of atOnce)
    for (const { path: target, kind, external } of outputs[path].imports)
      if (kind === 'import-statement' && external !== true) atOnce.add(target)
  const total = (files) => files.reduce((sum, file) => sum + zipped(file), 0)
  return {
    atOnce: total(outputFiles.filter(({ path }) => [...atOnce].some((one) => path.endsWith(`/${one}`)))),
    all: total(outputFiles),
  }
}

export default [
  {
    id: 'planning',
    title: 'Planning and compiling',
    text: 'A plan of 30 stages over one row, built, planned, compiled and run: the first of its process, and again in the same one.',
    fresh: true,
    contestants: [
      { name: 'Floe', ...planning },
      {
        name: 'again',
        prepare: async () => {
          const floe = await planning.prepare()
          for (let i = 0; i < 20; i++) await planning.run(floe)
          return floe
        },
        run: planning.run,
      },
    ],
    aims: [{ text: 'at most 20 ms', of: (ms) => ms.Floe, unit: 'ms', atMost: 20 }],
  },
  {
    id: 'import',
    title: 'Loading',
    text: 'In fresh processes, files in the cache of the system.',
    fresh: true,
    normal: () => '',
    contestants: [importing('floe'), importing('floe/io'), importing('floe/aggregate')],
    aims: [{ text: 'at most 60 ms', of: (ms) => ms["import 'floe'"], unit: 'ms', atMost: 60 }],
  },
  {
    id: 'size',
    title: 'Size',
    text: 'Our own code behind `floe`, bundled with splitting and minified by esbuild, without dependencies, gzipped. The aim is for the core: what is loaded at once. Engines, and what else only a run needs, come later, and are in the second line.',
    measure: async () => {
      const { atOnce, all } = await bundled()
      const reached = atOnce <= 40
      return {
        aims: [
          { text: 'at most 40 kB at once', unit: 'kB', clock: atOnce, reached: [reached, reached] },
          { text: 'with all that is loaded later', unit: 'kB', clock: all },
        ],
      }
    },
  },
]
