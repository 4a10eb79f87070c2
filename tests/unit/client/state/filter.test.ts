/** The filter of the data panel: what people type, and which rows come. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLike } from '../../../../client/state/filter/cell.ts';
import { parseFilter } from '../../../../client/state/filter/parse.ts';

const HEADER = ['id', 'channel', 'amount', 'due date', 'fraud', 'note', 'limit'];
const ROWS = [
  ['1', 'branch', '600000', '2024-01-05', 'True', 'first one', '500000'],
  ['2', 'branch', '100', '2024-02-10 09:30:00', 'False', 'a & b', '500'],
  ['3', 'app', '700000', '2024-02-11', 'False', 'New York', ''],
  ['4', 'web', '-5', '2024-03-01', 'True', '', '1'],
  ['5', '', '', '', '', 'NaN', '2'],
  ['6', 'app', '1e3', '2023-12-31', 'False', "it's or not", '1000'],
] as const;
const isFlag = (column: number) => HEADER[column] === 'fraud';

/** Ids of the rows that a filter lets through, or what is wrong with it. */
function rowsOf(text: string): string {
  const { test, fault } = parseFilter(text, HEADER, isFlag);
  if (fault) return `${fault.code} at ${fault.at}: ${fault.text}`;
  return ROWS.filter((row) => test(row))
    .map((row) => row[0])
    .join('');
}

const CASES: readonly (readonly [typed: string, rows: string])[] = [
  ['', '123456'],
  // Comparisons, as in Python, SQL and JavaScript.
  ['amount = 100', '2'],
  ['amount == 100', '2'],
  ['amount === 100', '2'],
  ['amount != 100', '13456'],
  ['amount <> 100', '13456'],
  ['amount ≠ 100', '13456'],
  ['amount < 0', '4'],
  ['amount <= 100', '24'],
  ['amount ≤ 100', '24'],
  ['amount > 500000', '13'],
  ['amount >= 600000', '13'],
  ['amount>500_000', '13'],
  ['amount > 5e5', '13'],
  ['amount > 5.0e+5', '13'],
  ['amount = 1e3', '6'],
  ['amount = 1000', '6'],
  ['amount = -5', '4'],
  ['amount > -10', '12346'],
  ['500000 < amount', '13'],
  ['100 < amount <= 600000', '16'],
  ['amount > limit', '1'],
  ['amount = limit', '6'],
  ['AMOUNT > 500000', '13'],
  ['df.amount > 500000', '13'],
  ['(amount) > 500000', '13'],
  // Copied from code: the table stays away.
  ["df['amount'] > 500000", '13'],
  ['500000 < train["amount"]', '13'],
  ['(df["amount"] > 100) & (df["channel"] == "branch")', '1'],
  ['df[df.amount > 500000]', '13'],
  ['df[df["amount"] > 500000]', '13'],
  ['df.loc[(df["amount"] > 500000) & ~(df.channel == "app")]', '1'],
  ['df["due date"] >= 2024-02-11', '34'],
  ['df["amount"].isna()', '5'],
  ['~df["channel"].isin(["app", "web"])', '125'],
  ['df["channel"].str.contains("ra")', '12'],
  ['df.query("amount > 500000 and channel == \'app\'")', '3'],
  ['channel in["app"]', '36'],
  ['SELECT * FROM train WHERE amount > 500000', '13'],
  ['where amount > 500000', '13'],
  ['df["amout"] > 5', 'column at 0: amout'],
  ['df[df.amount > 5', 'unexpected at 2: ['],
  // Texts, quoted and not.
  ['channel = branch', '12'],
  ["channel = 'branch'", '12'],
  ['channel = "branch"', '12'],
  ['channel = “branch”', '12'],
  ['channel != branch', '3456'],
  ['note = New York', '3'],
  ["note = 'New York'", '3'],
  ["note = 'it''s or not'", '6'],
  ["note = 'it\\'s or not'", '6'],
  ['note = "a & b"', '2'],
  ['channel = BRANCH', ''],
  ['channel > app', '124'],
  // Names of columns that need quoting.
  ['`due date` >= 2024-02-11', '34'],
  ['[due date] >= 2024-02-11', '34'],
  ['due date >= 2024-02-11', '34'],
  ['"due date" >= "2024-02-11"', '34'],
  // Dates.
  ['due date = 2024-02-10', '2'],
  ['due date < 2024-02-10', '16'],
  ['due date <= 2024-02-10', '126'],
  ['due date = 2024-02', '23'],
  ['due date >= 2024-02-10T09:31', '34'],
  ['due date < 2024', '6'],
  // And, or, not, brackets.
  ['channel = branch and amount > 500000', '1'],
  ['channel = branch AND amount > 500000', '1'],
  ['channel = branch & amount > 500000', '1'],
  ['channel = branch && amount > 500000', '1'],
  ['channel = branch, amount > 500000', '1'],
  ['(channel == "branch") & (amount > 500000)', '1'],
  ['channel = branch or channel = web', '124'],
  ['channel = branch | channel = web', '124'],
  ['channel = branch || channel = web', '124'],
  ['channel = web or channel = branch and amount > 500000', '14'],
  ['(channel = web or channel = branch) and amount > 500000', '1'],
  ['not channel = branch', '3456'],
  ['!(channel = branch)', '3456'],
  ['~(channel = branch)', '3456'],
  ['not (channel = branch or channel = app)', '45'],
  ['not not channel = web', '4'],
  // Lists.
  ['channel in (branch, web)', '124'],
  ["channel in ('branch', 'web')", '124'],
  ['channel in ["branch", "web"]', '124'],
  ['channel not in (branch, web)', '356'],
  ['amount in (100, 1e3)', '26'],
  ['channel.isin(["branch", "web"])', '124'],
  ['~channel.isin(["branch", "web"])', '356'],
  ['channel in ()', ''],
  ['channel in (branch, amount)', '12'],
  // Parts of texts.
  ['channel like app', '36'],
  ["channel like 'b%'", '12'],
  ["channel like 'w_b'", '4'],
  ["note like '%york'", '3'],
  ['channel contains A', '1236'],
  ['channel startswith a', '36'],
  ['channel endswith b', '4'],
  ['channel not like app', '1245'],
  ['note contains "or"', '36'],
  ['channel.str.contains("ra")', '12'],
  ["channel.str.startswith('a')", '36'],
  // Between.
  ['amount between 100 and 600000', '126'],
  ['amount between 100 and 600000 and channel = app', '6'],
  ['amount not between 100 and 600000', '345'],
  ['amount.between(100, 600000)', '126'],
  ['due date between 2024-01-01 and 2024-02-10', '12'],
  // What is missing.
  ['amount is null', '5'],
  ['amount is missing', '5'],
  ['amount is nan', '5'],
  ['amount is not null', '12346'],
  ['amount = null', '5'],
  ['amount == None', '5'],
  ['amount != null', '12346'],
  ['amount = ""', '5'],
  ['amount.isna()', '5'],
  ['amount.isnull()', '5'],
  ['amount.notna()', '12346'],
  ['isna(amount)', '5'],
  ['not isnull(amount)', '12346'],
  ['`due date`.isna()', '5'],
  ['note is missing', '45'],
  ['limit is missing or amount is missing', '35'],
  ['amount < 1e9', '12346'],
  ['amount >= -1e9', '12346'],
  ['not amount < 1e9', '5'],
  // Yes and no.
  ['fraud = true', '14'],
  ['fraud == True', '14'],
  ['fraud is true', '14'],
  ['fraud = false', '236'],
  ['fraud = 1', '14'],
  ['fraud', '14'],
  ['not fraud', '2356'],
  ['~fraud & amount > 500', '36'],
  // Words in any column.
  ['york', '3'],
  ['NEW', '3'],
  ['"first one"', '1'],
  ['one first', '1'],
  ['app 2023', '6'],
  ['branch or web', '124'],
  ['app and amount > 5000', '3'],
  ['700000', '3'],
  ['channel = branch,', '12'],
  // What cannot be read, and where.
  ['amont > 5', 'column at 0: amont'],
  ['channel = app and amout > 5', 'column at 18: amout'],
  ['`nothing` = 1', 'column at 0: nothing'],
  ['amount >', 'value at 8: >'],
  ['amount > and fraud', 'value at 9: >'],
  ['channel = "app', 'quote at 10: "'],
  ['(amount > 5', 'close at 0: ('],
  ['amount > 5)', 'close at 10: )'],
  ['channel in app', 'list at 11: app'],
  ['channel in (a, b', 'close at 11: ('],
  ['amount between 1 or 2', 'and at 17: '],
  ['amount is 5', 'missing at 10: 5'],
  ['amount > 5 6', 'unexpected at 11: 6'],
  ['and amount > 5', 'unexpected at 0: and'],
  ['= 5', 'unexpected at 0: ='],
];

