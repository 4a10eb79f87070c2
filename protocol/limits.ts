/**
 * Every limit of the product in one table: code, documents and tests read it from here.
 * The names contain the units.
 */
export const LIMITS = {
  /** One websocket frame from a client; a larger one closes the socket with 1009. */
  frameBytes: 1024 * 1024,
  /** One document update (Yjs V1) that the server takes. */
  updateBytes: 512 * 1024,
  /** One document update that a page sends: a larger change goes out in pieces, so that a slow link still answers pings between them. */
  pieceBytes: 128 * 1024,
  /** Structs, and deleted ranges, of one update that a page sends. */
  pieceParts: 5_000,
  /**
   * A piece of the document for a page that joins, and the most bytes that are on their way to it: doubled from one piece on while they arrive
   * within `handoverQuickMs`, else halved.
   */
  handoverBytes: 32 * 1024,
  handoverMostBytes: 256 * 1024,
  handoverQuickMs: 500,
  /** One file of the work, as UTF-8. */
  fileBytes: 2 * 1024 * 1024,
  /** After a page was told of a pause: what arrives later was typed in spite of it, and is refused. */
  lateMs: 10_000,
  /** Files of the work. */
  files: 40,
  /** All files of the work together, as UTF-8. */
  workBytes: 24 * 1024 * 1024,
  /** All log rows of one interview; beyond it edits are refused with a clear message. */
  logBytes: 64 * 1024 * 1024,
  /** The last part of the log, which only deletions and what is small may use. */
  logReserveBytes: 4 * 1024 * 1024,
  /** An edit or message up to this size is small. */
  smallBytes: 4 * 1024,
  /** Share of the log from which staff see how full it is. */
  logWarnShare: 0.8,
  /** Updates that wait for a predecessor, and how long they may. */
  pendingBytes: 256 * 1024,
  pendingMs: 10_000,
  /** Client merges keystrokes for this long before it sends an update. */
  mergeMs: 50,
  updatesPerSecond: 30,
  updatesBurst: 300,
  messagesPerSecond: 40,
  messagesBurst: 400,
  awarenessPerSecond: 10,
  awarenessBytes: 4 * 1024,
  /** Sockets of one interview; the next one gets a clear refusal. */
  connections: 10,
  /** Of these, kept for staff; and the most of one person. */
  connectionsForStaff: 4,
  connectionsPerParticipant: 3,
  /** A socket that is in the way of a new one has so long to show that it is alive. */
  probeMs: 2_000,
  ticketMs: 30_000,
  /** Per participant. */
  ticketsPerMinute: 30,
  /** Wrong tokens per address; a right one always passes. */
  failuresPerMinute: 20,
  /** Looks at a link with its right token, and new people who join with it; both per link. */
  peeksPerMinute: 240,
  claimsPerMinute: 20,
  /** The task and its data, per participant. */
  materialPerMinute: 120,
  /** Looks at the candidate's code for the ledger, per participant. */
  ledgerPerMinute: 120,
  /** Logs and summaries, and archives of code; both per participant. */
  exportsPerMinute: 30,
  archivesPerMinute: 10,
  /** From upgrade to the first sync answer of the client. */
  firstSyncMs: 5_000,
  pingMs: 5_000,
  pongMs: 3_000,
  /** A reader that lets this much pile up loses awareness frames, and beyond the second figure for `slowMs` its socket. */
  slowAwarenessBytes: 1024 * 1024,
  slowBytes: 4 * 1024 * 1024,
  slowMs: 5_000,
  /** Reconnect: first wait, factor, cap; with full jitter. */
  reconnectMs: 500,
  reconnectFactor: 1.5,
  reconnectCapMs: 10_000,
  /** The longest wait that a server's `Retry-After` is followed for. */
  retryAfterCapMs: 30_000,
  /** Seconds that the code of one run may take: usual, least and most that a scenario sets, and what one click adds, up to the most. */
  runSeconds: 60,
  runSecondsLeast: 10,
  runSecondsMost: 600,
  runSecondsMore: 60,
  /** More time is offered from so many seconds before a run's limit on. */
  runOfferSeconds: 10,
  officialSeconds: 180,
  /** Stop: terminate the worker after the first figure, remove the frame after the second. */
  terminateMs: 1_000,
  /** A run at its limit is interrupted as Stop does, and has this long to end before its worker is terminated. */
  limitTerminateMs: 5_000,
  removeFrameMs: 2_000,
  heapRecycleBytes: 1024 * 1024 * 1024,
  noteChars: 4_000,
  hypothesisChars: 2_000,
  /** The least that the text of a hypothesis says: characters and words. */
  reasonChars: 15,
  reasonWords: 3,
  nameChars: 80,
  codeChars: 200_000,
  /** Body of a score result: three fitted models, predictions and decisions. */
  scoreBytes: 96 * 1024 * 1024,
  jsonBodyBytes: 64 * 1024,
  /** Bodies that are being received or worked on, of all requests together: results of scores, and everything else. */
  uploadBytesInFlight: 128 * 1024 * 1024,
  jsonBytesInFlight: 16 * 1024 * 1024,
  /** A body may pause for the first figure; it has that and its length at the second, at most the third, to be there. */
  bodySilenceMs: 15_000,
  bodyBytesPerSecond: 256 * 1024,
  bodyMs: 115_000,
  /** Times that the rows of one score are handed out: a download that broke is tried again. */
  handOutsPerGrant: 3,
  /** Jobs of one interview that wait for a thread; the next is refused. */
  waitingPerInterview: 8,
  inviteDays: 14,
  /** Runs whose outputs travel in `welcome`; older ones are fetched with the replay. */
  welcomeRuns: 30,
} as const;
