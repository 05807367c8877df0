/**
 * `floe/concurrent`: what keeps asynchronous work in bounds, and says so where it would wait for ever.
 */
export { type Channel, channel } from './channel.ts'
export { mutex } from './mutex.ts'
export { type Semaphore, semaphore, withPermits } from './semaphore.ts'
