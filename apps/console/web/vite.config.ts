import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { routes } from '#contracts';

/** Who may call what, out of the table that the server asks. Only this goes to the browser, not the schemas beside it. */
const roles = Object.fromEntries(routes.filter(({ allow }) => Array.isArray(allow)).map(({ method, path, allow }) => [`${method} ${path}`, allow]));

/** Static files that console serves. All of it comes from this origin: no fonts, scripts or calls from elsewhere. */
export default defineConfig({
  plugins: [react()],
  define: { ROUTE_ROLES: JSON.stringify(roles) },
  build: { outDir: '../../../dist/web', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
});
