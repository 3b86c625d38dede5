import { describe, expect, test } from "vitest";
import {
  change,
  compareDecimals,
  decimalsOf,
  grouped,
  percent,
  size,
} from "../../src/state/decimals.ts";

describe("decimals", () => {
  test.each([
    ["9", "10", -1],
    ["10.5", "10.49", 1],
    ["10.10", "10.1", 0],
    ["0.00000001", "0.00000002", -1],
    ["007", "7.0", 0],
    ["90071992547409931.1", "90071992547409931.2", -1],
  ])("%s against %s is %d", (a, b, sign) => {
    expect(Math.sign(compareDecimals(a, b))).toBe(sign);
    expect(Math.sign(compareDecimals(b, a))).toBe(-sign || 0);
  });

  test.each([
    ["61250.00", "61,250.00"],
    ["999", "999"],
    ["1234567.1234567", "1,234,567.1234567"],
    ["-1234.5", "-1,234.5"],
  ])("%s is shown as %s", (value, shown) => expect(grouped(value)).toBe(shown));

  test("a step tells how many decimals prices have", () => {
    expect([decimalsOf("0.01"), decimalsOf("0.50"), decimalsOf("1")]).toEqual([2, 2, 0]);
  });

  test.each([
    [0.00125, 4, "0.0013"],
    [3, 4, "3.0000"],
    [3, 0, "3"],
    [123.456, 4, "123.46"],
    [1234.5, 4, "1,235"],
    [12_345, 4, "12.3k"],
    [4_560_000, 2, "4.6M"],
  ])("a size of %d with %d decimals is %s", (value, decimals, shown) =>
    expect(size(value, decimals)).toBe(shown),
  );

  test("a change is told with its sign, and none as none", () => {
    expect(percent(0.0124)).toBe("+1.24%");
    expect(percent(-0.5)).toBe("−50.00%");
    expect(percent(-0.00001)).toBe("0.00%");
    expect(change("200", "201")).toBeCloseTo(0.005);
    expect(change(null, "201")).toBeUndefined();
    expect(change("0", "201")).toBeUndefined();
  });
});
