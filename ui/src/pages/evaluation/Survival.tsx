import { useMemo, useState } from 'react';
import { Chart } from '../../charts/Chart';
import { survivalOption } from '../../charts/options';
import { count, figure, interval, percent } from '../../format';
import type { PlanNames } from '../../names';
import { Sheet } from '../../parts/Sheet';
import { unitName } from '../../results';
import { clockOf, lastCommon, standing, timeName, type CurveArm, type SurvivalCurves } from '../../survival';
import { useWords } from '../../words';

/** How many are free of the event as time goes by: one outcome and analysis at a time, the plan's first to begin with. */
export function Survival({ curves, names }: { curves: SurvivalCurves[]; names: PlanNames }) {
  const { t, lang } = useWords();
  const [chosen, setChosen] = useState(0);
  const one = curves[chosen] ?? curves[0]!;
  const option = useMemo(() => () => survivalOption(one, names, lang), [one, names, lang]);
  const title = (c: SurvivalCurves) => `${names.outcome(c.outcome)}${lang === 'zh' ? '：' : ': '}${names.analysis(c.analysis)}`;
  return (
    <>
      <h2>{lang === 'zh' ? '生存曲线' : 'Survival'}</h2>
      {curves.length > 1 && (
        <div className="search no-print"><label>{t('analysis')}
          <select className="in" value={chosen} onChange={(e) => setChosen(Number(e.target.value))}>{curves.map((c, i) => <option key={i} value={i}>{title(c)}</option>)}</select>
        </label></div>
      )}
      <Chart title={title(one)} summary={said(one, names, lang)} height={340} option={option}><Table curves={one} names={names} /></Chart>
    </>
  );
}

function said(curves: SurvivalCurves, names: PlanNames, lang: 'zh' | 'en'): string {
  const i = lastCommon(curves);
  const clock = clockOf(curves);
  const unit = unitName(clock.unit, lang);
  const shares = curves.arms.map((a) => `${names.arm(a.arm)} ${percent(standing(a, curves.riskTimes, i).survival, lang)}`).join(lang === 'zh' ? '，' : ', ');
  const time = `${timeName(curves.riskTimes[i]!, clock)} ${unit}`.trim();
  const p = typeof curves.logRankP === 'number' ? (lang === 'zh' ? `对数秩检验 P ${pValue(curves.logRankP, lang)}。` : ` Log-rank P ${pValue(curves.logRankP, lang)}.`) : '';
  return lang === 'zh'
    ? `至 ${time}，无事件比例：${shares}。${p}细线为置信带；为不透露个人，数例事件合为一步，曲线只到风险集人数足够之处。`
    : `Event-free at ${time}: ${shares}.${p} Thin lines are the bands. So that nobody can be made out, several events make one step, and curves end where few are left.`;
}

const pValue = (p: number, lang: 'zh' | 'en') => (p < 0.001 ? '< 0.001' : `= ${figure(p, lang)}`);

function Table({ curves, names }: { curves: SurvivalCurves; names: PlanNames }) {
  const { lang } = useWords();
  const clock = clockOf(curves);
  const unit = unitName(clock.unit, lang);
  const time = lang === 'zh' ? `时间${unit && `（${unit}）`}` : `Time${unit && ` (${unit})`}`;
  const at = (a: CurveArm, i: number) => standing(a, curves.riskTimes, i);
  const band = (a: CurveArm, i: number) => { const s = at(a, i); return s.lower === null ? '' : ` (${interval(100 * s.lower, s.upper === null ? null : 100 * s.upper, lang)})`; };
  return (
    <Sheet
      caption={lang === 'zh' ? '无事件比例与风险集人数' : 'Event-free share and number at risk'} rows={curves.riskTimes.map((_, i) => i)} rowKey={(i) => i}
      columns={[
        { title: time, cell: (i) => timeName(curves.riskTimes[i]!, clock), right: true },
        ...curves.arms.flatMap((a) => [
          { title: names.arm(a.arm), cell: (i: number) => `${percent(at(a, i).survival, lang)}${band(a, i)}`, right: true },
          { title: lang === 'zh' ? `风险集人数（${names.arm(a.arm)}）` : `At risk (${names.arm(a.arm)})`, cell: (i: number) => count(at(a, i).atRisk, lang), right: true },
        ]),
      ]}
    />
  );
}
