/** GA4: data of a seed are the same bytes whenever they are asked for. */
import { toCsv } from '../../../../datasets/csv.ts';
import { fingerprintData } from '../../data/fingerprint.ts';
import { published } from '../../data/source.ts';
import { type Complaint, complain } from '../complaint.ts';
import { dataPlace, type Facts, generate } from '../facts.ts';

/** Generates twice what is compared; `rows` apart, nothing of a measurement enters. */
export function deterministic(facts: Facts): Complaint[] {
  const { rows } = facts;
  const place = dataPlace(facts);
  const [seed = '', other] = facts.seeds.length > 1 ? facts.seeds : [facts.seeds[0] ?? '', `${facts.seeds[0]}-other`];
  const first = generate(facts, published(seed), rows);
  const mark = fingerprintData(first);
  const found: Complaint[] = [];
  if (fingerprintData(generate(facts, published(seed), rows)) !== mark)
    found.push(complain('deterministic', place, `generated twice from the seed ${seed}, the data differ`));
  else if (fingerprintData(generate(facts, published(other as string), rows)) === mark)
    found.push(complain('deterministic', place, `the seeds ${seed} and ${other} give the same data`));
  const fewer = generate(facts, published(seed), { ...rows, holdout: Math.ceil(rows.holdout / 2) });
  if (found.length === 0 && toCsv(fewer.train) !== toCsv(first.train))
    found.push(complain('deterministic', place, 'the training rows depend on how many hold-out rows are made'));
  return found;
}
