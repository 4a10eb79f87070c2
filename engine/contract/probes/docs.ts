/**
 * The tables of parameters in docs/PROBES.md, from the schemas. `node --import tsx engine/contract/probes/docs.ts` writes them into the
 * page; a test fails when they are stale. Node only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { PROBE_KINDS, PROBE_TITLES, type ProbeKind, probeSpecs } from './spec.ts';

export const PROBES_PAGE = fileURLToPath(new URL('../../../docs/PROBES.md', import.meta.url));
const BEGIN = '<!-- parameters, written by engine/contract/probes/docs.ts -->';
const END = '<!-- end of parameters -->';
const SHARED = new Set(['id', 'kind', 'title', 'only']);

interface Field {
  description?: string;
  default?: unknown;
  type?: string;
  enum?: unknown[];
  anyOf?: Field[];
  prefixItems?: Field[];
  properties?: Record<string, Field>;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** Largest whole number that JSON Schema of zod writes where there is no bound. */
const UNBOUND = Number.MAX_SAFE_INTEGER;

function valuesOf(field: Field): string {
  if (field.anyOf) return field.anyOf.map(valuesOf).join(' or ');
  if (field.enum) return field.enum.map((one) => `\`${one}\``).join(', ');
  if (field.prefixItems) return `[${field.prefixItems.map(valuesOf).join(', ')}]`;
  if (field.type === 'array') return 'list of names';
  if (field.type === 'object') return field.properties ? 'names and values' : 'any JSON by name';
  if (field.type !== 'number' && field.type !== 'integer') return field.type ?? 'any';
  const kind = field.type === 'integer' ? 'whole' : 'number';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  const least =
    exclusiveMinimum !== undefined ? `above ${exclusiveMinimum}` : minimum !== undefined ? `from ${minimum}` : '';
  const most =
    exclusiveMaximum !== undefined
      ? `below ${exclusiveMaximum}`
      : maximum !== undefined && maximum < UNBOUND
        ? `to ${maximum}`
        : '';
  return [kind, least, most].filter(Boolean).join(' ');
}

function tableOf(kind: ProbeKind): string {
  const schema = z.toJSONSchema(probeSpecs[kind], { io: 'input', unrepresentable: 'any' });
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Field>).filter(
    ([name]) => !SHARED.has(name),
  );
  const lines = fields.map(([name, field]) => {
    const fallback = 'default' in field ? `\`${JSON.stringify(field.default)}\`` : 'must be given';
    return `| \`${name}\` | ${valuesOf(field)} | ${fallback} | ${field.description ?? ''} |`;
  });
  const head = '| Parameter | Values | Default | Meaning |\n|---|---|---|---|';
  return [`### \`${kind}\`: ${PROBE_TITLES[kind].toLowerCase()}`, [head, ...lines].join('\n')].join('\n\n');
}

/** The page with the tables as they are now. @throws Error where the page has no place for them. */
export function withTables(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/PROBES.md has no ${BEGIN} before ${END}`);
  const tables = PROBE_KINDS.map(tableOf).join('\n\n');
  return `${page.slice(0, from)}${BEGIN}\n\n${tables}\n\n${page.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(PROBES_PAGE, withTables(readFileSync(PROBES_PAGE, 'utf8')));
}
