/** Traps for what is printed and compared in the locale, and in the zone, that nobody has named. */
import { methodTrap, type Trap } from '../trap.ts'
import { current, read, type Watch } from '../watch.ts'

const isNamed = (locales: unknown): boolean =>
  locales !== undefined && !(Array.isArray(locales) && locales.length === 0)

const localeOf = (watch: Watch, how: string, locales: unknown): unknown =>
  isNamed(locales) ? locales : (read(watch, 'locale', how)?.locale ?? locales)

type Options = Readonly<Record<string, unknown>> | undefined

/** Options with the zone that is pretended, where they name none. */
const zonedOptions = (watch: Watch, how: string, options: Options): Options => {
  if (options?.timeZone !== undefined) return options
  const zone = read(watch, 'zone', how)?.zone
  return zone === undefined || watch.isZoneReal ? options : { ...options, timeZone: zone }
}

/** A method whose argument of that place is a locale. */
const printing = (object: object, key: string, at = 0): readonly Trap[] =>
  methodTrap(object, key, (watch, original, self, args) => {
    const given = [...args]
    while (given.length <= at) given.push(undefined)
    given[at] = localeOf(watch, `${key}()`, args[at])
    return Reflect.apply(original, self, given)
  })

const printingDate = (key: string): readonly Trap[] =>
  methodTrap(Date.prototype, key, (watch, original, self, [locales, options]) =>
    Reflect.apply(original, self, [
      localeOf(watch, `${key}()`, locales),
      zonedOptions(watch, `${key}()`, options as Options),
    ]),
  )

type Constructor = new (locales: unknown, options: unknown) => object

const formatTrap = (key: string): Trap => ({
  object: Intl,
  key,
  standIn: (original) => {
    const how = `Intl.${key}`
    const given = ([locales, options, ...rest]: readonly unknown[]): readonly unknown[] => {
      const watch = current()
      if (watch === undefined) return [locales, options, ...rest]
      const zoned = key === 'DateTimeFormat' ? zonedOptions(watch, how, options as Options) : options
      return [localeOf(watch, how, locales), zoned, ...rest]
    }
    return new Proxy(original as Constructor, {
      apply: (target, self, args) => Reflect.apply(target as unknown as () => unknown, self, given(args)),
      construct: (target, args, newTarget) => Reflect.construct(target, given(args), newTarget),
    })
  },
})

export const localeTraps: readonly Trap[] = [
  ...printing(String.prototype, 'localeCompare', 1),
  ...printing(String.prototype, 'toLocaleUpperCase'),
  ...printing(String.prototype, 'toLocaleLowerCase'),
  ...printing(Number.prototype, 'toLocaleString'),
  ...printing(BigInt.prototype, 'toLocaleString'),
  ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].flatMap(printingDate),
  ...['Collator', 'DateTimeFormat', 'ListFormat', 'NumberFormat', 'PluralRules', 'RelativeTimeFormat', 'Segmenter'].map(
    formatTrap,
  ),
]
