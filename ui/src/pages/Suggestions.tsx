import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { get, post, type Me } from '../api';
import { Heading, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';

interface Kept { id: string; text: string; at: string }

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
          <ul className="feed">{(list.data ?? []).map((s) => <li key={s.id}><Written>{s.text}</Written><time dateTime={s.at}>{time(s.at)}</time></li>)}</ul>
          {list.data?.length === 0 && <p className="empty">{t('noSuggestions')}</p>}
        </section>
      )}
    </>
  );
}
