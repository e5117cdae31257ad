// Figures as people read them.

const whole = new Intl.NumberFormat("en-GB", {maximumFractionDigits: 0});
const NONE = "–";

const isNumber = value => typeof value === "number" && Number.isFinite(value);

export const count = value => isNumber(value) ? whole.format(value) : NONE;

export const decimal = (value, digits) => isNumber(value) ? value.toFixed(digits) : NONE;

/** Three significant digits, and all digits before the point. */
export function perplexity(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  return value >= 100 ? whole.format(value) : value.toFixed(value >= 10 ? 1 : 2);
}

/** The lower perplexity of the two unigram models; a report of an older version has only one of them. */
export const betterUnigram = (unigram, recent) => isNumber(recent) && recent < unigram ? recent : unigram;

export const percent = share => isNumber(share) ? `${(100 * share).toFixed(1)} %` : NONE;

export function rate(perSecond) {
  return isNumber(perSecond) ? (perSecond < 10 ? perSecond.toFixed(1) : whole.format(perSecond)) : NONE;
}

export function duration(seconds) {
  if (!isNumber(seconds)) {
    return NONE;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) {
    return `${Math.floor(seconds)} s`;
  }
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A moment given in milliseconds since 1970 or as an ISO date: the time, with the date if it is not today. */
export function moment(value) {
  const when = new Date(value);
  if (value === null || value === undefined || Number.isNaN(when.getTime())) {
    return NONE;
  }
  const time = when.toLocaleTimeString("en-GB");
  return when.toDateString() === new Date().toDateString() ? time : `${when.toLocaleDateString("en-GB")} ${time}`;
}
