/** GA18: the reference stays within the weights, an official run of all fit seeds within its minutes, and within the memory. */
import { LIMITS } from '../../../../protocol/limits.ts';
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { casePlace, officials } from '../officials.ts';

export function budget(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold } = measured.plan;
  const { constraints } = facts.scenario.spec;
  const place = casePlace(facts, measured, 'reference');
  const results = officials(measured, 'reference');
  if (results.length === 0) return [];
  const weights = Math.max(...results.map((result) => result.weights));
  const fits = constraints.fitSeeds.length;
  const seconds = Math.min(...results.map((result) => result.officialSeconds)) * fits;
  const bytes = Math.min(...results.map((result) => result.heapBytes));
  const found: string[] = [];
  if (weights > constraints.weights) found.push(`has ${weights} weights, ${constraints.weights} are allowed`);
  if (seconds > LIMITS.officialSeconds)
    found.push(
      `would take ${seconds.toFixed(0)} s for ${fits} fits; an official run ends at ${LIMITS.officialSeconds} s`,
    );
  if (bytes > LIMITS.heapRecycleBytes)
    found.push(`takes ${mega(bytes)} MB, an interpreter is given up at ${mega(LIMITS.heapRecycleBytes)}`);
  return found.map((message) => complain('budget', place, `${scaffold.name}, the reference ${message}`));
}

const mega = (bytes: number): string => (bytes / 1e6).toFixed(0);
