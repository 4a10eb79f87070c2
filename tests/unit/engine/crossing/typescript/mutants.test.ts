import { describe, expect, it } from 'vitest';
import { PayloadError } from '../../../../../engine/crossing/error.ts';
import { countArtefact } from '../../../../../engine/crossing/typescript/count.ts';
import { parseArtefact } from '../../../../../engine/crossing/typescript/parse.ts';
import { artefactOf } from './corpus.ts';

const whole = artefactOf();

/** The code of the refusal, or 'taken'; anything else fails the test. */
function outcome(bytes: Uint8Array, what: string): string {
  try {
    countArtefact(parseArtefact(bytes));
    return 'taken';
  } catch (error) {
    if (error instanceof PayloadError) return error.code;
    throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`);
  }
}

describe('small artefacts, changed', () => {
  it('[AR6] every cut is refused', () => {
    for (let at = 0; at < whole.length; at++) {
      expect(outcome(whole.slice(0, at), `cut at ${at}`), `cut at ${at}`).not.toBe('taken');
    }
  });

  it('[AR6] every change of one bit is read or refused, never anything else', () => {
    const seen = new Set<string>();
    for (let at = 0; at < whole.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = whole.slice();
        changed[at] = (changed[at] as number) ^ (1 << bit);
        seen.add(outcome(changed, `byte ${at}, bit ${bit}`));
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['taken', 'bad-magic', 'bad-header', 'bad-size', 'bad-name', 'bad-dtype', 'too-large']),
    );
  });

  it('[AR6] every byte taken out or put in is read or refused, never anything else', () => {
    for (let at = 0; at < whole.length; at++) {
      const out = Uint8Array.from([...whole.slice(0, at), ...whole.slice(at + 1)]);
      const put = Uint8Array.from([...whole.slice(0, at), 0x30, ...whole.slice(at)]);
      expect(outcome(out, `without byte ${at}`), `without byte ${at}`).not.toBe('taken');
      expect(outcome(put, `a byte before ${at}`), `a byte before ${at}`).not.toBe('taken');
    }
  });
});
