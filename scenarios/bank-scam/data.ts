/**
 * Transfers of a bank in the order in which they were placed. Training rows are a sample of the first half-year, the
 * hold-out is what came in the three months after it. A row holds what was known when the order was placed; one column,
 * `service_minutes`, goes on being filled for a month and therefore is 0 throughout the hold-out.
 */
import { bernoulli, categorical, gamma, logNormal, poisson } from '../../datasets/distributions.ts';
import { missingBy, withSentinel, withUnitMix } from '../../datasets/quirks.ts';
import type { Rng } from '../../datasets/rng.ts';
import {
  createTable,
  integers,
  numbers,
  type Table,
  texts,
  withColumns,
  withoutColumns,
} from '../../datasets/table.ts';
import { formatMinute, hourOf, timeline } from '../../datasets/timeline.ts';
import type { DataMaker } from '../kit/data.ts';
import { type Banks, CHANNELS, type Customer, makeBanks, makeCustomers } from './people.ts';
import { DEVICES, ordinary, PAYEE_TYPES, PURPOSES, SCAMS, type Transfer, talkedInto } from './transfers.ts';

const HOURS = [1, 1, 1, 1, 1, 2, 5, 10, 15, 18, 18, 17, 16, 15, 15, 15, 16, 17, 17, 14, 11, 8, 5, 2];
const SCAM_HOURS = [
  0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.6, 0.8, 1.1, 1.3, 1.4, 1.3, 1.1, 1.2, 1.3, 1.2, 1.1, 1, 0.8, 0.7, 0.7, 0.7, 0.6, 0.5,
];
const WEEKDAYS = [0.45, 1.1, 1.05, 1, 1, 1.15, 0.6];
/** Account age where the receiving bank does not share it. */
const NOT_SHARED = -999;

interface World {
  customers: Customer[];
  banks: Banks;
  anyone: (rng: Rng) => number;
  victims: ((rng: Rng) => number)[];
  scam: (rng: Rng) => number;
  baseRate: number;
}

/** The whole data set of two sources; see scenarios/kit/data.ts. */
export const generate: DataMaker = (rng, size) => {
  const world = makeWorld(rng.world.stream('world'));
  const train = makePart(rng.world.stream('train'), world, {
    from: '2025-01-02',
    to: '2025-07-01',
    rows: size.train,
    firstId: 100_001,
  });
  const later = makePart(rng.holdout.stream('holdout'), world, {
    from: '2025-07-01',
    to: '2025-10-01',
    rows: size.holdout,
    firstId: 500_001,
  });
  const atDecision = withColumns(later.table, [integers('service_minutes', new Int32Array(size.holdout))]);
  return {
    train: train.table,
    holdout: withoutColumns(atDecision, ['is_scam']),
    labels: Uint8Array.from(later.labels),
    arrays: { amount_eur: later.amounts },
    trainArrays: { amount_eur: train.amounts },
  };
};

function makeWorld(rng: Rng): World {
  const customers = makeCustomers(rng.stream('customers'));
  const shares = rng.stream('scams');
  return {
    customers,
    banks: makeBanks(rng.stream('banks')),
    anyone: categorical(customers.map((customer) => customer.activity)),
    victims: SCAMS.map((scam) =>
      categorical(
        customers.map((customer) => scam.target(customer.age) * (2 + customer.activity) * customer.balance ** 0.25),
      ),
    ),
    scam: categorical(SCAMS.map((scam) => scam.share * (0.85 + 0.3 * shares.uniform()))),
    baseRate: 0.023 + 0.004 * shares.uniform(),
  };
}

interface Part {
  from: string;
  to: string;
  rows: number;
  firstId: number;
}

