import { expect, test } from "vitest";
import policy from "../public/content-security-policy.txt?raw";
import chart from "../node_modules/lightweight-charts/dist/lightweight-charts.production.mjs?raw";

test("the policy allows the one style that the chart brings for its attribution, and nothing inline", async () => {
  const css = /createElement\("style"\),this\.\w+\.innerText="([^"]+)"/.exec(chart)?.[1];

  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(css));

  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  expect(css).toContain("#tv-attr-logo");
  expect(policy).toContain(`style-src 'self' 'sha256-${hash}'`);
  expect(policy).not.toContain("unsafe");
});
