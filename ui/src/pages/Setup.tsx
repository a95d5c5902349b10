import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input } from 'antd';
import { post } from '../api';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';

export default function Setup() {
  const { t } = useWords();
  const client = useQueryClient();
  const send = useMutation({ mutationFn: (values: object) => post('/setup', values), onSuccess: () => client.invalidateQueries() });
  const field = (name: string | string[], word: string, input = <Input />) => (
    <Form.Item name={name} label={t(word)} rules={[{ required: true, message: t('required') }]}>{input}</Form.Item>
  );
  return (
    <section className="panel" style={{ maxWidth: 520, margin: '24px auto' }}>
      <h1 style={{ fontSize: 22, marginTop: 0 }}>{t('setup')}</h1>
      <p>{t('setupHelp')}</p>
      <Trouble error={send.error} />
      <Form layout="vertical" onFinish={(v) => send.mutate({ ...v, demo: v.demo === true })}>
        {field('organisationZh', 'orgZh')}
        {field('organisationEn', 'orgEn')}
        {field('region', 'region')}
        {(['system', 'security', 'audit'] as const).map((who) => (
          <fieldset key={who} style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ fontSize: 16, fontWeight: 600 }}>{t(`${who}Admin`)}</legend>
            {field([who, 'name'], 'name')}
            {field([who, 'login'], 'login', <Input autoComplete="off" />)}
            {field([who, 'password'], 'password', <Input.Password autoComplete="new-password" />)}
          </fieldset>
        ))}
        <Form.Item name="demo" valuePropName="checked"><Checkbox>{t('demo')}</Checkbox></Form.Item>
        <Form.Item noStyle dependencies={['demo']}>
          {({ getFieldValue }) => getFieldValue('demo') === true && field('demoPassword', 'demoPassword', <Input.Password autoComplete="new-password" />)}
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={send.isPending}>{t('begin')}</Button>
      </Form>
    </section>
  );
}
