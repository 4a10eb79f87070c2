/** GA8: each bug declares which alarms it raises, and one that shows in a probe raises one. */
import { alarmsOf } from '../../read/alarms.ts';
import { bugsIn } from '../../read/scenario.ts';
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts } from '../facts.ts';

export function claims(facts: Facts): Complaint[] {
  const { scenario, manifest, scaffolds } = facts;
  const { bugs, probes } = scenario.spec;
  const none = complain(
    'claims',
    manifest.at(['probes']),
    'there are no probes: nobody can tell whether a bug is fixed',
  );
  const found = probes.length === 0 ? [none] : [];
  for (const bug of bugs) {
    if (bug.alarms === undefined) {
      const message = `bugs.${bug.id} does not say which alarms it raises ("alarms: []" where it raises none)`;
      found.push(complain('claims', bugPlace(facts, bug.id), message));
      continue;
    }
    for (const { name } of scaffolds) {
      if (!bugsIn(scenario, name).includes(bug)) continue;
      const alarms = alarmsOf(bug, name);
      if (alarms === undefined)
        found.push(
          complain('claims', bugPlace(facts, bug.id, 'alarms'), `bugs.${bug.id}.alarms says nothing of ${name}`),
        );
      else if (bug.shows === 'probe' && alarms.length === 0)
        found.push(
          complain(
            'claims',
            bugPlace(facts, bug.id, 'alarms'),
            `bugs.${bug.id} shows in a probe, but raises no alarm in ${name}`,
          ),
        );
    }
  }
  return found;
}
