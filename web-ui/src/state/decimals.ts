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

/** A size for a narrow column: four significant figures, thousands as k, M, B. */
export function shortQuantity(value: string): string {
  const size = Number(value);
  for (const [unit, suffix] of [[1e9, "B"], [1e6, "M"], [1e4, "k"]] as const) {
    if (size >= unit) return `${trimmed(size / (suffix === "k" ? 1e3 : unit))}${suffix}`;
  }
  return grouped(trimmed(size));
}

function trimmed(size: number): string {
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 4;
  const fixed = size.toFixed(digits);
  return digits === 0 ? fixed : fixed.replace(/\.?0+$/, "");
}

/** The change from one price to another as a fraction, or `undefined` where there is none to tell. */
export function change(from: string | null | undefined, to: string | null | undefined): number | undefined {
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
