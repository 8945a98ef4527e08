import type { z } from 'zod';
import { assignmentConfig } from './assignment.config.js';
import { connectionsConfig } from './connections.config.js';
import { enrichmentConfig } from './enrichment.config.js';
import { icpConfig } from './icp.config.js';
import type { ConfigKind } from './kinds.js';
import { outreachConfig } from './outreach.config.js';

/** The schema of each kind. */
export const configSchemas = {
  connections: connectionsConfig,
  enrichment: enrichmentConfig,
  icp: icpConfig,
  assignment: assignmentConfig,
  outreach: outreachConfig,
} satisfies Record<ConfigKind, z.ZodType>;

export type ConfigDocument<K extends ConfigKind> = z.infer<(typeof configSchemas)[K]>;
