/** Child of the kill test: appends to one interview as fast as it can and prints each id when, and only when, it is acknowledged. */
import { openStore } from '../../../server/store/open.ts';

const { databaseUrl, dataDir, interviewId, from } = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string | null;
  dataDir: string;
  interviewId: string;
  from: string;
};
const store = await openStore({ databaseUrl, dataDir });
process.stdout.write('ready\n');
let n = 0;
const lane = async (): Promise<never> => {
  for (;;) {
    const id = `${from}-${n++}`;
    const body = new TextEncoder().encode(id.repeat(3));
    await store.append(interviewId, [{ id, kind: 'edit', at: Date.now(), actor: '{}', body }]);
    process.stdout.write(`${id}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, lane));
