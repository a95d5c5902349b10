import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import { figure, hundredths, interval, percent, shortMoney } from '../format';
import type { PlanNames } from '../names';
import { draws, marginOf, rowName, unitName, type Balance, type BudgetImpact, type Economics, type ForestGroup, type Margin } from '../results';
import { clockOf, timeName, type SurvivalCurves } from '../survival';
import { word, type Lang } from '../words';

/** What each chart says to the library. Colours tell nothing that shape and words do not tell as well: charts are printed in black and white. */

const INK = '#1c2a36';
const BRAND = '#0f4c81';
const CONTRAST = '#b35900';
const GRID = '#d5dbe0';
/** Named here as in the style sheet: the library measures texts before they are drawn. */
const FONT = '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const axisText = { color: INK, fontSize: 12, fontFamily: FONT };
const legend = { top: 0, textStyle: axisText, itemGap: 22 };
const base = { aria: { enabled: true }, color: [BRAND, '#6f9dc4', CONTRAST, '#7d8f3f', '#6b4c8a', '#5b6770'], animation: false, textStyle: { color: INK, fontFamily: FONT } };
const named = (name: string, gap = 32) => ({ name, nameLocation: 'middle' as const, nameGap: gap, nameTextStyle: axisText, axisLabel: axisText, axisLine: { show: true, lineStyle: { color: '#5b6770' } }, splitLine: { lineStyle: { color: GRID } } });

/** An axis of multiples that is even on both sides of one. */
export function ratioRange(group: ForestGroup, margins: number[] = []): [number, number] {
  const ends = [...group.rows.flatMap((r) => [r.lower!, r.upper!]), ...margins].map((v) => Math.abs(Math.log(v)));
  const most = Math.min(Math.log(50), Math.max(Math.log(1.5), ...ends) * 1.08);
  return [Math.exp(-most), Math.exp(most)];
}

/** The margins of a row that are set. */
export function marginEnds(margin: Margin | undefined): number[] {
  return [margin?.lowerMargin, margin?.upperMargin].filter((v): v is number => typeof v === 'number');
}

/** In pixels; on a phone each row has its name and its numbers above it. */
export function forestHeight(group: ForestGroup): { wide: number; narrow: number } {
  return { wide: 90 + 30 * group.rows.length, narrow: 84 + 58 * group.rows.length };
}

const RATIOS = [0.05, 0.1, 0.2, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 5, 10, 20];

/** Multiples that people know, as far as they are in sight and not too close to each other. */
export function ratioTicks([low, high]: [number, number]): number[] {
  const seen = RATIOS.filter((r) => r >= low && r <= high);
  return high / low > 4 ? seen.filter((r) => ![0.67, 0.8, 1.25, 1.5].includes(r)) : seen;
}

