/** The opcodes that a pickle of a fitted model may use. */
/**
 * The opcodes that Python's pickler writes at protocol 5 for what `fit` may return. Everything else is refused:
 * persistent ids, extension codes, INST and OBJ, and the number and memo forms of older protocols.
 * Codes: `pickletools` of Python 3.12.
 */
const TABLE = {
  140: 'SHORT_BINUNICODE',
  88: 'BINUNICODE',
  141: 'BINUNICODE8',
  67: 'SHORT_BINBYTES',
  66: 'BINBYTES',
  142: 'BINBYTES8',
  150: 'BYTEARRAY8',
  151: 'NEXT_BUFFER',
  152: 'READONLY_BUFFER',
  78: 'NONE',
  136: 'NEWTRUE',
  137: 'NEWFALSE',
  74: 'BININT',
  75: 'BININT1',
  77: 'BININT2',
  138: 'LONG1',
  139: 'LONG4',
  71: 'BINFLOAT',
  93: 'EMPTY_LIST',
  97: 'APPEND',
  101: 'APPENDS',
  41: 'EMPTY_TUPLE',
  116: 'TUPLE',
  133: 'TUPLE1',
  134: 'TUPLE2',
  135: 'TUPLE3',
  125: 'EMPTY_DICT',
  115: 'SETITEM',
  117: 'SETITEMS',
  143: 'EMPTY_SET',
  144: 'ADDITEMS',
  145: 'FROZENSET',
  48: 'POP',
  49: 'POP_MARK',
  40: 'MARK',
  104: 'BINGET',
  106: 'LONG_BINGET',
  148: 'MEMOIZE',
  99: 'GLOBAL',
  147: 'STACK_GLOBAL',
  82: 'REDUCE',
  98: 'BUILD',
  129: 'NEWOBJ',
  146: 'NEWOBJ_EX',
  149: 'FRAME',
  46: 'STOP',
} as const;

export type OpcodeName = (typeof TABLE)[keyof typeof TABLE];

/** Opcode byte -> name, for those that are taken. */
export const OPCODES: Readonly<Record<number, OpcodeName | undefined>> = TABLE;
