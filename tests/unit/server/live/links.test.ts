/** The links file of a start: it names the store that its links are of. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startLinks } from '../../../../server/demo.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';

let server: TestServer;
const folder = mkdtempSync(join(tmpdir(), 'holdout-links-'));
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('[ST62] links of another store are refused with what to do; those of an earlier version are taken', async () => {
  server = await testServer();
  const file = join(folder, 'links.json');
  const { staff } = await startLinks(server.deps, folder, server.url, false);
  expect((await startLinks(server.deps, folder, server.url, false)).staff).toBe(staff);
  const stored = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...stored, store: undefined }));
  expect((await startLinks(server.deps, folder, server.url, false)).staff).toBe(staff);
  const foreign = JSON.stringify({ ...stored, store: 'another' });
  writeFileSync(file, foreign);
  await expect(startLinks(server.deps, folder, server.url, false)).rejects.toThrow('links of the store another');
  expect(readFileSync(file, 'utf8')).toBe(foreign);
});
