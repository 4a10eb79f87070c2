/** How a transfer comes about: ordinary life, or one of four ways to talk somebody out of their savings. */
import { bernoulli, categorical, exponential, gamma, logNormal, poisson } from '../../datasets/distributions.ts';
import type { Rng } from '../../datasets/rng.ts';
import type { Banks, Customer } from './people.ts';

export const PAYEE_TYPES = ['person', 'company', 'own_account', 'wallet', 'exchange'] as const;
export const PURPOSES = ['bill', 'rent', 'family', 'purchase', 'savings', 'investment', 'none'] as const;
export const DEVICES = ['known', 'new', 'desk'] as const;

/** One transfer before it is written into columns. Money in EUR, durations in the unit of the name. */
export interface Transfer {
  amount: number;
  balance: number;
  channel: number;
  device: number;
  onCall: boolean;
  payeeType: number;
  payeeBank: number;
  payeeAccountDays: number;
  payeeKnownDays: number;
  payeeInbound7d: number;
  sessionSeconds: number;
  purpose: number;
  limitChanges30d: number;
  logins24h: number;
}

/** A kind of life event or of fraud; index tables refer to PAYEE_TYPES and PURPOSES. */
interface Kind {
  share: number;
  payeeType: (rng: Rng) => number;
  purpose: (rng: Rng) => number;
  /** Chance that the customer has never paid this payee. */
  newPayee: number;
  amount: (rng: Rng, customer: Customer, balance: number) => number;
}

const LIFE: Kind[] = [
  {
    share: 0.27,
    payeeType: categorical([0.05, 0.93, 0, 0.02, 0]),
    purpose: categorical([8, 0, 0, 1, 0, 0, 1.5]),
    newPayee: 0.2,
    amount: (r, c) => logNormal(r, c.spend * 0.9, 0.9),
  },
  {
    share: 0.1,
    payeeType: categorical([0.45, 0.55, 0, 0, 0]),
    purpose: categorical([1, 8, 0, 0, 0, 0, 1]),
    newPayee: 0.05,
    amount: (r, c) => logNormal(r, 650 + c.spend, 0.35),
  },
  {
    share: 0.22,
    payeeType: categorical([0.86, 0, 0.02, 0.12, 0]),
    purpose: categorical([0, 0, 5, 2, 0, 0, 4]),
    newPayee: 0.25,
    amount: (r, c) => logNormal(r, c.spend * 0.9, 1.1),
  },
  {
    share: 0.2,
    payeeType: categorical([0.25, 0.55, 0, 0.2, 0]),
    purpose: categorical([0.5, 0, 0, 7, 0, 0, 2.5]),
    newPayee: 0.45,
    amount: (r, c) => logNormal(r, c.spend * 0.9, 0.8),
  },
  {
    share: 0.13,
    payeeType: categorical([0.03, 0.12, 0.8, 0, 0.05]),
    purpose: categorical([0, 0, 0, 0, 7, 3, 1]),
    newPayee: 0.1,
    amount: (r, _, b) => b * (0.05 + 0.75 * r.uniform() ** 1.7),
  },
  {
    share: 0.025,
    payeeType: categorical([0.05, 0.25, 0, 0.1, 0.6]),
    purpose: categorical([0, 0, 0, 0, 1, 8, 2]),
    newPayee: 0.3,
    amount: (r, _, b) => Math.min(b, logNormal(r, 420, 1)),
  },
  // Cars, kitchens, deposits: as large and as new as a scam.
  {
    share: 0.075,
    payeeType: categorical([0.45, 0.5, 0, 0.05, 0]),
    purpose: categorical([1.5, 0, 0.5, 6, 0.5, 0.5, 2]),
    newPayee: 0.85,
    amount: (r, _, b) => Math.min(b, logNormal(r, 1900, 0.9)),
  },
]; // prettier-ignore
const BILLS = LIFE[0];
const LARGE = LIFE[6];
const pickLife = categorical(LIFE.map((kind) => kind.share));

interface Scam extends Kind {
  /** How likely a customer of this age is chosen. */
  target: (age: number) => number;
  onCall: number;
  /** Mean of the extra seconds in the session, and of limit changes. */
  hesitation: number;
  limitChanges: number;
  /** Mean age of the receiving account, days, and mean payments it got in a week. */
  accountDays: number;
  inbound: number;
  newDevice: number;
}

