import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input } from 'antd';
import { useNavigate } from 'react-router';
import { post } from '../api';
import { showBeside } from '../parts/beside';
import { Heading } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords, type Word } from '../words';

/** The first start: the authority, and three people who administer what no two of them could administer alone. */
export default function Setup() {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm();
  const send = useMutation({
    mutationFn: (values: object) => post('/setup', values),
    onSuccess: async () => {
      navigate('/admin');
      await client.invalidateQueries();
    },
    onError: (error) => {
      showBeside(form, error);
      window.scrollTo(0, 0);
    },
  });
  const field = (name: string | string[], word: Word, input = <Input />, help?: Word) => (
    <Form.Item name={name} label={t(word)} extra={help && t(help)} rules={[{ required: true, message: `${t('required')}${lang === 'zh' ? '：' : ': '}${t(word)}` }]}>{input}</Form.Item>
  );
  return (
    <section className="panel narrow">
      <Heading title={t('setup')} />
      <p>{t('setupHelp')}</p>
      <Trouble error={send.error} />
      <Form form={form} layout="vertical" onFinish={(v) => send.mutate({ ...v, demo: v.demo === true })} scrollToFirstError>
        {field('organisationZh', 'orgZh')}
        {field('organisationEn', 'orgEn')}
        {field('region', 'regionCode', <Input maxLength={6} inputMode="numeric" />, 'regionHelp')}
        <p className="quiet">{t('passwordHelp')}</p>
        {(['system', 'security', 'audit'] as const).map((who) => (
          <fieldset key={who} className="part">
            <legend>{t(`${who}Admin`)}</legend>
            {field([who, 'name'], 'name')}
            {field([who, 'login'], 'login', <Input autoComplete="off" />)}
            {field([who, 'password'], 'password', <Input.Password autoComplete="new-password" />)}
          </fieldset>
        ))}
        <Form.Item name="demo" valuePropName="checked"><Checkbox>{t('demo')}</Checkbox></Form.Item>
        <Form.Item noStyle dependencies={['demo']}>
          {({ getFieldValue }) => getFieldValue('demo') === true && field('demoPassword', 'demoPassword', <Input.Password autoComplete="new-password" />)}
        </Form.Item>
        {send.isPending && <p role="status" className="note">{t('loadingDemo')}</p>}
        <Button type="primary" htmlType="submit" block loading={send.isPending}>{t('begin')}</Button>
      </Form>
    </section>
  );
}
