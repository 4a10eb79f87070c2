/** The address of a database that outlives the database: a TCP port that leads to one cluster, later to another, or nowhere. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Forwards every connection to a socket file. */
export class Relay {
  #target: string;
  readonly #server: Server;
  readonly #pairs = new Set<[Socket, Socket]>();
  /** While this is set whoever comes is let in and hears nothing. */
  #frozen = false;
  #shut = false;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((client) => this.#accept(client));
  }

  /** A relay on a port that the system chose. */
  static async to(target: string): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>((done) => relay.#server.listen(0, '127.0.0.1', done));
    return relay;
  }

  /** `DATABASE_URL` of a database behind the relay. */
  url(database: string): string {
    return `postgres://postgres@127.0.0.1:${(this.#server.address() as AddressInfo).port}/${database}`;
  }

  #accept(client: Socket): void {
    if (this.#shut) {
      client.destroy();
      return;
    }
    const server = connect(this.#target);
    const pair: [Socket, Socket] = [client, server];
    this.#pairs.add(pair);
    for (const [one, other] of [pair, [server, client]] as const) {
      one.on('error', () => {});
      one.on('close', () => {
        this.#pairs.delete(pair);
        other.destroy();
      });
      if (!this.#frozen) one.pipe(other);
    }
  }

  /** From here on connections lead to this socket file; those that are open are cut. */
  moveTo(target: string): void {
    this.#target = target;
    this.cut();
  }

  /** Cuts all connections. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  /** Stops forwarding without closing anything: each side believes that the other one is there. */
  freeze(): void {
    this.#frozen = true;
    for (const [client, server] of this.#pairs) {
      client.unpipe(server).pause();
      server.unpipe(client).pause();
    }
  }

  /** New connections are let in and forwarded again. Those from before stay silent for ever. */
  thaw(): void {
    this.#frozen = false;
    this.#shut = false;
  }

  /** Lets nobody in any more; the connections that are open go on. */
  shut(): void {
    this.#shut = true;
  }

  /** Ends the relay and its connections. */
  async close(): Promise<void> {
    this.cut();
    await new Promise((done) => this.#server.close(done));
  }
}
