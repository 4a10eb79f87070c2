/** GA6: whether what a candidate's browser gets holds a secret: bugs by id or name, the form, the seed, words to the interviewer. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { published } from '../../data/source.ts';
import type { Place } from '../../manifest/error.ts';
import { scaffoldOf } from '../../read/scaffold.ts';
import type { Scenario } from '../../read/scenario.ts';
import { renderFiles, renderLines } from '../../render/files.ts';
import { toCandidateBundle } from '../../render/project.ts';
import { makeVariant, type Variant } from '../../render/variant.ts';
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';

/** Words that give away that something was planted; "leak" alone is half of the answer. */
const GIVEAWAY = /\b(bugs?|buggy|planted|leak(s|ed|y|ing|age)?|fixme|todo|xxx|deliberate(ly)?|intentional(ly)?)\b/i;
/** Shorter sentences may be in a brief by chance. */
const LEAST_SENTENCE = 30;
const SEED = 'seed-4b19d0c7';

export function secrets(facts: Facts): Complaint[] {
  const { scenario } = facts;
  const { spec } = scenario;
  const found = new Map<string, Complaint>();
  const search = secretsOf(scenario);
  const [first] = spec.forms;
  const some = first?.languages[0];
  if (!first || !some) return [];
  const rows = { train: Math.min(facts.rows.train, 2_000), holdout: 100 };
  const base = makeVariant(scenario, { form: first.id, source: published(SEED), language: some, rows });
  for (const form of spec.forms)
    for (const language of form.languages) {
      const bugs = new Set(form.bugs);
      const files = renderFiles(scenario, scaffoldOf(language, form.framework), bugs);
      const variant: Variant = { ...base, form, language, files };
      for (const { keys, text } of leaves(toCandidateBundle(variant)))
        for (const line of text.split('\n'))
          for (const secret of search(line)) {
            const place = placeOf(facts, variant, keys, line);
            const message = `a candidate would read ${secret}: "${line.trim().slice(0, 120)}"`;
            found.set(`${place.path}:${place.line}:${secret}`, complain('secrets', place, message));
          }
    }
  if (base.trainCsv.includes(SEED))
    found.set('csv', complain('secrets', facts.manifest.at(['data']), 'the training file holds the seed'));
  return [...found.values()];
}

/** A function that names the secrets in a line. */
function secretsOf({ spec, guide, notPlanted }: Scenario): (line: string) => string[] {
  const ids = [...spec.bugs, ...spec.quirks, ...spec.forms, ...spec.probes, ...spec.twists].map(({ id }) => id);
  const tokens = ids
    .filter((id) => id.includes('-'))
    .map((id) => ({ id, pattern: new RegExp(`(?<![\\w-])${id.replaceAll('-', '[-_]')}(?![\\w-])`, 'i') }));
  const findings = [...spec.bugs, ...spec.quirks].flatMap((finding) => [
    finding.title,
    finding.description,
    ...finding.questions,
    ...finding.strong,
    ...finding.weak,
    ...finding.hints,
  ]);
  const staff = [
    ...findings,
    ...spec.twists.flatMap(({ title, when, tell }) => [title, when, tell]),
    ...spec.rubric.flatMap(({ question, anchors }) => [question, ...anchors]),
    ...guide.map(({ body }) => body),
    notPlanted,
  ];
  const sentences = new Set(staff.flatMap((text) => text.split(/(?<=[.?!])\s+|\n/)).map(plain));
  const long = [...sentences].filter((sentence) => sentence.length >= LEAST_SENTENCE);
  return (line) => {
    const flat = plain(line);
    const hits = tokens.filter(({ pattern }) => pattern.test(line)).map(({ id }) => `the id "${id}"`);
    const word = GIVEAWAY.exec(line)?.[0];
    if (word) hits.push(`the word "${word}"`);
    if (line.includes(SEED)) hits.push('the seed');
    if (long.some((sentence) => flat.includes(sentence))) hits.push('what is for the interviewer');
    return hits;
  };
}

/** Every text in a bundle, with the keys that lead to it. */
function leaves(value: unknown, keys: readonly string[] = []): { keys: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ keys, text: value }];
  if (!value || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...keys, key]));
}

/** Where a line of the bundle comes from. */
function placeOf(facts: Facts, { form, language, files }: Variant, keys: readonly string[], line: string): Place {
  const { folder, scenario, manifest } = facts;
  if (keys[0] === 'files') {
    const at = Number(keys[1]);
    const template = scenario.scaffold[scaffoldOf(language, form.framework).name]?.[at];
    const hit = template && renderLines(template, new Set(form.bugs)).find(({ text }) => text === line);
    return { path: template?.path ?? `${language}/${Object.keys(files)[at]}`, ...(hit ? { line: hit.line } : {}) };
  }
  const name = { brief: 'brief.md', dictionary: 'dictionary.yaml' }[keys[0] ?? ''];
  if (!name) return manifest.at(keys);
  const lines = readFileSync(path.join(folder, name), 'utf8').split('\n');
  const number = lines.findIndex((text) => text.includes(line.trim())) + 1;
  return { path: `scenarios/${scenario.slug}/${name}`, ...(number > 0 ? { line: number } : {}) };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
