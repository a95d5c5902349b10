import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { monthGrid, monthName } from './calendar';
import { ratioRange } from './charts/options';
import { count, day, figure, interval, isChinese, money, nearness, percent, shortMoney, todayInChina } from './format';
import { FORMS, hasSubject, undecided } from './forms';
import type { Entry, Finding, Offer, Whole } from './api';
import { bySection, pieces, plain } from './protocol/compare';
import { append, moveUp, numberOf, pairsOf, put, read, takeAway } from './protocol/edit';
import SCHEMA from '../../protocol/src/main/resources/schema/protocol-1.schema.json';
import { LABELS } from './protocol/labels';
import { blank, choiceLabels, kindOf, placeName, plan, resolve } from './protocol/schema';
import { draftOf, keptAs } from './draft';
import { planNames, readingName } from './names';
import { conventionName, figureName, figuresOf, forest, gradeName, isRatio, marginOf, outcomeOfQuestion, rowName, unitName, worstBalance, type Estimate, type Margin } from './results';
import { defaults, pathOf, shape, unshape } from './shape';
import { duration, stepName, stepsOf } from './steps';
import { clockOf, drawable, lastCommon, standing, timeName, type SurvivalCurves } from './survival';
import { choice } from './words';

const ENUMS = import.meta.glob<string>('../../protocol/src/main/java/org/steelyard/protocol/internal/EnumLabels.java', { query: '?raw', import: 'default', eager: true })['../../protocol/src/main/java/org/steelyard/protocol/internal/EnumLabels.java']!;
/** Proper names, written in Latin letters in Chinese too. */
const PROPER = new Set(['dersimonian-laird', 'paule-mandel', 'hartung-knapp', 'newey-west', 'prais-winsten', 'logistic', 'lasso', 'poisson', 'bonferroni', 'holm', 'hochberg', 'hommel', 'benjamini-hochberg', 'benjamini-yekutieli']);
const CONVENTION_NAMES = import.meta.glob<string>('../../economics/src/main/java/org/steelyard/economics/ConventionNames.java', { query: '?raw', import: 'default', eager: true })['../../economics/src/main/java/org/steelyard/economics/ConventionNames.java']!;
const EXAMPLES = import.meta.glob<string>('../../examples/*/protocol.yaml', { query: '?raw', import: 'default', eager: true });

const estimate = (more: Partial<Estimate>): Estimate => ({
  id: 'a', module: 'clinical', dimension: 'effectiveness', outcome: 'os', analysis: 'main', preSpecified: true, method: '', estimand: 'ATE', measure: 'hazard-ratio', population: 'all',
  value: 0.7, lower: 0.5, upper: 0.9, level: 0.95, p: 0.01, n: 100, unit: 'ratio', ...more,
});

describe('numbers', () => {
  it.each([
    [0.7134, 'zh', '0.713'], [1234.56, 'zh', '1,235'], [123.46, 'en', '123.5'], [0.000012345, 'en', '0.0000123'], [0, 'zh', '0'], [null, 'zh', '—'], [Number.NaN, 'en', '—'], [-0.5, 'en', '-0.50'],
  ] as const)('%s in %s is written %s', (value, lang, text) => expect(figure(value, lang)).toBe(text));
  it('groups whole numbers and never shows a missing one as nought', () => {
    expect(count(2069625, 'zh')).toBe('2,069,625');
    expect(count(null, 'zh')).toBe('—');
  });
  it('writes money with its currency', () => {
    expect(money(68_900_000, 'zh')).toBe('68,900,000 元');
    expect(money(68_900_000, 'en')).toBe('CNY 68,900,000');
    expect(shortMoney(68_900_000, 'zh')).toBe('6,890 万');
    expect(shortMoney(-250_000_000, 'zh')).toBe('-2.5 亿');
    expect(shortMoney(68_900_000, 'en')).toBe('68.9 m');
  });
  it('writes an interval with both ends, and says when there is none', () => {
    expect(interval(0.58, 0.87, 'zh')).toBe('0.58 至 0.87');
    expect(interval(null, null, 'en')).toBe('—');
  });
  it('writes shares as percentages', () => expect(percent(0.4506, 'en')).toBe('45.1%'));
});

