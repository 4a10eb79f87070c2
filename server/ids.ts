/** Random names and what is stored of them. */
import { createHash, randomBytes } from 'node:crypto';

/** 128 random bits, 22 characters of the URL-safe alphabet: ids, invite tokens, cookies, tickets. */
export const newToken = (): string => randomBytes(16).toString('base64url');

/** SHA-256, hex: what the store has instead of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Id of something the server itself writes into a log. Clients cannot choose one with a dot. */
export const serverId = (what: string): string => `s.${what}.${newToken()}`;
