import type { PlanNames } from './names';
import type { SurvivalCurves } from './survival';
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
  costLines: { id: string; label?: Bilingual; arm: string; mean: number | null }[];
  conventions: Record<string, string>; conventionsZh?: Record<string, string>;
  model?: { budgetImpact?: BudgetImpact; agreements?: Agreement[] };
}
/** What the fund spends with and without the service, a year. */
export interface BudgetYear { year: string; fundWithout: number | null; fundWith: number | null; fundNet: number | null; net: number | null; allowed: number | null; affordable: boolean | null }
export interface Ends { lower: number | null; upper: number | null }
export interface BudgetImpact {
  currency: string; total: BudgetYear[]; pools?: { id: string; label: Bilingual; insurance?: string; years: BudgetYear[] }[]; cumulativeFundNet: number | null; cumulativeFundNetInterval?: Ends; draws?: number;
  spread?: { fundNet: Ends; probabilityUnaffordable: number | null }[]; scenarios?: { id: string; label: Bilingual; total: BudgetYear[]; cumulativeFundNet: number | null }[];
}
export interface Agreement { id: string; label: Bilingual; listPrice: number | null; effectivePrice: number | null; refund: number | null; expected: number | null; interval?: Ends; icer: number | null }
/** A question of equivalence or non-inferiority, and its answer. */
export interface Margin { analysis: string; outcome: string; measure: string; question: string; lowerMargin: number | null; upperMargin: number | null; lower: number | null; upper: number | null; alpha: number | null; shown: boolean; preSpecified: boolean; conclusion: Bilingual }
export interface Family { id: string; method: string; alpha: number | null; members: { analysis: string; measure: string; outcome?: string; p: number | null; adjustedP: number | null; rejected: boolean }[] }
export interface AccessRow { level: string; n: number | null; treated: number | null; access: number | null; accessLower: number | null; accessUpper: number | null }
export interface AttritionRow { criterion: string; table?: string; label?: Bilingual; inclusion?: boolean; removed?: number; remaining: number }
export interface Balance { variable: string; level: string; unadjusted: number | null; adjusted: Record<string, number | null> }
export interface Score { axis: 'strength' | 'fit'; id: string; score: number; why: Bilingual }
export interface Results {
  protocol?: { id: string; version: string; digest: string; locked: boolean };
  run?: { engine: string; seed: number; codeVersion: string; startedAt: string; inputs?: { name: string; rows: number; sha256: string }[] };
  estimates?: Estimate[]; diagnostics?: Diagnostic[]; economics?: Economics; attrition?: AttritionRow[]; balance?: Balance[]; survival?: SurvivalCurves[];
  beside?: { margins?: Margin[]; multiplicity?: Family[] }; society?: { groups?: { variable: string; rows: AccessRow[] }[] };
  notEstimated?: { analysis: string; outcome: string; measure: string; reason: Bilingual }[];
  evidence?: { strength: string; fit: string; grade: string; scores: Score[]; reasons: { rule: string; text: Bilingual }[] };
}

