/** What an interviewer needs beside the shape of the manifest: hints, lines of the rubric, claims, twists, questions, a date. */

import type { BugSpec } from '../../manifest/schema.ts';
import { bugsIn } from '../../read/scenario.ts';
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts } from '../facts.ts';

/** From vague to concrete. */
const RUNGS = 3;
const TWISTS = 2;
const QUESTIONS = 3;

export function hints(facts: Facts): Complaint[] {
  return facts.scenario.spec.bugs
    .filter((bug) => bug.hints.length !== RUNGS)
    .map(({ id, hints: given }) =>
      complain(
        'hints',
        bugPlace(facts, id, 'hints'),
        `bugs.${id} has ${given.length} hints; an interviewer wants ${RUNGS} rungs, from vague to concrete`,
      ),
    );
}

export function judged(facts: Facts): Complaint[] {
  const criteria = facts.scenario.spec.rubric.map(({ id }) => id).join(', ');
  return facts.scenario.spec.bugs
    .filter((bug) => bug.rubric.length === 0)
    .map(({ id }) =>
      complain('judged', bugPlace(facts, id), `bugs.${id}.rubric names no line of the rubric; there are ${criteria}`),
    );
}

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

/** Alarms that a bug declares for a scaffold; undefined where it declares none, not even an empty list. */
export function alarmsOf(bug: BugSpec, scaffold: string): readonly string[] | undefined {
  return Array.isArray(bug.alarms) ? bug.alarms : bug.alarms?.[scaffold];
}

export function twists({ scenario, manifest }: Facts): Complaint[] {
  const { length } = scenario.spec.twists;
  if (length >= TWISTS) return [];
  return [
    complain(
      'twists',
      manifest.at(['twists']),
      `there are ${length} twists; an interview wants ${TWISTS} to draw from`,
    ),
  ];
}

export function quiz({ scenario, manifest }: Facts): Complaint[] {
  const { length } = scenario.spec.quiz;
  if (length >= QUESTIONS) return [];
  return [
    complain('quiz', manifest.at(['quiz']), `there are ${length} questions to sprinkle in; ${QUESTIONS} are wanted`),
  ];
}

/** A warning: what was true of libraries and of the world may no longer be. */
export function stale({ scenario, manifest, today }: Facts): Complaint[] {
  const { staleAfter } = scenario.spec;
  if (staleAfter > today) return [];
  const message = `somebody should read this scenario again and set a later date: it may be stale since ${staleAfter}`;
  return [{ ...complain('stale', manifest.at(['staleAfter']), message), level: 'warning' }];
}
