/**
 * The data of the workloads: the same numbers and objects at every run, and files that are written once, into a cache
 * beside the installed packages.
 *
 * Files are written by a process of their own (this module, run as a program), so that no contestant's memory shows it.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const modules = new URL('../../node_modules/', import.meta.url)
const cache = new URL('.cache/floe-bench/', modules)

/** 3 million flights in the United States, in 2001: `date`, `delay`, `distance`, `origin`, `destination`. */
export const flightsParquet = fileURLToPath(new URL('vega-datasets/data/flights-3m.parquet', modules))

/** A small generator (mulberry32): numbers from 0 to 1, the same at every run. */
export const randomFrom = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

export const integers = (count) => {
  const random = randomFrom(1)
  return Array.from({ length: count }, () => Math.floor(random() * 1e6))
}

export const prices = (count) => {
  const random = randomFrom(2)
  return Array.from({ length: count }, () => Math.round(random() * 10_000) / 100)
}

const codes = (count, random) =>
  Array.from({ length: count }, () => String.fromCharCode(...Array.from({ length: 3 }, () => 65 + random() * 26)))

/** Flights as objects, of 300 airports; a quarter of them late. */
export const flightObjects = (count) => {
  const random = randomFrom(3)
  const airports = codes(300, random)
  const airport = () => airports[Math.floor(random() ** 2 * airports.length)]
  return Array.from({ length: count }, (_, id) => ({
    id,
    origin: airport(),
    destination: airport(),
    delay: Math.floor(random() ** 4 * 300) - 20,
    distance: 50 + Math.floor(random() * 2500),
  }))
}

const flightGroups = async function* (most) {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const { compressors } = await import('hyparquet-compressors')
  const file = await asyncBufferFromFile(flightsParquet)
  const metadata = await parquetMetadataAsync(file)
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = Math.min(rowStart + Number(group.num_rows), most)
    if (rowStart >= rowEnd) return
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd })
    yield rows.map((row) => ({
      date: `${row.date.toISOString().slice(0, 19)}Z`,
      delay: Number(row.delay),
      distance: Number(row.distance),
      origin: row.origin,
      destination: row.destination,
    }))
    rowStart = rowEnd
  }
}

const flightCount = 3_000_000
const csvHead = 'date,delay,distance,origin,destination\n'

/** Texts of flights: a head, and a line for each of so many. */
const flights = async function* (scale, head, line) {
  yield head
  for await (const rows of flightGroups(Math.round(flightCount * scale))) yield rows.map(line).join('')
}

/** A file with a head, and the lines of another so many times. */
const repeated = async function* (kind, head, times) {
  yield head
  const { path } = fileOf(kind, 1)
  for (let i = 0; i < times; i++) yield* createReadStream(path, { start: head.length })
}

const words = ['Zürich', 'Århus', 'São Paulo', 'Düsseldorf', '東京', 'Łódź', 'Paris', 'Oslo', 'Ελλάδα', 'Kyiv 🛫']
const quoted = (text) => `"${text.replaceAll('"', '""')}"`

/** Rows whose text is quoted, has commas, quotes and line breaks in it, and is not ASCII. */
const awkward = function* (count) {
  const random = randomFrom(5)
  const some = () => words[Math.floor(random() * words.length)]
  yield 'origin,remark,"delay",distance\n'
  const lines = []
  for (let i = 0; i < count; i++) {
    const remark = `${some()}, "${some()}"${random() < 0.1 ? '\n' : ' '}${some()}`
    lines.push(
      `${quoted(some())},${quoted(remark)},"${Math.floor(random() * 200) - 20}",${Math.floor(random() * 2500)}\n`,
    )
    if (lines.length === 10_000) yield lines.splice(0).join('')
  }
  yield lines.join('')
}

/** 60 columns: 20 times a whole number, a decimal and a word. */
const wide = function* (count) {
  const random = randomFrom(6)
  const names = codes(100, random)
  yield `${Array.from({ length: 20 }, (_, i) => `whole${i},decimal${i},word${i}`).join(',')}\n`
  const cells = () =>
    `${Math.floor(random() * 1e5)},${(random() * 1000).toFixed(2)},${names[Math.floor(random() * names.length)]}`
  for (let i = 0; i < count; i += 100) {
    const rows = Array.from(
      { length: Math.min(100, count - i) },
      () => `${Array.from({ length: 20 }, cells).join(',')}\n`,
    )
    yield rows.join('')
  }
}

/** Rows of whole numbers, so many at a time. */
const lines = function* (head, count, line) {
  yield head
  for (let i = 0; i < count; i += 10_000)
    yield Array.from({ length: Math.min(10_000, count - i) }, (_, k) => line(i + k)).join('')
}

const manyRows = (scale) => Math.round(30_000_000 * scale)

/** 30 million rows: a key out of a third as many, and a value. */
const pairs = (scale) => {
  const random = randomFrom(7)
  const count = manyRows(scale)
  return lines('key,value\n', count, () => `${Math.floor((random() * count) / 3)},${Math.floor(random() * 1000)}\n`)
}

/** A tenth as many rows: each id once, in no order, with a name and one of 50 kinds. 7919 is prime. */
const things = (scale) => {
  const random = randomFrom(8)
  const count = Math.round(manyRows(scale) / 10)
  return lines('id,name,kind\n', count, (i) => {
    const id = Number((BigInt(i) * 7919n) % BigInt(count))
    return `${id},name${Math.floor(random() * 1e5)},${id % 50}\n`
  })
}

/** 30 million rows: twelve letters or digits, a number that counts them, and another. */
const letters = (scale) => {
  const random = randomFrom(9)
  const six = () =>
    Math.floor(random() * 36 ** 6)
      .toString(36)
      .padStart(6, '0')
  return lines('key,id,amount\n', manyRows(scale), (i) => `${six()}${six()},${i},${Math.floor(random() * 1e9)}\n`)
}

const makers = {
  'flights.csv': (scale) =>
    scale > 1
      ? repeated('flights.csv', csvHead, scale)
      : flights(scale, csvHead, (f) => `${f.date},${f.delay},${f.distance},${f.origin},${f.destination}\n`),
  'flights.ndjson': (scale) => flights(scale, '', (f) => `${JSON.stringify(f)}\n`),
  'awkward.csv': (scale) => awkward(Math.round(1_000_000 * scale)),
  'wide.csv': (scale) => wide(Math.round(250_000 * scale)),
  'pairs.csv': pairs,
  'things.csv': things,
  'letters.csv': letters,
}

/** The path of a file of this kind, which is written if it is not there, and its size in bytes. */
export const fileOf = (kind, scale) => {
  const path = fileURLToPath(new URL(`${scale}-${kind}`, cache))
  if (!existsSync(path)) execFileSync(process.execPath, [fileURLToPath(import.meta.url), kind, String(scale), path])
  return { path, bytes: statSync(path).size }
}

const write = async (kind, scale, path) => {
  mkdirSync(cache, { recursive: true })
  const file = createWriteStream(`${path}.part`)
  for await (const text of makers[kind](scale)) if (!file.write(text)) await once(file, 'drain')
  file.end()
  await once(file, 'finish')
  renameSync(`${path}.part`, path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, scale, path] = process.argv.slice(2)
  await write(kind, Number(scale), path)
}
