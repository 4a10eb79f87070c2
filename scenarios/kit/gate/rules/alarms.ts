/** The rules about probes: everything fixed, each bug alone, bugs together, and each fix. */
import { type Complaint, complain } from '../complaint.ts';
import { bugPlace, type Facts, formPlace } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { type Mismatch, mismatches, onSeeds, wantedAlarms } from '../verdicts.ts';

/** With everything fixed no probe alarms, and each one can tell. */
export function clean({ scenario, manifest }: Facts, measured: Measured): Complaint[] {
  const { name } = measured.plan.scaffold;
  return scenario.spec.probes.flatMap(({ id }, n) => {
    const place = manifest.at(['probes', n, 'id']);
    const answers = measured.seeds.flatMap((seed) =>
      measured
        .of('clean', seed)
        .probes.filter((one) => one.id === id)
        .map((one) => ({ ...one, seed })),
    );
    return (['alarm', 'cannot-tell'] as const).flatMap((verdict) => {
      const [first, ...others] = answers.filter((one) => one.verdict === verdict);
      if (!first) return [];
      const seeds = onSeeds(
        [first, ...others].map(({ seed }) => seed),
        measured.seeds,
      );
      const says = verdict === 'alarm' ? 'alarms' : 'cannot tell';
      return [complain('clean', place, `${name}, everything fixed: ${id} ${says} ${seeds}: ${first.message}`)];
    });
  });
}

/** A bug alone raises exactly what it declares. */
export function alarms(facts: Facts, measured: Measured): Complaint[] {
  const { name } = measured.plan.scaffold;
  return measured.plan.bugs.flatMap((id) => {
    const wanted = wantedAlarms(facts.scenario, name, [id]);
    if (!wanted) return [];
    return mismatches(measured, `bug:${id}`, wanted).map((mismatch) => {
      const what =
        mismatch.kind === 'extra'
          ? `raises ${mismatch.probe}, which it does not declare,`
          : `does not raise ${mismatch.probe}`;
      return complain('alarms', bugPlace(facts, id, 'alarms'), `${name}, ${id} alone ${what} ${tail(mismatch)}`);
    });
  });
}

/** Bugs of a form, and pairs that interact, raise the alarms of each of them and no others. */
export function masked(facts: Facts, measured: Measured): Complaint[] {
  const { forms, pairs, scaffold } = measured.plan;
  const together = [
    ...forms.map(({ form, name }) => ({ name, bugs: form.bugs, place: formPlace(facts, form.id) })),
    ...pairs.map(({ bugs, name }) => ({ name, bugs, place: bugPlace(facts, bugs[0], 'interacts') })),
  ].filter(({ bugs }) => bugs.length > 1);
  return together.flatMap(({ name, bugs, place }) => {
    const wanted = wantedAlarms(facts.scenario, scaffold.name, bugs);
    if (!wanted) return [];
    return mismatches(measured, name, wanted).map((mismatch) => {
      const what =
        mismatch.kind === 'missing'
          ? `${mismatch.probe} is masked`
          : `${mismatch.probe} alarms, which none of the bugs declares,`;
      return complain('masked', place, `${scaffold.name}, ${name}: ${what} ${tail(mismatch)}`);
    });
  });
}

/** From a form, fixing one bug takes away its alarms, and no other appears. */
export function cleared(facts: Facts, measured: Measured): Complaint[] {
  const { scaffold, fixes } = measured.plan;
  return fixes.flatMap(({ form, bug, after }) => {
    // With one bug left or none the rules above say it.
    if (form.bugs.length < 3) return [];
    const rest = form.bugs.filter((id) => id !== bug);
    const wanted = wantedAlarms(facts.scenario, scaffold.name, rest);
    const own = wantedAlarms(facts.scenario, scaffold.name, [bug]);
    if (!wanted || !own) return [];
    return mismatches(measured, after, wanted).map((mismatch) => {
      const { probe, kind } = mismatch;
      const what =
        kind === 'missing' ? `${probe} falls silent as well` : own.has(probe) ? `${probe} goes on` : `${probe} appears`;
      const place = formPlace(facts, form.id);
      return complain('cleared', place, `${scaffold.name}, ${form.id} with ${bug} fixed: ${what} ${tail(mismatch)}`);
    });
  });
}

function tail({ seeds, probed, said }: Mismatch): string {
  return `${onSeeds(seeds, probed)}: ${said}`;
}