function makePart(
  rng: Rng,
  world: World,
  { from, to, rows, firstId }: Part,
): { table: Table; labels: Int32Array; amounts: Float64Array } {
  const minutes = timeline(rng.stream('time'), { from, to, rows, hours: HOURS, weekdays: WEEKDAYS });
  const who = rng.stream('who');
  const how = rng.stream('how');
  const labels = new Int32Array(rows);
  const owner = new Int32Array(rows);
  const transfers: Transfer[] = [];
  for (let row = 0; row < rows; row++) {
    const chance = world.baseRate * (SCAM_HOURS[hourOf(minutes[row] as number)] as number);
    const kind = bernoulli(who, chance) ? world.scam(who) : -1;
    labels[row] = kind < 0 ? 0 : 1;
    owner[row] = (kind < 0 ? world.anyone : (world.victims[kind] as (rng: Rng) => number))(who);
    const customer = world.customers[owner[row] as number] as Customer;
    const scam = SCAMS[kind];
    transfers.push(scam ? talkedInto(how, customer, world.banks, scam) : ordinary(how, customer, world.banks));
  }
  const own = (row: number) => world.customers[owner[row] as number] as Customer;
  const whole = (name: string, of: (transfer: Transfer, row: number) => number) =>
    integers(name, Int32Array.from(transfers, of));
  const word = (name: string, words: readonly string[], of: (transfer: Transfer) => number) =>
    texts(
      name,
      transfers.map((transfer) => words[of(transfer)] as string),
    );
  const money = (name: string, of: (transfer: Transfer, row: number) => number) =>
    numbers(name, Float64Array.from(transfers, of), 2);
  const history = rng.stream('history');
  const amounts = Float64Array.from(transfers, (transfer) => transfer.amount);
  const counter = Uint8Array.from(transfers, (transfer) => (CHANNELS[transfer.channel] === 'branch' ? 1 : 0));
  const accountDays = numbers(
    'payee_account_days',
    Float64Array.from(transfers, (transfer) => transfer.payeeAccountDays),
    0,
  );
  // Whether the date is shared is the receiving bank's habit, and scammers prefer banks that keep quiet: missing for a reason.
  const notShared = missingBy(
    rng.stream('shared'),
    Int32Array.from(transfers, (transfer) => transfer.payeeBank),
    (bank) => world.banks.silent[bank] as number,
  );
  const table = createTable([
    whole('id', (_, row) => firstId + row),
    texts('created_at', Array.from(minutes, formatMinute)),
    whole('customer_id', (_, row) => 10_001 + (owner[row] as number)),
    whole('customer_age', (_, row) => own(row).age),
    whole('tenure_months', (_, row) => own(row).tenureMonths),
    word('channel', CHANNELS, (transfer) => transfer.channel),
    word('device', DEVICES, (transfer) => transfer.device),
    withUnitMix(numbers('amount', amounts, 2), counter, 100),
    money('balance_before', (transfer) => transfer.balance),
    money('mean_amount_90d', (_, row) => logNormal(history, own(row).spend * 1.5, 0.35)),
    whole('transfers_30d', (_, row) => poisson(history, own(row).activity)),
    word('purpose', PURPOSES, (transfer) => transfer.purpose),
    word('payee_type', PAYEE_TYPES, (transfer) => transfer.payeeType),
    word('payee_bank', world.banks.names, (transfer) => transfer.payeeBank),
    withSentinel(accountDays, notShared, NOT_SHARED),
    whole('payee_known_days', (transfer) => transfer.payeeKnownDays),
    whole('payee_inbound_7d', (transfer) => transfer.payeeInbound7d),
    whole('on_call', (transfer) => (transfer.onCall ? 1 : 0)),
    whole('session_seconds', (transfer) => transfer.sessionSeconds),
    whole('logins_24h', (transfer) => transfer.logins24h),
    whole('limit_changes_30d', (transfer) => transfer.limitChanges30d),
    integers('service_minutes', serviceMinutes(rng.stream('service'), labels)),
    integers('is_scam', labels),
  ]);
  return { table, labels, amounts };
}

/** Minutes that the help desk booked on a transfer in the month after it: victims call, a few others do. */
function serviceMinutes(rng: Rng, labels: Int32Array): Int32Array {
  return labels.map((label) => (bernoulli(rng, label ? 0.85 : 0.025) ? Math.ceil(gamma(rng, 2, label ? 14 : 6)) : 0));
}
