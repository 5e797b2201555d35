/** The rules that this version judges, in the order of the catalogue (`profiles.ts`). */
import { beforeSignature } from './before-signature.ts';
import { capacityFresh } from './capacity-fresh.ts';
import { comparableWork } from './comparable-work.ts';
import { configuredOrPriced } from './configured-or-priced.ts';
import { customLeadTime } from './custom-lead-time.ts';
import { deliverySignoff } from './delivery-signoff.ts';
import { discoveryDone } from './discovery-done.ts';
import { doerRestated } from './doer-restated.ts';
import { errorBudget } from './error-budget.ts';
import { existingCustomers } from './existing-customers.ts';
import { expediteMaterials } from './expedite-materials.ts';
import { fit } from './fit.ts';
import { fitsHeadroom } from './fits-headroom.ts';
import { handoffContext } from './handoff-context.ts';
import { inLibrary } from './in-library.ts';
import { mandatorySteps } from './mandatory-steps.ts';
import { marginFloor } from './margin-floor.ts';
import { observableOutcome } from './observable-outcome.ts';
import { onRoadmap } from './on-roadmap.ts';
import { openWording } from './open-wording.ts';
import { operationsDate } from './operations-date.ts';
import { ownerInputsEscalation } from './owner-inputs-escalation.ts';
import { pricingExceptions } from './pricing-exceptions.ts';
import { proposalMatches } from './proposal-matches.ts';
import { provenOutput } from './proven-output.ts';
import { qualityWindows } from './quality-windows.ts';
import { queueHolds } from './queue-holds.ts';
import { reversible } from './reversible.ts';
import type { Rule } from './rule.ts';
import { safetyRatio } from './safety-ratio.ts';
import { scopingTemplate } from './scoping-template.ts';
import { softPromises } from './soft-promises.ts';
import { staffingPattern } from './staffing-pattern.ts';
import { startFromCapacity } from './start-from-capacity.ts';
import { threeRuns } from './three-runs.ts';
import { twoFailures } from './two-failures.ts';
import { upstreamReset } from './upstream-reset.ts';
import { whiteboard } from './whiteboard.ts';

/** Every rule that is judged. */
export const RULES: readonly Rule[] = [
  startFromCapacity,
  fitsHeadroom,
  qualityWindows,
  mandatorySteps,
  customLeadTime,
  twoFailures,
  threeRuns,
  comparableWork,
  operationsDate,
  upstreamReset,
  expediteMaterials,
  existingCustomers,
  errorBudget,
  capacityFresh,
  queueHolds,
  safetyRatio,
  staffingPattern,
  ownerInputsEscalation,
  inLibrary,
  configuredOrPriced,
  onRoadmap,
  provenOutput,
  whiteboard,
  reversible,
  openWording,
  discoveryDone,
  proposalMatches,
  observableOutcome,
  doerRestated,
  softPromises,
  deliverySignoff,
  marginFloor,
  pricingExceptions,
  fit,
  beforeSignature,
  scopingTemplate,
  handoffContext,
];
