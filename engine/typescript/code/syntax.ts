/** The syntax tree of emitted code, and where its syntax is wrong. */
import { type Node as AcornNode, type Comment, parse } from 'acorn';
import type { Program } from 'estree';
import type { Emitted } from '../../contract/emitted.ts';
import { sourceLine } from './emit.ts';
import { SourceError } from './sourceError.ts';

/** A node with its place in the code. */
export type Placed<T> = T & { start: number; end: number };

/** An ES module's tree; `await` is allowed at the top level. */
export interface Syntax {
  program: Placed<Program>;
  comments: { start: number; end: number }[];
}

/**
 * Parses emitted code. `firstLine`: the line of the file at which the code begins.
 * @throws SourceError with the line of the file.
 */
export function parseEmitted(file: string, emitted: Emitted, firstLine = 1): Syntax {
  const comments: Comment[] = [];
  try {
    const tree: AcornNode = parse(emitted.code, {
      ecmaVersion: 2024,
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      onComment: comments,
    });
    return { program: tree as unknown as Placed<Program>, comments };
  } catch (error) {
    const { loc, message } = error as SyntaxError & { loc?: { line: number } };
    const line = loc ? sourceLine(emitted, loc.line) + firstLine - 1 : 0;
    throw new SourceError(file, line, message.replace(/ \(\d+:\d+\)$/, ''));
  }
}