describe('days', () => {
  it('are the same day in every time zone', () => {
    expect(day('2026-12-23', 'zh')).toBe('2026年12月23日');
    expect(day('2026-12-23', 'en')).toBe('23 Dec 2026');
    expect(day(null, 'zh')).toBe('—');
  });
  it('of a month fill whole weeks from Monday', () => {
    const february = monthGrid('2026-02');
    expect(february[0]).toBe('2026-01-26');
    expect(february.at(-1)).toBe('2026-03-01');
    expect(monthGrid('2024-02')).toContain('2024-02-29');
    for (const month of ['2025-12', '2026-03', '2026-06', '2026-11']) {
      expect(monthGrid(month).length % 7).toBe(0);
    }
    expect(monthName('2026-11', 'zh')).toBe('2026年11月');
  });
});

describe('comparing two versions', () => {
  it('marks what went and what came, and leaves the rest', () => {
    expect(pieces('风险比小于 1', '风险比小于 0.8')).toEqual([{ kind: 'same', text: '风险比小于 ' }, { kind: 'gone', text: '1' }, { kind: 'new', text: '0.8' }]);
    expect(pieces('', 'new')).toEqual([{ kind: 'new', text: 'new' }]);
  });
  it('gives both texts back from its pieces, whatever they are', () => {
    const seed = 20261122;
    let state = seed;
    const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
    const word = () => ['甲', '乙', 'alpha ', '0.5', '，', ' '][Math.floor(next() * 6)]!;
    for (let i = 0; i < 200; i++) {
      const [a, b] = [0, 1].map(() => Array.from({ length: Math.floor(next() * 12) }, word).join(''));
      const all = pieces(a!, b!);
      expect(all.filter((p) => p.kind !== 'new').map((p) => p.text).join(''), `seed ${seed}, round ${i}`).toBe(a);
      expect(all.filter((p) => p.kind !== 'gone').map((p) => p.text).join(''), `seed ${seed}, round ${i}`).toBe(b);
    }
  });
  it('takes very long texts as replaced', () => {
    const long = '字'.repeat(4000);
    expect(pieces(long, `${long}末`)).toHaveLength(2);
  });
  it('groups changes by section in the order of the plan', () => {
    const change = (path: string) => ({ path, before: '', after: '' });
    const groups = bySection([change('analysis.analyses[0].outcome'), change('title.zh'), change('analysis.software')], ['title', 'analysis']);
    expect(groups.map(([name, all]) => [name, all.length])).toEqual([['title', 1], ['analysis', 2]]);
  });
  it('reads values as they stand in the answer', () => {
    expect(plain('"甲"')).toBe('甲');
    expect(plain('["a","b"]')).toBe('a、b');
    expect(plain('')).toBe('');
  });
});

describe('editing the text of a plan', () => {
  const text = '# a plan\ntitle: {zh: 甲, en: A}  # why\nlist:\n  - {id: one}\n  - id: two\n';
  it('leaves comments and everything else as they are', () => {
    const next = put(text, ['title', 'zh'], '乙');
    expect(next).toContain('# a plan');
    expect(next).toContain('# why');
    expect(parse(next)).toEqual({ title: { zh: '乙', en: 'A' }, list: [{ id: 'one' }, { id: 'two' }] });
  });
  it('makes places that are not there yet', () => expect(parse(put('a: 1\n', ['b', 'c'], { d: [] }))).toEqual({ a: 1, b: { c: { d: [] } } }));
  it('adds, moves and takes away entries', () => {
    expect(parse(append(text, ['list'], { id: 'three' })).list.map((e: { id: string }) => e.id)).toEqual(['one', 'two', 'three']);
    expect(parse(append(text, ['other'], 'x')).other).toEqual(['x']);
    expect(parse(moveUp(text, ['list'], 1)).list.map((e: { id: string }) => e.id)).toEqual(['two', 'one']);
    expect(parse(takeAway(text, ['list', 0])).list).toEqual([{ id: 'two' }]);
  });
  it('does not fold long lines', () => {
    const long = '很长的一句话'.repeat(60);
    expect(put(`a: ${long}\nb: 1\n`, ['b'], 2)).toContain(`a: ${long}\n`);
  });
  it('knows a text that is no YAML', () => {
    expect(read('a: [').broken).toBe(true);
    expect(read('just words').broken).toBe(true);
    expect(read('a: 1').broken).toBe(false);
  });
});

