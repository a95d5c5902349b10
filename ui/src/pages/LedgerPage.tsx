import { useQuery } from '@tanstack/react-query';
import { get, type Me } from '../api';
import { count } from '../format';
import { Fact, Facts, Heading } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';

const COMMAND = 'java governance/src/main/java/org/steelyard/governance/verify/LedgerVerifier.java entries.jsonl checkpoints.txt key.pem';

export default function LedgerPage({ me }: { me: Me | null }) {
  const { t, lang } = useWords();
  const mayRead = me?.roles.some((r) => ['AUDIT_ADMIN', 'NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY'].includes(r)) ?? false;
  const head = useQuery({ queryKey: ['ledger'], queryFn: () => get<{ size: number; root: string }>('/ledger'), enabled: mayRead });
  const checkpoints = useQuery({ queryKey: ['checkpoints'], queryFn: () => get<string>('/ledger/checkpoints') });
  const auditor = me?.roles.includes('AUDIT_ADMIN') ?? false;
  return (
    <>
      <Heading title={t('ledger')} />
      <section className="panel">
        <p>{t('ledgerHelp')}</p>
        <Trouble error={head.error ?? checkpoints.error} />
        {head.data && (
          <Facts>
            <Fact name={t('size')}>{count(head.data.size, lang)}</Fact>
            <Fact name={t('root')} wide><code style={{ wordBreak: 'break-all' }}>{head.data.root}</code></Fact>
          </Facts>
        )}
        <h2>{t('download')}</h2>
        <div className="buttons">
          {auditor && <a className="plain" href="/api/v1/ledger/entries?size=10000" download="entries.jsonl">{lang === 'zh' ? '条目（entries.jsonl）' : 'Entries (entries.jsonl)'}</a>}
          <a className="plain" href="/api/v1/ledger/checkpoints" download="checkpoints.txt">{lang === 'zh' ? '检查点（checkpoints.txt）' : 'Checkpoints (checkpoints.txt)'}</a>
          <a className="plain" href="/api/v1/ledger/key" download="key.pem">{lang === 'zh' ? '公钥（key.pem）' : 'Public key (key.pem)'}</a>
        </div>
        {!auditor && <p className="quiet">{t('entriesByAuditor')}</p>}
        <p>{t('verifyHow')}</p>
        <pre className="filed-body mono" style={{ whiteSpace: 'pre-wrap' }}>{COMMAND}</pre>
        <h2>{t('checkpoints')}</h2>
        <pre className="filed-body mono" style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>{checkpoints.data || t('none')}</pre>
      </section>
    </>
  );
}
