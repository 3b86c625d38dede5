/** Times as people read them, in the zone of whoever looks. */

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const clockWithSeconds = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const weekday = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const fullDay = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });

export function hoursAndMinutes(at: number): string {
  return clock.format(at);
}

export function withSeconds(at: number): string {
  return clockWithSeconds.format(at);
}

/** The day in local time, as a value that is equal for two times of the same day. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

export function dayName(at: number, now: number): string {
  const days = Math.round((dayOf(now) - dayOf(at)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return days > 0 && days < 180 ? weekday.format(at) : fullDay.format(at);
}
