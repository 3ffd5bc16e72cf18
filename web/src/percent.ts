// Shares in per cent and as figures. What rests on reports is never certain: no share is said to be 100 or 0 %.
export const percent = (share: number): string => {
  const whole = Math.round(share * 100);
  return whole >= 100 ? "over 99 %" : whole <= 0 ? "under 1 %" : `${whole} %`;
};

/** The same as a figure of two places: credence, confidence. */
export const figure = (share: number): string => (share >= 0.995 ? "over 0.99" : share < 0.005 ? "under 0.01" : share.toFixed(2));
