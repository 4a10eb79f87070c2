/** The three people of one interview, as the load client sees them: one who types, two who watch. */
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readFrame, updateFrame } from '../../protocol/frames.ts';
import { seedUpdate } from '../../server/interview/document.ts';
import { Client } from '../../tests/support/client.ts';
import { type Browser, type Link, parseLink } from '../../tests/support/http.ts';

export interface Party {
  typist: Y.Doc;
  watchers: Y.Doc[];
  /** Update frames of the typist that the server has acknowledged; null where nothing is stored. */
  stored: (() => number) | null;
  /** Calls back on every message to the typist. */
  onAnswer: (listener: () => void) => void;
  /** The typist's text as the log of the server gives it; null where there is no log. */
  logged: (() => Promise<string>) | null;
  stop: () => void;
}

export const FILE_ID = 'explore';

export function textOf(doc: Y.Doc): Y.Text {
  const text = doc.getMap<Y.Map<unknown>>('work').get(FILE_ID)?.get('text');
  if (!(text instanceof Y.Text)) throw new Error(`the document has no file ${FILE_ID}`);
  return text;
}

const SCAFFOLD = `# %% look at the data\n${'import pandas as pd\nframe = pd.read_csv("train.csv")\n'.repeat(20)}`;

/** Three bare sockets in one room of the relay, over the same starting document. */
export async function relayParty(url: string, index: number): Promise<Party> {
  const seed = seedUpdate([{ id: FILE_ID, name: 'explore.py', text: SCAFFOLD, kind: 'explore' }]);
  const sockets: WebSocket[] = [];
  const join = async (): Promise<Y.Doc> => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seed);
    const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/room/${index}`, { perMessageDeflate: false });
    sockets.push(ws);
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    ws.on('message', (data: Buffer) => {
      const frame = readFrame(new Uint8Array(data));
      if (typeof frame !== 'string' && frame.kind === 'update') Y.applyUpdate(doc, frame.update, ws);
    });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== ws) ws.send(updateFrame(update));
    });
    return doc;
  };
  const [typist, ...watchers] = [await join(), await join(), await join()];
  return {
    typist: typist as Y.Doc,
    watchers,
    stored: null,
    onAnswer: () => {},
    logged: null,
    stop: () => {
      for (const ws of sockets) ws.terminate();
    },
  };
}

/** An interview of the product with a candidate and two interviewers, made and joined over HTTP as a browser does. */
export async function serverParty(staff: Browser, staffId: string, index: number): Promise<Party> {
  const made = await staff.post<{ interview: { id: string }; links: { role: string; url: string }[] }>(
    '/api/interviews',
    {
      title: `Load ${index}`,
      slug: 'bank-scam',
      form: 'junior-a',
      seed: 'load',
      published: true,
      minutes: 60,
      gated: false,
    },
    staffId,
  );
  const { id } = made.interview;
  const link = (role: string): Link => parseLink(made.links.find((one) => one.role === role)?.url ?? '');
  const clients: Client[] = [];
  for (const [role, name] of [
    ['candidate', 'Typist'],
    ['interviewer', 'First'],
    ['interviewer', 'Second'],
  ] as const) {
    const client = new Client(link(role));
    clients.push(client);
    await client.join(`${name} ${index}`, id);
    await client.connect();
    await client.until(() => client.synced && client.doc.getMap('work').size > 0, 'the document');
  }
  const [typist, ...watchers] = clients as [Client, ...Client[]];
  return {
    typist: typist.doc,
    watchers: watchers.map((client) => client.doc),
    stored: () => typist.stored,
    onAnswer: (listener) => typist.socket?.on('message', listener),
    async logged() {
      const log = await staff.json<{ entries: { kind: string; update?: string }[] }>(`/api/interviews/${id}/log`, {
        inviteId: staffId,
      });
      const doc = new Y.Doc();
      for (const { update } of log.entries) if (update) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
      return textOf(doc).toString();
    },
    stop: () => {
      for (const client of clients) client.stop();
    },
  };
}
