/** Words of the check of this browser. */
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
    bad: 'Stop will restart Python and lose variables, because the page is not isolated (plain http, or inside another page).',
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
    bad: (px: number) => `Window ${px} px wide: the room wants 900 px or more. Make the window wider or zoom out.`,
  },
} as const;
