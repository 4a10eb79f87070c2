/** The candidate's edits of one open interview: taken or refused, stored, acknowledged and passed on. */
import * as Y from 'yjs';
import { CLOSE } from '../../protocol/close.ts';
import { step1Frame, step2Frame, updateFrame } from '../../protocol/frames.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { FRAME_STAGES, type Stage, stageOf } from '../../protocol/phase.ts';
import { piecesOf } from '../../protocol/pieces.ts';
import type { Clock } from '../clock.ts';
import { serverId } from '../ids.ts';
import type { Hub } from '../peers/hub.ts';
import type { Peer } from '../peers/peer.ts';
import type { WorkDocument } from './document.ts';
import type { History } from './history.ts';
import { actorOf, editEntry } from './rows.ts';
import { claimOfEdit, spaceRefusal } from './space.ts';
import { inLobby, type Refused, stageRefusal } from './verdict.ts';
import type { View } from './view.ts';

/** An update without structs and without deletions. */
const NO_CHANGE = new Uint8Array([0, 0]);
/** The state vector of an empty document. */
const NO_STATE = new Uint8Array([0]);

const PAUSED = 'The interview is paused. What you typed is stored when it goes on.';

/** The parts of a room that edits touch. */
interface EditsParts {
  document: WorkDocument;
  history: History;
  view: View;
  hub: Hub;
  clock: Clock;
  /** Whether the interview has a lobby. */
  gated: boolean;
  /** An edit came in a pause, typed before its page knew; called before it is stored. `chars` counts what it adds. */
  onLate: (peer: Peer, chars: number) => void;
  /** A socket is put out; `what` says why without any content. */
  onPutOut: (peer: Peer, what: string) => void;
  /** The document is not to be trusted any more. */
  onBroken: () => void;
}

/** Takes the candidate's edits, and hands the document to whoever joins. */
export class Edits {
  readonly #parts: EditsParts;

  constructor(parts: EditsParts) {
    this.#parts = parts;
  }

  /** True for a candidate who waits in the lobby: the document is not theirs to see yet. */
  #locks(peer: Peer): boolean {
    return peer.session.role === 'candidate' && inLobby(this.#parts.view.shown, this.#parts.gated);
  }

  /** Begins the exchange of state vectors with a peer that has just come. */
  greet(peer: Peer): void {
    // A candidate in the lobby gets the state vector of an empty document, so that the answer holds none of it.
    peer.binary(step1Frame(this.#locks(peer) ? NO_STATE : this.#parts.document.stateVector()));
  }

  /** A client's state vector: answered with what it lacks, or put aside while its candidate waits in the lobby. */
  sync(peer: Peer, stateVector: Uint8Array): void {
    if (this.#locks(peer)) {
      peer.waitingFor = stateVector;
      return;
    }
    const { document, history } = this.#parts;
    const update = document.since(stateVector);
    // What is on its way to the store may be in it: nobody gets an edit before its commit, and where that fails nobody got it.
    if (update) history.after(() => peer.handOver(() => this.#answer(peer, update, stateVector)));
    else peer.close(CLOSE.malformed);
  }

  /** What a client with this state vector lacks, in frames; it is told how much is coming where that is more than one. */
  #answer(peer: Peer, update: Uint8Array, stateVector: Uint8Array): Uint8Array[] {
    if (update.byteLength <= LIMITS.handoverBytes) return [step2Frame(update)];
    const pieces = piecesOf(update, Y.decodeStateVector(stateVector), LIMITS.handoverBytes);
    const last = pieces.pop() ?? NO_CHANGE;
    if (pieces.length > 0) {
      peer.say({ type: 'document', bytes: pieces.reduce((sum, piece) => sum + piece.byteLength, last.byteLength) });
    }
    return [...pieces.map(updateFrame), step2Frame(last)];
  }

  /** Gives the document to candidates who waited in the lobby, where the interview has started. */
  unlock(): void {
    for (const peer of this.#parts.hub.peers()) {
      const vector = peer.waitingFor;
      if (vector === null || this.#locks(peer)) continue;
      peer.waitingFor = null;
      this.greet(peer);
      this.sync(peer, vector);
    }
  }

  /** A candidate's update of the document: stored, counted in `saved`, and passed on, in this order; or refused. */
  take(peer: Peer, update: Uint8Array): void {
    if (peer.stuck) return;
    const { document, history, onPutOut, onLate, onBroken } = this.#parts;
    const refusal = this.#stageRefusal(peer) ?? spaceRefusal(claimOfEdit(update), history.bytes, update.byteLength);
    const applied = refusal ? { kind: 'refused' as const, ...refusal } : document.apply(update);
    switch (applied.kind) {
      case 'refused':
        peer.stuck = true;
        peer.say({ type: 'edit-refused', code: applied.code, message: applied.message });
        return;
      case 'odd':
        onPutOut(peer, applied.what);
        peer.close(CLOSE.structure);
        return;
      case 'broken':
        peer.close(CLOSE.malformed);
        onBroken();
        return;
      case 'malformed':
        // The part that did fit is in the document, so it has to be in the log; it is not acknowledged.
        if (applied.update) this.#store(peer, applied.update, () => {});
        peer.close(CLOSE.malformed);
        return;
      case 'applied': {
        const acknowledge = this.#acknowledgement(peer);
        if (applied.update && this.#stage() === 'paused') onLate(peer, applied.chars);
        if (applied.update) this.#store(peer, applied.update, acknowledge);
        else history.after(acknowledge);
      }
    }
  }

  #stage(): Stage {
    return stageOf(this.#parts.view.judged.clock, this.#parts.gated);
  }

  /** Why this edit is refused in this phase, or null. In a pause what was typed before its page knew is still taken. */
  #stageRefusal({ pausedAt }: Peer): Refused | null {
    const stage = this.#stage();
    if (!FRAME_STAGES.update.includes(stage)) return stageRefusal(stage, 'candidate');
    const late = stage === 'paused' && pausedAt !== null && this.#parts.clock.now() - pausedAt > LIMITS.lateMs;
    return late ? { code: 'paused', message: PAUSED } : null;
  }

  /** Counts one more edit of a connection. What comes back acknowledges it, with the document as it is now. */
  #acknowledgement(peer: Peer): () => void {
    const { document, clock } = this.#parts;
    peer.editsTaken += 1;
    const edits = peer.editsTaken;
    const stateVector = Buffer.from(document.stateVector()).toString('base64');
    const deletes = document.deletesHash();
    return () => peer.say({ type: 'saved', at: clock.now(), edits, stateVector, deletes });
  }

  /** Stores a change of the document, and passes it on to everybody else after its commit. */
  #store(peer: Peer, update: Uint8Array, acknowledge: () => void): void {
    const { history, hub, clock } = this.#parts;
    const entry = editEntry(update, serverId('e'), clock.now(), actorOf(peer.session));
    history.submit([entry], () => {
      acknowledge();
      const frame = updateFrame(update);
      for (const other of hub.peers()) if (other !== peer && !this.#locks(other)) other.binary(frame);
    });
  }
}
