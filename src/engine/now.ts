/**
 * Milliseconds from some moment on, for what engines say of time. It is the real clock, also where a law has put another in its
 * place: a law looks at each who asks that, and nothing that comes of a plan depends on what engines are told.
 */
export const now: () => number = performance.now.bind(performance)
