import { useMemo } from 'react';
import { Chart } from '../../charts/Chart';
import { forestHeight, forestOption, marginEnds } from '../../charts/options';
import { count, figure, interval, money, percent } from '../../format';
import type { PlanNames } from '../../names';
import { Sheet } from '../../parts/Sheet';
import { Mark } from '../../parts/Small';
import { gradeName, isRatio, marginOf, outcomeOfQuestion, rowName, unitName, verdictName, type AccessRow, type Estimate, type Family, type ForestGroup, type Margin, type Results } from '../../results';
import { choice, useWords } from '../../words';

const joined = (estimate: string, unit: string) => (unit ? `${estimate} ${unit}` : estimate);

/** The three or four numbers that somebody asks for first. */
export function Key({ results, names }: { results: Results; names: PlanNames }) {
  const { lang } = useWords();
  const main = (results.estimates ?? []).find((e) => e.preSpecified && e.module === 'clinical' && e.value !== null && !e.population.includes('=')) ?? (results.estimates ?? []).find((e) => e.value !== null);
  const economic = results.economics?.incremental?.[0];
  return (
    <div className="big">
      {main && <div><strong>{figure(main.value, lang)} <small>{unitName(main.unit, lang)}</small></strong><span>{names.measure(main.measure)} · {names.outcome(main.outcome)}<br />{percent(main.level, lang)} {lang === 'zh' ? '区间' : 'interval'} {interval(main.lower, main.upper, lang)}</span></div>}
      {economic && <div><strong>{economic.icer === null ? verdictName(economic.verdict, lang) : money(economic.icer, lang)}</strong><span>{economic.icer === null ? (lang === 'zh' ? '增量分析' : 'Incremental analysis') : lang === 'zh' ? '每增加一个 QALY' : 'per QALY gained'}{economic.icer !== null && <><br />{verdictName(economic.verdict, lang)}</>}</span></div>}
      {economic?.netBenefit?.[0]?.probability !== undefined && economic.netBenefit[0].probability !== null && <Probable economic={economic.netBenefit} />}
      {results.evidence && <div><strong>{gradeName(results.evidence.grade)}</strong><span>{lang === 'zh' ? '程序给出的证据等级' : 'Grade by the program'} · {results.evidence.strength} / {results.evidence.fit}</span></div>}
    </div>
  );
}

function Probable({ economic }: { economic: { threshold: number | null; probability: number | null }[] }) {
  const { lang } = useWords();
  const one = economic.length > 1 ? economic[1]! : economic[0]!;
  return <div><strong>{percent(one.probability, lang)}</strong><span>{lang === 'zh' ? '具有经济性的概率' : 'Probability of being worth it'}<br />{money(one.threshold, lang)} / QALY</span></div>;
}

/** Effects of one measure on one axis, with the line of no difference and, where a question has them, its margins. */
export function Forest({ group, names, margins }: { group: ForestGroup; names: PlanNames; margins: Margin[] }) {
  const { lang } = useWords();
  const option = useMemo(() => (width: number) => forestOption(group, { names, margins }, lang, width < 620), [group, names, margins, lang]);
  const unit = unitName(group.unit, lang);
  const clear = group.rows.filter((r) => (group.ratio ? r.lower! > 1 || r.upper! < 1 : r.lower! > 0 || r.upper! < 0)).length;
  const neutral = group.ratio ? '1' : '0';
  const judged = group.rows.some((r) => marginEnds(marginOf(r, margins)).length > 0);
  const said = lang === 'zh'
    ? `${group.rows.length} 项分析，${clear} 项的区间不含 ${neutral}。实心方块为预先指定，空心为探索性；竖虚线表示无差异${judged ? '，行内短虚线为界值' : ''}。`
    : `${group.rows.length} analyses, ${clear} with an interval that leaves out ${neutral}. Filled squares were pre-specified, open ones are exploratory; the dashed line is no difference${judged ? ', short dashes on a row are its margins' : ''}.`;
  return (
    <Chart title={`${names.measure(group.measure)}${unit ? (lang === 'zh' ? `（${unit}）` : ` (${unit})`) : ''}`} summary={said} height={forestHeight(group)} option={option}>
      <Estimates rows={group.rows} names={names} />
    </Chart>
  );
}

