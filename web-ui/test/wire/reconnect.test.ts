import { describe, expect, test } from "vitest";
import { afterClose } from "../../src/wire/reconnect.ts";

describe("after a close", () => {
  test.each([1001, 1006, 1009, 1011, 1012, 1013, 4008, 4009, 4029, 4499])(
    "%d connects again",
    (code) => {
      expect(afterClose({ code, attempt: 0 }, 0.5).kind).toBe("retry");
    },
  );

  test.each([1002, 1003, 1007, 4500, 4501, 4503, 4600, 4999])("%d stops and says why", (code) => {
    const decision = afterClose({ code, attempt: 0 }, 0.5);

    expect(decision).toMatchObject({ kind: "stop", reason: expect.stringMatching(/\w/) });
  });

  test("an expired token is renewed first", () => {
    expect(afterClose({ code: 4401, attempt: 0 }, 0.5)).toMatchObject({
      kind: "retry",
      renew: true,
    });
    expect(afterClose({ code: 1006, attempt: 0 }, 0.5)).toMatchObject({ renew: false });
  });

  test("delays are anywhere up to a bound that doubles and ends", () => {
    const delay = (attempt: number, random: number) => {
      const decision = afterClose({ code: 1006, attempt }, random);
      return decision.kind === "retry" ? decision.delay : NaN;
    };

    expect(delay(0, 0)).toBe(0);
    expect(delay(0, 0.999)).toBeLessThanOrEqual(500);
    expect(delay(3, 0.5)).toBe(2_000);
    expect(delay(40, 1)).toBe(30_000);
  });

  test("a goodbye's delay is kept to, since the server has spread it", () => {
    expect(afterClose({ code: 1001, attempt: 0, retryAfter: 1_700 }, 0.9)).toMatchObject({
      delay: 1_700,
    });
    expect(afterClose({ code: 1001, attempt: 9, retryAfter: 1_700 }, 0.9)).toMatchObject({
      delay: 1_700,
    });
  });

  test("a delay that was asked for is a lower bound once attempts have failed", () => {
    expect(afterClose({ code: 4029, attempt: 2, retryAfter: 9_000 }, 0.1)).toMatchObject({
      delay: 9_000,
    });
  });
});
