import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { Link, useParams } from 'react-router';
import { get, type Me, type PublicPage } from '../api';
import { count, figure } from '../format';
import { Sheet } from '../parts/Sheet';
import { Fact, Facts, Heading, Mark, Nothing, Written } from '../parts/Small';
import { StageTrack } from '../parts/StageTrack';
import { useProcess } from '../process';
import { choice, useWords } from '../words';

/** What everybody may read of an evaluation: its summary, its figures after disclosure control, and how it came about. */
export default function PublicEvaluation({ me }: { me: Me | null }) {
  const { id = '' } = useParams();
  const { t, text, time, lang, list } = useWords();
  const process = useProcess();
  const page = useQuery({ queryKey: ['public', id], queryFn: () => get<PublicPage>(`/public/evaluations/${id}`) });
  if (page.isPending) {
    return <Spin />;
  }
  if (page.isError) {
    return <Nothing title={t('forbidden')} help={t('notPublic')}><Link to="/repository">{t('repository')}</Link></Nothing>;
  }
  const { evaluation: e, publication, citation, history } = page.data;
  return (
    <>
      <Heading title={`${e.number} ${text(e.title)}`}>
        {e.grade && <Mark tone={e.grade === 'N' ? 'bad' : 'good'}>{t('grade')} {e.grade}{e.grade === 'N' ? ` · ${t('negative')}` : ''}</Mark>}
        <Mark>{text(e.stateLabel)}</Mark>
        {me && <Link className="no-print" to={`/evaluations/${id}`}>{t('overview')}</Link>}
        <button type="button" className="plain no-print" onClick={() => window.print()}>{t('print')}</button>
      </Heading>
      <div className="panel"><StageTrack stage={e.stage} state={e.state} passed={new Set(history.flatMap((h) => process?.states.find((s) => s.label.zh === h.to.zh)?.stage ?? []))} /></div>
      <section className="panel">
        <Facts>
          <Fact name={t('disease')}><Written>{e.disease}</Written></Fact>
          <Fact name={t('object')}>{choice(e.objectType, lang)}</Fact>
          <Fact name={t('items')}>{list(e.itemCodes)}</Fact>
          <Fact name={t('scenario')}>{choice(e.scenario, lang)}</Fact>
          <Fact name={t('dimension')}>{list(e.dimensions.map((d) => choice(d, lang)))}</Fact>
          <Fact name={t('region')}>{e.region}</Fact>
        </Facts>
        {publication && (
          <>
            <h2>{t('summary')}</h2>
            <p><Written>{lang === 'zh' ? publication.summaryZh : publication.summaryEn}</Written></p>
            <h2>{t('figures')}</h2>
            <Sheet
              caption={t('figures')} rows={publication.table} rowKey={(r) => r.label}
              columns={[
                { title: t('label'), cell: (r) => <Written>{(lang === 'en' && r.labelEn) || r.label}</Written> },
                { title: t('value'), cell: (r) => figure(r.value, lang, 4), right: true },
                { title: t('unit'), cell: (r) => <Written>{(lang === 'en' && r.unitEn) || r.unit || '—'}</Written> },
                { title: t('people'), cell: (r) => count(r.count, lang), right: true },
              ]}
            />
          </>
        )}
        <h2>{t('citation')}</h2>
        <p><Written>{text(citation)}</Written></p>
        <p className="buttons no-print">
          {[['RIS', 'ris'], ['BibTeX', 'bib']].map(([label, ending]) => <a key={ending} className="plain" download href={`/api/v1/public/evaluations/${id}/citation.${ending}?lang=${lang}`}>{t('download')} {label}</a>)}
        </p>
        <h2>{t('history')}</h2>
        <ol className="timeline">{history.map((h, i) => <li key={i}><strong>{text(h.act)}</strong> <Mark>{text(h.to)}</Mark><div className="quiet">{time(h.at)}</div></li>)}</ol>
      </section>
    </>
  );
}
