/** `schema`: the JSON Schemas that editors use. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { jsonSchemas } from '../manifest/jsonSchema.ts';
import { KIT, print } from './options.ts';

export function register(program: Command): void {
  program
    .command('schema')
    .description('write the JSON Schemas that editors use for scenario.yaml and dictionary.yaml')
    .option('--json', 'print the names as a JSON array')
    .action(({ json }: { json?: boolean }) => {
      const schemas = jsonSchemas();
      for (const [name, text] of Object.entries(schemas)) writeFileSync(path.join(KIT, name), text);
      const names = Object.keys(schemas);
      print(json ? JSON.stringify(names) : names.join(', '));
    });
}