describe('filter', () => {
  test.each(CASES)('[PN3] %s', (typed, rows) => {
    expect(rowsOf(typed)).toBe(rows);
  });

  test('[PN4] a column that is nearly there is named', () => {
    const near = (text: string) => {
      const { fault } = parseFilter(text, HEADER);
      return fault?.code === 'column' ? fault.near : undefined;
    };
    expect(near('amont > 1')).toBe('amount');
    expect(near('chanel = app')).toBe('channel');
    expect(near('price > 1')).toBeNull();
  });

  test('[PN3, PN4] whatever is typed is read or refused with a place inside it, and nothing is thrown', () => {
    const piece = fc.constantFrom(
      ...[
        'amount',
        'channel',
        'x',
        '5',
        '-1e3',
        '(',
        ')',
        '[',
        ']',
        ',',
        '=',
        '<',
        '!',
        '~',
        '&',
        '|',
        'and',
        'or',
        'not',
      ],
      ...['in', 'is', 'null', 'between', 'like', '"a"', "'", '`', '.isna()', '2024-01-01', ' ', '%', '\\', '\u202e'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.constantFrom('', ' '), (pieces, between) => {
        const text = pieces.join(between);
        const { test, fault } = parseFilter(text, HEADER, isFlag);
        if (test) for (const row of ROWS) expect(typeof test(row)).toBe('boolean');
        else expect(fault.at >= 0 && fault.at <= text.length).toBe(true);
      }),
    );
  });

  test('[PN4] brackets nested without end are refused, not followed', () => {
    expect(parseFilter('('.repeat(10_000), HEADER).fault).not.toBeNull();
    expect(parseFilter('!'.repeat(10_000), HEADER).fault).not.toBeNull();
  });

  test('[PN6] a pattern of many wildcards takes no longer than the text allows', () => {
    const pattern = `${'%a'.repeat(60)}%b`;
    expect(isLike('a'.repeat(20_000), pattern)).toBe(false);
    expect(isLike(`${'a'.repeat(20_000)}b`, pattern)).toBe(true);
  });
});
