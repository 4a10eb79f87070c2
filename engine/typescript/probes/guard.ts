/** A call put into every loop of a file, so that an endless one can be ended. Lines stay where they are. */
import type { Node, Statement } from 'estree';
import { walk } from 'estree-walker';
import MagicString from 'magic-string';
import type { Emitted } from '../../contract/emitted.ts';
import { type Placed, parseEmitted } from '../code/syntax.ts';

/** The global that loops call now and then while probes run. */
export const TICK = '$holdoutTick';
/** A counter per file: a global one would cost more than what most loops do. */
const TURNS = '$holdoutTurns';
const CALL = `if (++${TURNS} > 1023) { ${TURNS} = 0; ${TICK}(); }`;

const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement']);

/** The file with a call at the start of each loop's body, made once in 1,024 turns. @throws SourceError where it does not parse. */
export function guarded(file: string, emitted: Emitted): Emitted {
  const { program } = parseEmitted(file, emitted);
  const text = new MagicString(emitted.code);
  text.prepend(`let ${TURNS} = 0; `);
  walk(program, {
    enter(node: Node) {
      if (!LOOPS.has(node.type)) return;
      const body = (node as Node & { body: Statement }).body as Placed<Statement>;
      if (body.type === 'BlockStatement') text.appendRight(body.start + 1, CALL);
      else text.appendRight(body.start, `{${CALL}`).appendLeft(body.end, '}');
    },
  });
  return { code: text.toString(), lines: emitted.lines };
}