/** @param words who names the rows, and by what margins they are judged */
export function forestOption(group: ForestGroup, words: { names: PlanNames; margins: Margin[] }, lang: Lang, narrow: boolean): EChartsCoreOption {
  const rows = group.rows;
  const name = (i: number) => rowName(rows[i]!, words.names);
  const margins = rows.map((r) => marginEnds(marginOf(r, words.margins)));
  const range = group.ratio ? ratioRange(group, margins.flat().filter((m) => m > 0)) : undefined;
  /** Where a value stands: multiples are even about one. */
  const at = (v: number) => (group.ratio ? Math.log(v) : v);
  const ticks = range ? { customValues: ratioTicks(range).map(Math.log) } : {};
  const written = (i: number) => `${figure(rows[i]!.value, lang)}（${interval(rows[i]!.lower, rows[i]!.upper, lang)}）`.replace(/（(.*)）/, lang === 'zh' ? '（$1）' : ' ($1)');
  return {
    ...base,
    grid: { left: narrow ? 14 : 340, right: narrow ? 14 : 190, top: narrow ? 24 : 10, bottom: 50, containLabel: false },
    tooltip: { trigger: 'item', formatter: (p: { dataIndex: number }) => `${escape(name(p.dataIndex))}<br>${written(p.dataIndex)}<br>${escape(rows[p.dataIndex]!.method)}` },
    xAxis: {
      type: 'value', ...(range ? { min: Math.log(range[0]), max: Math.log(range[1]) } : withinSight(margins.flat())), ...named(group.ratio ? (lang === 'zh' ? '← 干预组较低　　　干预组较高 →' : '← lower with treatment    higher →') : ''),
      axisLabel: { ...axisText, ...ticks, formatter: (v: number) => figure(group.ratio ? Math.exp(v) : v, lang, group.ratio ? 3 : 2), hideOverlap: true }, axisTick: { ...ticks }, ...(group.ratio ? { splitLine: { show: false } } : {}), splitNumber: 4,
    },
    yAxis: {
      type: 'category', inverse: true, data: rows.map((_, i) => name(i)), axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { ...axisText, show: !narrow, width: 318, overflow: 'break', lineHeight: 14 },
    },
    series: [
      {
        type: 'custom', data: rows.map((r, i) => [i, at(r.value!), at(r.lower!), at(r.upper!)]), encode: { x: [1, 2, 3], y: 0 }, clip: true,
        renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const row = Number(api.value(0));
          const inRange = (v: number) => (range ? Math.min(Math.log(range[1]), Math.max(Math.log(range[0]), v)) : v);
          const [x = 0, middle = 0] = api.coord([inRange(Number(api.value(1))), row]);
          const [low = 0] = api.coord([inRange(Number(api.value(2))), row]);
          const [high = 0] = api.coord([inRange(Number(api.value(3))), row]);
          const solid = rows[row]!.preSpecified;
          const y = narrow ? middle + 16 : middle;
          return {
            type: 'group', children: [
              ...margins[row]!.map((m) => { const [mx = 0] = api.coord([inRange(at(m)), row]); return { type: 'line' as const, shape: { x1: mx, y1: y - 11, x2: mx, y2: y + 11 }, style: { stroke: CONTRAST, lineWidth: 2, lineDash: [3, 3] } }; }),
              { type: 'line', shape: { x1: low, y1: y, x2: high, y2: y }, style: { stroke: BRAND, lineWidth: 2 } },
              { type: 'rect', shape: { x: x - 5, y: y - 5, width: 10, height: 10 }, style: { fill: solid ? BRAND : '#fff', stroke: BRAND, lineWidth: 2 } },
              ...(narrow ? [{ type: 'text' as const, style: { text: `${name(row)}\n${written(row)}`, x: 14, y: middle - 25, fontSize: lang === 'en' ? 10.5 : 11.5, lineHeight: 15, fontFamily: FONT, fill: INK, backgroundColor: '#fff', width: api.getWidth() - 28, overflow: 'truncate' as const } }] : []),
            ],
          };
        },
        markLine: { silent: true, z: 1, symbol: 'none', label: { show: false }, lineStyle: { color: INK, type: 'dashed' }, data: [{ xAxis: 0 }] },
      },
      ...(narrow ? [] : [{ type: 'custom', data: rows.map((_, i) => [i]), encode: { y: 0 }, tooltip: { show: false }, silent: true, clip: false, renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
        const box = params.coordSys as unknown as { x: number; width: number };
        const [, y = 0] = api.coord([0, Number(api.value(0))]);
        return { type: 'text', style: { text: written(Number(api.value(0))), x: box.x + box.width + 12, y: y - 7, fontSize: 12, fontFamily: FONT, fill: INK } };
      } }]),
    ],
  };
}

/** An axis of differences on which nought and every margin can be seen. */
function withinSight(margins: number[]): object {
  return margins.length === 0 ? {} : { min: (v: { min: number }) => Math.min(v.min, 0, ...margins) * 1.05, max: (v: { max: number }) => Math.max(v.max, 0, ...margins) * 1.05 };
}

