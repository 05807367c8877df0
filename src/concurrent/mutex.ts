/**
 * One permit: what must not be done by two at the same time.
 */
import { type Semaphore, semaphore } from './semaphore.ts'

/**
 * A semaphore of one permit.
 *
 * @example
 * const file = mutex('the file')
 * const line = (text: string) => withPermits(file, 1, async () => text)
 * await Promise.all([line('a'), line('b')]) // [ 'a', 'b' ]
 */
export const mutex = (name = 'mutex'): Semaphore => semaphore(1, name)
