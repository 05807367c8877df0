/** Proves that the files which are to begin first are there. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { slowest } from '../slowest-first.ts'

test('files that take long are listed by the names that they have', () =>
  expect([...slowest].filter((name) => !existsSync(`test/${name}.test.ts`))).toEqual([]))
