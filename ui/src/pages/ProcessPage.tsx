import { Spin, Table, Tag } from 'antd';
import { useProcess } from '../process';
import { useWords } from '../words';

/** The help page: the process table itself, in words. */
export default function ProcessPage() {
  const { t, text } = useWords();
  const process = useProcess();
  if (!process) {
    return <Spin />;
  }
  const state = (id: string) => text(process.states.find((s) => s.id === id)?.label);
  const role = (id: string) => text(process.roles.find((r) => r.id === id)?.label);
  return (
    <>
      <div className="heading"><h1>{t('process')}</h1></div>
      {process.stages.map((stage) => {
        const states = process.states.filter((s) => s.stage === stage.number).map((s) => s.id);
        const acts = process.acts.filter((a) => a.to !== null && (a.from.some((f) => states.includes(f)) || (a.from.length === 0 && stage.number === 1)));
        return (
          <section className="panel" key={stage.number}>
            <h2>{stage.number} {text(stage.label)}</h2>
            <p>{states.map((s) => <Tag key={s}>{state(s)}</Tag>)}</p>
            <Table size="small" rowKey="id" pagination={false} dataSource={acts} scroll={{ x: 800 }}
              columns={[
                { title: t('act'), render: (_, a) => text(a.label), width: 190 },
                { title: t('from'), render: (_, a) => a.from.map(state).join('、'), width: 220 },
                { title: '→', render: (_, a) => (a.to ? state(a.to) : ''), width: 170 },
                { title: t('mayDo'), render: (_, a) => [...new Set(a.who.map((w) => role(w.role)))].join('、') },
                { title: t('needs'), render: (_, a) => a.conditions.map((c) => text(c.label)).join('；') },
              ]} />
          </section>
        );
      })}
    </>
  );
}
