import { useMemo } from 'react';
import { Chart } from '../../charts/Chart';
import { acceptabilityOption, budgetOption, costOption, planeOption } from '../../charts/options';
import { figure, interval, money, percent, shortMoney } from '../../format';
import type { PlanNames } from '../../names';
import { Sheet } from '../../parts/Sheet';
import { Fact, Facts, Mark } from '../../parts/Small';
import { conventionName, draws, verdictName, type Agreement, type BudgetImpact, type Economics } from '../../results';
import { useWords } from '../../words';

/** What it costs and whether it is worth it. */
export function Economic({ economics, names }: { economics: Economics; names: PlanNames }) {
  const { lang, t, text } = useWords();
  const one = economics.incremental[0];
  const threshold = one?.netBenefit?.[Math.min(1, one.netBenefit.length - 1)]?.threshold ?? null;
  const plane = useMemo(() => () => planeOption(economics, threshold, lang), [economics, threshold, lang]);
  const curve = useMemo(() => () => acceptabilityOption(economics, lang), [economics, lang]);
  const costs = useMemo(() => () => costOption(economics, names, lang), [economics, names, lang]);
  const points = draws(economics);
  const share = (keep: (p: [number, number]) => boolean) => percent(points.filter(keep).length / Math.max(1, points.length), lang);
  const conventions = lang === 'zh' ? economics.conventionsZh ?? economics.conventions : economics.conventions;
  const foreign = lang === 'zh' && economics.conventionsZh === undefined;
  return (
    <>
      <h2>{lang === 'zh' ? '经济价值' : 'Economic value'}</h2>
      <Sheet
        caption={lang === 'zh' ? '成本与效果' : 'Costs and effects'} rows={economics.strategies} rowKey={(s) => s.name}
        columns={[
          { title: lang === 'zh' ? '方案' : 'Strategy', cell: (s) => (lang === 'zh' ? s.nameZh : s.name) },
          { title: names.measure('mean-cost'), cell: (s) => <>{money(s.cost, lang)}<br /><span className="quiet">{interval(s.costInterval?.[0], s.costInterval?.[1], lang)}</span></>, right: true },
          { title: 'QALY', cell: (s) => <>{figure(s.qaly, lang)}<br /><span className="quiet">{interval(s.qalyInterval?.[0], s.qalyInterval?.[1], lang)}</span></>, right: true },
          { title: lang === 'zh' ? '生命年' : 'Life years', cell: (s) => figure(s.ly, lang), right: true },
        ]}
      />
      {one && (
        <Facts>
          <Fact name={names.measure('incremental-cost')}>{money(one.cost, lang)}</Fact>
          <Fact name={names.measure('incremental-qaly')}>{figure(one.qaly, lang)}</Fact>
          <Fact name="ICER">{one.icer === null ? verdictName(one.verdict, lang) : `${money(one.icer, lang)} / QALY`}</Fact>
          {(one.thresholdPrice ?? []).filter((p) => p.price !== null).slice(0, 3).map((p, i) => <Fact key={i} name={`${lang === 'zh' ? '阈值价格' : 'Threshold price'} @ ${shortMoney(p.threshold ?? 0, lang)}/QALY`}>{lang === 'en' && 'CNY '}{figure(p.price, lang, 4)}{lang === 'zh' && ' 元'}</Fact>)}
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
            columns={[{ title: lang === 'zh' ? '支付意愿' : 'Threshold', cell: (n) => money(n.threshold, lang), right: true }, { title: names.measure('net-benefit'), cell: (n) => money(n.value, lang), right: true }, { title: lang === 'zh' ? '概率' : 'Probability', cell: (n) => percent(n.probability, lang), right: true }]} />
        </Chart>
      )}
      {economics.costLines.length > 0 && (
        <Chart title={lang === 'zh' ? '钱花在哪里' : 'Where does the money go?'} height={240} option={costs} summary={lang === 'zh' ? '两组人均成本的构成。' : 'Mean cost a person by cost line, for both arms.'}>
          <Sheet caption={t('numbers')} rows={economics.costLines} rowKey={(l) => l.id + l.arm}
            columns={[{ title: t('item'), cell: (l) => (l.label ? text(l.label) : names.costLine(l.id)) }, { title: lang === 'zh' ? '组别' : 'Arm', cell: (l) => names.arm(l.arm) }, { title: names.measure('mean-cost'), cell: (l) => money(l.mean, lang), right: true }]} />
        </Chart>
      )}
      {economics.model?.budgetImpact && <Budget budget={economics.model.budgetImpact} />}
      {(economics.model?.agreements ?? []).length > 0 && <Agreements agreements={economics.model!.agreements!} />}
      <details><summary>{lang === 'zh' ? '计算约定' : 'Conventions'}</summary><Facts>{Object.entries(conventions ?? {}).map(([k, v]) => <Fact key={k} name={conventionName(k, lang)}>{foreign ? <span lang="en">{v}</span> : v}</Fact>)}</Facts></details>
    </>
  );
}

