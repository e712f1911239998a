// The marks of an axis of time: years, or months and days where the time is short.

const DAYS_OF = { year: 365.25, month: 30.4, day: 1 };
const MOST_TICKS = 9;
const STEPS = [["day", 1], ["day", 7], ["month", 1], ["month", 3], ["month", 6], ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 25], ["year", 50], ["year", 100], ["year", 250], ["year", 500], ["year", 1000], ["year", 2500]];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// [{day, words}]: the days from one to another that are marked, with what stands at them.
export function ticksOf(first, last) {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  const [unit, step] = STEPS.find(([one, number]) => days / (DAYS_OF[one] * number) <= MOST_TICKS) ?? STEPS.at(-1);
  const ticks = [];
  const at = begin(first, unit, step);
  // Days are compared as numbers: as a text the year 10000, to which the last step of such dates leads, is before all others.
  const end = Date.parse(last);
  while (at.getTime() <= end) {
    const day = at.toISOString().slice(0, 10);
    if (day >= first) ticks.push({ day, words: tickWords(at, unit) });
    if (unit === "day") at.setUTCDate(at.getUTCDate() + step);
    else at.setUTCMonth(at.getUTCMonth() + step * (unit === "year" ? 12 : 1));
  }
  return ticks;
}

function begin(first, unit, step) {
  const at = new Date(`${first}T00:00:00Z`);
  if (unit === "day") return at;
  // `Date.UTC` would take the years to 99 for those of the twentieth century.
  if (unit === "year") at.setUTCFullYear(Math.floor(at.getUTCFullYear() / step) * step, 0, 1);
  else at.setUTCMonth(Math.floor(at.getUTCMonth() / step) * step, 1);
  return at;
}

function tickWords(at, unit) {
  const year = at.getUTCFullYear();
  if (unit === "year") return String(year);
  const month = MONTHS[at.getUTCMonth()];
  if (unit === "month") return at.getUTCMonth() === 0 ? String(year) : `${month} ${year}`;
  return `${at.getUTCDate()} ${month}`;
}
