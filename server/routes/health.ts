/** For whoever watches the server: is it up, can it store. */
import type { Deps } from '../deps.ts';
import { faultOf } from '../fault.ts';
import { Refusal } from '../refusal.ts';
import type { Register } from './register.ts';

const PATIENCE_MS = 2_000;

/** Adds `/healthz` and `/readyz`. */
export function healthRoutes(on: Register, { store, log }: Deps): void {
  on('GET /healthz', { summary: 'The process answers' }, (c) => c.json({ ok: true }));

  on('GET /readyz', { summary: 'The store answers' }, async (c) => {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('the store does not answer')), PATIENCE_MS).unref();
    });
    try {
      await Promise.race([store.ping(), late]);
    } catch (e) {
      log.warn({ error: faultOf(e) }, 'not ready');
      throw new Refusal(503, 'not-ready', 'The store does not answer.');
    }
    return c.json({ ok: true });
  });
}
