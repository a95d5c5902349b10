import { useQuery } from '@tanstack/react-query';
import { Result, Spin, Table, Tag } from 'antd';
import { useParams } from 'react-router';
import { get, type PublicPage } from '../api';
import { StageTrack } from '../parts/StageTrack';
import { useWords } from '../words';

export default function PublicEvaluation() {
  const { id = '' } = useParams();
  const { t, text, time, lang } = useWords();
  const page = useQuery({ queryKey: ['public', id], queryFn: () => get<PublicPage>(`/public/evaluations/${id}`) });
  if (page.isPending) {
    return <Spin />;
  }
  if (page.isError) {
    return <Result status="404" title={t('none')} />;
  }
  const { evaluation: e, publication, citation, history } = page.data;
  return (
    <>
      <div className="heading">
        <h1>{e.number} {text(e.title)}</h1>
        <div>{e.grade && <Tag color={e.grade === 'N' ? 'error' : 'gold'}>{t('grade')} {e.grade}</Tag>} <Tag>{text(e.stateLabel)}</Tag></div>
      </div>
      <section className="panel"><StageTrack stage={e.stage} state={e.state} /></section>
      {publication && (
        <section className="panel">
          <h2>{t('summary')}</h2>
          <p style={{ whiteSpace: 'pre-wrap' }}>{lang === 'zh' ? publication.summaryZh : publication.summaryEn}</p>
          <h2>{t('figures')}</h2>
          <Table size="small" rowKey="label" pagination={false} dataSource={publication.table} scroll={{ x: 500 }}
            columns={[{ title: t('name'), dataIndex: 'label' }, { title: t('value'), dataIndex: 'value', align: 'right' }, { title: lang === 'zh' ? '人数' : 'Count', dataIndex: 'count', align: 'right' }, { title: lang === 'zh' ? '单位' : 'Unit', dataIndex: 'unit' }]} />
        </section>
      )}
      <section className="panel">
        <h2>{t('citation')}</h2>
        <p>{citation}</p>
        <h2>{t('history')}</h2>
        <ol>{history.map((h, i) => <li key={i}>{time(h.at)} · {text(h.act)} → {text(h.to)}</li>)}</ol>
      </section>
    </>
  );
}
