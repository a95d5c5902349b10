import type { Entry, Whole } from '../../api';
import { isChinese } from '../../format';
import { Filed } from '../../parts/Filed';
import { Sheet } from '../../parts/Sheet';
import { Fact, Facts, Mark, Written } from '../../parts/Small';
import { useProcess } from '../../process';
import { choice, useWords } from '../../words';
import { ReportNumbers } from './ReportNumbers';

interface ReviewBody { items: { item: string; verdict: string; evidence: string }[]; strength: Record<string, number>; fit: Record<string, number>; recommendation: string; opinion: string }
interface GradeBody { strength: string; fit: Record<string, string>; grade: string; reasons: string }

/** Experts, their independent reviews beside each other, findings, the grade by two axes, and the approvals of release. */
export function Review({ whole }: { whole: Whole }) {
  const { t, text, lang, time, list } = useWords();
  const of = (...acts: string[]) => whole.filings.filter((f) => acts.includes(f.act));
  const name = (id: string) => whole.names[id] ?? '';
  const reviews = of('submit-review');
  const grade = of('grade', 'grade-after-panel').at(-1)?.body as unknown as GradeBody | undefined;
  const approvals = of('approve-release');
  const begun = of('assign-experts', 'submit-review', 'ask-findings').length > 0 || whole.findings.length > 0;
  if (!begun) {
    return <p className="empty">{t('noReview')}</p>;
  }
  return (
    <>
      {of('assign-experts', 'call-panel', 'declare-recusal').map((f) => (
        <section key={f.number}><h2>{text(f.label)}</h2><Filed entry={f} whole={whole} /></section>
      ))}
      <h2>{t('reviews')}</h2>
      {reviews.length === 0 ? <p className="empty">{t('reviewsHidden')}</p> : <Reviews reviews={reviews} name={name} />}
      {of('record-repeat').map((f) => <section key={f.number}><h3>{text(f.label)} · <Written>{name(f.by)}</Written></h3><Filed entry={f} whole={whole} /></section>)}
      {of('compare-sample', 'compare-quality').map((f) => <section key={f.number}><h3>{text(f.label)} · <Written>{name(f.by)}</Written></h3><Filed entry={f} whole={whole} /></section>)}
      <ReportNumbers whole={whole} />
      <h2>{t('findings')}</h2>
      <Sheet
        caption={t('findings')} rows={whole.findings} rowKey={(f) => f.number} empty={t('noFindings')}
        columns={[
          { title: '#', cell: (f) => f.number, width: 50 },
          { title: t('finding'), cell: (f) => <Written>{f.text}</Written> },
          { title: t('answer'), cell: (f) => (f.answer ? <Written>{f.answer}</Written> : '—') },
          { title: t('verdict'), cell: (f) => (f.verdict ? <><Mark tone="good">✓</Mark> <Written>{f.verdict}</Written></> : <Mark tone="warn">{t('open')}</Mark>) },
        ]}
      />
      {grade && (
        <>
          <h2>{t('grading')}</h2>
          <div className="big">
            <div><strong>{grade.strength}</strong><span>{t('strength')}</span></div>
            {Object.entries(grade.fit ?? {}).map(([scenario, level]) => <div key={scenario}><strong>{level}</strong><span>{t('fit')} · {choice(scenario, lang)}</span></div>)}
            <div><strong>{grade.grade}</strong><span>{t('grade')}</span></div>
          </div>
          <Facts><Fact name={t('reason')} wide><Written>{grade.reasons}</Written></Fact></Facts>
        </>
      )}
      {(grade || approvals.length > 0) && (
        <>
          <h2>{t('approvals')} <span className="quiet" style={{ fontSize: 14, fontWeight: 400 }}>{new Set(approvals.map((a) => a.by)).size} / 2 · {t('approvalsNeeded')}</span></h2>
          <Sheet
            caption={t('approvals')} rows={approvals} rowKey={(a) => a.number}
            columns={[{ title: t('who'), cell: (a) => <Written>{name(a.by)}</Written> }, { title: t('when'), cell: (a) => time(a.at) }, { title: t('content'), cell: (a) => <Written>{list([String(a.body['comment'] ?? '')])}</Written> }]}
          />
        </>
      )}
    </>
  );
}

/** Reviews beside each other: what experts agree on and where they differ is seen line by line. */
function Reviews({ reviews, name }: { reviews: Entry[]; name: (id: string) => string }) {
  const { t, lang, text } = useWords();
  const process = useProcess();
  const bodies = reviews.map((r) => ({ entry: r, body: r.body as unknown as ReviewBody }));
  const tone = (verdict: string) => (verdict === 'fail' || verdict === 'reject' ? 'bad' : verdict === 'pass' || verdict === 'support' ? 'good' : 'warn');
  const experts = <T,>(cell: (body: ReviewBody, row: T) => React.ReactNode) =>
    bodies.map(({ entry, body }) => ({ tongue: lang === 'en' && isChinese(name(entry.by)) ? 'zh-CN' : undefined, title: `${name(entry.by)}${reviews.filter((r) => r.by === entry.by).length > 1 ? ` #${entry.number}` : ''}`, cell: (row: T) => cell(body, row) }));
  const scores = [...new Set(bodies.flatMap(({ body }) => Object.keys(body.strength ?? {})))];
  const fits = [...new Set(bodies.flatMap(({ body }) => Object.keys(body.fit ?? {})))];
  return (
    <>
      <Sheet
        caption={t('reviews')} rowKey={(r) => r.key}
        rows={[
          { key: 'recommendation', label: lang === 'zh' ? '推荐意见' : 'Recommendation' },
          ...scores.map((s) => ({ key: `strength.${s}`, label: `${t('strength')} · ${choice(s, lang)}` })),
          ...fits.map((s) => ({ key: `fit.${s}`, label: `${t('fit')} · ${choice(s, lang)}` })),
          { key: 'opinion', label: lang === 'zh' ? '评议意见' : 'Opinion' },
        ]}
        columns={[
          { title: t('measure'), cell: (r) => r.label, width: '26%' },
          ...experts<{ key: string; label: string }>((body, row) => {
            const [group, key = ''] = row.key.split('.');
            if (group === 'strength' || group === 'fit') {
              const score = body[group]?.[key];
              return score === undefined ? '—' : `${score} / 4`;
            }
            return group === 'opinion' ? <Written>{body.opinion}</Written> : <Mark tone={tone(body.recommendation)}>{choice(body.recommendation, lang)}</Mark>;
          }),
        ]}
      />
      <h3>{t('checklist')}</h3>
      <Sheet
        caption={t('checklist')} rows={process?.checklist ?? []} rowKey={(c) => c.id}
        columns={[
          { title: t('checklist'), cell: (c) => <><span className="quiet">{choice(c.block, lang, 'block')} · </span>{text(c.label)}</>, width: '34%' },
          ...experts<{ id: string }>((body, row) => {
            const found = body.items?.find((i) => i.item === row.id);
            return found ? <><Mark tone={tone(found.verdict)}>{choice(found.verdict, lang)}</Mark> <Written>{found.evidence}</Written></> : '—';
          }),
        ]}
      />
    </>
  );
}
