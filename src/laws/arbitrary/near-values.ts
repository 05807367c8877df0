/**
 * Values that lie close together, as the values of an arbitrary do that it shrinks to: an object with one field changed, a
 * number one less. So all are values that it could have given itself.
 */
import * as fc from 'fast-check'

/** How many of the values to which one shrinks are looked at. */
const nearest = 12

interface Context<A> {
  readonly value: fc.Value<A>
  readonly pick: number
}

/** A class, because that is how fast-check is extended. */
class NearValues<A> extends fc.Arbitrary<readonly A[]> {
  readonly #values: fc.Arbitrary<A>

  constructor(values: fc.Arbitrary<A>) {
    super()
    this.#values = values
  }

  /** One close to it: the last that it shrinks to, which differs least, or one picked. */
  #near({ value_, context }: fc.Value<A>, pick: number): fc.Value<A> | undefined {
    const all = [...this.#values.shrink(value_, context).take(nearest)]
    return pick === 0 ? all.at(-1) : all[pick % all.length]
  }

  #around(value: fc.Value<A>, pick: number): fc.Value<readonly A[]> {
    const one = this.#near(value, pick)
    const two = one === undefined ? undefined : this.#near(one, pick)
    const all = [value, one, two].flatMap((each) => (each === undefined ? [] : [each.value]))
    return new fc.Value(all, { value, pick } satisfies Context<A>)
  }

  generate(mrng: fc.Random, bias: number | undefined): fc.Value<readonly A[]> {
    const pick = Math.max(0, mrng.nextInt(-4, nearest))
    return this.#around(this.#values.generate(mrng, bias), pick)
  }

  canShrinkWithoutContext(_: unknown): _ is readonly A[] {
    return false
  }

  shrink(_: readonly A[], context: unknown): fc.Stream<fc.Value<readonly A[]>> {
    if (context === undefined) return fc.Stream.nil()
    const { value, pick } = context as Context<A>
    return this.#values.shrink(value.value_, value.context).map((less) => this.#around(less, pick))
  }
}

/** One to three values that lie close together. */
export const nearValues = <A>(values: fc.Arbitrary<A>): fc.Arbitrary<readonly A[]> => new NearValues(values)

/** How many smaller instances are tried: two fractions that must lie apart would be made less in turns, without end. */
const mostShrunk = 1000

/** Some values, among which are such as lie close together, and such as are equal. */
export const withNear = <A>(values: fc.Arbitrary<A>): fc.Arbitrary<readonly A[]> => {
  const alone = values.map((value): readonly A[] => [value])
  const group = fc.oneof({ withCrossShrink: true }, alone, nearValues(values))
  const all = fc
    .tuple(fc.array(group, { maxLength: 3 }), fc.array(fc.nat(5), { maxLength: 2 }))
    .map(([groups, again]) => {
      const some = groups.flat()
      return [...some, ...again.flatMap((i) => (i < some.length ? [some[i] as A] : []))]
    })
  return fc.limitShrink(all, mostShrunk)
}
