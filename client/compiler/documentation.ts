/** What TypeScript knows about a declaration, as Markdown. */
import type { JSDocTagInfo, SymbolDisplayPart } from 'typescript';

export const textOf = (parts: readonly SymbolDisplayPart[] | undefined): string =>
  (parts ?? []).map((part) => part.text).join('');

/** A declaration as code; without the line that names the module it was exported from. */
export const codeOf = (parts: readonly SymbolDisplayPart[] | undefined): string =>
  textOf(parts).replace(/\n(?:im|ex)port [\w$.]+$/, '');

/** Tags that are of no use to a reader: where a library's documentation files a function, and the like. */
const SILENT = new Set(['doc', 'docalias', 'docinline', 'license', 'internal']);

function tagText({ name, text }: JSDocTagInfo): string {
  const content = textOf(text);
  if (name === 'example')
    return `*Example:*\n${/^\s*```/.test(content) ? content : `\`\`\`typescript\n${content.trim()}\n\`\`\``}`;
  if (name !== 'param') return `*${name}* ${content}`.trimEnd();
  const [, parameter = '', rest = ''] = /^(\S+)\s*(?:-\s*)?([\s\S]*)$/.exec(content) ?? [];
  return `*parameter* \`${parameter}\` ${rest}`.trimEnd();
}

/** Documentation and tags, each tag in a separate paragraph. */
export function documentationOf(
  parts: readonly SymbolDisplayPart[] | undefined,
  tags: readonly JSDocTagInfo[] | undefined,
): string {
  const paragraphs = (tags ?? []).filter((tag) => !SILENT.has(tag.name)).map(tagText);
  return [textOf(parts), ...paragraphs].filter((text) => text !== '').join('\n\n');
}
