import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';
import { memo, useMemo } from 'react';

const renderer = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Authored Markdown as HTML. Two barriers: the renderer escapes HTML in the source, and the result is sanitised again. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const html = useMemo(
    () =>
      DOMPurify.sanitize(renderer.render(text), {
        USE_PROFILES: { html: true },
        FORBID_TAGS: ['style', 'form', 'img'],
      }),
    [text],
  );
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised above
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
});
