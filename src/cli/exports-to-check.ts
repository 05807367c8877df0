/**
 * What there is to check among a module's exports: its datasets, and what else is seen to be something that has laws. Nothing
 * of it is called.
 */

import { givenCodec } from '../codec/codec.ts'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { similarNames } from '../io/files/similar-names.ts'
import { type Bag, isDataset } from '../plan/dataset.ts'
import type { AnyAggregate } from '../plan/map-functions.ts'
import type { Exports } from './select-dataset.ts'

export interface ToCheck {
  readonly datasets: readonly { readonly name: string; readonly dataset: Bag<unknown> }[]
  readonly codecs: readonly { readonly name: string; readonly codec: NonNullable<ReturnType<typeof givenCodec>> }[]
  readonly aggregates: readonly { readonly name: string; readonly aggregate: AnyAggregate }[]
  /** What the whole module has of these, whatever was asked for. */
  readonly module: Pick<ToCheck, 'datasets' | 'codecs'>
  /** What is not checked, and why. */
  readonly others: readonly { readonly name: string; readonly why: string }[]
}

const isAggregate = (value: unknown): value is AnyAggregate =>
  typeof value === 'object' &&
  value !== null &&
  ['init', 'step', 'merge', 'done'].every((name) => typeof Reflect.get(value, name) === 'function') &&
  'needs' in value

const whyNot = (value: unknown): string =>
  typeof value === 'function'
    ? 'a function: nobody knows on what to call it; what a dataset uses of it is checked there'
    : `no dataset, aggregate or codec: ${printValue(value, 40)}`

const isNamespace = (value: unknown): value is Exports =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Of a module in CommonJS, what it exports stands in `default` too. */
const entriesOf = (module: Exports): readonly (readonly [string, unknown])[] => {
  const { default: inner, 'module.exports': _, ...others } = module
  if (inner === undefined) return Object.entries(others)
  const isExport = isDataset(inner) || isAggregate(inner) || !isNamespace(inner)
  return Object.entries(isExport ? { default: inner, ...others } : { ...inner, ...others })
}

/** What each of some exports is. */
export const sortedExports = (entries: readonly (readonly [string, unknown])[]): Omit<ToCheck, 'module'> => {
  const isCodec = (value: unknown): boolean =>
    !isDataset(value) && !isAggregate(value) && givenCodec(value) !== undefined
  return {
    datasets: entries.flatMap(([name, value]) => (isDataset(value) ? [{ name, dataset: value }] : [])),
    aggregates: entries.flatMap(([name, value]) => (isAggregate(value) ? [{ name, aggregate: value }] : [])),
    codecs: entries.flatMap(([name, value]) => {
      const codec = isCodec(value) ? givenCodec(value) : undefined
      return codec === undefined ? [] : [{ name, codec }]
    }),
    others: entries.flatMap(([name, value]) =>
      isDataset(value) || isAggregate(value) || isCodec(value) ? [] : [{ name, why: whyNot(value) }],
    ),
  }
}

/**
 * What there is to check in a module: all that it exports, or the export of a name.
 *
 * @throws FloeError NotAPipeline where there is nothing
 */
export const exportsToCheck = (module: Exports, path: string, name?: string): ToCheck => {
  const all = entriesOf(module)
  const names = all.map(([key]) => key)
  if (name !== undefined && !names.includes(name)) {
    const similar = similarNames(name, names)
    throw new FloeError('NotAPipeline', {
      message: `${path} has no export '${name}'`,
      hint:
        similar.length > 0
          ? `did you mean ${similar.map((one) => `#${one}`).join(', ')}?`
          : `it exports ${names.map((one) => `#${one}`).join(', ') || 'nothing'}`,
    })
  }
  const found = sortedExports(all.filter(([key]) => name === undefined || key === name))
  const { datasets, codecs, aggregates, others } = found
  if (datasets.length + codecs.length + aggregates.length > 0) return { ...found, module: sortedExports(all) }
  throw new FloeError('NotAPipeline', {
    message:
      name === undefined
        ? `${path} exports nothing that has laws: no dataset, aggregate or codec`
        : `'${name}' of ${path} is ${others[0]?.why}`,
    hint: 'export the result of F.pipe(…)',
  })
}
