/** The script of a Python worker of a candidate's browser. */
import type { PythonSources } from '../../engine/python/host/kernel.ts';
import { startPython } from './pythonEngine.ts';
import { runWorker } from './workerMain.ts';

/** What of engine/python/src every sandbox has, put in by build/sandboxBundle.ts. */
declare const PYTHON_SOURCES: PythonSources;

runWorker((message) => startPython(message, PYTHON_SOURCES));
