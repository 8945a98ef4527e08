import { onProcesses } from './on-processes.js';

await onProcesses('five-times', () => import('../five-times.e2e-spec.js'));
