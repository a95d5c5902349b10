import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { useMemo, useState } from 'react';
import { get, type Change, type ProtocolVersion } from '../api';
import { Mark } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';
import Compare from './Compare';
import { read } from './edit';
import { Verdict } from './Editor';
import ProtocolReader from './Reader';

/** The versions of a protocol: read one, or two side by side. */
export default function ProtocolPanel({ id }: { id: string }) {
  const { t, lang } = useWords();
  const versions = useQuery({ queryKey: ['protocol', id, lang], queryFn: () => get<ProtocolVersion[]>(`/evaluations/${id}/protocol`) });
  const [shown, setShown] = useState<number | null>(null);
  const [mode, setMode] = useState<'read' | 'source'>('read');
  const all = useMemo(() => versions.data ?? [], [versions.data]);
  const current = all.find((v) => v.filing === shown) ?? all.at(-1);
  const { document, broken } = useMemo(() => read(current?.yaml ?? ''), [current]);
  if (versions.isPending) {
    return <Spin />;
  }
  if (!current) {
    return <><Trouble error={versions.error} /><p className="empty">{t('noProtocol')}</p></>;
  }
  const label = (v: ProtocolVersion) => `${planVersion(v)} · #${v.filing}${v.amendment ? (lang === 'zh' ? '（修改）' : ' (amendment)') : ''}`;
  return (
    <>
      <div className="search no-print">
        <label>{t('version')}
          <select className="in" value={current.filing} onChange={(e) => setShown(Number(e.target.value))}>
            {all.map((v) => <option key={v.filing} value={v.filing}>{label(v)}</option>)}
          </select>
        </label>
        <div className="buttons" role="group" aria-label={t('protocol')}>
          <button type="button" className={`plain${mode === 'read' ? ' first' : ''}`} aria-pressed={mode === 'read'} onClick={() => setMode('read')}>{t('read')}</button>
          <button type="button" className={`plain${mode === 'source' ? ' first' : ''}`} aria-pressed={mode === 'source'} onClick={() => setMode('source')}>{t('source')}</button>
        </div>
      </div>
      <Verdict judged={current} />
      {all.length > 1 && <Versions id={id} all={all} label={label} />}
      <h2>{t('protocol')} <Mark>{label(current)}</Mark></h2>
      {mode === 'read' && !broken ? <ProtocolReader content={document.toJS() as Record<string, unknown>} /> : <textarea className="in yaml" aria-label={t('source')} readOnly spellCheck={false} value={current.yaml} />}
    </>
  );
}

/** The version that the plan gives itself. */
function planVersion(v: ProtocolVersion): string {
  return /^version:\s*["']?([^"'\s#]+)/m.exec(v.yaml)?.[1] ?? v.sha256.slice(0, 8);
}

function Versions({ id, all, label }: { id: string; all: ProtocolVersion[]; label: (v: ProtocolVersion) => string }) {
  const { t } = useWords();
  const [from, setFrom] = useState(all.at(-2)!.filing);
  const [to, setTo] = useState(all.at(-1)!.filing);
  const name = (filing: number) => label(all.find((v) => v.filing === filing)!);
  const diff = useQuery({ queryKey: ['diff', id, from, to], queryFn: () => get<Change[]>(`/evaluations/${id}/protocol/diff?from=${from}&to=${to}`), enabled: from !== to, retry: false });
  const pick = (word: 'before' | 'after', value: number, set: (v: number) => void) => (
    <label>{t(word)}
      <select className="in" value={value} onChange={(e) => set(Number(e.target.value))}>{all.map((v) => <option key={v.filing} value={v.filing}>{label(v)}</option>)}</select>
    </label>
  );
  return (
    <details>
      <summary><strong>{t('compare')}</strong></summary>
      <div className="search">{pick('before', from, setFrom)}{pick('after', to, setTo)}</div>
      <Trouble error={diff.error} />
      {diff.isSuccess && <Compare changes={diff.data} before={name(from)} after={name(to)} />}
      {from === to && <p className="empty">{t('same')}</p>}
    </details>
  );
}
