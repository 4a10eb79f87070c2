/** The summary that people take away. */
import { expect, test } from 'vitest';
import type { StaffBundle } from '../../../protocol/bundle.ts';
import { initialState } from '../../../protocol/state.ts';
import { summaryMarkdown } from '../../../server/routes/summary.ts';
import type { Interview } from '../../../server/store/port.ts';

test('[OU8] everything invisible is written out in the summary', () => {
  const state = initialState('t', 60);
  const author = { participantId: 'p', name: 'Eve\u202e', role: 'candidate' as const };
  const text = summaryMarkdown(
    {
      title: 'A\u2066b',
      slug: 's',
      version: '1',
      form: 'f',
      source: { kind: 'seed', label: 'x' },
      language: 'python',
    } as Interview,
    {
      ...state,
      people: [{ ...author, joinedAt: 0 }],
      annotations: [
        {
          annotationId: 'a',
          audience: 'all',
          anchor: { kind: 'moment' },
          text: 'see\u200bn',
          at: 0,
          editedAt: null,
          author,
        },
      ],
    },
    { candidate: { title: 'T', metric: { digits: 2 } }, rubric: [] } as unknown as StaffBundle,
  );
  expect(text).toContain('A\\[U+2066\\]b');
  expect(text).toContain('Eve\\[U+202E\\]');
  expect(text).toContain('see\\[U+200B\\]n');
  expect(text).not.toMatch(/[\u202e\u2066\u200b]/);
});