const MEASURES: Record<string, [string, string]> = {
  'hazard-ratio': ['风险比（HR）', 'Hazard ratio'], 'subdistribution-hazard-ratio': ['次分布风险比（SHR）', 'Subdistribution hazard ratio'], 'risk-ratio': ['风险比（RR）', 'Risk ratio'], 'odds-ratio': ['比值比', 'Odds ratio'],
  'common-odds-ratio': ['共同比值比', 'Common odds ratio'], 'conditional-odds-ratio': ['条件比值比', 'Conditional odds ratio'], 'odds-ratio-conditional': ['条件比值比', 'Conditional odds ratio'],
  'rate-ratio': ['发生率比', 'Rate ratio'], 'mean-ratio': ['均值比', 'Ratio of means'], 'cumulative-incidence-ratio': ['累积发生率比', 'Ratio of cumulative incidences'],
  'cumulative-incidence-difference': ['累积发生率差', 'Difference in cumulative incidence'], 'mean-count-difference': ['平均累积次数差', 'Difference in the mean count of events'], 'change-difference': ['变化值之差', 'Difference in change'],
  'access-odds-ratio': ['服务利用比值比（调整后）', 'Odds ratio of receiving the service (adjusted)'], 'risk-difference': ['风险差', 'Risk difference'], 'mean-difference': ['均值差', 'Mean difference'],
  'survival-difference': ['生存率差', 'Survival difference'], 'rmst-difference': ['限制平均生存时间差', 'Difference in restricted mean survival'], 'rate-difference': ['发生率差', 'Rate difference'],
  'incremental-cost': ['增量成本', 'Incremental cost'], 'incremental-qaly': ['增量质量调整生命年', 'Incremental QALYs'], 'incremental-ly': ['增量生命年', 'Incremental life years'],
  'incremental-ly-undiscounted': ['增量生命年（未贴现）', 'Incremental life years, undiscounted'], 'net-benefit': ['净货币效益', 'Net monetary benefit'],
  'mean-cost': ['人均成本', 'Mean cost'], 'mean-qaly': ['人均质量调整生命年', 'Mean QALYs'], 'mean-ly': ['人均生命年', 'Mean life years'], mean: ['均值', 'Mean'], risk: ['发生率', 'Risk'], rmst: ['限制平均生存时间', 'Restricted mean survival'],
  'event-rate': ['每人年事件率', 'Events per person-year'], 'concentration-index': ['集中指数', 'Concentration index'], 'concentration-index-erreygers': ['Erreygers 校正集中指数', 'Erreygers-corrected concentration index'],
  'access-share': ['服务利用率', 'Share receiving the service'], survival: ['观察期末无事件率', 'Event-free share at the horizon'], share: ['比例', 'Share'], treated: ['干预组', 'treated'], control: ['对照组', 'control'],
  'level-change': ['水平变化', 'Change of level'], 'slope-change': ['斜率变化', 'Change of slope'], 'end-change': ['序列末点的变化', 'Change at the end of the series'],
  'level-rate-ratio': ['水平变化（率比）', 'Change of level (rate ratio)'], 'slope-rate-ratio': ['斜率变化（率比）', 'Change of slope (rate ratio)'], 'end-rate-ratio': ['序列末点的变化（率比）', 'Change at the end of the series (rate ratio)'],
  att: ['受处理者平均处理效应（ATT）', 'Average effect on the treated (ATT)'], 'att-by-exposure': ['ATT（按处理时长平均）', 'ATT (mean over times since adoption)'], 'att-by-group': ['ATT（按实施组平均）', 'ATT (mean over groups)'],
  'att-by-calendar': ['ATT（按日历期平均）', 'ATT (mean over calendar periods)'], discontinuity: ['阈值处的跳跃（偏倚校正）', 'Jump at the threshold (bias-corrected)'], 'discontinuity-conventional': ['阈值处的跳跃（常规）', 'Jump at the threshold (conventional)'],
  'instrumental-effect': ['工具变量效应', 'Instrumental-variable effect'], 'instrumental-effect-anderson-rubin': ['工具变量效应（Anderson–Rubin 区间）', 'Instrumental-variable effect (Anderson–Rubin interval)'],
  'incidence-rate-ratio': ['相对发生率', 'Relative incidence'], 'pooled-ratio': ['合并比值', 'Pooled ratio'], 'pooled-difference': ['合并差值', 'Pooled difference'],
};
const CONVENTIONS: Record<string, [string, string]> = {
  perspective: ['研究角度', 'Perspective'], 'price-year': ['价格年份', 'Price year'], currency: ['币种', 'Currency'], horizon: ['时间范围', 'Horizon'], population: ['人群', 'Population'], adjustment: ['调整方法', 'Adjustment'],
  'year-length': ['年的长度', 'Length of a year'], model: ['模型', 'Model'], cycle: ['周期', 'Cycle'], 'cycle-length': ['周期长度', 'Cycle length'], 'counting-rule': ['计数规则', 'Counting rule'], discounting: ['贴现', 'Discounting'],
  'discount-rates': ['贴现率', 'Discount rates'], 'discount-rule': ['贴现规则', 'Discount rule'], 'discount-timing': ['贴现时点', 'Timing of discounting'], 'event-timing': ['事件时点', 'Timing of events'], curves: ['曲线', 'Curves'],
  crossing: ['曲线交叉', 'Crossing curves'], progression: ['进展', 'Progression'], 'until-year': ['年度成本的截止', 'End of yearly costs'], uncertainty: ['不确定性', 'Uncertainty'], parameters: ['参数', 'Parameters'], ties: ['并列', 'Ties'],
  threshold: ['阈值', 'Threshold'], 'one-way-threshold': ['单因素分析的阈值', 'Threshold of one-way analyses'], 'policy-pack': ['政策参数包', 'Policy pack'], 'threshold-price': ['阈值价格', 'Threshold price'], 'cost-timing': ['成本时点', 'Timing of costs'],
  'cost-censoring': ['成本删失', 'Censored costs'], 'life-years': ['生命年', 'Life years'], intervals: ['区间', 'Intervals'], people: ['人数', 'People'], outcome: ['结局', 'Outcome'], cost: ['成本', 'Cost'], qaly: ['质量调整生命年', 'QALY'], 'fund-growth': ['基金增长', 'Growth of the fund'],
  'partial-information': ['部分信息价值的算法', 'Method of partial information'], 'several-effects': ['多个效果的联合抽取', 'Effects drawn together'], transitions: ['转移', 'Transitions'], draws: ['抽样次数', 'Draws'],
  qalys: ['QALY 计算', 'QALYs'], costs: ['成本计算', 'Costs'], weights: ['加权', 'Weighting'], weighting: ['加权', 'Weighting'], 'missing-costs': ['成本缺失', 'Missing costs'], missing: ['成本缺失', 'Missing costs'],
};
export function conventionName(key: string, lang: Lang): string {
  return CONVENTIONS[key]?.[side(lang)] ?? key;
}
const UNITS: Record<string, [string, string]> = {
  ratio: ['', ''], proportion: ['', ''], probability: ['', ''], share: ['', ''], days: ['天', 'days'], day: ['天', 'days'], months: ['月', 'months'], month: ['月', 'months'], years: ['年', 'years'], year: ['年', 'years'], index: ['', ''], QALY: ['QALY', 'QALYs'],
};

