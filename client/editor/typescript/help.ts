/**
 * Everything that the editor knows of TypeScript. Imported lazily, by the room of a TypeScript interview only: it brings the compiler.
 * Monaco is handed in: a chunk that imported it would make the bundler part it from the editor, 15 kB more for every page that has one.
 */
import type { CandidateBundle } from '../../../protocol/bundle.ts';
import type { Remote } from '../../compiler/answers.ts';
import { nameOf } from '../../compiler/paths.ts';
import { rowTypes } from '../../compiler/rowTypes.ts';
import { setService } from '../../compiler/service.ts';
import type { Start } from '../../compiler/worker.ts';
import TypeScriptWorker from '../../compiler/worker.ts?worker';
import type { Monaco, monaco } from '../monaco.ts';
import { registerProviders } from './providers.ts';
import { showFaults } from './squiggles.ts';

/** Ms before a worker that could not be loaded is asked for again; doubled each time. */
const RETRY_MS = 2_000;
const LONGEST_MS = 60_000;

/** The work's files as the editor has them. */
const workUris = ({ editor }: Monaco): monaco.Uri[] =>
  editor
    .getModels()
    .map((model) => model.uri)
    .filter((uri) => nameOf(uri.path) !== null);

/** Loads the compiler and, once it answers, shows its marks. */
export function typescriptHelp(monaco: Monaco, bundle: CandidateBundle): monaco.IDisposable {
  const start: Start = { rows: rowTypes(bundle) };
  let stops: monaco.IDisposable[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;

  const stop = () => {
    setService(null);
    for (const one of stops.splice(0)) one.dispose();
  };
  const load = (wait: number) => {
    const worker = new TypeScriptWorker();
    worker.postMessage(start);
    const web = monaco.editor.createWebWorker<Remote>({ worker, keepIdleModels: true });
    stops = [web];
    worker.addEventListener('error', () => {
      stop();
      if (!isGone) timer = setTimeout(() => load(Math.min(2 * wait, LONGEST_MS)), wait);
    });
    void begin(web);
  };
  const begin = async (web: monaco.editor.MonacoWebWorker<Remote>) => {
    const remote = await web.getProxy();
    // Its first answer shows that it is there; before that, code that is run is compiled by other means.
    await remote.transpile('', '');
    if (!stops.includes(web)) return;
    setService({ remote, synced: () => web.withSyncedResources(workUris(monaco)) });
    stops.push(registerProviders(monaco), showFaults(monaco));
  };

  load(RETRY_MS);
  return {
    dispose() {
      isGone = true;
      clearTimeout(timer);
      stop();
    },
  };
}
