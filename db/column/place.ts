/**
 * Place in numbers in order of the first that is not below `value`, looked for in [low, high); `high` where all are
 * below. Of whole numbers, the last that is not above a value stands before the place of `value + 1`.
 */
export function placeOf(numbers: ArrayLike<number>, value: number, low = 0, high = numbers.length): number {
  let first = low;
  for (let end = high; first < end; ) {
    const middle = (first + end) >>> 1;
    if ((numbers[middle] ?? 0) < value) first = middle + 1;
    else end = middle;
  }
  return first;
}