describe('the schema of a plan', () => {
  it('gives every field a control', () => {
    const seen = new Set<unknown>();
    const walk = (schema: Parameters<typeof resolve>[0], depth: number) => {
      const own = resolve(schema);
      if (seen.has(own) || depth > 12) {
        return;
      }
      seen.add(own);
      const kind = kindOf(own);
      expect(kind === 'part' ? Object.keys(own.properties ?? {}).length : 1).toBeGreaterThan(0);
      Object.values(own.properties ?? {}).forEach((p) => walk(p, depth + 1));
      if (own.items) {
        walk(own.items, depth + 1);
      }
    };
    walk(plan, 0);
    expect(seen.size).toBeGreaterThan(100);
  });
  it('begins a new entry with what is needed', () => {
    const entry = blank(plan.properties!['indicators']!.items!) as Record<string, unknown>;
    expect(Object.keys(entry)).toEqual(expect.arrayContaining(['id', 'dimension', 'name', 'acceptance', 'rationale']));
    expect(entry['name']).toEqual({ zh: '', en: '' });
  });
  it('takes the branch of a model by its kind', () => {
    const model = resolve(plan.properties!['economics']!).properties!['model'] ?? {};
    expect(Object.keys(resolve(model, { kind: 'partitioned-survival' }).properties ?? {}).length).toBeGreaterThan(Object.keys(resolve(model).properties ?? {}).length);
  });
  it('names a place in the words of the plan', () => {
    expect(placeName('title.zh', 'zh')).toMatch(/中文$/);
    expect(placeName('indicators[0].name.en', 'en')).toMatch(/1 · Name · English$/);
    expect(placeName('no.such', 'zh')).toBe('no · such');
  });
  it('names choices that the title lists', () => {
    expect(choiceLabels({ title: '角色：标识、暴露', enum: ['identifier', 'exposure'] }, 'zh')).toEqual(['标识', '暴露']);
    expect(choiceLabels({ title: '角色', enum: ['no-such-choice'] }, 'zh')).toEqual(['no-such-choice']);
    expect(choiceLabels({ enum: ['retrospective', 'prospective', 'mixed'] }, 'zh')).toEqual(['回顾性', '前瞻性', '回顾性与前瞻性混合']);
    expect(choiceLabels({ enum: ['hazard-ratio'] }, 'en')).toEqual(['Hazard ratio']);
  });
  it('knows the choices that the program names, each by the same words', () => {
    const entries = [...ENUMS.matchAll(/Map\.entry\(\s*"([A-Za-z]+)\.([A-Z0-9_]+)",\s*"([^"]*)"\)/g)];
    expect(entries.length).toBeGreaterThan(200);
    entries.forEach(([, group, key, label]) => expect(LABELS[group!]?.[key!.toLowerCase().replaceAll('_', '-')], `${group}.${key}`).toBe(label));
  });
  it('leaves hardly a choice without a Chinese name', () => {
    const seen = new Set<string>();
    const walk = (schema: unknown): void => {
      if (Array.isArray(schema)) { schema.forEach(walk); } else if (typeof schema === 'object' && schema !== null) {
        const keys = (schema as { enum?: string[] }).enum;
        keys?.forEach((k, i) => { if (!isChinese(choiceLabels(schema as never, 'zh')[i]!)) { seen.add(k); } });
        Object.values(schema).forEach(walk);
      }
    };
    walk(SCHEMA);
    expect([...seen].filter((k) => !/^([A-Z]|hc\d|\d)/.test(k) && !PROPER.has(k))).toEqual([]);
  });
});

describe('results', () => {
  it('are grouped by measure, with effects that have an interval', () => {
    const groups = forest([
      estimate({}), estimate({ population: 'age=65+' }), estimate({ preSpecified: false }), estimate({ measure: 'rmst-difference', unit: 'days' }),
      estimate({ lower: null }), estimate({ measure: 'mean-cost/treated', unit: 'CNY 2024' }), estimate({ lower: 0 }),
    ]);
    expect(groups.map((g) => [g.measure, g.rows.length])).toEqual([['hazard-ratio', 3], ['rmst-difference', 1]]);
    expect(groups[0]!.rows.map((r) => [r.preSpecified, r.population])).toEqual([[true, 'all'], [false, 'all'], [true, 'age=65+']]);
  });
  it('know a ratio from a difference', () => {
    expect(isRatio({ measure: 'risk-difference', unit: 'proportion' })).toBe(false);
    expect(isRatio({ measure: 'odds-ratio', unit: '' })).toBe(true);
  });
  it('have an axis of multiples that is even about one', () => {
    const [low, high] = ratioRange(forest([estimate({ lower: 0.4, upper: 0.9 })])[0]!);
    expect(low * high).toBeCloseTo(1, 12);
    expect(low).toBeLessThan(0.4);
  });
  it('have names in both languages', () => {
    const [zh, en] = [planNames({}, 'zh'), planNames({}, 'en')];
    expect(zh.measure('net-benefit@95749')).toBe('净货币效益（95,749）');
    expect(en.measure('mean-cost/treated')).toBe('Mean cost (Treated)');
    expect(unitName('CNY 2024', 'zh')).toBe('元（2024 年价格）');
    expect(en.measure('some-new-measure')).toBe('some-new-measure');
    expect(conventionName('price-year', 'zh')).toBe('价格年份');
    expect(['I', 'II', 'III', 'IV', 'V', 'N'].map(gradeName).join('')).toBe('ⅠⅡⅢⅣⅤN');
  });
  it('find the margins of a row, not those of a part of the population', () => {
    const margin = { analysis: 'main', outcome: 'os', measure: 'hazard-ratio', question: 'equivalence', lowerMargin: 0.8, upperMargin: 1.25 } as Margin;
    expect(marginOf(estimate({}), [margin])).toBe(margin);
    expect(marginOf(estimate({ population: 'age=65+' }), [margin])).toBeUndefined();
    expect(marginOf(estimate({ outcome: 'rfs' }), [margin])).toBeUndefined();
  });
  it('tell the worst difference between the arms', () => {
    expect(worstBalance([{ variable: 'a', level: '', unadjusted: -0.6, adjusted: { m: 0.01 } }, { variable: 'b', level: '', unadjusted: 0.1, adjusted: { m: -0.2 } }])).toEqual({ unadjusted: 0.6, adjusted: { m: 0.2 } });
  });
});

describe('names of a plan', () => {
  const plan = {
    outcomes: [{ id: 'os', name: { zh: '总生存', en: 'Overall survival' } }],
    variables: [{ name: 'grade', label: { zh: '分化程度', en: 'Grade' }, levels: [{ value: '3', label: { zh: '3 级', en: 'grade 3' } }] }, { name: 'age', label: '年龄' }],
    exposure: { treated: { zh: '用药', en: 'Drug' }, control: '不用药' },
    analysis: { analyses: [{ id: 'main', outcome: 'os', adjustment: 'weighting', target: 'ato' }, { id: 'twin', outcome: 'os', adjustment: 'weighting', target: 'ato' }, { id: 'raw', outcome: 'os', adjustment: 'none' }], designs: [{ id: 'its', method: 'interrupted-time-series' }] },
    economics: { model: { costs: [{ id: 'drug', label: { zh: '药费', en: 'Drugs' } }] } },
  };
  it('stand for ids in the reader\'s language', () => {
    const zh = planNames(plan, 'zh');
    expect([zh.outcome('os'), zh.analysis('raw'), zh.analysis('its'), zh.term('grade', '3'), zh.term('age', ''), zh.population('grade=3'), zh.costLine('drug'), zh.arm('treated'), zh.measure('hazard-ratio/grade=3')])
      .toEqual(['总生存', '未调整', '中断时间序列', '分化程度：3 级', '年龄', '分化程度：3 级', '药费', '用药', '风险比（HR）（分化程度：3 级）']);
    expect(planNames(plan, 'en').population('overlap')).toBe('Overlap population');
  });
  it('keep the id where two analyses would read the same', () => expect(planNames(plan, 'zh').analysis('main')).toBe('倾向性评分加权 ATO（main）'));
  it('leave what nobody named', () => {
    const names = planNames('no plan', 'zh');
    expect([names.outcome('x'), names.analysis('x'), names.population('x=1'), names.costLine('x')]).toEqual(['x', 'x', 'x：1', 'x']);
  });
  it('say first whom a part of the population is, since a long name is cut at its end', () => {
    const names = planNames(plan, 'zh');
    expect([rowName(estimate({ outcome: 'os', analysis: 'raw' }), names), rowName(estimate({ outcome: 'os', analysis: 'raw', population: 'grade=3' }), names)]).toEqual(['总生存 · 未调整', '分化程度：3 级 · 总生存 · 未调整']);
  });
  it('mend messages that name values of variables', () => expect(planNames(plan, 'zh').said('亚组 grade=3 内 1 项')).toBe('亚组 分化程度：3 级 内 1 项'));
});

describe('steps of a run', () => {
  const lines = ['Steelyard 0.1', '  ✓ 读取数据、核对质量、形成分析表  1.2 s', '  … 临床价值：效应估计与诊断', '  = 读取对标试验  未变，沿用上次结果', '  … 标准化来源 claims fee：1,000 行，每秒 500 行'];
  it('are done, kept or in work, one at a time', () => {
    expect(stepsOf(lines)).toEqual([
      { name: '读取数据、核对质量、形成分析表', state: 'done', took: 1.2 }, { name: '读取对标试验', state: 'kept' }, { name: '标准化来源 claims', state: 'going', detail: 'fee：1,000 行，每秒 500 行' },
    ]);
    expect(stepsOf([])).toEqual([]);
    expect(stepsOf(['[DATA-001] 出错', '= '])).toEqual([]);
  });
  it('have English names', () => {
    expect(stepName('标准化来源 claims', 'en')).toBe('Standardise the source claims');
    expect(stepName('证据等级', 'zh')).toBe('证据等级');
  });
  it('and times that people read', () => {
    expect([0, 9.6, 75, 3600, 7384].map((s) => duration(s, 'zh'))).toEqual(['0 秒', '10 秒', '1 分 15 秒', '1 小时', '2 小时 3 分 4 秒']);
    expect(duration(75, 'en')).toBe('1 min 15 s');
  });
});

describe('a plan made in forms', () => {
  const make = (section: string, content: unknown) => {
    let text = 'schema: steelyard-protocol/1\n';
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (Array.isArray(value)) {
        value.forEach((item, i) => { text = append(text, path, typeof item === 'object' && item !== null ? (Array.isArray(item) ? [] : {}) : item); if (typeof item === 'object' && item !== null) { walk(item, [...path, i]); } });
        if (value.length === 0) { text = put(text, path, []); }
      } else if (typeof value === 'object' && value !== null) {
        if (path.length > 0 && Object.keys(value).length === 0) { text = put(text, path, {}); }
        Object.entries(value).forEach(([k, v]) => walk(v, [...path, k]));
      } else {
        text = put(text, path, value);
      }
    };
    walk(content, [section]);
    return text;
  };
  it.each(['rotterdam/protocol.yaml', 'omop/protocol.yaml'])('field by field is the plan of examples/%s', (name) => {
    const yaml = EXAMPLES[`../../examples/${name}`]!;
    const plan = parse(yaml) as Record<string, unknown>;
    Object.entries(plan).forEach(([section, content]) => expect((parse(make(section, content)) as Record<string, unknown>)[section]).toEqual(content));
  }, 120_000);
  it.each(['yes', 'No', 'on', '007', '1_000', '12:30', '0x1F', '2026-11-22', '~', 'null', 'a: b', '# no comment', '- x', '"quoted"', "it's", '两行\n文字', ' 前后空格 ', '{a}', '[1', '@x', '%y', '!z', '&a', '*b', '', '。', '😀'])('keeps the text %j', (odd) => {
    const text = put('a: 1\nb: {zh: 甲}\n', ['b', 'zh'], odd);
    expect(parse(text)).toEqual({ a: 1, b: { zh: odd } });
    expect(parse(text, { version: '1.1' })).toEqual({ a: 1, b: { zh: odd } });
  });
  it('reads numbers as they are typed, wide digits too, and leaves other text to the check', () => {
    expect([' 12 ', '-0.5', '１２．５', '1e-3', '.5', '1,000', '12人', '0x1F', 'NaN', '']. map(numberOf)).toEqual([12, -0.5, 12.5, 0.001, 0.5, '1,000', '12人', '0x1F', 'NaN', '']);
  });
  it('reads pairs, keeps what nobody changed, and says which line is none', () => {
    expect(pairsOf('a: 1\nb： x:y', {}, { a: 1 })).toEqual({ pairs: { a: 1, b: 'x:y' } });
    expect(pairsOf('a: 2', { additionalProperties: { type: 'number' } }, { a: 1 })).toEqual({ pairs: { a: 2 } });
    expect(pairsOf('a: 1\nno pair', {}, {}).unread).toBe('no pair');
    expect(pairsOf('a: 1\na: 2', {}, {}).unread).toBe('a: 2');
    expect(pairsOf('a: {"b":[1]}', {}, { a: { b: [1] } })).toEqual({ pairs: { a: { b: [1] } } });
  });
});

