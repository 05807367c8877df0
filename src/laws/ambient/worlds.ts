/**
 * The worlds in which a function is tried: one that is the same each time, and for whatever it reads some others.
 */
import type { Reading, World } from './watch.ts'

const at = (iso: string): number => Date.parse(iso)
const begin = at('2026-01-15T10:30:00.000Z')
const hour = 3_600_000

/** All the same each time, and on each machine. */
export const usualWorld: World = {
  clock: begin,
  chance: 0.5,
  zone: 'UTC',
  locale: 'en-US',
  env: null,
  cwd: '/the/working/directory',
}

/** A world, and what is different in it. */
export interface Variation {
  readonly world: World
  readonly what: string
}

const varied = (world: Partial<World>, what: string): Variation => ({ world: { ...usualWorld, ...world }, what })

/** With something as it really is. */
const real = (what: 'env' | 'cwd', told: string): Variation => {
  const { [what]: _, ...world } = usualWorld
  return { world, what: told }
}

const clocks: readonly number[] = [
  begin + hour,
  begin + 14 * hour,
  begin + 3 * 24 * hour,
  begin + 45 * 24 * hour,
  // Both sides of the nights in which clocks are put forward and back in Europe and America.
  at('2026-03-08T09:30:00.000Z'),
  at('2026-03-29T00:30:00.000Z'),
  at('2026-03-29T02:30:00.000Z'),
  at('2026-07-04T12:00:00.000Z'),
  at('2026-10-25T01:30:00.000Z'),
  at('1970-01-01T00:00:00.001Z'),
  at('1999-12-31T23:59:59.999Z'),
  at('2028-02-29T12:00:00.000Z'),
  at('2038-01-19T03:14:08.000Z'),
  at('2100-06-01T00:00:00.000Z'),
  at('9999-01-01T00:00:00.000Z'),
]

const zones = ['America/New_York', 'Asia/Kolkata', 'Europe/London', 'Pacific/Kiritimati', 'Australia/Lord_Howe']
const locales = ['de-DE', 'tr-TR', 'sv-SE', 'et-EE', 'da-DK', 'cs-CZ', 'ar-EG']

const iso = (time: number): string => new Date(time).toISOString().replace('.000', '')

export const variations: { readonly [R in Reading]: readonly Variation[] } = {
  clock: clocks.map((clock) => varied({ clock }, `with the clock at ${iso(clock)} and not ${iso(begin)}`)),
  chance: [0, 0.999_999, 0.25].map((chance) => varied({ chance }, `with ${chance} drawn by chance, and not 0.5`)),
  zone: zones.map((zone) => varied({ zone }, `in the time zone ${zone}, and not in UTC`)),
  locale: locales.map((locale) => varied({ locale }, `in the locale ${locale}, and not in en-US`)),
  env: [
    ...['1', 'production', ''].map((env) => varied({ env }, `with '${env}' in the variable, and not without it`)),
    real('env', 'with the variable as it is here, and not without it'),
  ],
  cwd: [
    varied({ cwd: '/another/directory' }, 'in another working directory'),
    real('cwd', 'in the working directory as it is here'),
  ],
  network: [varied({ network: 'down' }, 'without a network')],
}
