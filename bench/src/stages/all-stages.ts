import { assignmentStage, researchedStage } from './assignment.stage.js';
import { consoleResearchStages, consoleStages } from './console.stage.js';
import { deliveryResearchStage, deliveryStage } from './delivery.stage.js';
import { enrichmentStage, provenStage } from './enrichment.stage.js';
import { ownersStage, requestedStage, researchStage } from './research.stage.js';
import type { StageParts } from './stage-parts.js';
import type { Stage } from './stage.js';

/** Who hears what, in the order a lead goes. The first app, intake, hears callers. */
export const allStages = (parts: StageParts): Stage[] => [enrichmentStage(parts), assignmentStage(parts), researchStage, deliveryStage(parts), ...consoleStages(parts)];

/** The same where some leads are researched. */
export const mixedStages = (parts: StageParts): Stage[] => [
  enrichmentStage(parts), assignmentStage(parts), requestedStage, provenStage, researchedStage(parts), deliveryResearchStage(parts), ownersStage(parts), deliveryStage(parts),
  ...consoleStages(parts), ...consoleResearchStages(parts),
];
