/**
 * Headers of the answer at `/sandbox`, exactly as the frame needs them.
 *
 * The policy contains `sandbox` a second time, so that opening the address in a tab gives no origin either. `connect-src` and
 * `default-src` leave no way out: the page hands all bytes in. `blob:` is for workers and the scripts they load from bytes,
 * `data:` is the same where a browser (WebKit) loads no `blob:` of an opaque origin; neither reaches a network.
 * `wasm-unsafe-eval` compiles WebAssembly and allows no `eval`.
 */
export const SANDBOX_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    'sandbox allow-scripts',
    "default-src 'none'",
    "script-src 'unsafe-inline' blob: data: 'wasm-unsafe-eval'",
    'worker-src blob: data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};
