/** Ways out of a worker, for the tests of what the sandbox withstands. */

/**
 * Every way out, as one script for a worker: it runs once in a plain page's worker, where each must reach the canary (so the
 * test can fail), and once in the sandbox, where none may. `done` gets the list of what was tried.
 */
export const ATTEMPTS = `
const tried = [];
const attempt = (name, action) => { try { action(); tried.push(name); } catch (error) { tried.push(name + ' threw ' + error.name); } };
const blob = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
attempt('fetch', () => { fetch(AT + 'fetch').catch(() => {}); });
attempt('fetch-no-cors', () => { fetch(AT + 'no-cors', { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true }).catch(() => {}); });
attempt('xhr', () => { const x = new XMLHttpRequest(); x.open('GET', AT + 'xhr', false); x.send(); });
attempt('websocket', () => { new WebSocket(AT.replace('http', 'ws') + 'websocket').onerror = () => {}; });
attempt('eventsource', () => { new EventSource(AT + 'eventsource').onerror = (e) => e.target.close(); });
attempt('importScripts', () => { importScripts(AT + 'importscripts'); });
attempt('import', () => { import(AT + 'import').catch(() => {}); });
attempt('worker', () => { new Worker(AT + 'worker').onerror = (e) => e.preventDefault(); });
attempt('nested', () => { new Worker(blob('fetch("' + AT + 'nested").catch(() => {}); try { importScripts("' + AT + 'nested-import") } catch {}')); });
attempt('indexeddb', () => { indexedDB.open('x').onsuccess = () => { fetch(AT + 'indexeddb').catch(() => {}); }; });
attempt('caches', () => { caches.open('x').then(() => fetch(AT + 'caches')).catch(() => {}); });
attempt('broadcast', () => { new BroadcastChannel('canary').postMessage('reached'); });
`;
/** What the canary is asked for, by the end of each address. */
export const NAMES = [
  'fetch',
  'no-cors',
  'xhr',
  'websocket',
  'eventsource',
  'importscripts',
  'import',
  'worker',
  'nested',
  'nested-import',
  'indexeddb',
  'caches',
];
