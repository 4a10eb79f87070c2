/**
 * What an interview works on: data files, hold-out and answer key, stored when it is made. An edit or a deletion of the scenario's
 * folder, or another version of the product, changes nothing for an interview that is there.
 */
import { z } from 'zod';
import type { Language } from '../../protocol/language.ts';
import { answerKeyBytes, readAnswerKey } from '../marking/answerKey.ts';
import { Refusal } from '../refusal.ts';
import { pack, unpack } from '../scenarios/packed.ts';
import {
  type Material,
  type Packed,
  type ScenarioPort,
  UnknownVariantError,
  type VariantInfo,
} from '../scenarios/port.ts';
import type { Interview, Store } from '../store/port.ts';
import { blobId, keyOf, variantOf } from './interview.ts';

/** Where material is read from, and how it is made for interviews that an earlier version stored without any. */
export interface MaterialParts {
  store: Store;
  scenarios: ScenarioPort;
  clock: { now(): number };
}

const hash = z.string();
/** Which contents an interview works on, by their hashes. */
const contents = z.object({ files: z.record(z.string(), hash), holdout: hash, answerKey: hash });
type Contents = z.infer<typeof contents>;

const contentId = (hash: string) => `content.${hash}`;

/** Stores material with its interview: every content once, whoever else uses it, and the names last. */
export async function storeMaterial(
  { store, clock }: Pick<MaterialParts, 'store' | 'clock'>,
  interview: Interview,
  language: Language,
  { files, holdout, answerKey }: Material,
): Promise<Contents> {
  const common = { interviewId: interview.id, at: clock.now(), meta: new Uint8Array() };
  for (const { hash, gzip } of [...Object.values(files), holdout, answerKey])
    await store.putBlob({ ...common, id: contentId(hash), kind: 'content', body: gzip });
  const names: Contents = {
    files: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, file.hash])),
    holdout: holdout.hash,
    answerKey: answerKey.hash,
  };
  const body = new TextEncoder().encode(JSON.stringify(names));
  await store.putBlob({ ...common, id: blobId('material', interview, language), kind: 'material', body });
  return names;
}

/** Whether what a scenario makes today is what it made for the interview. */
const isSame = ({ version, remakes }: Material, interview: Interview): boolean =>
  version === interview.version || (interview.source.kind === 'seed' && remakes.includes(interview.version));

/** The material with the targets that the candidate of an interview reads, which were measured when that was made. */
function withShownTargets(made: Material, { candidate }: VariantInfo): Material {
  const key = readAnswerKey(unpack(made.answerKey));
  const targets = candidate.targets.map(({ name, value }) => ({ name, value }));
  return { ...made, answerKey: pack(answerKeyBytes({ ...key, targets })) };
}

/**
 * Which contents the interview works on. One that was stored without is given what the scenario makes today, where that is still
 * the same version, or one that says it makes the same.
 */
async function contentsOf(parts: MaterialParts, interview: Interview, language: Language): Promise<Contents> {
  const stored = await parts.store.blob(blobId('material', interview, language));
  if (stored) return contents.parse(JSON.parse(new TextDecoder().decode(stored.body)));
  const made = await parts.scenarios.material(keyOf(interview, language)).catch((e: unknown) => {
    if (e instanceof UnknownVariantError) return null;
    throw e;
  });
  if (made && isSame(made, interview)) {
    const same =
      interview.source.kind === 'seed' ? withShownTargets(made, await variantOf(parts, interview, language)) : made;
    return storeMaterial(parts, interview, language, same);
  }
  throw new Refusal(
    409,
    'scenario-changed',
    `This interview was made with version ${interview.version} of ${interview.slug} by an earlier Holdout, which did not store its data; they cannot be made again from the version that is installed. Install that version of the scenario again, or make a new interview.`,
  );
}

async function content({ store }: MaterialParts, hash: string): Promise<Packed> {
  const blob = await store.blob(contentId(hash));
  if (!blob) throw new Error(`the store lacks the content ${hash}`);
  return { hash, gzip: blob.body };
}

/** A data file of the interview; null where it has none of that name. @throws Refusal */
export async function fileOf(
  parts: MaterialParts,
  interview: Interview,
  language: Language,
  name: string,
): Promise<Packed | null> {
  const { files } = await contentsOf(parts, interview, language);
  const hash = Object.hasOwn(files, name) ? files[name] : undefined;
  return hash === undefined ? null : content(parts, hash);
}

/** The hold-out's rows, or what results are marked by. Both are secret. @throws Refusal */
export async function secretOf(
  parts: MaterialParts,
  interview: Interview,
  language: Language,
  which: 'holdout' | 'answerKey',
): Promise<Packed> {
  return content(parts, (await contentsOf(parts, interview, language))[which]);
}
