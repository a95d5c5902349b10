import { useQuery } from '@tanstack/react-query';
import { get, type Me } from '../api';
import { useWords } from '../words';

export default function LedgerPage({ me }: { me: Me | null }) {
  const { t } = useWords();
  const head = useQuery({ queryKey: ['ledger'], queryFn: () => get<{ size: number; root: string }>('/ledger') });
  const checkpoints = useQuery({ queryKey: ['checkpoints'], queryFn: () => get<string>('/ledger/checkpoints') });
  const auditor = me?.roles.includes('AUDIT_ADMIN') ?? false;
  return (
    <>
      <div className="heading"><h1>{t('ledger')}</h1></div>
      <section className="panel">
        <p>{t('ledgerHelp')}</p>
        <dl className="facts">
          <div><dt>{t('size')}</dt><dd>{head.data?.size ?? ''}</dd></div>
          <div style={{ gridColumn: '1 / -1' }}><dt>{t('root')}</dt><dd><code style={{ wordBreak: 'break-all' }}>{head.data?.root ?? ''}</code></dd></div>
        </dl>
        <p>
          {auditor && <><a href="/api/v1/ledger/entries?size=10000" download="entries.jsonl">entries.jsonl</a> · </>}
          <a href="/api/v1/ledger/checkpoints" download="checkpoints.txt">checkpoints.txt</a> · <a href="/api/v1/ledger/key" download="key.pem">key.pem</a>
        </p>
        <h2>{t('checkpoints')}</h2>
        <pre className="body-dump" style={{ wordBreak: 'break-all' }}>{checkpoints.data || t('none')}</pre>
      </section>
    </>
  );
}
