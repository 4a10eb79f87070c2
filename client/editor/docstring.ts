/** Docstrings as Markdown: prose reads as prose, examples and tables as code. Its words are the program's: no link and no picture is drawn. */
import { plain } from './plainText.ts';

/** A fence that the code cannot end. */
export function asCode(text: string): string {
  return text === '' ? '' : `\`\`\`python\n${text.replaceAll('```', "'''")}\n\`\`\``;
}

/** A block of lines without a blank one between. */
type Block = readonly string[];

function blocksOf(text: string): Block[] {
  const blocks: string[][] = [[]];
  for (const line of text.replaceAll('\r', '').split('\n')) {
    if (line.trim() !== '') blocks.at(-1)?.push(line.trimEnd());
    else if (blocks.at(-1)?.length) blocks.push([]);
  }
  return blocks.filter((block) => block.length > 0);
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isExample = (block: Block): boolean => /^\s*(>>>|\.\.\.|In \[\d+\]:)/.test(block[0] ?? '');
/** A table or a drawing: columns held together by spaces, bars or rules. */
const isTable = (block: Block): boolean =>
  block.length > 1 &&
  (block.some((line) => /^\s*[=+|-]{3,}(\s+[=+|-]{2,})+\s*$|^\s*[+|]/.test(line)) ||
    block.every((line) => /\S {3,}\S/.test(line)));
const UNDERLINE = /^\s*([=\-~^])\1{2,}\s*$/;

/** `name : type` of numpy's way of writing, with what is said of it below, indented. */
const PARAMETER = /^(\*{0,2}[\w.]+(?:\s*,\s*\*{0,2}[\w.]+)*)\s*:\s+(\S.*)$/;

function proseOf(lines: readonly string[]): string {
  const parts: string[] = [];
  let words: string[] = [];
  const end = () => {
    if (words.length > 0) parts.push(words.map(plain).join(' '));
    words = [];
  };
  for (const [i, line] of lines.entries()) {
    const text = line.trim();
    const parameter = PARAMETER.exec(text);
    const hasMore = indentOf(lines[i + 1] ?? '') > indentOf(line);
    if (parameter && (hasMore || lines.length === 1)) {
      end();
      parts.push(`**${plain(parameter[1] ?? '')}** ${plain(parameter[2] ?? '')}`);
    } else if (/^([-*•]|\d+[.)])\s/.test(text)) {
      end();
      words.push(text);
    } else words.push(text);
  }
  end();
  return parts.join('  \n');
}

/** The docstring as Markdown; empty for an empty one. */
export function docstring(text: string): string {
  const parts: string[] = [];
  let literal = -1;
  const add = (block: Block): void => {
    const indent = indentOf(block[0] ?? '');
    if (UNDERLINE.test(block[1] ?? '')) {
      parts.push(`**${plain((block[0] ?? '').trim())}**`);
      literal = -1;
      if (block.length > 2) add(block.slice(2));
      return;
    }
    if (isExample(block) || isTable(block) || (literal >= 0 && indent > literal)) {
      parts.push(asCode(block.map((line) => line.slice(Math.min(indent, indentOf(line)))).join('\n')));
      return;
    }
    // Behind a line that ends in two colons, what is indented is code.
    const end = block.at(-1) ?? '';
    literal = end.endsWith('::') ? indentOf(end) : -1;
    parts.push(proseOf(block).replace(/(\\:){2}$/, '\\:'));
  };
  for (const block of blocksOf(text)) add(block);
  return parts.join('\n\n');
}
