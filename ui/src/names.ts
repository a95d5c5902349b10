import { isObject } from './protocol/schema';
import { measureLabel, type Bilingual } from './results';
import type { Lang } from './words';

/** Names for people of what results call by id: the plan's own words. An id that the plan does not name is its own name. */
export interface PlanNames {
  outcome: (id: string) => string;
  /** Adjustment and target, as 倾向性评分加权 ATO; with the id where two analyses of an outcome would read the same. */
  analysis: (id: string) => string;
  variable: (name: string) => string;
  /** A term of a model: nodes; grade = 3 → 分化程度：3 级. */
  term: (variable: string, level: string) => string;
  /** all, overlap, age_group=65+ → 年龄组：65 岁及以上. */
  population: (id: string) => string;
  costLine: (id: string) => string;
  /** hazard-ratio/age_group=65+ → 风险比（HR）（年龄组：65 岁及以上）. */
  measure: (id: string) => string;
  arm: (id: string) => string;
  /** A message of the program with the plan's words for ids and for values of variables. */
  said: (message: string) => string;
}

const ADJUSTMENTS: Record<string, [string, string]> = {
  none: ['未调整', 'Unadjusted'], weighting: ['倾向性评分加权', 'Propensity-score weighting'], matching: ['倾向性评分匹配', 'Propensity-score matching'],
  'augmented-weighting': ['增强逆概率加权', 'Augmented weighting'], regression: ['结局回归模型', 'Outcome regression'], 'g-computation': ['g 计算', 'G-computation'], tmle: ['目标最大似然估计', 'TMLE'],
};
const DESIGNS: Record<string, [string, string]> = {
  'interrupted-time-series': ['中断时间序列', 'Interrupted time series'], 'before-after': ['前后对照', 'Before and after'], 'difference-in-differences': ['双重差分', 'Difference in differences'],
  'synthetic-control': ['合成控制', 'Synthetic control'], 'regression-discontinuity': ['断点回归', 'Regression discontinuity'], 'instrumental-variable': ['工具变量', 'Instrumental variable'],
  'case-series': ['自身对照病例系列', 'Self-controlled case series'], 'sequential-trials': ['序贯目标试验', 'Sequential target trials'], 'external-control': ['外部对照', 'External control'],
  transport: ['结果外推', 'Transport'], 'several-arms': ['多组比较', 'Several arms'], pooling: ['多中心合并', 'Pooling'],
};
const POPULATIONS: Record<string, [string, string]> = {
  all: ['全部研究对象', 'All participants'], matched: ['匹配人群', 'Matched participants'], overlap: ['重叠人群', 'Overlap population'], benchmark: ['对标试验', 'Benchmark trial'],
  series: ['时间序列', 'Series'], rows: ['全部行', 'All rows'], units: ['前后均有测量的单位', 'Units measured both times'], 'treated group': ['受处理组', 'Treated group'],
  'treated unit': ['受处理单位', 'Treated unit'], 'adopting units': ['实施单位', 'Adopting units'], 'at the threshold': ['阈值附近者', 'People at the threshold'],
  'those whom the instrument moves': ['受工具变量影响者', 'Those whom the instrument moves'], cases: ['病例', 'Cases'], 'eligible person-periods': ['可入组的人-时期', 'Eligible person-periods'],
  'study arm': ['研究组', 'Study arm'], 'target population': ['目标人群', 'Target population'], 'study and target': ['研究与目标人群', 'Study and target'], pooled: ['合并', 'Pooled'],
};
const AREAS: Record<string, [string, string]> = { economics: ['经济学评价', 'Economic evaluation'], society: ['社会价值评价', 'Social value'] };
const ARMS: Record<string, [string, string]> = { treated: ['干预组', 'Treated'], control: ['对照组', 'Control'] };

const side = (lang: Lang) => (lang === 'zh' ? 0 : 1);
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isObject) : []);
const part = (value: unknown, key: string): unknown => (isObject(value) ? value[key] : undefined);

/** A text of a plan is one string or one a language. */
export function textOf(value: unknown): Bilingual | undefined {
  return isObject(value) ? { zh: String(value['zh'] ?? value['en'] ?? ''), en: String(value['en'] ?? value['zh'] ?? '') } : typeof value === 'string' && value !== '' ? { zh: value, en: value } : undefined;
}

/** Everything in the plan that has an id and a name or a label, wherever it stands, by its id. */
function labelled(value: unknown, found: Map<string, Bilingual>): Map<string, Bilingual> {
  if (Array.isArray(value)) {
    value.forEach((v) => labelled(v, found));
  } else if (isObject(value)) {
    const name = textOf(value['label'] ?? value['name']);
    if (typeof value['id'] === 'string' && name) {
      found.set(value['id'], name);
    }
    Object.values(value).forEach((v) => labelled(v, found));
  }
  return found;
}

