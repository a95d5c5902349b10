import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { put, type Me } from '../api';
import { Fact, Facts, Heading, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useOrganisations, useProcess } from '../process';
import { useWords } from '../words';

/** One's own account: who one is here, the password, and one-time codes. */
export default function Account({ me }: { me: Me }) {
  const { t, text, lang, list } = useWords();
  const process = useProcess();
  const organisation = useOrganisations().find((o) => o.id === me.organisation);
  const [form] = Form.useForm();
  const change = useMutation({ mutationFn: (v: object) => put('/session/password', v), onSuccess: () => form.resetFields() });
  const code = useMutation({ mutationFn: (use: boolean) => put<{ secret?: string }>('/session/totp', { use }) });
  const need = (label: string) => [{ required: true, message: `${t('required')}${lang === 'zh' ? '：' : ': '}${label}` }];
  return (
    <>
      <Heading title={t('account')} />
      <section className="panel">
        <Facts>
          <Fact name={t('name')}><Written>{me.name}</Written></Fact>
          <Fact name={t('login')}>{me.login}</Fact>
          <Fact name={t('organisation')}>{organisation && (lang === 'zh' ? organisation.nameZh : organisation.nameEn)}</Fact>
          <Fact name={t('roles')}>{list(me.roles.map((r) => text(process?.roles.find((x) => x.id === r)?.label) || r))}</Fact>
        </Facts>
      </section>
      <section className="panel">
        <h2>{t('changePassword')}</h2>
        <Trouble error={change.error} />
        {change.isSuccess && <p role="status" className="note note-good">{t('passwordChanged')}</p>}
        <Form form={form} layout="vertical" style={{ maxWidth: 420 }} onFinish={(v) => change.mutate(v)}>
          <input type="text" name="username" autoComplete="username" value={me.login} readOnly hidden />
          <Form.Item name="present" label={t('presentPassword')} rules={need(t('presentPassword'))}><Input.Password autoComplete="current-password" /></Form.Item>
          <Form.Item name="next" label={t('newPassword')} rules={need(t('newPassword'))}><Input.Password autoComplete="new-password" /></Form.Item>
          <Button type="primary" htmlType="submit" loading={change.isPending}>{t('changePassword')}</Button>
        </Form>
      </section>
      <section className="panel">
        <h2>{t('oneTime')}</h2>
        <p>{t('oneTimeHelp')}</p>
        <Trouble error={code.error} />
        {code.isSuccess && <p role="status" className="note note-good">{code.data.secret ? <>{t('secret')}{lang === 'zh' ? '：' : ': '}<code style={{ userSelect: 'all', overflowWrap: 'anywhere' }}>{code.data.secret}</code></> : t('oneTimeDropped')}</p>}
        <div className="buttons">
          <button type="button" className="plain" onClick={() => code.mutate(true)}>{t('useOneTime')}</button>
          <button type="button" className="plain" onClick={() => code.mutate(false)}>{t('dropOneTime')}</button>
        </div>
      </section>
    </>
  );
}
