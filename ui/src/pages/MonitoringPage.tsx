import { Spin } from 'antd';
import { Link } from 'react-router';
import { money, percent } from '../format';
import { Heading, Mark, Nothing, Written } from '../parts/Small';
import { useWords } from '../words';
import { Item, useMonitored } from './evaluation/Monitoring';

/** All monitored items with their fund use against the trigger levels, those with an alert first. */
export default function MonitoringPage() {
  const { t, lang, text } = useWords();
  const all = useMonitored();
  if (all.isPending) {
    return <Spin />;
  }
  if (all.isError) {
    return <Nothing title={t('forbidden')} help={t('forbiddenHelp')} />;
  }
  const items = [...all.data.items].sort((a, b) => b.alerts.length - a.alerts.length);
  return (
    <>
      <Heading title={t('monitoringAll')}>
        <Mark>{t('trigger')}{lang === 'zh' ? '：年增长 ' : ': growth '}{percent(all.data.growth, lang)}{lang === 'zh' ? '，年总费用 ' : ', yearly cost '}{money(all.data.totalCost, lang)}</Mark>
      </Heading>
      {items.length === 0 && <div className="panel"><p className="empty">{t('noMonitoring')}</p></div>}
      {items.map((i) => (
        <section className="panel" key={i.evaluation.id + i.item}>
          <p><Link to={`/evaluations/${i.evaluation.id}/monitoring`}>{i.evaluation.number}</Link> <Written>{text(i.evaluation.title)}</Written></p>
          <Item item={i.item} figures={i.figures} alerts={i.alerts} />
        </section>
      ))}
    </>
  );
}
