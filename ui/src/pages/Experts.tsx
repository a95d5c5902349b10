import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { put, type Expert } from '../api';
import { FIELDS } from '../forms';
import { Dialog } from '../parts/Dialog';
import { Sheet } from '../parts/Sheet';
import { Heading, Mark, Nothing, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useExperts, useOrganisations } from '../process';
import { choice, useWords } from '../words';

/** The review experts, each with his fields; draws for a review are made from them. */
export default function Experts({ may }: { may: boolean }) {
  const { t, lang } = useWords();
  const experts = useExperts(may);
  const organisations = useOrganisations();
  const [changed, setChanged] = useState<Expert | null>(null);
  if (!may) {
    return <Nothing title={t('forbidden')} help={t('forbiddenHelp')} />;
  }
  const house = (id: string) => { const o = organisations.find((x) => x.id === id); return o ? (lang === 'zh' ? o.nameZh : o.nameEn) : ''; };
  return (
    <>
      <Heading title={t('pool')} />
      <section className="panel">
        <p className="quiet">{t('poolHelp')}</p>
        <Sheet<Expert>
          caption={t('pool')} rows={experts} rowKey={(e) => e.id}
          columns={[
            { title: t('name'), cell: (e) => <Written>{e.name}</Written> },
            { title: t('organisation'), cell: (e) => <Written>{house(e.organisation)}</Written> },
            { title: t('fields'), cell: (e) => ((e.fields ?? []).length === 0 ? '—' : <span className="marks">{(e.fields ?? []).map((f) => <Mark key={f}>{choice(f, lang, 'field')}</Mark>)}</span>) },
            { title: t('change'), cell: (e) => <button type="button" className="plain" onClick={() => setChanged(e)}>{t('change')}<span className="unseen"> <Written>{e.name}</Written></span></button>, width: 110 },
          ]}
        />
      </section>
      {changed && <Change expert={changed} close={() => setChanged(null)} />}
    </>
  );
}

function Change({ expert, close }: { expert: Expert; close: () => void }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const [fields, setFields] = useState(expert.fields ?? []);
  const send = useMutation({
    mutationFn: () => put(`/experts/${expert.id}/fields`, { fields }),
    onSuccess: async () => { close(); await client.invalidateQueries(); },
  });
  return (
    <Dialog title={t('fields')} onCancel={close} onOk={() => send.mutate()} confirmLoading={send.isPending} okText={t('submit')} cancelText={t('cancel')}>
      <Trouble error={send.error} />
      <p><Written>{expert.name}</Written></p>
      <Checkbox.Group aria-label={t('fields')} value={fields} onChange={(v) => setFields(v)} options={FIELDS.map((f) => ({ value: f, label: choice(f, lang, 'field') }))} />
    </Dialog>
  );
}
