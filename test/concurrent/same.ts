/** Compares plain data. Much quicker than `expect`, which counts where thousands of schedules are looked at after each step. */
export const same = (what: string, found: unknown, expected: unknown): void => {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${what}: ${a}, and by the model ${b}`)
}