/** Incremental cost against incremental effect, with the line of what is paid for a QALY. */
export function planeOption(economics: Economics, threshold: number | null, lang: Lang): EChartsCoreOption {
  const points = draws(economics);
  const first = economics.incremental[0];
  const widest = Math.max(...points.map(([q]) => Math.abs(q)), 0.001);
  const qaly = lang === 'zh' ? '增量质量调整生命年（QALY）' : 'Incremental QALYs';
  return {
    ...base,
    grid: { left: 84, right: 24, top: 44, bottom: 56 },
    tooltip: { trigger: 'item', formatter: (p: { value: [number, number] }) => `${figure(p.value[0], lang)} QALY<br>${shortMoney(p.value[1], lang)}` },
    legend: { ...legend, type: 'scroll' },
    xAxis: { type: 'value', ...named(qaly), axisLabel: axisText },
    yAxis: { type: 'value', ...named(lang === 'zh' ? '增量成本（元）' : 'Incremental cost (CNY)', 64), axisLabel: { ...axisText, formatter: (v: number) => shortMoney(v, lang) } },
    series: [
      { name: lang === 'zh' ? '概率敏感性分析的抽样' : 'Draws', type: 'scatter', data: points, symbolSize: 4, itemStyle: { color: BRAND, opacity: 0.45 } },
      ...(first?.qaly !== null && first?.cost !== null && first ? [{ name: lang === 'zh' ? '点估计' : 'Estimate', type: 'scatter', data: [[first.qaly, first.cost]], symbol: 'diamond', symbolSize: 16, itemStyle: { color: '#fff', borderColor: INK, borderWidth: 2 } }] : []),
      ...(threshold === null ? [] : [{ name: `${lang === 'zh' ? '支付意愿阈值' : 'Threshold'} ${shortMoney(threshold, lang)}/QALY`, type: 'line', data: [[-widest, -widest * threshold], [widest, widest * threshold]], symbol: 'none', clip: true, lineStyle: { color: CONTRAST, type: 'dashed', width: 2 }, itemStyle: { color: CONTRAST } }]),
    ],
  };
}

/** How probable it is that the service is worth its cost, at each threshold. */
export function acceptabilityOption(economics: Economics, lang: Lang): EChartsCoreOption {
  const data = economics.psa.thresholds.map((x, i) => [x, economics.psa.probability[i]]);
  return {
    ...base,
    grid: { left: 64, right: 24, top: 20, bottom: 56 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'value', ...named(lang === 'zh' ? '每 QALY 的支付意愿（元）' : 'Willingness to pay for a QALY (CNY)'), axisLabel: { ...axisText, formatter: (v: number) => shortMoney(v, lang), hideOverlap: true } },
    yAxis: { type: 'value', min: 0, max: 1, ...named(lang === 'zh' ? '具有经济性的概率' : 'Probability of being worth it', 44) },
    series: [{ type: 'line', data, showSymbol: data.length < 30, lineStyle: { color: BRAND, width: 2 }, itemStyle: { color: BRAND } }],
  };
}

/** What the arms cost, line by line. */
export function costOption(economics: Economics, names: PlanNames, lang: Lang): EChartsCoreOption {
  const lines = [...new Set(economics.costLines.map((l) => l.id))];
  const arms = ['treated', 'control'];
  const name = (arm: string) => { const s = economics.strategies.find((x) => x.arm === arm); return s ? (lang === 'zh' ? s.nameZh : s.name) : arm; };
  const patterns = ['none', 'rect', 'triangle', 'circle', 'diamond', 'roundRect'];
  return {
    ...base,
    grid: { left: 120, right: 24, top: 56, bottom: 50 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (v: number) => shortMoney(v, lang) },
    legend: { ...legend, type: 'scroll' },
    xAxis: { type: 'value', ...named(lang === 'zh' ? '人均成本（元）' : 'Mean cost a person (CNY)'), axisLabel: { ...axisText, formatter: (v: number) => shortMoney(v, lang), hideOverlap: true } },
    yAxis: { type: 'category', inverse: true, data: arms.map(name), axisLabel: { ...axisText, width: 108, overflow: 'break' } },
    series: lines.map((id, i) => ({
      name: economics.costLines.find((l) => l.id === id)?.label?.[lang] ?? names.costLine(id), type: 'bar', stack: 'cost', barMaxWidth: 44, data: arms.map((arm) => economics.costLines.find((l) => l.id === id && l.arm === arm)?.mean ?? 0),
      itemStyle: { borderColor: '#fff', borderWidth: 1, decal: { symbol: patterns[i % patterns.length], dashArrayX: [8, 4], dashArrayY: [6, 4], color: 'rgba(255,255,255,0.6)' } },
    })),
  };
}