describe('forms', () => {
  it('send what the interface expects', () => {
    expect(shape(FORMS['grade']!, { strength: 'A1', fit: [{ scenario: 'pricing', level: 'B2' }], grade: 'Ⅱ', reasons: '' }, 'grade')).toEqual({ strength: 'A1', fit: { pricing: 'B2' }, grade: 'Ⅱ', reasons: '' });
    expect(shape(FORMS['start-monitoring']!, {}, 'start-monitoring')).toEqual({ indicators: [] });
    const price = { evidence: 'x', similar: 'A', asked: 45, gap: 0.5, large: true };
    expect((shape(FORMS['create']!, { topics: [{ principle: 1, ...price }] }, 'create')['topics'] as unknown[])[0]).toEqual({ principle: 1, evidence: 'x', similar: 'A', asked: 45 });
    expect((shape(FORMS['create']!, { topics: [{ principle: 3, ...price }] }, 'create')['topics'] as unknown[])[0], 'what is hidden is not sent').toEqual({ principle: 3, evidence: 'x' });
  });
  it('come back as they were filed', () => {
    const fields = FORMS['record-minutes']!;
    const filed = { heldOn: '2026-02-10', attendees: [{ role: 'a', organisation: 'b', name: 'c' }], points: [1, 2, 3, 4, 5, 6, 7].map((focus) => ({ focus, comment: 'x', change: false })), necessity: 'n', feasibility: 'f', conformity: 'c' };
    expect(shape(fields, unshape(fields, filed), 'record-minutes')).toEqual(filed);
    expect(unshape(FORMS['grade']!, { fit: { pricing: 'B2' } })['fit']).toEqual([{ scenario: 'pricing', level: 'B2' }]);
  });
  it('begin with the rows that are fixed', () => {
    expect(defaults(FORMS['submit-review']!, { items: ['ethics', 'data'] })['items']).toEqual([{ item: 'ethics' }, { item: 'data' }]);
    expect(defaults(FORMS['record-minutes']!, {})['points']).toHaveLength(7);
  });
  it('find the field of a problem', () => expect(pathOf('topics[0].evidence')).toEqual(['topics', 0, 'evidence']));
  it('have a name for every choice in both languages', () => {
    const walk = (fields: (typeof FORMS)[string]): void => fields.forEach((f) => {
      if (f.kind === 'rows') {
        walk(f.fields);
      } else if (f.kind === 'select' || f.kind === 'many') {
        f.choices.filter((c) => !/^([AB]\d|[ⅠⅡⅢⅣⅤ])$/.test(c)).forEach((c) => {
          expect(isChinese(choice(c, 'zh', f.group)), c).toBe(true);
          expect(choice(c, 'en', f.group), c).not.toBe(c);
        });
      }
      expect(isChinese(f.label.zh), f.name).toBe(true);
      expect(isChinese(f.label.en), f.name).toBe(false);
    });
    Object.values(FORMS).forEach(walk);
  });
});

