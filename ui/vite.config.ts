import { defineConfig } from 'vite';

// The build goes into the platform's jar; in development the interface is the platform's on its own port.
export default defineConfig({
  base: '/',
  build: { rolldownOptions: { onwarn: (warning, show) => { if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning); } }, outDir: 'dist', assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
