/** The sandbox's frame in the page, and the one port to it. */
import type { FrameToPage, PageToFrame } from './messages.ts';
import { loadWords } from './words.ts';

/** How long a frame may take to answer its first message. */
const HELLO_MS = 15_000;

export interface FramePort {
  readonly isolated: boolean;
  send(message: PageToFrame, transfer?: Transferable[]): void;
  /** Removes the frame; every worker in it is gone at once. */
  remove(): void;
}

/**
 * Puts a frame into the page and opens the port to it.
 * @throws where the frame does not answer: the server serves no sandbox, or an extension blocks it.
 */
export function openFrame(
  url: string,
  parent: HTMLElement,
  onMessage: (message: FrameToPage) => void,
): Promise<FramePort> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.allow = 'cross-origin-isolated';
  frame.title = 'Sandbox';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // Not `display: none`: browsers slow the timers of frames without a box.
  frame.style.cssText = 'position:fixed;width:1px;height:1px;border:0;opacity:0;pointer-events:none;left:0;bottom:0';
  frame.src = url;
  const { port1, port2 } = new MessageChannel();
  let open = true;
  const remove = (): void => {
    open = false;
    port1.close();
    frame.remove();
  };
  const send = (message: PageToFrame, transfer: Transferable[] = []): void => {
    if (open) port1.postMessage(message, transfer);
  };
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      remove();
      reject(new Error(loadWords.noFrame(url)));
    }, HELLO_MS);
    port1.onmessage = ({ data }) => {
      if (!open) return;
      const message = data as FrameToPage;
      if (message.type !== 'hello') {
        onMessage(message);
        return;
      }
      clearTimeout(late);
      if (!message.startsWorkers) {
        remove();
        reject(new Error(loadWords.noWorkers));
        return;
      }
      resolve({ isolated: message.isolated, remove, send });
    };
    frame.addEventListener('load', () => frame.contentWindow?.postMessage('port', '*', [port2]), { once: true });
    parent.append(frame);
  });
}
