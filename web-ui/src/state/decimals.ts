/** Decimal amounts as the server prints them: compared exactly, rounded only to be shown. */

/** Below, above or equal to 0, as `a` is to `b`. Both are plain digits without a sign. */
export function compareDecimals(a: string, b: string): number {
  const [wholeA, partA] = split(a);
  const [wholeB, partB] = split(b);
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  if (partA === partB) return 0;
  return partA < partB ? -1 : 1;
}

function split(value: string): readonly [whole: string, part: string] {
  const point = value.indexOf(".");
  const whole = point < 0 ? value : value.slice(0, point);
  const part = point < 0 ? "" : value.slice(point + 1);
  return [whole.replace(/^0+(?=\d)/, ""), part.replace(/0+$/, "")];
}

/** With commas between thousands, all decimals kept. */
export function grouped(value: string): string {
  const point = value.indexOf(".");
  const whole = point < 0 ? value : value.slice(0, point);
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",") + (point < 0 ? "" : value.slice(point));
}

/** How many decimals a step such as a tick of `0.01` has. */
export function decimalsOf(step: string): number {
  const point = step.indexOf(".");
  return point < 0 ? 0 : step.length - point - 1;
}

const UNITS = [
  [1e9, "B"],
  [1e6, "M"],
  [1e4, "k"],
] as const;

/**
 * A size for a narrow column, at most six characters wide: large ones as k, M or B, small ones all
 * with the same decimals, so that they line up.
 *
 * @param decimals of the market's lot
 */
export function size(value: number, decimals: number): string {
  for (const [from, suffix] of UNITS) {
    if (value >= from) return `${fixed(value / (suffix === "k" ? 1e3 : from), 1)}${suffix}`;
  }
  const most = value >= 1_000 ? 0 : value >= 100 ? 2 : 4;
  return fixed(value, Math.min(decimals, most));
}

function fixed(value: number, decimals: number): string {
  return grouped(value.toFixed(decimals));
}

/** The change from one price to another as a fraction, or `undefined` where there is none to tell. */
export function change(
  from: string | null | undefined,
  to: string | null | undefined,
): number | undefined {
  if (from === null || from === undefined || to === null || to === undefined) return undefined;
  const base = Number(from);
  return base > 0 ? Number(to) / base - 1 : undefined;
}

/** A fraction as a signed percentage with a real minus sign, such as `+1.24%`. */
export function percent(fraction: number): string {
  const hundredths = Math.round(Math.abs(fraction) * 10_000);
  const sign = hundredths === 0 ? "" : fraction > 0 ? "+" : "−";
  return `${sign}${(hundredths / 100).toFixed(2)}%`;
}
