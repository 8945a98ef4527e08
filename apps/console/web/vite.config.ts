import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Static files that console serves. All of it comes from this origin: no fonts, scripts or calls from elsewhere. */
export default defineConfig({
  plugins: [react()],
  build: { outDir: '../../../dist/web', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
});
