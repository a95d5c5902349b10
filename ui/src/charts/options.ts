import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import { figure, interval, shortMoney } from '../format';
import { draws, rowName, type Balance, type Bilingual, type Economics, type ForestGroup } from '../results';
import { word, type Lang } from '../words';

/** What each chart says to the library. Colours tell nothing that shape and words do not tell as well: charts are printed in black and white. */

const INK = '#1c2a36';
const BRAND = '#0f4c81';
const CONTRAST = '#b35900';
const GRID = '#d5dbe0';
const axisText = { color: INK, fontSize: 12 };
const base = { aria: { enabled: true }, color: [BRAND, '#6f9dc4', CONTRAST, '#7d8f3f', '#6b4c8a', '#5b6770'], animation: false, textStyle: { color: INK, fontFamily: 'inherit' } };
const named = (name: string, gap = 32) => ({ name, nameLocation: 'middle' as const, nameGap: gap, nameTextStyle: axisText, axisLabel: axisText, axisLine: { show: true, lineStyle: { color: '#5b6770' } }, splitLine: { lineStyle: { color: GRID } } });

/** An axis of multiples that is even on both sides of one. */
export function ratioRange(group: ForestGroup): [number, number] {
  const ends = group.rows.flatMap((r) => [r.lower!, r.upper!]).map((v) => Math.abs(Math.log(v)));
  const most = Math.min(Math.log(50), Math.max(Math.log(1.5), ...ends) * 1.08);
  return [Math.exp(-most), Math.exp(most)];
}

export function forestHeight(group: ForestGroup): number {
  return 90 + 30 * group.rows.length;
}

export function forestOption(group: ForestGroup, outcomes: Record<string, Bilingual>, lang: Lang, narrow: boolean): EChartsCoreOption {
  const rows = group.rows;
  const name = (i: number) => rowName(rows[i]!, outcomes, lang);
  const range = group.ratio ? ratioRange(group) : undefined;
  const written = (i: number) => `${figure(rows[i]!.value, lang)}（${interval(rows[i]!.lower, rows[i]!.upper, lang)}）`.replace(/（(.*)）/, lang === 'zh' ? '（$1）' : ' ($1)');
  return {
    ...base,
    grid: { left: narrow ? 12 : 290, right: narrow ? 12 : 190, top: 10, bottom: 50, containLabel: false },
    tooltip: { trigger: 'item', formatter: (p: { dataIndex: number }) => `${escape(name(p.dataIndex))}<br>${written(p.dataIndex)}<br>${escape(rows[p.dataIndex]!.method)}` },
    xAxis: {
      type: group.ratio ? 'log' : 'value', logBase: Math.E, ...(range ? { min: range[0], max: range[1] } : {}), ...named(group.ratio ? (lang === 'zh' ? '← 干预组较低　　　干预组较高 →' : '← lower with treatment    higher →') : ''),
      axisLabel: { ...axisText, formatter: (v: number) => figure(v, lang, 2), hideOverlap: true }, splitNumber: 4,
    },
    yAxis: {
      type: 'category', inverse: true, data: rows.map((_, i) => name(i)), axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { ...axisText, show: !narrow, width: 278, overflow: 'truncate' },
    },
    series: [
      {
        type: 'custom', data: rows.map((r, i) => [i, r.value, r.lower, r.upper]), encode: { x: [1, 2, 3], y: 0 }, clip: true,
        renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const at = Number(api.value(0));
          const inRange = (v: number) => (range ? Math.min(range[1], Math.max(range[0], v)) : v);
          const [x = 0, y = 0] = api.coord([inRange(Number(api.value(1))), at]);
          const [low = 0] = api.coord([inRange(Number(api.value(2))), at]);
          const [high = 0] = api.coord([inRange(Number(api.value(3))), at]);
          const solid = rows[at]!.preSpecified;
          return {
            type: 'group', children: [
              { type: 'line', shape: { x1: low, y1: y, x2: high, y2: y }, style: { stroke: BRAND, lineWidth: 2 } },
              { type: 'rect', shape: { x: x - 5, y: y - 5, width: 10, height: 10 }, style: { fill: solid ? BRAND : '#fff', stroke: BRAND, lineWidth: 2 } },
              ...(narrow ? [{ type: 'text' as const, style: { text: `${name(at)}  ${written(at)}`, x: 14, y: y - 20, fontSize: 11, fill: INK, backgroundColor: '#fff', width: 320, overflow: 'truncate' as const } }] : []),
            ],
          };
        },
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: INK, type: 'dashed' }, data: [{ xAxis: group.ratio ? 1 : 0 }] },
      },
      ...(narrow ? [] : [{ type: 'custom', data: rows.map((_, i) => [i]), encode: { y: 0 }, tooltip: { show: false }, silent: true, clip: false, renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
        const box = params.coordSys as unknown as { x: number; width: number };
        const [, y = 0] = api.coord([group.ratio ? 1 : 0, Number(api.value(0))]);
        return { type: 'text', style: { text: written(Number(api.value(0))), x: box.x + box.width + 12, y: y - 7, fontSize: 12, fill: INK } };
      } }]),
    ],
  };
}

