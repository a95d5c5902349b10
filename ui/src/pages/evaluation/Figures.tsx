import { useEffect, useState } from 'react';
import type { Doc, Whole } from '../../api';
import { Written } from '../../parts/Small';
import { useDocuments } from '../../process';
import { useWords } from '../../words';
import { figureName, figuresOf } from '../../results';

/** The report's own figures of a run: disclosure control has cut their curves where few people are left. Those that the page draws itself are left out. */
export function Figures({ whole, run, curved }: { whole: Whole; run: number; curved: boolean }) {
  const { lang } = useWords();
  const documents = useDocuments(whole.evaluation.id);
  const figures = figuresOf(documents, run, curved);
  if (figures.length === 0) {
    return null;
  }
  return (
    <section>
      <h2>{lang === 'zh' ? '报告中的图' : 'Figures of the report'}</h2>
      {figures.map((f) => <Picture key={f.id} whole={whole} document={f} name={figureName(f.name, lang)} />)}
    </section>
  );
}

/** Documents are downloads; the page shows this one because it knows that it is pixels. */
function Picture({ whole, document, name }: { whole: Whole; document: Doc; name: string }) {
  const [source, setSource] = useState('');
  useEffect(() => {
    let made = '';
    let gone = false;
    void fetch(`/api/v1/evaluations/${whole.evaluation.id}/documents/${document.id}`).then(async (answer) => {
      if (answer.ok && !gone) {
        made = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'image/png' }));
        setSource(made);
      }
    });
    return () => {
      gone = true;
      URL.revokeObjectURL(made);
    };
  }, [whole.evaluation.id, document.id]);
  return (
    <figure className="chart-box">
      <figcaption><Written>{name}</Written></figcaption>
      {source && <img src={source} alt={name} style={{ maxWidth: '100%', height: 'auto' }} />}
    </figure>
  );
}
