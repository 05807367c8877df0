/**
 * Whether a value is null or undefined. Aggregates over values skip such ones, as SQL does; aggregates over rows, and
 * `first`, `last` and `toList`, take them as they are.
 */
export const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined
