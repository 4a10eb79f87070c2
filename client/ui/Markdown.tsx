/** Markdown as elements, without raw HTML. */
import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';
import { useMemo } from 'react';
import { visiblePieces } from '../../protocol/visible.ts';
import './markdown.css';

const renderer = new MarkdownIt({ html: false, linkify: false, typographer: false });

const { escapeHtml } = renderer.utils;

/** Text with what nobody would see in it as `<mark>[U+202E]</mark>`; Markdown without HTML has no other marks. */
const shown = (text: string): string =>
  visiblePieces(text)
    .map((piece) => (piece.mark ? `<mark>${escapeHtml(piece.text)}</mark>` : escapeHtml(piece.text)))
    .join('');

Object.assign(renderer.renderer.rules, {
  text: (tokens, at) => shown(tokens[at]?.content ?? ''),
  code_inline: (tokens, at) => `<code>${shown(tokens[at]?.content ?? '')}</code>`,
  code_block: (tokens, at) => `<pre><code>${shown(tokens[at]?.content ?? '')}</code></pre>\n`,
  fence: (tokens, at) => `<pre><code>${shown(tokens[at]?.content ?? '')}</code></pre>\n`,
} satisfies typeof renderer.renderer.rules);

/** Heading levels go down by `shift`, so that a page has one first heading. */
function html(text: string, shift: number): string {
  const tokens = renderer.parse(text, {});
  for (const token of tokens) {
    if (token.type !== 'heading_open' && token.type !== 'heading_close') continue;
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + shift)}`;
  }
  return DOMPurify.sanitize(renderer.renderer.render(tokens, renderer.options, {}), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style', 'form', 'input', 'iframe', 'img'],
    FORBID_ATTR: ['style', 'id', 'class'],
  });
}

/** Markdown of an author: raw HTML is not read, and what is made is cleaned once more. Links open nothing by themselves. */
export function Markdown({ text, shift = 1 }: { text: string; shift?: number }) {
  const clean = useMemo(() => html(text, shift), [text, shift]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by markdown-it without HTML and cleaned by DOMPurify
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: clean }} />;
}