const side = (lang: Lang) => (lang === 'zh' ? 0 : 1);

/** A measure without what stands behind a slash: net-benefit@95749 → 净货币效益（95,749）. */
export function measureLabel(measure: string, lang: Lang): string {
  const [base = measure, at] = measure.split('@');
  const name = MEASURES[base]?.[side(lang)] ?? base;
  const detail = at === undefined ? '' : new Intl.NumberFormat('en-GB').format(Number(at));
  return detail ? (lang === 'zh' ? `${name}（${detail}）` : `${name} (${detail})`) : name;
}

/** The grade as the guide writes it: II → Ⅱ. */
export function gradeName(grade: string): string {
  return ({ I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ', V: 'Ⅴ' } as Record<string, string>)[grade] ?? grade;
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

const DRAWN = 6;
const EFFECTS = /difference$|^incremental-(qaly|ly)$|-change$|^att(-by-.*)?$|^discontinuity|^instrumental-effect/;

/**
 * Effects with an interval, one group for each measure and unit, so that one axis serves all rows of a picture: pre-specified ones of everybody first,
 * then other analyses, then parts of the population. Means of arms and shares are no effects and stay out.
 */
export function forest(estimates: Estimate[]): ForestGroup[] {
  const groups = new Map<string, ForestGroup>();
  for (const e of estimates) {
    const effect = isRatio(e) || EFFECTS.test(e.measure);
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
  incidence: ['累积发生率', 'Cumulative incidence'], controls: ['阴性对照', 'Negative controls'], specifications: ['规格曲线', 'Specification curve'], delta: ['δ 调整', 'Delta adjustment'],
};
/** The page draws these itself, from the numbers. */
const DRAWN_HERE = new Set(['forest', 'plane', 'ceac', 'love', 'flow', 'margins', 'budget']);

function figureKind(name: string): string {
  return /-f-([a-z]+)/.exec(name)?.[1] ?? '';
}

/**
 * Figures that were filed with a run and that the page does not draw itself, survival first.
 *
 * @param curved whether the page has survival curves as numbers and draws them
 */
export function figuresOf<D extends { name: string }>(documents: D[], run: number, curved = false): D[] {
  const order = Object.keys(FIGURES);
  const rank = (d: D) => { const at = order.indexOf(figureKind(d.name)); return at < 0 ? order.length : at; };
  return documents
    .filter((d) => d.name.startsWith(`run-${run}-f-`) && d.name.endsWith('.png') && !DRAWN_HERE.has(figureKind(d.name)) && !(curved && figureKind(d.name) === 'survival'))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** run-12-f-survival-2 总生存.png → 生存曲线：总生存; without a title, 生存曲线 2. */
export function figureName(name: string, lang: Lang): string {
  const [, kind = '', more = ''] = /-f-([a-z]+)-?(.*)\.png$/.exec(name) ?? [];
  const title = /^\d* (.+)$/.exec(more)?.[1];
  const colon = lang === 'zh' ? '：' : ': ';
  const label = FIGURES[kind]?.[side(lang)] ?? kind;
  return title?.startsWith(label) ? title : `${label}${title ? colon + title : more === '' ? '' : ` ${more}`}`;
}

/** How a row of the forest is named: the people where they are not those of the analysis, outcome, analysis. What tells rows apart stands first: a long name is cut at its end. */
export function rowName(e: Estimate, names: PlanNames): string {
  const plain = ['all', 'overlap', 'matched', ''].includes(e.population);
  return `${plain ? '' : `${names.population(e.population)} · `}${names.outcome(e.outcome)} · ${names.analysis(e.analysis)}`;
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

/** The margins that a row of the forest is judged by. */
export function marginOf(row: Estimate, margins: Margin[]): Margin | undefined {
  return row.population.includes('=') ? undefined : margins.find((m) => m.analysis === row.analysis && m.measure === row.measure && m.outcome === row.outcome);
}

/** The outcome of a question of a family: runs of before did not say it, but an estimate of the same analysis and measure does. */
export function outcomeOfQuestion(estimates: Estimate[], analysis: string, measure: string): string {
  const found = [...new Set(estimates.filter((e) => e.analysis === analysis && e.measure === measure).map((e) => e.outcome))];
  return found.length === 1 ? found[0]! : '';
}