describe('figures of a run', () => {
  it('shows what the page does not draw itself, of that run alone, survival first', () => {
    const names = ['run-3-f-overlap-1.png', 'run-3-f-survival-10.png', 'run-3-f-survival-2.png', 'run-3-f-forest-1.png', 'run-30-f-survival-1.png', 'run-3-report.pdf', 'f-survival-1.png'];
    expect(figuresOf(names.map((name) => ({ name })), 3).map((d) => d.name)).toEqual(['run-3-f-survival-2.png', 'run-3-f-survival-10.png', 'run-3-f-overlap-1.png']);
    expect(figureName('run-3-f-survival-2.png', 'zh')).toBe('生存曲线 2');
    expect(figureName('run-3-f-survival-2 总生存.png', 'zh')).toBe('生存曲线：总生存');
    expect(figureName('run-3-f-tornado 龙卷风图.png', 'zh')).toBe('单因素敏感性分析：龙卷风图');
    expect(figureName('run-3-f-specifications 规格曲线：血压达标率.png', 'zh')).not.toMatch(/规格曲线.*规格曲线/);
    expect(figureName('run-3-f-tornado.png', 'en')).toBe('One-way sensitivity analysis');
  });
});

describe('survival curves', () => {
  const arm = (name: string, atRisk: (number | null)[]) => ({ arm: name, time: [0, 200, 900], survival: [1, 0.9, 0.7], lower: [1, 0.85, 0.6], upper: [1, 0.95, 0.8], events: [0, 20, 60], atRisk });
  const curves: SurvivalCurves = { analysis: 'a', outcome: 'os', unit: 'day', riskTimes: [0, 365.25, 730.5, 1095.75], arms: [arm('treated', [200, 150, 90, 30]), arm('control', [200, 120, 40, null])] };
  it('of long follow-up in days are read in years', () => {
    expect(clockOf(curves)).toEqual({ perUnit: 365.25, unit: 'year' });
    expect(clockOf({ ...curves, riskTimes: [0, 15, 30] })).toEqual({ perUnit: 1, unit: 'day' });
  });
  it('have times as people write them', () => expect([365.25, 547.875, 730.5].map((t) => timeName(t, clockOf(curves)))).toEqual(['1', '1.5', '2']));
  it('hold their value until the next step', () => {
    expect(standing(curves.arms[0]!, curves.riskTimes, 1)).toEqual({ survival: 0.9, lower: 0.85, upper: 0.95, atRisk: 150 });
    expect(standing(curves.arms[0]!, curves.riskTimes, 3).survival).toBe(0.7);
  });
  it('tell nothing of a time with few people, and the words speak of the last that both arms have', () => {
    expect(standing(curves.arms[1]!, curves.riskTimes, 3)).toEqual({ survival: null, lower: null, upper: null, atRisk: null });
    expect(lastCommon(curves)).toBe(2);
  });
  it('without a step in an arm are not drawn', () => expect(drawable([curves, { ...curves, arms: [arm('treated', []), { ...arm('control', []), time: [0], survival: [1] }] }])).toEqual([curves]));
  it('take the place of their pictures', () => {
    const filed = [{ name: 'run-3-f-survival-1.png' }, { name: 'run-3-f-overlap-1.png' }];
    expect(figuresOf(filed, 3)).toHaveLength(2);
    expect(figuresOf(filed, 3, true)).toEqual([filed[1]]);
  });
});

