// Plans instances with CP-SAT, the constraint solver of Google's OR-Tools, compiled to WebAssembly (npm: or-tools-wasm). The usual model: an interval an
// activity, a cumulative constraint a resource, the end as objective. One worker, as the planner has one thread.
import { CpModel, CpSolver } from 'or-tools-wasm/cp-sat';
import { answer, timed } from './peer.mjs';

await answer(load, solve);

/** The first question loads the WebAssembly. */
async function load() {
  const model = new CpModel();
  model.minimize(model.newIntVar(0, 1, 'x'));
  await new CpSolver().solve(model, { numWorkers: 1, maxTimeInSeconds: 60 });
}

async function solve({ activities, capacity, horizon }, limit) {
  const { result, spent: prepare } = await timed(() => modelOf(activities, capacity, horizon));
  const { model, starts } = result;
  const solver = new CpSolver();
  const { result: status, spent } = await timed(() => solver.solve(model, { numWorkers: 1, maxTimeInSeconds: limit / 1000 }));
  const name = solver.statusName(status);
  const found = name === 'OPTIMAL' || name === 'FEASIBLE';
  return {
    lower: Math.ceil(solver.bestObjectiveBound() - 1e-6),
    upper: found ? Math.round(solver.objectiveValue()) : null,
    starts: found ? starts.map((start) => solver.value(start)) : null,
    proven: name === 'OPTIMAL',
    prepare,
    solve: spent,
  };
}

function modelOf(activities, capacity, horizon) {
  const model = new CpModel();
  const starts = activities.map((_, index) => model.newIntVar(0, horizon, `s${index}`));
  const intervals = activities.map(({ duration }, index) => model.newFixedSizeIntervalVar(starts[index], duration, `i${index}`));
  activities.forEach(({ duration, successors }, index) => {
    for (const next of successors) model.addLinearConstraint(starts[next].minus(starts[index]), duration, horizon);
  });
  capacity.forEach((units, resource) => {
    const users = activities.flatMap(({ duration, demand }, index) => (duration > 0 && demand[resource] > 0 ? [index] : []));
    model.addCumulative(
      users.map((index) => intervals[index]),
      users.map((index) => activities[index].demand[resource]),
      units,
    );
  });
  // The last activity is the end and takes no time.
  model.minimize(starts[starts.length - 1]);
  return { model, starts };
}
