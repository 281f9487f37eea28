import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// The fonts are bundled, so text waits for them instead of jumping; every webview reads woff2.
const fontsFirst = {
  name: "fonts-first",
  enforce: "pre" as const,
  transform: (code: string, id: string) =>
    id.includes("@fontsource") && id.endsWith(".css")
      ? code
          .replaceAll("font-display: swap", "font-display: block")
          .replaceAll(/, url\([^)]*\.woff\) format\('woff'\)/g, "")
      : null,
};

export default defineConfig({
  plugins: [fontsFirst, svelte()],
  // The catalogue lies beside the Rust code that shares it.
  server: { fs: { allow: [".."] } },
  build: {
    target: "safari16",
    outDir: "dist",
    // The window's policy forbids data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // The tokens are tested; other styles mean nothing to a test.
  test: { include: ["src/**/*.test.ts"], css: { include: [/tokens\.css/] } },
});
