import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { get, type Me, type Summary, type Text } from '../api';
import { count, money, percent } from '../format';
import { Sheet } from '../parts/Sheet';
import { Heading, Mark, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { choice, useWords } from '../words';

interface Candidate { code: string; nameZh: string; nameEn: string; year: number; fund: number; fee: number; growth: number | null; reasons: string[]; reach: number }
interface Candidates { levels: { fund: number; fee: number; growth: number }; items: Candidate[] }
interface Share { code: string; nameZh: string; nameEn: string; people: number; share: number; usual: boolean }
interface Shares { diseases: string[]; regions: string[]; years: number[]; shares: Share[] }
interface Times { stages: { stage: number; label: Text; evaluations: number; medianDays: number | null }[]; decided: number; medianDaysToPayment: number | null }
interface Reach { evaluation: Summary; recommended: boolean; comparison: { item: string; year: number; by: string; groups: { name: string; people: number; users: number; rate: number }[]; gap: number; ratio: number } }
interface Resource { evaluation: Summary; year: number | null; fund: number | null; decisions: { number: string; kind: string; label: Text }[] }

/** From the use of services to what should be evaluated, and from results to what should be used. */
export default function UsePage({ me }: { me: Me }) {
  const { t } = useWords();
  const authority = me.roles.some((r) => r.endsWith('AUTHORITY'));
  return (
    <>
      <Heading title={t('useOfResults')} />
      {authority && <ToEvaluate />}
      <UsualCare />
      {authority && <Priority />}
      {authority && <Equal />}
      {authority && <Resources />}
      {authority && <Durations />}
    </>
  );
}

function ToEvaluate() {
  const { t, lang, list } = useWords();
  const found = useQuery({ queryKey: ['candidates'], queryFn: () => get<Candidates>('/candidates') });
  const levels = found.data?.levels;
  return (
    <section className="panel">
      <h2>{t('candidates')}</h2>
      <p className="quiet">{t('candidatesHelp')}{levels && (lang === 'zh'
        ? `界值：年度基金支出 ${money(levels.fund, lang)}，单次费用 ${money(levels.fee, lang)}，年增长 ${percent(levels.growth, lang)}。`
        : ` Levels: fund spending ${money(levels.fund, lang)}, cost of one ${money(levels.fee, lang)}, growth ${percent(levels.growth, lang)}.`)}</p>
      <Trouble error={found.error} />
      <Sheet<Candidate>
        caption={t('candidates')} rows={found.data?.items ?? []} rowKey={(c) => c.code} pending={found.isPending} empty={t('noCandidates')}
        columns={[
          { title: t('item'), cell: (c) => <span>{c.code} <Written>{lang === 'zh' ? c.nameZh : c.nameEn}</Written></span> },
          { title: t('year'), cell: (c) => c.year },
          { title: t('fund'), cell: (c) => money(c.fund, lang), right: true },
          { title: t('fee'), cell: (c) => money(c.fee, lang), right: true },
          { title: t('growth'), cell: (c) => (c.growth === null ? '—' : percent(c.growth, lang)), right: true },
          { title: t('reach'), cell: (c) => <span>{c.reach.toFixed(2)}{lang === 'zh' ? ' 倍' : ' ×'} {c.reasons.length > 0 && <Mark tone="warn">{list(c.reasons.map((r) => choice(r, lang, 'reason')))}</Mark>}</span>, right: true },
        ]}
      />
    </section>
  );
}

function UsualCare() {
  const { t, lang } = useWords();
  const [disease, setDisease] = useState('');
  const [region, setRegion] = useState('');
  const [year, setYear] = useState<number | null>(null);
  const query = `/shares?disease=${encodeURIComponent(disease)}&region=${region}${year === null ? '' : `&year=${year}`}`;
  const found = useQuery({ queryKey: ['shares', query], queryFn: () => get<Shares>(query), placeholderData: (before) => before });
  const options = (all: (string | number)[]) => all.map((v) => ({ value: v, label: String(v) }));
  return (
    <section className="panel">
      <h2>{t('shares')}</h2>
      <p className="quiet">{t('sharesHelp')}</p>
      <div className="buttons">
        <Select aria-label={t('disease')} placeholder={t('disease')} style={{ minWidth: 180 }} value={disease || undefined} onChange={(v) => setDisease(v ?? '')} options={options(found.data?.diseases ?? [])} labelRender={(o) => <Written>{String(o.label)}</Written>} popupRender={(menu) => <div lang="zh-CN">{menu}</div>} showSearch allowClear />
        <Select aria-label={t('region')} placeholder={t('region')} style={{ minWidth: 140 }} value={region || undefined} onChange={(v) => setRegion(v ?? '')} options={options(found.data?.regions ?? [])} allowClear />
        <Select aria-label={t('year')} placeholder={t('year')} style={{ minWidth: 100 }} value={year ?? undefined} onChange={(v) => setYear(v ?? null)} options={options(found.data?.years ?? []) as never} allowClear />
      </div>
      <Trouble error={found.error} />
      <Sheet<Share>
        caption={t('shares')} rows={found.data?.shares ?? []} rowKey={(s) => s.code} pending={found.isPending} empty={t('noShares')}
        columns={[
          { title: t('item'), cell: (s) => <span>{s.code} <Written>{lang === 'zh' ? s.nameZh : s.nameEn}</Written> {s.usual && <Mark tone="strong">{t('usual')}</Mark>}</span> },
          { title: t('people'), cell: (s) => count(s.people, lang), right: true },
          { title: t('share'), cell: (s) => percent(s.share, lang), right: true },
        ]}
      />
    </section>
  );
}

interface Ranked { evaluation: Summary; ranked: { comparator: string; netBenefit: number; lower: number; upper: number; ranks: number[] } }
interface Order { disease: string; threshold: number; thresholds: number[]; options: Ranked[] }

/** Stored results of one disease in order of priority, with the probability of each rank. */
function Priority() {
  const { t, text, lang } = useWords();
  const [chosen, setChosen] = useState<string[]>([]);
  const [threshold, setThreshold] = useState<number | null>(null);
  const stored = (useQuery({ queryKey: ['resources'], queryFn: () => get<Resource[]>('/resources') }).data ?? []).map((r) => r.evaluation);
  const query = `/ranking?evaluations=${chosen.join(',')}${threshold === null ? '' : `&threshold=${threshold}`}`;
  const order = useQuery({ queryKey: ['ranking', query], queryFn: () => get<Order>(query), enabled: chosen.length > 1, retry: false });
  const places = order.data?.options ?? [];
  const place = (rank: number) => (lang === 'zh' ? `第 ${rank} 位的概率` : `P(rank ${rank})`);
  return (
    <section className="panel">
      <h2>{t('priority')}</h2>
      <p className="quiet">{t('priorityHelp')}</p>
      <div className="buttons">
        <Select mode="multiple" aria-label={t('storedResults')} placeholder={t('storedResults')} style={{ minWidth: 320, maxWidth: '100%' }} value={chosen} onChange={setChosen} options={stored.map((e) => ({ value: e.id, label: `${e.number} ${text(e.title)}${lang === 'zh' ? `（${e.disease}）` : ` (${e.disease})`}` }))} labelRender={(o) => <Written>{String(o.label)}</Written>} popupRender={(menu) => <div lang="zh-CN">{menu}</div>} showSearch={{ optionFilterProp: 'label' }} />
        {order.data && <Select aria-label={t('threshold')} style={{ minWidth: 160 }} value={order.data.threshold} onChange={(v: number) => setThreshold(v)} options={[...new Set([...order.data.thresholds, order.data.threshold])].map((v) => ({ value: v, label: `${money(v, lang)} / QALY` }))} />}
      </div>
      {chosen.length > 1 && <Trouble error={order.error} />}
      {places.length > 0 && (
        <Sheet<Ranked>
          caption={t('priority')} rows={places} rowKey={(o) => o.evaluation.id}
          columns={[
            { title: '#', cell: (_, i) => i + 1, width: 44 },
            { title: t('evaluations'), cell: (o) => <span>{o.evaluation.number} <Written>{text(o.evaluation.title)}</Written></span> },
            { title: t('comparedWith'), cell: (o) => <Written>{o.ranked.comparator || '—'}</Written> },
            { title: t('netBenefit'), cell: (o) => <>{money(o.ranked.netBenefit, lang)}<br /><span className="quiet">{money(o.ranked.lower, lang)} {lang === 'zh' ? '至' : 'to'} {money(o.ranked.upper, lang)}</span></>, right: true },
            ...places.map((_, r) => ({ title: place(r + 1), cell: (o: Ranked) => percent(o.ranked.ranks[r] ?? null, lang), right: true })),
          ]}
        />
      )}
    </section>
  );
}

function Equal() {
  const { t, text, lang } = useWords();
  const found = useQuery({ queryKey: ['equity'], queryFn: () => get<Reach[]>('/equity') });
  return (
    <section className="panel">
      <h2>{t('equity')}</h2>
      <p className="quiet">{t('equityHelp')}</p>
      <Trouble error={found.error} />
      {found.data?.length === 0 && <p className="empty">{t('noEquity')}</p>}
      {(found.data ?? []).map(({ evaluation: e, recommended, comparison: c }) => (
        <div key={e.id + c.item + c.by}>
          <h3><Link to={`/evaluations/${e.id}`} className="underlined">{e.number}</Link> <Written>{text(e.title)}</Written> {recommended && <Mark tone="good">{t('recommended')}</Mark>}</h3>
          <p>{c.item} · {c.year} · {choice(c.by, lang, 'by')}{lang === 'zh' ? '：' : ': '}<Mark tone={c.gap >= 0.2 ? 'warn' : 'plain'}>{t('gap')} {c.gap.toFixed(3)}</Mark> <Mark>{t('lowestHighest')} {c.ratio.toFixed(2)}</Mark></p>
          <Sheet
            caption={`${t('equity')} · ${c.item} · ${choice(c.by, lang, 'by')}`} rows={c.groups} rowKey={(g) => g.name}
            columns={[
              { title: choice(c.by, lang, 'by'), cell: (g) => <Written>{g.name}</Written> },
              { title: t('people'), cell: (g) => count(g.people, lang), right: true },
              { title: t('frequency'), cell: (g) => count(g.users, lang), right: true },
              { title: t('rate'), cell: (g) => percent(g.rate, lang), right: true },
            ]}
          />
        </div>
      ))}
    </section>
  );
}

function Resources() {
  const { t, text, lang } = useWords();
  const found = useQuery({ queryKey: ['resources'], queryFn: () => get<Resource[]>('/resources') });
  return (
    <section className="panel">
      <h2>{t('resources')}</h2>
      <p className="quiet">{t('resourcesHelp')}</p>
      <Trouble error={found.error} />
      <Sheet<Resource>
        caption={t('resources')} rows={found.data ?? []} rowKey={(r) => r.evaluation.id} pending={found.isPending} empty={t('noResources')}
        columns={[
          { title: t('evaluations'), cell: (r) => <span><Link className="underlined" to={`/evaluations/${r.evaluation.id}`}>{r.evaluation.number}</Link> <Written>{text(r.evaluation.title)}</Written></span> },
          { title: t('grade'), cell: (r) => (r.evaluation.grade ? <Mark tone={r.evaluation.grade === 'N' ? 'bad' : 'good'}>{r.evaluation.grade}</Mark> : '—'), width: 110 },
          { title: t('latestFund'), cell: (r) => (r.fund === null ? '—' : `${money(r.fund, lang)}${lang === 'zh' ? `（${r.year}）` : ` (${r.year})`}`), right: true },
          { title: t('decisions'), cell: (r) => (r.decisions.length === 0 ? '—' : r.decisions.map((d) => <div key={d.number}>{d.number} {text(d.label)}</div>)) },
        ]}
      />
    </section>
  );
}

function Durations() {
  const { t, text, lang } = useWords();
  const found = useQuery({ queryKey: ['timings'], queryFn: () => get<Times>('/timings') });
  const days = (d: number | null) => (d === null ? '—' : count(Math.round(d * 10) / 10, lang));
  const rows = found.data ? [...found.data.stages.map((s) => ({ name: text(s.label), evaluations: s.evaluations, days: s.medianDays })), { name: t('toPayment'), evaluations: found.data.decided, days: found.data.medianDaysToPayment }] : [];
  return (
    <section className="panel">
      <h2>{t('timings')}</h2>
      <p className="quiet">{t('timingsHelp')}</p>
      <Trouble error={found.error} />
      <Sheet
        caption={t('timings')} rows={rows} rowKey={(r) => r.name} pending={found.isPending}
        columns={[
          { title: t('stage'), cell: (r) => r.name },
          { title: t('evaluationsCount'), cell: (r) => r.evaluations, right: true },
          { title: t('medianDays'), cell: (r) => days(r.days), right: true },
        ]}
      />
    </section>
  );
}
