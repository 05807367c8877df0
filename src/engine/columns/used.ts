/**
 * How many bytes something takes that is made of parts, which tell what they take as they grow.
 */

export interface Used {
  bytes: number
}
