/** The floor: a websocket server that hands each frame to the others of its room at once, and knows nothing else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

const rooms = new Map<string, Set<WebSocket>>();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on('connection', (ws, request) => {
  const name = request.url ?? '';
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room);
  room.add(ws);
  request.socket.setNoDelay(true);
  ws.on('message', (data: Buffer) => {
    for (const other of room) if (other !== ws) other.send(data);
  });
  ws.on('error', () => {});
  ws.on('close', () => room.delete(ws));
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })}\n`);
});
