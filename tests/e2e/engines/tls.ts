/** A proxy that encrypts, as docs/DEPLOY.md asks for one before the server; its certificate is its own. */
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { generate } from 'selfsigned';
import { Holdout } from '../support.ts';
import { freePort } from './engine.ts';

/** Listens at `https://localhost:port` and passes everything on to a server at `to` of this machine. */
async function startProxy(to: number): Promise<{ port: number; close: () => void }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  const proxy = createServer({ key, cert });
  const passOn = (asked: { method?: string; url?: string; headers: object }) =>
    request({
      host: '127.0.0.1',
      port: to,
      method: asked.method,
      path: asked.url,
      headers: { ...asked.headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' },
      agent: false,
    });
  proxy.on('request', (asked, answer) => {
    const passed = passOn(asked);
    passed.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      pipeline(response, answer, () => {});
    });
    passed.on('error', () => answer.destroy());
    pipeline(asked, passed, () => {});
  });
  proxy.on('upgrade', (asked, socket, head) => {
    const passed = passOn(asked);
    passed.on('upgrade', ({ rawHeaders }, inner, rest) => {
      const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []));
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.write(rest);
      inner.write(head);
      pipeline(socket, inner, socket, () => {});
    });
    passed.on('response', () => socket.destroy());
    passed.on('error', () => socket.destroy());
    passed.end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

/** A server of its own behind such a proxy. Whoever asks for it disposes of it. */
export async function startOverTls(): Promise<{ holdout: Holdout; dispose: () => Promise<void> }> {
  const port = await freePort();
  const proxy = await startProxy(port);
  const env = { PUBLIC_URL: `https://localhost:${proxy.port}`, TRUST_PROXY: '1' };
  const holdout = new Holdout({ port, env });
  await holdout.start();
  return {
    holdout,
    async dispose() {
      proxy.close();
      await holdout.dispose();
    },
  };
}
