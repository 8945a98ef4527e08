import { onProcesses } from './on-processes.js';

await onProcesses('browser', () => import('../browser.e2e-spec.js'));
