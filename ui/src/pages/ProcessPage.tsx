import { Spin } from 'antd';
import { Sheet } from '../parts/Sheet';
import { Heading, Mark } from '../parts/Small';
import { useProcess } from '../process';
import { useWords } from '../words';

/** The help page: the process table itself, in words. */
export default function ProcessPage() {
  const { t, text, list } = useWords();
  const process = useProcess();
  if (!process) {
    return <Spin />;
  }
  const state = (id: string) => text(process.states.find((s) => s.id === id)?.label);
  const role = (id: string) => text(process.roles.find((r) => r.id === id)?.label);
  return (
    <>
      <Heading title={t('process')} />
      <nav className="panel track" aria-label={t('stages')}>
        <ol>{process.stages.map((s) => <li key={s.number}><a href={`#stage-${s.number}`}><span className="dot">{s.number}</span><span className="label">{text(s.label)}</span></a></li>)}</ol>
      </nav>
      {process.stages.map((stage) => {
        const states = process.states.filter((s) => s.stage === stage.number).map((s) => s.id);
        const acts = process.acts.filter((a) => !a.id.startsWith('read') && (a.from.length <= 4 || a.to !== null || a.back) && (a.from.some((f) => states.includes(f)) || (a.from.length === 0 && stage.number === 1)));
        return (
          <section className="panel" key={stage.number} id={`stage-${stage.number}`}>
            <h2>{stage.number} {text(stage.label)}</h2>
            <p className="marks">{states.map((s) => <Mark key={s}>{state(s)}</Mark>)}</p>
            <Sheet
              caption={text(stage.label)} rows={acts} rowKey={(a) => a.id}
              columns={[
                { title: t('act'), cell: (a) => text(a.label), width: '17%' },
                { title: t('from'), cell: (a) => list(a.from.filter((f) => states.includes(f)).map(state)) || '—', width: '17%' },
                { title: t('leads'), cell: (a) => (a.to ? state(a.to) : a.back ? t('goesBack') : t('stays')), width: '15%' },
                { title: t('mayDo'), cell: (a) => list([...new Set(a.who.map((w) => role(w.role)))]), width: '24%' },
                { title: t('needs'), cell: (a) => (a.conditions.length === 0 ? '—' : <ul style={{ margin: 0, paddingInlineStart: 18 }}>{a.conditions.map((c) => <li key={c.condition}>{text(c.label)}</li>)}</ul>) },
              ]}
            />
          </section>
        );
      })}
    </>
  );
}