export function planNames(plan: unknown, lang: Lang): PlanNames {
  const analyses = list(part(part(plan, 'analysis'), 'analyses'));
  const designs = list(part(part(plan, 'analysis'), 'designs'));
  const outcomes = new Map(list(part(plan, 'outcomes')).map((o) => [String(o['id']), textOf(o['name'])]));
  const variables = new Map(list(part(plan, 'variables')).map((v) => [String(v['name']), v]));
  const costs = labelled(part(plan, 'economics'), new Map());
  const exposure = part(plan, 'exposure');
  const brackets = (words: string) => (lang === 'zh' ? `（${words}）` : ` (${words})`);
  const colon = lang === 'zh' ? '：' : ': ';
  const known = (table: Record<string, [string, string]>, key: string) => table[key]?.[side(lang)];

  const variable = (name: string) => textOf(part(variables.get(name), 'label'))?.[lang] ?? name;
  /** Use of the service has the exposure for its outcome. */
  const outcome = (id: string) => outcomes.get(id)?.[lang] ?? variable(id);
  const level = (name: string, value: string) => {
    const named = list(part(variables.get(name), 'levels')).find((l) => String(l['value']) === value);
    return textOf(named?.['label'])?.[lang] ?? (value === 'true' ? (lang === 'zh' ? '是' : 'yes') : value === 'false' ? (lang === 'zh' ? '否' : 'no') : value);
  };
  const described = (a: Record<string, unknown>) => {
    const adjustment = String(a['adjustment'] ?? 'none');
    const target = ['none', 'regression'].includes(adjustment) || a['target'] === undefined ? '' : ` ${String(a['target']).toUpperCase()}`;
    return (known(ADJUSTMENTS, adjustment) ?? adjustment) + target;
  };
  const analysis = (id: string) => {
    const planned = analyses.find((a) => a['id'] === id);
    if (planned) {
      const alike = analyses.filter((a) => a['outcome'] === planned['outcome'] && described(a) === described(planned)).length > 1;
      return described(planned) + (alike ? brackets(id) : '');
    }
    const design = designs.find((d) => d['id'] === id);
    const kind = String(design?.['method'] ?? '');
    const alone = designs.filter((d) => d['method'] === kind).length === 1;
    return design ? (known(DESIGNS, kind) ?? kind) + (alone ? '' : brackets(id)) : known(AREAS, id) ?? id;
  };
  const population = (id: string) => {
    const at = id.indexOf('=');
    return at > 0 ? variable(id.slice(0, at)) + colon + level(id.slice(0, at), id.slice(at + 1)) : known(POPULATIONS, id) ?? known(ARMS, id) ?? variable(id);
  };
  const ofVariables = [...variables.values()].flatMap((v) => list(v['levels']).map((l) => [`${String(v['name'])}=${String(l['value'])}`, population(`${String(v['name'])}=${String(l['value'])}`)] as const))
    .sort(([a], [b]) => b.length - a.length);
  return {
    outcome, analysis, variable, population,
    term: (name, value) => (value === '' || value === 'true' ? variable(name) : variable(name) + colon + level(name, value)),
    costLine: (id) => costs.get(id)?.[lang] ?? id,
    arm: (id) => (id === 'treated' || id === 'control' ? textOf(part(exposure, id))?.[lang] ?? known(ARMS, id) ?? id : id),
    measure: (id) => {
      const slash = id.indexOf('/');
      return slash > 0 ? measureLabel(id.slice(0, slash), lang) + brackets(population(id.slice(slash + 1))) : measureLabel(id, lang);
    },
    said: (message) => ofVariables.reduce((text, [raw, words]) => text.replaceAll(raw, words), message),
  };
}

const READ: [RegExp, string, string][] = [
  [/^\/public\//, '公开页', 'Public page'], [/…$/, '评价全部内容', 'The whole evaluation'], [/\/summary$/, '概要', 'Summary'], [/\/dossier\.docx$/, '评价材料（Word）', 'Dossier (Word)'],
  [/\/results\/compare$/, '两次运行的比较', 'Comparison of two runs'], [/\/results$/, '结果', 'Results'], [/\/runs/, '运行过程', 'Runs'], [/\/protocol\/diff$/, '方案版本比较', 'Comparison of versions'],
  [/\/protocol$/, '评价方案', 'Protocol'], [/\/documents$/, '文件清单', 'List of files'], [/\/documents\//, '文件', 'File'], [/\/report-check$/, '报告数字核对', 'Numbers of the report'],
  [/\/readings$/, '查阅记录', 'Who read it'], [/\/sample$/, '抽样行号', 'Rows that were drawn'], [/\/experts\/draw$/, '专家抽取', 'Draw of experts'],
];

/** What somebody read, by the route that he read it by; of a file its number too. A route that has no name yet is shown as it is. */
export function readingName(route: string, lang: Lang): string {
  const found = READ.find(([form]) => form.test(route));
  const file = /\/documents\/(.{8})/.exec(route)?.[1];
  return found ? found[lang === 'zh' ? 1 : 2]! + (file ? ` ${file}` : '') : route;
}
