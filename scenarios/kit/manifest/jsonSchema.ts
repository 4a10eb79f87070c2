/** JSON Schemas of what authors write, for their editors; committed beside this file and compared by a test. */
import { z } from 'zod';
import { dictionarySpec, scenarioSpec } from './schema.ts';

/** File name beside this one -> its text. */
export function jsonSchemas(): Record<string, string> {
  const text = (schema: z.ZodType) => `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`;
  return { 'scenario.schema.json': text(scenarioSpec), 'dictionary.schema.json': text(dictionarySpec) };
}