/** "Your account is in danger, move the money", false investments, false relatives, false goods. */
export const SCAMS: Scam[] = [
  {
    share: 0.42,
    target: (age) => (age < 50 ? 0.35 : 1 + (age - 50) / 18),
    payeeType: categorical([0.62, 0.08, 0.1, 0.12, 0.08]),
    purpose: categorical([0.4, 0, 1, 0.6, 3, 0.3, 4]),
    newPayee: 0.9,
    amount: (r, _, b) => b * (0.08 + 0.8 * r.uniform() ** 1.3),
    onCall: 0.68,
    hesitation: 260,
    limitChanges: 0.8,
    accountDays: 70,
    inbound: 1.6,
    newDevice: 0.3,
  },
  {
    share: 0.28,
    target: (age) => (age < 30 ? 0.5 : age < 70 ? 1.2 : 0.8),
    payeeType: categorical([0.18, 0.34, 0, 0.14, 0.34]),
    purpose: categorical([0, 0, 0, 0.6, 2, 6, 1.5]),
    newPayee: 0.5,
    amount: (r, _, b) => Math.min(b, logNormal(r, 1300, 1)),
    onCall: 0.16,
    hesitation: 60,
    limitChanges: 0.45,
    accountDays: 110,
    inbound: 2.4,
    newDevice: 0.1,
  },
  {
    share: 0.16,
    target: (age) => (age < 45 ? 0.5 : 1.5),
    payeeType: categorical([0.85, 0, 0, 0.15, 0]),
    purpose: categorical([0.6, 0.3, 6, 0.4, 0, 0, 3]),
    newPayee: 0.75,
    amount: (r, _, b) => Math.min(b, logNormal(r, 900, 0.9)),
    onCall: 0.1,
    hesitation: 40,
    limitChanges: 0.15,
    accountDays: 120,
    inbound: 0.9,
    newDevice: 0.06,
  },
  {
    share: 0.14,
    target: (age) => (age < 40 ? 1.6 : 0.8),
    payeeType: categorical([0.6, 0.15, 0, 0.25, 0]),
    purpose: categorical([0.3, 0.6, 0, 8, 0, 0, 2]),
    newPayee: 0.9,
    amount: (r, c) => logNormal(r, 160 + c.spend, 0.8),
    onCall: 0.03,
    hesitation: 5,
    limitChanges: 0.05,
    accountDays: 90,
    inbound: 3,
    newDevice: 0.05,
  },
]; // prettier-ignore

/** An ordinary transfer of this customer. */
export function ordinary(rng: Rng, customer: Customer, banks: Banks): Transfer {
  const kind = LIFE[pickLife(rng)] as Kind;
  const fresh = bernoulli(rng, kind.newPayee);
  const spoken = fresh ? 0.08 : 0.03;
  return finish(rng, customer, kind, {
    fresh,
    // Money moves to weakly checked banks for honest reasons, too.
    payeeBank: bernoulli(rng, 0.08) ? banks.mule(rng) : banks.usual(rng),
    accountDays: fresh ? gamma(rng, 0.9, 800) : gamma(rng, 1.5, 1100),
    inbound: kind === BILLS ? 2.2 : 0.4,
    onCall: spoken,
    extraSeconds: fresh ? exponential(rng, 45) : 0,
    limitChanges: 0.05 + (kind === LARGE ? 0.35 : 0),
    newDevice: 0.035,
  });
}

/** How often a scammer's coaching makes one trait look ordinary. */
const COACHED = 0.4;

/** A transfer that the customer was talked into. Victims are coached, so each trait may look as in ordinary life. */
export function talkedInto(rng: Rng, customer: Customer, banks: Banks, scam: Scam): Transfer {
  const plain = LIFE[pickLife(rng)] as Kind;
  const told = {
    payeeType: bernoulli(rng, COACHED) ? plain.payeeType : scam.payeeType,
    purpose: bernoulli(rng, COACHED) ? plain.purpose : scam.purpose,
    amount: scam.amount,
  };
  const aged = bernoulli(rng, COACHED);
  return finish(rng, customer, told, {
    fresh: bernoulli(rng, scam.newPayee),
    payeeBank: bernoulli(rng, COACHED) ? banks.usual(rng) : banks.mule(rng),
    accountDays: aged ? gamma(rng, 1.2, 900) : gamma(rng, 1.1, 2 * scam.accountDays),
    inbound: bernoulli(rng, COACHED) ? 0.6 : scam.inbound,
    onCall: scam.onCall,
    extraSeconds: bernoulli(rng, COACHED) ? 0 : exponential(rng, scam.hesitation),
    limitChanges: scam.limitChanges,
    newDevice: scam.newDevice,
  });
}

interface Traits {
  fresh: boolean;
  payeeBank: number;
  accountDays: number;
  inbound: number;
  onCall: number;
  extraSeconds: number;
  limitChanges: number;
  newDevice: number;
}

function finish(
  rng: Rng,
  customer: Customer,
  kind: Pick<Kind, 'payeeType' | 'purpose' | 'amount'>,
  traits: Traits,
): Transfer {
  const channel = customer.channel(rng);
  const atDesk = channel >= 2;
  const balance = Math.max(40, customer.balance * Math.exp(0.5 * (rng.uniform() + rng.uniform() - 1)));
  const amount = Math.min(balance, Math.max(1, kind.amount(rng, customer, balance)));
  return {
    amount: Math.round(amount * 100) / 100,
    balance: Math.round(balance * 100) / 100,
    channel,
    device: atDesk ? 2 : bernoulli(rng, traits.newDevice) ? 1 : 0,
    // Only the app can tell that the phone is in a call.
    onCall: channel === 0 && bernoulli(rng, traits.onCall),
    payeeType: kind.payeeType(rng),
    payeeBank: traits.payeeBank,
    payeeAccountDays: Math.round(traits.accountDays),
    payeeKnownDays: traits.fresh ? 0 : Math.ceil(exponential(rng, 240)),
    payeeInbound7d: poisson(rng, traits.inbound),
    sessionSeconds: Math.round(25 + gamma(rng, 2, atDesk ? 120 : 35) + traits.extraSeconds),
    purpose: kind.purpose(rng),
    limitChanges30d: poisson(rng, traits.limitChanges),
    logins24h: atDesk ? 0 : 1 + poisson(rng, 0.5 + (traits.extraSeconds > 120 ? 0.8 : 0)),
  };
}
