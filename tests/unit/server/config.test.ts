import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Bucket } from '../../../server/access/bucket.ts';
import { isLoopback, ownOrigin, sameOrigin } from '../../../server/access/origin.ts';
import { ConfigError, readConfig } from '../../../server/config.ts';

test('[AU14] settings have defaults, a flag wins over the environment, and an empty variable counts as unset', () => {
  expect(readConfig({}, [])).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    databaseUrl: null,
    demo: true,
    json: false,
    trustProxy: false,
  });
  const config = readConfig(
    { PORT: '1', HOST: '', DATA_DIR: '/x', TRUST_PROXY: '1', PUBLIC_URL: 'https://a.example/' },
    ['--port', '2', '--no-demo', '--json'],
  );
  expect(config).toMatchObject({
    port: 2,
    host: '127.0.0.1',
    dataDir: resolve('/x'),
    demo: false,
    json: true,
    trustProxy: true,
    publicUrl: 'https://a.example',
  });
});

test.each([
  [{ PORT: 'abc' }, /PORT="abc"/],
  [{ PORT: '70000' }, /PORT/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
  [{ PUBLIC_URL: 'ftp://x' }, /PUBLIC_URL/],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  [{ TRUST_PROXY: 'perhaps' }, /TRUST_PROXY/],
])('[AU14] a wrong setting is named: %o', (env, message) => {
  expect(() => readConfig(env, [])).toThrow(ConfigError);
  expect(() => readConfig(env, [])).toThrow(message);
});

test('[AU41] an address with a path is refused, with what to give instead', () => {
  expect(() => readConfig({ PUBLIC_URL: 'https://a.example/holdout/' }, [])).toThrow(/PUBLIC_URL.*must have no path/);
});

test('[AU14] an unknown flag is named', () => {
  expect(() => readConfig({}, ['--prot', '1'])).toThrow(/--prot/);
});

test('[AU11] our origin is what the browser sees, behind a proxy too', () => {
  const plain = { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080', encrypted: false };
  expect(sameOrigin(plain, null)).toBe(true);
  expect(sameOrigin({ ...plain, encrypted: true }, null)).toBe(false);
  expect(
    sameOrigin({ host: 'inner:80', origin: 'https://a.example', encrypted: false }, 'https://a.example/base'),
  ).toBe(true);
  expect(sameOrigin({ ...plain, origin: undefined }, null)).toBe(false);
  for (const host of ['a b', 'x/../y', 'a@b', '', undefined, 'a?b', 'a#b'])
    expect(ownOrigin({ host, origin: undefined, encrypted: false })).toBeNull();
});

test('[AU8] this machine is told from names that begin like it', () => {
  expect(['localhost', 'a.localhost', '127.0.0.1', '[::1]'].map(isLoopback)).toEqual([true, true, true, true]);
  expect(['localhost.example', '127.0.0.1.example', '192.168.1.2'].map(isLoopback)).toEqual([false, false, false]);
});

test('[RM14] a bucket gives its burst, then its rate, and a clock that steps back gives nothing', () => {
  let now = 1_000;
  const bucket = new Bucket({ now: () => now }, 10, 5);
  expect(Array.from({ length: 6 }, () => bucket.take())).toEqual([true, true, true, true, true, false]);
  now += 250;
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false]);
  now -= 10_000;
  expect(bucket.take()).toBe(false);
  now += 100;
  expect(bucket.take()).toBe(true);
});
