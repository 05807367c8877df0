import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fc, test } from '@fast-check/vitest'
import { afterEach, describe, expect, it } from 'vitest'
import { readError, writeError } from '../../src/io/files/file-errors.ts'
import { fileSize, readBytes, resolveFiles } from '../../src/io/files/files.ts'
import { similarNames } from '../../src/io/files/similar-names.ts'
import { runs } from '../runs.ts'
import { openHandles } from './open-handles.ts'
import { failure, messageOf, never, temporary } from './temporary.ts'

const { directory, put } = temporary()
const message = (work: () => unknown) => messageOf(directory, work)

afterEach(() => expect(openHandles(directory)).toEqual([]))

/** All that could be read, and the error that ended it. */
const readAll = async (path: string) => {
  const parts: Uint8Array[] = []
  let stored = 0
  try {
    for await (const part of readBytes(path, never)) {
      parts.push(part.chunk)
      stored += part.stored
    }
    return { bytes: Buffer.concat(parts), stored, error: undefined }
  } catch (error) {
    return { bytes: Buffer.concat(parts), stored, error: error as Error }
  }
}

describe('resolveFiles', () => {
  mkdirSync(join(directory, 'set'))
  for (const name of [
    'b.csv',
    'a.csv',
    'Ä.csv',
    'z.csv',
    'B.csv',
    '[x].csv',
    'x.csv',
    '😀.csv',
    '｡.csv',
    '.hidden.csv',
  ])
    put(`set/${name}`, name)
  const inSet = (...names: string[]) => names.map((name) => join(directory, 'set', name))
  const own = (path: string) => path.slice(directory.length + 5)

  it('gives the files of a pattern by code point, without hidden ones', async () => {
    const found = await resolveFiles(join(directory, 'set/*.csv'))
    expect(found.map(own)).toEqual(['B.csv', '[x].csv', 'a.csv', 'b.csv', 'x.csv', 'z.csv', 'Ä.csv', '｡.csv', '😀.csv'])
  })

  it('takes a path that is there by its word', async () => {
    expect(await resolveFiles(inSet('[x].csv'))).toEqual(inSet('[x].csv'))
  })

  it('keeps the order given, and each file once', async () => {
    const found = await resolveFiles([...inSet('z.csv'), join(directory, 'set/[abz].csv'), `${directory}/set/./a.csv`])
    expect(found.map(own)).toEqual(['z.csv', 'a.csv', 'b.csv'])
  })

  it('resolves relative patterns from where the process is', async () => {
    expect(await resolveFiles('test/io/files.t*.ts')).toEqual(['test/io/files.test.ts'])
  })

  it('says what is wrong', async () => {
    expect(await message(() => resolveFiles(join(directory, 'set/aa.csv')))).toMatchInlineSnapshot(`
      "FLOE200 SourceNotFound: there is no file 'DIR/set/aa.csv'; looked in DIR/set
        hint: did you mean 'DIR/set/a.csv' or 'DIR/set/B.csv' or 'DIR/set/b.csv'?"
    `)
    expect(await message(() => resolveFiles(join(directory, 'set/unlike.parquet')))).toMatchInlineSnapshot(`
      "FLOE200 SourceNotFound: there is no file 'DIR/set/unlike.parquet'; looked in DIR/set
        hint: ls DIR/set shows what is there"
    `)
    expect(await message(() => resolveFiles(join(directory, 'nowhere/a.csv')))).toMatchInlineSnapshot(`
      "FLOE200 SourceNotFound: there is no file 'DIR/nowhere/a.csv', nor a directory DIR/nowhere
        hint: ls DIR shows what is there"
    `)
    expect(await message(() => resolveFiles('nowhere/*.csv'))).toMatchInlineSnapshot(`
      "FLOE200 SourceNotFound: no file matches 'nowhere/*.csv'
        hint: patterns start from CWD; names that begin with a dot match only a pattern that says so"
    `)
    expect(await message(() => resolveFiles(join(directory, 'set/')))).toMatchInlineSnapshot(`
      "FLOE201 SourceUnreadable: 'DIR/set/' is a directory, and a file is needed
        hint: several files are read by a pattern: 'DIR/set/*.csv'"
    `)
    expect(await message(() => resolveFiles('/dev/null'))).toMatchInlineSnapshot(`
      "FLOE201 SourceUnreadable: '/dev/null' is a pipe or a device, which can be read only once; a plan may run many times
        hint: write what comes out of it to a file first, cat /dev/null > rows.csv; or read standard input, '-'"
    `)
    expect(await message(() => resolveFiles([]))).toMatchInlineSnapshot(`
      "FLOE100 InvalidArgument: no path was given to read from
        hint: give a path, a pattern, or several: 'flights.csv', 'data/*.csv'"
    `)
    expect(await message(() => resolveFiles(['a.csv', '']))).toMatchInlineSnapshot(`
      "FLOE100 InvalidArgument: an empty path was given to read from
        hint: give a path, a pattern, or several: 'flights.csv', 'data/*.csv'"
    `)
  })

  it.skipIf(process.getuid?.() !== 0)('does not take a directory that may not be read for an empty one', async () => {
    mkdirSync(join(directory, 'locked/inner'), { recursive: true })
    put('locked/inner/a.csv', 'a')
    const { chmodSync } = await import('node:fs')
    chmodSync(directory, 0o755)
    chmodSync(join(directory, 'locked/inner'), 0o700)
    put('private.csv', 'a')
    chmodSync(join(directory, 'private.csv'), 0o600)
    process.seteuid?.(65_534)
    try {
      expect(await message(() => resolveFiles(join(directory, 'locked/**/*.csv')))).toMatchInlineSnapshot(`
        "FLOE201 SourceUnreadable: 'DIR/locked/inner/' may not be read: permission denied
          hint: ls -l DIR/locked/inner/ shows who may"
      `)
      expect(
        await message(() => readAll(join(directory, 'private.csv')).then(({ error }) => Promise.reject(error))),
      ).toMatchInlineSnapshot(`
        "FLOE201 SourceUnreadable: 'DIR/private.csv' may not be read: permission denied
          hint: ls -l DIR/private.csv shows who may"
      `)
    } finally {
      process.seteuid?.(0)
    }
  })
})

