import type { Whole } from '../../api';
import { Sheet } from '../../parts/Sheet';
import { Written } from '../../parts/Small';
import { useDocuments } from '../../process';
import { useWords } from '../../words';

export function DocumentList({ whole }: { whole: Whole }) {
  const { t, time } = useWords();
  const id = whole.evaluation.id;
  const documents = useDocuments(id);
  return (
    <Sheet
      caption={t('documents')} rows={documents} rowKey={(d) => d.id} empty={t('noDocuments')}
      columns={[
        { title: t('label'), cell: (d) => <a href={`/api/v1/evaluations/${id}/documents/${d.id}`}><Written>{d.name}</Written></a> },
        { title: t('who'), cell: (d) => <Written>{whole.names[d.by] ?? ''}</Written> },
        { title: t('when'), cell: (d) => time(d.at) },
        { title: 'SHA-256', cell: (d) => <code>{d.sha256.slice(0, 12)}</code> },
      ]}
    />
  );
}
