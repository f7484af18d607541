import { defineConfig } from "vite";

export default defineConfig({
  // Any folder of any static server will do.
  base: "./",
  // The styles that the editor makes carry it; see the policy in index.html.
  html: { cspNonce: "preview" },
  worker: { format: "es" },
  // It loads its engine from beside itself.
  optimizeDeps: { exclude: ["scimrules"] },
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  // Samples are the repository's own files.
  server: { fs: { allow: ["../.."] } },
});
