/** The rules of the gate by name. A rule is switched off by its name, in tests only. */
import type { LoadRule } from '../read/mistakes.ts';

interface Rule {
  /** Of protocol/SPEC.md. */
  id: string;
  /** Cheap rules read; measured ones are judged after the scenario has run. */
  kind: 'cheap' | 'measured';
  /** What a scenario must be. */
  about: string;
}

const cheap = (id: string, about: string): Rule => ({ id, kind: 'cheap', about });
const measured = (id: string, about: string): Rule => ({ id, kind: 'measured', about });

export const RULES = {
  files: cheap('GA1', 'the folder holds what a scenario consists of, in plain files'),
  yaml: cheap('GA1', 'scenario.yaml, dictionary.yaml and expected.json have their shape and no unknown key'),
  names: cheap('GA1', 'names lead somewhere, are there once and do not contradict each other'),
  regions: cheap('GA1', 'regions are well formed and belong to bugs, and bugs have regions'),
  contract: cheap('GA1', 'the functions of the contract are defined where it says'),
  void: cheap('GA2', 'the two sides of a region differ in what they do'),
  program: cheap('GA3', 'whatever can be rendered parses, imports what exists and defines the contract'),
  deterministic: cheap('GA4', 'a seed gives the same data whenever it is asked, another seed gives others'),
  apart: cheap(
    'GA24',
    'nothing that a candidate gets before a score depends on the second secret, and the hold-out does',
  ),
  declared: cheap('GA5', 'the data are as declared'),
  quirks: cheap('GA5', 'each quirk says what can be counted of it, and it is so'),
  secrets: cheap('GA6', 'what a candidate gets names no bug, no seed and no word of the author to the interviewer'),
  brief: cheap('GA7', 'the brief invites questions'),
  hints: cheap('GA8', 'each bug has three rungs of hints'),
  judged: cheap('GA8', 'each bug counts under a line of the rubric'),
  claims: cheap('GA8', 'each bug says which alarms it raises, and one that shows in a probe raises one'),
  twists: cheap('GA8', 'there are at least two twists'),
  quiz: cheap('GA8', 'there are at least three questions to sprinkle in'),
  stale: cheap('GA9', 'a scenario that somebody should read again is told, as a warning'),
  runs: measured('GA10', 'every case runs through the official path'),
  clean: measured('GA11', 'with everything fixed no probe alarms, and each one can tell'),
  alarms: measured('GA12', 'a bug alone raises exactly the alarms that it declares'),
  masked: measured('GA13', 'bugs planted together raise the alarms of each of them, and no others'),
  cleared: measured('GA14', 'a fix takes away the alarms of its bug, and no other appears'),
  hurts: measured('GA15', 'from no form a single correct fix worsens the metric'),
  effect: measured('GA16', 'an effect that is declared visible is at least 3 paired standard deviations'),
  target: measured(
    'GA17',
    'every bug mended reaches the sound target, the reference the strong one, what is handed out none',
  ),
  constant: measured('GA17', 'deciding the same for every row reaches no target'),
  budget: measured('GA18', 'the reference keeps within weights, minutes and memory'),
  'fit-time': measured('GA19', 'fits keep within limits.fitSeconds'),
  expected: cheap('GA20', 'expected.json was measured on what stands here now'),
} as const satisfies Record<LoadRule, Rule> & Record<string, Rule>;

export type RuleName = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as RuleName[];