/** How alike the arms are, before and after each adjustment; the usual limit is drawn. */
export function balanceOption(rows: Balance[], of: PlanNames, lang: Lang): EChartsCoreOption {
  const names = rows.map((r) => of.term(r.variable, r.level));
  const analyses = [...new Set(rows.flatMap((r) => Object.keys(r.adjusted)))].slice(0, 3);
  const symbols = ['rect', 'triangle', 'diamond'];
  const abs = (v: number | null | undefined) => (v === null || v === undefined ? null : Math.abs(v));
  return {
    ...base,
    grid: { left: 150, right: 24, top: 56, bottom: 50 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (v: number | null) => hundredths(v, lang) },
    legend: { ...legend, type: 'scroll' },
    xAxis: { type: 'value', min: 0, ...named(lang === 'zh' ? '标准化差异（绝对值）' : 'Standardised difference, absolute'), axisLabel: axisText },
    yAxis: { type: 'category', inverse: true, data: names, axisLabel: { ...axisText, width: 138, overflow: 'truncate' } },
    series: [
      { name: lang === 'zh' ? '调整前' : 'Unadjusted', type: 'scatter', symbol: 'circle', symbolSize: 9, itemStyle: { color: '#fff', borderColor: INK, borderWidth: 2 }, data: rows.map((r, i) => [abs(r.unadjusted), i]),
        markLine: { silent: true, symbol: 'none', label: { formatter: '0.1', color: INK }, lineStyle: { color: CONTRAST, type: 'dashed' }, data: [{ xAxis: 0.1 }] } },
      ...analyses.map((a, k) => ({ name: of.analysis(a), type: 'scatter', symbol: symbols[k], symbolSize: 9, itemStyle: { color: [BRAND, CONTRAST, '#1d6b3f'][k] }, data: rows.map((r, i) => [abs(r.adjusted[a]), i]) })),
    ],
  };
}

export interface Figure { item: string; year: number; fundSpending: number; frequency: number; totalCost: number }

/**
 * Fund spending or frequency of an item by year. A line across each year shows from where on its rise is a trigger: the year
 * before and the allowed growth.
 */
export function trendOption(rows: Figure[], of: 'fundSpending' | 'frequency', growth: number | undefined, lang: Lang): EChartsCoreOption {
  const years = [...new Set(rows.map((r) => r.year))].sort((a, b) => a - b);
  const value = (year: number) => rows.find((r) => r.year === year)?.[of] ?? null;
  const limits = years.map((y) => (growth === undefined || value(y - 1) === null ? null : value(y - 1)! * (1 + growth)));
  const name = word(of === 'frequency' ? 'frequency' : 'fund', lang);
  const written = (v: number | null) => (v === null ? '—' : shortMoney(v, lang));
  return {
    ...base,
    grid: { left: 76, right: 20, top: 44, bottom: 36 },
    tooltip: { trigger: 'axis' },
    legend,
    xAxis: { type: 'category', data: years.map(String), axisLabel: axisText },
    yAxis: { type: 'value', axisLabel: { ...axisText, formatter: (v: number) => shortMoney(v, lang) }, splitLine: { lineStyle: { color: GRID } } },
    series: [
      { name, type: 'bar', barMaxWidth: 56, data: years.map(value), itemStyle: { color: BRAND }, label: { show: true, position: 'inside', color: '#fff', formatter: (p: { value: number }) => shortMoney(p.value, lang) }, tooltip: { valueFormatter: written } },
      ...(limits.some((l) => l !== null) ? [{ name: word('trigger', lang), type: 'scatter', symbol: 'rect', symbolSize: [76, 4], data: limits, itemStyle: { color: CONTRAST }, tooltip: { valueFormatter: written } }] : []),
    ],
  };
}

