/** A call put into every loop of a file, so that an endless one can be ended. Lines stay where they are. */
import type { Node, Statement } from 'estree';
import { walk } from 'estree-walker';
import MagicString from 'magic-string';
import type { Emitted } from '../emit.ts';
import { type Placed, parseEmitted } from '../syntax.ts';

/** The global that every turn of a loop calls while probes run. */
export const TICK = '$holdoutTick';

const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement']);

/** The file with a call at the start of each loop's body. @throws SourceError where it does not parse. */
export function guarded(file: string, emitted: Emitted): Emitted {
  const { program } = parseEmitted(file, emitted);
  const text = new MagicString(emitted.code);
  walk(program, {
    enter(node: Node) {
      if (!LOOPS.has(node.type)) return;
      const body = (node as Node & { body: Statement }).body as Placed<Statement>;
      if (body.type === 'BlockStatement') text.appendRight(body.start + 1, `${TICK}();`);
      else text.appendRight(body.start, `{${TICK}();`).appendLeft(body.end, '}');
    },
  });
  return { code: text.toString(), lines: emitted.lines };
}
