import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { get, post, put, type Me, type Page, type Summary } from '../api';
import { Heading, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';

interface Kept { id: string; text: string; at: string; linked: string | null }

export default function Suggestions({ me }: { me: Me | null }) {
  const { t, time } = useWords();
  const authority = me?.roles.some((r) => r.endsWith('AUTHORITY')) ?? false;
  const list = useQuery({ queryKey: ['suggestions'], queryFn: () => get<Kept[]>('/suggestions'), enabled: authority });
  const send = useMutation({ mutationFn: (v: { text: string }) => post('/public/suggestions', { text: v.text }) });
  return (
    <>
      <Heading title={t('suggestions')} />
      <section className="panel" style={{ maxWidth: 720 }}>
        <h2>{t('suggestion')}</h2>
        <Trouble error={send.error} />
        {send.isSuccess ? <p role="status" className="note note-good">{t('suggestionSent')}</p> : (
          <Form layout="vertical" onFinish={(v) => send.mutate(v)}>
            <Form.Item name="text" label={t('content')} rules={[{ required: true, message: t('required') }]}><Input.TextArea rows={5} maxLength={4000} showCount /></Form.Item>
            <Button type="primary" htmlType="submit" loading={send.isPending}>{t('submit')}</Button>
          </Form>
        )}
      </section>
      {authority && (
        <section className="panel">
          <h2>{t('received')}</h2>
          <ul className="feed">{(list.data ?? []).map((s) => <li key={s.id}><Written>{s.text}</Written><Linked suggestion={s} /><time dateTime={s.at}>{time(s.at)}</time></li>)}</ul>
          {list.data?.length === 0 && <p className="empty">{t('noSuggestions')}</p>}
        </section>
      )}
    </>
  );
}

/** The evaluation that takes it up: shown, or chosen among those that the authority sees. */
function Linked({ suggestion }: { suggestion: Kept }) {
  const { t, text } = useWords();
  const client = useQueryClient();
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(false);
  const found = useQuery({ queryKey: ['evaluations', 'link', words], queryFn: () => get<Page<Summary>>(`/evaluations?size=20&q=${encodeURIComponent(words)}`), enabled: open });
  const send = useMutation({ mutationFn: (evaluation: string) => put(`/suggestions/${suggestion.id}/link`, { evaluation }), onSuccess: async () => { setOpen(false); await client.invalidateQueries(); } });
  if (suggestion.linked) {
    return <p><Link to={`/evaluations/${suggestion.linked}`}>{t('linkedTo')}</Link></p>;
  }
  return open ? (
    <>
      <Trouble error={send.error} />
      <Select aria-label={t('linkTo')} style={{ width: '100%', maxWidth: 480 }} showSearch={{ onSearch: setWords, filterOption: false }} placeholder={t('search')} onChange={(v: string) => send.mutate(v)} options={(found.data?.items ?? []).map((e) => ({ value: e.id, label: `${e.number} ${text(e.title)}` }))} />
    </>
  ) : <p><button type="button" className="plain" onClick={() => setOpen(true)}>{t('linkTo')}<span className="unseen"> <Written>{suggestion.text.slice(0, 40)}</Written></span></button></p>;
}
