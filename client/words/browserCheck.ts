/** Words of the check of this browser. */
const NO_INTERRUPT = 'This browser cannot interrupt Python. Stop restarts it: variables are lost, files stay.';

export const checkWords = {
  wasm: {
    ok: 'Runs WebAssembly',
    bad: {
      python: 'Cannot run WebAssembly: Python will not start. Use a current Chrome, Edge, Firefox or Safari.',
      typescript: 'Cannot run WebAssembly: training will be slow. Use a current Chrome, Edge, Firefox or Safari.',
      open: 'Cannot run WebAssembly: Python will not start, TypeScript will be slow. Use a current browser.',
    },
  },
  isolated: {
    ok: {
      python: 'Stop can interrupt a run',
      typescript: 'Stop can interrupt a run',
      open: 'Stop can interrupt a run in Python',
    },
    bad: {
      unshared: NO_INTERRUPT,
      insecure: `${NO_INTERRUPT} The reason is the plain http of this address: over https it can.`,
      framed: `${NO_INTERRUPT} The reason is that the page is inside another page: open the link in a tab of its own.`,
      headers: `${NO_INTERRUPT} The reason is something between the server and this browser (a proxy, an extension) that drops or doubles the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy. Tell whoever runs the server.`,
    },
  },
  memory: {
    ok: (gib: number) => `${gib >= 8 ? '8 GB of memory or more' : `About ${gib} GB of memory`}`,
    low: (gib: number) => `About ${gib} GB of memory: runs may be slow. Close other tabs.`,
    unknown: 'Memory: this browser does not tell; 4 GB or more are good',
  },
  storage: {
    ok: 'Keeps unsaved edits if the network drops',
    bad: 'Keeps nothing if the page closes while the network is away (private window?).',
  },
  width: {
    ok: (px: number) => `Window ${px} px wide`,
    bad: (px: number) =>
      `Window ${px} px wide: the room shows one part at a time. From 900 px on, code, output and task stand side by side.`,
  },
} as const;
