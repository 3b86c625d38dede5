// What the compiler can't hold about the sources, held here.
import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../src/**/*.{ts,tsx}", "./**/*.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
});

const forbidden: ReadonlyArray<readonly [rule: string, pattern: RegExp]> = [
  ["no default export", /^export default\b/m],
  ["no any", /(:|\bas|<|,)\s*any\b(?!\w)/],
  ["no non-null assertion", /[\w)\]]![.;,)[\]]/],
  ["text is rendered as text", /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML/],
  ["no compiler silencing", /@ts-(ignore|expect-error|nocheck)/],
  ["no console", /\bconsole\./],
];

test.each(forbidden)("%s", (_rule, pattern) => {
  const offenders = Object.entries(sources)
    .filter(([path]) => !path.endsWith("rules.test.ts"))
    .filter(([, source]) => pattern.test(source))
    .map(([path]) => path);

  expect(Object.keys(sources).length).toBeGreaterThan(2);
  expect(offenders).toEqual([]);
});

test("no file is longer than 400 lines", () => {
  const long = Object.entries(sources).filter(([, source]) => source.split("\n").length > 400);

  expect(long.map(([path]) => path)).toEqual([]);
});
