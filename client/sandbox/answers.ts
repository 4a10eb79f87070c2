/** Shapes of a worker's messages. All of them may be forged by the candidate's program: what does not fit is dropped. */
import { z } from 'zod';
import { weightInventory } from '../../protocol/score.ts';
import { OUTPUT_TEXT_LIMIT } from './messages.ts';

/** A message of a worker. */
export const workerMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    heap: z.number(),
    timings: z.record(z.string(), z.number()),
  }),
  z.strictObject({ type: z.literal('failed'), message: z.string().max(4_000) }),
  z.strictObject({ type: z.literal('output'), id: z.number(), text: z.string().max(OUTPUT_TEXT_LIMIT) }),
  z.strictObject({ type: z.literal('progress'), id: z.number(), text: z.string().max(4_000) }),
  z.strictObject({ type: z.literal('executing'), id: z.number() }),
  z.strictObject({
    type: z.literal('answer'),
    id: z.number(),
    /** Null where the interpreter itself died. */
    value: z.unknown(),
    error: z.strictObject({ code: z.enum(['recursion', 'call']), message: z.string().max(4_000) }).nullable(),
    heap: z.number(),
  }),
]);

export type WorkerAnswer = Extract<z.infer<typeof workerMessage>, { type: 'answer' }>;

/** Answer of a `run` call. */
export const runAnswer = z.strictObject({
  status: z.enum(['ok', 'error', 'stopped']),
  weights: weightInventory.nullable(),
});

const line = z.number().int();
/** Lines 1-based, columns 0-based in UTF-16 units. */
const range = { line, endLine: line, col: line, endCol: line };
/** Answers of the editor's questions. */
export const answers = {
  complete: z.object({
    items: z.array(z.object({ name: z.string().max(500), kind: z.string().max(40) })).max(500),
    /** How many characters before the position are part of the name. */
    prefix: z.number().int().min(0),
    live: z.boolean(),
    /** Others fit too: asked again with the next letter, the answer may hold them. */
    more: z.boolean(),
  }),
  signature: z
    .array(
      z.object({
        label: z.string().max(2_000),
        params: z.array(z.string().max(400)).max(200),
        active: z.number().int(),
        doc: z.string().max(4_000),
      }),
    )
    .max(5),
  hover: z.object({ label: z.string().max(2_000), doc: z.string().max(8_000) }).nullable(),
  lint: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('name'), ...range, name: z.string().max(500) }),
        z.object({ kind: z.literal('syntax'), ...range, message: z.string().max(500) }),
      ]),
    )
    .max(1_000),
  definition: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('place'), file: z.string().max(200), line, col: line }),
    z.object({ kind: z.literal('library'), name: z.string().max(500) }),
    z.object({ kind: z.literal('unknown') }),
  ]),
  places: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('places'),
      name: z.string().max(500),
      places: z.array(z.object({ file: z.string().max(200), line, col: line, endCol: line })).max(2_000),
    }),
    z.object({
      kind: z.literal('refused'),
      why: z.enum(['none', 'library', 'syntax', 'unsure']),
      file: z.string().max(200).optional(),
    }),
  ]),
  names: z.object({
    names: z.record(z.string(), z.tuple([z.string(), z.string()])),
    members: z.record(z.string(), z.array(z.string())),
  }),
} as const;

export type Completion = z.infer<typeof answers.complete>;
export type Signature = z.infer<typeof answers.signature>[number];
export type Hover = z.infer<typeof answers.hover>;
export type LintMark = z.infer<typeof answers.lint>[number];
export type Definition = z.infer<typeof answers.definition>;
export type Places = z.infer<typeof answers.places>;
export type KnownNames = z.infer<typeof answers.names>;
