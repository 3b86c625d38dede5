import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  // Assets stay files: a data: URL would need a wider Content-Security-Policy.
  build: {
    outDir: "target/classes/META-INF/outcry-web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    license: { fileName: "third-party-licenses.txt" },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    cache: false,
  },
  cacheDir: "target/vite",
});
