/** A straight line through the means of several days. */

/** A day that had scores. */
export interface ScoreDay {
  /** As 2026-11-23. */
  readonly day: string;
  readonly points: number;
  readonly scores: number;
}

export interface Trend {
  readonly days: number;
  /** Of the days' means, however many scores each had. */
  readonly mean: number;
  /** Points a day, of the line with the least squares; 0 where there is no line. */
  readonly slope: number;
}

const DAY_MS = 86_400_000;

/** Both numbers to the hundredth: what is told does not depend on the order in which scores were added up. */
export function trendOf(days: readonly ScoreDay[]): Trend {
  const points = days
    .filter(({ scores }) => scores > 0)
    .map(({ day, points: sum, scores }) => ({ x: Date.parse(day) / DAY_MS, y: sum / scores }));
  const [middle, mean] = [meanOf(points.map(({ x }) => x)), meanOf(points.map(({ y }) => y))];
  const spread = sumOf(points.map(({ x }) => (x - middle) ** 2));
  const rise = sumOf(points.map(({ x, y }) => (x - middle) * (y - mean)));
  return { days: points.length, mean: hundredth(mean), slope: hundredth(spread === 0 ? 0 : rise / spread) };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : sumOf(numbers) / numbers.length;
}

function hundredth(number: number): number {
  return Math.round(number * 100) / 100;
}
