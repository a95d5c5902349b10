import type { Lang } from './words';

/** What a run wrote (results.json), as far as the page shows it. Pure functions from results to what is drawn. */

export interface Estimate {
  id: string; module: string; dimension: string; outcome: string; analysis: string; preSpecified: boolean; method: string; estimand: string; measure: string; population: string;
  value: number | null; lower: number | null; upper: number | null; level: number; p: number | null; n: number; unit: string;
}
export interface Bilingual { zh: string; en: string }
export interface Diagnostic { id: string; about: string; kind: string; passed: boolean; message: Bilingual }
export interface Strategy { name: string; nameZh: string; arm: string; cost: number | null; qaly: number | null; ly: number | null; costInterval: (number | null)[]; qalyInterval: (number | null)[] }
export interface Incremental {
  cost: number | null; qaly: number | null; ly: number | null; costInterval: (number | null)[]; qalyInterval: (number | null)[]; icer: number | null; verdict: string;
  netBenefit: { threshold: number | null; value: number | null; interval: (number | null)[]; probability: number | null }[];
  thresholdPrice: { threshold: number | null; price: number | null; interval: (number | null)[] }[];
}
export interface Economics {
  strategies: Strategy[]; incremental: Incremental[];
  psa: { deltaCost: (number | null)[]; deltaQaly: (number | null)[]; thresholds: (number | null)[]; probability: (number | null)[]; evpi: (number | null)[] };
  costLines: { id: string; arm: string; mean: number | null }[];
  conventions: Record<string, string>;
}
export interface AttritionRow { criterion: string; table?: string; label?: Bilingual; inclusion?: boolean; removed?: number; remaining: number }
export interface Balance { variable: string; level: string; unadjusted: number | null; adjusted: Record<string, number | null> }
export interface Score { axis: 'strength' | 'fit'; id: string; score: number; why: Bilingual }
export interface BudgetYear { year?: number; label?: string; [key: string]: unknown }
export interface Results {
  protocol?: { id: string; version: string; digest: string; locked: boolean };
  run?: { engine: string; seed: number; codeVersion: string; startedAt: string; inputs?: { name: string; rows: number; sha256: string }[] };
  estimates?: Estimate[]; diagnostics?: Diagnostic[]; economics?: Economics; attrition?: AttritionRow[]; balance?: Balance[];
  notEstimated?: { analysis: string; outcome: string; measure: string; reason: Bilingual }[];
  evidence?: { strength: string; fit: string; grade: string; scores: Score[]; reasons: { rule: string; text: Bilingual }[] };
}

const MEASURES: Record<string, [string, string]> = {
  'hazard-ratio': ['风险比', 'Hazard ratio'], 'risk-ratio': ['相对危险度', 'Risk ratio'], 'odds-ratio': ['比值比', 'Odds ratio'], 'rate-ratio': ['率比', 'Rate ratio'],
  'access-odds-ratio': ['使用的比值比', 'Odds ratio of access'], 'risk-difference': ['风险差', 'Risk difference'], 'mean-difference': ['均数差', 'Mean difference'],
  'survival-difference': ['生存率差', 'Survival difference'], 'rmst-difference': ['限制平均生存时间差', 'Difference in restricted mean survival'], 'rate-difference': ['率差', 'Rate difference'],
  'incremental-cost': ['增量成本', 'Incremental cost'], 'incremental-qaly': ['增量质量调整生命年', 'Incremental QALYs'], 'incremental-ly': ['增量生命年', 'Incremental life years'],
  'incremental-ly-undiscounted': ['增量生命年（未贴现）', 'Incremental life years, undiscounted'], 'net-benefit': ['净获益', 'Net benefit'],
  'mean-cost': ['人均成本', 'Mean cost'], 'mean-qaly': ['人均质量调整生命年', 'Mean QALYs'], 'mean-ly': ['人均生命年', 'Mean life years'],
  'access-share': ['使用率', 'Share treated'], survival: ['生存率', 'Survival'], share: ['比例', 'Share'], treated: ['干预组', 'treated'], control: ['对照组', 'control'],
};
const UNITS: Record<string, [string, string]> = {
  ratio: ['', ''], proportion: ['', ''], probability: ['', ''], share: ['', ''], days: ['天', 'days'], day: ['天', 'days'], months: ['月', 'months'], month: ['月', 'months'], years: ['年', 'years'], year: ['年', 'years'],
};

const side = (lang: Lang) => (lang === 'zh' ? 0 : 1);

/** hazard-ratio → 风险比; net-benefit@95749 → 净获益（95749）; mean-cost/treated → 人均成本（干预组）. */
export function measureName(measure: string, lang: Lang): string {
  const [, base = measure, mark, more = ''] = /^([^@/]+)([@/]?)(.*)$/.exec(measure) ?? [];
  const name = MEASURES[base]?.[side(lang)] ?? base;
  const detail = mark === '@' ? new Intl.NumberFormat('en-GB').format(Number(more)) : (MEASURES[more]?.[side(lang)] ?? more);
  return mark ? (lang === 'zh' ? `${name}（${detail}）` : `${name} (${detail})`) : name;
}

export function unitName(unit: string, lang: Lang): string {
  const money = /^CNY(?: (\d{4}))?$/.exec(unit);
  if (money) {
    return lang === 'zh' ? `元${money[1] ? `（${money[1]} 年价格）` : ''}` : unit;
  }
  return UNITS[unit]?.[side(lang)] ?? unit;
}

/** A ratio is compared with one, on a scale of multiples; a difference with nought. */
export function isRatio(estimate: { unit: string; measure: string }): boolean {
  return estimate.unit === 'ratio' || estimate.measure.endsWith('-ratio');
}

