import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { get, type Entry, type Me, type ProtocolVersion, type Whole } from '../../api';
import { Chart } from '../../charts/Chart';
import { acceptabilityOption, balanceOption, costOption, forestHeight, forestOption, planeOption } from '../../charts/options';
import { count, figure, interval, money, percent, shortMoney } from '../../format';
import { Sheet } from '../../parts/Sheet';
import { Fact, Facts, Mark } from '../../parts/Small';
import { isObject } from '../../protocol/schema';
import { read } from '../../protocol/edit';
import { draws, isRatio, mainForest, measureName, rowName, unitName, verdictName, worstBalance, type Balance, type Bilingual, type Economics, type Estimate, type ForestGroup, type Results } from '../../results';
import { choice, useWords } from '../../words';
import { Figures } from './Figures';
import { Runs } from './Runs';

/** What a run found: effects, costs, balance, the people in it, and what did not pass its check. */
export default function ResultsPanel({ whole, me }: { whole: Whole; me: Me }) {
  const { t, time } = useWords();
  const runs = useMemo(() => whole.filings.filter((f) => f.act === 'record-run'), [whole.filings]);
  const [shown, setShown] = useState<number | null>(null);
  const outcomes = useOutcomes(whole.evaluation.id);
  const run: Entry | undefined = runs.find((r) => r.number === shown) ?? runs.at(-1);
  if (!run) {
    return <><p className="empty">{t('noRuns')}</p><Runs whole={whole} me={me} /></>;
  }
  const results = (run.body['results'] ?? {}) as Results;
  return (
    <>
      {runs.length > 1 && (
        <div className="search no-print"><label>{t('run')}
          <select className="in" value={run.number} onChange={(e) => setShown(Number(e.target.value))}>{runs.map((r) => <option key={r.number} value={r.number}>#{r.number} · {time(r.at)}</option>)}</select>
        </label></div>
      )}
      <Found results={results} outcomes={outcomes} />
      <Figures whole={whole} run={run.number} />
      <Runs whole={whole} me={me} />
    </>
  );
}

/** Names of outcomes, from the plan that they belong to. */
function useOutcomes(id: string): Record<string, Bilingual> {
  const { lang } = useWords();
  const versions = useQuery({ queryKey: ['protocol', id, lang], queryFn: () => get<ProtocolVersion[]>(`/evaluations/${id}/protocol`), retry: false }).data;
  return useMemo(() => {
    const { document, broken } = read(versions?.at(-1)?.yaml ?? '');
    const plan: unknown = broken ? {} : document.toJS();
    const outcomes = isObject(plan) && Array.isArray(plan['outcomes']) ? plan['outcomes'].filter(isObject) : [];
    return Object.fromEntries(outcomes.map((o) => {
      const name = o['name'];
      return [String(o['id']), isObject(name) ? { zh: String(name['zh'] ?? ''), en: String(name['en'] ?? '') } : { zh: String(name ?? ''), en: String(name ?? '') }];
    }));
  }, [versions]);
}

export function Found({ results, outcomes }: { results: Results; outcomes: Record<string, Bilingual> }) {
  const { t, lang, text } = useWords();
  const estimates = results.estimates ?? [];
  const groups = useMemo(() => mainForest(results.estimates ?? []), [results]);
  const failed = (results.diagnostics ?? []).filter((d) => !d.passed);
  const passed = (results.diagnostics ?? []).length - failed.length;
  const economics = results.economics && results.economics.strategies?.length > 0 ? results.economics : null;
  return (
    <>
      <Key results={results} outcomes={outcomes} />
      {groups.length > 0 && <h2>{lang === 'zh' ? '临床与社会价值' : 'Clinical and social value'}</h2>}
      {groups.map((g) => <Forest key={g.key} group={g} outcomes={outcomes} />)}
      {economics && <Money economics={economics} />}
      {(results.balance ?? []).length > 0 && <Alike rows={results.balance!} />}
      {(results.attrition ?? []).length > 0 && (
        <>
          <h2>{lang === 'zh' ? '研究人群如何形成' : 'How the study population came about'}</h2>
          <Sheet
            caption={t('population')} rows={results.attrition!} rowKey={(_, i) => i}
            columns={[
              { title: lang === 'zh' ? '条件' : 'Criterion', cell: (a) => text(a.label) || (a.criterion === 'start' ? (lang === 'zh' ? '数据中的全部人员' : 'Everybody in the data') : a.criterion) },
              { title: lang === 'zh' ? '移除' : 'Removed', cell: (a) => (a.removed === undefined ? '—' : count(a.removed, lang)), right: true },
              { title: lang === 'zh' ? '剩余' : 'Remaining', cell: (a) => count(a.remaining, lang), right: true },
            ]}
          />
        </>
      )}
      <h2>{lang === 'zh' ? '诊断检查' : 'Diagnostics'}</h2>
      <p>{lang === 'zh' ? `${passed} 项通过，${failed.length} 项未通过。` : `${passed} passed, ${failed.length} did not.`}</p>
      {failed.length > 0 && <ul>{failed.map((d) => <li key={d.id}><Mark tone="bad">{choice('fail', lang)}</Mark> <code>{d.about}</code> {text(d.message)}</li>)}</ul>}
      {(results.notEstimated ?? []).length > 0 && (
        <>
          <h3>{lang === 'zh' ? '方案中有而未能估计的' : 'Planned, but not estimated'}</h3>
          <ul>{results.notEstimated!.map((n, i) => <li key={i}><code>{n.analysis}</code> {measureName(n.measure, lang)}{lang === 'zh' ? '：' : ': '}{text(n.reason)}</li>)}</ul>
        </>
      )}
      {results.evidence?.scores && (
        <>
          <h2>{lang === 'zh' ? '程序对证据的评分' : 'How the program scores the evidence'}</h2>
          <Sheet
            caption={t('grading')} rows={results.evidence.scores} rowKey={(s) => s.axis + s.id}
            columns={[
              { title: t('grading'), cell: (s) => t(s.axis), width: '22%' }, { title: t('measure'), cell: (s) => choice(s.id, lang), width: '20%' },
              { title: lang === 'zh' ? '得分' : 'Score', cell: (s) => `${s.score} / 4`, width: '10%' }, { title: t('reason'), cell: (s) => text(s.why) },
            ]}
          />
        </>
      )}
      <h2>{lang === 'zh' ? '全部估计' : 'All estimates'}</h2>
      <details><summary>{t('numbers')}{lang === 'zh' ? `（${estimates.length}）` : ` (${estimates.length})`}</summary><Estimates rows={estimates} outcomes={outcomes} /></details>
      {results.run && (
        <>
          <h2>{lang === 'zh' ? '出处' : 'Provenance'}</h2>
          <Facts>
            <Fact name={t('protocol')}><code>{results.protocol?.digest.slice(0, 16)}</code></Fact>
            <Fact name={lang === 'zh' ? '程序版本' : 'Program'}>{results.run.codeVersion}</Fact>
            <Fact name={lang === 'zh' ? '随机种子' : 'Seed'}>{String(results.run.seed)}</Fact>
            <Fact name={t('when')}>{results.run.startedAt}</Fact>
            {(results.run.inputs ?? []).map((i) => <Fact key={i.sha256 + i.name} name={i.name}>{count(i.rows, lang)} {lang === 'zh' ? '行' : 'rows'} · <code>{i.sha256.slice(0, 12)}</code></Fact>)}
          </Facts>
        </>
      )}
    </>
  );
}

/** The three or four numbers that somebody asks for first. */
function Key({ results, outcomes }: { results: Results; outcomes: Record<string, Bilingual> }) {
  const { lang, t } = useWords();
  const main = (results.estimates ?? []).find((e) => e.preSpecified && e.module === 'clinical' && e.value !== null && !e.population.includes('=')) ?? (results.estimates ?? []).find((e) => e.value !== null);
  const economic = results.economics?.incremental?.[0];
  return (
    <div className="big">
      {main && <div><strong>{figure(main.value, lang)} <small>{unitName(main.unit, lang)}</small></strong><span>{measureName(main.measure, lang)} · {outcomes[main.outcome]?.[lang] ?? main.outcome}<br />{t('interval')} {interval(main.lower, main.upper, lang)}</span></div>}
      {economic && <div><strong>{economic.icer === null ? verdictName(economic.verdict, lang) : money(economic.icer, lang)}</strong><span>{economic.icer === null ? (lang === 'zh' ? '增量分析' : 'Incremental analysis') : lang === 'zh' ? '每增加一个 QALY' : 'per QALY gained'}<br />{verdictName(economic.verdict, lang)}</span></div>}
      {economic?.netBenefit?.[0]?.probability !== undefined && economic.netBenefit[0].probability !== null && <Probable economic={economic.netBenefit} />}
      {results.evidence && <div><strong>{results.evidence.grade}</strong><span>{lang === 'zh' ? '程序给出的证据等级' : 'Grade by the program'} · {results.evidence.strength} / {results.evidence.fit}</span></div>}
    </div>
  );
}

function Probable({ economic }: { economic: { threshold: number | null; probability: number | null }[] }) {
  const { lang } = useWords();
  const one = economic.length > 1 ? economic[1]! : economic[0]!;
  return <div><strong>{percent(one.probability, lang)}</strong><span>{lang === 'zh' ? '具有经济性的概率' : 'Probability of being worth it'}<br />{money(one.threshold, lang)} / QALY</span></div>;
}

function Forest({ group, outcomes }: { group: ForestGroup; outcomes: Record<string, Bilingual> }) {
  const { lang } = useWords();
  const option = useMemo(() => (width: number) => forestOption(group, outcomes, lang, width < 620), [group, outcomes, lang]);
  const unit = unitName(group.unit, lang);
  const clear = group.rows.filter((r) => (group.ratio ? r.lower! > 1 || r.upper! < 1 : r.lower! > 0 || r.upper! < 0)).length;
  const neutral = group.ratio ? '1' : '0';
  const said = lang === 'zh'
    ? `${group.rows.length} 项分析，${clear} 项的区间不含 ${neutral}。实心方块为预先指定，空心为探索性；虚线表示无差异。`
    : `${group.rows.length} analyses, ${clear} with an interval that leaves out ${neutral}. Filled squares were pre-specified, open ones are exploratory; the dashed line is no difference.`;
  return (
    <Chart title={`${measureName(group.measure, lang)}${unit ? (lang === 'zh' ? `（${unit}）` : ` (${unit})`) : ''}`} summary={said} height={forestHeight(group)} option={option}>
      <Estimates rows={group.rows} outcomes={outcomes} />
    </Chart>
  );
}

function Estimates({ rows, outcomes }: { rows: Estimate[]; outcomes: Record<string, Bilingual> }) {
  const { t, lang } = useWords();
  return (
    <Sheet
      caption={t('results')} rows={rows} rowKey={(_, i) => i}
      columns={[
        { title: t('analysis'), cell: (r) => rowName(r, outcomes, lang) },
        { title: t('measure'), cell: (r) => measureName(r.measure, lang) },
        { title: t('value'), cell: (r) => `${figure(r.value, lang)} ${isRatio(r) ? '' : unitName(r.unit, lang)}`, right: true },
        { title: t('intervalOf'), cell: (r) => (r.lower === null && r.upper === null ? '—' : `${percent(r.level, lang)} ${interval(r.lower, r.upper, lang)}`), right: true },
        { title: t('people'), cell: (r) => count(r.n, lang), right: true },
        { title: t('preSpecified'), cell: (r) => (r.preSpecified ? t('yes') : <Mark tone="warn">{t('exploratory')}</Mark>) },
      ]}
    />
  );
}

/** What it costs and whether it is worth it. */
function Money({ economics }: { economics: Economics }) {
  const { lang, t } = useWords();
  const one = economics.incremental[0];
  const threshold = one?.netBenefit?.[Math.min(1, one.netBenefit.length - 1)]?.threshold ?? null;
  const plane = useMemo(() => () => planeOption(economics, threshold, lang), [economics, threshold, lang]);
  const curve = useMemo(() => () => acceptabilityOption(economics, lang), [economics, lang]);
  const costs = useMemo(() => () => costOption(economics, lang), [economics, lang]);
  const points = draws(economics);
  const share = (keep: (p: [number, number]) => boolean) => percent(points.filter(keep).length / Math.max(1, points.length), lang);
  return (
    <>
      <h2>{lang === 'zh' ? '经济价值' : 'Economic value'}</h2>
      <Sheet
        caption={lang === 'zh' ? '成本与效果' : 'Costs and effects'} rows={economics.strategies} rowKey={(s) => s.name}
        columns={[
          { title: lang === 'zh' ? '方案' : 'Strategy', cell: (s) => (lang === 'zh' ? s.nameZh : s.name) },
          { title: measureName('mean-cost', lang), cell: (s) => <>{money(s.cost, lang)}<br /><span className="quiet">{interval(s.costInterval?.[0], s.costInterval?.[1], lang)}</span></>, right: true },
          { title: 'QALY', cell: (s) => <>{figure(s.qaly, lang)}<br /><span className="quiet">{interval(s.qalyInterval?.[0], s.qalyInterval?.[1], lang)}</span></>, right: true },
          { title: lang === 'zh' ? '生命年' : 'Life years', cell: (s) => figure(s.ly, lang), right: true },
        ]}
      />
      {one && (
        <Facts>
          <Fact name={measureName('incremental-cost', lang)}>{money(one.cost, lang)}</Fact>
          <Fact name={measureName('incremental-qaly', lang)}>{figure(one.qaly, lang)}</Fact>
          <Fact name={lang === 'zh' ? '增量成本效果比' : 'ICER'}>{one.icer === null ? verdictName(one.verdict, lang) : `${money(one.icer, lang)} / QALY`}</Fact>
          {(one.thresholdPrice ?? []).filter((p) => p.price !== null).slice(0, 3).map((p, i) => <Fact key={i} name={`${lang === 'zh' ? '阈值价格' : 'Threshold price'} @ ${shortMoney(p.threshold ?? 0, lang)}/QALY`}>{figure(p.price, lang, 4)} {lang === 'zh' ? '元' : 'CNY'}</Fact>)}
        </Facts>
      )}
      {points.length > 0 && (
        <Chart
          title={lang === 'zh' ? '多花的钱是否换来更多健康' : 'Does the extra money buy more health?'} height={380} option={plane}
          summary={lang === 'zh'
            ? `${points.length} 次抽样中，${share(([q]) => q > 0)} 效果更好，${share(([, c]) => c > 0)} 成本更高${threshold === null ? '' : `，${share(([q, c]) => q * threshold > c)} 落在阈值线下方（具有经济性）`}。`
            : `Of ${points.length} draws, ${share(([q]) => q > 0)} gain health, ${share(([, c]) => c > 0)} cost more${threshold === null ? '' : `, ${share(([q, c]) => q * threshold > c)} lie below the threshold (worth it)`}.`}
        />
      )}
      {economics.psa.thresholds.length > 1 && (
        <Chart
          title={lang === 'zh' ? '在多高的支付意愿下具有经济性' : 'At which willingness to pay is it worth it?'} height={280} option={curve}
          summary={lang === 'zh' ? '每一支付意愿下，净获益为正的概率。' : 'The probability of a positive net benefit at each threshold.'}
        >
          <Sheet caption={t('numbers')} rows={one?.netBenefit ?? []} rowKey={(n) => n.threshold ?? 0}
            columns={[{ title: lang === 'zh' ? '支付意愿' : 'Threshold', cell: (n) => money(n.threshold, lang), right: true }, { title: measureName('net-benefit', lang), cell: (n) => money(n.value, lang), right: true }, { title: lang === 'zh' ? '概率' : 'Probability', cell: (n) => percent(n.probability, lang), right: true }]} />
        </Chart>
      )}
      {economics.costLines.length > 0 && (
        <Chart title={lang === 'zh' ? '钱花在哪里' : 'Where does the money go?'} height={240} option={costs} summary={lang === 'zh' ? '两组人均成本的构成。' : 'Mean cost a person by cost line, for both arms.'}>
          <Sheet caption={t('numbers')} rows={economics.costLines} rowKey={(l) => l.id + l.arm}
            columns={[{ title: t('item'), cell: (l) => l.id }, { title: lang === 'zh' ? '组别' : 'Arm', cell: (l) => measureName(l.arm, lang) }, { title: measureName('mean-cost', lang), cell: (l) => money(l.mean, lang), right: true }]} />
        </Chart>
      )}
      <details><summary>{lang === 'zh' ? '计算约定' : 'Conventions'}</summary><Facts>{Object.entries(economics.conventions ?? {}).map(([k, v]) => <Fact key={k} name={k}>{v}</Fact>)}</Facts></details>
    </>
  );
}

const MOST_COVARIATES = 40;

function Alike({ rows }: { rows: Balance[] }) {
  const { lang } = useWords();
  const shown = useMemo(() => [...rows].sort((a, b) => Math.abs(b.unadjusted ?? 0) - Math.abs(a.unadjusted ?? 0)).slice(0, MOST_COVARIATES), [rows]);
  const option = useMemo(() => () => balanceOption(shown, lang), [shown, lang]);
  const worst = worstBalance(rows);
  const after = Object.entries(worst.adjusted).slice(0, 3).map(([a, v]) => `${a} ${figure(v, lang, 2)}`).join(lang === 'zh' ? '、' : ', ');
  return (
    <>
      <h2>{lang === 'zh' ? '两组是否可比' : 'Are the arms alike?'}</h2>
      <Chart
        title={lang === 'zh' ? '协变量的标准化差异' : 'Standardised differences of covariates'} height={110 + 22 * shown.length} option={option}
        summary={lang === 'zh' ? `最大差异：调整前 ${figure(worst.unadjusted, lang, 2)}；调整后 ${after}。一般以 0.1 为限。` : `Largest difference: ${figure(worst.unadjusted, lang, 2)} before, ${after} after. The usual limit is 0.1.`}
      />
    </>
  );
}
