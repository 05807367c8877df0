/** Turns of the queue of promises: how tests wait, and how they come in between. */

export const ticks = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await null
}

/** All that goes on by promises alone has gone on. */
export const rest = (): Promise<void> => ticks(40)
