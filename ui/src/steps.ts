import type { Lang } from './words';

/** What a run says while it goes on, read as steps. Pure: lines in, steps out. */
export interface Step { name: string; state: 'done' | 'kept' | 'going'; took?: number; detail?: string }

/** The program speaks Chinese to the platform; these are its steps in English. */
const ENGLISH: [RegExp, string][] = [
  [/^读取数据、核对质量、形成分析表/, 'Read the data, check it, make the analysis table'], [/^读取对标试验/, 'Read the benchmark trial'], [/^临床价值：效应估计与诊断/, 'Clinical value: effects and diagnostics'],
  [/^临床价值：时间设计与其他设计/, 'Clinical value: designs over time'], [/^经济价值：成本、模型与不确定性/, 'Economic value: costs, model, uncertainty'], [/^社会价值：公平与可及/, 'Social value: equity and access'], [/^证据等级/, 'Evidence grade'],
  [/^撰写报告与结果文件/, 'Write the report and the results'], [/^由事件表形成队列/, 'Make the cohort from event tables'], [/^核对数据质量、撰写数据治理报告/, 'Check the data, write the governance report'],
  [/^读取长表 /, 'Read the long table '], [/^标准化来源 /, 'Standardise the source '], [/^把关联的来源并入 /, 'Link the other sources to '],
];

export function stepName(name: string, lang: Lang): string {
  const found = lang === 'en' ? ENGLISH.find(([pattern]) => pattern.test(name)) : undefined;
  return found ? name.replace(found[0], found[1]) : name;
}

/** Lines as "✓ name  1.2 s" (done), "= name  未变…" (kept from an earlier run) and "… name rows" (in work); others are no steps. */
export function stepsOf(lines: string[]): Step[] {
  const ended: Step[] = [];
  let going: Step | undefined;
  for (const line of lines) {
    const [, mark, rest = ''] = /^\s*([✓=…])\s+(\S.*)$/.exec(line) ?? [];
    if (mark === '✓') {
      const [, name = rest, seconds] = /^(.*?)\s+([\d.]+) s$/.exec(rest) ?? [];
      ended.push({ name, state: 'done', ...(seconds === undefined ? {} : { took: Number(seconds) }) });
      going = undefined;
    } else if (mark === '=') {
      ended.push({ name: rest.split(/\s{2,}/)[0] ?? rest, state: 'kept' });
      going = undefined;
    } else if (mark === '…') {
      const [, name = rest, detail] = /^(.*?) (\S+：[\d,]+ 行.*)$/.exec(rest) ?? [];
      going = { name, state: 'going', ...(detail === undefined ? {} : { detail }) };
    }
  }
  return going ? [...ended, going] : ended;
}

/** 75 → 1 分 15 秒; 1 min 15 s. */
export function duration(seconds: number, lang: Lang): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const parts: [number, string, string][] = [[h, ' 小时', ' h'], [m, ' 分', ' min'], [s, ' 秒', ' s']];
  const said = parts.filter(([n], i) => n > 0 || (i === 2 && whole === 0)).map(([n, zh, en]) => `${n}${lang === 'zh' ? zh : en}`);
  return said.join(' ');
}
