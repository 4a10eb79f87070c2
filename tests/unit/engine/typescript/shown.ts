/** What a script of a candidate's shows in a realm of the TypeScript libraries. */
import { beforeAll, expect } from 'vitest';
import { type OutputItem, outputItem, type TableItem } from '../../../../protocol/output.ts';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

/** To be called once by a test file: its realm, started before its tests. */
export function openRealm(): { readonly realm: TfjsRealm } & ReturnType<typeof showing> {
  let realm: TfjsRealm;
  beforeAll(async () => {
    realm = await tfjsRealm('wasm');
  });
  const held = {
    get realm() {
      return realm;
    },
  };
  return Object.assign(held, showing(held));
}

function showing(held: { readonly realm: TfjsRealm }) {
  /** What a script shows, each item of the shape that receivers take. */
  async function shown(script: string): Promise<OutputItem[]> {
    const items = await held.realm.show(script);
    for (const item of items) expect(outputItem.safeParse(item).error?.issues).toBeUndefined();
    return items;
  }
  const only = async <T extends OutputItem['type']>(
    script: string,
    type: T,
  ): Promise<Extract<OutputItem, { type: T }>> => {
    const items = await shown(script);
    expect(items.map((i) => i.type)).toEqual([type]);
    return items[0] as Extract<OutputItem, { type: T }>;
  };
  const table = (script: string): Promise<TableItem> => only(script, 'table');
  const printed = async (script: string): Promise<string> =>
    (await shown(script)).map((i) => (i.type === 'stream' || i.type === 'value' ? i.text : `<${i.type}>`)).join('');
  const picture = async (script: string): Promise<{ svg: string; alt: string; width: number; height: number }> => {
    const { data, alt, width, height, mime } = await only(script, 'image');
    expect(mime).toBe('image/svg+xml');
    return { svg: Buffer.from(data, 'base64').toString('utf8'), alt, width, height };
  };
  return { shown, table, printed, picture };
}
