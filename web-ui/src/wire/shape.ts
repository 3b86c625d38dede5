/** Shapes of JSON: each tells whether a value has a type, so that types are derived from what is checked. */
export type Shape<T> = (value: unknown) => value is T;

/** The type that a shape accepts. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

type Fields = Readonly<Record<string, Shape<unknown>>>;
type OptionalKeys<F extends Fields> = {
  [K in keyof F]: undefined extends Shaped<F[K]> ? K : never;
}[keyof F];
type Flat<T> = { readonly [K in keyof T]: T[K] };
type ObjectOf<F extends Fields> = Flat<
  { [K in Exclude<keyof F, OptionalKeys<F>>]: Shaped<F[K]> } & {
    [K in OptionalKeys<F>]?: Shaped<F[K]>;
  }
>;

export const text: Shape<string> = (value): value is string => typeof value === "string";

export const flag: Shape<boolean> = (value): value is boolean => typeof value === "boolean";

export const integer: Shape<number> = (value): value is number => Number.isSafeInteger(value);

/** A plain decimal amount, as the server prints it. */
export const decimal: Shape<string> = (value): value is string =>
  typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);

export const anything: Shape<unknown> = (_value): _value is unknown => true;

/** Absent, `null` or a value of the shape. */
export function maybe<T>(shape: Shape<T>): Shape<T | null | undefined> {
  return (value): value is T | null | undefined =>
    value === undefined || value === null || shape(value);
}

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return (value): value is T => values.some((known) => known === value);
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(shape);
}

export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return (value): value is readonly [A, B] =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
}

export function triple<A, B, C>(
  first: Shape<A>,
  second: Shape<B>,
  third: Shape<C>,
): Shape<readonly [A, B, C]> {
  return (value): value is readonly [A, B, C] =>
    Array.isArray(value) &&
    value.length === 3 &&
    first(value[0]) &&
    second(value[1]) &&
    third(value[2]);
}

export function table<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every(shape);
}

/** An object with these fields at least; others are ignored. */
export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const entries = Object.entries(fields);
  return (value): value is ObjectOf<F> =>
    isObject(value) && entries.every(([name, shape]) => shape(value[name]));
}

/** The elements that have the shape; what a newer server adds is left out. */
export function only<T>(shape: Shape<T>, values: readonly unknown[]): readonly T[] {
  return values.filter(shape);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
