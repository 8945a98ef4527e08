import { assignmentStage } from './assignment.stage.js';
import { consoleStages } from './console.stage.js';
import { deliveryStage } from './delivery.stage.js';
import { enrichmentStage } from './enrichment.stage.js';
import { researchStage } from './research.stage.js';
import type { StageParts } from './stage-parts.js';
import type { Stage } from './stage.js';

/** Who hears what, in the order a lead goes. The first app, intake, hears callers. */
export const allStages = (parts: StageParts): Stage[] => [enrichmentStage(parts), assignmentStage(parts), researchStage, deliveryStage(parts), ...consoleStages(parts)];
