/** Runs of the TypeScript scaffold through the official path that end in a refusal, or must not. */
import { expect } from 'vitest';
import type { OfficialConfig } from '../../../../engine/contract/official.ts';
import { official, type PredictAnswer } from './scaffold.ts';

type Files = Readonly<Record<string, string>>;
export interface Refusal {
  code: string;
  message: string;
  file: string | null;
  line: number | null;
  row: number | null;
  frames: { file: string; line: number; function: string }[];
}

export async function refusal(files: Files, more?: Partial<OfficialConfig>): Promise<Refusal> {
  const { train } = await official(files, more);
  if (train.ok) throw new Error('training was not refused');
  return train.error as Refusal;
}

export async function predictRefusal(files: Files, holdout?: string): Promise<Refusal> {
  const { train, predict } = await official(files, {}, holdout);
  expect(train.ok ? '' : JSON.stringify(train.error)).toBe('');
  const [answer] = predict;
  if (!answer || answer.ok) throw new Error('predicting was not refused');
  return answer.error as Refusal;
}

export const finished = ([answer]: PredictAnswer[]): Extract<PredictAnswer, { ok: true }> => {
  if (!answer?.ok) throw new Error(JSON.stringify(answer?.error));
  return answer;
};
/** Bytes come from another realm, whose arrays are of another class. */
export const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
export const floats = (bytes: Uint8Array): number[] => Array.from(new Float64Array(bytes.slice().buffer));
