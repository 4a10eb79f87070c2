/**
 * What `import … from 'zod'` gives in the pages (vite.config.ts): zod that never compiles its checks. It would try `new Function` first,
 * which the pages' policy refuses and browsers report; Firefox even as an error in the console.
 */
import { config } from 'zod/v4';

config({ jitless: true });

export * from 'zod/v4';
