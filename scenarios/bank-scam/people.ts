/** The bank of one seed: its customers and the banks that money goes to. Nothing here knows of single transfers. */
import { beta, categorical, gamma, logNormal, normal, sample, zipfWeights } from '../../datasets/distributions.ts';
import type { Rng } from '../../datasets/rng.ts';

export const CUSTOMERS = 5000;
/** Where a customer gives the order. */
export const CHANNELS = ['app', 'web', 'branch', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

const BANK_NAMES = [
  'Aldermoor',
  'Brightwater',
  'Calder & Sons',
  'Dunmore',
  'Eastgate',
  'Fairholm',
  'Granite Trust',
  'Harbour Mutual',
  'Inverlay',
  'Juniper',
  'Kestrel Pay',
  'Larkfield',
  'Meridian',
  'Northstar',
  'Oakbridge',
  'Pennant',
  'Quillon',
  'Ravensford',
  'Silverline',
  'Tidewell',
  'Umber',
  'Verity',
  'Westmark',
  'Yarrow',
]; // prettier-ignore

export interface Customer {
  /** Years at the start. */
  age: number;
  tenureMonths: number;
  /** Typical money at hand, EUR. */
  balance: number;
  /** Median of everyday transfers, EUR. */
  spend: number;
  /** Transfers a month. */
  activity: number;
  /** Sampler over CHANNELS. */
  channel: (rng: Rng) => number;
}

export interface Banks {
  names: string[];
  /** Where ordinary money goes. */
  usual: (rng: Rng) => number;
  /** Where scammers keep accounts: a few banks with weak checks at opening. */
  mule: (rng: Rng) => number;
  /** Share of a bank's accounts whose opening date is not shared with others. */
  silent: number[];
}

/** Draws the customers of a seed. */
export function makeCustomers(rng: Rng): Customer[] {
  return Array.from({ length: CUSTOMERS }, () => {
    const age = Math.round(18 + 74 * beta(rng, 1.7, 2.6));
    const digital = Math.min(0.97, Math.max(0.25, 1.3 - age / 120 + normal(rng, 0, 0.08)));
    const app = digital * (age < 45 ? 0.78 : 0.55);
    const rest = 1 - digital;
    return {
      age,
      tenureMonths: Math.round(Math.min((age - 16) * 12, gamma(rng, 1.4, 70))),
      balance: logNormal(rng, 1800 + 90 * Math.max(0, age - 22), 0.9),
      spend: logNormal(rng, 95, 0.6),
      activity: gamma(rng, 1.6, 6),
      channel: categorical([app, digital - app, rest * 0.65, rest * 0.35]),
    };
  });
}

/** Draws the payee banks of a seed: which are large, which are misused, which share little. */
export function makeBanks(rng: Rng): Banks {
  const names = sample(rng, BANK_NAMES, 18);
  const size = zipfWeights(names.length, 0.45);
  // A third of the banks hold nearly all misused accounts; size plays no part in it.
  const misuse = names.map((_, at) => (at % 3 === 1 ? 1.5 + 1.5 * rng.uniform() : 0.08 + 0.12 * rng.uniform()));
  const silent = names.map((_, at) => (at % 3 === 1 ? 0.4 + 0.25 * rng.uniform() : 0.02 + 0.08 * rng.uniform()));
  return {
    names,
    usual: categorical(size),
    mule: categorical(size.map((weight, at) => weight ** 0.5 * (misuse[at] as number))),
    silent,
  };
}
