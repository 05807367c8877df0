/**
 * Which of a module's exports a command works on.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { similarNames } from '../io/files/similar-names.ts'
import { type Bag, isDataset } from '../plan/dataset.ts'

export type Exports = Readonly<Record<string, unknown>>

const plural = (names: readonly string[]): string => names.map((name) => `#${name}`).join(', ')

/** A module in CommonJS has its exports in `default` too: those are looked into when there is no other. */
export const exportsOf = (module: Exports): Exports => {
  const inner = module.default
  return typeof inner === 'object' && inner !== null && !isDataset(inner)
    ? { ...(inner as Exports), ...module }
    : module
}

/**
 * The dataset exported as `name`; without a name the default export, or the only dataset that there is.
 *
 * @throws FloeError NotAPipeline, which lists the datasets that the module does export
 */
export const selectDataset = (module: Exports, path: string, name?: string): Bag<unknown> => {
  const exports = exportsOf(module)
  const datasets = Object.keys(exports).filter((key) => isDataset(exports[key]))
  const list =
    datasets.length === 0 ? 'it exports no dataset: export the result of F.pipe(…)' : `it exports ${plural(datasets)}`
  if (name !== undefined) {
    const found = Object.hasOwn(exports, name) ? exports[name] : undefined
    if (isDataset(found)) return found
    const similar = similarNames(name, datasets)
    throw new FloeError('NotAPipeline', {
      message: Object.hasOwn(exports, name)
        ? `'${name}' of ${path} is no dataset, but ${printValue(found, 40)}`
        : `${path} has no export '${name}'`,
      hint: similar.length > 0 ? `did you mean ${plural(similar)}?` : list,
    })
  }
  const only = isDataset(exports.default) ? 'default' : datasets.length === 1 ? datasets[0] : undefined
  if (only !== undefined) return exports[only] as Bag<unknown>
  throw new FloeError('NotAPipeline', {
    message:
      datasets.length === 0
        ? `${path} exports no dataset`
        : `${path} exports ${datasets.length} datasets: ${datasets.join(', ')}`,
    hint: datasets.length === 0 ? 'export the result of F.pipe(…)' : `say which: ${path}#${datasets[0]}`,
  })
}