/** What the fund would pay more, year by year. Sums of money alone: how many people stand behind them is not shown. */
function Budget({ budget }: { budget: BudgetImpact }) {
  const { lang, t, text } = useWords();
  const option = useMemo(() => () => budgetOption(budget, lang), [budget, lang]);
  const first = budget.total[0];
  const last = budget.total.at(-1);
  const over = budget.total.filter((y) => y.affordable === false).map((y) => y.year);
  const judged = budget.total.some((y) => y.affordable !== null);
  if (!first || !last) {
    return null;
  }
  const more = (budget.cumulativeFundNet ?? 0) >= 0;
  const all = money(budget.cumulativeFundNet === null ? null : Math.abs(budget.cumulativeFundNet), lang);
  const said = lang === 'zh'
    ? `${first.year} 至 ${last.year} 年基金共${more ? '新增' : '减少'}支出 ${all}。${judged ? (over.length === 0 ? '各年均在允许的增量之内。' : `${over.join('、')} 年超出允许的增量。`) : ''}`
    : `From ${first.year} to ${last.year} the fund ${more ? 'adds' : 'saves'} ${all}. ${judged ? (over.length === 0 ? 'Every year stays within the growth that is allowed.' : `${over.join(', ')} exceeds the growth that is allowed.`) : ''}`;
  return (
    <>
      <h2>{t('budget')}</h2>
      <Chart title={lang === 'zh' ? '医保基金每年多支出多少' : 'How much more does the fund spend each year?'} summary={said} height={320} option={option}>
        <Sheet
          caption={t('budget')} rows={budget.total.map((y, i) => ({ ...y, spread: budget.spread?.[i] }))} rowKey={(y) => y.year}
          columns={[
            { title: t('year'), cell: (y) => y.year },
            { title: lang === 'zh' ? '不采用时基金支出' : 'Fund without', cell: (y) => money(y.fundWithout, lang), right: true },
            { title: lang === 'zh' ? '采用时基金支出' : 'Fund with', cell: (y) => money(y.fundWith, lang), right: true },
            { title: t('fundNet'), cell: (y) => <>{money(y.fundNet, lang)}{y.spread && <><br /><span className="quiet">{interval(y.spread.fundNet.lower, y.spread.fundNet.upper, lang)}</span></>}</>, right: true },
            { title: t('allowedGrowth'), cell: (y) => money(y.allowed, lang), right: true },
            { title: t('verdict'), cell: (y) => (y.affordable === null ? '—' : y.affordable ? <Mark tone="good">{lang === 'zh' ? '可承受' : 'Affordable'}</Mark> : <Mark tone="bad">{lang === 'zh' ? '超出' : 'Too much'}</Mark>) },
          ]}
        />
        {(budget.pools ?? []).length > 1 && (
          <Sheet
            caption={lang === 'zh' ? '各统筹基金' : 'By pool'} rows={budget.pools!} rowKey={(p) => p.id}
            columns={[
              { title: lang === 'zh' ? '统筹基金' : 'Pool', cell: (p) => text(p.label) },
              ...budget.total.map((y, i) => ({ title: y.year, cell: (p: NonNullable<BudgetImpact['pools']>[number]) => money(p.years[i]?.fundNet, lang), right: true })),
            ]}
          />
        )}
      </Chart>
      {(budget.scenarios ?? []).length > 0 && (
        <Sheet
          caption={lang === 'zh' ? '预算影响情景' : 'Scenarios of the budget'} rows={budget.scenarios!} rowKey={(s) => s.id}
          columns={[{ title: lang === 'zh' ? '情景' : 'Scenario', cell: (s) => text(s.label) }, { title: lang === 'zh' ? '基金累计新增支出' : 'Added fund spending, all years', cell: (s) => money(s.cumulativeFundNet, lang), right: true }]}
        />
      )}
    </>
  );
}

function Agreements({ agreements }: { agreements: Agreement[] }) {
  const { lang, text } = useWords();
  return (
    <>
      <h3>{lang === 'zh' ? '支付协议' : 'Agreements'}</h3>
      <Sheet
        caption={lang === 'zh' ? '支付协议' : 'Agreements'} rows={agreements} rowKey={(a) => a.id}
        columns={[
          { title: lang === 'zh' ? '协议' : 'Agreement', cell: (a) => text(a.label) },
          { title: lang === 'zh' ? '挂网价格' : 'List price', cell: (a) => money(a.listPrice, lang), right: true },
          { title: lang === 'zh' ? '实际价格' : 'Effective price', cell: (a) => money(a.effectivePrice, lang), right: true },
          { title: lang === 'zh' ? '预期付款' : 'Expected payment', cell: (a) => <>{money(a.expected, lang)}{a.interval && <><br /><span className="quiet">{interval(a.interval.lower, a.interval.upper, lang)}</span></>}</>, right: true },
          { title: lang === 'zh' ? '预期退款' : 'Expected refund', cell: (a) => money(a.refund, lang), right: true },
        ]}
      />
    </>
  );
}