describe('similarNames', () => {
  it('finds names that differ by case or a few letters, likest first', () => {
    expect(similarNames('fligts.csv', ['airports.csv', 'flight.csv', 'flights.csv'])).toEqual([
      'flights.csv',
      'flight.csv',
    ])
    expect(similarNames('delay', ['DELAY', 'day', 'origin'])).toEqual(['DELAY'])
  })
})

describe('readBytes', () => {
  const content = Buffer.from('origin,delay\n'.repeat(60_000))

  it('reads a file as it is', async () => {
    const path = put('plain.csv', content)
    const { bytes, stored, error } = await readAll(path)
    expect(error).toBeUndefined()
    expect(bytes.equals(content)).toBe(true)
    expect(stored).toBe(await fileSize(path))
  })

  it('reads nothing of an empty file', async () => {
    expect(await readAll(put('empty.csv', ''))).toMatchObject({ stored: 0, error: undefined })
  })

  it('unpacks gzip, whatever the name; members in a row, and padding with zeros', async () => {
    const packed = gzipSync(content)
    for (const stream of [packed, Buffer.concat([packed, packed]), Buffer.concat([packed, Buffer.alloc(300_000)])]) {
      const path = put('packed.csv', stream)
      const { bytes, stored, error } = await readAll(path)
      expect(error).toBeUndefined()
      expect(bytes.equals(stream.length === 2 * packed.length ? Buffer.concat([content, content]) : content)).toBe(true)
      expect(stored).toBe(stream.length)
    }
  })

  it('reads text that is called .gz', async () => {
    expect((await readAll(put('text.csv.gz', 'a,b\n'))).bytes.toString()).toBe('a,b\n')
  })

  test.prop([fc.array(fc.uint8Array({ maxLength: 70_000 }), { maxLength: 4 }), fc.integer({ min: 0, max: 9 })], {
    numRuns: runs(30),
  })('gives back any bytes that were packed, in any number of members', async (members, level) => {
    const path = put('any.gz', Buffer.concat(members.map((member) => gzipSync(member, { level }))))
    const { bytes, error } = await readAll(path)
    if (members.length > 0) expect(error).toBeUndefined()
    expect(bytes.equals(Buffer.concat(members))).toBe(true)
  })

  it('delivers all that came before a cut, at any place, and then fails', async () => {
    const text = Buffer.from(Array.from({ length: 150 }, (_, i) => `${i * 7919},${i % 13}\n`).join(''))
    const packed = gzipSync(text)
    for (let length = 2; length < packed.length; length++) {
      const { bytes, error } = await readAll(put('cut.gz', packed.subarray(0, length)))
      expect(bytes.equals(text.subarray(0, bytes.length))).toBe(true)
      expect(error).toMatchObject({ _tag: 'SourceCorrupt' })
      if (length > packed.length - 8) expect(bytes.length).toBe(text.length)
    }
  })

  it('never takes garbled gzip for good', async () => {
    const text = Buffer.from(Array.from({ length: 300 }, (_, i) => `${i * 7919},${i % 13}\n`).join(''))
    const packed = gzipSync(text)
    for (let at = 10; at < packed.length; at++) {
      const garbled = Buffer.from(packed)
      garbled.writeUInt8((packed[at] as number) ^ (1 << (at % 8)), at)
      const { error } = await readAll(put('garbled.gz', garbled))
      expect(error).toMatchObject({ _tag: 'SourceCorrupt' })
    }
  })

  it('says what is wrong with gzip', async () => {
    const packed = gzipSync(content)
    const damaged = Buffer.from(packed)
    damaged.writeUInt8((packed[packed.length - 6] as number) ^ 1, packed.length - 6)
    const files = [
      put('cut.csv.gz', packed.subarray(0, 1000)),
      put('none.csv.gz', ''),
      put('damaged.csv.gz', damaged),
      put('more.csv.gz', Buffer.concat([packed, Buffer.from('and more')])),
      put('behind.csv.gz', Buffer.concat([packed, Buffer.alloc(20), packed])),
    ]
    const messages = []
    for (const path of files) messages.push((await readAll(path)).error?.message.replaceAll(directory, 'DIR'))
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "FLOE202 SourceCorrupt: the gzip ends in the middle: it was cut short
        at DIR/cut.csv.gz
        hint: copy or download it again; gzip -t DIR/cut.csv.gz checks it
      FLOE202 SourceCorrupt: the gzip has no bytes: it was cut short
        at DIR/none.csv.gz
        hint: copy or download it again; gzip -t DIR/none.csv.gz checks it
      FLOE202 SourceCorrupt: the gzip is damaged: incorrect data check
        at DIR/damaged.csv.gz
        hint: copy or download it again; gzip -t DIR/damaged.csv.gz checks it
      FLOE202 SourceCorrupt: the gzip is followed by bytes that are no gzip
        at DIR/more.csv.gz
        hint: gzip -t DIR/more.csv.gz checks it
      FLOE202 SourceCorrupt: the gzip is followed by bytes that are no gzip
        at DIR/behind.csv.gz
        hint: gzip -t DIR/behind.csv.gz checks it"
    `)
  })

  it('says what is wrong with a file', async () => {
    expect(await message(() => readBytes(join(directory, 'gone.csv'), never).next())).toMatchInlineSnapshot(`
      "FLOE200 SourceNotFound: there is no file 'DIR/gone.csv'; looked in DIR
        hint: ls DIR shows what is there"
    `)
    expect(await message(() => readBytes(directory, never).next())).toMatchInlineSnapshot(`
      "FLOE201 SourceUnreadable: 'DIR' is a directory, and a file is needed
        hint: several files are read by a pattern: 'DIR/*'"
    `)
    expect(await message(() => fileSize(join(directory, 'plain.csv/x')))).toMatchInlineSnapshot(`
      "FLOE200 SourceNotFound: there is no file 'DIR/plain.csv/x', nor a directory DIR/plain.csv
        hint: ls DIR shows what is there"
    `)
  })

  it('stops when it is cancelled, before and between chunks, and closes the file', async () => {
    const path = put('long.csv', Buffer.alloc(3_000_000, 'a'))
    const before = AbortSignal.abort()
    expect((await failure(() => readBytes(path, before).next()))._tag).toBe('Cancelled')
    const controller = new AbortController()
    const chunks = readBytes(path, controller.signal)
    await chunks.next()
    expect(openHandles(directory)).toEqual([path])
    controller.abort()
    expect(await message(() => chunks.next())).toMatchInlineSnapshot(
      `"FLOE500 Cancelled: cancelled while 'DIR/long.csv' was read"`,
    )
    expect(openHandles(directory)).toEqual([])
  })

  it('closes the file when the reader has enough', async () => {
    for (const path of [put('enough.csv', content), put('enough.csv.gz', gzipSync(content))]) {
      for await (const { chunk } of readBytes(path, never)) if (chunk.length > 0) break
      expect(openHandles(directory)).toEqual([])
    }
  })

  it('follows links', async () => {
    symlinkSync(put('target.csv', 'a'), join(directory, 'link.csv'))
    expect((await readAll(join(directory, 'link.csv'))).bytes.toString()).toBe('a')
  })
})

describe('errors of the file system', () => {
  const system = (code: string, text: string) =>
    Object.assign(new Error(`${code}: ${text}, open '${directory}/f.csv'`), { code, syscall: 'open' })
  const path = join(directory, 'f.csv')

  it('are told in words when a file is read', async () => {
    const codes = [
      system('EACCES', 'permission denied'),
      system('EMFILE', 'too many open files'),
      system('EIO', 'i/o error'),
    ]
    const messages = []
    for (const error of codes) messages.push((await readError(error, path)).message.replaceAll(directory, 'DIR'))
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "FLOE201 SourceUnreadable: 'DIR/f.csv' may not be read: permission denied
        hint: ls -l DIR/f.csv shows who may
      FLOE201 SourceUnreadable: 'DIR/f.csv' cannot be opened: too many files are open
        hint: ulimit -n shows the limit, and ulimit -n 4096 raises it
      FLOE201 SourceUnreadable: 'DIR/f.csv' cannot be read: EIO: i/o error"
    `)
  })

  it('are told in words when a file is written', () => {
    const codes = [
      system('ENOENT', 'no such file or directory'),
      system('ENOTDIR', 'not a directory'),
      system('EACCES', 'permission denied'),
      system('ENOSPC', 'no space left on device'),
      system('EIO', 'i/o error'),
    ]
    expect(
      codes.map((error) => writeError(error, path).message.replaceAll(directory, 'DIR')).join('\n'),
    ).toMatchInlineSnapshot(`
      "FLOE400 SinkFailed: 'DIR/f.csv' cannot be written: there is no directory DIR
        hint: mkdir -p DIR
      FLOE400 SinkFailed: 'DIR/f.csv' cannot be written: DIR is not a directory
      FLOE400 SinkFailed: 'DIR/f.csv' cannot be written: permission denied in DIR
        hint: ls -ld DIR shows who may
      FLOE400 SinkFailed: 'DIR/f.csv' cannot be written: the disk is full
        hint: df -h DIR shows how much is left
      FLOE400 SinkFailed: 'DIR/f.csv' cannot be written: EIO: i/o error"
    `)
  })
})