export function Estimates({ rows, names }: { rows: Estimate[]; names: PlanNames }) {
  const { t, lang } = useWords();
  return (
    <Sheet
      caption={t('results')} rows={rows} rowKey={(_, i) => i}
      columns={[
        { title: t('analysis'), cell: (r) => rowName(r, names) },
        { title: t('measure'), cell: (r) => names.measure(r.measure) },
        { title: t('value'), cell: (r) => joined(figure(r.value, lang), isRatio(r) ? '' : unitName(r.unit, lang)), right: true },
        { title: t('intervalOf'), cell: (r) => (r.lower === null && r.upper === null ? '—' : `${percent(r.level, lang)} ${interval(r.lower, r.upper, lang)}`), right: true },
        { title: t('people'), cell: (r) => count(r.n, lang), right: true },
        { title: t('preSpecified'), cell: (r) => (r.preSpecified ? t('yes') : <Mark tone="warn">{t('exploratory')}</Mark>) },
      ]}
    />
  );
}

/** Questions of equivalence and non-inferiority with their answers, and families of questions. */
export function Judged({ margins, families, estimates, names }: { margins: Margin[]; families: Family[]; estimates: Estimate[]; names: PlanNames }) {
  const { t, lang, text } = useWords();
  const outcomeOf = (m: Family['members'][number]) => m.outcome ?? outcomeOfQuestion(estimates, m.analysis, m.measure);
  return (
    <>
      {margins.length > 0 && (
        <>
          <h2>{lang === 'zh' ? '是否等效、是否不劣' : 'Equivalent, or not inferior?'}</h2>
          <Sheet
            caption={lang === 'zh' ? '界值检验' : 'Margins'} rows={margins} rowKey={(_, i) => i}
            columns={[
              { title: t('analysis'), cell: (m) => `${names.outcome(m.outcome)} · ${names.analysis(m.analysis)}` },
              { title: t('measure'), cell: (m) => names.measure(m.measure) },
              { title: lang === 'zh' ? '问题' : 'Question', cell: (m) => choice(m.question, lang) },
              { title: lang === 'zh' ? '界值' : 'Margins', cell: (m) => marginEnds(m).map((v) => figure(v, lang)).join(lang === 'zh' ? ' 至 ' : ' to '), right: true },
              { title: t('intervalOf'), cell: (m) => `${m.alpha === null ? '' : `${percent(1 - 2 * m.alpha, lang)} `}${interval(m.lower, m.upper, lang)}`, right: true },
              { title: t('verdict'), cell: (m) => <Mark tone={m.shown ? 'good' : 'warn'}>{text(m.conclusion)}</Mark> },
            ]}
          />
        </>
      )}
      {families.map((f) => (
        <section key={f.id}>
          <h3>{lang === 'zh' ? '多重性校正' : 'Multiplicity'} · {choice(f.method, lang)}</h3>
          <Sheet
            caption={lang === 'zh' ? '多重性校正' : 'Multiplicity'} rows={f.members} rowKey={(m) => `${m.outcome ?? ''}/${m.analysis}/${m.measure}`}
            columns={[
              { title: t('outcome'), cell: (m) => (outcomeOf(m) === '' ? '—' : names.outcome(outcomeOf(m))) }, { title: t('analysis'), cell: (m) => names.analysis(m.analysis) }, { title: t('measure'), cell: (m) => names.measure(m.measure) },
              { title: 'P', cell: (m) => figure(m.p, lang), right: true }, { title: lang === 'zh' ? '校正后 P' : 'Adjusted P', cell: (m) => figure(m.adjustedP, lang), right: true },
              { title: lang === 'zh' ? '拒绝零假设' : 'Rejected', cell: (m) => (m.rejected ? t('yes') : t('no')) },
            ]}
          />
        </section>
      ))}
    </>
  );
}

/** Who receives the service: shares by group. */
export function Access({ groups, names }: { groups: { variable: string; rows: AccessRow[] }[]; names: PlanNames }) {
  const { t, lang } = useWords();
  return (
    <>
      <h2>{lang === 'zh' ? '谁用上了这项服务' : 'Who receives the service?'}</h2>
      {groups.map((g) => (
        <section key={g.variable}>
          <h3>{names.variable(g.variable)}</h3>
          <Sheet
            caption={names.variable(g.variable)} rows={g.rows} rowKey={(r) => r.level}
            columns={[
              { title: lang === 'zh' ? '组别' : 'Group', cell: (r) => names.population(`${g.variable}=${r.level}`).replace(/^[^：:]*[：:]\s*/, '') },
              { title: t('people'), cell: (r) => count(r.n, lang), right: true },
              { title: names.measure('access-share'), cell: (r) => percent(r.access, lang), right: true },
              { title: t('interval'), cell: (r) => (r.accessLower === null ? '—' : `${percent(r.accessLower, lang)} ${lang === 'zh' ? '至' : 'to'} ${percent(r.accessUpper, lang)}`), right: true },
            ]}
          />
        </section>
      ))}
    </>
  );
}
