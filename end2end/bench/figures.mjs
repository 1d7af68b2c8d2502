// From measurements to what stands in the table.

/** The value below which this share of them lies. */
export const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
export const median = (values) => quantile(values, 0.5);
export const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
export const kilobytes = (bytes) => (bytes / 1000).toFixed(0);