describe('questions of a family', () => {
  const estimate = (outcome: string) => ({ outcome, analysis: 'main', measure: 'difference' }) as Estimate;
  it('take their outcome from the only estimate that can be meant', () => {
    expect(outcomeOfQuestion([estimate('pain'), estimate('pain')], 'main', 'difference')).toBe('pain');
    expect(outcomeOfQuestion([estimate('pain'), estimate('sleep')], 'main', 'difference')).toBe('');
    expect(outcomeOfQuestion([], 'main', 'difference')).toBe('');
  });
});

describe('drafts', () => {
  it('are each person’s own, for one act of one evaluation', () => {
    expect(keptAs('a', 'e', 'grade')).not.toBe(keptAs('b', 'e', 'grade'));
    expect(keptAs('a', 'e', 'grade')).not.toBe(keptAs('a', 'f', 'grade'));
  });
  it('remember what they were written for; what is none, or an older kind, is none', () => {
    expect(draftOf(JSON.stringify({ etag: '"3"', filings: 3, values: { text: 'x' } }))).toEqual({ etag: '"3"', filings: 3, values: { text: 'x' } });
    expect([null, '', '{', '{"text":"x"}', 'null', '7'].map(draftOf)).toEqual([null, null, null, null, null, null]);
  });
});

describe('acts on something that was asked', () => {
  const filing = (number: number, act: string, body: Record<string, unknown> = {}) => ({ number, act, body }) as Entry;
  const offer = (act: string) => ({ act }) as Offer;
  const whole = (filings: Entry[], findings: Finding[] = []) => ({ filings, findings }) as unknown as Whole;
  it('are offered while it waits, and no longer', () => {
    const asked = [filing(1, 'propose-amendment'), filing(2, 'propose-amendment'), filing(3, 'decide-amendment', { amendment: 1 })];
    expect(undecided('amendment', whole(asked)).map((f) => f.number)).toEqual([2]);
    expect(hasSubject(offer('decide-amendment'), whole(asked))).toBe(true);
    expect(hasSubject(offer('decide-amendment'), whole([...asked, filing(4, 'decide-amendment', { amendment: 2 })]))).toBe(false);
    expect(hasSubject(offer('decide-support'), whole([filing(1, 'ask-support'), filing(2, 'decide-support', { request: 1 })]))).toBe(false);
    expect(hasSubject(offer('close-finding'), whole([], [{ number: 1, text: '', answer: null, verdict: 'x' }]))).toBe(false);
    expect(hasSubject(offer('answer-finding'), whole([], [{ number: 1, text: '', answer: null, verdict: null }]))).toBe(true);
  });
  it('others need none', () => expect(hasSubject(offer('grade'), whole([]))).toBe(true));
});

