/** The very bytes that `new` writes, for every combination of its choices. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { expandTemplate, TEMPLATE_METRICS } from '../../../scenarios/kit/template/template.ts';

const LANGUAGES = [['python'], ['typescript'], ['python', 'typescript']] as const;
/** Combination and file -> first half of the text's sha256. Recorded once; a change of the template changes it on purpose. */
const recorded: unknown = JSON.parse(readFileSync(new URL('./newBytes.json', import.meta.url), 'utf8'));

it('[SN70] new writes the same bytes as ever for each metric, languages and title', () => {
  const now = Object.fromEntries(
    TEMPLATE_METRICS.flatMap((metric) =>
      LANGUAGES.flatMap((languages) =>
        ['Sofa calls', 'Call: "or" drive?'].map((title) => {
          const files = expandTemplate({ title, languages, metric, minutes: 55, staleAfter: '2030-01-31' });
          const hashes = Object.entries(files).map(([name, text]) => [
            name,
            createHash('sha256').update(text).digest('hex').slice(0, 32),
          ]);
          return [`${metric}, ${languages.join(' and ')}, ${title}`, Object.fromEntries(hashes)];
        }),
      ),
    ),
  );
  expect(now).toEqual(recorded);
});
