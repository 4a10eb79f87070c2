export let scale = 2;

export function twice(value: number): number {
  return value * 2;
}
