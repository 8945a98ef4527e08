import { checkAssignment } from '../assignment/index.js';
import { checkConnections } from './check-connections.js';
import { checkEnrichment } from './check-enrichment.js';
import { checkIcp } from './check-icp.js';
import { checkOutreach } from './check-outreach.js';

/** What is checked of each kind of configuration beyond its schema; each returns all findings at once. */
export const configChecks = {
  connections: checkConnections,
  enrichment: checkEnrichment,
  icp: checkIcp,
  assignment: checkAssignment,
  outreach: checkOutreach,
};
