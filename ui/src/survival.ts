/** Survival curves as results.json gives them: coarser than they are drawn in the report, so that no point tells of few people. Pure functions. */

export interface CurveArm { arm: string; time: number[]; survival: (number | null)[]; lower: (number | null)[]; upper: (number | null)[]; events: number[]; atRisk: (number | null)[] }
export interface SurvivalCurves { analysis: string; outcome: string; unit: string; riskTimes: number[]; arms: CurveArm[]; logRankP?: number | null }

export interface Clock { perUnit: number; unit: string }

const PER_YEAR: Record<string, number> = { day: 365.25, month: 12 };
const YEARS = 2;

/** Years for long follow-up in days or months, so that the axis has whole numbers. */
export function clockOf(curves: SurvivalCurves): Clock {
  const perYear = PER_YEAR[curves.unit];
  return perYear !== undefined && (curves.riskTimes.at(-1) ?? 0) >= YEARS * perYear - 1 ? { perUnit: perYear, unit: 'year' } : { perUnit: 1, unit: curves.unit };
}

/** Curves with something to draw in both arms. */
export function drawable(curves: SurvivalCurves[]): SurvivalCurves[] {
  return curves.filter((c) => c.arms.length > 1 && c.arms.every((a) => a.time.length > 1));
}

/** A round time as people write it: 1, 1.5, 100. */
export function timeName(time: number, clock: Clock): string {
  return String(Number((time / clock.perUnit).toFixed(2)));
}

export interface Standing { survival: number | null; lower: number | null; upper: number | null; atRisk: number | null }

/** Where an arm stands at one of the round times: nothing is known of a time at which few are left. */
export function standing(arm: CurveArm, riskTimes: number[], i: number): Standing {
  const atRisk = arm.atRisk[i] ?? null;
  const k = arm.time.findLastIndex((t) => t <= riskTimes[i]!);
  if (k < 0 || atRisk === null) {
    return { survival: null, lower: null, upper: null, atRisk };
  }
  return { survival: arm.survival[k] ?? null, lower: arm.lower[k] ?? null, upper: arm.upper[k] ?? null, atRisk };
}

/** The last round time at which both arms are known; 0 when there is none. */
export function lastCommon(curves: SurvivalCurves): number {
  return Math.max(0, curves.riskTimes.findLastIndex((_, i) => curves.arms.every((a) => standing(a, curves.riskTimes, i).survival !== null)));
}
