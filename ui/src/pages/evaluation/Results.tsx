import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { useMemo, useState } from 'react';
import { get, type Entry, type Me, type ProtocolVersion, type Whole } from '../../api';
import { Chart } from '../../charts/Chart';
import { balanceOption } from '../../charts/options';
import { count, hundredths } from '../../format';
import { planNames, type PlanNames } from '../../names';
import { Sheet } from '../../parts/Sheet';
import { Fact, Facts, Mark } from '../../parts/Small';
import { read } from '../../protocol/edit';
import { mainForest, worstBalance, type Balance, type Results } from '../../results';
import { drawable } from '../../survival';
import { choice, useWords } from '../../words';
import { Anew } from './Anew';
import { Economic } from './Economic';
import { Access, Estimates, Forest, Judged, Key } from './Effects';
import { Figures } from './Figures';
import { Runs } from './Runs';
import { Survival } from './Survival';

/** What a run found: effects, costs, balance, the people in it, and what did not pass its check. */
export default function ResultsPanel({ whole, me }: { whole: Whole; me: Me }) {
  const { t, time } = useWords();
  const runs = useMemo(() => whole.filings.filter((f) => f.act === 'record-run'), [whole.filings]);
  const [shown, setShown] = useState<number | null>(null);
  const { names, pending } = useNames(whole.evaluation.id);
  const run: Entry | undefined = runs.find((r) => r.number === shown) ?? runs.at(-1);
  if (!run) {
    return <><p className="empty">{t('noRuns')}</p><Runs whole={whole} me={me} /></>;
  }
  if (pending) {
    // Without the plan's words a chart would be drawn with ids, and once more.
    return <Spin />;
  }
  const results = (run.body['results'] ?? {}) as Results;
  return (
    <>
      {runs.length > 1 && (
        <div className="search no-print"><label>{t('run')}
          <select className="in" value={run.number} onChange={(e) => setShown(Number(e.target.value))}>{runs.map((r) => <option key={r.number} value={r.number}>#{r.number} · {time(r.at)}</option>)}</select>
        </label></div>
      )}
      <Found results={results} names={names} />
      <Figures whole={whole} run={run.number} curved={drawable(results.survival ?? []).length > 0} />
      {runs.length > 1 && <Anew id={whole.evaluation.id} runs={runs} shown={run.number} />}
      <Runs whole={whole} me={me} />
    </>
  );
}

/** What the plan calls outcomes, analyses and variables. */
function useNames(id: string): { names: PlanNames; pending: boolean } {
  const { lang } = useWords();
  const asked = useQuery({ queryKey: ['protocol', id, lang], queryFn: () => get<ProtocolVersion[]>(`/evaluations/${id}/protocol`), retry: false });
  const versions = asked.data;
  const names = useMemo(() => {
    const { document, broken } = read(versions?.at(-1)?.yaml ?? '');
    return planNames(broken ? {} : document.toJS(), lang);
  }, [versions, lang]);
  return { names, pending: asked.isPending };
}

export function Found({ results, names }: { results: Results; names: PlanNames }) {
  const { t, lang, text, day } = useWords();
  const estimates = results.estimates ?? [];
  const groups = useMemo(() => mainForest(results.estimates ?? []), [results]);
  const margins = useMemo(() => results.beside?.margins ?? [], [results]);
  const curves = useMemo(() => drawable(results.survival ?? []), [results]);
  const failed = (results.diagnostics ?? []).filter((d) => !d.passed);
  const passed = (results.diagnostics ?? []).length - failed.length;
  const economics = results.economics && results.economics.strategies?.length > 0 ? results.economics : null;
  const access = (results.society?.groups ?? []).filter((g) => g.rows.length > 0);
  return (
    <>
      <Key results={results} names={names} />
      {groups.length > 0 && <h2>{lang === 'zh' ? '临床与社会价值' : 'Clinical and social value'}</h2>}
      {groups.map((g) => <Forest key={g.key} group={g} names={names} margins={margins} />)}
      {curves.length > 0 && <Survival curves={curves} names={names} />}
      <Judged margins={margins} families={results.beside?.multiplicity ?? []} estimates={estimates} names={names} />
      {access.length > 0 && <Access groups={access} names={names} />}
      {economics && <Economic economics={economics} names={names} />}
      {(results.balance ?? []).length > 0 && <Alike rows={results.balance!} names={names} />}
      {(results.attrition ?? []).length > 0 && (
        <>
          <h2>{lang === 'zh' ? '研究人群如何形成' : 'How the study population came about'}</h2>
          <Sheet
            caption={t('population')} rows={results.attrition!} rowKey={(_, i) => i}
            columns={[
              { title: lang === 'zh' ? '条件' : 'Criterion', cell: (a) => text(a.label) || (a.criterion === 'start' ? (lang === 'zh' ? '数据中的全部人员' : 'Everybody in the data') : a.criterion === 'end' ? (lang === 'zh' ? '研究人群' : 'Study population') : a.criterion) },
              { title: lang === 'zh' ? '移除' : 'Removed', cell: (a) => count(a.removed, lang), right: true },
              { title: lang === 'zh' ? '剩余' : 'Remaining', cell: (a) => count(a.remaining, lang), right: true },
            ]}
          />
        </>
      )}
      <h2>{lang === 'zh' ? '诊断检查' : 'Diagnostics'}</h2>
      <p>{lang === 'zh' ? `${passed} 项通过，${failed.length} 项未通过。` : `${passed} passed, ${failed.length} did not.`}</p>
      {failed.length > 0 && <ul>{failed.map((d) => <li key={d.id}><Mark tone="bad">{choice('fail', lang)}</Mark> {names.analysis(d.about)}{lang === 'zh' ? '：' : ': '}{names.said(text(d.message))}</li>)}</ul>}
      {(results.notEstimated ?? []).length > 0 && (
        <>
          <h3>{lang === 'zh' ? '方案中有而未能估计的' : 'Planned, but not estimated'}</h3>
          <ul>{results.notEstimated!.map((n, i) => <li key={i}>{names.analysis(n.analysis)} · {names.measure(n.measure)}{lang === 'zh' ? '：' : ': '}{names.said(text(n.reason))}</li>)}</ul>
        </>
      )}
      {results.evidence?.scores && (
        <>
          <h2>{lang === 'zh' ? '程序对证据的评分' : 'How the program scores the evidence'}</h2>
          <Sheet
            caption={t('grading')} rows={results.evidence.scores} rowKey={(s) => s.axis + s.id}
            columns={[
              { title: t('axis'), cell: (s) => t(s.axis), width: '22%' }, { title: t('measure'), cell: (s) => choice(s.id, lang), width: '20%' },
              { title: lang === 'zh' ? '得分' : 'Score', cell: (s) => `${s.score} / 4`, width: '10%' }, { title: t('reason'), cell: (s) => names.said(text(s.why)) },
            ]}
          />
        </>
      )}
      <h2>{lang === 'zh' ? '全部估计' : 'All estimates'}</h2>
      <details className="as-opened"><summary>{t('numbers')}{lang === 'zh' ? `（${estimates.length}）` : ` (${estimates.length})`}</summary><Estimates rows={estimates} names={names} /></details>
      {results.run && (
        <>
          <h2>{lang === 'zh' ? '出处' : 'Provenance'}</h2>
          <Facts>
            <Fact name={t('protocol')}><code>{results.protocol?.digest.slice(0, 16)}</code></Fact>
            <Fact name={lang === 'zh' ? '程序版本' : 'Program'}>{results.run.codeVersion}</Fact>
            <Fact name={lang === 'zh' ? '随机种子' : 'Seed'}>{String(results.run.seed)}</Fact>
            <Fact name={t('when')}>{day(results.run.startedAt)}</Fact>
            {(results.run.inputs ?? []).map((i) => <Fact key={i.sha256 + i.name} name={i.name}>{count(i.rows, lang)} {lang === 'zh' ? '行' : 'rows'} · <code>{i.sha256.slice(0, 12)}</code></Fact>)}
          </Facts>
        </>
      )}
    </>
  );
}

const MOST_COVARIATES = 40;

function Alike({ rows, names }: { rows: Balance[]; names: PlanNames }) {
  const { lang } = useWords();
  const shown = useMemo(() => [...rows].sort((a, b) => Math.abs(b.unadjusted ?? 0) - Math.abs(a.unadjusted ?? 0)).slice(0, MOST_COVARIATES), [rows]);
  const option = useMemo(() => () => balanceOption(shown, names, lang), [shown, names, lang]);
  const worst = worstBalance(rows);
  const analyses = Object.keys(worst.adjusted).slice(0, 3);
  const after = [...new Set(analyses.map((a) => `${names.analysis(a)} ${hundredths(worst.adjusted[a], lang)}`))].join(lang === 'zh' ? '、' : ', ');
  return (
    <>
      <h2>{lang === 'zh' ? '两组是否可比' : 'Are the arms alike?'}</h2>
      <Chart
        title={lang === 'zh' ? '协变量的标准化差异' : 'Standardised differences of covariates'} height={110 + 22 * shown.length} option={option}
        summary={lang === 'zh' ? `最大差异：调整前 ${hundredths(worst.unadjusted, lang)}；调整后 ${after}。一般以 0.1 为限。` : `Largest difference: ${hundredths(worst.unadjusted, lang)} before, ${after} after. The usual limit is 0.1.`}
      >
        <Sheet
          caption={lang === 'zh' ? '协变量的标准化差异' : 'Standardised differences of covariates'} rows={shown} rowKey={(r) => `${r.variable}=${r.level}`}
          columns={[
            { title: lang === 'zh' ? '协变量' : 'Covariate', cell: (r) => names.term(r.variable, r.level) },
            { title: lang === 'zh' ? '调整前' : 'Unadjusted', cell: (r) => hundredths(r.unadjusted, lang), right: true },
            ...analyses.map((a) => ({ title: names.analysis(a), cell: (r: Balance) => hundredths(r.adjusted[a], lang), right: true })),
          ]}
        />
      </Chart>
    </>
  );
}
