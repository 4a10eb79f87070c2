/** Tables as kysely sees them. Booleans are 0 or 1; times are ms since the epoch; the migrations make the same tables. */
export interface Tables {
  interviews: {
    id: string;
    title: string;
    slug: string;
    version: string;
    form: string;
    /** The label of the source; of `drawn` seed the seed itself. */
    seed: string;
    language: string;
    minutes: number;
    gated: number;
    created_at: number;
    phase: string;
    started_at: number | null;
    ended_at: number | null;
    runs: number;
    scores: number;
    chosen: string | null;
    /** Kind of the source. */
    drawn: string;
    /** The two secrets of `drawn` secrets. */
    world: string | null;
    holdout: string | null;
  };
  invites: {
    id: string;
    interview_id: string | null;
    role: string;
    label: string;
    hash: string;
    created_at: number;
    expires_at: number;
    revoked_at: number | null;
  };
  claims: {
    id: string;
    invite_id: string;
    /** '' while the claim holds its link alone, else the id of the claim: (invite_id, slot) is unique. */
    slot: string;
    name: string;
    hash: string;
    created_at: number;
    revoked_at: number | null;
  };
  log: {
    interview_id: string;
    seq: number;
    id: string;
    kind: string;
    at: number;
    actor: string;
    body: Uint8Array;
    crc: number;
    chain: Uint8Array;
  };
  aside: {
    interview_id: string;
    moved_at: number;
    seq: number;
    id: string;
    kind: string;
    at: number;
    actor: string;
    body: Uint8Array;
    crc: number;
    chain: Uint8Array;
    reason: string;
  };
  /** One row: which store this is. */
  identity: { id: string; opened_at: number };
  snapshots: { interview_id: string; seq: number; body: Uint8Array; crc: number };
  blobs: { id: string; interview_id: string; kind: string; at: number; meta: Uint8Array; body: Uint8Array };
  grants: {
    hash: string;
    interview_id: string;
    at: number;
    expires_at: number;
    taken_at: number | null;
    settled_at: number | null;
    meta: Uint8Array;
  };
  owner: { id: number; epoch: number };
}