/** What the fund adds in each year, with its interval and with what is allowed. */
export function budgetOption(budget: BudgetImpact, lang: Lang): EChartsCoreOption {
  const years = budget.total;
  const written = (v: number | null) => (v === null ? '—' : shortMoney(v, lang));
  const spread = years.map((_, i) => budget.spread?.[i]?.fundNet);
  const allowed = years.map((y) => y.allowed);
  return {
    ...base,
    grid: { left: 76, right: 20, top: 44, bottom: 36 },
    tooltip: { trigger: 'axis' },
    legend,
    xAxis: { type: 'category', data: years.map((y) => y.year), axisLabel: axisText },
    yAxis: { type: 'value', axisLabel: { ...axisText, formatter: (v: number) => shortMoney(v, lang) }, splitLine: { lineStyle: { color: GRID } } },
    series: [
      { name: word('fundNet', lang), type: 'bar', barMaxWidth: 64, data: years.map((y) => y.fundNet), itemStyle: { color: '#6f9dc4', borderColor: BRAND, borderWidth: 1 }, tooltip: { valueFormatter: written } },
      ...(spread.some((s) => s && s.lower !== null && s.upper !== null) ? [{
        name: word('interval', lang), type: 'custom', data: spread.map((s, i) => [i, s?.lower ?? null, s?.upper ?? null]), encode: { x: 0, y: [1, 2] }, itemStyle: { color: INK }, tooltip: { show: false },
        renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
          const [, high = 0] = api.coord([api.value(0), api.value(2)]);
          const bar = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style: { stroke: INK, lineWidth: 1.5 } });
          return { type: 'group', children: [bar(x, low, x, high), bar(x - 7, low, x + 7, low), bar(x - 7, high, x + 7, high)] };
        },
      }] : []),
      ...(allowed.some((a) => a !== null) ? [{ name: word('allowedGrowth', lang), type: 'scatter', symbol: 'rect', symbolSize: [84, 4], data: allowed, itemStyle: { color: CONTRAST }, tooltip: { valueFormatter: written } }] : []),
    ],
  };
}

/** Steps of both arms with their bands: one solid, one dashed. */
export function survivalOption(curves: SurvivalCurves, names: PlanNames, lang: Lang): EChartsCoreOption {
  const clock = clockOf(curves);
  const points = (time: number[], values: (number | null)[]) => time.map((t, i) => [t / clock.perUnit, values[i] ?? null]);
  const ticks = { customValues: curves.riskTimes.map((t) => t / clock.perUnit) };
  const unit = unitName(clock.unit, lang);
  const strokes = [{ color: BRAND, type: 'solid' as const }, { color: CONTRAST, type: 'dashed' as const }];
  const step = { type: 'line', step: 'end' as const, showSymbol: false };
  return {
    ...base,
    grid: { left: 64, right: 24, top: 44, bottom: 56 },
    tooltip: { trigger: 'axis', valueFormatter: (v: number | null) => percent(v, lang), axisPointer: { label: { formatter: (p: { value: number }) => figure(p.value, lang) } } },
    legend: { ...legend, data: curves.arms.map((a) => names.arm(a.arm)) },
    xAxis: { type: 'value', min: 0, max: Math.max(...ticks.customValues, ...curves.arms.map((a) => (a.time.at(-1) ?? 0) / clock.perUnit)), ...named(lang === 'zh' ? `时间${unit && `（${unit}）`}` : `Time${unit && ` (${unit})`}`), axisLabel: { ...axisText, ...ticks, formatter: (v: number) => timeName(v, { perUnit: 1, unit }), hideOverlap: true }, axisTick: ticks, splitLine: { show: false } },
    yAxis: { type: 'value', min: 0, max: 1, ...named(lang === 'zh' ? '无事件比例' : 'Event-free', 44), axisLabel: { ...axisText, formatter: (v: number) => percent(v, lang) } },
    series: curves.arms.flatMap((a, i) => {
      const stroke = strokes[i % strokes.length]!;
      const band = (values: (number | null)[]) => ({ ...step, silent: true, tooltip: { show: false }, data: points(a.time, values), lineStyle: { color: stroke.color, width: 1, opacity: 0.6 }, itemStyle: { color: stroke.color } });
      return [{ ...step, name: names.arm(a.arm), data: points(a.time, a.survival), lineStyle: { ...stroke, width: 2.5 }, itemStyle: { color: stroke.color } }, band(a.lower), band(a.upper)];
    }),
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}
