// A deal with all that its doers can be asked about: two promises, a customization, a date, a flow.
import { factsOf } from '../../../src/load/facts.ts';
import type { FileKind } from '../../../src/model/place.ts';
import { loadDeal, loadWorkspace } from '../../../src/load/workspace.ts';
import { parseDay, type Day } from '../../../src/model/day.ts';
import type { Facts } from '../../../src/model/facts.ts';
import { catalogue } from '../../../src/rules/settings.ts';
import { textsOf, RULES_FOLDER } from '../../rules/workspace.ts';
import { join } from 'node:path';

const PALLET = `
  pallet:
    title: Pallet of shelves
    doer: cleo
    complete_when: {observable: "{quantity} pallets in the yard", measure: pallets, threshold: "{quantity}", evidence: weighbridge ticket}
    exclusions: [Unloading by crane]
    steps: [{id: load, title: Load the lorry, needs: {sewer: 1}, duration: 8h}]
    failures: [{id: rain, what: It rains on the day, hits: load, delays: 1bd}]
`;

const DEAL = `handoff: 1
deal: acme-7
customer: Acme Outdoor
seller: {name: Sam Reed, email: sam@larkfield.example}
dates: {signature: 2026-11-17, wanted: 2026-12-18, offered: 2026-12-18}
items:
  - id: bags
    deliverable: bag
    quantity: 300
    custom:
      - {id: liner, what: Recycled liner for all 300, effort: {sewer: 40h, cutter: 2h}, price: 2400, change: reversible, undo: it is cut out, flow: {steps: 3}}
promises:
  - id: on-site
    text: 300 bags with liner at Acme's dock by 18 December for the corporate event
    complete_when: {observable: 300 bags accepted at Acme's dock, measure: bags accepted, threshold: '300', evidence: signed delivery note of all 300}
    quantity: 300
    due: 2026-12-18
    excludes: [Gift wrapping, Storage after the 18th]
    doer: ben
    commitment: reversible
    undo: the label is replaced
  - id: sample
    text: One sewn sample in Acme's office
    doer: ben
exclusions: [Disposal of packaging]
`;

/** Returns the facts of the deal on 2026-11-16; `change` may alter its text. */
export function factsOfDeal(change: (text: string) => string = (text) => text): Facts {
  const texts = textsOf(join(RULES_FOLDER, '_base'));
  const source = (kind: FileKind, text: string) => ({ kind, path: `${kind}.yaml`, bytes: new TextEncoder().encode(text) });
  const { workspace, diagnostics } = loadWorkspace(
    {
      policy: source('policy', texts.policy),
      capacity: source('capacity', texts.capacity),
      deliverables: [source('deliverables', texts.deliverables + PALLET)],
      history: null,
    },
    catalogue,
  );
  const { deal, diagnostics: ofDeal } = loadDeal(source('deal', change(DEAL)));
  if (workspace === null || deal === null) throw new Error(JSON.stringify([...diagnostics, ...ofDeal]));
  return factsOf({ deal, path: 'deals/acme-7.yaml', workspace, today: parseDay('2026-11-16') as Day });
}
