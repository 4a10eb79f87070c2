/** A network between clients and a server that carries so many bytes a second towards the client, and breaks when it is told to. */
import { once } from 'node:events';
import net from 'node:net';

export interface SlowLink {
  /** `http://127.0.0.1:PORT`, in place of the server's address. */
  base: string;
  /** Ends every connection that there is. */
  cut(): void;
  /** Carries nothing more over the connections that there are, and ends none of them. */
  silence(): void;
  close(): Promise<void>;
}

/** @param bytesPerSecond towards the client; the way to the server is not slowed */
export async function slowLink(serverUrl: string, bytesPerSecond: number): Promise<SlowLink> {
  const { hostname, port } = new URL(serverUrl);
  const ends = new Set<net.Socket>();
  const silent = new WeakSet<net.Socket>();
  const link = net.createServer((client) => {
    const server = net.connect(Number(port), hostname);
    for (const end of [client, server]) {
      ends.add(end);
      end.on('error', () => {});
      end.on('close', () => {
        ends.delete(end);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (!silent.has(client)) server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (silent.has(server)) return;
      server.pause();
      client.write(bytes);
      setTimeout(() => server.resume(), (bytes.length / bytesPerSecond) * 1000);
    });
  });
  link.listen(0, '127.0.0.1');
  await once(link, 'listening');
  const { port: own } = link.address() as net.AddressInfo;
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  return {
    base: `http://127.0.0.1:${own}`,
    cut,
    silence() {
      for (const end of ends) silent.add(end);
    },
    async close() {
      cut();
      link.close();
      await once(link, 'close');
    },
  };
}