describe('what somebody read', () => {
  it.each([
    ['/evaluations/…', '评价全部内容'], ['/evaluations/…/protocol/diff', '方案版本比较'], ['/evaluations/…/documents/0123456789ab', '文件 01234567'], ['/public/evaluations/…', '公开页'], ['/evaluations/…/elsewhere', '/evaluations/…/elsewhere'],
  ])('%s is named %s', (route, name) => expect(readingName(route, 'zh')).toBe(name));
});

describe('conventions of an economic result', () => {
  it('have a name wherever the report has one', () => {
    const keys = [...CONVENTION_NAMES.slice(0, CONVENTION_NAMES.indexOf('public static Text rule')).matchAll(/case ("[a-z-]+"(?:, "[a-z-]+")*) ->/g)].flatMap((m) => [...m[1]!.matchAll(/"([a-z-]+)"/g)].map((k) => k[1]!));
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter((k) => conventionName(k, 'zh') === k)).toEqual([]);
  });
});

describe('deadlines', () => {
  it.each([
    ['2026-11-22', 'overdue'], ['2026-11-23', 'today'], ['2026-11-24', 'tomorrow'], ['2026-11-25', null],
  ])('%s is, on 23 November, %s', (due, near) => expect(nearness(due, '2026-11-23')).toBe(near));
  it('know the leap day, and the turn of the year', () => {
    expect(nearness('2028-02-29', '2028-02-28')).toBe('tomorrow');
    expect(nearness('2028-03-01', '2028-02-28')).toBeNull();
    expect(nearness('2027-03-01', '2027-02-28')).toBe('tomorrow');
    expect(nearness('2027-01-01', '2026-12-31')).toBe('tomorrow');
    expect(monthGrid('2028-02')).toContain('2028-02-29');
    expect(day('2028-02-29', 'zh')).toBe('2028年2月29日');
  });
  it('end at midnight in China', () => {
    expect(todayInChina(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
    expect(todayInChina(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
  });
});
