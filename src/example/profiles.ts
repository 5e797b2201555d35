/**
 * An example workspace for each profile but make-to-order's, which is `EXAMPLE`: what `init` writes out. Apart from it, since a check needs none of these
 * texts. All are told from the same Monday, `EXAMPLE_TODAY`.
 */
import type { Example } from './index.ts';
import servicesCapacity from './services/capacity.yaml';
import servicesYes from './services/deals/alder-042.yaml';
import servicesNotYet from './services/deals/harbor-041.yaml';
import servicesDeliverables from './services/deliverables.yaml';
import servicesPolicy from './services/handoff.yaml';
import servicesHistory from './services/history.csv';
import saasCapacity from './saas/capacity.yaml';
import saasYes from './saas/deals/norwell-042.yaml';
import saasNotYet from './saas/deals/quill-041.yaml';
import saasDeliverables from './saas/deliverables.yaml';
import saasPolicy from './saas/handoff.yaml';
import saasHistory from './saas/history.csv';
import printCapacity from './print/capacity.yaml';
import printYes from './print/deals/fern-042.yaml';
import printNotYet from './print/deals/tern-041.yaml';
import printDeliverables from './print/deliverables.yaml';
import printPolicy from './print/handoff.yaml';
import printHistory from './print/history.csv';
import tradesCapacity from './trades/capacity.yaml';
import tradesYes from './trades/deals/marlow-042.yaml';
import tradesNotYet from './trades/deals/hollis-041.yaml';
import tradesDeliverables from './trades/deliverables.yaml';
import tradesPolicy from './trades/handoff.yaml';
import tradesHistory from './trades/history.csv';
import careCapacity from './regulated-care/capacity.yaml';
import careYes from './regulated-care/deals/ortega-042.yaml';
import careNotYet from './regulated-care/deals/lind-041.yaml';
import careDeliverables from './regulated-care/deliverables.yaml';
import carePolicy from './regulated-care/handoff.yaml';
import careHistory from './regulated-care/history.csv';
import careStanding from './regulated-care/standing.json';

/** The examples by profile. */
export const EXAMPLES = {
  services: {
    files: {
      'handoff.yaml': servicesPolicy,
      'capacity.yaml': servicesCapacity,
      'deliverables.yaml': servicesDeliverables,
      'history.csv': servicesHistory,
      'deals/harbor-041.yaml': servicesNotYet,
      'deals/alder-042.yaml': servicesYes,
    },
    passes: 'deals/alder-042.yaml',
    fails: 'deals/harbor-041.yaml',
  },
  saas: {
    files: {
      'handoff.yaml': saasPolicy,
      'capacity.yaml': saasCapacity,
      'deliverables.yaml': saasDeliverables,
      'history.csv': saasHistory,
      'deals/quill-041.yaml': saasNotYet,
      'deals/norwell-042.yaml': saasYes,
    },
    passes: 'deals/norwell-042.yaml',
    fails: 'deals/quill-041.yaml',
  },
  print: {
    files: {
      'handoff.yaml': printPolicy,
      'capacity.yaml': printCapacity,
      'deliverables.yaml': printDeliverables,
      'history.csv': printHistory,
      'deals/tern-041.yaml': printNotYet,
      'deals/fern-042.yaml': printYes,
    },
    passes: 'deals/fern-042.yaml',
    fails: 'deals/tern-041.yaml',
  },
  trades: {
    files: {
      'handoff.yaml': tradesPolicy,
      'capacity.yaml': tradesCapacity,
      'deliverables.yaml': tradesDeliverables,
      'history.csv': tradesHistory,
      'deals/hollis-041.yaml': tradesNotYet,
      'deals/marlow-042.yaml': tradesYes,
    },
    passes: 'deals/marlow-042.yaml',
    fails: 'deals/hollis-041.yaml',
  },
  'regulated-care': {
    files: {
      'handoff.yaml': carePolicy,
      'capacity.yaml': careCapacity,
      'deliverables.yaml': careDeliverables,
      'history.csv': careHistory,
      // What its doer said of the library, once for all deals: canonical JSON has the order of the file and no spaces.
      'signoffs/_library/standing.json': JSON.stringify(careStanding),
      'deals/lind-041.yaml': careNotYet,
      'deals/ortega-042.yaml': careYes,
    },
    passes: 'deals/ortega-042.yaml',
    fails: 'deals/lind-041.yaml',
  },
} as const satisfies Record<string, Example>;