export interface ForestGroup { key: string; measure: string; unit: string; ratio: boolean; rows: Estimate[] }

const DRAWN = 4;

/**
 * Effects with an interval, one group for each measure and unit, so that one axis serves all rows of a picture: pre-specified ones of everybody first,
 * then other analyses, then parts of the population. Means of arms and shares are no effects and stay out.
 */
export function forest(estimates: Estimate[]): ForestGroup[] {
  const groups = new Map<string, ForestGroup>();
  for (const e of estimates) {
    const effect = isRatio(e) || /difference$|^incremental-(qaly|ly)$/.test(e.measure);
    if (!effect || e.value === null || e.lower === null || e.upper === null || (isRatio(e) && e.lower <= 0)) {
      continue;
    }
    const key = `${e.measure}|${e.unit}`;
    const group = groups.get(key) ?? { key, measure: e.measure, unit: e.unit, ratio: isRatio(e), rows: [] };
    group.rows.push(e);
    groups.set(key, group);
  }
  const rank = (e: Estimate) => (e.population.includes('=') ? 2 : 0) + (e.preSpecified ? 0 : 1);
  return [...groups.values()].map((g) => ({ ...g, rows: [...g.rows].sort((a, b) => rank(a) - rank(b)) }));
}

/** The forest without the groups that hardly anybody looks for: they remain in the table. */
export function mainForest(estimates: Estimate[]): ForestGroup[] {
  return forest(estimates).filter((g) => !g.measure.startsWith('incremental')).slice(0, DRAWN);
}

const FIGURES: Record<string, [string, string]> = {
  survival: ['生存曲线', 'Survival'], hazard: ['风险函数', 'Hazard'], fit: ['参数模型拟合', 'Fitted curves'], trace: ['模型状态随时间的分布', 'States of the model over time'],
  tornado: ['单因素敏感性分析', 'One-way sensitivity analysis'], subgroups: ['亚组分析', 'Subgroups'], access: ['各组人群的使用', 'Use by group'], concentration: ['集中曲线', 'Concentration curve'],
  overlap: ['倾向性评分的重叠', 'Overlap of propensity scores'], quality: ['数据质量', 'Data quality'], design: ['随时间变化的设计', 'Design over time'], flow: ['研究人群如何形成', 'How the study population came about'],
};
/** The page draws these itself, from the numbers. */
const DRAWN_HERE = new Set(['forest', 'plane', 'ceac', 'love', 'flow']);

function figureKind(name: string): string {
  return /-f-([a-z]+)/.exec(name)?.[1] ?? '';
}

/** Figures that were filed with a run and that the page does not draw itself, survival first. */
export function figuresOf<D extends { name: string }>(documents: D[], run: number): D[] {
  const order = Object.keys(FIGURES);
  const rank = (d: D) => { const at = order.indexOf(figureKind(d.name)); return at < 0 ? order.length : at; };
  return documents
    .filter((d) => d.name.startsWith(`run-${run}-f-`) && d.name.endsWith('.png') && !DRAWN_HERE.has(figureKind(d.name)))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** run-12-f-survival-2 总生存.png → 生存曲线：总生存; without a title, 生存曲线 2. */
export function figureName(name: string, lang: Lang): string {
  const [, kind = '', more = ''] = /-f-([a-z]+)-?(.*)\.png$/.exec(name) ?? [];
  const title = /^\d* (.+)$/.exec(more)?.[1];
  const colon = lang === 'zh' ? '：' : ': ';
  return `${FIGURES[kind]?.[side(lang)] ?? kind}${title ? colon + title : more === '' ? '' : ` ${more}`}`;
}

/** How a row of the forest is named. */
export function rowName(e: Estimate, outcomes: Record<string, Bilingual>, lang: Lang): string {
  const outcome = outcomes[e.outcome]?.[lang] ?? e.outcome;
  const plain = ['all', 'overlap', 'matched', ''].includes(e.population);
  return `${outcome} · ${e.analysis}${plain ? '' : ` · ${e.population}`}`;
}

const VERDICTS: Record<string, [string, string]> = {
  dominant: ['效果更好且成本更低（绝对优势）', 'Better and cheaper (dominant)'], dominated: ['效果更差且成本更高（绝对劣势）', 'Worse and dearer (dominated)'],
  'more-costly-more-effective': ['效果更好，成本更高', 'Better and dearer'], 'less-costly-less-effective': ['效果较差，成本更低', 'Worse and cheaper'],
};
export function verdictName(verdict: string, lang: Lang): string {
  return VERDICTS[verdict]?.[side(lang)] ?? verdict;
}

/** Pairs of draws of the probabilistic analysis that are both there. */
export function draws(economics: Economics): [number, number][] {
  return economics.psa.deltaQaly.map((q, i) => [q, economics.psa.deltaCost[i]] as const).filter((p): p is readonly [number, number] => typeof p[0] === 'number' && typeof p[1] === 'number').map(([q, c]) => [q, c]);
}

/** Largest standardised difference before, and after each analysis. */
export function worstBalance(rows: Balance[]): { unadjusted: number; adjusted: Record<string, number> } {
  const worst = { unadjusted: 0, adjusted: {} as Record<string, number> };
  for (const row of rows) {
    worst.unadjusted = Math.max(worst.unadjusted, Math.abs(row.unadjusted ?? 0));
    for (const [analysis, value] of Object.entries(row.adjusted)) {
      worst.adjusted[analysis] = Math.max(worst.adjusted[analysis] ?? 0, Math.abs(value ?? 0));
    }
  }
  return worst;
}
