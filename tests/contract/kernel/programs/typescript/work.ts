export let scale = 2;

export function twice(value: number): number {
  return value * 2;
}

export function refuse(reason: string): never {
  throw new RangeError(reason);
}
