import { expect, test } from 'vitest';
import { everyStore, invite } from './contract.ts';

await everyStore((given) => {
  test('[ST2] a candidate link is claimed by one browser until it is reset', async () => {
    const id = await given.fresh();
    await given.store.putInvite(invite(`${id}-l`, id));
    const claim = (k: string) => ({
      id: `${id}-${k}`,
      inviteId: `${id}-l`,
      name: k,
      hash: `${id}-h-${k}`,
      createdAt: 1,
      revokedAt: null,
    });
    const both = await Promise.all([given.store.claim(claim('a'), true), given.store.claim(claim('b'), true)]);
    expect(both.filter((c) => c !== null)).toHaveLength(1);
    const [winner] = both.filter((c) => c !== null);
    expect(await given.store.resetClaims(`${id}-l`, 77)).toEqual([winner?.id]);
    expect((await given.store.claimByHash(winner?.hash ?? ''))?.claim.revokedAt).toBe(77);
    expect(await given.store.claim(claim('c'), true)).not.toBeNull();
    expect(await given.store.claim(claim('d'), true)).toBeNull();
    expect((await given.store.claims(id)).filter((c) => c.revokedAt === null).map((c) => c.name)).toEqual(['c']);
  });

  test('[ST2] an interviewer link is claimed many times', async () => {
    const id = await given.fresh();
    await given.store.putInvite(invite(`${id}-l`, id, { role: 'interviewer' }));
    for (const k of ['a', 'b']) {
      const claim = {
        id: `${id}-${k}`,
        inviteId: `${id}-l`,
        name: k,
        hash: `${id}-h-${k}`,
        createdAt: 1,
        revokedAt: null,
      };
      expect(await given.store.claim(claim, false)).toEqual(claim);
      expect(await given.store.claimByHash(claim.hash)).toEqual({
        claim,
        invite: invite(`${id}-l`, id, { role: 'interviewer' }),
      });
    }
    expect(await given.store.claimByHash('nobody')).toBeNull();
  });

  test('[ST2] a link is revoked once, and found by its hash only', async () => {
    const id = await given.fresh();
    await given.store.putInvite(invite(`${id}-l`, id));
    expect(await given.store.revokeInvite(`${id}-l`, 5)).toBe(true);
    expect(await given.store.revokeInvite(`${id}-l`, 6)).toBe(false);
    expect((await given.store.inviteByHash(`hash-${id}-l`))?.revokedAt).toBe(5);
    expect(await given.store.inviteByHash('other')).toBeNull();
  });
});