/** Incremental cost against incremental effect, with the line of what is paid for a QALY. */
export function planeOption(economics: Economics, threshold: number | null, lang: Lang): EChartsCoreOption {
  const points = draws(economics);
  const first = economics.incremental[0];
  const widest = Math.max(...points.map(([q]) => Math.abs(q)), 0.001);
  const qaly = lang === 'zh' ? '增量质量调整生命年（QALY）' : 'Incremental QALYs';
  return {
    ...base,
    grid: { left: 84, right: 24, top: 30, bottom: 56 },
    tooltip: { trigger: 'item', formatter: (p: { value: [number, number] }) => `${figure(p.value[0], lang)} QALY<br>${shortMoney(p.value[1], lang)}` },
    legend: { top: 0, textStyle: axisText },
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
export function costOption(economics: Economics, lang: Lang): EChartsCoreOption {
  const lines = [...new Set(economics.costLines.map((l) => l.id))];
  const arms = ['treated', 'control'];
  const name = (arm: string) => { const s = economics.strategies.find((x) => x.arm === arm); return s ? (lang === 'zh' ? s.nameZh : s.name) : arm; };
  const patterns = ['none', 'rect', 'triangle', 'circle', 'diamond', 'roundRect'];
  return {
    ...base,
    grid: { left: 120, right: 24, top: 56, bottom: 50 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (v: number) => shortMoney(v, lang) },
    legend: { top: 0, textStyle: axisText, type: 'scroll' },
    xAxis: { type: 'value', ...named(lang === 'zh' ? '人均成本（元）' : 'Mean cost a person (CNY)'), axisLabel: { ...axisText, formatter: (v: number) => shortMoney(v, lang), hideOverlap: true } },
    yAxis: { type: 'category', inverse: true, data: arms.map(name), axisLabel: { ...axisText, width: 108, overflow: 'break' } },
    series: lines.map((id, i) => ({
      name: id, type: 'bar', stack: 'cost', barMaxWidth: 44, data: arms.map((arm) => economics.costLines.find((l) => l.id === id && l.arm === arm)?.mean ?? 0),
      itemStyle: { borderColor: '#fff', borderWidth: 1, decal: { symbol: patterns[i % patterns.length], dashArrayX: [8, 4], dashArrayY: [6, 4], color: 'rgba(255,255,255,0.6)' } },
    })),
  };
}

/** How alike the arms are, before and after each adjustment; the usual limit is drawn. */
export function balanceOption(rows: Balance[], lang: Lang): EChartsCoreOption {
  const names = rows.map((r) => (r.level ? `${r.variable} = ${r.level}` : r.variable));
  const analyses = [...new Set(rows.flatMap((r) => Object.keys(r.adjusted)))].slice(0, 3);
  const symbols = ['rect', 'triangle', 'diamond'];
  const abs = (v: number | null | undefined) => (v === null || v === undefined ? null : Math.abs(v));
  return {
    ...base,
    grid: { left: 150, right: 24, top: 56, bottom: 50 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (v: number | null) => figure(v, lang) },
    legend: { top: 0, textStyle: axisText, type: 'scroll' },
    xAxis: { type: 'value', min: 0, ...named(lang === 'zh' ? '标准化差异（绝对值）' : 'Standardised difference, absolute'), axisLabel: axisText },
    yAxis: { type: 'category', inverse: true, data: names, axisLabel: { ...axisText, width: 138, overflow: 'truncate' } },
    series: [
      { name: lang === 'zh' ? '调整前' : 'Unadjusted', type: 'scatter', symbol: 'circle', symbolSize: 9, itemStyle: { color: '#fff', borderColor: INK, borderWidth: 2 }, data: rows.map((r, i) => [abs(r.unadjusted), i]),
        markLine: { silent: true, symbol: 'none', label: { formatter: '0.1', color: INK }, lineStyle: { color: CONTRAST, type: 'dashed' }, data: [{ xAxis: 0.1 }] } },
      ...analyses.map((a, k) => ({ name: a, type: 'scatter', symbol: symbols[k], symbolSize: 9, itemStyle: { color: [BRAND, CONTRAST, '#1d6b3f'][k] }, data: rows.map((r, i) => [abs(r.adjusted[a]), i]) })),
    ],
  };
}

export interface Figure { item: string; year: number; fundSpending: number; frequency: number; totalCost: number }

/** Fund spending of an item by year; a line shows from where on a rise is a trigger: the year before and the allowed growth. */
export function fundOption(rows: Figure[], growth: number | undefined, lang: Lang): EChartsCoreOption {
  const years = [...new Set(rows.map((r) => r.year))].sort((a, b) => a - b);
  const of = (year: number) => rows.find((r) => r.year === year);
  const limits = years.map((y) => (growth === undefined || !of(y - 1) ? null : of(y - 1)!.fundSpending * (1 + growth)));
  return {
    ...base,
    grid: { left: 76, right: 76, top: 44, bottom: 36 },
    tooltip: { trigger: 'axis' },
    legend: { top: 0, textStyle: axisText },
    xAxis: { type: 'category', data: years.map(String), axisLabel: axisText },
    yAxis: [
      { type: 'value', name: word('fund', lang), nameTextStyle: axisText, axisLabel: { ...axisText, formatter: (v: number) => shortMoney(v, lang) }, splitLine: { lineStyle: { color: GRID } } },
      { type: 'value', name: word('frequency', lang), nameTextStyle: axisText, axisLabel: axisText, splitLine: { show: false } },
    ],
    series: [
      { name: word('fund', lang), type: 'bar', barMaxWidth: 56, data: years.map((y) => of(y)?.fundSpending ?? null), itemStyle: { color: BRAND }, tooltip: { valueFormatter: (v: number) => shortMoney(v, lang) } },
      ...(limits.some((l) => l !== null) ? [{ name: word('trigger', lang), type: 'scatter', symbol: 'rect', symbolSize: [64, 3], data: limits, itemStyle: { color: CONTRAST }, tooltip: { valueFormatter: (v: number | null) => (v === null ? '—' : shortMoney(v, lang)) } }] : []),
      { name: word('frequency', lang), type: 'line', yAxisIndex: 1, data: years.map((y) => of(y)?.frequency ?? null), itemStyle: { color: '#1d6b3f' }, lineStyle: { type: 'dotted', width: 2 }, symbol: 'circle', symbolSize: 8 },
    ],
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}
